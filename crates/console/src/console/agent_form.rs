//! The same OBProxy on several agents at once.

use std::time::Duration;

use tokio::time::timeout;

use super::Console;
use super::nodes::subject_on;
use crate::connections::Connection;
use crate::dto::*;
use crate::operations::{ProxyPasswords, proxy_operation};
use crate::proxies::{blank_form, calls_of_form, check, choices, refuse};
use crate::store::JournalEntry;

/// So long a new form waits for a cluster that nobody has read.
const LONGEST: Duration = Duration::from_secs(8);

impl Console {
    /// A form over the agents of a connection, in front of its cluster as that was last read; it is read now where it was
    /// not yet and somebody answers.
    pub(super) async fn blank_agent_form(&self, connection: &Connection) -> AgentObproxyForm {
        let mut cluster = self.inner.links.cluster(&connection.id);
        if cluster.is_none() {
            let reading = self.inner.links.fresh_cluster(&connection.id);
            cluster = timeout(LONGEST, Box::pin(reading)).await.ok().and_then(Result::ok);
        }
        // What was read has told of more agents.
        let connection = self.inner.connections.get(&connection.id);
        connection.map(|connection| blank_form(&connection, cluster.as_deref())).unwrap_or_default()
    }

    pub(super) async fn check_agent_form(
        &self,
        draft: &ObproxyDraft,
        form: &AgentObproxyForm,
    ) -> Result<ObproxyCheck, IpcError> {
        let connection = self.inner.connections.get(&draft.connection_id)?;
        let fleet = self.fleet(&connection, false).await?;
        let read_at = fleet.members.iter().map(|member| member.asked.at).min();
        Ok(ObproxyCheck {
            problems: check(form, &fleet),
            hosts: Vec::new(),
            packages: Vec::new(),
            clusters: Vec::new(),
            agents: choices(&fleet),
            state: LookUpState { read_at, problem: None, cut: false },
        })
    }

    pub(super) async fn plan_agent_form(
        &self,
        draft: &ObproxyDraft,
        form: &AgentObproxyForm,
    ) -> Result<ObproxyPlan, IpcError> {
        let connection = self.inner.connections.get(&draft.connection_id)?;
        let fleet = self.fleet(&connection, false).await?;
        let what = (ObproxyDeed::Create, calls_of_form(form));
        let (operation, calls) =
            proxy_operation(String::new(), &connection, what, &passwords(form), None, self.now());
        let steps = calls.first().map(|call| call.view.steps.iter().map(|step| step.name.clone()).collect());
        Ok(ObproxyPlan {
            calls: calls.iter().map(|call| call.spec.planned(&operation, &call.needs)).collect(),
            problems: check(form, &fleet),
            steps: steps.unwrap_or_default(),
        })
    }

    /// Asks the agents anew, judges the form by that, and starts it as one operation.
    pub(super) async fn start_agent_form(
        &self,
        draft: ObproxyDraft,
        form: AgentObproxyForm,
        consent: Consent,
    ) -> Result<StartedOperation, IpcError> {
        let _one_at_a_time = self.inner.starting.lock().await;
        let mut draft = self.load_obproxy_draft(DraftReq { id: draft.id }).await?;
        // It may have been changed while others were started.
        let form = match &draft.form {
            ObproxyForm::Agents(form) => form.clone(),
            ObproxyForm::Ocp(_) => form,
        };
        let led_to = draft.operation_id.as_deref().and_then(|id| self.inner.operations.get(id).ok());
        if led_to.is_some_and(|handle| handle.is_under_way()) {
            return Err(IpcError::invalid("the draft has been started"));
        }
        let agents: Vec<String> = form.agents.iter().map(|host| host.agent.clone()).collect();
        let connection = self.acquainted(&draft.connection_id, &agents).await?;
        let fleet = self.fleet(&connection, true).await?;
        let problems = check(&form, &fleet);
        refuse(&problems, &draft.accepted)?;
        let is_busy = |agent: &String| fleet.member(agent).is_some_and(|member| member.is_busy);
        if let Some(agent) = agents.iter().find(|agent| is_busy(agent)) {
            return Err(IpcError::invalid(format!("something is being done with the OBProxy of {agent}")));
        }
        let operation_id = (self.inner.setup.new_id)();
        let entry = JournalEntry {
            operation_id: operation_id.clone(),
            agent: agents.first().cloned().unwrap_or_default(),
            request: format!("start: add OBProxy to {}", agents.join(", ")),
            ..JournalEntry::default()
        };
        let permit = self.inner.guards.permit(&subject_on(&connection), &consent, &entry).await?;
        let warnings: Vec<String> = problems.iter().map(|problem| format!("{:?}", problem.code)).collect();
        self.inner.guards.accept(entry, &permit, &warnings).await?;
        let (what, now) = ((ObproxyDeed::Create, calls_of_form(&form)), self.now());
        let (mut operation, calls) =
            proxy_operation(operation_id.clone(), &connection, what, &passwords(&form), Some(permit), now);
        operation.draft_id = Some(draft.id.clone());
        (draft.operation_id, draft.step) = (Some(operation_id.clone()), ObproxyStep::Run);
        if !self.inner.store.begin_obproxy_draft(draft).await? {
            return Err(IpcError::invalid("the draft was changed meanwhile"));
        }
        self.inner.operations.create(operation, calls).await?;
        self.inner.links.contact_to_look(&connection.id)?;
        Ok(StartedOperation { operation_id })
    }
}

fn passwords(form: &AgentObproxyForm) -> ProxyPasswords {
    ProxyPasswords { proxyro: form.proxyro_password.clone(), proxysys: form.proxysys_password.clone() }
}
