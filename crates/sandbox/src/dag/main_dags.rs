//! The main DAGs behind the agents' sub-DAGs.

use std::net::SocketAddr;

use crate::dag::model::{Dag, State};
use crate::dag::view;
use crate::fault::Fault;
use crate::http::call::{Answer, Call, Reply};
use crate::http::envelope::contents;

/// `GET /task/dag/agent/main_dags`: what the agents' sub-DAGs that have not succeeded are part of; an agent that
/// never had a maintenance DAG crashes.
pub(crate) fn list(call: &mut Call<'_>) -> Answer {
    let details = call.details()?;
    let own = call.agent().state.tasks.last_maintenance().ok_or_else(Fault::crash)?;
    // Without details its own sub-DAG does not say whose it is.
    let mut last: Vec<&Dag> = Some(own).filter(|_| details).into_iter().collect();
    let members = call.agent().state.members.iter().map(|member| member.address);
    let others = members.filter_map(|address| call.world.reach(address)).filter(|index| *index != call.me);
    last.extend(others.filter_map(|index| call.world.agents[index].state.tasks.last_maintenance()));
    let unfinished = last.into_iter().filter(|dag| dag.state != State::Succeed);
    let mut mains: Vec<(SocketAddr, i64)> = Vec::new();
    for sub in unfinished.filter_map(|dag| dag.context.sub.as_ref()) {
        let main = (sub.main_agent, sub.main_number);
        if !mains.contains(&main) {
            mains.push(main);
        }
    }
    let view = |(agent, number): (SocketAddr, i64)| {
        let owner = call.world.reach(agent)?;
        call.world.agents[owner].state.tasks.dag(number).map(|dag| view::dag(call.world, owner, dag, true))
    };
    Ok(Reply::Data(contents(mains.into_iter().filter_map(view).collect())))
}
