//! `POST /ob/start`, `/ob/stop`, `/ob/zone/{name}/stop` and its check.

use crate::agent::identity::{Identity, not_supported};
use crate::agent::state::AgentState;
use crate::agent::views::no_database;
use crate::dag::table::DagPlan;
use crate::fault::Fault;
use crate::faults::{Planned, asked};
use crate::flows::start_stop::plan::{self, Mode};
use crate::flows::start_stop::{Kind, Scope, rules};
use crate::http::bind::Body;
use crate::http::call::{Answer, Call, Reply};

/// Starts what was stopped.
pub(crate) fn start(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let wanted = rules::Wanted::of(&body)?;
    let force_pass = force_pass(&body)?;
    let state = &call.agent().state;
    let scope = rules::scope(state, wanted)?;
    // An agent that cannot read whether its observer has ever run forgets to say so.
    if rules::own_dirs(state).is_some_and(|dirs| asked(&dirs, Planned::NoMarker)) {
        return Ok(Reply::Empty);
    }
    if !state.observer.started {
        let message = "Cluster has not been initialized, please initialize it first";
        return Err(Fault::new(400, "OB.Cluster.NotInitialized", message));
    }
    only_cluster_agents(state)?;
    let plan = plan::start(state, scope, force_pass);
    begin(call, plan)
}

/// Stops observers: by SQL, by ending the process after a minor freeze, or by just ending it.
pub(crate) fn stop(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let wanted = rules::Wanted::of(&body)?;
    let (force, terminate) = (body.flag("force")?, body.flag("terminate")?);
    let force_pass = force_pass(&body)?;
    let state = &call.agent().state;
    let scope = rules::scope(state, wanted)?;
    only_cluster_agents(state)?;
    rules::stop(call.world.is_connected(call.me), state, &scope, force, terminate)?;
    let kills = force || terminate;
    let plan = plan::stop(state, scope, Mode { sql: !kills, freezes: terminate, kills }, force_pass);
    begin(call, plan)
}

/// Stops a zone by SQL and ends its processes.
pub(crate) fn stop_zone(call: &mut Call<'_>, zone: &str) -> Answer {
    let body = call.body()?;
    let freezes = body.flag("freeze_server")?;
    let force_pass = force_pass(&body)?;
    let state = &call.agent().state;
    only_cluster_agents(state)?;
    // Without its own observer the agent asks another one whether it may.
    if !call.world.is_connected(call.me) && call.world.connected_elsewhere(call.me).is_none() {
        return Err(no_database());
    }
    rules::stop_zone(state, zone)?;
    let scope = Scope { kind: Kind::Zone, targets: vec![zone.to_owned()] };
    let plan = plan::stop(state, scope, Mode { sql: true, freezes, kills: true }, force_pass);
    begin(call, plan)
}

/// Says whether a zone could be stopped.
pub(crate) fn stop_zone_check(call: &mut Call<'_>, zone: &str) -> Answer {
    let body = call.body()?;
    body.flag("freeze_server")?;
    force_pass(&body)?;
    let state = &call.agent().state;
    only_cluster_agents(state)?;
    if !call.world.is_connected(call.me) {
        return Err(no_database());
    }
    rules::stop_zone(state, zone)?;
    Ok(Reply::Empty)
}

fn begin(call: &mut Call<'_>, plan: DagPlan) -> Answer {
    call.create_unlocked(plan)
}

fn only_cluster_agents(state: &AgentState) -> Result<(), Fault> {
    if state.identity == Identity::ClusterAgent {
        return Ok(());
    }
    Err(not_supported(state.address, state.identity, "CLUSTER AGENT"))
}

fn force_pass(body: &Body) -> Result<Vec<String>, Fault> {
    body.required_object("forcePassDag")?.texts("id")
}
