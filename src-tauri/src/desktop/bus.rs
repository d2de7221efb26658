//! Notifications over D-Bus, as freedesktop.org specifies them.

use std::collections::HashMap;
use std::time::Duration;

use console::dto::ShowNoticeReq;
use futures::StreamExt;
use tauri::AppHandle;
use tokio::sync::mpsc;
use tokio::time::timeout;
use zbus::zvariant::Value;
use zbus::{Connection, MatchRule, Message, MessageStream};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// A service that does not answer is left alone for this time.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many notifications can still be clicked.
const REMEMBERED: usize = 64;

/// Hands notifications to the desktop's service from a task of its own, so that none holds up the program.
pub struct Notifier {
    notes: mpsc::UnboundedSender<ShowNoticeReq>,
}

impl Notifier {
    /// `clicked` is told the operation of a notification that is clicked. Needs a Tokio runtime.
    pub fn start(_: &AppHandle, clicked: impl Fn(String) + Send + Sync + 'static) -> Self {
        let (notes, queue) = mpsc::unbounded_channel();
        tokio::spawn(serve(queue, Connection::session, PATIENCE, clicked));
        Self { notes }
    }

    pub fn show(&self, notice: ShowNoticeReq) {
        // Its task ends with the program only.
        let _ = self.notes.send(notice);
    }
}

/// A connection to the service, and what was shown over it.
struct Service {
    connection: Connection,
    signals: MessageStream,
    markup: bool,
    actions: bool,
    /// The notification of each operation, the oldest first.
    shown: Vec<(u32, String)>,
}

async fn serve<C>(
    mut queue: mpsc::UnboundedReceiver<ShowNoticeReq>,
    connect: impl Fn() -> C,
    patience: Duration,
    clicked: impl Fn(String),
) where
    C: Future<Output = zbus::Result<Connection>>,
{
    let mut service: Option<Service> = None;
    loop {
        tokio::select! {
            note = queue.recv() => {
                let Some(note) = note else { return };
                let shown = timeout(patience, show(&mut service, &connect, &note)).await;
                let problem = match shown {
                    Ok(Ok(())) => continue,
                    Ok(Err(problem)) => problem.to_string(),
                    Err(late) => late.to_string(),
                };
                tracing::info!(problem, "nothing shows notifications here");
                service = None;
            }
            signal = next_signal(&mut service) => {
                let Some(Ok(signal)) = signal else {
                    service = None;
                    continue;
                };
                if let Some(operation_id) = service.as_mut().and_then(|service| service.clicked(&signal)) {
                    clicked(operation_id);
                }
            }
        }
    }
}

async fn show<C>(
    service: &mut Option<Service>,
    connect: &impl Fn() -> C,
    note: &ShowNoticeReq,
) -> zbus::Result<()>
where
    C: Future<Output = zbus::Result<Connection>>,
{
    if service.is_none() {
        *service = Some(Service::open(connect().await?).await?);
    }
    match service {
        Some(service) => service.show(note).await,
        None => Ok(()),
    }
}

async fn next_signal(service: &mut Option<Service>) -> Option<zbus::Result<Message>> {
    match service {
        Some(service) => service.signals.next().await,
        None => std::future::pending().await,
    }
}

impl Service {
    async fn open(connection: Connection) -> zbus::Result<Self> {
        let rule =
            MatchRule::builder().msg_type(zbus::message::Type::Signal).interface(SERVICE)?.path(PATH)?;
        let signals = MessageStream::for_match_rule(rule.build(), &connection, None).await?;
        let answer =
            connection.call_method(Some(SERVICE), PATH, Some(SERVICE), "GetCapabilities", &()).await?;
        let can: Vec<String> = answer.body().deserialize()?;
        let has = |wanted: &str| can.iter().any(|name| name == wanted);
        let (markup, actions) = (has("body-markup"), has("actions"));
        Ok(Self { connection, signals, markup, actions, shown: Vec::new() })
    }

    /// A newer notification of an operation takes the place of the one before.
    async fn show(&mut self, note: &ShowNoticeReq) -> zbus::Result<()> {
        let before = self.shown.iter().position(|(_, operation)| *operation == note.operation_id);
        let replaces = before.map_or(0, |at| self.shown.remove(at).0);
        let body = if self.markup { escaped(&note.body) } else { note.body.clone() };
        let actions: &[&str] = if self.actions { &["default", ""] } else { &[] };
        let hints = HashMap::from([("desktop-entry", Value::from("OBDeck"))]);
        let call = ("OBDeck", replaces, "obdeck", &note.title, body, actions, hints, -1);
        let answer = self.connection.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &call).await?;
        self.shown.push((answer.body().deserialize()?, note.operation_id.clone()));
        if self.shown.len() > REMEMBERED {
            self.shown.remove(0);
        }
        Ok(())
    }

    /// The operation whose notification was clicked, if that is what the signal says.
    fn clicked(&mut self, signal: &Message) -> Option<String> {
        let header = signal.header();
        let member = header.member()?.as_str();
        if member == "NotificationClosed" {
            let (closed, _): (u32, u32) = signal.body().deserialize().ok()?;
            self.shown.retain(|(id, _)| *id != closed);
            return None;
        }
        let (clicked, action): (u32, String) = signal.body().deserialize().ok()?;
        let is_click = member == "ActionInvoked" && action == "default";
        let known = self.shown.iter().find(|(id, _)| *id == clicked);
        known.filter(|_| is_click).map(|(_, operation_id)| operation_id.clone())
    }
}

/// Some services read the body as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
#[path = "bus_tests.rs"]
mod tests;
