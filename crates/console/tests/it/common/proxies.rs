//! OBProxies that agents manage, as a window has them.

use console::Sink;
use console::dto::*;
use sandbox::{AgentTraits, Options};
use tokio::sync::mpsc;

use super::contacts::{cluster_of, settings};
use super::{Bench, Follower, ROOT_PASSWORD};

pub const AGENT_PASSWORD: &str = "4gent##canaryAA";
pub const PROXYRO: &str = "proxyr0##canaryBB";
pub const PROXYSYS: &str = "pr0xysys##CanaryCC11";

/// Three agents of a cluster, each with a password, and a connection that has met them all.
pub async fn bench_of(speed: f64, change: impl FnOnce(&mut Options)) -> (Bench, String) {
    let mut options = cluster_of(3);
    for agent in 0..3 {
        let agent_password = Some(AGENT_PASSWORD.to_owned());
        options.traits.insert(agent, AgentTraits { agent_password, ..AgentTraits::default() });
    }
    change(&mut options);
    let bench = Bench::at_speed(speed, options).await;
    let id = bench.proxy_connection("fleet").await;
    let mut watcher = bench.watch_cluster("w", &id).await;
    watcher.settled(3).await;
    bench.unwatch("w").await;
    (bench, id)
}

/// As [`bench_of`], fast.
pub async fn bench(change: impl FnOnce(&mut Options)) -> (Bench, String) {
    bench_of(super::SPEED, change).await
}

impl Bench {
    /// A connection to all agents with both passwords.
    pub async fn proxy_connection(&self, name: &str) -> String {
        let mut settings = settings(ConnectionKind::Cluster, &self.sandbox.addresses());
        settings.name = name.to_owned();
        settings.passwords.root = Some(self.secret(ROOT_PASSWORD).await);
        settings.passwords.agent = Some(self.secret(AGENT_PASSWORD).await);
        self.add(settings).await
    }

    /// A draft over all agents, each with a home of its own, for they share a host.
    pub async fn proxy_draft(&self, connection_id: &str, homes: [&str; 3]) -> ObproxyDraft {
        let request = CreateObproxyDraftReq { connection_id: connection_id.to_owned() };
        let mut draft = self.console.create_obproxy_draft(request).await.unwrap();
        let (proxyro, proxysys) = (self.secret(PROXYRO).await, self.secret(PROXYSYS).await);
        let form = agent_form(&mut draft);
        assert_eq!(form.agents.len(), 3, "every agent of the connection");
        for (host, home) in form.agents.iter_mut().zip(homes) {
            host.home_path = home.to_owned();
        }
        form.name = "order".to_owned();
        (form.proxyro_password, form.proxysys_password) = (Some(proxyro), Some(proxysys));
        self.save_proxy_draft(&draft).await;
        draft
    }

    pub async fn save_proxy_draft(&self, draft: &ObproxyDraft) {
        self.console.save_obproxy_draft(SaveObproxyDraftReq { draft: draft.clone() }).await.unwrap();
    }

    pub async fn check_proxies(&self, draft: &ObproxyDraft) -> ObproxyCheck {
        self.console.check_obproxy_draft(DraftReq { id: draft.id.clone() }).await.unwrap()
    }

    pub async fn try_proxies(&self, draft: &ObproxyDraft) -> Result<String, IpcError> {
        let request = StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
        self.console.start_obproxy_draft(request).await.map(|started| started.operation_id)
    }

    pub async fn start_proxies(&self, draft: &ObproxyDraft) -> Follower {
        let id = self.try_proxies(draft).await.unwrap();
        self.follow(&id).await
    }

    /// Adds a proxy to every agent and waits for the end.
    pub async fn with_proxies(&self, connection_id: &str) -> OperationView {
        let homes = ["/data/proxy-0", "/data/proxy-1", "/data/proxy-2"];
        let draft = self.proxy_draft(connection_id, homes).await;
        self.start_proxies(&draft).await.until_state(StateKind::Succeeded).await
    }

    pub async fn proxies(&self, connection_id: &str) -> AgentProxies {
        let request = ConnectionReq { connection_id: connection_id.to_owned() };
        self.console.agent_proxies(request).await.unwrap()
    }

    pub async fn impact(&self, connection_id: &str, action: &ObproxyAction) -> ObproxyImpact {
        let (connection_id, action) = (connection_id.to_owned(), action.clone());
        self.console.obproxy_impact(ObproxyActionReq { connection_id, action }).await.unwrap()
    }

    /// Starts an action, its warnings read and ticked, and its name typed.
    pub async fn act(&self, connection_id: &str, action: ObproxyAction) -> Result<Follower, IpcError> {
        let impact = self.impact(connection_id, &action).await;
        let request = StartObproxyActionReq {
            connection_id: connection_id.to_owned(),
            action,
            accepted: ticked_findings(&impact),
            typed: impact.to_type.unwrap_or_default(),
            consent: Consent::default(),
        };
        let started = self.console.start_obproxy_action(request).await?;
        Ok(self.follow(&started.operation_id).await)
    }

    /// Has the user choose `file`, and sends it to these agents.
    pub async fn upload(&self, connection_id: &str, agents: &[String]) -> UploadWatcher {
        self.try_upload(connection_id, agents).await.unwrap()
    }

    pub async fn try_upload(
        &self,
        connection_id: &str,
        agents: &[String],
    ) -> Result<UploadWatcher, IpcError> {
        let (sender, events) = mpsc::unbounded_channel();
        let request = UploadPackageReq {
            watch_id: "upload".to_owned(),
            connection_id: connection_id.to_owned(),
            agents: agents.to_vec(),
            consent: Consent::default(),
        };
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.upload_package(request, sink).await?;
        Ok(UploadWatcher { events, messages: 0 })
    }

    /// The package that the user will choose: so many bytes, none of them on the disk.
    pub fn package(&self, name: &str, length: u64) {
        let folder = self.directory.path().join("packages");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        std::fs::File::create(folder.join(name)).unwrap().set_len(length).unwrap();
    }

    /// How many requests of this method agent `at` has got to exactly this path.
    pub fn sent(&self, at: usize, method: &str, path: &str) -> usize {
        let all = self.sandbox.requests(at).into_iter();
        all.filter(|it| it.method == method && it.path == path && !it.relayed).count()
    }
}

/// Hears of an upload as the window does.
pub struct UploadWatcher {
    events: mpsc::UnboundedReceiver<UploadProgress>,
    pub messages: usize,
}

impl UploadWatcher {
    pub async fn until(&mut self, wanted: impl Fn(&UploadProgress) -> bool) -> UploadProgress {
        let longest = std::time::Duration::from_secs(120);
        loop {
            let event = tokio::time::timeout(longest, self.events.recv()).await;
            let event = event.expect("in time").expect("the upload has not ended");
            self.messages += 1;
            if wanted(&event) {
                return event;
            }
        }
    }

    pub async fn end(&mut self) -> UploadProgress {
        self.until(|progress| progress.over).await
    }
}

pub fn agent_form(draft: &mut ObproxyDraft) -> &mut AgentObproxyForm {
    match &mut draft.form {
        ObproxyForm::Agents(form) => form,
        ObproxyForm::Ocp(_) => panic!("a form for an OCP"),
    }
}

pub fn ticked_findings(impact: &ObproxyImpact) -> Vec<AcceptedObproxyFinding> {
    let warns = impact.findings.iter().filter(|it| it.verdict == Verdict::Warn);
    warns.map(|it| AcceptedObproxyFinding { code: it.code, args: it.args.clone() }).collect()
}

/// Why a deed is off.
pub fn deed_off(deeds: &[ObproxyDeedView], deed: ObproxyDeed) -> Option<ObproxyOff> {
    deeds.iter().find(|view| view.deed == deed).unwrap().off
}

pub fn codes(findings: &[ObproxyFinding]) -> Vec<ObproxyFindingCode> {
    findings.iter().map(|finding| finding.code).collect()
}
