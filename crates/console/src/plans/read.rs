use std::collections::BTreeSet;

use super::plan::{Plan, PlanCluster, PlanHost, VERSION, looks_secret};
use super::reader::{Reader, note, under};
use super::yaml::{Content, Node, Pair, parse};
use crate::dto::{DraftKind, DraftParameter, Environment, ParameterScope, PlanNote, PlanNoteCode};
use crate::hosts::canonical;

/// Far above any plan.
pub const MOST_BYTES: u64 = 1024 * 1024;

const KINDS: [(&str, DraftKind); 3] =
    [("init", DraftKind::Init), ("join", DraftKind::Join), ("scaleOut", DraftKind::ScaleOut)];
const ENVIRONMENTS: [(&str, Environment); 3] =
    [("dev", Environment::Dev), ("stage", Environment::Stage), ("prod", Environment::Prod)];
const FLAGS: [(&str, bool); 2] = [("true", true), ("false", false)];

/// A file that was read: all that is sound, and what is not.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    pub plan: Plan,
    /// The plan may be applied only when there are none.
    pub refusals: Vec<PlanNote>,
    pub notes: Vec<PlanNote>,
}

/// Reads a file. Whether its plan is a good one is for the draft's checks to say.
pub fn read(bytes: &[u8]) -> ReadFile {
    if bytes.len() as u64 > MOST_BYTES {
        return too_large();
    }
    let mut reader = Reader::default();
    let plan = whole(bytes, &mut reader).unwrap_or_default();
    ReadFile { plan, refusals: reader.refusals, notes: reader.notes }
}

pub fn too_large() -> ReadFile {
    let refusals = vec![note(PlanNoteCode::TooLarge, "", None, &[])];
    ReadFile { plan: Plan::default(), refusals, notes: Vec::new() }
}

fn whole(bytes: &[u8], reader: &mut Reader) -> Option<Plan> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let parsed = match std::str::from_utf8(bytes) {
        Ok(text) => parse(text).map_err(|fault| (fault.line, fault.message)),
        Err(problem) => Err((None, problem.to_string())),
    };
    let root = match parsed {
        Ok(root) => root,
        Err((line, message)) => {
            reader.refuse(PlanNoteCode::NotYaml, "", line, &[("message", &message)]);
            return None;
        }
    };
    let Some(root) = root.filter(is_plan) else {
        reader.refuse(PlanNoteCode::NotAPlan, "", None, &[]);
        return None;
    };
    let keys = ["obdeckPlan", "kind", "environment", "cluster", "hosts", "parameters"];
    let entries = reader.entries(&root, "", &keys)?;
    let (version, path) = entries.get("obdeckPlan")?;
    match reader.text(version, &path)?.parse::<u64>() {
        Ok(VERSION) => {}
        Ok(number) if number > VERSION => {
            // Its other keys are not ours to judge.
            reader.notes.clear();
            let args = [("version", number.to_string()), ("known", VERSION.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            reader.refuse(PlanNoteCode::NewerVersion, &path, Some(version.line), &args);
            return None;
        }
        Ok(_) | Err(_) => {
            let expected = VERSION.to_string();
            reader.refuse(PlanNoteCode::WrongType, &path, Some(version.line), &[("expected", &expected)]);
            return None;
        }
    }
    let kind = reader.needed(&entries, "kind").and_then(|(node, path)| reader.word(node, &path, &KINDS));
    let environment = reader
        .needed(&entries, "environment")
        .and_then(|(node, path)| reader.word(node, &path, &ENVIRONMENTS));
    let mut plan = Plan {
        kind: kind.unwrap_or_default(),
        environment: environment.unwrap_or(Environment::Prod),
        ..Plan::default()
    };
    let cluster = match kind {
        Some(DraftKind::Init) => reader.needed(&entries, "cluster"),
        Some(DraftKind::Join | DraftKind::ScaleOut) | None => entries.get("cluster"),
    };
    if let Some((node, path)) = cluster {
        read_cluster(reader, node, &path, kind, &mut plan);
    }
    if let Some((node, path)) = reader.needed(&entries, "hosts") {
        plan.hosts = read_hosts(reader, node, &path);
    }
    if let Some((node, path)) = entries.get("parameters") {
        plan.parameters = read_parameters(reader, node, &path);
    }
    Some(plan)
}

fn is_plan(root: &Node) -> bool {
    matches!(&root.content, Content::Map(pairs) if pairs.iter().any(|pair| pair.key == "obdeckPlan"))
}

fn read_cluster(reader: &mut Reader, node: &Node, path: &str, kind: Option<DraftKind>, plan: &mut Plan) {
    let is_made = match kind {
        Some(DraftKind::Init) | None => true,
        Some(DraftKind::Join | DraftKind::ScaleOut) => false,
    };
    let keys = ["name", "id", "importScript", "createProxyroUser"];
    let known = if is_made { &keys[..] } else { &keys[..1] };
    let Some(entries) = reader.entries(node, path, known) else { return };
    if let Some((node, path)) = reader.needed(&entries, "name") {
        plan.cluster_name = reader.text(node, &path).unwrap_or_default();
    }
    if !is_made {
        return;
    }
    let id = reader.needed(&entries, "id").and_then(|(node, path)| reader.text(node, &path));
    let mut flag = |key: &str, default| {
        let found = entries.get(key);
        found.and_then(|(node, path)| reader.word(node, &path, &FLAGS)).unwrap_or(default)
    };
    let (import_script, create_proxyro_user) = (flag("importScript", true), flag("createProxyroUser", false));
    plan.cluster = Some(PlanCluster { id: id.unwrap_or_default(), import_script, create_proxyro_user });
}

fn read_hosts(reader: &mut Reader, node: &Node, path: &str) -> Vec<PlanHost> {
    let mut hosts = Vec::new();
    for (index, node) in reader.list(node, path).unwrap_or_default().iter().enumerate() {
        let path = format!("{path}[{index}]");
        let Some(entries) = reader.entries(node, &path, &["address", "zone", "setPassword"]) else {
            continue;
        };
        let mut text = |key: &str| {
            let found = reader.needed(&entries, key);
            found.and_then(|(node, path)| reader.text(node, &path)).unwrap_or_default()
        };
        let (address, zone) = (text("address"), text("zone"));
        let flag = entries.get("setPassword").and_then(|(node, path)| reader.word(node, &path, &FLAGS));
        hosts.push(PlanHost { address, zone, set_password: flag.unwrap_or(false) });
    }
    hosts
}

fn read_parameters(reader: &mut Reader, node: &Node, path: &str) -> Vec<DraftParameter> {
    let keys = ["cluster", "zones", "servers"];
    let Some(entries) = reader.entries(node, path, &keys) else { return Vec::new() };
    let mut all = Vec::new();
    if let Some((node, path)) = entries.get("cluster") {
        read_scope(reader, node, &path, &ParameterScope::Cluster, &mut all);
    }
    if let Some((node, path)) = entries.get("zones") {
        for Pair { key: zone, value, .. } in reader.pairs(node, &path).unwrap_or_default() {
            let scope = ParameterScope::Zone { zone: zone.clone() };
            read_scope(reader, value, &under(&path, zone), &scope, &mut all);
        }
    }
    if let Some((node, path)) = entries.get("servers") {
        for Pair { key: server, value, .. } in reader.pairs(node, &path).unwrap_or_default() {
            let address = canonical(server).unwrap_or_else(|| server.clone());
            let scope = ParameterScope::Server { address };
            read_scope(reader, value, &under(&path, server), &scope, &mut all);
        }
    }
    // Two spellings of one address meet here.
    let mut seen = BTreeSet::new();
    all.retain(|(parameter, path, line)| {
        let is_new = seen.insert((parameter.scope.clone(), parameter.name.clone()));
        if !is_new {
            let args = [("key", parameter.name.as_str())];
            reader.notes.push(note(PlanNoteCode::Duplicate, path, Some(*line), &args));
        }
        is_new
    });
    let mut parameters: Vec<DraftParameter> = all.into_iter().map(|(parameter, ..)| parameter).collect();
    parameters.sort_by(|a, b| (&a.scope, &a.name).cmp(&(&b.scope, &b.name)));
    parameters
}

fn read_scope(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    scope: &ParameterScope,
    all: &mut Vec<(DraftParameter, String, u32)>,
) {
    for Pair { key: name, line, value } in reader.pairs(node, path).unwrap_or_default() {
        let path = under(path, name);
        if looks_secret(name) {
            let args = [("key", name.as_str())];
            reader.notes.push(note(PlanNoteCode::SecretLeftOut, &path, Some(*line), &args));
            continue;
        }
        let Some(value) = reader.text(value, &path) else { continue };
        all.push((DraftParameter { scope: scope.clone(), name: name.clone(), value }, path, *line));
    }
}
