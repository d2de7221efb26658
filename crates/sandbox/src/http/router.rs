//! Which request goes where, and who must prove what to get there.

use crate::agent::{password, views};
use crate::dag::{main_dags, operations, requests};
use crate::flows::{config, delete_zone, init, join, obproxy, remove, scale_in, scale_out, start_stop};
use crate::http::call::{Answer, Call};

/// Who must prove what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Nothing.
    Open,
    /// The main rule.
    Main,
    /// The main rule, or the agent password when the id is an OBProxy's.
    Task,
    /// The agent password, in the agent header.
    Obproxy,
    /// The rule for setting the agent password.
    AgentPassword,
}

/// What a route does.
pub(crate) type Handler = fn(&mut Call<'_>, &str) -> Answer;

/// A route and the id in its path.
pub(crate) struct Route {
    pub guard: Guard,
    pub handler: Handler,
    pub id: String,
}

/// The route for `method` and `path`.
pub(crate) fn find(method: &str, path: &str) -> Option<Route> {
    let rest = path.strip_prefix("/api/v1/")?;
    let parts: Vec<&str> = rest.split('/').collect();
    open(method, &parts)
        .or_else(|| agents(method, &parts))
        .or_else(|| operations(method, &parts))
        .or_else(|| proxy(method, &parts))
        .or_else(|| tasks(method, &parts))
}

fn open(method: &str, parts: &[&str]) -> Option<Route> {
    let handler: Handler = match (method, parts) {
        ("GET", ["info"]) => |call, _| views::info(call),
        ("GET" | "POST", ["status"]) => |call, _| views::status(call),
        ("GET", ["time"]) => |call, _| views::time(call),
        ("GET", ["git-info"]) => |_, _| views::git_info(),
        ("GET", ["secret"]) => |call, _| views::secret(call),
        // An agent asks nobody who it is that deletes a zone.
        ("DELETE", ["zone", name]) if !name.is_empty() => {
            return Some(Route { guard: Guard::Open, handler: delete_zone::request, id: unescaped(name) });
        }
        _ => return None,
    };
    Some(Route { guard: Guard::Open, handler, id: String::new() })
}

fn agents(method: &str, parts: &[&str]) -> Option<Route> {
    let handler: Handler = match (method, parts) {
        ("GET", ["agent", "host-info"]) => |call, _| views::host_info(call),
        ("GET", ["agents", "status"]) => |call, _| views::agents_status(call),
        ("POST", ["agent"] | ["agent", "join"]) => |call, _| join::request(call),
        ("DELETE", ["agent"]) | ("POST", ["agent", "remove"]) => |call, _| remove::request(call),
        ("POST", ["agent", "password"]) => |call, _| password::set(call),
        ("POST" | "PUT", ["observer", "config"]) => |call, _| config::observer(call),
        ("POST" | "PUT", ["obcluster", "config"]) => |call, _| config::cluster(call),
        ("POST", ["ob", "init"]) => |call, _| init::request(call),
        ("POST", ["ob", "scale_in"]) | ("DELETE", ["observer"]) => |call, _| scale_in::request(call),
        ("POST", ["ob", "scale_out"]) => |call, _| scale_out::request(call),
        ("GET", ["ob", "info"]) => |call, _| views::ob_info(call),
        ("GET", ["ob", "agents"]) => |call, _| views::ob_agents(call),
        ("GET", ["observer", "info"]) => |call, _| crate::agent::cluster_views::observer_info(call),
        ("GET", ["obcluster", "info"]) => |call, _| crate::agent::cluster_views::cluster_info(call),
        ("GET", ["obcluster", "topology", "info"]) => |call, _| crate::agent::cluster_views::topology(call),
        _ => return None,
    };
    let guard = if parts == ["agent", "password"] { Guard::AgentPassword } else { Guard::Main };
    Some(Route { guard, handler, id: String::new() })
}

/// What is done to a cluster that is there.
fn operations(method: &str, parts: &[&str]) -> Option<Route> {
    let (handler, id): (Handler, &str) = match (method, parts) {
        ("POST", ["ob", "start"]) => (|call, _| start_stop::start(call), ""),
        ("POST", ["ob", "stop"]) => (|call, _| start_stop::stop(call), ""),
        ("POST", ["ob", "zone", zone, "stop"]) if !zone.is_empty() => (start_stop::stop_zone, zone),
        ("POST", ["ob", "zone", zone, "stop", "check"]) if !zone.is_empty() => {
            (start_stop::stop_zone_check, zone)
        }
        _ => return None,
    };
    Some(Route { guard: Guard::Main, handler, id: id.to_owned() })
}

fn proxy(method: &str, parts: &[&str]) -> Option<Route> {
    let handler: Handler = match (method, parts) {
        ("POST", ["obproxy"]) => |call, _| obproxy::add(call),
        ("DELETE", ["obproxy"]) => |call, _| obproxy::delete(call),
        ("POST", ["obproxy", "start"]) => |call, _| obproxy::start(call),
        ("POST", ["obproxy", "stop"]) => |call, _| obproxy::stop(call),
        ("POST", ["obproxy", "package"]) => |call, _| obproxy::package(call),
        ("POST", ["obproxy", "upgrade"]) => |call, _| obproxy::upgrade(call),
        _ => return None,
    };
    Some(Route { guard: Guard::Obproxy, handler, id: String::new() })
}

fn tasks(method: &str, parts: &[&str]) -> Option<Route> {
    let ("task", rest) = (*parts.first()?, parts.get(1..)?) else { return None };
    let (handler, id): (Handler, &str) = match (method, rest) {
        ("GET", ["dags", "ob"]) => (|call, _| requests::cluster_dags(call), ""),
        ("GET", ["dags", "agent"]) => (|call, _| requests::agent_dags(call), ""),
        ("GET", ["dag", "maintain", "ob"]) => (|call, _| requests::cluster_maintenance(call), ""),
        ("GET", ["dag", "maintain", "agent"]) => (|call, _| requests::agent_maintenance(call), ""),
        ("GET", ["dag", "maintain", "agents"]) => (|call, _| requests::agents_maintenance(call), ""),
        ("GET", ["dag", "unfinish"]) => (|call, _| requests::unfinished(call), ""),
        ("GET", ["dag", "ob", "unfinish"]) => (|call, _| requests::cluster_unfinished(call), ""),
        ("GET", ["dag", "agent", "unfinish"]) => (|call, _| requests::agent_unfinished(call), ""),
        ("GET", ["dag", "agent", "main_dags"]) => (|call, _| main_dags::list(call), ""),
        ("GET", ["dag", id]) => (requests::dag, id),
        ("POST", ["dag", id]) => (operations::dag, id),
        ("GET", ["node", id]) => (requests::node, id),
        ("POST", ["node", id]) => (operations::node, id),
        ("GET", ["sub_task", id]) => (requests::sub_task, id),
        ("GET", ["sub_task", id, "logs"]) => (requests::sub_task_logs, id),
        _ => return None,
    };
    if rest.last() == Some(&"") {
        return None;
    }
    Some(Route { guard: Guard::Task, handler, id: id.to_owned() })
}

/// A part of a path with its `%xx` written out; what is none stays as it is.
fn unescaped(part: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), part.as_bytes());
    while let [first, tail @ ..] = rest {
        let digits =
            if *first == b'%' { tail.get(..2).and_then(|two| std::str::from_utf8(two).ok()) } else { None };
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
