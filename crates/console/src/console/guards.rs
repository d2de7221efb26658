//! Guards and the audit list.

use super::Console;
use crate::dto::*;
use crate::guard::Subject;
use crate::store::{AuditFilter, JournalEntry, JournalOutcome};

/// The most entries of one page.
const LONGEST_PAGE: u32 = 200;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Makes the guard at least this strict, at once and for good.
    pub async fn raise_guard(&self, request: RaiseGuardReq) -> Result<GuardView, IpcError> {
        let RaiseGuardReq { connection_id, level } = request;
        let change = |guard: &mut crate::guard::GuardRecord| {
            guard.raise(level);
            Ok(())
        };
        self.change_guard(&connection_id, format!("raise guard to {level:?}"), None, change).await
    }

    /// Lowers the guard for a quarter of an hour.
    pub async fn lower_guard(&self, request: LowerGuardReq) -> Result<GuardView, IpcError> {
        let LowerGuardReq { connection_id, level, reason } = request;
        let now = self.now();
        let what = format!("lower guard to {level:?} for 15 minutes");
        let change = |guard: &mut crate::guard::GuardRecord| guard.lower(level, &reason, now);
        self.change_guard(&connection_id, what, Some(reason.trim().to_owned()), change).await
    }

    /// The guard that an operation's changing calls are under.
    pub async fn operation_guard(&self, request: OperationReq) -> Result<OperationGuard, IpcError> {
        let subject = self.inner.operations.get(&request.operation_id)?.operation.subject();
        Ok(self.guard_of(&subject))
    }

    /// The guard under which a draft would be started.
    pub async fn draft_guard(&self, request: DraftReq) -> Result<OperationGuard, IpcError> {
        let draft = self.load_draft(request).await?;
        Ok(self.guard_of(&self.subject_of(&draft)))
    }

    /// Changing calls, those that were refused, and changes of guards, the newest first.
    pub async fn audit(&self, request: AuditReq) -> Result<AuditPage, IpcError> {
        let limit = request.limit.clamp(1, LONGEST_PAGE);
        let filter = AuditFilter {
            before: request.before,
            connection_id: request.connection_id,
            only_trouble: request.only_trouble,
            limit: limit + 1,
        };
        let mut found = self.inner.store.audit(filter).await?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        Ok(AuditPage { entries: found.into_iter().map(audit_entry).collect(), more })
    }

    /// What starting a draft is about: also the connection whose place a practice cluster would take.
    pub(super) fn subject_of(&self, draft: &WizardDraft) -> Subject {
        Subject {
            connection_id: draft.connection_id.clone().or_else(|| self.same_practice(draft)),
            name: draft.cluster.name.clone(),
            environment: draft.environment,
        }
    }

    fn guard_of(&self, subject: &Subject) -> OperationGuard {
        let (guard, name) = self.inner.guards.of(subject);
        OperationGuard { connection_id: subject.connection_id.clone(), name, guard: guard.view(self.now()) }
    }

    /// The change is in the audit list before it takes effect.
    async fn change_guard(
        &self,
        connection_id: &str,
        what: String,
        reason: Option<String>,
        change: impl Fn(&mut crate::guard::GuardRecord) -> Result<(), IpcError>,
    ) -> Result<GuardView, IpcError> {
        let connection = self.inner.connections.get(connection_id)?;
        change(&mut connection.guard.clone())?;
        let named = Some((connection_id, connection.settings.name.as_str()));
        self.inner.guards.note(named, "", what, reason).await?;
        let now = self.now();
        // Once more on what is there now: an edit may have raised it meanwhile.
        let put = |connection: &mut crate::connections::Connection| {
            change(&mut connection.guard)?;
            Ok(connection.guard.view(now))
        };
        self.inner.connections.change(connection_id, put).await
    }
}

fn audit_entry((number, entry): (i64, JournalEntry)) -> AuditEntry {
    AuditEntry {
        number,
        at: entry.intended_at,
        connection_id: entry.connection_id,
        connection_name: entry.connection_name,
        agent: entry.agent,
        call: entry.request,
        outcome: match entry.outcome {
            None => AuditOutcome::Intended,
            Some(JournalOutcome::Accepted) => AuditOutcome::Accepted,
            Some(JournalOutcome::Rejected) => AuditOutcome::Rejected,
            Some(JournalOutcome::Unknown) => AuditOutcome::Unknown,
            Some(JournalOutcome::NotSent) => AuditOutcome::NotSent,
            Some(JournalOutcome::Refused) => AuditOutcome::Refused,
            Some(JournalOutcome::Done) => AuditOutcome::Done,
        },
        level: entry.level,
        detail: [entry.allowed, entry.detail]
            .into_iter()
            .flatten()
            .reduce(|one, two| format!("{one}; {two}")),
        operation_id: Some(entry.operation_id).filter(|id| !id.is_empty()),
    }
}
