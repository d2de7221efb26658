//! What is to be said of an action, in the order of the agent's own rules.

use std::collections::{BTreeMap, BTreeSet};

use super::impact::Facts;
use super::receiver::Receivers;
use super::scope::{hosts, is_stopped, servers, serves, zones_of, zones_with_servers};
use crate::dto::{
    AgentLinkState, CapacityChange, ClusterView, HostView, ImpactCode, ImpactFinding, NodeAction, NodeScope,
    ObserverState, StateKind, StopMode, TaskNote, Verdict, ZoneView,
};
use crate::tasks::is_of_cluster;

/// An action, and what is known that decides on it.
pub struct Question<'a> {
    pub view: &'a ClusterView,
    pub action: &'a NodeAction,
    pub targets: &'a [&'a HostView],
    pub receivers: Option<&'a Receivers>,
    pub capacity: Option<&'a CapacityChange>,
    pub facts: &'a Facts,
}

/// Everything worth saying, what the agent looks at first in front.
pub fn findings(question: &Question<'_>) -> Vec<ImpactFinding> {
    let mut found = Found { question, findings: Vec::new() };
    found.receiver();
    match question.action {
        NodeAction::Remove { .. } | NodeAction::RemoveAll => {
            found.lock(&[]);
            found.silent_hosts(question.targets);
            found.add(Verdict::Warn, ImpactCode::ConfigurationLost);
        }
        NodeAction::ScaleIn { agent, force } => found.scale_in(agent, *force),
        NodeAction::StopZone { zone, freeze_server, pass_tasks } => {
            found.stop_zone(zone);
            found.lock(pass_tasks);
            if !freeze_server {
                found.add(Verdict::Warn, ImpactCode::NoFreeze);
            }
            found.everybody_takes_part();
        }
        NodeAction::DeleteZone { zone } => found.delete_zone(zone),
        NodeAction::Start { pass_tasks, .. } => {
            found.lock(pass_tasks);
            found.already(serves, ImpactCode::AlreadyRunning);
            found.everybody_takes_part();
        }
        NodeAction::Stop { scope, mode, pass_tasks } => {
            found.stop(scope, *mode);
            found.lock(pass_tasks);
            if *mode == StopMode::Force {
                found.add(Verdict::Warn, ImpactCode::NoFreeze);
            }
            found.everybody_takes_part();
        }
    }
    found.findings
}

struct Found<'a> {
    question: &'a Question<'a>,
    findings: Vec<ImpactFinding>,
}

impl Found<'_> {
    fn receiver(&mut self) {
        let Some(receivers) = self.question.receivers else {
            let addresses: Vec<&str> = self.question.targets.iter().map(|it| it.address.as_str()).collect();
            self.with(Verdict::Fail, ImpactCode::NoOtherAgent, [("agent", addresses.join(", "))]);
            return;
        };
        if receivers.instead_of.is_some() {
            self.with(Verdict::Pass, ImpactCode::SentToAnother, [("agent", receivers.first.clone())]);
        }
    }

    fn scale_in(&mut self, agent: &str, force: bool) {
        self.lock(&[]);
        self.majority(Verdict::Fail);
        let zone = self.question.targets.first().map(|host| host.zone.clone()).unwrap_or_default();
        let in_zone = servers(self.question.view).filter(|host| host.zone == zone).count();
        if in_zone == 1 {
            self.with(Verdict::Warn, ImpactCode::ZoneEmptied, [("zone", zone)]);
        }
        self.root_service();
        if force {
            self.add(Verdict::Warn, ImpactCode::NoFreeze);
        } else {
            self.silent_hosts(self.question.targets);
        }
        self.with(Verdict::Warn, ImpactCode::DataDeleted, [("agent", agent.to_owned())]);
    }

    fn stop_zone(&mut self, zone: &str) {
        self.another_zone(&[zone]);
        self.last_zone(zone);
        self.stop_check(zone);
        // The agent's own check knows better than we do.
        let checked = matches!(self.question.facts.stop_check, Some(Ok(())));
        self.majority(if checked { Verdict::Warn } else { Verdict::Fail });
        self.root_service();
        self.already(is_down, ImpactCode::AlreadyStopped);
    }

    fn delete_zone(&mut self, zone: &str) {
        // Which units a zone holds is not in what its agents tell; theirs is the last word.
        self.with(Verdict::Unknown, ImpactCode::ZoneHoldsUnits, [("zone", zone.to_owned())]);
        self.another_zone(&[zone]);
        self.last_zone(zone);
        self.lock(&[]);
        self.majority(Verdict::Fail);
        self.root_service();
        self.silent_hosts(self.question.targets);
        for host in self.question.targets {
            self.with(Verdict::Warn, ImpactCode::DataDeleted, [("agent", host.address.clone())]);
        }
        let version = self.question.view.obshell_version.clone();
        self.with(Verdict::Pass, ImpactCode::RouteUnprotected, [("version", version)]);
    }

    fn stop(&mut self, scope: &NodeScope, mode: StopMode) {
        let whole = *scope == NodeScope::Cluster;
        if whole && mode == StopMode::Service {
            self.add(Verdict::Fail, ImpactCode::ModeNeeded);
        }
        if mode != StopMode::Force || matches!(scope, NodeScope::Zones { .. }) {
            self.available_observer();
        }
        let zones = zones_of(self.question.targets);
        if mode == StopMode::Service && !whole {
            if zones.len() > 1 {
                self.with(Verdict::Fail, ImpactCode::SeveralZones, [("zones", zones.join(", "))]);
            }
            self.another_zone(&zones);
            if let (NodeScope::Zones { .. }, [zone]) = (scope, zones.as_slice()) {
                self.stop_check(zone);
            }
        }
        let verdict = if mode == StopMode::Service { Verdict::Fail } else { Verdict::Warn };
        self.majority(verdict);
        self.root_service();
        match mode {
            StopMode::Service => self.already(is_stopped, ImpactCode::AlreadyStopped),
            StopMode::Terminate | StopMode::Force => self.already(is_down, ImpactCode::AlreadyStopped),
        }
    }

    /// The agent that takes the call must be able to run SQL.
    fn available_observer(&mut self) {
        let Some(receivers) = self.question.receivers else { return };
        let receiver = hosts(self.question.view).find(|host| host.address == receivers.first);
        if let Some(host) = receiver.filter(|host| !serves(host)) {
            let state = if host.observer_word.is_empty() {
                format!("{:?}", host.observer)
            } else {
                host.observer_word.clone()
            };
            self.with(Verdict::Fail, ImpactCode::ForceNeeded, [("state", state)]);
        }
    }

    /// Service may be stopped in one zone at a time.
    fn another_zone(&mut self, zones: &[&str]) {
        let view = self.question.view;
        let stopped = |zone: &&ZoneView| {
            let is_other = !zones.contains(&zone.name.as_str());
            is_other && (zone.word == "STOPPED" || zone.hosts.iter().any(is_out_of_service))
        };
        let others: Vec<&str> = view.zones.iter().filter(stopped).map(|zone| zone.name.as_str()).collect();
        if !others.is_empty() {
            let args = [("zone", zones.join(", ")), ("others", others.join(", "))];
            self.with(Verdict::Fail, ImpactCode::AnotherZoneStopped, args);
        }
    }

    fn last_zone(&mut self, zone: &str) {
        if zones_with_servers(self.question.view).all(|other| other.name == zone) {
            self.with(Verdict::Fail, ImpactCode::LastZone, [("zone", zone.to_owned())]);
        }
    }

    fn stop_check(&mut self, zone: &str) {
        match &self.question.facts.stop_check {
            None => {}
            Some(Ok(())) => self.add(Verdict::Pass, ImpactCode::StopCheckPassed),
            Some(Err(problem)) => {
                let code = problem.agent_code.clone().unwrap_or_default();
                let args =
                    [("zone", zone.to_owned()), ("message", problem.message.clone()), ("agentCode", code)];
                self.with(Verdict::Fail, ImpactCode::StopCheckFailed, args);
            }
        }
    }

    fn majority(&mut self, when_lost: Verdict) {
        let Some(capacity) = self.question.capacity else { return };
        let CapacityChange { zones_before, zones_after, zones_needed, servers_after, .. } = capacity.clone();
        let args = [("before", zones_before), ("after", zones_after), ("needed", zones_needed)]
            .map(|(name, zones)| (name, zones.to_string()));
        if servers_after == 0 {
            self.add(when_lost, ImpactCode::ClusterDown);
        } else if zones_after < zones_needed {
            self.with(when_lost, ImpactCode::MajorityLost, args);
        } else {
            self.with(Verdict::Pass, ImpactCode::Majority, args);
        }
    }

    fn root_service(&mut self) {
        for host in self.question.targets.iter().filter(|host| host.root_service) {
            self.with(Verdict::Pass, ImpactCode::RootServiceMoves, [("agent", host.address.clone())]);
        }
    }

    /// Tasks that hold a lock. Whether one is in the way depends on where it is kept: the cluster's own task keeps
    /// further ones of the cluster from starting, an agent's own those of that agent. One that failed may be passed
    /// first by a start or a stop.
    fn lock(&mut self, pass_tasks: &[String]) {
        if !pass_tasks.is_empty() {
            self.with(Verdict::Warn, ImpactCode::EarlierTaskFailed, [("tasks", pass_tasks.join(", "))]);
        }
        let passed = |note: &TaskNote| pass_tasks.contains(&note.id) && has_failed(note);
        let lock = self.question.view.lock.as_ref();
        let notes = self.question.view.tasks.iter().chain(lock.and_then(|lock| lock.task.as_ref()));
        let mut seen = BTreeSet::new();
        let holders: Vec<&TaskNote> =
            notes.filter(|note| note.holds_lock && !passed(note) && seen.insert(note.id.clone())).collect();
        for holder in holders {
            let verdict = self.verdict_on(is_of_cluster(&holder.id));
            let args = [("task", holder.name.clone()), ("id", holder.id.clone())];
            self.with(verdict, ImpactCode::LockHeld, args);
        }
        if let Some(lock) = lock.filter(|lock| lock.task.is_none() && pass_tasks.is_empty()) {
            let args = [("task", lock.agents.join(", ")), ("id", String::new())];
            self.with(self.verdict_on(false), ImpactCode::LockHeld, args);
        }
    }

    /// What a lock means to the action: one of the cluster, or one of an agent.
    fn verdict_on(&self, of_cluster: bool) -> Verdict {
        let in_the_way = match self.question.action {
            NodeAction::Remove { .. } | NodeAction::RemoveAll => true,
            NodeAction::ScaleIn { .. } | NodeAction::DeleteZone { .. } => of_cluster,
            NodeAction::StopZone { .. } | NodeAction::Start { .. } | NodeAction::Stop { .. } => !of_cluster,
        };
        if in_the_way { Verdict::Fail } else { Verdict::Warn }
    }

    fn already(&mut self, is: fn(&HostView) -> bool, code: ImpactCode) {
        let all = self.question.targets.iter().all(|host| is(host));
        let verdict = if all { Verdict::Warn } else { Verdict::Pass };
        for host in self.question.targets.iter().filter(|host| is(host)) {
            self.with(verdict, code, [("agent", host.address.clone())]);
        }
    }

    /// Every agent of the cluster gets a task of its own, whatever the scope.
    fn everybody_takes_part(&mut self) {
        let all: Vec<&HostView> = servers(self.question.view).collect();
        self.silent_hosts(&all);
        self.add(Verdict::Pass, ImpactCode::SubTasksPark);
    }

    fn silent_hosts(&mut self, of: &[&HostView]) {
        for host in of.iter().filter(|host| is_silent(host)) {
            self.with(Verdict::Warn, ImpactCode::HostSilent, [("agent", host.address.clone())]);
        }
    }

    fn add(&mut self, verdict: Verdict, code: ImpactCode) {
        self.with(verdict, code, []);
    }

    fn with<const N: usize>(&mut self, verdict: Verdict, code: ImpactCode, args: [(&str, String); N]) {
        let args: BTreeMap<String, String> =
            args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.findings.push(ImpactFinding { verdict, code, args });
    }
}

fn has_failed(note: &TaskNote) -> bool {
    matches!(note.state.kind, StateKind::Failed | StateKind::Cancelled)
}

fn is_silent(host: &HostView) -> bool {
    !matches!(host.agent, AgentLinkState::Answers | AgentLinkState::NotAsked)
}

fn is_out_of_service(host: &HostView) -> bool {
    host.observer == ObserverState::ServiceStopped
}

fn is_down(host: &HostView) -> bool {
    host.observer == ObserverState::ProcessStopped
}
