//! A console over practice agents, everything in memory but the database.

#![allow(clippy::unwrap_used, reason = "test helpers")]

pub mod clusters;
pub mod contacts;
pub mod obproxy;
pub mod proxies;
pub mod task_lists;
pub mod wire;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use console::dto::*;
use console::{AgentOptions, Console, Files, LinkPace, OcpPace, Pace, Setup, Sink, Ssh};
use futures::future::BoxFuture;
use obshell_api::{Clock, SystemClock};
use sandbox::{Options, Sandbox};
use tempfile::TempDir;
use tokio::sync::mpsc;
use vault::Vault;

use crate::doubles::{Clickable, Fixed, Kept};

pub const ROOT_PASSWORD: &str = "aaBB11##canary";
/// Fast enough that a bootstrap takes about a second.
pub const SPEED: f64 = 200.0;

pub struct Bench {
    pub console: Console,
    pub sandbox: Sandbox,
    pub directory: TempDir,
    pub clock: Arc<Shifted>,
    pub vault: Vault,
    pub desktop: Arc<Clickable>,
    pub practice: Arc<Fixed>,
    ssh: Option<Ssh>,
}

/// The computer's clock, and how far a test has moved it.
#[derive(Default)]
pub struct Shifted {
    system: SystemClock,
    ahead: Mutex<Duration>,
    still: Mutex<Option<SystemTime>>,
    passed: Mutex<Duration>,
}

impl Shifted {
    pub fn forward(&self, by: Duration) {
        *self.ahead.lock().unwrap() += by;
    }

    /// Lets time go by, on the clock that never jumps too.
    pub fn pass(&self, by: Duration) {
        *self.passed.lock().unwrap() += by;
        self.forward(by);
    }

    /// Shows `time` from now on, and that nothing takes any time.
    pub fn stand_still(&self, time: SystemTime) {
        *self.still.lock().unwrap() = Some(time);
    }
}

impl Clock for Shifted {
    fn now(&self) -> SystemTime {
        let still = *self.still.lock().unwrap();
        still.unwrap_or_else(|| self.system.now()) + *self.ahead.lock().unwrap()
    }

    fn monotonic(&self) -> Duration {
        let still = self.still.lock().unwrap().is_some();
        if still { Duration::ZERO } else { self.system.monotonic() + *self.passed.lock().unwrap() }
    }
}

impl Bench {
    pub async fn new(options: Options) -> Bench {
        Self::at_speed(SPEED, options).await
    }

    pub async fn at_speed(speed: f64, options: Options) -> Bench {
        Self::with(speed, options, Vault::memory()).await
    }

    pub async fn with(speed: f64, options: Options, vault: Vault) -> Bench {
        Self::made(speed, options, vault, None).await
    }

    /// One whose user has this OpenSSH; all others have none.
    pub async fn with_ssh(speed: f64, options: Options, ssh: Ssh) -> Bench {
        Self::made(speed, options, Vault::memory(), Some(ssh)).await
    }

    /// A restart that finds the vault like this.
    pub async fn restart_with(&mut self, vault: Vault) {
        self.vault = vault;
        self.restart().await;
    }

    /// What a restart of the application does: a new console over the same files and secrets.
    pub async fn restart(&mut self) {
        self.practice = Arc::new(Fixed::new(self.sandbox.addresses()));
        let (ssh, desktop, practice) = (self.ssh.as_ref(), self.desktop.clone(), self.practice.clone());
        self.console = open(&self.directory, &self.vault, self.clock.clone(), ssh, desktop, practice).await;
    }

    /// A draft that is ready to run, with `parameters` on top.
    pub async fn draft(&self, parameters: Vec<DraftParameter>) -> WizardDraft {
        self.draft_by(Reach::default(), parameters).await
    }

    /// The same over agents that are reached like this.
    pub async fn draft_by(&self, reach: Reach, parameters: Vec<DraftParameter>) -> WizardDraft {
        let mut draft = self
            .console
            .create_draft(CreateDraftReq { kind: DraftKind::Init, practice: true, connection_id: None })
            .await
            .unwrap();
        let request = StoreSecretReq { replaces: None, value: ROOT_PASSWORD.into() };
        draft.cluster.root_password = Some(self.console.store_secret(request).await.unwrap());
        draft.cluster.name = "ob_order".to_owned();
        (draft.reach, draft.parameters) = (reach, parameters);
        self.save(&draft).await;
        self.probe_all(&draft).await;
        self.accept_warnings(&mut draft).await;
        draft
    }

    pub async fn accept_warnings(&self, draft: &mut WizardDraft) {
        let warnings = self.problems(draft).await.into_iter();
        draft.accepted_warnings =
            warnings.map(|Problem { code, host, field, .. }| AcceptedWarning { code, host, field }).collect();
        self.save(draft).await;
    }

    pub async fn save(&self, draft: &WizardDraft) {
        self.console.save_draft(SaveDraftReq { draft: draft.clone() }).await.unwrap();
    }

    pub async fn probe_all(&self, draft: &WizardDraft) {
        for host in &draft.hosts {
            let agent_password = host.agent_password.as_ref().map(|secret| secret.id.clone());
            let reach = draft.reach.clone();
            let request = ProbeHostReq { address: host.address.clone(), agent_password, reach };
            self.console.probe_host(request).await.unwrap();
        }
    }

    pub async fn problems(&self, draft: &WizardDraft) -> Vec<Problem> {
        self.console.check_draft(DraftReq { id: draft.id.clone() }).await.unwrap().problems
    }

    pub async fn start(&self, draft: &WizardDraft) -> Follower {
        let started = self
            .console
            .start_draft(StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() })
            .await
            .unwrap();
        self.follow(&started.operation_id).await
    }

    pub async fn follow(&self, operation_id: &str) -> Follower {
        let (sender, events) = mpsc::unbounded_channel();
        let request = WatchOperationReq {
            watch_id: format!("test-{operation_id}"),
            operation_id: operation_id.to_owned(),
        };
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.watch_operation(request, sink).await.unwrap();
        Follower { events, view: None, messages: 0 }
    }

    async fn made(speed: f64, options: Options, vault: Vault, ssh: Option<Ssh>) -> Bench {
        let directory = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(Options { speed, ..options }).await.unwrap();
        let clock = Arc::new(Shifted::default());
        let desktop = Arc::new(Clickable::default());
        let practice = Arc::new(Fixed::new(sandbox.addresses()));
        let (shown, ours) = (desktop.clone(), practice.clone());
        let console = open(&directory, &vault, clock.clone(), ssh.as_ref(), shown, ours).await;
        Bench { console, sandbox, directory, clock, vault, desktop, practice, ssh }
    }
}

/// Applies events to a view as the window does.
pub struct Follower {
    events: mpsc::UnboundedReceiver<OperationEvent>,
    view: Option<OperationView>,
    pub messages: u32,
}

impl Follower {
    /// Waits for a view that satisfies `wanted`.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&OperationView) -> bool) -> OperationView {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(view) = self.view.as_ref().filter(|view| wanted(view)) {
                return view.clone();
            }
            let next = tokio::time::timeout_at(deadline, self.events.recv()).await;
            let Ok(Some(event)) = next else {
                panic!("waited in vain for {what}; the last view was {:#?}", self.view);
            };
            self.messages += 1;
            self.apply(event);
        }
    }

    pub async fn until_state(&mut self, kind: StateKind) -> OperationView {
        self.until(&format!("{kind:?}"), |view| view.head.state.kind == kind).await
    }

    fn apply(&mut self, event: OperationEvent) {
        match event {
            OperationEvent::Snapshot { operation, .. } => self.view = Some(operation),
            OperationEvent::Changed { head, calls, steps, .. } => {
                let view = self.view.as_mut().unwrap();
                view.head = head;
                for head in calls {
                    match view.calls.iter_mut().find(|call| call.head.key == head.key) {
                        Some(known) => known.head = head,
                        None => view.calls.push(CallView { head, steps: Vec::new() }),
                    }
                }
                for change in steps {
                    let call = view.calls.iter_mut().find(|call| call.head.key == change.call_key).unwrap();
                    merge(&mut call.steps, change);
                }
            }
        }
    }
}

fn merge(known: &mut Vec<StepView>, change: StepsChange) {
    for step in change.steps {
        match known.iter_mut().find(|old| old.key == step.key) {
            Some(old) => *old = step,
            None => known.push(step),
        }
    }
    if let Some(order) = change.order {
        known.retain(|step| order.contains(&step.key));
        known.sort_by_key(|step| order.iter().position(|key| *key == step.key));
    }
}

pub fn server(address: &str, name: &str, value: &str) -> DraftParameter {
    let scope = ParameterScope::Server { address: address.to_owned() };
    DraftParameter { scope, name: name.to_owned(), value: value.to_owned() }
}

pub fn call<'a>(view: &'a OperationView, key: &str) -> &'a CallView {
    view.calls.iter().find(|call| call.head.key == key).unwrap()
}

/// The agent itself says that it runs; before that the word is ours, for a call being sent.
pub fn init_runs(view: &OperationView) -> bool {
    let head = &call(view, "init").head;
    head.task.is_some() && head.state.kind == StateKind::Running
}

pub async fn open(
    directory: &TempDir,
    vault: &Vault,
    clock: Arc<dyn Clock>,
    ssh: Option<&Ssh>,
    desktop: Arc<Clickable>,
    practice: Arc<Fixed>,
) -> Console {
    let sockets = directory.path().join("ssh");
    let no_ssh = || Ssh { program: "/no/ssh".into(), arguments: Vec::new(), sockets };
    let next = std::sync::atomic::AtomicU32::new(1);
    let nonce = console::random_id();
    Console::open(Setup {
        version: "0.0.0-test".to_owned(),
        database: directory.path().join("obdeck.db"),
        vault: vault.clone(),
        practice,
        preferences: Arc::new(Kept::default()),
        desktop,
        files: Arc::new(Folder(directory.path().to_owned())),
        agents: AgentOptions { clock, ..AgentOptions::default() },
        ssh: ssh.cloned().unwrap_or_else(no_ssh),
        pace: pace(),
        crash_report: None,
        new_id: Arc::new(move || {
            format!("{nonce}-{}", next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        }),
    })
    .await
    .unwrap()
}

fn pace() -> Pace {
    let short = Duration::from_millis(10);
    let links = LinkPace { looked_at: short, unseen: short, longest: short * 5, ..LinkPace::default() };
    let ocp = OcpPace { eager: short, later: short, longest: short * 5, ..OcpPace::default() };
    Pace { looked_at: short, unseen: short, links, ocp }
}

/// File dialogs in which the user takes the suggested name in `files` of this folder, and the first in `packages`; and
/// cancels while there is none.
struct Folder(PathBuf);

impl Files for Folder {
    fn save_as(&self, suggested: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let files = self.0.join("files");
        let chosen = files.is_dir().then(|| files.join(suggested));
        Box::pin(async { Ok(chosen) })
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(None) })
    }

    fn open_package(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let first = std::fs::read_dir(self.0.join("packages")).ok().and_then(|mut all| all.next());
        Box::pin(async { Ok(first.map(|entry| entry.unwrap().path())) })
    }
}
