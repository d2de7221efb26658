//! The command table as JSON, as a window has it, with a record of everything that crossed.

use std::sync::{Arc, Mutex};

use console::dto::*;
use console::{Console, Sink};
use serde_json::Value;
use tokio::sync::mpsc;

/// What a window is to the console.
pub struct Wire {
    pub console: Console,
    record: Arc<Mutex<Vec<String>>>,
}

macro_rules! answer_in_json {
    (commands { $($command:ident: $request:ident => $reply:ident;)* }
     streams { $($stream:ident: $watch:ident => $event:ident;)* }) => {
        impl Wire {
            async fn answer(&self, command: &str, request: Value) -> Result<Value, IpcError> {
                match command {
                    $(stringify!($command) => {
                        let request: $request = serde_json::from_value(request).unwrap();
                        let reply: $reply = self.console.$command(request).await?;
                        Ok(serde_json::to_value(reply).unwrap())
                    })*
                    other => panic!("there is no command {other}"),
                }
            }

            async fn subscribe(&self, stream: &str, request: Value, send: impl Fn(Value) -> bool + Send + Sync + 'static) {
                match stream {
                    $(stringify!($stream) => {
                        let request: $watch = serde_json::from_value(request).unwrap();
                        let sink = Sink::<$event>::new(move |event| send(serde_json::to_value(event).unwrap()));
                        self.console.$stream(request, sink).await.unwrap();
                    })*
                    other => panic!("there is no stream {other}"),
                }
            }
        }
    };
}
console::command_table!(answer_in_json);

impl Wire {
    pub fn new(console: Console) -> Self {
        Self { console, record: Arc::default() }
    }

    /// Makes a call as the window does. The reply or the error is recorded; the request is not: it is the one way
    /// in for passwords.
    pub async fn call(&self, command: &str, request: Value) -> Result<Value, IpcError> {
        let answer = self.answer(command, request).await;
        let text = match &answer {
            Ok(reply) => reply.to_string(),
            Err(problem) => serde_json::to_string(problem).unwrap(),
        };
        self.record.lock().unwrap().push(format!("{command} {text}"));
        answer
    }

    /// Follows a stream; each event is recorded.
    pub async fn follow(&self, stream: &str, request: Value) -> mpsc::UnboundedReceiver<Value> {
        let (sender, events) = mpsc::unbounded_channel();
        let (record, name) = (self.record.clone(), stream.to_owned());
        let send = move |event: Value| {
            record.lock().unwrap().push(format!("{name} {event}"));
            // Recorded all the same when nobody waits for it any more.
            let _ = sender.send(event);
            true
        };
        self.subscribe(stream, request, send).await;
        events
    }

    /// Everything that came out.
    pub fn record(&self) -> Vec<String> {
        self.record.lock().unwrap().clone()
    }
}
