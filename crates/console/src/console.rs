use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use obshell_api::Options;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use vault::{Protection, SecretId, Vault};

use crate::clock::now;
use crate::drafts;
use crate::dto::*;
use crate::hosts::{Probed, Prober, canonical};
use crate::operations::{
    Agents, Control, LogSource, Operations, Pace, Parts, plan_init, rollback_preview, watch_log,
    watch_operation,
};
use crate::password::is_weak;
use crate::practice::{Practice, PreferenceStore};
use crate::sink::Sink;
use crate::store::{Opened, Pin, Store};

/// What a console is made of. Everything from outside comes in here.
pub struct Setup {
    /// The version to show.
    pub version: String,
    /// The database file.
    pub database: PathBuf,
    pub vault: Vault,
    pub practice: Arc<dyn Practice>,
    pub preferences: Arc<dyn PreferenceStore>,
    /// Timeouts, clock and randomness for talking to agents.
    pub agents: Options,
    pub pace: Pace,
    /// Makes ids: unique, opaque.
    pub new_id: Arc<dyn Fn() -> String + Send + Sync>,
}

/// Everything OBDeck can do, one method a row of [`command_table`](crate::command_table). Cloning is cheap.
#[derive(Clone)]
pub struct Console {
    inner: Arc<Inner>,
}

struct Inner {
    setup: Setup,
    store: Store,
    set_aside: Option<PathBuf>,
    operations: Operations,
    probed: Mutex<BTreeMap<String, Probed>>,
    watches: Mutex<BTreeMap<String, CancellationToken>>,
}

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Opens the database and takes up every unfinished operation. Needs a Tokio runtime; performs I/O.
    pub async fn open(setup: Setup) -> Result<Console, IpcError> {
        let Opened { store, set_aside } = Store::open(&setup.database, now(&*setup.agents.clock))?;
        let parts = Parts {
            store: store.clone(),
            vault: setup.vault.clone(),
            options: setup.agents.clone(),
            pace: setup.pace,
        };
        let operations = Operations::open(parts).await?;
        if operations.summaries().iter().any(|summary| summary.ended_at.is_none() && is_local(summary)) {
            setup.practice.take_up().await;
        }
        let (probed, watches) = (Mutex::default(), Mutex::default());
        Ok(Console { inner: Arc::new(Inner { setup, store, set_aside, operations, probed, watches }) })
    }

    // ---- the application -------------------------------------------------------------------------------

    pub async fn app_info(&self, _: Nothing) -> Result<AppInfo, IpcError> {
        let runs = |summary: &OperationSummary| {
            matches!(summary.state.kind, StateKind::Running | StateKind::Unknown)
        };
        let running = self.inner.operations.summaries().into_iter().find(runs);
        Ok(AppInfo {
            version: self.inner.setup.version.clone(),
            vault: vault_view(&self.inner.setup.vault),
            practice: self.practice_view(),
            set_aside: self.inner.set_aside.as_ref().map(|path| path.display().to_string()),
            start_at: running.map(|summary| format!("operations/{}", summary.id)),
        })
    }

    pub async fn load_preferences(&self, _: Nothing) -> Result<Preferences, IpcError> {
        Ok(self.inner.setup.preferences.load())
    }

    pub async fn save_preferences(&self, preferences: Preferences) -> Result<Nothing, IpcError> {
        let saved = self.inner.setup.preferences.save(&preferences);
        saved.map_err(|problem| IpcError::new(ErrorCode::Storage, problem, true))?;
        Ok(Nothing {})
    }

    pub async fn start_practice(&self, _: Nothing) -> Result<PracticeView, IpcError> {
        self.practice_agents().await?;
        Ok(self.practice_view())
    }

    pub async fn home(&self, _: Nothing) -> Result<Home, IpcError> {
        let operations = self.inner.operations.summaries();
        let started = |draft: &InitDraft| {
            operations.iter().any(|operation| Some(&operation.id) == draft.operation_id.as_ref())
        };
        let drafts = self.inner.store.drafts().await?;
        let drafts = drafts.iter().filter(|draft| !started(draft)).map(draft_summary).collect();
        Ok(Home { drafts, operations })
    }

    // ---- drafts ----------------------------------------------------------------------------------------

    pub async fn create_draft(&self, request: CreateDraftReq) -> Result<InitDraft, IpcError> {
        let agents = if request.practice { self.practice_agents().await? } else { Vec::new() };
        let name = if request.practice { "practice" } else { "" };
        let id = (self.inner.setup.new_id)();
        let draft = drafts::blank(id, self.now(), Environment::Dev, name, &agents);
        self.inner.store.save_draft(&draft).await?;
        Ok(draft)
    }

    pub async fn load_draft(&self, request: DraftReq) -> Result<InitDraft, IpcError> {
        self.inner.store.draft(&request.id).await?.ok_or_else(|| IpcError::not_found("draft"))
    }

    pub async fn save_draft(&self, request: SaveDraftReq) -> Result<SavedDraft, IpcError> {
        let updated_at = self.now();
        self.inner.store.save_draft(&InitDraft { updated_at, ..request.draft }).await?;
        Ok(SavedDraft { updated_at })
    }

    /// Deletes a draft and its secrets, but for those an operation needs.
    pub async fn delete_draft(&self, request: DraftReq) -> Result<Nothing, IpcError> {
        let draft = self.load_draft(request).await?;
        self.inner.store.delete_draft(&draft.id).await?;
        self.drop_secrets(secrets_of(&draft)).await?;
        Ok(Nothing {})
    }

    pub async fn store_secret(&self, request: StoreSecretReq) -> Result<SecretRef, IpcError> {
        if request.value.is_empty() {
            return Err(IpcError::invalid("an empty password cannot be stored"));
        }
        let weak = is_weak(&request.value);
        let id = self.inner.setup.vault.put(SecretString::from(request.value)).await?;
        let old = request.replaces.and_then(|old| SecretId::from_str(&old).ok());
        self.drop_secrets(old).await?;
        Ok(SecretRef { id: id.to_string(), weak })
    }

    // ---- hosts -----------------------------------------------------------------------------------------

    pub async fn probe_host(&self, request: ProbeHostReq) -> Result<HostProbe, IpcError> {
        let password = match request.agent_password.as_deref().map(SecretId::from_str) {
            Some(Ok(id)) => self.inner.setup.vault.get(&id).await?,
            Some(Err(_)) => return Err(IpcError::not_found("secret")),
            None => None,
        };
        let prober = Prober { options: self.inner.setup.agents.clone(), store: self.inner.store.clone() };
        let probed = prober.probe(&request.address, password, self.now()).await;
        let view = probed.view.clone();
        self.probed().insert(view.address.clone(), probed);
        Ok(view)
    }

    /// Pins the key that the user has just been shown; another one that came since is refused.
    pub async fn trust_key(&self, request: TrustKeyReq) -> Result<Nothing, IpcError> {
        let address = canonical(&request.address).ok_or_else(|| IpcError::invalid("this is no address"))?;
        let pin = Pin { fingerprint: request.fingerprint, pinned_at: self.now() };
        self.inner.store.set_pin(&address, &pin).await?;
        self.probed().remove(&address);
        Ok(Nothing {})
    }

    // ---- planning --------------------------------------------------------------------------------------

    pub async fn check_draft(&self, request: DraftReq) -> Result<Problems, IpcError> {
        let draft = self.load_draft(request).await?;
        Ok(Problems { problems: drafts::check(&draft, &self.probed()) })
    }

    pub async fn parameter_catalogue(&self, _: Nothing) -> Result<ParameterCatalogue, IpcError> {
        Ok(ParameterCatalogue { parameters: drafts::catalogue() })
    }

    pub async fn suggest_parameters(&self, request: DraftReq) -> Result<Suggestions, IpcError> {
        let draft = self.load_draft(request).await?;
        Ok(drafts::suggest(&draft, &self.probed()))
    }

    pub async fn plan_init(&self, request: DraftReq) -> Result<InitPlan, IpcError> {
        let draft = self.load_draft(request).await?;
        let probed = self.probed();
        let problems = drafts::check(&draft, &probed);
        let (operation, calls) = plan_init(String::new(), &draft, &probed, self.now());
        let calls = calls.iter().map(|call| call.spec.planned(&operation, &call.needs)).collect();
        Ok(InitPlan { calls, problems })
    }

    // ---- operations ------------------------------------------------------------------------------------

    /// Starts what the draft describes. Refused while a problem blocks, or a warning was not accepted.
    pub async fn start_init(&self, request: StartInitReq) -> Result<StartedOperation, IpcError> {
        let mut draft = self.load_draft(DraftReq { id: request.draft_id }).await?;
        let operation_id = (self.inner.setup.new_id)();
        let (operation, calls) = {
            let probed = self.probed();
            let problems = drafts::check(&draft, &probed);
            refuse(&problems, &draft.accepted_warnings)?;
            plan_init(operation_id.clone(), &draft, &probed, self.now())
        };
        draft.operation_id = Some(operation_id.clone());
        draft.step = WizardStep::Run;
        self.inner.store.save_draft(&draft).await?;
        self.inner.operations.create(operation, calls).await?;
        Ok(StartedOperation { operation_id })
    }

    pub async fn operate_task(&self, request: OperateTaskReq) -> Result<Nothing, IpcError> {
        let OperateTaskReq { operation_id, call_key, operator } = request;
        let wish = |reply| Control::Operate { call_key, operator, reply };
        self.inner.operations.ask(&operation_id, wish).await?;
        Ok(Nothing {})
    }

    pub async fn pass_step(&self, request: PassStepReq) -> Result<Nothing, IpcError> {
        let PassStepReq { operation_id, call_key, step_key } = request;
        let wish = |reply| Control::PassStep { call_key, step_key, reply };
        self.inner.operations.ask(&operation_id, wish).await?;
        Ok(Nothing {})
    }

    pub async fn rollback_preview(&self, request: RollbackPreviewReq) -> Result<RollbackPreview, IpcError> {
        let handle = self.inner.operations.get(&request.operation_id)?;
        let view = handle.view.borrow().clone();
        let call = view.calls.iter().find(|call| call.head.key == request.call_key);
        let call = call.ok_or_else(|| IpcError::not_found("call"))?;
        Ok(rollback_preview(&handle.operation, call))
    }

    pub async fn resume_operation(&self, request: OperationReq) -> Result<Nothing, IpcError> {
        self.inner.operations.ask(&request.operation_id, |reply| Control::Resume { reply }).await?;
        Ok(Nothing {})
    }

    pub async fn stop_operation(&self, request: OperationReq) -> Result<Nothing, IpcError> {
        self.inner.operations.ask(&request.operation_id, |reply| Control::Stop { reply }).await?;
        Ok(Nothing {})
    }

    pub async fn forget_operation(&self, request: OperationReq) -> Result<Nothing, IpcError> {
        let handle = self.inner.operations.get(&request.operation_id)?;
        if handle.view.borrow().head.ended_at.is_none() {
            return Err(IpcError::invalid("the operation has not ended: stop it first"));
        }
        let draft = match &handle.operation.draft_id {
            Some(id) => self.inner.store.draft(id).await?,
            None => None,
        };
        self.inner.operations.forget(&request.operation_id).await?;
        self.drop_secrets(handle.operation.secrets()).await?;
        // The wizard it came from would else stand on the list again.
        if let Some(draft) = draft.filter(|draft| draft.operation_id == Some(request.operation_id)) {
            self.delete_draft(DraftReq { id: draft.id }).await?;
        }
        Ok(Nothing {})
    }

    // ---- streams ---------------------------------------------------------------------------------------

    pub async fn watch_operation(
        &self,
        request: WatchOperationReq,
        sink: Sink<OperationEvent>,
    ) -> Result<Nothing, IpcError> {
        let handle = self.inner.operations.get(&request.operation_id)?;
        let stop = self.register(request.watch_id);
        tokio::spawn(watch_operation(handle.view.clone(), sink, stop));
        // Full or gone: then it is read soon anyway, or never.
        let _ = handle.control.try_send(Control::LookedAt);
        Ok(Nothing {})
    }

    pub async fn watch_log(&self, request: WatchLogReq, sink: Sink<LogEvent>) -> Result<Nothing, IpcError> {
        let handle = self.inner.operations.get(&request.operation_id)?;
        let call = handle.view.borrow().calls.iter().find(|c| c.head.key == request.call_key).cloned();
        let owner = call.ok_or_else(|| IpcError::not_found("call"))?.head.target;
        let Parts { store, vault, options, pace } = self.inner.operations.parts();
        let agents = Agents::open(&handle.operation, options, store, vault).await?;
        let source = LogSource { agents, owner, view: handle.view.clone(), every: pace.looked_at };
        let stop = self.register(request.watch_id.clone());
        tokio::spawn(watch_log(request, source, sink, stop));
        Ok(Nothing {})
    }

    pub async fn unwatch(&self, request: UnwatchReq) -> Result<Nothing, IpcError> {
        if let Some(stop) = lock(&self.inner.watches).remove(&request.watch_id) {
            stop.cancel();
        }
        Ok(Nothing {})
    }

    // ---- shared ----------------------------------------------------------------------------------------

    /// Removes secrets that no operation needs any more.
    async fn drop_secrets(&self, ids: impl IntoIterator<Item = SecretId>) -> Result<(), IpcError> {
        for id in ids {
            if !self.inner.operations.needs_secret(&id) {
                self.inner.setup.vault.remove(&id).await?;
            }
        }
        Ok(())
    }

    fn register(&self, watch_id: String) -> CancellationToken {
        let stop = CancellationToken::new();
        if let Some(before) = lock(&self.inner.watches).insert(watch_id, stop.clone()) {
            before.cancel();
        }
        stop
    }

    async fn practice_agents(&self) -> Result<Vec<String>, IpcError> {
        let in_use = |summary: &OperationSummary| {
            let running = self.inner.setup.practice.running();
            summary.ended_at.is_none() && summary.hosts.iter().any(|host| running.contains(host))
        };
        let fresh = !self.inner.operations.summaries().iter().any(in_use);
        let started = self.inner.setup.practice.start(fresh).await;
        started.map_err(|problem| IpcError::new(ErrorCode::Practice, problem, true))
    }

    fn practice_view(&self) -> PracticeView {
        let agents = self.inner.setup.practice.running();
        PracticeView { running: !agents.is_empty(), agents }
    }

    fn probed(&self) -> MutexGuard<'_, BTreeMap<String, Probed>> {
        lock(&self.inner.probed)
    }

    fn now(&self) -> Millis {
        now(&*self.inner.setup.agents.clock)
    }
}

/// Practice agents are always on this computer.
fn is_local(summary: &OperationSummary) -> bool {
    summary.hosts.iter().all(|host| host.starts_with("127."))
}

fn refuse(problems: &[Problem], accepted: &[AcceptedWarning]) -> Result<(), IpcError> {
    let blocking = problems.iter().filter(|problem| problem.severity == Severity::Block).count();
    if blocking > 0 {
        return Err(IpcError::invalid(format!("{blocking} checks block the run")));
    }
    let agreed = |problem: &&Problem| {
        accepted.iter().any(|warning| {
            (warning.code, &warning.host, &warning.field) == (problem.code, &problem.host, &problem.field)
        })
    };
    let open = problems.iter().filter(|problem| !agreed(problem)).count();
    if open > 0 {
        return Err(IpcError::invalid(format!("{open} warnings were not accepted")));
    }
    Ok(())
}

fn secrets_of(draft: &InitDraft) -> Vec<SecretId> {
    let hosts = draft.hosts.iter().filter_map(|host| host.agent_password.as_ref());
    let cluster = [&draft.cluster.root_password, &draft.cluster.proxyro_password];
    let all = hosts.chain(cluster.into_iter().flatten());
    all.filter_map(|secret| SecretId::from_str(&secret.id).ok()).collect()
}

fn draft_summary(draft: &InitDraft) -> DraftSummary {
    DraftSummary {
        id: draft.id.clone(),
        cluster_name: draft.cluster.name.clone(),
        environment: draft.environment,
        step: draft.step,
        hosts: u32::try_from(draft.hosts.len()).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
    }
}

fn vault_view(vault: &Vault) -> VaultView {
    let (protection, reason) = match vault.protection() {
        _ if vault.is_locked() => (VaultProtection::Locked, None),
        Protection::Keychain => (VaultProtection::Keychain, None),
        Protection::Passphrase => (VaultProtection::Passphrase, None),
        Protection::MemoryOnly { reason } => (VaultProtection::MemoryOnly, Some(reason.to_string())),
    };
    VaultView { protection, reason }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
