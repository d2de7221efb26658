//! What a runner takes over of what its calls have changed.

use super::calls::CallSpec;
use super::runner::Runner;
use super::view::is_done;
use crate::proxies::learn;

impl Runner {
    /// Keeps what a call that is done says of an agent's OBProxy, once, and before it is stored that it is done.
    pub(super) async fn learn(&mut self, at: usize) {
        let call = &self.calls[at];
        let kind = call.view.head.state.kind;
        let (CallSpec::Proxy(proxy), true) = (&call.spec, is_done(kind)) else { return };
        let Some(connection_id) = self.operation.connection_id.as_deref() else { return };
        if !self.learned.insert(at) {
            return;
        }
        let whose = (connection_id, self.operation.id.as_str());
        if let Err(problem) = learn(&self.parts.store, whose, proxy, kind, self.now()).await {
            tracing::warn!(%problem, "what an agent's OBProxy is now could not be written");
        }
    }
}
