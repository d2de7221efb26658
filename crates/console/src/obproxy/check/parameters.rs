use std::collections::BTreeSet;

use ocp_api::ParameterInfo;

use super::findings::Findings;
use super::values::{Fault, fault_of};
use crate::dto::{NamedValue, ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm};
use crate::obproxy::parameters::{is_port, is_secret};

const STEP: ObproxyStep = ObproxyStep::Parameters;

/// Start-up and other parameters, against the catalogue where there is one.
pub fn check(form: &OcpObproxyForm, catalogue: Option<&[ParameterInfo]>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let lists = [("startupParameters", &form.startup_parameters), ("parameters", &form.parameters)];
    for (list, values) in lists {
        for (index, given) in values.iter().enumerate() {
            let name = given.name.trim();
            let place =
                Place { name: format!("{list}[{index}].name"), value: format!("{list}[{index}].value") };
            if name.is_empty() {
                findings.block(STEP, Code::ParameterMissing, &place.name);
            } else if !seen.insert(name) {
                findings.block(STEP, Code::ParameterDuplicate, &place.name).arg("name", name);
            } else {
                check_one(name, given, catalogue, &place, findings);
            }
        }
    }
}

struct Place {
    name: String,
    value: String,
}

fn check_one(
    name: &str,
    given: &NamedValue,
    catalogue: Option<&[ParameterInfo]>,
    place: &Place,
    findings: &mut Findings,
) {
    let info = catalogue.and_then(|all| all.iter().find(|info| info.name == name));
    if is_port(name) {
        findings.block(STEP, Code::ParameterIsPort, &place.name).arg("name", name);
        return;
    }
    if is_secret(name) {
        findings.block(STEP, Code::ParameterSecret, &place.name).arg("name", name);
        return;
    }
    if info.is_some_and(|info| info.is_read_only) {
        findings.block(STEP, Code::ParameterReadOnly, &place.name).arg("name", name);
        return;
    }
    if catalogue.is_some() && info.is_none() {
        findings.warn(STEP, Code::ParameterUnknown, &place.name).arg("name", name);
    }
    if given.value.is_empty() {
        findings.block(STEP, Code::ParameterValueMissing, &place.value).arg("name", name);
        return;
    }
    match info.and_then(|info| fault_of(info, &given.value)) {
        Some(Fault::Invalid { expected }) => {
            let found = findings.block(STEP, Code::ParameterInvalid, &place.value);
            found.arg("name", name).arg("expected", expected);
        }
        Some(Fault::OutOfRange { min, max }) => {
            let found = findings.block(STEP, Code::ParameterOutOfRange, &place.value);
            found.arg("name", name).arg("min", min).arg("max", max);
        }
        None => {}
    }
}
