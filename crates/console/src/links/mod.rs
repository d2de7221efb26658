//! Contact with what connections stand for: one task a contacted connection reads it now and again, and notes
//! what it saw. Nothing else is contacted.

mod agent;
mod board;
mod cluster;
mod clusters;
mod credentials;
mod facts;
mod followers;
mod group;
mod inquiry;
mod ledger;
mod link;
mod ocp;
mod ocp_lists;
mod pace;
mod read;
mod registry;
mod roster;
mod round;
mod state;
mod tasks;
mod typed;
mod warnings;
mod work;

pub use inquiry::Inquirer;
pub use pace::LinkPace;
pub use registry::{LinkParts, Links};
