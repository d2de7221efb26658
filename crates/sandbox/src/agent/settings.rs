//! Configuration set before init, and which value wins.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::clock::Ns;

/// Whom an observer configuration is for. Broader comes last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scope {
    Server(SocketAddr),
    Zone(String),
    Global,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    scope: Scope,
    at: Ns,
    values: BTreeMap<String, String>,
}

/// Configuration set before init.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Settings {
    entries: Vec<Entry>,
    pub cluster_id: Option<i64>,
    pub cluster_name: Option<String>,
    pub rs_list: Option<String>,
}

impl Settings {
    /// Replaces what was set for `scope`.
    pub fn set(&mut self, scope: Scope, values: BTreeMap<String, String>, at: Ns) {
        self.entries.retain(|entry| entry.scope != scope);
        self.entries.push(Entry { scope, at, values });
    }

    /// Forgets a server, and its zone too when `zone` is given.
    pub fn forget(&mut self, server: SocketAddr, zone: Option<&str>) {
        self.entries.retain(|entry| match &entry.scope {
            Scope::Server(address) => *address != server,
            Scope::Zone(name) => Some(name.as_str()) != zone,
            Scope::Global => true,
        });
    }

    /// What `server` in `zone` gets: for each key the value written last, the broader scope on a tie.
    pub fn effective(&self, server: SocketAddr, zone: &str) -> BTreeMap<String, String> {
        let mut newest: BTreeMap<&str, (Ns, &str)> = BTreeMap::new();
        for scope in [Scope::Server(server), Scope::Zone(zone.to_owned()), Scope::Global] {
            for entry in self.entries.iter().filter(|entry| entry.scope == scope) {
                for (key, value) in &entry.values {
                    if newest.get(key.as_str()).is_none_or(|(at, _)| entry.at >= *at) {
                        newest.insert(key, (entry.at, value));
                    }
                }
            }
        }
        newest.into_iter().map(|(key, (_, value))| (key.to_owned(), value.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_written_last_wins_and_a_broader_one_on_a_tie() {
        let server: SocketAddr = "127.0.0.1:2886".parse().unwrap();
        let one = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
        let mut settings = Settings::default();
        settings.set(Scope::Server(server), one("memory_limit", "8G"), 10);
        settings.set(Scope::Global, one("memory_limit", "6G"), 20);
        settings.set(Scope::Zone("z".to_owned()), one("cpu_count", "4"), 20);
        settings.set(Scope::Server(server), one("cpu_count", "2"), 20);
        let effective = settings.effective(server, "z");
        assert_eq!(effective["cpu_count"], "4");
        assert_eq!(effective["memory_limit"], "6G");
    }
}
