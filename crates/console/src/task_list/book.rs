use std::collections::BTreeMap;
use std::sync::Arc;

use obshell_api::{GenericId, IdKind};

use crate::dto::{Millis, StateView, TaskNote, TaskPlace, TaskSystem};

/// What was last read of the tasks of one connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    /// By the id that their server gave them.
    pub tasks: Arc<BTreeMap<String, Listed>>,
    /// When all tasks of a keeper were last read at once; `None` is the cluster, or the OCP.
    pub whole: BTreeMap<Option<String>, Millis>,
    /// When anything of it was last read; absent before that.
    pub read_at: Option<Millis>,
}

/// A task as its server told of it last.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub place: TaskPlace,
    pub name: String,
    pub state: StateView,
    pub done: u32,
    pub total: u32,
    pub started_at: Option<Millis>,
    pub ended_at: Option<Millis>,
    pub at_step: Option<String>,
    pub holds_lock: bool,
    /// The task that it follows, if that was ever told.
    pub main_task_id: Option<String>,
}

impl Book {
    /// What a connection remembers of its tasks from before anything was read. `system` runs them.
    pub fn remembered(notes: &[TaskNote], system: TaskSystem) -> Book {
        let listed = |note: &TaskNote| {
            let place = match system {
                TaskSystem::Obshell => place_of(&note.id)?,
                TaskSystem::Ocp => TaskPlace::Ocp,
            };
            let listed = Listed {
                place,
                name: note.name.clone(),
                state: note.state.clone(),
                done: note.done,
                total: note.total,
                started_at: note.started_at,
                ended_at: note.ended_at,
                at_step: None,
                holds_lock: note.holds_lock,
                main_task_id: None,
            };
            Some((note.id.clone(), listed))
        };
        Book { tasks: Arc::new(notes.iter().filter_map(listed).collect()), ..Book::default() }
    }
}

/// Where the task of this generic id is kept; `None` for what is no such id.
pub fn place_of(task_id: &str) -> Option<TaskPlace> {
    let parts = task_id.parse::<GenericId>().ok()?.decode().ok()?;
    let address = parts.agent.map(|agent| agent.to_string());
    Some(match (parts.kind, address) {
        (IdKind::Local, Some(address)) => TaskPlace::Agent { address },
        (IdKind::ObProxy, Some(address)) => TaskPlace::ObProxy { address },
        (IdKind::Cluster, _) | (IdKind::Local | IdKind::ObProxy, None) => TaskPlace::Cluster,
    })
}

/// The agent that keeps the tasks of a place; `None` where no single agent does.
pub fn keeper_of(place: &TaskPlace) -> Option<&str> {
    match place {
        TaskPlace::Agent { address } | TaskPlace::ObProxy { address } => Some(address),
        TaskPlace::Cluster | TaskPlace::Ocp => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_ocps_task_is_no_generic_one() {
        let state = crate::tasks::word(crate::dto::StateKind::Running);
        let note = TaskNote {
            id: "31257".to_owned(),
            name: "Install obproxy".to_owned(),
            state,
            done: 0,
            total: 0,
            started_at: None,
            ended_at: None,
            holds_lock: false,
            operation_id: None,
        };
        let of = |system| Book::remembered(std::slice::from_ref(&note), system).tasks;
        assert_eq!(of(TaskSystem::Ocp)["31257"].place, TaskPlace::Ocp);
        assert!(of(TaskSystem::Obshell).get("31257").is_none_or(|listed| listed.place != TaskPlace::Ocp));
    }

    #[test]
    fn an_id_tells_where_its_task_is_kept() {
        let address = "10.10.10.1:2886".to_owned();
        assert_eq!(place_of("112"), Some(TaskPlace::Cluster));
        assert_eq!(place_of("201684300810288612"), Some(TaskPlace::Agent { address: address.clone() }));
        assert_eq!(place_of("40168430081028867"), Some(TaskPlace::ObProxy { address }));
        for no_id in ["", "1", "7", "9123", "abc"] {
            assert_eq!(place_of(no_id), None, "{no_id}");
        }
    }
}
