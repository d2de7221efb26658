//! Operations: starting them, acting on them, following them.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;

use super::drafts::refuse;
use super::{Console, Inner, is_local, lock};
use crate::connections::{Connection, Seen, secrets_of};
use crate::documents::watch_kept_log;
use crate::drafts;
use crate::dto::*;
use crate::guard::{GuardRecord, Permit};
use crate::hosts::canonical;
use crate::operations::{
    Agents, Control, LogSource, OcpLogSource, Operation, plan_calls, readers, rollback_preview, watch_log,
    watch_ocp_log, watch_operation,
};
use crate::sink::Sink;
use crate::store::JournalEntry;

/// How long the removal of an operation waits for the logs of its tasks.
const LOGS_WAIT: Duration = Duration::from_secs(3);

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Starts what the draft describes, as an operation of its connection, which is made when there is none.
    ///
    /// Refused while a problem blocks, a warning was not accepted, or the guard is not satisfied.
    pub async fn start_draft(&self, request: StartDraftReq) -> Result<StartedOperation, IpcError> {
        let StartDraftReq { draft_id, consent } = request;
        let request = DraftReq { id: draft_id };
        let draft = self.load_draft(request.clone()).await?;
        let operation_id = (self.inner.setup.new_id)();
        if draft.kind != DraftKind::Init {
            let id = draft.connection_id.as_deref().ok_or_else(|| IpcError::not_found("connection"))?;
            // What joins is judged by the group or cluster as it is now.
            self.inner.links.fresh_cluster(id).await?;
        }
        let _one_at_a_time = self.inner.starting.lock().await;
        let mut draft = self.load_draft(request).await?;
        let led_to = draft.operation_id.as_deref().and_then(|id| self.inner.operations.get(id).ok());
        if led_to.is_some_and(|handle| handle.is_under_way()) {
            return Err(IpcError::invalid("the draft has been started"));
        }
        let (connection, around) = (self.connection_of(&draft), self.around(&draft));
        let (mut operation, calls) = {
            let probed = self.probed();
            let problems = drafts::check(&draft, &probed, around.as_ref());
            refuse(&problems, &draft.accepted_warnings)?;
            plan_calls(operation_id.clone(), &draft, &probed, connection.as_ref(), self.now())
        };
        let call = JournalEntry {
            operation_id: operation_id.clone(),
            agent: operation.receiver.clone(),
            request: described(&operation),
            ..JournalEntry::default()
        };
        let subject = self.subject_of(&draft);
        let permit = self.inner.guards.permit(&subject, &consent, &call).await?;
        let connection_id = match draft.kind {
            DraftKind::Init => self.connection_for(&draft, subject.connection_id, &operation).await?,
            DraftKind::Join | DraftKind::ScaleOut => {
                subject.connection_id.ok_or_else(|| IpcError::not_found("connection"))?
            }
        };
        let permit = Permit { connection_id: Some(connection_id.clone()), ..permit };
        self.inner.guards.accept(call, &permit, &accepted(&draft)).await?;
        draft.connection_id = Some(connection_id.clone());
        draft.operation_id = Some(operation_id.clone());
        draft.step = WizardStep::Run;
        self.inner.store.save_draft(&draft).await?;
        operation.connection_id = Some(connection_id.clone());
        operation.permit = Some(permit);
        let sets_passwords = calls.iter().any(|call| call.view.head.kind == CallKind::AgentPassword);
        if sets_passwords && draft.kind == DraftKind::Init {
            // An agent that gets its password refuses whoever asks it without one at that moment.
            self.inner.links.leave(&connection_id).await?;
        }
        self.inner.operations.create(operation, calls).await?;
        let view = self.inner.operations.get(&operation_id)?.view;
        tokio::spawn(contact_after_passwords(Arc::downgrade(&self.inner), view, connection_id));
        Ok(StartedOperation { operation_id })
    }

    pub async fn operate_task(&self, request: OperateTaskReq) -> Result<Nothing, IpcError> {
        let OperateTaskReq { operation_id, call_key, operator, consent } = request;
        let what = Asked { call_key: &call_key, request: format!("{operator:?} the task of {call_key}") };
        let permit = self.permit(&operation_id, &what, &consent).await?;
        let given = permit.clone();
        let wish = |reply| Control::Operate { call_key: call_key.clone(), operator, permit, reply };
        let done = self.inner.operations.ask(&operation_id, wish).await;
        self.note_refusal(&operation_id, &what, &given, done).await
    }

    pub async fn operate_step(&self, request: OperateStepReq) -> Result<Nothing, IpcError> {
        let OperateStepReq { operation_id, call_key, step_key, operator, consent } = request;
        let what =
            Asked { call_key: &call_key, request: format!("{operator:?} the step {step_key} of {call_key}") };
        let permit = self.permit(&operation_id, &what, &consent).await?;
        let given = permit.clone();
        let wish =
            |reply| Control::OperateStep { call_key: call_key.clone(), step_key, operator, permit, reply };
        let done = self.inner.operations.ask(&operation_id, wish).await;
        self.note_refusal(&operation_id, &what, &given, done).await
    }

    /// Goes on from the first call that is not done.
    pub async fn resume_operation(&self, request: ResumeOperationReq) -> Result<Nothing, IpcError> {
        let ResumeOperationReq { operation_id, consent } = request;
        let what = Asked { call_key: "", request: "resume the operation".to_owned() };
        let permit = self.permit(&operation_id, &what, &consent).await?;
        let given = permit.clone();
        let done = self.inner.operations.ask(&operation_id, |reply| Control::Resume { permit, reply }).await;
        self.note_refusal(&operation_id, &what, &given, done).await
    }

    pub async fn rollback_preview(&self, request: RollbackPreviewReq) -> Result<RollbackPreview, IpcError> {
        let handle = self.inner.operations.get(&request.operation_id)?;
        let view = handle.view.borrow().clone();
        let call = view.calls.iter().find(|call| call.head.key == request.call_key);
        let call = call.ok_or_else(|| IpcError::not_found("call"))?;
        Ok(rollback_preview(&handle.operation, call))
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
        // Its bare record is written at once; for logs that cannot be read nobody waits.
        let _ = tokio::time::timeout(LOGS_WAIT, handle.archived()).await;
        let draft = match &handle.operation.draft_id {
            Some(id) => self.inner.store.draft(id).await?,
            None => None,
        };
        self.inner.operations.forget(&request.operation_id).await?;
        self.drop_connection_secrets(handle.operation.secrets()).await?;
        // The wizard it came from would else stand on the list again.
        if let Some(draft) = draft.filter(|draft| draft.operation_id.as_ref() == Some(&request.operation_id))
        {
            self.delete_draft(DraftReq { id: draft.id }).await?;
        }
        self.delete_obproxy_draft_of(&request.operation_id).await?;
        Ok(Nothing {})
    }

    pub async fn watch_operation(
        &self,
        request: WatchOperationReq,
        sink: Sink<OperationEvent>,
    ) -> Result<Nothing, IpcError> {
        if let Ok(document) = self.inner.shelf.get(&request.operation_id) {
            sink.send(OperationEvent::Snapshot { seq: 1, operation: document.view.clone() });
            return Ok(Nothing {});
        }
        let handle = self.inner.operations.get(&request.operation_id)?;
        let stop = self.register(request.watch_id);
        self.inner.notices.look(&request.operation_id, stop.clone());
        self.inner.operations.parts().changed.send_replace(());
        tokio::spawn(watch_operation(handle.view.clone(), sink, stop));
        // Full or gone: then it is read soon anyway, or never.
        let _ = handle.control.try_send(Control::LookedAt);
        Ok(Nothing {})
    }

    pub async fn watch_log(&self, request: WatchLogReq, sink: Sink<LogEvent>) -> Result<Nothing, IpcError> {
        if let Ok(document) = self.inner.shelf.get(&request.operation_id) {
            watch_kept_log(&document, &request, &sink);
            return Ok(Nothing {});
        }
        let handle = self.inner.operations.get(&request.operation_id)?;
        let call = handle.view.borrow().calls.iter().find(|c| c.head.key == request.call_key).cloned();
        let head = call.ok_or_else(|| IpcError::not_found("call"))?.head;
        if handle.operation.system == TaskSystem::Ocp {
            let parts = self.inner.operations.parts().clone();
            let source =
                OcpLogSource { operation: handle.operation.clone(), parts, view: handle.view.clone() };
            let stop = self.register(request.watch_id.clone());
            tokio::spawn(watch_ocp_log(request, source, sink, stop));
            return Ok(Nothing {});
        }
        let owners = readers(&handle.operation, &head, None);
        let parts = self.inner.operations.parts();
        let (operation, parts) = (handle.operation.clone(), parts.clone());
        let agents = Agents::open(&operation, &parts).await?;
        let source = LogSource { operation, parts, agents, owners, view: handle.view.clone() };
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

    /// Asks the guard of an operation's connection.
    async fn permit(&self, id: &str, what: &Asked<'_>, consent: &Consent) -> Result<Permit, IpcError> {
        let operation = self.inner.operations.get(id)?.operation;
        self.inner.guards.permit(&operation.subject(), consent, &what.entry(id, &operation.receiver)).await
    }

    /// A call that the guard allowed and the task's own rules did not belongs into the audit list too.
    async fn note_refusal(
        &self,
        id: &str,
        what: &Asked<'_>,
        permit: &Permit,
        done: Result<(), IpcError>,
    ) -> Result<Nothing, IpcError> {
        let Err(problem) = done else { return Ok(Nothing {}) };
        let before_the_journal = matches!(
            problem.code,
            ErrorCode::Invalid
                | ErrorCode::NotFound
                | ErrorCode::Vault
                | ErrorCode::VaultLocked
                | ErrorCode::Route
        );
        if before_the_journal {
            let operation = self.inner.operations.get(id)?.operation;
            self.inner.guards.refuse(what.entry(id, &operation.receiver), permit, &problem).await?;
        }
        Err(problem)
    }

    /// The connection that a draft is about: `known`, with what the draft knows better, or a new one.
    async fn connection_for(
        &self,
        draft: &WizardDraft,
        known: Option<String>,
        operation: &Operation,
    ) -> Result<String, IpcError> {
        let hosts = operation.hosts.iter().map(|host| host.address.clone());
        let addresses: Vec<String> = hosts.collect();
        let agent = draft.hosts.iter().find_map(|host| host.agent_password.clone());
        let about = |settings: &mut ConnectionSettings| {
            settings.kind = ConnectionKind::Cluster;
            settings.addresses.clone_from(&addresses);
            settings.reach = draft.reach.clone();
            settings.passwords.root.clone_from(&draft.cluster.root_password);
            settings.passwords.agent = agent;
        };
        if let Some(id) = known.filter(|id| self.inner.connections.get(id).is_ok()) {
            let change = |connection: &mut Connection| {
                let before = secrets_of(&connection.settings);
                about(&mut connection.settings);
                if draft.environment == Environment::Prod {
                    connection.settings.environment = Environment::Prod;
                    connection.guard.hold_to(GuardRecord::least_for(Environment::Prod));
                }
                connection.seen = Seen::default();
                Ok(before)
            };
            let before = self.inner.connections.change(&id, change).await?;
            self.let_go(before).await;
            return Ok(id);
        }
        let mut settings = ConnectionSettings {
            name: self.inner.connections.free_name(&draft.cluster.name),
            group: String::new(),
            environment: draft.environment,
            kind: ConnectionKind::Cluster,
            addresses: Vec::new(),
            pinned: false,
            reach: Reach::default(),
            passwords: ConnectionPasswords::default(),
            ocp: OcpOptions::default(),
            note: String::new(),
        };
        about(&mut settings);
        let guard = GuardRecord::default_for(draft.environment);
        let id = (self.inner.setup.new_id)();
        let connection = Connection { id: id.clone(), settings, guard, seen: Seen::default() };
        self.inner.connections.insert(connection, None).await?;
        Ok(id)
    }

    /// Practice clusters come and go under one name: the next takes the place of the one before. A connection that
    /// the user made himself is none, unless it leads to the very same agents.
    pub(super) fn same_practice(&self, draft: &WizardDraft) -> Option<String> {
        let addresses: BTreeSet<String> =
            draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
        let mut all = self.inner.connections.all().into_iter();
        let same = all.find(|it| {
            let theirs: BTreeSet<String> = it.settings.addresses.iter().cloned().collect();
            it.settings.name == draft.cluster.name
                && addresses.iter().chain(&theirs).all(|address| is_local(address))
                && (theirs == addresses || self.inner.operations.made(&it.id))
        });
        same.map(|connection| connection.id)
    }
}

/// Contacts a connection once its agents have the passwords that an operation sets, or it has ended.
async fn contact_after_passwords(
    console: Weak<Inner>,
    mut view: watch::Receiver<Arc<OperationView>>,
    connection_id: String,
) {
    let set = |view: &Arc<OperationView>| {
        let mut passwords = view.calls.iter().filter(|call| call.head.kind == CallKind::AgentPassword);
        let done = passwords.all(|call| call.head.state.kind == StateKind::Succeeded);
        done || view.head.ended_at.is_some()
    };
    if view.wait_for(set).await.is_err() {
        return;
    }
    let contacted = console.upgrade().map(|console| console.links.contact(&connection_id));
    if let Some(Err(problem)) = contacted {
        tracing::warn!(?problem, "the connection of an operation could not be contacted");
    }
}

/// For the audit list.
fn described(operation: &Operation) -> String {
    let Operation { kind, cluster_name, subject, .. } = operation;
    match kind {
        OperationKind::Join => format!("start: join {subject} to {cluster_name}"),
        OperationKind::ScaleOut => format!("start: scale {cluster_name} out to {subject}"),
        OperationKind::Init
        | OperationKind::Remove
        | OperationKind::RemoveAll
        | OperationKind::ScaleIn
        | OperationKind::StopZone
        | OperationKind::DeleteZone
        | OperationKind::Start
        | OperationKind::Stop
        | OperationKind::AgentProxy
        | OperationKind::ObproxyCluster
        | OperationKind::Opened => format!("start: initialise cluster {cluster_name}"),
    }
}

/// The warnings that the user agreed to.
fn accepted(draft: &WizardDraft) -> Vec<String> {
    let about = |warning: &AcceptedWarning| match warning.host.as_ref().or(warning.field.as_ref()) {
        Some(about) => format!("{:?} ({about})", warning.code),
        None => format!("{:?}", warning.code),
    };
    draft.accepted_warnings.iter().map(about).collect()
}

/// What was asked of an operation, for the audit list.
struct Asked<'a> {
    call_key: &'a str,
    request: String,
}

impl Asked<'_> {
    fn entry(&self, operation_id: &str, agent: &str) -> JournalEntry {
        JournalEntry {
            operation_id: operation_id.to_owned(),
            call_key: self.call_key.to_owned(),
            agent: agent.to_owned(),
            request: self.request.clone(),
            ..JournalEntry::default()
        }
    }
}
