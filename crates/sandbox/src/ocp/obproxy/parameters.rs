//! Which parameters OBProxy has, how a cluster's stand, and setting them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ocp::obproxy::Desk;
use crate::ocp::obproxy::catalogue::{self, Kind, Parameter};
use crate::ocp::obproxy::model::{Change, Cluster, Server};
use crate::ocp::obproxy::operations::begin;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, MemberError, Refusal};
use crate::ocp::tasks::plans::Work;

/// A parameter that somebody wants to set.
#[derive(Debug, Clone, Deserialize)]
pub struct Setting {
    pub name: String,
    pub value: String,
}

/// `GET /obproxy/parameterInfo`.
pub fn catalogue(desk: &Desk<'_>) -> Answer {
    let name = desk.asked.parameter("name");
    let version = desk.asked.parameter("version").unwrap_or_else(|| "4.3.2.0".to_owned());
    let wanted = |parameter: &Parameter| name.as_ref().is_none_or(|name| name == parameter.name);
    let all = catalogue::ALL.iter().enumerate().filter(|(_, parameter)| wanted(parameter));
    pages::whole(desk.traits, all.map(|(id, parameter)| parameter.view(id, &version)).collect())
}

/// `GET …/clusters/{id}/parameters`.
pub fn values(desk: &Desk<'_>, id: &str) -> Answer {
    let cluster = &desk.estate.proxies.clusters[desk.find(id)?];
    let all = catalogue::ALL.iter().map(|parameter| {
        let mut values: Vec<(String, Vec<String>)> = Vec::new();
        for server in &cluster.servers {
            let value = value_at(parameter, cluster, server);
            let ip = desk.estate.host(server.host).map(|host| host.ip.clone()).unwrap_or_default();
            match values.iter_mut().find(|(other, _)| *other == value) {
                Some((_, ips)) => ips.push(ip),
                None => values.push((value, vec![ip])),
            }
        }
        let values: Vec<Value> =
            values.into_iter().map(|(value, ips)| json!({"value": value, "obproxies": ips})).collect();
        json!({
            "description": parameter.description, "name": parameter.name, "needReboot": parameter.needs_restart,
            "valueString": value_of(parameter, cluster), "values": values,
        })
    });
    pages::whole(desk.traits, all.collect())
}

/// `PUT …/clusters/{id}/parameters`, which no document mentions.
pub fn set(desk: &mut Desk<'_>, id: &str) -> Answer {
    let at = desk.settled(id)?;
    let wanted: Vec<Setting> = desk.asked.json()?;
    check("", &wanted)?;
    let values = wanted.into_iter().map(|setting| (setting.name, setting.value)).collect();
    let servers = desk.estate.proxies.clusters[at].servers.iter().map(|server| server.id).collect();
    begin(desk, at, servers, Change::Configure(values), Work::Configure, "Update obproxy parameters")
}

/// Refuses settings that OBProxy would not take; `list` is their place in the body.
pub fn check(list: &str, wanted: &[Setting]) -> Result<(), Refusal> {
    let readonly = |setting: &&Setting| catalogue::find(&setting.name).is_some_and(|it| it.is_readonly);
    if let Some(setting) = wanted.iter().find(readonly) {
        return Err(Refusal::new(400, "ODP21105", format!("Parameter {} is read-only.", setting.name)));
    }
    let faults = wanted.iter().enumerate().filter_map(|(at, setting)| {
        let message = match catalogue::find(&setting.name) {
            Some(parameter) => parameter.fault_of(&setting.value)?,
            None => format!("Parameter {} does not exist.", setting.name),
        };
        Some(MemberError::new(format!("{list}[{at}].value"), setting.value.as_str(), message))
    });
    let faults: Vec<MemberError> = faults.collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::members(faults)) }
}

fn value_at(parameter: &Parameter, cluster: &Cluster, server: &Server) -> String {
    let own = server.own.get(parameter.name).cloned();
    own.unwrap_or_else(|| match parameter.name {
        "listen_port" => server.sql_port.to_string(),
        "prometheus_listen_port" => server.exporter_port.to_string(),
        _ => value_of(parameter, cluster),
    })
}

/// OBProxy itself writes `True` and `False`.
fn value_of(parameter: &Parameter, cluster: &Cluster) -> String {
    let value = cluster.values.get(parameter.name).map_or(parameter.default, String::as_str);
    match (parameter.kind, value.to_lowercase().as_str()) {
        (Kind::Bool, "true") => "True".to_owned(),
        (Kind::Bool, "false") => "False".to_owned(),
        _ => value.to_owned(),
    }
}
