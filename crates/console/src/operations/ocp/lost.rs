//! What became of a call whose answer was lost, found out by reading only.

use ocp_api::{Client, Error, TaskInstance};

use super::calls::OcpCall;
use super::look::{Named, find, is_as_wanted, shows_effect};
use super::traces::{Fit, Ours, Traces, traces};

/// What was found of a lost call.
#[derive(Debug)]
pub enum Found {
    /// Its tasks.
    Tasks(Vec<TaskInstance>),
    /// It is done, and there is no task.
    Done,
    /// It may have arrived, and it may be somebody else's doing.
    Doubt(String),
    Nothing,
}

/// Looks for traces of a call that was sent when `baseline` was the newest task. `is_last`: it was looked for before,
/// so that what is not there by now does not come any more. Reads only.
pub async fn look_after(
    client: &Client,
    call: &OcpCall,
    baseline: i64,
    user: Option<&str>,
    is_last: bool,
) -> Result<Found, Error> {
    if !call.makes_task() {
        return Ok(if is_as_wanted(client, call).await? { Found::Done } else { Found::Nothing });
    }
    let named = if let OcpCall::Create(new) = call {
        Some(find(client, &new.name).await?)
    } else {
        call.cluster().map(|cluster| Named::Found(cluster.id))
    };
    let id = if let Some(Named::Found(id)) = &named { Some(*id) } else { None };
    let found = traces(client, &Ours::of(call, id, user), baseline).await?;
    if matches!(call, OcpCall::Create(_)) {
        return Ok(created(named.as_ref(), found));
    }
    let (wanted, is_complete) = (call.tasks(), found.complete);
    match found.tasks.len() {
        0 if is_as_wanted(client, call).await? => Ok(Found::Done),
        0 if !is_complete || shows_effect(client, call).await? => Ok(doubt("OCP names no task of it")),
        0 => Ok(Found::Nothing),
        // Its own, or a colleague's with the same cluster.
        _ if found.fit != Fit::Surely && is_as_wanted(client, call).await? => Ok(Found::Done),
        _ if found.fit != Fit::Surely => Ok(doubt("there is a task that may be its own")),
        count if count == wanted || (count < wanted && is_last && is_complete) => {
            Ok(Found::Tasks(found.tasks))
        }
        count if count < wanted => Ok(doubt("OCP has begun fewer tasks than were asked for")),
        _ => Ok(doubt("several tasks may be its own")),
    }
}

/// The name was free when the request was sent.
fn created(named: Option<&Named>, found: Traces) -> Found {
    let Traces { tasks, fit, complete } = found;
    match (named, tasks.len()) {
        (_, 1) if fit == Fit::Surely => Found::Tasks(tasks),
        (Some(Named::Found(_)), 1) if complete => Found::Tasks(tasks),
        (Some(Named::Found(_)), 0) => {
            doubt("there is a cluster of this name by now, and no task that made it")
        }
        (Some(Named::Found(_)), _) => {
            doubt("there is a cluster of this name by now, and several tasks may have made it")
        }
        (Some(Named::Missing), 0) if complete => Found::Nothing,
        (_, 0) => doubt("OCP has more than can be looked through"),
        (_, _) => doubt("there is a task that may be its own, and no cluster of this name"),
    }
}

fn doubt(why: &str) -> Found {
    Found::Doubt(why.to_owned())
}
