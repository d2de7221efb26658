//! What the main DAG does with the sub-DAGs: wait until they are ready, advance them, wait again, end them.

use std::net::SocketAddr;

use crate::clock::Ns;
use crate::dag::executor::write;
use crate::dag::ids;
use crate::dag::model::{Dag, State};
use crate::dag::operators;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::start_stop::{SubDag, main_mut, main_of};
use crate::world::{SECOND, World};

/// How long a sub-DAG is waited for.
const PATIENCE: Ns = 900 * SECOND;

/// Whether a sub-DAG is not ready yet.
pub(super) fn waits_for_parked(world: &mut World, me: usize, place: Place, elapsed: Ns, now: Ns) -> bool {
    let busy: Vec<SocketAddr> = sub_dags(world, me, place)
        .into_iter()
        .filter(|(agent, sub)| find(world, *agent, *sub).is_none_or(|dag| dag.state != State::Failed))
        .map(|(agent, _)| agent)
        .collect();
    if busy.is_empty() || elapsed > world.scaled(PATIENCE) {
        return false;
    }
    for agent in busy {
        write(world, me, place, now, format!("{agent} is not ready"));
    }
    true
}

/// All agents have a sub-DAG, and all of those wait.
pub(super) fn check_ready(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let main = main_of(world, me, place)?;
    let missing: Vec<_> = main.agents.iter().filter(|agent| !main.sub_dags.contains_key(agent)).collect();
    if !missing.is_empty() {
        let message = format!("Sub DAG of agents: {} not created, main DAG failed", listed(missing));
        pass_all(world, me, place, now);
        return Err(
            Fault::new(500, "Task.SubDag.NotAllCreated", message).within("check sub dag created failed")
        );
    }
    write(world, me, place, now, "All agents have created the tasks successfully".to_owned());
    write(world, me, place, now, "Check if all agents can be advanced".to_owned());
    for (agent, sub) in sub_dags(world, me, place) {
        if find(world, agent, sub).is_none_or(|dag| dag.state != State::Failed) {
            let message = format!("Sub DAG of agents: {agent} not ready, cannot advance main DAG");
            pass_all(world, me, place, now);
            let fault = Fault::new(500, "Task.SubDag.NotAllReady", message);
            return Err(fault.within("check can advance sub dag failed"));
        }
        write(world, me, place, now, format!("{agent} is ready"));
    }
    Ok(())
}

/// Lets every sub-DAG go on.
pub(super) fn advance(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let mut failed = Vec::new();
    for (agent, sub) in sub_dags(world, me, place) {
        write(world, me, place, now, format!("advance {agent} to execute the task"));
        if let Err(fault) = order(world, agent, sub, "RETRY", now) {
            write(world, me, place, now, format!("ERROR: {}", fault.quoted()));
            failed.push(agent);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let message = format!("Sub DAG of agents: {} not advanced, main DAG failed", listed(failed));
    pass_all(world, me, place, now);
    Err(Fault::new(500, "Task.SubDag.NotAllAdvanced", message))
}

/// Whether the sub-DAG of the sub-task's agent still works.
pub(super) fn waits_for_end(world: &mut World, me: usize, place: Place, elapsed: Ns, now: Ns) -> bool {
    let Some((agent, sub)) = own_sub_dag(world, me, place) else { return false };
    if elapsed > world.scaled(PATIENCE) {
        return false;
    }
    let state = find(world, agent, sub).map(|dag| dag.state);
    if state.is_none() {
        write(world, me, place, now, format!("WARN: {}", unreachable(agent).quoted()));
    }
    state != Some(State::Failed)
}

/// How the sub-DAG of the sub-task's agent ended; one that failed early is for the last step to tell.
pub(super) fn note_end(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let Some((agent, sub)) = own_sub_dag(world, me, place) else { return Ok(()) };
    let Some(dag) = find(world, agent, sub).filter(|dag| dag.state == State::Failed) else { return Ok(()) };
    let succeeded = dag.stage == sub.last_stage;
    let logs = dag.nodes.iter().flat_map(|node| node.tasks.iter().map(move |task| (node, task)));
    let lines: Vec<String> = logs
        .flat_map(|(node, task)| task.logs.iter().map(move |row| format!("{}: {}", node.name, row.content)))
        .collect();
    for line in lines {
        write(world, me, place, now, line);
    }
    if succeeded {
        write(world, me, place, now, format!("{} succeed", ids::local(agent, sub.number)));
        if let Some(main) = main_mut(world, me, place) {
            main.succeeded.insert(agent);
        }
    }
    Ok(())
}

/// Ends every sub-DAG, and says whether all have done their work.
pub(super) fn end(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let main = main_of(world, me, place)?;
    let failed: Vec<_> =
        main.agents.iter().filter(|agent| !main.succeeded.contains(agent)).copied().collect();
    for agent in &failed {
        write(world, me, place, now, format!("ERROR: agent {agent} not succeed"));
    }
    if failed.is_empty() {
        write(world, me, place, now, "Check the final result: SUCCEED!".to_owned());
        write(world, me, place, now, "End all tasks".to_owned());
    }
    for (agent, sub) in sub_dags(world, me, place) {
        let running = find(world, agent, sub).is_some_and(|dag| !dag.state.is_finished());
        if let Err(fault) = if running { order(world, agent, sub, "CANCEL", now) } else { Ok(()) } {
            let id = ids::local(agent, sub.number);
            write(world, me, place, now, format!("WARN: {agent} failed to cancel {id} : {}", fault.message));
        }
    }
    let passed = pass_all(world, me, place, now);
    if !failed.is_empty() {
        let message = format!("Sub DAG of agents: {} failed, main DAG failed", listed(failed));
        let fault = Fault::new(500, "Task.SubDag.NotAllSucceed", message);
        return Err(fault.within("check sub dag succeed failed"));
    }
    if passed {
        return Ok(());
    }
    Err(Fault::new(500, "Task.SubDag.NotAllPassed", "Not all sub DAGs passed, main DAG failed"))
}

/// Passes every sub-DAG; returns whether all could be.
pub(super) fn pass_all(world: &mut World, me: usize, place: Place, now: Ns) -> bool {
    let mut all = true;
    for (agent, sub) in sub_dags(world, me, place) {
        if let Err(fault) = order(world, agent, sub, "PASS", now) {
            let line = format!("ERROR: {agent} failed to end the task : {}", fault.message);
            write(world, me, place, now, line);
            all = false;
        }
        write(world, me, place, now, format!("{agent} end the task"));
    }
    all
}

fn order(world: &mut World, agent: SocketAddr, sub: SubDag, operator: &str, now: Ns) -> Result<(), Fault> {
    let other = world.reach(agent).ok_or_else(|| unreachable(agent))?;
    let at = world.stamp(other, now);
    world.agents[other].dirty = true;
    let dag = world.agents[other].state.tasks.dag_mut(sub.number);
    operators::operate(dag.ok_or_else(|| Fault::task_not_found(None))?, operator, at)
}

fn find(world: &World, agent: SocketAddr, sub: SubDag) -> Option<&Dag> {
    world.agents[world.reach(agent)?].state.tasks.dag(sub.number)
}

fn sub_dags(world: &World, me: usize, place: Place) -> Vec<(SocketAddr, SubDag)> {
    let main = main_of(world, me, place).ok();
    main.into_iter().flat_map(|main| &main.sub_dags).map(|(agent, sub)| (*agent, *sub)).collect()
}

fn own_sub_dag(world: &World, me: usize, place: Place) -> Option<(SocketAddr, SubDag)> {
    let agent = world.agents[me].state.tasks.task(place).agent;
    main_of(world, me, place).ok()?.sub_dags.get(&agent).map(|sub| (agent, *sub))
}

fn unreachable(agent: SocketAddr) -> Fault {
    let message = format!("Request to {agent} error: dial tcp {agent}: connect: connection refused");
    Fault::new(500, "Agent.RPC.RequestError", message)
}

/// A list as Go prints it.
fn listed(agents: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let names: Vec<String> = agents.into_iter().map(|agent| agent.to_string()).collect();
    format!("[{}]", names.join(" "))
}
