use super::findings::Findings;
use crate::dto::{ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm};

/// OBProxy does not run as root.
pub const LEAST_PORT: u16 = 1025;

/// A port as typed; `None` for what is none.
pub fn read_port(text: &str) -> Option<u16> {
    let text = text.trim();
    // A sign is no digit, though numbers are read with one.
    let is_digits = text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|port| is_digits && *port > 0)
}

/// The ports that every server of the form is to listen on, as far as they are ones.
pub fn wanted_ports(form: &OcpObproxyForm) -> Vec<u16> {
    [&form.sql_port, &form.exporter_port, &form.rpc_port]
        .into_iter()
        .filter_map(|port| read_port(port))
        .collect()
}

/// Range, and that none is there twice.
pub fn check(form: &OcpObproxyForm, findings: &mut Findings) {
    let all = [
        ("sqlPort", &form.sql_port, true),
        ("exporterPort", &form.exporter_port, true),
        ("rpcPort", &form.rpc_port, false),
    ];
    let mut seen: Vec<(&str, u16)> = Vec::new();
    for (field, text, is_needed) in all {
        let text = text.trim();
        // A cluster that stays empty is told no ports.
        let may_be_empty = !is_needed || form.host_ids.is_empty();
        if text.is_empty() && may_be_empty {
            continue;
        }
        let port = read_port(text).filter(|port| *port >= LEAST_PORT);
        let Some(port) = port else {
            findings.block(ObproxyStep::Hosts, Code::PortInvalid, field).arg("port", text);
            continue;
        };
        match seen.iter().find(|(_, other)| *other == port) {
            Some((other, _)) => {
                let found = findings.block(ObproxyStep::Hosts, Code::PortEqual, field);
                found.arg("port", port).arg("other", *other);
            }
            None => seen.push((field, port)),
        }
    }
}
