use std::collections::BTreeMap;

use super::blank::PORTS;
use crate::dto::{AgentObproxyForm, NamedValue, ProxyHost, ProxySource};
use crate::operations::{NewProxy, ProxyCall, ProxyDeed};

/// An input of a form: where it is, and what counts.
pub struct Input<'a> {
    pub field: String,
    pub text: &'a str,
}

/// The three ports of a host.
pub const PORT_FIELDS: [&str; 3] = ["sqlPort", "exporterPort", "rpcPort"];

/// One call an agent. What is no port is the usual one: a check has said so.
pub fn calls_of_form(form: &AgentObproxyForm) -> Vec<ProxyCall> {
    let call = |(at, host): (usize, &ProxyHost)| {
        let ports = ports_of(form, at, host);
        let [sql_port, exporter_port, rpc_port] =
            [0, 1, 2].map(|port: usize| read(ports[port].text, port).unwrap_or(PORTS[port]));
        let proxy = NewProxy {
            name: form.name.trim().to_owned(),
            home_path: home_of(form, at, host).text.to_owned(),
            sql_port,
            exporter_port,
            rpc_port,
            source: source_of(form),
            parameters: parameters_of(&form.parameters),
        };
        ProxyCall { agent: host.agent.clone(), deed: ProxyDeed::Add(Box::new(proxy)) }
    };
    form.agents.iter().enumerate().map(call).collect()
}

pub fn home_of<'a>(form: &'a AgentObproxyForm, at: usize, host: &'a ProxyHost) -> Input<'a> {
    input(at, "homePath", &host.home_path, &form.home_path)
}

/// In the order of [`PORT_FIELDS`].
pub fn ports_of<'a>(form: &'a AgentObproxyForm, at: usize, host: &'a ProxyHost) -> [Input<'a>; 3] {
    let own = [&host.sql_port, &host.exporter_port, &host.rpc_port];
    let all = [&form.sql_port, &form.exporter_port, &form.rpc_port];
    [0, 1, 2].map(|port: usize| input(at, PORT_FIELDS[port], own[port], all[port]))
}

/// A port as typed, of a kind: the usual one when nothing is; `None` for what agents take for none.
pub fn read(text: &str, kind: usize) -> Option<u16> {
    if text.is_empty() {
        return PORTS.get(kind).copied();
    }
    crate::obproxy::check::read_port(text).filter(|port| *port >= crate::obproxy::check::LEAST_PORT)
}

fn input<'a>(at: usize, field: &str, own: &'a str, all: &'a str) -> Input<'a> {
    let (own, all) = (own.trim(), all.trim());
    if own.is_empty() {
        return Input { field: field.to_owned(), text: all };
    }
    Input { field: format!("agents[{at}].{field}"), text: own }
}

fn source_of(form: &AgentObproxyForm) -> ProxySource {
    match &form.source {
        ProxySource::RsList { servers } => {
            let servers = servers.iter().map(|server| server.trim().to_owned());
            ProxySource::RsList { servers: servers.filter(|server| !server.is_empty()).collect() }
        }
        ProxySource::ConfigUrl { url } => ProxySource::ConfigUrl { url: url.trim().to_owned() },
    }
}

fn parameters_of(values: &[NamedValue]) -> BTreeMap<String, String> {
    values.iter().map(|value| (value.name.trim().to_owned(), value.value.clone())).collect()
}
