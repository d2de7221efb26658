//! A cluster as a window has it.

use std::time::Duration;

use console::Sink;
use console::dto::*;
use tokio::sync::mpsc;

use super::Bench;

/// Longer than anything here takes, even on a busy computer.
const LONGEST: Duration = Duration::from_secs(60);

/// Every warning of `impact`, read and ticked.
pub fn ticked(impact: &Impact) -> Vec<AcceptedFinding> {
    let warns = impact.findings.iter().filter(|finding| finding.verdict == Verdict::Warn);
    warns.map(|finding| AcceptedFinding { code: finding.code, args: finding.args.clone() }).collect()
}

impl Bench {
    pub async fn watch_cluster(&self, watch_id: &str, connection_id: &str) -> ClusterWatcher {
        let (sender, events) = mpsc::unbounded_channel();
        let request =
            WatchClusterReq { watch_id: watch_id.to_owned(), connection_id: connection_id.to_owned() };
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.watch_cluster(request, sink).await.unwrap();
        ClusterWatcher { events, view: None }
    }

    pub async fn unwatch(&self, watch_id: &str) {
        self.console.unwatch(UnwatchReq { watch_id: watch_id.to_owned() }).await.unwrap();
    }

    /// How many requests all agents have got to paths that begin so.
    pub fn asked(&self, path: &str) -> usize {
        let agents = 0..self.sandbox.addresses().len();
        let of = |at| self.sandbox.requests(at).iter().filter(|it| it.path.starts_with(path)).count();
        agents.map(of).sum()
    }
}

/// Keeps the last view that came.
pub struct ClusterWatcher {
    events: mpsc::UnboundedReceiver<ClusterEvent>,
    view: Option<ClusterView>,
}

impl ClusterWatcher {
    /// Waits for a view that satisfies `wanted`.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&ClusterView) -> bool) -> ClusterView {
        let deadline = tokio::time::Instant::now() + LONGEST;
        loop {
            if let Some(view) = self.view.as_ref().filter(|view| wanted(view)) {
                return view.clone();
            }
            let Ok(Some(event)) = tokio::time::timeout_at(deadline, self.events.recv()).await else {
                panic!("waited in vain for {what}; the last view was {:#?}", self.view);
            };
            self.view = Some(event.cluster);
        }
    }

    /// Waits until every host was read and answers.
    pub async fn settled(&mut self, hosts: usize) -> ClusterView {
        let well = |host: &HostView| host.agent == AgentLinkState::Answers && !host.stale;
        let all = |view: &ClusterView| view.read_at.is_some() && all_hosts(view).len() == hosts;
        self.until("all hosts", |view| all(view) && all_hosts(view).into_iter().all(well)).await
    }

    pub fn last(&self) -> Option<&ClusterView> {
        self.view.as_ref()
    }

    /// Takes what has come so far; tells how many messages that was.
    pub fn drain(&mut self) -> usize {
        let mut count = 0;
        while let Ok(event) = self.events.try_recv() {
            self.view = Some(event.cluster);
            count += 1;
        }
        count
    }
}

pub fn all_hosts(view: &ClusterView) -> Vec<&HostView> {
    view.zones.iter().flat_map(|zone| &zone.hosts).collect()
}

pub fn host<'a>(view: &'a ClusterView, address: &str) -> &'a HostView {
    all_hosts(view).into_iter().find(|host| host.address == address).unwrap()
}

/// Why an action is off.
pub fn off(actions: &[NodeActionView], action: NodeActionKind) -> Option<NodeActionOff> {
    actions.iter().find(|view| view.action == action).unwrap().off
}
