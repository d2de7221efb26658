//! HTTP as an agent speaks it.

pub(crate) mod bind;
pub(crate) mod call;
pub(crate) mod envelope;
pub(crate) mod form;
pub(crate) mod listener;
pub(crate) mod misbehave;
pub(crate) mod pipeline;
pub(crate) mod relay;
pub(crate) mod router;
pub(crate) mod serve;
pub(crate) mod trace;
pub(crate) mod upload;
