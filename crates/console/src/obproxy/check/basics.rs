use super::Known;
use super::findings::Findings;
use super::ports::read_port;
use crate::dto::{ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm};

const STEP: ObproxyStep = ObproxyStep::Basics;

/// Name, address and passwords.
pub fn check(form: &OcpObproxyForm, known: &Known<'_>, findings: &mut Findings) {
    let name = form.name.as_str();
    let is_taken = known.obproxy_clusters.into_iter().flatten().any(|cluster| cluster.name == name);
    if name.is_empty() {
        findings.block(STEP, Code::NameMissing, "name");
    } else if !is_name(name) {
        findings.block(STEP, Code::NameInvalid, "name").arg("name", name);
    } else if is_taken {
        findings.block(STEP, Code::NameTaken, "name").arg("name", name);
    }
    if form.address.trim().is_empty() {
        findings.warn(STEP, Code::AddressMissing, "address");
    }
    // A load balancer may have any.
    let port = form.port.trim();
    if !port.is_empty() && read_port(port).is_none() {
        findings.block(STEP, Code::PortInvalid, "port").arg("port", port);
    }
    for (field, password) in
        [("proxysysPassword", &form.proxysys_password), ("proxyroPassword", &form.proxyro_password)]
    {
        // OCP's documents contradict each other about what is strong enough.
        if password.as_ref().is_some_and(|secret| secret.weak) {
            findings.warn(STEP, Code::PasswordWeak, field);
        }
    }
}

/// A letter first; letters, digits and `_`.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
