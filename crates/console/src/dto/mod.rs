//! What crosses between the window and the console: plain data, no secrets, generated to TypeScript.
//!
//! Times are Unix milliseconds on *this* computer's clock: an agent's own times are shifted by its measured
//! offset before they get here. Ids are opaque strings.

mod cluster;
mod connection;
mod draft;
mod error;
mod failure;
mod guard;
mod history;
mod host;
mod log;
mod node;
mod notice;
mod obproxy;
mod obproxy_action;
mod obproxy_draft;
mod ocp;
mod operation;
mod plan;
mod plan_file;
mod preflight;
mod reach;
mod saved;
mod secret;
mod settings;
mod task;
mod task_list;
mod transfer;
mod vault;

pub use cluster::*;
pub use connection::*;
pub use draft::*;
pub use error::*;
pub use failure::*;
pub use guard::*;
pub use history::*;
pub use host::*;
pub use log::*;
pub use node::*;
pub use notice::*;
pub use obproxy::*;
pub use obproxy_action::*;
pub use obproxy_draft::*;
pub use ocp::*;
pub use operation::*;
pub use plan::*;
pub use plan_file::*;
pub use preflight::*;
pub use reach::*;
pub use saved::*;
pub use secret::PassedSecret;
pub use settings::*;
pub use task::*;
pub use task_list::*;
pub use transfer::*;
pub use vault::*;

/// Unix milliseconds on this computer's clock.
pub type Millis = i64;

/// Derives what every transported type needs.
macro_rules! dto {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt)*) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase")]
        $(#[$meta])*
        pub $kind $name $body
    )*};
}
pub(crate) use dto;
pub(crate) use secret::passed;

dto! {
    /// A request or a reply that carries nothing.
    #[derive(Default)]
    pub struct Nothing {}
}
