//! A connection's cluster as a whole: what its agents and its database tell of it, put together.

mod actions;
mod desk;
mod fill;
mod hosts;
mod locks;
mod observer;
mod order;
mod outliers;
mod present;
mod settle;
mod stream;
mod survey;
mod usage;
mod view;
mod zones;

pub use desk::Desk;
pub use present::present;
pub use stream::{Subscription, watch_cluster};
pub use survey::Survey;
pub use view::{Sources, cluster_view};
