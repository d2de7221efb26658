use std::sync::Arc;

/// Where the events of one subscription go: a Tauri channel, a test's queue.
pub struct Sink<T> {
    send: Arc<dyn Fn(T) -> bool + Send + Sync>,
}

impl<T> Sink<T> {
    /// `send` returns false once nobody listens any more.
    pub fn new(send: impl Fn(T) -> bool + Send + Sync + 'static) -> Self {
        Self { send: Arc::new(send) }
    }

    /// Whether somebody still listens.
    pub fn send(&self, event: T) -> bool {
        (self.send)(event)
    }
}
