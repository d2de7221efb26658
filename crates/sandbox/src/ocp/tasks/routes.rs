//! The task routes.

use serde_json::json;

use crate::ocp::asked::Asked;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::tasks::model::{Task, Tasks};
use crate::ocp::tasks::views;
use crate::ocp::traits::OcpTraits;

const INSTANCES: &str = "/api/v2/tasks/instances";
const SORTABLE: [&str; 5] = ["id", "name", "status", "startTime", "finishTime"];

/// `None`: this is about something else. The data is absent where OCP gives none.
pub fn answer(asked: &Asked<'_>, tasks: &mut Tasks, traits: &OcpTraits) -> Option<Answer> {
    let parts = asked.parts(INSTANCES)?;
    let reads = asked.reads();
    if !reads && asked.method != "POST" {
        return None;
    }
    let allowed = if reads { traits.may_view } else { traits.may_manage };
    if !allowed {
        return Some(Err(Refusal::denied()));
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

fn change(asked: &Asked<'_>, tasks: &mut Tasks, traits: &OcpTraits, id: &str, word: &str) -> Answer {
    let task = find(tasks, id)?;
    let undoes = word == "rollback";
    if undoes {
        task.roll_back(asked.now)?
    } else {
        task.retry(asked.now)?
    }
    Ok((!undoes || !traits.void_rollback).then(|| views::detail(task, asked.offset)))
}

fn change_subtask(asked: &Asked<'_>, tasks: &mut Tasks, id: &str, subtask: &str, word: &str) -> Answer {
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

fn list(asked: &Asked<'_>, tasks: &Tasks, traits: &OcpTraits) -> Answer {
    let name = asked.parameter("name").unwrap_or_default();
    let wanted = |task: &&Task| asked.lets("status", task.status.word()) && task.name.contains(&name);
    let found = tasks.all.iter().rev().filter(wanted).map(|task| views::basic(task, asked.offset)).collect();
    pages::page(asked, traits, &SORTABLE, found)
}

fn find<'a>(tasks: &'a mut Tasks, id: &str) -> Result<&'a mut Task, Refusal> {
    let missing = || Refusal::new(404, "TSK10001", format!("Task {id} does not exist."));
    id.parse().ok().and_then(|id| tasks.find(id)).ok_or_else(missing)
}

fn find_both<'a>(tasks: &'a mut Tasks, id: &str, subtask: &str) -> Result<(&'a mut Task, usize), Refusal> {
    let task = find(tasks, id)?;
    let at = subtask.parse().ok().and_then(|subtask| task.find(subtask));
    let at = at.ok_or_else(|| Refusal::new(404, "TSK10001", format!("Subtask {subtask} does not exist.")))?;
    Ok((task, at))
}
