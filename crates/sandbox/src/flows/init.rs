//! `POST /ob/init`: the DAG that makes a cluster out of a group.

use crate::agent::identity::{Identity, not_supported};
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan};
use crate::fault::Fault;
use crate::flows::Job;
use crate::http::call::{Answer, Call};
use crate::secure::kept::KeptPassword;

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let import_script = body.flag("import_script")?;
    let proxyro = body.flag("create_proxyro_user")?;
    let password = body.text("proxyro_password")?.unwrap_or_default();
    let state = &call.agent().state;
    let password = proxyro.then(|| KeptPassword::keep(&password, &state.token));
    match state.identity {
        Identity::Master => {}
        Identity::ClusterAgent => return Err(already_initialised()),
        Identity::Follower => return call.relay_to_master(),
        Identity::Single | Identity::ScalingOut | Identity::ScalingIn => {
            return Err(not_supported(state.address, state.identity, "MASTER or FOLLOWER"));
        }
    }
    let plan = plan(call, import_script, proxyro);
    let context = Context { proxyro: password, ..plan.context };
    call.create(DagPlan { context, ..plan })
}

/// The refusal of anything that comes before init, after it.
pub(crate) fn already_initialised() -> Fault {
    Fault::new(400, "OB.Cluster.AlreadyInitialized", "Cluster has already been initialized")
}

fn plan(call: &Call<'_>, import_script: bool, proxyro: bool) -> DagPlan {
    let state = &call.agent().state;
    let own = vec![state.address];
    let all: Vec<_> = state.members.iter().map(|member| member.address).collect();
    let one = |name: &str, job, flags| NodePlan { name: name.to_owned(), job, flags, on: own.clone() };
    let each = |name: &str, job, flags| NodePlan { name: name.to_owned(), job, flags, on: all.clone() };

    let mut nodes = vec![
        one("Integrate config", Job::Integrate, "CKRB"),
        each("Create observer workdir", Job::Deploy, "CKRB"),
        each("Start observer", Job::Start, "CKRBP"),
        one("Cluster boostrap", Job::Bootstrap, "CKRB"),
        one("Migrate table", Job::MigrateTable, "CKRB"),
        one("Modify password", Job::ModifyPassword, "CRB"),
    ];
    if proxyro {
        nodes.push(one("Create user", Job::CreateUser, "CRK"));
    }
    nodes.extend([
        one("Migrate data", Job::MigrateData, "CKRB"),
        one("Convert follower to cluster agent", Job::ConvertFollowers, "CRB"),
        each("Synchronize agent from cluster", Job::SyncAgent, "CKR"),
        one("Convert master to cluster agent", Job::ConvertMaster, "CRB"),
    ]);
    if import_script {
        nodes.push(one("Import script for tenant", Job::ImportScript, "CRKP"));
    }
    nodes.push(each("Synchronize agent from cluster", Job::SyncAgent, "CKR"));
    DagPlan { name: "Initialize cluster".to_owned(), nodes, context: Context::default() }
}
