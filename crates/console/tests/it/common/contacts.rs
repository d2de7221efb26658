//! Connections as a window has them: kept, contacted, watched.

use std::collections::BTreeMap;
use std::time::Duration;

use console::Sink;
use console::dto::*;
use sandbox::{InitialisedCluster, Options};
use tokio::sync::mpsc;

use super::{Bench, ROOT_PASSWORD};

/// Longer than anything here takes, even on a busy computer.
const LONGEST: Duration = Duration::from_secs(60);

/// Options for `agents` agents that are the cluster `ob_order`.
pub fn cluster_of(agents: usize) -> Options {
    let (name, root_password) = ("ob_order".to_owned(), ROOT_PASSWORD.to_owned());
    let cluster = InitialisedCluster { name, root_password, ..InitialisedCluster::default() };
    // The usual addresses are taken by another test as soon as an agent of this one is killed.
    let listen = Some(([127, 0, 0, 1], 0).into());
    Options { agents, listen, cluster: Some(cluster), ..Options::default() }
}

pub fn settings(kind: ConnectionKind, addresses: &[String]) -> ConnectionSettings {
    ConnectionSettings {
        name: format!("{kind:?} at {}", addresses.join(", ")),
        group: String::new(),
        environment: Environment::Dev,
        kind,
        addresses: addresses.to_vec(),
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    }
}

impl Bench {
    pub async fn secret(&self, value: &str) -> SecretRef {
        let request = StoreSecretReq { replaces: None, value: value.into() };
        self.console.store_secret(request).await.unwrap()
    }

    /// A connection to the cluster of the sandbox by its agents of these numbers, with this root password.
    pub async fn cluster(&self, agents: &[usize], root: &str) -> String {
        let all = self.sandbox.addresses();
        let addresses: Vec<String> = agents.iter().map(|at| all[*at].clone()).collect();
        let mut settings = settings(ConnectionKind::Cluster, &addresses);
        settings.passwords.root = Some(self.secret(root).await);
        self.add(settings).await
    }

    pub async fn add(&self, settings: ConnectionSettings) -> String {
        self.console.add_connection(AddConnectionReq { settings, guard: None }).await.unwrap().id
    }

    pub async fn contact(&self, id: &str) {
        self.console.contact_connection(ConnectionReq { connection_id: id.to_owned() }).await.unwrap();
    }

    pub async fn leave(&self, id: &str) {
        self.console.leave_connection(ConnectionReq { connection_id: id.to_owned() }).await.unwrap();
    }

    pub async fn connection(&self, id: &str) -> ConnectionView {
        let all = self.console.connections(Nothing {}).await.unwrap().connections;
        all.into_iter().find(|view| view.id == id).unwrap()
    }

    pub async fn replace_password(&self, id: &str, kind: PasswordKind, value: &str) {
        let secret_id = self.secret(value).await.id;
        let request = ReplacePasswordReq { connection_id: id.to_owned(), kind, secret_id, user: None };
        self.console.replace_password(request).await.unwrap();
    }

    pub async fn probe(&self, address: &str, passwords: ConnectionPasswords) -> ConnectionProbe {
        self.probe_by(Reach::default(), address, passwords).await
    }

    pub async fn probe_by(
        &self,
        reach: Reach,
        address: &str,
        passwords: ConnectionPasswords,
    ) -> ConnectionProbe {
        let request = ProbeConnectionReq { address: address.to_owned(), reach, passwords, ocp: None };
        self.console.probe_connection(request).await.unwrap()
    }

    pub async fn watch(&self, watch_id: &str) -> Watcher {
        let (sender, events) = mpsc::unbounded_channel();
        let request = WatchConnectionsReq { watch_id: watch_id.to_owned() };
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.watch_connections(request, sink).await.unwrap();
        Watcher { events, views: BTreeMap::new(), messages: 0 }
    }

    /// How many rounds agent `at` has been asked in.
    pub fn rounds(&self, at: usize) -> usize {
        self.sandbox.requests(at).iter().filter(|request| request.path == "/api/v1/secret").count()
    }

    /// Waits until agent `at` has been asked in `more` rounds from now.
    pub async fn pass_rounds(&self, at: usize, more: usize) {
        let wanted = self.rounds(at) + more;
        eventually("more rounds", || self.rounds(at) >= wanted).await;
    }

    /// Whether any request to agent `at` since its `from`th carried a credential.
    pub fn got_credential(&self, at: usize, from: usize) -> bool {
        self.sandbox.requests(at).iter().skip(from).any(|request| request.credential.is_some())
    }
}

/// Applies events to views as the window does.
pub struct Watcher {
    events: mpsc::UnboundedReceiver<ConnectionsEvent>,
    views: BTreeMap<String, ConnectionView>,
    pub messages: usize,
}

impl Watcher {
    /// Waits for a view of connection `id` that satisfies `wanted`.
    pub async fn until(
        &mut self,
        id: &str,
        what: &str,
        wanted: impl Fn(&ConnectionView) -> bool,
    ) -> ConnectionView {
        let deadline = tokio::time::Instant::now() + LONGEST;
        loop {
            if let Some(view) = self.views.get(id).filter(|view| wanted(view)) {
                return view.clone();
            }
            let Ok(Some(event)) = tokio::time::timeout_at(deadline, self.events.recv()).await else {
                panic!("waited in vain for {what}; the last view was {:#?}", self.views.get(id));
            };
            self.apply(event);
        }
    }

    pub async fn until_state(&mut self, id: &str, kind: ConnectionStateKind) -> ConnectionView {
        self.until(id, &format!("{kind:?}"), |view| view.state.kind == kind).await
    }

    /// Takes what has come so far; tells how many messages that was.
    pub fn drain(&mut self) -> usize {
        let before = self.messages;
        while let Ok(event) = self.events.try_recv() {
            self.apply(event);
        }
        self.messages - before
    }

    fn apply(&mut self, event: ConnectionsEvent) {
        self.messages += 1;
        for view in event.connections {
            self.views.insert(view.id.clone(), view);
        }
    }
}

/// Looks again and again, for as long as a busy computer may need.
pub async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let looking = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(LONGEST, looking).await.is_ok(), "waited in vain for {what}");
}

pub fn agent<'a>(view: &'a ConnectionView, address: &str) -> &'a AgentView {
    view.agents.iter().find(|agent| agent.address == address).unwrap()
}

/// The agent that answers for the cluster.
pub fn current(view: &ConnectionView) -> Option<&str> {
    view.agents.iter().find(|agent| agent.current).map(|agent| agent.address.as_str())
}
