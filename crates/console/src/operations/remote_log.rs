//! The log of a sub-task that its agent runs as a task of its own.
//!
//! The agent that keeps the DAG only writes that the remote task runs, and copies its lines when it has ended. The
//! lines themselves are read from the remote task while they come.

use std::collections::BTreeMap;

use obshell_api::{Error, GenericId, LogRow as AgentRow};

use super::clients::Agents;

/// Lines of remote tasks, filed under the execution of the sub-task that started them.
pub struct RemoteLines {
    pub rows: Vec<RemoteRow>,
    ids: Vec<String>,
}

pub struct RemoteRow {
    pub key: String,
    pub execution: u32,
    pub row: AgentRow,
}

/// The lines of every remote task that `relayed` speaks of, as far as they can be read.
///
/// An id names the agent it belongs to, and `owner` hands the question on to it: only ids of the operation's own
/// agents are asked for.
pub async fn remote_lines(agents: &Agents, owner: &str, relayed: &[AgentRow]) -> Option<RemoteLines> {
    let mut tasks: BTreeMap<String, u32> = BTreeMap::new();
    for row in relayed {
        if let Some(id) = remote_id(&row.log_content) {
            tasks.entry(id.to_owned()).or_insert(row.execute_times);
        }
    }
    let mut lines = RemoteLines { rows: Vec::new(), ids: Vec::new() };
    for (id, execution) in tasks {
        let Ok(rows) = read(agents, owner, &id).await else { continue };
        lines.rows.extend(rows.into_iter().map(|(key, row)| RemoteRow { key, execution, row }));
        lines.ids.push(id);
    }
    (!lines.ids.is_empty()).then_some(lines)
}

impl RemoteLines {
    /// Whether a line of the keeper only repeats what the remote task says itself.
    pub fn replaces(&self, line: &str) -> bool {
        let reports = remote_id(line).is_some_and(|id| self.ids.iter().any(|known| known == id));
        reports || is_copy(line)
    }
}

async fn read(agents: &Agents, owner: &str, id: &str) -> Result<Vec<(String, AgentRow)>, Error> {
    let Some(client) = known_agent(agents, id).then(|| agents.get(owner).ok()).flatten() else {
        return Ok(Vec::new());
    };
    let Ok(id) = id.parse::<GenericId>() else { return Ok(Vec::new()) };
    let dag = client.dag(&id, true).await?;
    let mut rows = Vec::new();
    for task in dag.nodes.iter().flat_map(|node| &node.sub_tasks) {
        let lines = client.sub_task_logs(&task.id).await?;
        rows.extend(lines.into_iter().map(|row| (format!("{}:{}", task.id, row.id), row)));
    }
    Ok(rows)
}

fn known_agent(agents: &Agents, id: &str) -> bool {
    let decoded = id.parse::<GenericId>().ok().and_then(|id| id.decode().ok());
    decoded.and_then(|parts| parts.agent).is_some_and(|agent| agents.get(&agent.to_string()).is_ok())
}

/// `remote task 22130706434028863 Start observer running [1/1]`
fn remote_id(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("remote task ")?;
    let id = rest.split(' ').next()?;
    (id.len() > 15 && id.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
}

/// `task Start observer: generate start cmd`, written when the remote task has ended.
fn is_copy(line: &str) -> bool {
    line.strip_prefix("task ").is_some_and(|rest| rest.contains(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_the_keepers_lines_only() {
        let line = "remote task 22130706434028863 Start observer running [1/1]";
        assert_eq!(remote_id(line), Some("22130706434028863"));
        assert_eq!(remote_id("remote task is succeed, send rpc to rollback"), None);
        assert_eq!(remote_id("start observer"), None);
    }

    #[test]
    fn copies_are_known_by_their_beginning() {
        assert!(is_copy("task Start observer: ERROR: [OB.Server.Process.NotExist]: gone"));
        assert!(!is_copy("task list read"));
    }
}
