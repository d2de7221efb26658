//! Operations: starting them, acting on them, following them.

use super::drafts::refuse;
use super::{Console, lock};
use crate::drafts;
use crate::dto::*;
use crate::operations::{
    Agents, Control, LogSource, Parts, plan_init, rollback_preview, watch_log, watch_operation,
};
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
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
        let OperateTaskReq { operation_id, call_key, operator, consent: _ } = request;
        let wish = |reply| Control::Operate { call_key, operator, reply };
        self.inner.operations.ask(&operation_id, wish).await?;
        Ok(Nothing {})
    }

    pub async fn pass_step(&self, request: PassStepReq) -> Result<Nothing, IpcError> {
        let PassStepReq { operation_id, call_key, step_key, consent: _ } = request;
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

    pub async fn resume_operation(&self, request: ResumeOperationReq) -> Result<Nothing, IpcError> {
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
}
