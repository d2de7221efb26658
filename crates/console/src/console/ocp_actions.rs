//! What is done with OBProxy through an OCP.

use std::collections::BTreeSet;

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::guard::{Permit, Subject};
use crate::operations::{ObproxyOperation, Operation, assess_ocp, deed_of, new_cluster, obproxy_operation};
use crate::store::JournalEntry;

impl Console {
    pub(super) async fn plan_ocp_form(
        &self,
        draft: &ObproxyDraft,
        form: &OcpObproxyForm,
    ) -> Result<ObproxyPlan, IpcError> {
        let connection = self.ocp_connection(&draft.connection_id)?;
        let problems = Box::pin(self.check_ocp_form(draft, form)).await?.problems;
        let facts = self.form_facts(&connection, false).await?;
        // What cannot be sent yet is a problem.
        let Ok(call) = new_cluster(form, &connection.settings.ocp, &facts) else {
            return Ok(ObproxyPlan { calls: Vec::new(), problems, steps: Vec::new() });
        };
        let wanted = ObproxyOperation {
            id: String::new(),
            deed: ObproxyDeed::Create,
            cluster_name: form.name.trim().to_owned(),
            subject: String::new(),
            calls: vec![call],
            draft_id: None,
            permit: None,
        };
        let (calls, steps) = self.planned(wanted, &connection);
        Ok(ObproxyPlan { calls, problems, steps })
    }

    /// Reads everything anew, judges the form by that, and starts it.
    pub(super) async fn start_ocp_form(
        &self,
        draft: ObproxyDraft,
        form: OcpObproxyForm,
        consent: Consent,
    ) -> Result<StartedOperation, IpcError> {
        let _one_at_a_time = self.inner.starting.lock().await;
        let mut now = self.load_obproxy_draft(DraftReq { id: draft.id.clone() }).await?;
        let led_to = now.operation_id.as_deref().and_then(|id| self.inner.operations.get(id).ok());
        if led_to.is_some_and(|handle| handle.is_under_way()) {
            return Err(IpcError::invalid("the draft has been started"));
        }
        if now.form != draft.form {
            return Err(IpcError::invalid("the draft was changed meanwhile"));
        }
        let connection = self.ocp_connection(&now.connection_id)?;
        let problems = Box::pin(self.judge_ocp_form(&now, &form, true)).await?.problems;
        let accepted = refuse(&problems, &now.accepted)?;
        let facts = self.form_facts(&connection, false).await?;
        let call = new_cluster(&form, &connection.settings.ocp, &facts)?;
        let mut wanted = ObproxyOperation {
            id: (self.inner.setup.new_id)(),
            deed: ObproxyDeed::Create,
            cluster_name: form.name.trim().to_owned(),
            subject: String::new(),
            calls: vec![call],
            draft_id: Some(now.id.clone()),
            permit: None,
        };
        wanted.permit = Some(self.permit_ocp(&connection, &wanted, &consent, &accepted).await?);
        now.operation_id = Some(wanted.id.clone());
        (now.step, now.updated_at) = (ObproxyStep::Run, self.now());
        if !self.inner.store.begin_obproxy_draft(now).await? {
            return Err(IpcError::invalid("the draft was changed meanwhile"));
        }
        self.begin_ocp(wanted, &connection).await
    }

    pub(super) async fn ocp_impact(&self, request: ObproxyActionReq) -> Result<ObproxyImpact, IpcError> {
        let ObproxyActionReq { connection_id, action } = request;
        let connection = self.ocp_connection(&connection_id)?;
        let facts = self.action_facts(&connection, &action, false).await?;
        let assessment = assess_ocp(&action, &facts);
        let (mut calls, mut steps) = (Vec::new(), Vec::new());
        if let Ok(planned) = assessment.planned {
            let wanted = ObproxyOperation {
                id: String::new(),
                deed: deed_of(&action),
                cluster_name: facts.cluster.as_ref().map(|it| it.name.clone()).unwrap_or_default(),
                subject: planned.subject,
                calls: planned.calls,
                draft_id: None,
                permit: None,
            };
            (calls, steps) = self.planned(wanted, &connection);
        }
        Ok(ObproxyImpact { calls, findings: assessment.findings, steps, to_type: assessment.to_type })
    }

    pub(super) async fn start_ocp_action(
        &self,
        request: StartObproxyActionReq,
    ) -> Result<StartedOperation, IpcError> {
        let StartObproxyActionReq { connection_id, action, accepted, typed, consent } = request;
        let _one_at_a_time = self.inner.starting.lock().await;
        let connection = self.ocp_connection(&connection_id)?;
        let facts = self.action_facts(&connection, &action, true).await?;
        let assessment = assess_ocp(&action, &facts);
        assessment.check(&accepted, &typed)?;
        let warnings = assessment.warnings();
        let planned = assessment.planned?;
        let mut wanted = ObproxyOperation {
            id: (self.inner.setup.new_id)(),
            deed: deed_of(&action),
            cluster_name: facts.cluster.as_ref().map(|it| it.name.clone()).unwrap_or_default(),
            subject: planned.subject,
            calls: planned.calls,
            draft_id: None,
            permit: None,
        };
        if self.is_under_way(&connection_id, &wanted) {
            return Err(IpcError::invalid("the same is under way already"));
        }
        wanted.permit = Some(self.permit_ocp(&connection, &wanted, &consent, &warnings).await?);
        self.begin_ocp(wanted, &connection).await
    }

    async fn begin_ocp(
        &self,
        wanted: ObproxyOperation,
        connection: &Connection,
    ) -> Result<StartedOperation, IpcError> {
        let operation_id = wanted.id.clone();
        let (operation, calls) = obproxy_operation(wanted, connection, self.now());
        self.inner.operations.create(operation, calls).await?;
        self.inner.links.wake(&connection.id);
        Ok(StartedOperation { operation_id })
    }

    /// Asks the guard of the connection, and files the warnings that were accepted.
    async fn permit_ocp(
        &self,
        connection: &Connection,
        wanted: &ObproxyOperation,
        consent: &Consent,
        warnings: &[String],
    ) -> Result<Permit, IpcError> {
        let entry = JournalEntry {
            operation_id: wanted.id.clone(),
            agent: connection.settings.addresses.first().cloned().unwrap_or_default(),
            request: described(wanted),
            ..JournalEntry::default()
        };
        let subject = Subject {
            connection_id: Some(connection.id.clone()),
            name: connection.settings.name.clone(),
            environment: connection.settings.environment,
        };
        let permit = self.inner.guards.permit(&subject, consent, &entry).await?;
        self.inner.guards.accept(entry, &permit, warnings).await?;
        Ok(permit)
    }

    /// The calls as the review shows them, and the steps of their tasks.
    fn planned(&self, wanted: ObproxyOperation, connection: &Connection) -> (Vec<PlannedCall>, Vec<String>) {
        let (operation, calls) = obproxy_operation(wanted, connection, self.now());
        let planned = calls.iter().map(|call| call.spec.planned(&operation, &call.needs)).collect();
        let steps = calls.into_iter().next().into_iter().flat_map(|call| call.view.steps);
        (planned, steps.map(|step| step.name).collect())
    }

    /// Whether an operation that does the same with the same goes on by itself.
    fn is_under_way(&self, connection_id: &str, wanted: &ObproxyOperation) -> bool {
        let mut found = false;
        self.inner.operations.each(|handle| {
            let Operation { connection_id: of, deed, cluster_name, subject, .. } = &*handle.operation;
            let is_same = of.as_deref() == Some(connection_id)
                && *deed == Some(wanted.deed)
                && (cluster_name, subject) == (&wanted.cluster_name, &wanted.subject);
            found |= is_same && handle.is_under_way();
        });
        found
    }
}

/// Refuses what blocks, and warnings that were not accepted; those that were, for the audit list.
fn refuse(problems: &[ObproxyProblem], accepted: &[AcceptedObproxyProblem]) -> Result<Vec<String>, IpcError> {
    let is_read = |problem: &ObproxyProblem| {
        accepted.iter().any(|read| (read.code, &read.field) == (problem.code, &problem.field))
    };
    let blocks = |problem: &&ObproxyProblem| problem.severity == Severity::Block || !is_read(problem);
    let open: BTreeSet<String> = problems.iter().filter(blocks).map(|it| format!("{:?}", it.code)).collect();
    if open.is_empty() {
        return Ok(problems.iter().map(|problem| format!("{:?}", problem.code)).collect());
    }
    let message = if problems.iter().any(|problem| problem.severity == Severity::Block) {
        "the draft has problems"
    } else {
        "a warning was not accepted"
    };
    let codes: Vec<String> = open.into_iter().collect();
    Err(IpcError { detail: Some(codes.join(", ")), ..IpcError::invalid(message) })
}

/// For the audit list.
fn described(wanted: &ObproxyOperation) -> String {
    let ObproxyOperation { deed, cluster_name, subject, .. } = wanted;
    let subject = if subject.is_empty() { String::new() } else { format!(": {subject}") };
    format!("start: OBProxy {deed:?} {cluster_name}{subject}")
}
