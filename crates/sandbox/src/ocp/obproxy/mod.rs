//! OBProxy clusters: which there are, and everything that changes them.

mod catalogue;
mod create;
mod first;
mod links;
mod model;
mod operations;
mod parameters;
mod placement;
mod servers;
mod settle;
mod views;

pub(super) use model::Proxies;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ocp::asked::Asked;
use crate::ocp::estate::Estate;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, MemberError, Refusal};
use crate::ocp::tasks::Tasks;
use crate::ocp::traits::{OcpRight, OcpTraits};

const OBPROXY: &str = "/api/v2/obproxy";
const SORTABLE: [&str; 5] = ["id", "name", "createTime", "updateTime", "status"];
/// The first build with the paths `…/servers/…`.
const SERVERS_SINCE: [u64; 3] = [4, 3, 5];

/// What a request is answered from.
struct Desk<'a> {
    asked: &'a Asked<'a>,
    estate: &'a mut Estate,
    tasks: &'a mut Tasks,
    traits: &'a OcpTraits,
}

/// `None`: this is about something else.
pub fn answer(
    asked: &Asked<'_>,
    estate: &mut Estate,
    tasks: &mut Tasks,
    traits: &OcpTraits,
) -> Option<Answer> {
    let parts = asked.parts(OBPROXY)?;
    if !asked.reads()
        && let Err(refusal) = traits.demand(OcpRight::ObproxyManager)
    {
        return Some(Err(refusal));
    }
    let mut desk = Desk { asked, estate, tasks, traits };
    match &*parts {
        ["parameterInfo"] if asked.reads() => Some(parameters::catalogue(&desk)),
        ["clusters"] => match asked.method {
            "GET" => Some(desk.list()),
            "POST" => Some(create::create(&mut desk)),
            _ => None,
        },
        ["clusters", id] => match asked.method {
            "GET" => Some(desk.find(id).map(|at| Some(desk.show(at)))),
            "PATCH" => Some(desk.edit(id)),
            "DELETE" => Some(operations::delete(&mut desk, id)),
            _ => None,
        },
        ["clusters", id, rest @ ..] => desk.within(id, rest),
        _ => None,
    }
}

impl Desk<'_> {
    /// Requests about what belongs to a cluster.
    fn within(&mut self, id: &str, rest: &[&str]) -> Option<Answer> {
        let is_new = is_since(&self.traits.build_version, SERVERS_SINCE);
        match (self.asked.method, rest) {
            ("GET", ["parameters"]) => Some(parameters::values(self, id)),
            ("PUT", ["parameters"]) if self.traits.undocumented => Some(parameters::set(self, id)),
            ("POST", ["obLinks", "batchAdd"]) => Some(links::add(self, id)),
            ("DELETE", ["obLinks", name]) => Some(links::remove(self, id, name)),
            ("POST", ["obproxies", "batchAdd"]) => Some(servers::add(self, id)),
            ("POST", ["takeOver"]) => Some(servers::take_over(self, id)),
            ("DELETE", ["obproxies", ids]) if !is_new => Some(operations::by_path(self, id, ids, "delete")),
            ("POST", ["obproxies", ids, word @ ("restart" | "upgrade")]) if !is_new => {
                Some(operations::by_path(self, id, ids, word))
            }
            ("POST", ["servers", word @ ("delete" | "restart" | "start" | "stop" | "upgrade")]) if is_new => {
                Some(operations::by_body(self, id, word))
            }
            _ => None,
        }
    }

    fn list(&self) -> Answer {
        let name = self.asked.parameter("name").unwrap_or_default();
        let clusters = self.estate.proxies.clusters.iter().filter(|cluster| cluster.name.contains(&name));
        let views = clusters.map(|cluster| views::cluster(cluster, self.estate, self.asked));
        let wanted = |view: &Value| self.asked.lets("status", view["status"].as_str().unwrap_or_default());
        pages::page(self.asked, self.traits, &SORTABLE, views.filter(wanted).collect())
    }

    /// Gives a cluster another access address.
    fn edit(&mut self, id: &str) -> Answer {
        #[derive(Deserialize)]
        struct Body {
            address: Option<String>,
            port: Option<i64>,
        }
        let at = self.find(id)?;
        let body: Body = self.asked.object()?;
        if let Some(fault) = body.port.and_then(|port| port_fault("port", port)) {
            return Err(Refusal::members(vec![fault]));
        }
        let cluster = &mut self.estate.proxies.clusters[at];
        cluster.address = body.address.or(cluster.address.take());
        cluster.port = body.port.or(cluster.port);
        cluster.updated = self.asked.now;
        Ok(Some(self.show(at)))
    }

    fn find(&self, id: &str) -> Result<usize, Refusal> {
        self.estate.proxies.find(id)
    }

    fn show(&self, at: usize) -> Value {
        views::cluster(&self.estate.proxies.clusters[at], self.estate, self.asked)
    }

    /// A cluster that nothing is being done to as a whole.
    fn settled(&self, id: &str) -> Result<usize, Refusal> {
        let at = self.find(id)?;
        let cluster = &self.estate.proxies.clusters[at];
        if self.estate.proxies.pending_of(cluster.id).is_some() {
            let message = format!("OBProxy cluster {} is being created or deleted.", cluster.name);
            return Err(Refusal::new(400, "ODP21010", message));
        }
        Ok(at)
    }
}

/// What is wrong with a port.
fn port_fault(field: &str, port: i64) -> Option<MemberError> {
    let message = format!("{field} must be between 1024 and 65535.");
    (!(1024..=65535).contains(&port)).then(|| MemberError::new(field, json!(port), message))
}

/// Numbers of a version, as of `4.3.2.0-26`.
fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-']).map_while(|part| part.parse().ok()).collect()
}

fn is_since(version: &str, first: [u64; 3]) -> bool {
    numbers(version).as_slice() >= first.as_slice()
}
