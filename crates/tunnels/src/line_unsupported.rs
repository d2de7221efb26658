use std::{path::PathBuf, sync::Arc};

use crate::{
    Ssh, TunnelError,
    name::{Jump, Target},
};

/// What stands in for a line where there are no Unix sockets.
pub(crate) struct Line;

#[expect(clippy::unused_async, reason = "as on Unix")]
impl Line {
    pub(crate) fn new(_: Arc<Ssh>, _: Jump) -> Self {
        Self
    }

    pub(crate) async fn open(&self, _: Target) -> Result<PathBuf, TunnelError> {
        Err(TunnelError::Unsupported)
    }

    pub(crate) async fn close(&self) {}

    pub(crate) fn interrupt(&self) {}
}
