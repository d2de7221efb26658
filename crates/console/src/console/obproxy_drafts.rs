//! Wizards for OBProxy: their drafts, what speaks against them, and what they would do.

use std::str::FromStr;

use vault::SecretId;

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::obproxy::blank_form;
use crate::obproxy::parameters::is_secret;

impl Console {
    /// Every draft that has led to no operation yet, the newest change first.
    ///
    /// # Errors
    /// `Storage`.
    pub async fn obproxy_drafts(&self, _: Nothing) -> Result<ObproxyDraftList, IpcError> {
        let operations = self.inner.operations.summaries();
        let is_open = |draft: &ObproxyDraft| {
            let started = operations.iter().any(|it| Some(&it.id) == draft.operation_id.as_ref());
            !started && self.inner.connections.get(&draft.connection_id).is_ok()
        };
        let drafts = self.inner.store.obproxy_drafts().await?;
        Ok(ObproxyDraftList { drafts: drafts.iter().filter(|draft| is_open(draft)).map(summary).collect() })
    }

    /// A new draft, of the kind that the connection calls for.
    ///
    /// # Errors
    /// `NotFound` for the connection; `Storage`.
    pub async fn create_obproxy_draft(
        &self,
        request: CreateObproxyDraftReq,
    ) -> Result<ObproxyDraft, IpcError> {
        let connection = self.inner.connections.get(&request.connection_id)?;
        let draft = ObproxyDraft {
            id: (self.inner.setup.new_id)(),
            updated_at: self.now(),
            step: ObproxyStep::Basics,
            form: self.blank_obproxy_form(&connection).await,
            connection_id: connection.id,
            accepted: Vec::new(),
            operation_id: None,
        };
        self.inner.store.save_obproxy_draft(&draft).await?;
        Ok(draft)
    }

    /// # Errors
    /// `NotFound`; `Storage`.
    pub async fn load_obproxy_draft(&self, request: DraftReq) -> Result<ObproxyDraft, IpcError> {
        self.inner.store.obproxy_draft(&request.id).await?.ok_or_else(|| IpcError::not_found("draft"))
    }

    /// Stores what was changed, and drops the secrets that it no longer refers to. What a draft led to and which
    /// connection it is for are not the window's to say.
    ///
    /// # Errors
    /// `NotFound` when it was deleted; `Invalid` when the form is of another kind; `Storage`.
    pub async fn save_obproxy_draft(&self, request: SaveObproxyDraftReq) -> Result<SavedDraft, IpcError> {
        let mut draft = ObproxyDraft { updated_at: self.now(), ..request.draft };
        hide_values(&mut draft.form);
        let before = self.load_obproxy_draft(DraftReq { id: draft.id.clone() }).await?;
        if std::mem::discriminant(&before.form) != std::mem::discriminant(&draft.form) {
            return Err(IpcError::invalid("a draft stays what it is: for an OCP, or for agents"));
        }
        let before = self.inner.store.revise_obproxy_draft(draft.clone()).await?;
        let mut unused = secrets_of(&before.ok_or_else(|| IpcError::not_found("draft"))?);
        unused.retain(|id| !secrets_of(&draft).contains(id));
        self.let_go(unused).await;
        Ok(SavedDraft { updated_at: draft.updated_at })
    }

    /// Deletes a draft and its secrets, but for those that somebody else needs.
    ///
    /// # Errors
    /// `NotFound`; `Storage`; `VaultLocked`, `Vault` when a secret cannot be removed.
    pub async fn delete_obproxy_draft(&self, request: DraftReq) -> Result<Nothing, IpcError> {
        let draft = self.load_obproxy_draft(request).await?;
        self.inner.store.delete_obproxy_draft(&draft.id).await?;
        self.drop_connection_secrets(secrets_of(&draft)).await?;
        Ok(Nothing {})
    }

    /// What speaks for and against a draft, from what was last read.
    ///
    /// # Errors
    /// `NotFound`; `Storage`.
    pub async fn check_obproxy_draft(&self, request: DraftReq) -> Result<ObproxyCheck, IpcError> {
        let draft = self.load_obproxy_draft(request).await?;
        match &draft.form {
            ObproxyForm::Ocp(form) => self.check_ocp_form(&draft, form).await,
            ObproxyForm::Agents(form) => self.check_agent_form(&draft, form).await,
        }
    }

    /// The exact calls that a draft would send, secrets masked.
    ///
    /// # Errors
    /// As [`Console::check_obproxy_draft`].
    pub async fn plan_obproxy_draft(&self, request: DraftReq) -> Result<ObproxyPlan, IpcError> {
        let draft = self.load_obproxy_draft(request).await?;
        match &draft.form {
            ObproxyForm::Ocp(form) => self.plan_ocp_form(&draft, form).await,
            ObproxyForm::Agents(form) => self.plan_agent_form(&draft, form).await,
        }
    }

    async fn blank_obproxy_form(&self, connection: &Connection) -> ObproxyForm {
        match connection.settings.kind {
            ConnectionKind::Ocp => ObproxyForm::Ocp(blank_form()),
            ConnectionKind::Cluster | ConnectionKind::Agent => {
                ObproxyForm::Agents(self.blank_agent_form(connection).await)
            }
        }
    }

    /// The drafts of a connection, and all others.
    pub(super) async fn obproxy_drafts_of(
        &self,
        connection_id: &str,
    ) -> Result<(Vec<ObproxyDraft>, Vec<ObproxyDraft>), IpcError> {
        let drafts = self.inner.store.obproxy_drafts().await?;
        Ok(drafts.into_iter().partition(|draft| draft.connection_id == connection_id))
    }

    /// Deletes the draft that led to an operation, if there is one.
    pub(super) async fn delete_obproxy_draft_of(&self, operation_id: &str) -> Result<(), IpcError> {
        let drafts = self.inner.store.obproxy_drafts().await?;
        for draft in drafts.into_iter().filter(|draft| draft.operation_id.as_deref() == Some(operation_id)) {
            self.delete_obproxy_draft(DraftReq { id: draft.id }).await?;
        }
        Ok(())
    }
}

/// Every secret that a draft refers to.
pub(super) fn secrets_of(draft: &ObproxyDraft) -> Vec<SecretId> {
    let all = match &draft.form {
        ObproxyForm::Ocp(form) => [&form.proxysys_password, &form.proxyro_password],
        ObproxyForm::Agents(form) => [&form.proxysys_password, &form.proxyro_password],
    };
    all.into_iter().flatten().filter_map(|secret| SecretId::from_str(&secret.id).ok()).collect()
}

/// What is no parameter but a secret is not written down: the form is refused for it.
fn hide_values(form: &mut ObproxyForm) {
    let lists = match form {
        ObproxyForm::Ocp(form) => vec![&mut form.startup_parameters, &mut form.parameters],
        ObproxyForm::Agents(form) => vec![&mut form.parameters],
    };
    for given in lists.into_iter().flatten().filter(|given| is_secret(&given.name)) {
        given.value.clear();
    }
}

fn summary(draft: &ObproxyDraft) -> ObproxyDraftSummary {
    let (name, hosts) = match &draft.form {
        ObproxyForm::Ocp(form) => (&form.name, form.host_ids.len()),
        ObproxyForm::Agents(form) => (&form.name, form.agents.len()),
    };
    ObproxyDraftSummary {
        id: draft.id.clone(),
        connection_id: draft.connection_id.clone(),
        name: name.clone(),
        step: draft.step,
        hosts: u32::try_from(hosts).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
    }
}
