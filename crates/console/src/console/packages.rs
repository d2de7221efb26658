//! Packages of OBProxy for agents.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use obshell_api::{Error, ObproxyPackage, PackageFile};
use tokio_util::sync::CancellationToken;

use super::Console;
use super::agent_actions::knows;
use super::nodes::subject_on;
use super::transfer::dialog;
use crate::connections::Connection;
use crate::dto::*;
use crate::guard::Permit;
use crate::operations::{Agents, Operation};
use crate::sink::Sink;
use crate::store::{JournalEntry, JournalOutcome};

/// The window hears of the progress this often.
const BEAT: Duration = Duration::from_millis(200);

impl Console {
    /// Asks for a package, and gives it to one agent after the other. `unwatch` cancels.
    ///
    /// # Errors
    /// `NotFound` for the connection or an agent; `ReadOnly`, `ConsentNeeded`. What goes wrong later is told.
    pub async fn upload_package(
        &self,
        request: UploadPackageReq,
        sink: Sink<UploadProgress>,
    ) -> Result<Nothing, IpcError> {
        let UploadPackageReq { watch_id, connection_id, agents, consent } = request;
        let connection = self.acquainted(&connection_id, &agents).await?;
        if agents.is_empty() || !agents.iter().all(|agent| knows(&connection, agent)) {
            return Err(IpcError::not_found("agent"));
        }
        let entry = JournalEntry {
            agent: agents[0].clone(),
            request: format!("start: upload a package of OBProxy to {}", agents.join(", ")),
            ..JournalEntry::default()
        };
        let permit = self.inner.guards.permit(&subject_on(&connection), &consent, &entry).await?;
        let stop = self.register(watch_id);
        let upload = Upload { console: self.clone(), connection, agents, permit, sink, stop };
        tokio::spawn(Box::pin(upload.run()));
        Ok(Nothing {})
    }
}

/// A package on its way to several agents.
struct Upload {
    console: Console,
    connection: Connection,
    agents: Vec<String>,
    permit: Permit,
    sink: Sink<UploadProgress>,
    stop: CancellationToken,
}

impl Upload {
    async fn run(self) {
        let waiting = |agent: &String| AgentUpload {
            agent: agent.clone(),
            state: UploadState::Waiting,
            sent: 0,
            package: None,
            problem: None,
        };
        let agents = self.agents.iter().map(waiting).collect();
        let mut shown = UploadProgress { file: None, size: 0, agents, over: false, problem: None };
        match self.choose(&mut shown).await {
            Ok(path) => {
                for at in 0..self.agents.len() {
                    self.serve(at, &path, &mut shown).await;
                }
            }
            Err(problem) => shown.problem = Some(problem),
        }
        shown.over = true;
        self.sink.send(shown);
    }

    async fn choose(&self, shown: &mut UploadProgress) -> Result<PathBuf, IpcError> {
        let chosen = self.console.inner.setup.files.open_package().await.map_err(dialog)?;
        let path = chosen.ok_or_else(|| IpcError::invalid("no file was chosen"))?;
        let file = PackageFile::open(&path).await?;
        (shown.file, shown.size) = (Some(file.name().to_owned()), file.length());
        self.tell(shown);
        Ok(path)
    }

    /// Gives the package to one agent, and tells how far it is.
    async fn serve(&self, at: usize, path: &Path, shown: &mut UploadProgress) {
        if self.stop.is_cancelled() {
            shown.agents[at].state = UploadState::Cancelled;
            return;
        }
        shown.agents[at].state = UploadState::Sending;
        self.tell(shown);
        let sent = Arc::new(AtomicU64::new(0));
        let mut giving = Box::pin(self.give(&self.agents[at], path, sent.clone()));
        let mut beat = tokio::time::interval(BEAT);
        let given = loop {
            tokio::select! {
                given = &mut giving => break given,
                _ = beat.tick() => {
                    let now = sent.load(Ordering::Relaxed);
                    if shown.agents[at].sent != now {
                        shown.agents[at].sent = now;
                        self.tell(shown);
                    }
                }
            }
        };
        let agent = &mut shown.agents[at];
        agent.sent = sent.load(Ordering::Relaxed);
        match given {
            Ok(package) => (agent.state, agent.package) = (UploadState::Done, Some(package)),
            Err(problem) if self.stop.is_cancelled() => {
                agent.state = UploadState::Cancelled;
                agent.problem = Some(problem).filter(|it| it.code == ErrorCode::OutcomeUnknown);
            }
            Err(problem) => (agent.state, agent.problem) = (UploadState::Failed, Some(problem)),
        }
        self.tell(shown);
    }

    async fn give(&self, agent: &str, path: &Path, sent: Arc<AtomicU64>) -> Result<ProxyPackage, IpcError> {
        let (inner, connection) = (&self.console.inner, &self.connection);
        let (kind, now) = (OperationKind::AgentProxy, self.console.now());
        let receiver = agent.to_owned();
        let mut operation =
            Operation::on(String::new(), connection, kind, String::new(), receiver, None, now);
        operation.hosts.retain(|host| host.address == agent);
        let agents = Agents::open(&operation, inner.operations.parts()).await?;
        let client = agents.get(agent)?;
        // A package is large: what can be known before is.
        self.check(agent).await?;
        let entry = JournalEntry {
            agent: agent.to_owned(),
            request: "POST /api/v1/obproxy/package".to_owned(),
            intended_at: now,
            ..JournalEntry::default()
        };
        let permit = inner.guards.confirm(&subject_on(connection), &self.permit, &entry).await?;
        let file = PackageFile::open(path).await?;
        let journal_id = inner.store.intend(entry.permitted(&permit)).await?;
        let told = move |progress: obshell_api::UploadProgress| sent.store(progress.read, Ordering::Relaxed);
        let answer = client.obproxy_upload(file, told, &self.stop).await;
        let (outcome, detail) = outcome_of(&answer);
        inner.store.settle(journal_id, outcome, self.console.now(), detail).await?;
        let package = answer?;
        let package = ProxyPackage {
            name: package.name,
            version: package.version,
            release: package.release_distribution,
            architecture: package.architecture,
            uploaded_at: self.console.now(),
        };
        inner.store.save_proxy_package(&connection.id, agent, &package).await?;
        Ok(package)
    }

    /// Whether the agent takes packages at all.
    async fn check(&self, agent: &str) -> Result<(), IpcError> {
        let fleet = self.console.fleet(&self.connection, false).await?;
        let member = fleet.member(agent).ok_or_else(|| IpcError::not_found("agent"))?;
        if let Err(problem) = &member.asked.told {
            return Err(problem.clone());
        }
        match member.unfit() {
            Some(off) => {
                let message = format!("the agent takes no package of OBProxy: {off:?}");
                Err(IpcError { detail: Some(format!("{off:?}")), ..IpcError::invalid(message) })
            }
            None => Ok(()),
        }
    }

    /// Once nobody listens any more there is nobody to go on for.
    fn tell(&self, shown: &UploadProgress) {
        if !self.sink.send(shown.clone()) {
            self.stop.cancel();
        }
    }
}

fn outcome_of(answer: &Result<ObproxyPackage, Error>) -> (JournalOutcome, Option<String>) {
    match answer {
        Ok(package) => (JournalOutcome::Accepted, Some(format!("{} {}", package.name, package.version))),
        Err(error) if error.outcome_unknown() => (JournalOutcome::Unknown, Some(error.to_string())),
        Err(error @ Error::Rejected(_)) => (JournalOutcome::Rejected, Some(error.to_string())),
        Err(error) => (JournalOutcome::NotSent, Some(error.to_string())),
    }
}
