//! Drafts, the hosts on them, and what a draft would do.

use std::str::FromStr;

use obshell_api::Fingerprint;
use vault::SecretId;

use super::Console;
use crate::connections::{Connection, secrets_of_reach};
use crate::drafts::{self, Around};
use crate::dto::*;
use crate::hosts::canonical;
use crate::operations::{Operation, plan_calls};
use crate::password::is_weak;
use crate::store::Pin;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn create_draft(&self, request: CreateDraftReq) -> Result<WizardDraft, IpcError> {
        let agents = if request.practice { self.practice_agents().await? } else { Vec::new() };
        let name = if request.practice { "practice" } else { "" };
        let id = (self.inner.setup.new_id)();
        let draft = match (&request.connection_id, request.kind) {
            (Some(connection), DraftKind::Init) => {
                self.draft_from(id, &self.inner.connections.get(connection)?)
            }
            (Some(connection), DraftKind::Join | DraftKind::ScaleOut) => {
                let draft = self.draft_into(id, request.kind, &self.inner.connections.get(connection)?);
                self.inner.links.contact_to_look(connection)?;
                draft
            }
            (None, DraftKind::Join | DraftKind::ScaleOut) => {
                return Err(IpcError::invalid("hosts join the group or the cluster of a connection"));
            }
            (None, DraftKind::Init) => drafts::blank(id, self.now(), Environment::Dev, name, &agents),
        };
        self.inner.store.save_draft(&draft).await?;
        Ok(draft)
    }

    pub async fn load_draft(&self, request: DraftReq) -> Result<WizardDraft, IpcError> {
        self.inner.store.draft(&request.id).await?.ok_or_else(|| IpcError::not_found("draft"))
    }

    pub async fn save_draft(&self, request: SaveDraftReq) -> Result<SavedDraft, IpcError> {
        let updated_at = self.now();
        // What a draft led to is not the window's to say.
        let before = self.inner.store.draft(&request.draft.id).await?;
        let led_to = before.map(|before| (before.operation_id, before.connection_id));
        let (operation_id, connection_id) = led_to.unwrap_or_default();
        let draft = WizardDraft { updated_at, operation_id, connection_id, ..request.draft };
        self.inner.store.save_draft(&draft).await?;
        Ok(SavedDraft { updated_at })
    }

    /// Deletes a draft and its secrets, but for those that somebody else needs.
    pub async fn delete_draft(&self, request: DraftReq) -> Result<Nothing, IpcError> {
        let draft = self.load_draft(request).await?;
        self.inner.store.delete_draft(&draft.id).await?;
        self.drop_connection_secrets(secrets_of(&draft)).await?;
        Ok(Nothing {})
    }

    pub async fn store_secret(&self, request: StoreSecretReq) -> Result<SecretRef, IpcError> {
        if request.value.is_empty() {
            return Err(IpcError::invalid("an empty password cannot be stored"));
        }
        let weak = is_weak(request.value.expose());
        let id = self.inner.setup.vault.put(request.value.into_secret()).await?;
        let old = request.replaces.and_then(|old| SecretId::from_str(&old).ok());
        self.drop_secrets(old).await?;
        Ok(SecretRef { id: id.to_string(), weak })
    }

    pub async fn probe_host(&self, request: ProbeHostReq) -> Result<HostProbe, IpcError> {
        let password = match request.agent_password.as_deref().map(SecretId::from_str) {
            Some(Ok(id)) => self.inner.setup.vault.get(&id).await?,
            Some(Err(_)) => return Err(IpcError::not_found("secret")),
            None => None,
        };
        let mut probed = self.prober().probe(&request.address, &request.reach, password, self.now()).await;
        let view = probed.view.clone();
        let mut all = self.probed();
        // Only a pre-flight knocks at ports; what it found holds until the next one.
        if let Some(before) = all.get(&view.address) {
            (probed.ports, probed.took_ms) = (before.ports.clone(), before.took_ms);
        }
        all.insert(view.address.clone(), probed);
        Ok(view)
    }

    /// Pins the key that the user has just been shown, and lets operations with that agent go on.
    /// Another key that came since is refused when the agent is next called.
    pub async fn trust_key(&self, request: TrustKeyReq) -> Result<Nothing, IpcError> {
        let address = canonical(&request.address).ok_or_else(|| IpcError::invalid("this is no address"))?;
        let fingerprint = Fingerprint::from_str(&request.fingerprint);
        let fingerprint = fingerprint.map_err(|problem| IpcError::invalid(problem.to_string()))?.to_string();
        let pin = Pin { fingerprint, pinned_at: self.now() };
        let what = format!("trust key {}", pin.fingerprint);
        self.inner.guards.note(None, &address, what, None).await?;
        self.inner.store.set_pin(&address, &pin).await?;
        self.probed().remove(&address);
        let concerned = |operation: &Operation| operation.hosts.iter().any(|host| host.address == address);
        self.inner.operations.go_on(concerned).await;
        self.inner.links.resume(&address);
        Ok(Nothing {})
    }

    pub async fn check_draft(&self, request: DraftReq) -> Result<Problems, IpcError> {
        let draft = self.load_draft(request).await?;
        let around = self.around(&draft);
        Ok(Problems { problems: drafts::check(&draft, &self.probed(), around.as_ref()) })
    }

    pub async fn parameter_catalogue(&self, _: Nothing) -> Result<ParameterCatalogue, IpcError> {
        Ok(ParameterCatalogue { parameters: drafts::catalogue() })
    }

    pub async fn suggest_parameters(&self, request: DraftReq) -> Result<Suggestions, IpcError> {
        let draft = self.load_draft(request).await?;
        Ok(drafts::suggest(&draft, &self.probed()))
    }

    pub async fn plan_calls(&self, request: DraftReq) -> Result<PlannedCalls, IpcError> {
        let draft = self.load_draft(request).await?;
        let (connection, around) = (self.connection_of(&draft), self.around(&draft));
        let probed = self.probed();
        let problems = drafts::check(&draft, &probed, around.as_ref());
        let (operation, calls) = plan_calls(String::new(), &draft, &probed, connection.as_ref(), self.now());
        let calls = calls.iter().map(|call| call.spec.planned(&operation, &call.needs)).collect();
        Ok(PlannedCalls { calls, problems })
    }

    /// What is known of the group or cluster that a draft's hosts are to belong to.
    pub(super) fn around(&self, draft: &WizardDraft) -> Option<Around> {
        match draft.kind {
            DraftKind::Init => None,
            DraftKind::Join | DraftKind::ScaleOut => {
                let connection = self.connection_of(draft)?;
                let around = Around::of(&connection)?;
                let cluster = self.inner.links.cluster(&connection.id);
                Some(match cluster {
                    Some(cluster) => around.within(&cluster),
                    None => around,
                })
            }
        }
    }

    pub(super) fn connection_of(&self, draft: &WizardDraft) -> Option<Connection> {
        self.inner.connections.get(draft.connection_id.as_deref()?).ok()
    }

    /// A draft of hosts that are to join what a connection stands for. None is on its list yet.
    fn draft_into(&self, id: String, kind: DraftKind, connection: &Connection) -> WizardDraft {
        let Connection { settings, seen, .. } = connection;
        let facts = seen.facts.as_ref();
        let named = facts.map(|facts| facts.cluster_name.clone()).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| settings.name.clone());
        let mut draft = drafts::blank(id, self.now(), settings.environment, &name, &[]);
        draft.kind = kind;
        draft.cluster.id = facts.map(|facts| facts.cluster_id.clone()).unwrap_or_default();
        draft.cluster.import_script = false;
        draft.connection_id = Some(connection.id.clone());
        draft.reach = settings.reach.clone();
        draft
    }

    /// A draft over the agents of a connection, reached as that says.
    fn draft_from(&self, id: String, connection: &Connection) -> WizardDraft {
        let settings = &connection.settings;
        let group = settings.kind == ConnectionKind::Cluster;
        let name = if group { settings.name.as_str() } else { "" };
        let mut draft = drafts::blank(id, self.now(), settings.environment, name, &settings.addresses);
        for host in &mut draft.hosts {
            host.agent_password.clone_from(&settings.passwords.agent);
        }
        draft.cluster.root_password.clone_from(&settings.passwords.root);
        draft.connection_id = Some(connection.id.clone());
        draft.reach = settings.reach.clone();
        draft
    }
}

pub(super) fn refuse(problems: &[Problem], accepted: &[AcceptedWarning]) -> Result<(), IpcError> {
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

pub(super) fn secrets_of(draft: &WizardDraft) -> Vec<SecretId> {
    let hosts = draft.hosts.iter().filter_map(|host| host.agent_password.as_ref());
    let cluster = [&draft.cluster.root_password, &draft.cluster.proxyro_password];
    let all = hosts.chain(cluster.into_iter().flatten()).chain(secrets_of_reach(&draft.reach));
    all.filter_map(|secret| SecretId::from_str(&secret.id).ok()).collect()
}

pub(super) fn draft_summary(draft: &WizardDraft) -> DraftSummary {
    DraftSummary {
        id: draft.id.clone(),
        kind: draft.kind,
        connection_id: draft.connection_id.clone(),
        cluster_name: draft.cluster.name.clone(),
        environment: draft.environment,
        step: draft.step,
        hosts: u32::try_from(draft.hosts.len()).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
    }
}
