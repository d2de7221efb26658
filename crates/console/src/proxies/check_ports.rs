use std::collections::BTreeSet;

use super::fleet::Fleet;
use super::form::{PORT_FIELDS, ports_of, read};
use crate::dto::{AgentObproxyForm, ObproxyProblemCode as Code, ObproxyStep};
use crate::hosts::host_part;
use crate::obproxy::check::Findings;

/// Range, and that no two things on one host have the same.
pub fn check(form: &AgentObproxyForm, fleet: &Fleet, findings: &mut Findings) {
    let mut taken: Vec<(&str, u16, &str)> = Vec::new();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for (at, host) in form.agents.iter().enumerate() {
        let (inputs, ip) = (ports_of(form, at, host), host_part(&host.agent));
        let mut own: Vec<(u16, &str)> = Vec::new();
        for (kind, input) in inputs.iter().enumerate() {
            // What is for all is said once.
            let mut block = |code, field: &str, args: [(&str, String); 2]| {
                if said.insert(format!("{code:?} {field}")) {
                    let [(one, first), (other, second)] = args;
                    findings.block(ObproxyStep::Hosts, code, field).arg(one, first).arg(other, second);
                }
            };
            let Some(port) = read(input.text, kind) else {
                block(
                    Code::PortInvalid,
                    &input.field,
                    [("port", input.text.to_owned()), ("least", "1025".to_owned())],
                );
                continue;
            };
            let number = ("port", port.to_string());
            if let Some((_, other)) = own.iter().find(|(known, _)| *known == port) {
                block(Code::PortEqual, &input.field, [number, ("other", (*other).to_owned())]);
                continue;
            }
            own.push((port, PORT_FIELDS[kind]));
            let field = format!("agents[{at}].{}", PORT_FIELDS[kind]);
            let shared = taken.iter().find(|(known, number, _)| (*known, *number) == (ip, port));
            if let Some((_, _, other)) = shared {
                block(Code::AgentPortsShared, &field, [number, ("other", (*other).to_owned())]);
            } else if let Some(owner) = fleet.owner_of(&host.agent, port) {
                block(Code::PortTaken, &field, [number, ("cluster", owner)]);
            }
        }
        taken.extend(own.iter().map(|(port, _)| (ip, *port, host.agent.as_str())));
    }
}
