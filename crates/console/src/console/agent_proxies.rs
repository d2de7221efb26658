//! The OBProxy that each agent may manage.

use std::collections::{BTreeMap, BTreeSet};

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::hosts::canonical;
use crate::proxies::{Asked, Fleet, Member, ProxyRecord, addresses, of_all, of_member, servers_of};
use crate::task_list::{Listed, keeper_of};

impl Console {
    /// Asks all agents of a connection whether they manage an OBProxy, and tells what is known of it here.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for an OCP; `Storage`. That an agent does not answer is none: it is told of it.
    pub async fn agent_proxies(&self, request: ConnectionReq) -> Result<AgentProxies, IpcError> {
        let connection = self.inner.connections.get(&request.connection_id)?;
        let fleet = self.fleet(&connection, true).await?;
        let agents = fleet.members.iter().map(|member| view(member, &fleet)).collect();
        Ok(AgentProxies { agents, deeds: of_all(&fleet) })
    }

    /// The agents of a connection, asked now; unless `fresh`, those that were asked a moment ago are not asked again.
    pub(super) async fn fleet(&self, connection: &Connection, fresh: bool) -> Result<Fleet, IpcError> {
        if connection.settings.kind == ConnectionKind::Ocp {
            return Err(IpcError::invalid("an OCP has no agents"));
        }
        let (id, reach) = (connection.id.as_str(), &connection.settings.reach);
        let agents: Vec<String> = addresses(connection).iter().filter_map(|it| canonical(it)).collect();
        let cluster = self.inner.links.cluster(id);
        let servers = cluster.map(|cluster| servers_of(&cluster)).unwrap_or_default();
        let in_use: BTreeSet<String> = agents.iter().cloned().chain(servers).collect();
        let asked = self.inner.asking.ask(id, reach, agents, fresh).await;
        let records = self.inner.store.proxies(id).await?.into_iter();
        let mut known = Known {
            records: records.map(|record| (record.agent.clone(), record)).collect(),
            packages: BTreeMap::new(),
            busy: self.busy_proxies(id),
            zones: connection.seen.agents.iter().map(|it| (it.address.clone(), it.zone.clone())).collect(),
            has_password: connection.settings.passwords.agent.is_some(),
        };
        for (agent, package) in self.inner.store.proxy_packages(id).await? {
            known.packages.entry(agent).or_default().push(package);
        }
        let mut members = Vec::new();
        for asked in asked {
            self.forget_gone(id, &asked, &mut known).await?;
            let task = self.last_proxy_task(id, &asked.agent);
            members.push(known.member(asked, task));
        }
        Ok(Fleet {
            name: connection.settings.name.clone(),
            is_read_only: connection.guard.level(self.now()) == GuardLevel::ReadOnly,
            members,
            in_use,
        })
    }

    /// An agent that manages nothing now has lost what was set from here: somebody else deleted it.
    async fn forget_gone(&self, id: &str, asked: &Asked, known: &mut Known) -> Result<(), IpcError> {
        let is_gone = asked.told.as_ref().is_ok_and(|info| !info.is_obproxy_agent);
        if !is_gone || known.busy.contains(&asked.agent) {
            return Ok(());
        }
        let was_there = |record: &ProxyRecord| record.added_at < asked.at;
        if known.records.get(&asked.agent).is_some_and(was_there) {
            known.records.remove(&asked.agent);
            self.inner.store.forget_proxy(id, &asked.agent, asked.at).await?;
        }
        Ok(())
    }

    /// Agents of a connection with whose proxies something is being done from here.
    fn busy_proxies(&self, connection_id: &str) -> BTreeSet<String> {
        let mut busy = BTreeSet::new();
        self.inner.operations.each(|handle| {
            let of_it = handle.operation.connection_id.as_deref() == Some(connection_id);
            let view = handle.view.borrow();
            if !of_it || view.head.kind != OperationKind::AgentProxy || view.head.ended_at.is_some() {
                return;
            }
            let runs = |call: &&CallView| !call.head.state.kind.has_ended();
            busy.extend(view.calls.iter().filter(runs).map(|call| call.head.target.clone()));
        });
        busy
    }

    /// The last task about its OBProxy that was seen of an agent.
    fn last_proxy_task(&self, connection_id: &str, agent: &str) -> Option<TaskNote> {
        let mut notes = Vec::new();
        for view in self.inner.operations.views() {
            let of_it = view.head.connection_id.as_deref() == Some(connection_id);
            let about =
                |call: &&CallView| call.head.kind == CallKind::AgentProxy && call.head.target == agent;
            if of_it {
                notes.extend(view.calls.iter().filter(about).filter_map(|call| note(&view.head.id, call)));
            }
        }
        let book = self.inner.tasks.book(connection_id);
        for (id, listed) in book.iter().flat_map(|book| book.tasks.iter()) {
            let is_its =
                matches!(&listed.place, TaskPlace::ObProxy { .. }) && keeper_of(&listed.place) == Some(agent);
            if is_its && notes.iter().all(|note: &TaskNote| note.id != *id) {
                let owner = self.inner.operations.of_task(connection_id, id, Some(&listed.name));
                notes.push(listed_note(id, listed, owner));
            }
        }
        notes.into_iter().max_by_key(|note| note.started_at)
    }
}

/// What is known of the agents of a connection beside their own word.
struct Known {
    records: BTreeMap<String, ProxyRecord>,
    packages: BTreeMap<String, Vec<ProxyPackage>>,
    busy: BTreeSet<String>,
    zones: BTreeMap<String, String>,
    has_password: bool,
}

impl Known {
    fn member(&mut self, asked: Asked, task: Option<TaskNote>) -> Member {
        let agent = asked.agent.as_str();
        Member {
            zone: self.zones.remove(agent).unwrap_or_default(),
            record: self.records.remove(agent),
            packages: self.packages.remove(agent).unwrap_or_default(),
            is_busy: self.busy.contains(agent),
            has_password: self.has_password,
            task,
            asked,
        }
    }
}

fn view(member: &Member, fleet: &Fleet) -> AgentProxy {
    AgentProxy {
        agent: member.agent().to_owned(),
        zone: member.zone.clone(),
        obshell_version: member.info().map(|info| info.version.clone()).unwrap_or_default(),
        managed: member.managed(),
        asked_at: member.info().map(|_| member.asked.at),
        known: member.record.as_ref().map(ProxyRecord::view),
        task: member.task.clone(),
        problem: member.asked.told.as_ref().err().cloned(),
        deeds: of_member(member, fleet),
        package: member.packages.first().cloned(),
    }
}

fn note(operation_id: &str, call: &CallView) -> Option<TaskNote> {
    let (head, task) = (&call.head, call.head.task.as_ref()?);
    Some(TaskNote {
        id: task.id.clone(),
        name: task.name.clone(),
        state: head.state.clone(),
        done: task.stage,
        total: task.max_stage,
        started_at: head.started_at,
        ended_at: head.ended_at,
        holds_lock: task.holds_lock,
        operation_id: Some(operation_id.to_owned()),
    })
}

fn listed_note(id: &str, listed: &Listed, operation_id: Option<String>) -> TaskNote {
    TaskNote {
        id: id.to_owned(),
        name: listed.name.clone(),
        state: listed.state.clone(),
        done: listed.done,
        total: listed.total,
        started_at: listed.started_at,
        ended_at: listed.ended_at,
        holds_lock: listed.holds_lock,
        operation_id,
    }
}
