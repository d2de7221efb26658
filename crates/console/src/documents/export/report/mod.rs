//! One HTML file: nothing from elsewhere, nothing to run.

mod bars;
mod facts;
mod logs;
mod page;
mod scale;
mod table;
mod timeline;
mod words;

pub use page::html;
pub use words::Language;

use super::Zone;
use crate::dto::Millis;

/// How a report speaks.
#[derive(Debug, Clone)]
pub struct Telling {
    pub language: Language,
    pub zone: Zone,
    /// OBDeck's version.
    pub version: String,
    /// When it is written: what still runs is shown up to here.
    pub now: Millis,
}
