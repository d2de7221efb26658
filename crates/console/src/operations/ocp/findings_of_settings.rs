//! What is to be said of links and of parameters.

use ocp_api::{ObproxyCluster, WorkMode};

use super::findings::{Found, named};
use crate::dto::{ChosenLink, NamedValue, ObproxyFindingCode as Code, Verdict};
use crate::obproxy::check::{Fault, fault_of};
use crate::obproxy::parameters::is_secret;

impl Found<'_> {
    pub fn linked(&mut self, cluster: &ObproxyCluster, link: &ChosenLink) {
        self.rs_list(cluster);
        let is_it = |present: &ocp_api::ObproxyLink| {
            let id = present.ob_cluster_id.map(|id| id.to_string());
            present.cluster_name == link.cluster_name && id.as_deref() == Some(link.ob_cluster_id.as_str())
        };
        if cluster.links.iter().any(is_it) {
            self.add(Verdict::Fail, Code::AlreadyLinked, [("cluster", link.cluster_name.clone())]);
        }
        if link.cluster_name.trim().is_empty() {
            self.add(Verdict::Fail, Code::NothingChosen, []);
        }
    }

    pub fn unlinked(&mut self, cluster: &ObproxyCluster, name: &str) {
        self.rs_list(cluster);
        if name.trim().is_empty() {
            self.add(Verdict::Fail, Code::NothingChosen, []);
        }
        let id = |id: Option<i64>| id.map_or_else(|| "?".to_owned(), |id| id.to_string());
        let of_name = cluster.links.iter().filter(|link| link.cluster_name == name);
        let ids: Vec<String> = of_name.map(|link| id(link.ob_cluster_id)).collect();
        if ids.len() > 1 {
            let args = [("cluster", name.to_owned()), ("ids", ids.join(", "))];
            self.add(Verdict::Warn, Code::LinkNameTwice, args);
        }
        let used = cluster.links.iter().filter(|link| link.cluster_name == name);
        if used.filter_map(|link| link.connections).any(|connections| connections > 0.0) {
            let servers: Vec<String> = cluster.servers.iter().map(named).collect();
            self.add(Verdict::Warn, Code::ConnectionsDrop, [("servers", servers.join(", "))]);
        }
    }

    fn rs_list(&mut self, cluster: &ObproxyCluster) {
        if cluster.work_mode == Some(WorkMode::RsList) {
            self.add(Verdict::Fail, Code::RsListLink, []);
        }
    }

    pub fn set(&mut self, values: &[NamedValue]) {
        if values.is_empty() {
            self.add(Verdict::Fail, Code::NothingChosen, []);
        }
        if self.facts.is_unread {
            self.add(Verdict::Warn, Code::LookUpFailed, []);
        }
        for value in values {
            let name = value.name.trim();
            if is_secret(name) {
                self.add(Verdict::Fail, Code::ParameterSecret, [("name", name.to_owned())]);
                continue;
            }
            let info = self.facts.catalogue.iter().find(|info| info.name == name);
            let present = self.facts.parameters.iter().find(|present| present.name == name);
            let is_read_only = info.is_some_and(|info| info.is_read_only)
                || present.is_some_and(|present| present.is_read_only);
            let needs_restart = info.is_some_and(|info| info.needs_restart)
                || present.is_some_and(|present| present.needs_restart);
            if is_read_only {
                self.add(Verdict::Fail, Code::ParameterReadOnly, [("name", name.to_owned())]);
            }
            match info.and_then(|info| fault_of(info, &value.value)) {
                Some(Fault::OutOfRange { min, max }) => {
                    let args = [("name", name.to_owned()), ("min", min), ("max", max)];
                    self.add(Verdict::Fail, Code::ParameterOutOfRange, args);
                }
                Some(Fault::Invalid { expected }) => {
                    let args = [("name", name.to_owned()), ("min", expected), ("max", String::new())];
                    self.add(Verdict::Fail, Code::ParameterOutOfRange, args);
                }
                None => {}
            }
            if needs_restart && !is_read_only {
                self.add(Verdict::Warn, Code::ParameterNeedsRestart, [("name", name.to_owned())]);
            }
        }
    }
}
