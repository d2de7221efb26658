use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use console::dto::{
    AcceptedWarning, Consent, CreateDraftReq, DraftReq, IpcError, OperationEvent, Preferences, ProbeHostReq,
    Problem, Reach, SaveDraftReq, SecretRef, ShowNoticeReq, StartDraftReq, StoreSecretReq, TrayReq,
    WatchOperationReq, WizardDraft,
};
use console::{
    AgentOptions, Console, Desktop, Files, LinkPace, OcpPace, Pace, Practice, PreferenceStore, Setup, Sink,
    Ssh,
};
use futures::future::{BoxFuture, try_join_all};
use tempfile::TempDir;
use tokio::sync::mpsc;
use vault::Vault;

/// Why a desk could not be set up or used; for a person to read.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A console with nothing behind it but a directory that goes away with it.
pub struct Desk {
    pub console: Console,
    _directory: TempDir,
}

impl Desk {
    /// A console whose practice agents are at `agents`, reading a running task every `pace`.
    pub async fn open(agents: Vec<String>, options: AgentOptions, pace: Duration) -> Result<Desk, Failure> {
        let directory = tempfile::tempdir()?;
        let next = AtomicU64::new(1);
        let setup = Setup {
            version: "0.0.0".to_owned(),
            database: directory.path().join("obdeck.db"),
            vault: Vault::memory(),
            practice: Arc::new(Fixed(agents)),
            preferences: Arc::new(Forgetful),
            desktop: Arc::new(Forgetful),
            files: Arc::new(Cancelled),
            agents: options,
            ssh: no_ssh(directory.path()),
            pace: Pace { looked_at: pace, unseen: pace, ocp: OcpPace::default(), links: LinkPace::default() },
            crash_report: None,
            new_id: Arc::new(move || format!("id-{}", next.fetch_add(1, Ordering::Relaxed))),
        };
        let console = Console::open(setup).await.map_err(said)?;
        Ok(Desk { console, _directory: directory })
    }

    /// Keeps a password and returns what stands for it.
    pub async fn secret(&self, password: &str) -> Result<SecretRef, Failure> {
        let request = StoreSecretReq { replaces: None, value: password.into() };
        self.console.store_secret(request).await.map_err(said)
    }

    /// A draft over all agents, one zone each, as `change` leaves it. Saved, not probed.
    pub async fn draft(&self, change: impl FnOnce(&mut WizardDraft)) -> Result<WizardDraft, Failure> {
        let mut draft = self
            .console
            .create_draft(CreateDraftReq {
                kind: console::dto::DraftKind::Init,
                practice: true,
                connection_id: None,
            })
            .await
            .map_err(said)?;
        change(&mut draft);
        self.console.save_draft(SaveDraftReq { draft: draft.clone() }).await.map_err(said)?;
        Ok(draft)
    }

    /// Probes all hosts of `draft` at once.
    pub async fn probe(&self, draft: &WizardDraft) -> Result<(), Failure> {
        let probes = draft.hosts.iter().map(|host| {
            let agent_password = host.agent_password.as_ref().map(|secret| secret.id.clone());
            self.console.probe_host(ProbeHostReq {
                address: host.address.clone(),
                agent_password,
                reach: Reach::default(),
            })
        });
        try_join_all(probes).await.map_err(said)?;
        Ok(())
    }

    /// Starts what `draft` describes and follows it.
    pub async fn start(
        &self,
        draft: &WizardDraft,
    ) -> Result<mpsc::UnboundedReceiver<OperationEvent>, Failure> {
        let problems = self.console.check_draft(DraftReq { id: draft.id.clone() }).await.map_err(said)?;
        let warnings = problems.problems.iter().cloned();
        let accepted_warnings =
            warnings.map(|Problem { code, host, field, .. }| AcceptedWarning { code, host, field }).collect();
        let draft = &WizardDraft { accepted_warnings, ..draft.clone() };
        self.console.save_draft(SaveDraftReq { draft: draft.clone() }).await.map_err(said)?;
        let request = StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
        let started = self.console.start_draft(request).await;
        let started = started.map_err(|problem| format!("{}: {:?}", problem.message, problems.problems))?;
        let (sender, events) = mpsc::unbounded_channel();
        let request = WatchOperationReq { watch_id: "desk".to_owned(), operation_id: started.operation_id };
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.watch_operation(request, sink).await.map_err(said)?;
        Ok(events)
    }
}

fn no_ssh(directory: &Path) -> Ssh {
    Ssh { program: "ssh".into(), arguments: Vec::new(), sockets: directory.join("ssh") }
}

fn said(problem: IpcError) -> Failure {
    problem.message.into()
}

struct Fixed(Vec<String>);

impl Practice for Fixed {
    fn start(&self, _: bool) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(async { Ok(self.0.clone()) })
    }

    fn take_up(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn running(&self) -> Vec<String> {
        self.0.clone()
    }
}

struct Forgetful;

impl PreferenceStore for Forgetful {
    fn load(&self) -> Preferences {
        Preferences::default()
    }

    fn save(&self, _: &Preferences) -> Result<(), String> {
        Ok(())
    }
}

impl Desktop for Forgetful {
    fn notify(&self, _: &ShowNoticeReq) {}

    fn set_tray(&self, _: &TrayReq) {}

    fn on_choice(&self, _: Arc<dyn Fn(String) + Send + Sync>) {}
}

/// File dialogs that the user always cancels.
struct Cancelled;

impl Files for Cancelled {
    fn save_as(&self, _: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(None) })
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(None) })
    }
}
