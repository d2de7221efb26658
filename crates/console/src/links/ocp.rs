use std::sync::Arc;

use ocp_api::{Error, OcpInfo, Probe};

use super::ocp_lists::OcpLists;
use super::registry::LinkParts;
use super::round::{Next, Outcome};
use super::warnings::LARGEST_OFFSET_MS;
use crate::clock::now;
use crate::connections::{Connection, OcpAccess, Seen};
use crate::dto::{
    ConnectionFacts, ConnectionSettings, ConnectionStateKind, ConnectionWarning, ErrorCode, IpcError, Millis,
    PasswordKind, TaskSystem, WarningCode,
};
use crate::task_list::Book;

/// One OCP, and what it said last.
pub struct Ocp {
    parts: LinkParts,
    id: String,
    url: String,
    settings: ConnectionSettings,
    facts: Option<ConnectionFacts>,
    answered_at: Option<Millis>,
    lists: OcpLists,
}

impl Ocp {
    pub fn new(connection: &Connection, parts: LinkParts) -> Ocp {
        let Connection { id, settings, seen, .. } = connection;
        let remembered = || Arc::new(Book::remembered(&seen.tasks, TaskSystem::Ocp));
        let book = parts.tasks.book(id).unwrap_or_else(remembered);
        Ocp {
            id: id.clone(),
            url: settings.addresses.first().cloned().unwrap_or_default(),
            settings: settings.clone(),
            facts: seen.facts.clone(),
            answered_at: seen.answered_at,
            lists: OcpLists::new(&book),
            parts,
        }
    }

    /// Asks for the time, and then, with the login, for the version, and for its tasks: for the newest, too, if
    /// somebody looks at them.
    pub async fn round(&mut self, newest: bool) -> Outcome {
        if let Some(problem) = self.parts.wiring.refusal(&self.id) {
            return Outcome::password(PasswordKind::Ocp, Some(problem));
        }
        match self.read(newest).await {
            Ok(outcome) => outcome,
            Err(problem) => self.failed(problem),
        }
    }

    /// What there is to show after `outcome`.
    pub fn seen(&self, outcome: &Outcome) -> Seen {
        Seen {
            kind: outcome.kind,
            answered_at: self.answered_at,
            facts: self.facts.clone(),
            agents: Vec::new(),
            tasks: self.lists.notes(|task| (self.parts.owner_of)(&self.id, task, None)),
            session: outcome.session(),
        }
    }

    /// Shows what a round has read of tasks, if it has.
    pub fn lay_tasks(&mut self) {
        let before = self.parts.tasks.book(&self.id);
        if let Some((book, news)) = self.lists.book(before.as_ref(), now(&*self.parts.clock)) {
            self.parts.tasks.lay(&self.id, book, news);
        }
    }

    async fn read(&mut self, newest: bool) -> Result<Outcome, IpcError> {
        let OcpAccess { client, has_login } = self.parts.wiring.ocp(&self.id, &self.settings).await?;
        let probe = client.probe().await?;
        self.facts = Some(self.facts_of(&probe, None));
        if !has_login {
            return Ok(Outcome::password(PasswordKind::Ocp, None));
        }
        let info = match client.info().await {
            Ok(info) => info,
            Err(error @ (Error::Unauthorized(_) | Error::LoginRefused)) => return Ok(self.refused(error)),
            Err(error) => return Err(error.into()),
        };
        self.facts = Some(self.facts_of(&probe, Some(&info)));
        self.answered_at = Some(now(&*self.parts.clock));
        match self.lists.read(&client, probe.offset.offset_ms, &self.parts.pace, newest).await {
            Ok(()) => {}
            Err(error @ (Error::Unauthorized(_) | Error::LoginRefused)) => return Ok(self.refused(error)),
            Err(problem) => tracing::warn!(%problem, "the tasks of an OCP could not be read"),
        }
        Ok(Outcome::answered(ConnectionStateKind::SignedIn, self.lists.problem()))
    }

    fn refused(&self, error: Error) -> Outcome {
        let problem = self.parts.wiring.note_refused(&self.id, error);
        Outcome::password(PasswordKind::Ocp, Some(problem))
    }

    fn facts_of(&self, probe: &Probe, info: Option<&OcpInfo>) -> ConnectionFacts {
        let before = self.facts.as_ref().map(|facts| facts.ob_version.clone());
        let offset_ms = probe.offset.offset_ms;
        let off = offset_ms.abs() > LARGEST_OFFSET_MS;
        let warning = || ConnectionWarning { code: WarningCode::ClockOffset, agents: vec![self.url.clone()] };
        ConnectionFacts {
            cluster_name: String::new(),
            cluster_id: String::new(),
            ob_version: info.map(|info| info.version.clone()).or(before).unwrap_or_default(),
            obshell_version: String::new(),
            identity: String::new(),
            agent: self.url.clone(),
            latency_ms: (probe.latency.as_secs_f64() * 1000.0).round(),
            clock_offset_ms: offset_ms.round(),
            fingerprint: String::new(),
            key_bits: 0,
            warnings: off.then(warning).into_iter().collect(),
        }
    }

    fn failed(&mut self, problem: IpcError) -> Outcome {
        if problem.code == ErrorCode::VaultLocked {
            return Outcome::without_vault(problem);
        }
        let away = [ErrorCode::Unreachable, ErrorCode::Route];
        if away.contains(&problem.code) {
            // The way to it may have to be opened again. Otherwise it is kept, and with it how long OCP wants to be
            // left alone.
            self.parts.wiring.forget_ocp(&self.id);
        }
        let kind = if problem.code == ErrorCode::CertificateNotTrusted {
            ConnectionStateKind::KeyChanged
        } else if away.contains(&problem.code) {
            ConnectionStateKind::Unreachable
        } else {
            ConnectionStateKind::Unknown
        };
        Outcome { kind, problem: Some(problem), password: None, fresh: false, next: Next::Later }
    }
}
