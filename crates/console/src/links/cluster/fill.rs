use obshell_api::{ClusterInfo, ClusterServer, ClusterZone, ResourceStats};

/// Whether the cluster's database had a part in the answer. Agents without one tell what they know by themselves:
/// who belongs to it and whose observer runs.
pub fn is_complete(info: &ClusterInfo) -> bool {
    !info.ob_version.is_empty()
}

/// `info`, with what only the database knows from `before` where it could not be asked.
pub fn filled(mut info: ClusterInfo, before: Option<ClusterInfo>) -> ClusterInfo {
    let Some(before) = before.filter(|_| !is_complete(&info)) else { return info };
    info.ob_version = before.ob_version;
    info.is_community_edition = before.is_community_edition;
    info.stats = kept(info.stats, before.stats);
    (info.tenants, info.tenant_stats) = (before.tenants, before.tenant_stats);
    if info.zones.is_empty() {
        info.zones = before.zones;
        return info;
    }
    for zone in &mut info.zones {
        if let Some(before) = before.zones.iter().find(|before| before.name == zone.name) {
            fill_zone(zone, before);
        }
    }
    info
}

fn fill_zone(zone: &mut ClusterZone, before: &ClusterZone) {
    for (text, before) in
        [(&mut zone.idc_name, &before.idc_name), (&mut zone.region_name, &before.region_name)]
    {
        if text.is_empty() {
            text.clone_from(before);
        }
    }
    for server in &mut zone.servers {
        let same = |it: &&ClusterServer| it.ip == server.ip && it.svr_port == server.svr_port;
        let Some(before) = before.servers.iter().find(same) else { continue };
        server.with_rootserver = before.with_rootserver;
        server.stats = kept(std::mem::take(&mut server.stats), before.stats.clone());
        for (text, before) in
            [(&mut server.version, &before.version), (&mut server.architecture, &before.architecture)]
        {
            if text.is_empty() {
                text.clone_from(before);
            }
        }
    }
}

/// Nothing of nothing is no measurement.
fn kept(stats: ResourceStats, before: ResourceStats) -> ResourceStats {
    if stats.cpu_core_total.is_some_and(|cores| cores > 0.0) { stats } else { before }
}

#[cfg(test)]
mod tests {
    use obshell_api::ServerStatus;

    use super::*;

    fn info(ob_version: &str, status: &str, cores: f64) -> ClusterInfo {
        let stats = ResourceStats { cpu_core_total: Some(cores), ..ResourceStats::default() };
        let server = ClusterServer {
            ip: "10.0.0.1".to_owned(),
            version: ob_version.to_owned(),
            status: status.into(),
            stats: stats.clone(),
            ..ClusterServer::default()
        };
        let zone = ClusterZone { name: "zone1".to_owned(), servers: vec![server], ..ClusterZone::default() };
        ClusterInfo { ob_version: ob_version.to_owned(), stats, zones: vec![zone], ..ClusterInfo::default() }
    }

    #[test]
    fn what_only_the_database_knows_stays_when_it_is_down() {
        let (before, down) = (info("4.3.5.1", "RUNNING", 16.0), info("", "PROCESS_STOPPED", 0.0));
        assert!(is_complete(&before) && !is_complete(&down));
        let now = filled(down, Some(before));
        let server = &now.zones[0].servers[0];
        assert_eq!((server.version.as_str(), &server.status), ("4.3.5.1", &ServerStatus::ProcessStopped));
        assert_eq!((now.stats.cpu_core_total, server.stats.cpu_core_total), (Some(16.0), Some(16.0)));
    }

    #[test]
    fn what_the_database_says_counts() {
        let (before, now) = (info("4.3.5.1", "RUNNING", 16.0), info("4.3.5.2", "RUNNING", 0.0));
        assert_eq!(filled(now.clone(), Some(before)), now);
    }
}
