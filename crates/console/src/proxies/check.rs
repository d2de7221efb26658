//! What speaks against a form over agents. Looks at what is known of them; asks nobody.

use std::collections::BTreeSet;

use super::check_ports;
use super::fleet::{Fleet, Member};
use super::form::home_of;
use crate::dto::{
    AcceptedObproxyProblem, AgentObproxyForm, Choice, IpcError, ObproxyOff, ObproxyProblem,
    ObproxyProblemCode as Code, ObproxyStep, ProxySource, Severity,
};
use crate::hosts::host_part;
use crate::obproxy::check::{Findings, read_port};
use crate::obproxy::parameters::{is_port, is_secret};

/// Everything that blocks a form or wants consent.
pub fn check(form: &AgentObproxyForm, fleet: &Fleet) -> Vec<ObproxyProblem> {
    let mut findings = Findings::default();
    agents(form, fleet, &mut findings);
    homes(form, &mut findings);
    check_ports::check(form, fleet, &mut findings);
    name(form, &mut findings);
    source(form, fleet, &mut findings);
    passwords(form, &mut findings);
    parameters(form, &mut findings);
    findings.problems()
}

/// Every agent of the connection, those that fit first.
pub fn choices(fleet: &Fleet) -> Vec<Choice> {
    let mut choices: Vec<Choice> = fleet.members.iter().map(choice).collect();
    choices.sort_by_key(Choice::rank);
    choices
}

/// Refuses what blocks, and warnings that were not `accepted`.
///
/// # Errors
/// `Invalid`, with the codes as `detail`.
pub fn refuse(problems: &[ObproxyProblem], accepted: &[AcceptedObproxyProblem]) -> Result<(), IpcError> {
    let agreed = |problem: &ObproxyProblem| {
        accepted.iter().any(|it| (it.code, &it.field) == (problem.code, &problem.field))
    };
    let is_open = |problem: &&ObproxyProblem| match problem.severity {
        Severity::Block => true,
        Severity::Warn => !agreed(problem),
    };
    let open: Vec<&ObproxyProblem> = problems.iter().filter(is_open).collect();
    if open.is_empty() {
        return Ok(());
    }
    let blocks = open.iter().any(|problem| problem.severity == Severity::Block);
    let message = if blocks { "a problem blocks the run" } else { "a warning was not accepted" };
    let codes: Vec<String> = open.iter().map(|problem| format!("{:?}", problem.code)).collect();
    Err(IpcError { detail: Some(codes.join(", ")), ..IpcError::invalid(message) })
}

fn choice(member: &Member) -> Choice {
    let agent = member.agent();
    match (member.unfit(), member.managed()) {
        (Some(ObproxyOff::Version), _) => {
            let version = member.info().map(|info| info.version.clone()).unwrap_or_default();
            Choice::fails(agent, Code::AgentTooOld).arg("version", version)
        }
        (Some(ObproxyOff::AgentPassword), _) => Choice::fails(agent, Code::AgentPasswordMissing),
        (Some(_), _) => Choice::fails(agent, Code::AgentSilent),
        (None, Some(true)) => Choice::fails(agent, Code::AgentManages),
        (None, Some(false) | None) => Choice::fits(agent),
    }
}

fn agents(form: &AgentObproxyForm, fleet: &Fleet, findings: &mut Findings) {
    if form.agents.is_empty() {
        findings.block(ObproxyStep::Hosts, Code::NoAgents, "agents");
    }
    for (at, host) in form.agents.iter().enumerate() {
        let field = format!("agents[{at}]");
        match fleet.member(&host.agent) {
            Some(member) => findings.choice(ObproxyStep::Hosts, &choice(member), &field),
            None => drop(findings.block(ObproxyStep::Hosts, Code::AgentUnknown, &field)),
        }
    }
}

/// Absolute, and none for two agents of one host.
fn homes(form: &AgentObproxyForm, findings: &mut Findings) {
    let mut seen: Vec<(&str, &str, &str)> = Vec::new();
    let mut said = BTreeSet::new();
    for (at, host) in form.agents.iter().enumerate() {
        let home = home_of(form, at, host);
        let path = home.text.trim_end_matches('/');
        let flaw = match home.text {
            "" => Some(Code::HomePathMissing),
            text if !text.starts_with('/') || path.is_empty() => Some(Code::HomePathInvalid),
            _ => None,
        };
        if let Some(code) = flaw {
            // What is for all is said once.
            if said.insert(home.field.clone()) {
                findings.block(ObproxyStep::Hosts, code, &home.field);
            }
            continue;
        }
        let ip = host_part(&host.agent);
        match seen.iter().find(|(other, known, _)| (*other, *known) == (ip, path)) {
            Some((_, _, other)) => {
                let field = format!("agents[{at}].homePath");
                findings.block(ObproxyStep::Hosts, Code::AgentHomeShared, &field).arg("other", *other);
            }
            None => seen.push((ip, path, &host.agent)),
        }
    }
}

fn name(form: &AgentObproxyForm, findings: &mut Findings) {
    let name = form.name.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_fine = name.is_empty() || (starts_well && name.chars().all(is_plain));
    if !is_fine {
        findings.block(ObproxyStep::Hosts, Code::NameInvalid, "name").arg("name", name);
    }
}

fn source(form: &AgentObproxyForm, fleet: &Fleet, findings: &mut Findings) {
    let step = ObproxyStep::Clusters;
    match &form.source {
        ProxySource::RsList { servers } => {
            let missing = servers.iter().all(|server| server.trim().is_empty());
            // A member of a cluster takes its own servers then.
            let is_member = |agent: &str| {
                let info = fleet.member(agent).and_then(Member::info);
                info.is_some_and(|info| info.identity.as_str() == "CLUSTER AGENT")
            };
            if missing && !form.agents.iter().all(|host| is_member(&host.agent)) {
                findings.block(step, Code::SourceMissing, "source.servers");
            }
            for (at, server) in servers.iter().enumerate().filter(|(_, server)| !server.trim().is_empty()) {
                if !is_server(server.trim()) {
                    let field = format!("source.servers[{at}]");
                    findings.block(step, Code::ServerMalformed, &field).arg("server", server);
                }
            }
        }
        ProxySource::ConfigUrl { url } if url.trim().is_empty() => {
            findings.block(step, Code::SourceMissing, "source.url");
        }
        ProxySource::ConfigUrl { url } if !is_url(url.trim()) => {
            findings.block(step, Code::UrlInvalid, "source.url");
        }
        ProxySource::ConfigUrl { .. } => {}
    }
}

fn passwords(form: &AgentObproxyForm, findings: &mut Findings) {
    if form.proxyro_password.is_none() {
        findings.warn(ObproxyStep::Clusters, Code::ProxyroPasswordMissing, "proxyroPassword");
    }
    if form.proxysys_password.as_ref().is_some_and(|secret| secret.weak) {
        findings.warn(ObproxyStep::Clusters, Code::PasswordWeak, "proxysysPassword");
    }
}

fn parameters(form: &AgentObproxyForm, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (at, parameter) in form.parameters.iter().enumerate() {
        let name = parameter.name.trim();
        let (on_name, on_value) = (format!("parameters[{at}].name"), format!("parameters[{at}].value"));
        let (code, field) = if name.is_empty() {
            (Code::ParameterInvalid, on_name)
        } else if !seen.insert(name) {
            (Code::ParameterDuplicate, on_name)
        } else if is_port(name) || name == "rpc_listen_port" {
            (Code::ParameterIsPort, on_name)
        } else if is_secret(name) {
            (Code::ParameterSecret, on_name)
        } else if parameter.value.is_empty() {
            (Code::ParameterValueMissing, on_value)
        } else {
            continue;
        };
        findings.block(ObproxyStep::Parameters, code, &field).arg("name", name).arg("expected", "STRING");
    }
}

/// `ip:port`, the ip of six in brackets. Agents take no names of hosts here.
fn is_server(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let six = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_ip = match six {
        Some(six) => six.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.parse::<std::net::Ipv4Addr>().is_ok(),
    };
    is_ip && read_port(port).is_some()
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    plain && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':']))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
