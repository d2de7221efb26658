//! Plans to a file and from one.

use std::path::Path;
use std::sync::Arc;

use super::Console;
use super::drafts::secrets_of;
use super::transfer::{blocking, dialog};
use crate::drafts;
use crate::dto::*;
use crate::plans::{
    MOST_BYTES, Pending, Plan, ReadFile, differences, read, suggested_name, too_large, write,
};
use crate::transfer::{Unreadable, read_file_up_to, write_file};

impl Console {
    /// Asks for a file name and writes what the draft plans there, without any secret.
    ///
    /// # Errors
    /// `NotFound`; `Storage` when the file cannot be written.
    pub async fn export_plan(&self, request: DraftReq) -> Result<ExportedPlan, IpcError> {
        let plan = Plan::of(&self.load_draft(request).await?);
        let chosen = self.inner.setup.files.save_as(&suggested_name(&plan)).await.map_err(dialog)?;
        let Some(path) = chosen else { return Ok(ExportedPlan { path: None }) };
        let shown = path.display().to_string();
        let written = blocking(move || write_file(&path, write(&plan), false)).await?;
        written.map_err(|problem| IpcError::new(ErrorCode::Storage, format!("{shown}: {problem}"), true))?;
        Ok(ExportedPlan { path: Some(shown) })
    }

    /// Asks for a file and tells what applying it would do. Stores nothing. What is wrong with the file is part of
    /// the answer.
    ///
    /// # Errors
    /// `NotFound` for the draft; `Storage` when the file cannot be read.
    pub async fn read_plan(&self, request: ReadPlanReq) -> Result<ReadPlan, IpcError> {
        let draft = match request.draft_id {
            Some(id) => Some(self.load_draft(DraftReq { id }).await?),
            None => None,
        };
        let Some(pending) = self.choose_plan().await? else { return Ok(ReadPlan { preview: None }) };
        let here = draft.as_ref().map(Plan::of);
        let preview = pending.view(draft.map(|draft| draft.kind), here.as_ref());
        self.inner.plans.remember(pending);
        Ok(ReadPlan { preview: Some(preview) })
    }

    /// Puts a plan that was read into a draft of its kind. Without one it makes a draft of it, which only a plan of a
    /// new cluster can be: all others need to know whom their hosts join.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when the plan was refused, is of another kind, or the draft has been started; `Storage`.
    /// Nothing has changed then.
    pub async fn apply_plan(&self, request: ApplyPlanReq) -> Result<WizardDraft, IpcError> {
        let ApplyPlanReq { import_id, draft_id } = request;
        let pending = self.inner.plans.get(&import_id)?;
        let plan = pending.read.plan.clone();
        let mut draft = match draft_id {
            Some(id) => self.load_draft(DraftReq { id }).await?,
            None if plan.kind != DraftKind::Init => {
                return Err(IpcError::invalid("hosts join the group or the cluster of a connection"));
            }
            None => {
                let id = (self.inner.setup.new_id)();
                drafts::blank(id, self.now(), plan.environment, "", &[])
            }
        };
        if !pending.read.refusals.is_empty() || pending.other_kind(Some(draft.kind)).is_some() {
            return Err(IpcError::invalid("this plan was refused"));
        }
        if draft.operation_id.is_some() {
            return Err(IpcError::invalid("the draft has been started"));
        }
        let before = secrets_of(&draft);
        plan.apply(&mut draft);
        draft.updated_at = self.now();
        self.inner.store.save_draft(&draft).await?;
        self.inner.plans.forget(&import_id);
        let after = secrets_of(&draft);
        self.let_go(before.into_iter().filter(|id| !after.contains(id)).collect()).await;
        Ok(draft)
    }

    /// Asks for two files, one after the other, and tells what differs.
    ///
    /// # Errors
    /// `Storage` when one cannot be read.
    pub async fn compare_plans(&self, _: Nothing) -> Result<ComparedPlans, IpcError> {
        let Some(before) = self.choose_plan().await? else { return Ok(ComparedPlans { comparison: None }) };
        let Some(after) = self.choose_plan().await? else { return Ok(ComparedPlans { comparison: None }) };
        let sound = before.read.refusals.is_empty() && after.read.refusals.is_empty();
        let differences = if sound { differences(&before.read.plan, &after.read.plan) } else { Vec::new() };
        let (before, after) = (before.view(None, None), after.view(None, None));
        Ok(ComparedPlans { comparison: Some(PlanComparison { before, after, differences }) })
    }

    /// Absent when the user cancels.
    async fn choose_plan(&self) -> Result<Option<Arc<Pending>>, IpcError> {
        let Some(path) = self.inner.setup.files.open().await.map_err(dialog)? else { return Ok(None) };
        let file = path.display().to_string();
        let read = blocking(move || read_plan_file(&path)).await??;
        Ok(Some(Arc::new(Pending { id: (self.inner.setup.new_id)(), file, read })))
    }
}

fn read_plan_file(path: &Path) -> Result<ReadFile, Unreadable> {
    match read_file_up_to(path, MOST_BYTES) {
        Ok(bytes) => Ok(read(&bytes)),
        Err(Unreadable::TooLarge) => Ok(too_large()),
        Err(problem) => Err(problem),
    }
}
