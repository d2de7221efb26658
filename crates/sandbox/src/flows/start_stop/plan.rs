//! The DAGs of start and stop.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use crate::agent::state::AgentState;
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan};
use crate::flows::Job;
use crate::flows::start_stop::{Main, Scope, Step, Sub, Verb};

/// How processes are treated by a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mode {
    /// Takes the targets out of service by SQL.
    pub sql: bool,
    /// Flushes memory first.
    pub freezes: bool,
    /// Ends the processes.
    pub kills: bool,
}

/// The main DAG of a start.
pub(super) fn start(state: &AgentState, scope: Scope, force_pass: Vec<String>) -> DagPlan {
    let (own, all) = parties(state);
    let mut nodes = vec![
        node("Inform all agents to start observer", Step::Inform, "K", &all),
        node("Make sure all agents are ready", Step::CheckReady, "K", &own),
        node("Advance agents to execute the task", Step::Advance, "K", &own),
        node("Wait for all agents to execute tasks successfully", Step::Wait, "CK", &all),
    ];
    if !scope.is_servers() {
        nodes.push(node("Start Zone", Step::StartZones, "CKR", &own));
    }
    nodes.push(node("Inform all agents to end the task", Step::End, "K", &own));
    main("Start OB", Verb::Start, scope, false, force_pass, all, nodes)
}

/// The main DAG of a stop.
pub(super) fn stop(state: &AgentState, scope: Scope, mode: Mode, force_pass: Vec<String>) -> DagPlan {
    let (own, all) = parties(state);
    let sql = || node("Execute stop sql", Step::StopSql, "CK", &own);
    let mut nodes = vec![
        node("Inform all agents to prepare to stop observer", Step::Inform, "K", &all),
        node("Make sure all agents are ready", Step::CheckReady, "K", &own),
    ];
    // Stopping a zone for good asks the database first; it cannot be asked any more afterwards.
    if mode.sql && mode.kills {
        nodes.push(sql());
    }
    if mode.freezes {
        nodes.push(node("Minor freeze before stop server", Step::Freeze, "CBRKP", &own));
    }
    nodes.extend([
        node("Advance agents to execute the task", Step::Advance, "K", &own),
        node("Wait for all agents to execute tasks successfully", Step::Wait, "CK", &all),
    ]);
    if mode.sql && !mode.kills {
        nodes.push(sql());
    }
    nodes.push(node("Inform all agents to end the task", Step::End, "K", &own));
    main("Stop OB", Verb::Stop, scope, mode.kills, force_pass, all, nodes)
}

/// The sub-DAG on `agent`, with work to do or just taking part.
pub(super) fn sub(agent: SocketAddr, sub: Sub, works: bool) -> DagPlan {
    let own = [agent];
    let mut nodes = vec![node("Start preparations", Step::Prepare, "CPKR", &own)];
    let name = match sub.verb {
        Verb::Start => "Start observer",
        Verb::Stop => "Stop observer",
    };
    match (works, sub.verb) {
        (false, _) => {}
        (true, Verb::Start) => nodes.extend([
            node("Check ob process and config", Step::CheckProcess, "CPK", &own),
            node("Start observer", Step::StartProcess, "CKRBP", &own),
            node("Execute start observer sql", Step::StartSql, "CPK", &own),
        ]),
        (true, Verb::Stop) => nodes.push(node("Stop observer", Step::StopProcess, "CKRP", &own)),
    }
    nodes.push(node("Wait for task to end", Step::WaitForEnd, "CPK", &own));
    let context = Context { sub: Some(sub), ..Context::default() };
    DagPlan { name: name.to_owned(), nodes, context }
}

fn parties(state: &AgentState) -> (Vec<SocketAddr>, Vec<SocketAddr>) {
    (vec![state.address], state.members.iter().map(|member| member.address).collect())
}

fn node(name: &str, step: Step, flags: &'static str, on: &[SocketAddr]) -> NodePlan {
    NodePlan { name: name.to_owned(), job: Job::StartStop(step), flags, on: on.to_vec() }
}

fn main(
    name: &str,
    verb: Verb,
    scope: Scope,
    kills: bool,
    force_pass: Vec<String>,
    agents: Vec<SocketAddr>,
    nodes: Vec<NodePlan>,
) -> DagPlan {
    let (sub_dags, succeeded) = (BTreeMap::new(), BTreeSet::new());
    let main = Main { verb, scope, kills, force_pass, agents, sub_dags, succeeded };
    let context = Context { main: Some(main), ..Context::default() };
    DagPlan { name: name.to_owned(), nodes, context }
}
