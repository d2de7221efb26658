//! What was looked up, as the window shows it.

use ocp_api::{Host, HostService, HostStatus, ObCluster, ObClusterKind, ObClusterStatus, SoftwarePackage};

use crate::dto::{OcpHost, OcpHostStatus, OcpObCluster, OcpPackage, OcpService};

/// A host.
pub fn host(host: &Host) -> OcpHost {
    let system = [&host.operating_system, &host.operating_system_release];
    let system: Vec<&str> = system.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    OcpHost {
        id: host.id.to_string(),
        name: host.name.clone(),
        ip: host.ip.clone(),
        architecture: host.architecture.clone(),
        operating_system: system.join(" "),
        idc: host.idc.name.clone(),
        region: host.region.name.clone(),
        status: match &host.status {
            HostStatus::Available => OcpHostStatus::Idle,
            HostStatus::Online => OcpHostStatus::CarriesServices,
            HostStatus::Offline => OcpHostStatus::Offline,
            HostStatus::New => OcpHostStatus::NoAgent,
            HostStatus::Deleting => OcpHostStatus::Deleting,
            HostStatus::Other(_) => OcpHostStatus::Unknown,
        },
        status_word: host.status.to_string(),
        services: host.services.iter().map(service).collect(),
    }
}

/// A package.
pub fn package(package: &SoftwarePackage) -> OcpPackage {
    OcpPackage {
        id: package.id.to_string(),
        file_name: package.file_name.clone(),
        short_name: package.short_rpm_name(),
        version: package.version.clone(),
        build: package.build_number.clone(),
        architecture: package.architecture.clone(),
        operating_system: package.operating_system.clone(),
        size: package.size,
    }
}

/// An OceanBase cluster. A root server whose SQL port OCP does not tell is left out.
pub fn ob_cluster(cluster: &ObCluster) -> OcpObCluster {
    let sql_address = |server: &ocp_api::RootServer| {
        let (host, _) = server.address.rsplit_once(':')?;
        Some(format!("{host}:{}", server.sql_port?))
    };
    OcpObCluster {
        id: cluster.id.to_string(),
        ob_cluster_id: id(cluster.ob_cluster_id),
        name: cluster.name.clone(),
        ob_version: cluster.ob_version.clone(),
        status: cluster.status.to_string(),
        is_running: cluster.status == ObClusterStatus::Running,
        is_standby: cluster.kind == Some(ObClusterKind::Standby),
        root_servers: cluster.root_servers.iter().filter_map(sql_address).collect(),
    }
}

/// An id that may be missing: empty then.
pub fn id(id: Option<i64>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn service(service: &HostService) -> OcpService {
    let HostService { name, version, kind, .. } = service;
    OcpService { name: name.clone(), kind: kind.to_string(), version: version.clone() }
}
