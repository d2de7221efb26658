use std::collections::{BTreeMap, BTreeSet};

use ocp_api::{Subtask, TaskInstance};

use super::attempts::attempts;
use super::operators::subtask_operators;
use super::order::topological;
use super::state::subtask_state;
use crate::dto::{AttemptView, RunView, StepView};

/// The steps of `task`, each after those it waits for. Attempts that OCP does not tell of any more are kept from
/// `before`. `offset_ms`: OCP's clock minus ours; 0 for a file.
pub fn ocp_steps(task: &TaskInstance, before: &[StepView], offset_ms: f64) -> Vec<StepView> {
    let known: BTreeMap<&str, &[AttemptView]> = before
        .iter()
        .flat_map(|step| step.runs.iter().map(|run| (step.key.as_str(), run.attempts.as_slice())))
        .collect();
    let ordered = Ordered::of(task);
    let numbered = ordered.nodes.iter().zip(1..);
    numbered
        .map(|(node, number)| {
            let earlier = known.get(node.key.as_str()).map(|attempts| attempts.to_vec()).unwrap_or_default();
            let after = ordered.has_edges.then(|| node.after.clone());
            step(task, node, number, after, attempts(node.subtask, earlier, offset_ms))
        })
        .collect()
}

/// The key of the one run of a step.
fn run_key(step_key: &str) -> String {
    format!("{step_key}.run")
}

fn step(
    task: &TaskInstance,
    node: &Node<'_>,
    number: u32,
    after: Option<Vec<String>>,
    attempts: Vec<AttemptView>,
) -> StepView {
    let Node { key, subtask, .. } = node;
    let state = subtask_state(subtask);
    let last = attempts.last();
    let run = RunView {
        key: run_key(key),
        host: host(task, subtask),
        zone: String::new(),
        state: state.clone(),
        limit_s: u32::try_from(subtask.timeout_s).ok().filter(|limit| *limit > 0),
        attempts: attempts.clone(),
    };
    StepView {
        key: key.clone(),
        number,
        name: if subtask.name.is_empty() { class(subtask).to_owned() } else { subtask.name.clone() },
        state,
        on_all_hosts: false,
        started_at: attempts.iter().filter_map(|attempt| attempt.started_at).min(),
        ended_at: last.and_then(|last| last.ended_at),
        runs: vec![run],
        after,
        operators: subtask_operators(task, subtask),
    }
}

/// The class without its package.
fn class(subtask: &Subtask) -> &str {
    subtask.class_name.rsplit('.').next().unwrap_or_default()
}

/// The host that the subtask works on, when it or its task names one; by OCP's number when there is no address.
fn host(task: &TaskInstance, subtask: &Subtask) -> String {
    let contexts = [&subtask.context, &task.context];
    let address = contexts.iter().find_map(|context| {
        let one = ["host_ip", "host_address", "inner_ip_address"].iter().find_map(|name| context.get(name));
        one.or_else(|| {
            ["host_ips", "host_addresses"].iter().find_map(|name| context.entry(name, subtask.parallel_idx))
        })
    });
    if let Some(address) = address {
        return address.to_owned();
    }
    let numbered = contexts.iter().find_map(|context| {
        context.get("host_id").or_else(|| context.entry("host_ids", subtask.parallel_idx))
    });
    let number = numbered.or(task.host_id.as_deref());
    number.map(|number| format!("host_id={number}")).unwrap_or_default()
}

struct Node<'a> {
    key: String,
    subtask: &'a Subtask,
    after: Vec<String>,
}

struct Ordered<'a> {
    nodes: Vec<Node<'a>>,
    /// Lists tell of no edges: then nothing is known of who waits for whom.
    has_edges: bool,
}

impl<'a> Ordered<'a> {
    fn of(task: &'a TaskInstance) -> Ordered<'a> {
        let mut subtasks: Vec<&Subtask> = task.subtasks.iter().collect();
        subtasks.sort_by(|one, other| rank(one).cmp(&rank(other)));
        let keys = keys(&subtasks);
        // Of two with one id, the first is the one that others mean.
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, subtask) in subtasks.iter().enumerate().filter(|(_, subtask)| !subtask.id.is_empty()) {
            by_id.entry(&subtask.id).or_insert(at);
        }
        let mut waits = vec![BTreeSet::new(); subtasks.len()];
        for (at, subtask) in subtasks.iter().enumerate() {
            waits[at].extend(subtask.upstreams.iter().filter_map(|id| by_id.get(id.as_str())));
            for follower in subtask.downstreams.iter().filter_map(|id| by_id.get(id.as_str())) {
                waits[*follower].insert(at);
            }
        }
        let has_edges = subtasks.len() < 2 || waits.iter().any(|waits| !waits.is_empty());
        if !has_edges {
            // All there is to go by.
            let mut order: Vec<usize> = (0..subtasks.len()).collect();
            order.sort_by_key(|at| subtasks[*at].series_id);
            let node = |at: usize| Node { key: keys[at].clone(), subtask: subtasks[at], after: Vec::new() };
            return Ordered { nodes: order.into_iter().map(node).collect(), has_edges };
        }
        let order = topological(&waits);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(position, at)| place[*at] = position);
        // An edge that closes a circle would keep everybody waiting.
        let after = |at: usize| {
            let earlier = waits[at].iter().filter(|upstream| place[**upstream] < place[at]);
            earlier.map(|upstream| keys[*upstream].clone()).collect()
        };
        let node = |at: usize| Node { key: keys[at].clone(), subtask: subtasks[at], after: after(at) };
        Ordered { nodes: order.into_iter().map(node).collect(), has_edges }
    }
}

/// By id as a number, those without one last.
fn rank(subtask: &Subtask) -> (bool, usize, &str) {
    let digits = subtask.id.trim_start_matches('0');
    (subtask.id.is_empty(), digits.len(), digits)
}

fn keys(subtasks: &[&Subtask]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    subtasks
        .iter()
        .map(|subtask| {
            let count = counts.entry(subtask.id.as_str()).or_default();
            *count += 1;
            if *count == 1 && !subtask.id.is_empty() {
                subtask.id.clone()
            } else {
                format!("{}~{count}", subtask.id)
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "steps_tests.rs"]
mod tests;
