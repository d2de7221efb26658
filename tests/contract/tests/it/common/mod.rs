pub mod fake_agent;
pub mod group;
