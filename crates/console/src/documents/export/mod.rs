//! A task to a file: as JSON that OBDeck opens again, as a page that any browser shows, as text, or as a bundle for
//! somebody who must not learn addresses and names.
//!
//! What is obviously a secret is masked in all of them.

mod about;
mod anonymous;
mod bundle;
mod found;
mod json;
mod log_text;
mod masked;
mod name;
mod report;
mod visible;
mod zone;

pub use about::About;
pub use anonymous::Anonymous;
pub use bundle::bundle;
pub use json::json;
pub use log_text::log_text;
pub use masked::{masked, masked_view};
pub use name::{log_name, suggested_name};
pub use report::{Language, Telling, html};
pub use zone::Zone;

#[cfg(test)]
mod tests;

/// Why a bundle cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error("the bundle cannot be packed: {0}")]
    Io(#[from] std::io::Error),
    #[error("the bundle cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the task cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}
