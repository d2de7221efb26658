use std::collections::BTreeMap;

use obshell_api::{Client, Dag, Error, GenericId, Identity};

use super::Group;
use crate::clock::now;
use crate::dto::{ClusterView, Millis};
use crate::hosts::agent_address;
use crate::links::cluster::{Sources, cluster_view};
use crate::links::credentials::Passwords;
use crate::links::followers::Asked;
use crate::links::read::{Reading, is_soft};
use crate::links::round::Outcome;
use crate::links::state::kind_of;
use crate::links::tasks::{TaskSource, recent};

/// Tasks that ended longer ago are not shown, in milliseconds.
const RECENT: Millis = 24 * 60 * 60 * 1000;

impl Group {
    /// Takes over what the agent in use said for all, and reads the cluster if somebody wants it.
    pub(super) async fn take(&mut self, at: usize, reading: Reading, passwords: &Passwords) -> Outcome {
        self.roster.use_agent(Some(at));
        self.answered_at = Some(now(&*self.tools.clock));
        self.facts = Some(self.facts_after(at, &reading.probe, reading.group.as_ref()));
        let without_cluster = self.facts.as_ref().is_none_or(|facts| facts.cluster_id.is_empty());
        match &reading.group {
            Some(group) => self.roster.learn(group),
            None if without_cluster && reading.probe.info.identity == Identity::Single => {
                self.roster.disband(at);
            }
            None => {}
        }
        let client = self.roster.current_client(&reading.probe.info, passwords);
        let told = self.take_tasks(&reading, client.as_ref(), passwords).await;
        if let Some(client) = client.as_ref().filter(|_| self.wanted.tasks) {
            Box::pin(self.list(&reading, client, passwords, told)).await;
        }
        self.survey.note(&reading);
        if let Some(client) = client.filter(|_| self.wanted.cluster) {
            self.survey.read(&client, &reading, &self.tools, &self.parts.pace).await;
            self.recall(&reading);
        } else {
            self.survey.current = false;
        }
        self.warn();
        Outcome::answered(kind_of(&reading, &self.work.notes), reading.problem)
    }

    /// The cluster as it is known after `outcome`.
    pub fn cluster(&self, outcome: &Outcome) -> ClusterView {
        cluster_view(&Sources {
            survey: &self.survey,
            agents: self.roster.all(),
            facts: self.facts.as_ref(),
            work: &self.work,
            fresh: outcome.fresh,
            state: self.seen(outcome).state(),
        })
    }

    /// Returns all DAGs that the round has brought, if the lists of tasks are read too.
    async fn take_tasks(
        &mut self,
        reading: &Reading,
        client: Option<&Client>,
        passwords: &Passwords,
    ) -> Vec<Dag> {
        let mut unfinished = reading.unfinished.clone();
        self.work.maintained(reading.maintenance.clone());
        let mut asked = self.mains(client, self.work.missing(&unfinished)).await;
        let known = self.work.followers(&unfinished, asked.clone());
        for other in self.roster.busy_others(reading) {
            let name = agent_address(&self.roster.all()[other].name());
            if !known.explain(&name) {
                unfinished.extend(self.tasks_of(other, passwords).await);
            }
        }
        let mut missing = self.work.missing(&unfinished);
        missing.retain(|id| !asked.contains_key(id));
        asked.extend(self.mains(client, missing).await);
        let told = if self.wanted.tasks { brought(&unfinished, &asked, reading) } else { Vec::new() };
        let here = reading.probe.offset.offset_ms;
        let source = TaskSource {
            clock_of: &|name| self.roster.clock_of(name).unwrap_or(here),
            offset_ms: here,
            is_known: &|name| self.roster.is_known(name),
            owner_of: &|dag_id, name| (self.parts.owner_of)(&self.id, dag_id, Some(name)),
        };
        self.work.take(unfinished, asked, &source);
        told
    }

    async fn tasks_of(&mut self, at: usize, passwords: &Passwords) -> Vec<Dag> {
        let agent = self.roster.agent(at);
        let Ok(probe) = agent.approach(&self.tools).await else { return Vec::new() };
        // A password that it wants and we do not have is not asked for: another agent answers for all.
        let Ok(Some(client)) = agent.client_for(&probe.info, passwords) else { return Vec::new() };
        match client.unfinished_agent().await {
            Ok(dags) => dags,
            Err(error) if is_soft(&error) || error.is_unauthorized() => Vec::new(),
            Err(error) => {
                agent.miss(error.into());
                Vec::new()
            }
        }
    }

    /// Asks for main tasks; a stranger's are not asked for.
    async fn mains(&self, client: Option<&Client>, ids: Vec<GenericId>) -> BTreeMap<GenericId, Asked> {
        let mut asked = BTreeMap::new();
        let Some(client) = client else { return asked };
        for id in ids {
            let keeper = id.decode().map(|parts| parts.agent);
            if !keeper.is_ok_and(|agent| agent.is_none_or(|agent| self.roster.is_known(&agent))) {
                continue;
            }
            match client.dag(&id, true).await {
                Ok(dag) => drop(asked.insert(id, Asked::Dag(Box::new(dag)))),
                Err(Error::Rejected(rejected)) if rejected.status == 404 => {}
                Err(_) => drop(asked.insert(id, Asked::Unknown)),
            }
        }
        asked
    }

    /// Makes notes of the tasks of the last day.
    fn recall(&mut self, reading: &Reading) {
        let here = reading.probe.offset.offset_ms;
        let source = TaskSource {
            clock_of: &|name| self.roster.clock_of(name).unwrap_or(here),
            offset_ms: here,
            is_known: &|name| self.roster.is_known(name),
            owner_of: &|dag_id, name| (self.parts.owner_of)(&self.id, dag_id, Some(name)),
        };
        let since = now(&*self.tools.clock) - RECENT;
        self.survey.recent = recent(&self.survey.history, since, &source, &self.survey.recent);
    }
}

/// Details are told of unfinished tasks and of the ones that these follow.
fn brought(unfinished: &[Dag], asked: &BTreeMap<GenericId, Asked>, reading: &Reading) -> Vec<Dag> {
    let mains = asked.values().filter_map(|asked| match asked {
        Asked::Dag(dag) => Some(&**dag),
        Asked::Unknown => None,
    });
    reading.maintenance.iter().flatten().chain(mains).chain(unfinished).cloned().collect()
}
