use std::sync::Arc;

use obshell_api::Clock;
use serde::{Deserialize, Serialize};

use super::consent::{authorise, still_authorised};
use super::record::GuardRecord;
use crate::clock::now;
use crate::connections::Connections;
use crate::dto::{Consent, Environment, GuardLevel, IpcError, Millis};
use crate::store::{JournalEntry, JournalOutcome, Store};

/// Decides on every changing call, and keeps the audit list.
#[derive(Clone)]
pub struct Guards {
    connections: Connections,
    store: Store,
    clock: Arc<dyn Clock>,
}

/// What a changing call is about. Before there is a connection its future name and environment stand in for it.
#[derive(Debug, Clone)]
pub struct Subject {
    pub connection_id: Option<String>,
    pub name: String,
    pub environment: Environment,
}

/// The guard's word that calls may go out. The journal files them under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    pub connection_id: Option<String>,
    pub name: String,
    pub level: GuardLevel,
    /// What the guard was satisfied with.
    pub allowed: String,
}

impl Guards {
    pub fn new(connections: Connections, store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { connections, store, clock }
    }

    /// The guard that `subject` is under, and the name to type.
    pub fn of(&self, subject: &Subject) -> (GuardRecord, String) {
        let id = subject.connection_id.as_deref();
        match id.map(|id| self.connections.get(id)) {
            Some(Ok(connection)) => {
                let mut guard = connection.guard;
                // What is made for production is guarded as such, wherever it was begun.
                guard.hold_to(GuardRecord::least_for(subject.environment));
                (guard, connection.settings.name)
            }
            // Gone from the list: what its environment demands still holds.
            Some(Err(_)) | None => (GuardRecord::default_for(subject.environment), subject.name.clone()),
        }
    }

    /// Whether `call` may go out to `agent`. A refusal goes into the audit list. Performs database I/O.
    ///
    /// # Errors
    /// `ReadOnly`, `ConsentNeeded`; `Storage`.
    pub async fn permit(
        &self,
        subject: &Subject,
        consent: &Consent,
        call: &JournalEntry,
    ) -> Result<Permit, IpcError> {
        let (guard, name) = self.of(subject);
        let level = guard.level(self.now());
        let permit = |allowed: &str| Permit {
            connection_id: subject.connection_id.clone(),
            name: name.clone(),
            level,
            allowed: allowed.to_owned(),
        };
        match authorise(level, &name, consent) {
            Ok(allowed) => Ok(permit(allowed.word())),
            Err(refusal) => {
                self.refuse(call.clone(), &permit(""), &refusal).await?;
                Err(refusal)
            }
        }
    }

    /// Looks again, right before a call goes out that was permitted earlier: the guard may have been raised since,
    /// and ask for more than was given. Performs database I/O.
    ///
    /// # Errors
    /// `ReadOnly`, `ConsentNeeded`; `Storage`.
    pub async fn confirm(
        &self,
        subject: &Subject,
        permit: &Permit,
        call: &JournalEntry,
    ) -> Result<Permit, IpcError> {
        let (guard, name) = self.of(subject);
        let level = guard.level(self.now());
        let permit = Permit { level, ..permit.clone() };
        match still_authorised(level, &name, &permit.allowed) {
            Ok(()) => Ok(permit),
            Err(refusal) => {
                self.refuse(call.clone(), &permit, &refusal).await?;
                Err(refusal)
            }
        }
    }

    /// Puts a call into the audit list that was permitted and then not made for another reason.
    pub async fn refuse(&self, call: JournalEntry, permit: &Permit, why: &IpcError) -> Result<(), IpcError> {
        let entry = JournalEntry {
            intended_at: self.now(),
            outcome: Some(JournalOutcome::Refused),
            detail: Some(why.message.clone()),
            allowed: Some(permit.allowed.clone()).filter(|allowed| !allowed.is_empty()),
            ..call.permitted(permit)
        };
        self.store.intend(entry).await?;
        Ok(())
    }

    /// Puts into the audit list which warnings were accepted before `call` was permitted, if there were any.
    pub async fn accept(
        &self,
        call: JournalEntry,
        permit: &Permit,
        warnings: &[String],
    ) -> Result<(), IpcError> {
        if warnings.is_empty() {
            return Ok(());
        }
        let entry = JournalEntry {
            request: format!("accept warnings: {}", call.request),
            intended_at: self.now(),
            outcome: Some(JournalOutcome::Done),
            detail: Some(warnings.join(", ")),
            ..call.permitted(permit)
        };
        self.store.intend(entry).await?;
        Ok(())
    }

    /// Puts something into the audit list that was done on this computer.
    pub async fn note(
        &self,
        connection: Option<(&str, &str)>,
        agent: &str,
        what: String,
        detail: Option<String>,
    ) -> Result<(), IpcError> {
        let entry = JournalEntry {
            agent: agent.to_owned(),
            request: what,
            intended_at: self.now(),
            outcome: Some(JournalOutcome::Done),
            detail,
            connection_id: connection.map(|(id, _)| id.to_owned()),
            connection_name: connection.map(|(_, name)| name.to_owned()).unwrap_or_default(),
            ..JournalEntry::default()
        };
        self.store.intend(entry).await?;
        Ok(())
    }

    pub fn now(&self) -> Millis {
        now(&*self.clock)
    }
}
