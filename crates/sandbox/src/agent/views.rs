//! What an agent tells about itself and its group.

use std::net::SocketAddr;

use serde_json::{Map, Value, json};

use crate::agent::identity::Identity;
use crate::agent::process::Agent;
use crate::fault::Fault;
use crate::host_traits::Disk;
use crate::http::call::{Answer, Call, Reply};
use crate::http::envelope::contents;
use crate::options::AgentTraits;

/// `GET /info`.
pub(crate) fn info(call: &mut Call<'_>) -> Answer {
    let agent = call.agent();
    let state = &agent.state;
    Ok(Reply::Data(json!({
        "pid": agent.pid,
        "state": 2,
        "startAt": agent.started + agent.skew(),
        "homePath": state.home,
        "obVersion": agent.ob_version(),
        "architecture": agent.traits.host.architecture,
        "ip": agent.claimed().ip().to_string(),
        "port": agent.claimed().port(),
        "zone": state.zone,
        "identity": state.identity.name(),
        "version": agent.obshell_version(),
        "isObproxyAgent": state.obproxy.managed.is_some(),
        "security": state.agent_password.is_some(),
        "supportedAuth": ["v2"],
    })))
}

/// `GET` or `POST /status`.
pub(crate) fn status(call: &mut Call<'_>) -> Answer {
    Ok(Reply::Data(status_of(call.agent(), call.agent().claimed())))
}

/// `GET /time`.
pub(crate) fn time(call: &mut Call<'_>) -> Answer {
    let at = call.now + call.agent().skew();
    Ok(Reply::Data(call.world.text(at).into()))
}

/// `GET /git-info`.
pub(crate) fn git_info() -> Answer {
    Ok(Reply::Data(json!({
        "branch": "practice",
        "commitId": "0000000000000000000000000000000000000000",
        "shortCommitId": "0000000",
        "commitTime": "2026-05-08T10:00:00+08:00",
    })))
}

/// `GET /secret`.
pub(crate) fn secret(call: &mut Call<'_>) -> Answer {
    let agent = call.agent();
    let address = agent.claimed();
    Ok(Reply::Data(json!({
        "ip": address.ip().to_string(),
        "port": address.port(),
        "public_key": agent.key.public_text,
    })))
}

/// `GET /agent/host-info`.
pub(crate) fn host_info(call: &mut Call<'_>) -> Answer {
    let AgentTraits { memory, host, .. } = &call.agent().traits;
    let disk = |(number, disk): (usize, &Disk)| {
        json!({
            "used": disk.used, "total": disk.total, "mountHash": format!("d0a{}", number + 1),
            "deviceName": disk.device,
        })
    };
    let cores = 16;
    Ok(Reply::Data(json!({
        "os": {"os": "linux", "version": "Anolis OS 8.8"},
        "cpuInfo": {
            "frequency": "2500MHz", "modelName": "Practice CPU", "logicalCores": cores, "physicalCores": cores / 2,
        },
        "basic": {"hostHash": format!("{:016x}", call.me + 1), "hostType": "physical"},
        "disks": host.disks.iter().enumerate().map(disk).collect::<Vec<_>>(),
        "memoryInfo": {
            "free": host.memory_available.unwrap_or(memory / 2), "total": memory,
            "available": host.memory_available.unwrap_or(memory / 4 * 3),
        },
        "ulimit": {
            "nofileHard": host.nofile, "nofileSoft": host.nofile,
            "maxUserProcessesHard": host.nproc, "maxUserProcessesSoft": host.nproc,
        },
    })))
}

/// `GET /agents/status`: agents that do not answer are left out.
pub(crate) fn agents_status(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    let mut known: Vec<_> = state.members.iter().map(|member| member.address).collect();
    if known.is_empty() {
        known.push(state.address);
    }
    let mut all = Map::new();
    for address in known {
        if let Some(index) = call.world.reach(address) {
            all.insert(address.to_string(), status_of(&call.world.agents[index], address));
        } else if call.world.forged.contains(&address) {
            all.insert(address.to_string(), status_of(call.agent(), address));
        }
    }
    Ok(Reply::Data(Value::Object(all)))
}

/// `GET /ob/info`.
pub(crate) fn ob_info(call: &mut Call<'_>) -> Answer {
    let agent = call.agent();
    let state = &agent.state;
    let agents: Vec<Value> = match state.identity {
        Identity::Follower => return call.relay_to_master(),
        Identity::Single | Identity::ScalingOut | Identity::ScalingIn => vec![json!({
            "ip": state.address.ip().to_string(), "port": state.address.port(), "zone": state.zone,
            "identity": state.identity.name(), "version": agent.obshell_version(),
        })],
        Identity::Master | Identity::ClusterAgent => {
            let member = |member: &crate::agent::state::Member| {
                json!({
                    "ip": member.address.ip().to_string(), "port": member.address.port(), "zone": member.zone,
                    "identity": member.identity.name(), "version": member.version,
                })
            };
            state.members.iter().map(member).collect()
        }
    };
    let cluster = state.cluster.as_ref().filter(|_| state.identity == Identity::ClusterAgent);
    let cluster = match cluster {
        Some(cluster) => crate::agent::cluster_views::brief(call.world, cluster),
        None => json!({
            "id": state.settings.cluster_id.unwrap_or_default(),
            "name": state.settings.cluster_name.clone().unwrap_or_default(),
            "version": "", "topology": null, "is_shared_storage": false,
        }),
    };
    Ok(Reply::Data(json!({"agent_info": agents, "obcluster_info": cluster})))
}

/// `GET /ob/agents`.
pub(crate) fn ob_agents(call: &mut Call<'_>) -> Answer {
    let members = &call.agent().state.members;
    let info = |address: SocketAddr| json!({"ip": address.ip().to_string(), "port": address.port()});
    if members.is_empty() {
        return Ok(Reply::Data(contents(vec![info(call.agent().state.address)])));
    }
    Ok(Reply::Data(contents(members.iter().map(|member| info(member.address)).collect())))
}

/// The refusal of what needs a cluster's database.
pub(crate) fn no_database() -> Fault {
    Fault::new(500, "Agent.OceanBase.NotHold", "Agent is not holding OceanBase")
}

/// The status of `agent`, as of one at `address`.
fn status_of(agent: &Agent, address: SocketAddr) -> Value {
    let state = &agent.state;
    let mut status = json!({
        "agent": {
            "ip": address.ip().to_string(), "port": address.port(), "identity": state.identity.name(),
        },
        "state": 2,
        "version": agent.obshell_version(),
        "pid": agent.pid,
        "startAt": agent.started + agent.skew(),
        "port": address.port(),
        "obState": state.observer.state,
    });
    if let Some(fields) = status.as_object_mut() {
        if state.observer.sql_port != 0 {
            fields.insert("sqlPort".to_owned(), state.observer.sql_port.into());
        }
        fields.insert("underMaintenance".to_owned(), state.tasks.is_locked().into());
    }
    status
}
