use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use obshell_api::{AgentAddress, IdParts};
use serde_json::Value;

use super::found::{Found, found};
use crate::documents::TaskDocument;
use crate::dto::{OperationView, TaskOrigin};

/// Fields whose text is a word of OBDeck's or the server's own. A cluster may well be called `running`.
const WORDS: [&str; 15] = [
    "system",
    "type",
    "kind",
    "environment",
    "word",
    "journal",
    "operator",
    "operatorPending",
    "off",
    "action",
    "code",
    "level",
    "explanation",
    "method",
    "state",
];
/// Shorter names are replaced only where they stand alone.
const LONG: usize = 4;

/// Puts the same word in the place of the same address or name, wherever it stands. Which word stood for what is told
/// nowhere.
pub struct Anonymous {
    /// Number by address, and by host name in small letters.
    hosts: BTreeMap<String, usize>,
    /// In small letters, the longest first, with what takes their place.
    names: Vec<(String, String)>,
}

impl Anonymous {
    /// For a document. `clusters` are further names that stand for it, of its connection for instance; `others` are
    /// further addresses.
    pub fn of(view: &OperationView, clusters: &[String], others: &[String]) -> Self {
        let mut anonymous = Self { hosts: BTreeMap::new(), names: Vec::new() };
        let runs = view.calls.iter().flat_map(|call| &call.steps).flat_map(|step| &step.runs);
        let targets = view.calls.iter().map(|call| call.head.target.as_str());
        let hosts = view.head.hosts.iter().map(|host| host.address.as_str());
        for address in hosts.chain(runs.map(|run| run.host.as_str())).chain(targets) {
            anonymous.learn(address);
        }
        others.iter().for_each(|address| anonymous.learn(address));
        let clusters = clusters.iter().map(String::as_str).chain([view.head.cluster_name.as_str()]);
        for name in clusters.filter(|name| !name.is_empty()) {
            anonymous.names.push((name.to_ascii_lowercase(), "cluster".to_owned()));
        }
        let mut zones: Vec<&str> = view.head.hosts.iter().map(|host| host.zone.as_str()).collect();
        zones.sort_unstable();
        zones.dedup();
        for (zone, number) in zones.into_iter().filter(|zone| tells_something(zone)).zip(1..) {
            anonymous.names.push((zone.to_ascii_lowercase(), format!("zone-{number}")));
        }
        anonymous.names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        anonymous
    }

    /// The document in which nobody is named.
    pub fn document(&mut self, mut document: TaskDocument) -> Result<TaskDocument, serde_json::Error> {
        let head = &mut document.view.head;
        (head.connection_id, head.draft_id) = (None, None);
        if let TaskOrigin::File { name, .. } = &mut head.origin {
            "task.json".clone_into(name);
        }
        let mut value = serde_json::to_value(&document)?;
        self.replace_in(&mut value);
        serde_json::from_value(value)
    }

    /// A text in which nobody is named.
    pub fn text(&mut self, text: &str) -> String {
        let mut places: Vec<(Range<usize>, String)> =
            found(text).map(|(place, found)| (place, self.instead_of(&found))).collect();
        let small = text.to_ascii_lowercase();
        for (name, word) in &self.names {
            for (start, name) in small.match_indices(name.as_str()) {
                let place = start..start + name.len();
                if name.len() >= LONG || stands_alone(text, &place) {
                    places.push((place, word.clone()));
                }
            }
        }
        places.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for (place, word) in places {
            if place.start >= at {
                out.push_str(&text[at..place.start]);
                out.push_str(&word);
                at = place.end;
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// Remembers a host by its address, `10.0.0.1:2886` or `db1.example.com:2886`.
    fn learn(&mut self, address: &str) {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = match address.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(':') => {
                host
            }
            Some(_) | None => address,
        };
        let host = host.trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(ip) => {
                self.number(ip.to_string());
            }
            Err(_) if host.is_empty() => {}
            Err(_) => {
                let number = self.number(host.to_ascii_lowercase());
                let name = (host.to_ascii_lowercase(), format!("host-{number}"));
                if !self.names.contains(&name) {
                    self.names.push(name);
                }
            }
        }
    }

    fn number(&mut self, host: String) -> usize {
        let next = self.hosts.len() + 1;
        *self.hosts.entry(host).or_insert(next)
    }

    fn instead_of(&mut self, found: &Found) -> String {
        match found {
            Found::Address(ip) => format!("host-{}", self.number(ip.to_string())),
            Found::Id { ip, port, kind, number } => {
                let host = u32::try_from(self.number(ip.to_string())).unwrap_or(u32::MAX);
                let ip = match ip {
                    IpAddr::V4(_) => Ipv4Addr::from(host).to_string(),
                    IpAddr::V6(_) => Ipv6Addr::from(u128::from(host)).to_string(),
                };
                let agent = Some(AgentAddress { ip, port: *port });
                let parts = IdParts { kind: *kind, agent, number: number.clone() };
                parts.encode().map(|id| id.to_string()).unwrap_or_else(|_| "0".to_owned())
            }
        }
    }

    fn replace_in(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.replace_in(item)),
            Value::Object(object) => {
                for (name, field) in object.iter_mut() {
                    let is_word = field.is_string() && WORDS.contains(&name.as_str());
                    if !is_word {
                        self.replace_in(field);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// `zone1` is what everybody's is called.
fn tells_something(zone: &str) -> bool {
    let number = zone
        .to_ascii_lowercase()
        .strip_prefix("zone")
        .map(|rest| rest.trim_start_matches(['-', '_']).to_owned());
    zone.len() > 1 && !number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..place.start].chars().next_back().is_some_and(is_word);
    let behind = text[place.end..].chars().next().is_some_and(is_word);
    !before && !behind
}
