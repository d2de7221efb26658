//! The task routes.

use serde_json::{Value, json};
use time::UtcOffset;

use crate::clock::Ns;
use crate::fault::Fault;
use crate::ocp::tasks::model::{Task, Tasks};
use crate::ocp::tasks::views;
use crate::ocp::traits::OcpTraits;

const MOST_A_PAGE: usize = 2_000;
const INSTANCES: &str = "/api/v2/tasks/instances";

/// A request for tasks.
pub struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub now: Ns,
    pub offset: UtcOffset,
}

/// `None`: this is about something else. The data is absent where OCP gives none.
pub fn answer(
    asked: &Asked<'_>,
    tasks: &mut Tasks,
    traits: &OcpTraits,
) -> Option<Result<Option<Value>, Fault>> {
    let rest = asked.path.strip_prefix(INSTANCES)?;
    tasks.catch_up(asked.now, asked.offset);
    let parts: Vec<&str> = rest.split('/').skip(1).collect();
    let reads = asked.method == "GET";
    let allowed = if reads { traits.may_view } else { traits.may_manage };
    if !allowed {
        let right = if reads { "TASK_VIEWER" } else { "TASK_MANAGER" };
        return Some(Err(Fault::new(403, "IAM11000", format!("The right {right} is missing."))));
    }
    match (reads, &*parts) {
        (true, []) => Some(list(asked, tasks, traits)),
        (true, [id]) => Some(find(tasks, id).map(|task| Some(views::detail(task, asked.offset)))),
        (true, [id, "subtasks", subtask, "log"]) => {
            Some(find_both(tasks, id, subtask).map(|(task, at)| Some(json!({"log": task.subtasks[at].log}))))
        }
        (false, [id, word @ ("retry" | "rollback")]) => Some(change(asked, tasks, traits, id, word)),
        (false, [id, "subtasks", subtask, word @ ("retry" | "skip" | "cancel")]) => {
            Some(change_subtask(asked, tasks, id, subtask, word))
        }
        _ => None,
    }
}

fn change(
    asked: &Asked<'_>,
    tasks: &mut Tasks,
    traits: &OcpTraits,
    id: &str,
    word: &str,
) -> Result<Option<Value>, Fault> {
    let task = find(tasks, id)?;
    let undoes = word == "rollback";
    if undoes {
        task.roll_back(asked.now)?
    } else {
        task.retry(asked.now)?
    }
    Ok((!undoes || !traits.void_rollback).then(|| views::detail(task, asked.offset)))
}

fn change_subtask(
    asked: &Asked<'_>,
    tasks: &mut Tasks,
    id: &str,
    subtask: &str,
    word: &str,
) -> Result<Option<Value>, Fault> {
    let (task, at) = find_both(tasks, id, subtask)?;
    match word {
        "retry" => {
            task.retry_subtask(at, asked.now)?;
            return Ok(Some(views::subtask(task, at, asked.offset)));
        }
        "skip" => task.skip_subtask(at, asked.now)?,
        _ => task.cancel_subtask(at, asked.now)?,
    }
    Ok(None)
}

fn list(asked: &Asked<'_>, tasks: &Tasks, traits: &OcpTraits) -> Result<Option<Value>, Fault> {
    let page = number(asked.query, "page", 1)?;
    let size = number(asked.query, "size", 10)?;
    if size > MOST_A_PAGE {
        return Err(Fault::new(400, "COM10001", format!("size must be between 1 and {MOST_A_PAGE}.")));
    }
    let statuses = parameter(asked.query, "status");
    let name = parameter(asked.query, "name").unwrap_or_default();
    let wanted = |task: &&Task| {
        let by_status =
            statuses.as_ref().is_none_or(|all| all.split(',').any(|word| word == task.status.word()));
        by_status && task.name.contains(&name)
    };
    let found: Vec<&Task> = tasks.all.iter().rev().filter(wanted).collect();
    let shown = found.iter().skip((page - 1) * size).take(size);
    let contents: Vec<Value> = shown.map(|task| views::basic(task, asked.offset)).collect();
    let pages = if traits.says_total_page { "totalPage" } else { "totalPages" };
    Ok(Some(json!({
        "contents": contents,
        "page": {"totalElements": found.len(), pages: found.len().div_ceil(size), "number": page, "size": size},
    })))
}

fn find<'a>(tasks: &'a mut Tasks, id: &str) -> Result<&'a mut Task, Fault> {
    let missing = || Fault::new(404, "TSK10001", format!("Task {id} does not exist."));
    id.parse().ok().and_then(|id| tasks.find(id)).ok_or_else(missing)
}

fn find_both<'a>(tasks: &'a mut Tasks, id: &str, subtask: &str) -> Result<(&'a mut Task, usize), Fault> {
    let task = find(tasks, id)?;
    let at = subtask.parse().ok().and_then(|subtask| task.find(subtask));
    let at = at.ok_or_else(|| Fault::new(404, "TSK10001", format!("Subtask {subtask} does not exist.")))?;
    Ok((task, at))
}

fn number(query: &str, name: &str, otherwise: usize) -> Result<usize, Fault> {
    let Some(text) = parameter(query, name) else { return Ok(otherwise) };
    let wrong = || Fault::new(400, "COM10001", format!("{name} is not a number above 0."));
    text.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decoded(value))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let coded = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = coded.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
