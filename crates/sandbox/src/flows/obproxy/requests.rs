//! `POST` and `DELETE /obproxy`, `/obproxy/start` and `/obproxy/stop`.

use std::collections::BTreeMap;

use crate::agent::obproxy::Proxy;
use crate::dag::model::{Context, Maintenance};
use crate::dag::table::DagPlan;
use crate::fault::Fault;
use crate::flows::obproxy::{Plan, Step, rules};
use crate::http::bind::Body;
use crate::http::call::{Answer, Call, Reply};

/// Starts an OBProxy and takes it on.
pub(crate) fn add(call: &mut Call<'_>) -> Answer {
    let Asked { name, home, ports, proxyro, rs_list, config_url, mut parameters } = Asked::of(&call.body()?)?;
    let state = &call.agent().state;
    if state.obproxy.managed.is_some() {
        let message = "Agent has already managed OBProxy";
        return Err(Fault::new(400, "OBProxy.AlreadyManaged", message));
    }
    let version = rules::home(state, &home)?;
    let [sql_port, rpc_port, exporter_port] = rules::ports(ports, &mut parameters)?;
    rules::version(&version)?;
    let servers = rules::servers(call.world, call.me, rs_list, config_url.as_deref())?;
    parameters.insert("rootservice_list".to_owned(), servers.clone().unwrap_or_default());
    parameters.insert("obproxy_config_server_url".to_owned(), config_url.unwrap_or_default());
    // A real one logs the digest of the password here.
    parameters.insert("obproxy_sys_password".to_owned(), "0".repeat(40));
    let cluster = match servers.filter(|list| !list.is_empty()) {
        Some(list) => Some(rules::log_in(call.world, &list, &proxyro)?),
        None => None,
    };
    let options: Vec<String> = parameters.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let mut command = format!("cd '{home}'; ./bin/obproxy -o '{}'", options.join(","));
    for (option, value) in [("-n", name), ("-c", cluster)] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            command.push_str(&format!(" {option} '{value}'"));
        }
    }
    let proxy = Proxy { home, sql_port, rpc_port, exporter_port, version, pid: 0 };
    let steps = [Step::Check { expected: false }, Step::Start, Step::SetPassword, Step::Persist];
    begin(call, "Add obproxy", &steps, Plan { proxy, command, ..Plan::default() })
}

/// Starts the process. Without an OBProxy the refusal is forgotten, and the DAG fails.
pub(crate) fn start(call: &mut Call<'_>) -> Answer {
    let proxy = call.agent().state.obproxy.managed.clone().unwrap_or_default();
    let command = format!("cd '{}'; ./bin/obproxy", proxy.home);
    let plan = Plan { proxy, command, ..Plan::default() };
    let dag = dag(call, "Start obproxy", &[Step::Check { expected: true }, Step::Start], plan);
    call.create_for_obproxy(dag, Maintenance::None)
}

/// Ends the process.
pub(crate) fn stop(call: &mut Call<'_>) -> Answer {
    let proxy = managed(call)?;
    let steps = [Step::Check { expected: true }, Step::Stop];
    begin(call, "Stop obproxy", &steps, Plan { proxy, ..Plan::default() })
}

/// Ends the process, forgets about it and removes what was installed.
pub(crate) fn delete(call: &mut Call<'_>) -> Answer {
    let Ok(proxy) = managed(call) else { return Ok(Reply::NoContent) };
    let steps = [Step::Check { expected: true }, Step::Stop, Step::Forget, Step::Clean];
    begin(call, "Delete obproxy", &steps, Plan { proxy, ..Plan::default() })
}

/// The OBProxy that the agent manages.
pub(super) fn managed(call: &Call<'_>) -> Result<Proxy, Fault> {
    call.agent().state.obproxy.managed.clone().ok_or_else(not_managed)
}

pub(super) fn not_managed() -> Fault {
    Fault::new(400, "OBProxy.NotBeManaged", "This is not an OBProxy agent")
}

/// Creates a DAG that keeps others out.
pub(super) fn begin(call: &mut Call<'_>, name: &str, steps: &[Step], plan: Plan) -> Answer {
    let dag = dag(call, name, steps, plan);
    call.create_for_obproxy(dag, Maintenance::Obproxy)
}

fn dag(call: &Call<'_>, name: &str, steps: &[Step], plan: Plan) -> DagPlan {
    let own = call.agent().state.address;
    let context = Context { obproxy: Some(plan), ..Context::default() };
    DagPlan { name: name.to_owned(), nodes: steps.iter().map(|step| step.node(own)).collect(), context }
}

/// What a request to add one says.
struct Asked {
    name: Option<String>,
    home: String,
    /// For SQL, for RPC, for the exporter.
    ports: [Option<i64>; 3],
    proxyro: String,
    rs_list: Option<String>,
    config_url: Option<String>,
    parameters: BTreeMap<String, String>,
}

impl Asked {
    fn of(body: &Body) -> Result<Self, Fault> {
        body.text("obproxy_sys_password")?;
        Ok(Self {
            name: body.text("name")?,
            home: body.required_text("home_path")?,
            ports: [body.integer("sql_port")?, body.integer("rpc_port")?, body.integer("exporter_port")?],
            proxyro: body.text("proxyro_password")?.unwrap_or_default(),
            rs_list: body.text("rs_list")?,
            config_url: body.text("config_url")?,
            parameters: body.map("parameters")?,
        })
    }
}
