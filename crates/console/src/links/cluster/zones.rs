use obshell_api::ClusterZone;

use super::order::by_number;
use super::view::Sources;
use crate::dto::{HostView, ZoneView};

/// Zones by name, each with its hosts. Agents that are in none come last.
pub fn zones(of: &Sources<'_>, hosts: Vec<HostView>) -> Vec<ZoneView> {
    let told = of.survey.info.iter().flat_map(|info| &info.zones);
    let mut zones: Vec<ZoneView> = told.map(zone).collect();
    for host in hosts {
        if zones.iter().all(|zone| zone.name != host.zone) {
            zones.push(zone(&ClusterZone { name: host.zone.clone(), ..ClusterZone::default() }));
        }
        if let Some(zone) = zones.iter_mut().find(|zone| zone.name == host.zone) {
            zone.hosts.push(host);
        }
    }
    zones.sort_by_cached_key(|zone| (zone.name.is_empty(), by_number(&zone.name)));
    zones
}

fn zone(told: &ClusterZone) -> ZoneView {
    ZoneView {
        name: told.name.clone(),
        word: told.status.as_str().to_owned(),
        idc: told.idc_name.clone(),
        region: told.region_name.clone(),
        hosts: Vec::new(),
        actions: Vec::new(),
    }
}
