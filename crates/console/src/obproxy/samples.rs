//! What an OCP may have, for tests.

use ocp_api::{
    Host, HostAgentStatus, HostPlace, HostService, HostServiceKind, HostStatus, ObCluster, ObClusterKind,
    ObClusterStatus, ObproxyCluster, ObproxyLink, ObproxyServer, ObproxyServerStatus, PackageKind,
    ParameterInfo, ParameterKind, RootServer, SoftwarePackage, WorkMode,
};

/// An idle host with an agent.
pub fn host(id: i64) -> Host {
    Host {
        id,
        name: format!("proxy-{id}"),
        alias: String::new(),
        description: String::new(),
        ip: format!("10.10.40.{id}"),
        ssh_port: Some(22),
        status: HostStatus::Available,
        kind: "DEDICATED_PHYSICAL_MACHINE".to_owned(),
        idc: HostPlace { id: Some(1), name: "sh-1".to_owned() },
        region: HostPlace { id: Some(1), name: "sh".to_owned() },
        host_type: HostPlace::default(),
        operating_system: "Linux".to_owned(),
        operating_system_release: "3.10.0-1160.el7.x86_64".to_owned(),
        architecture: "x86_64".to_owned(),
        agent_version: "4.2.2".to_owned(),
        agent_status: Some(HostAgentStatus::Available),
        services: Vec::new(),
        created_at: None,
        updated_at: None,
    }
}

/// A host that carries a service.
pub fn carrying(id: i64, kind: HostServiceKind, name: &str) -> Host {
    let service =
        HostService { name: name.to_owned(), version: "4.2.1.8".to_owned(), kind, package_id: None };
    Host { status: HostStatus::Online, services: vec![service], ..host(id) }
}

pub fn package(id: i64, version: &str, architecture: &str) -> SoftwarePackage {
    SoftwarePackage {
        id,
        name: "obproxy".to_owned(),
        file_name: format!("obproxy-{version}-{id}.el7.{architecture}.rpm"),
        version: version.to_owned(),
        build_number: id.to_string(),
        architecture: architecture.to_owned(),
        operating_system: "el7".to_owned(),
        kind: PackageKind::Obproxy,
        size: Some(40_265_318),
        created_at: None,
    }
}

/// A primary that runs.
pub fn ob_cluster(id: i64, name: &str, version: &str) -> ObCluster {
    let root_server =
        RootServer { address: "10.10.20.6:2882".to_owned(), role: "LEADER".to_owned(), sql_port: Some(2881) };
    ObCluster {
        id,
        name: name.to_owned(),
        ob_cluster_id: Some(id + 1_000),
        ob_version: version.to_owned(),
        status: ObClusterStatus::Running,
        kind: Some(ObClusterKind::Primary),
        root_servers: vec![root_server],
    }
}

/// A cluster with these servers, and a link to `trade`.
pub fn obproxy_cluster(name: &str, servers: Vec<ObproxyServer>) -> ObproxyCluster {
    let link = ObproxyLink {
        cluster_id: Some(2),
        ob_cluster_id: Some(1_002),
        cluster_name: "trade".to_owned(),
        username: "proxyro".to_owned(),
        status: ObClusterStatus::Running,
        kind: Some(ObClusterKind::Primary),
        connections: Some(12.0),
    };
    ObproxyCluster {
        id: 7,
        name: name.to_owned(),
        status: None,
        address: "trade.proxy.lab".to_owned(),
        port: Some(2883),
        work_mode: Some(WorkMode::ConfigUrl),
        config_url: "http://ocp:8080/services?Action=GetObProxyConfig".to_owned(),
        parameter_version: "3".to_owned(),
        creator: "admin".to_owned(),
        created_at: None,
        updated_at: None,
        links: vec![link],
        versions: Vec::new(),
        idcs: Vec::new(),
        servers,
    }
}

/// A server that runs on the host with this id.
pub fn server(id: i64, host: i64) -> ObproxyServer {
    ObproxyServer {
        id,
        cluster_id: Some(7),
        host_id: Some(host),
        idc: "sh-1".to_owned(),
        ip: format!("10.10.40.{host}"),
        sql_port: Some(2883),
        exporter_port: Some(2884),
        version: "4.2.3.0-3".to_owned(),
        architecture: "x86_64".to_owned(),
        status: ObproxyServerStatus::Running,
        is_operating: false,
        parameter_version: "3".to_owned(),
        last_active_at: None,
    }
}

pub fn parameter(name: &str, kind: ParameterKind, min: &str, max: &str) -> ParameterInfo {
    ParameterInfo {
        name: name.to_owned(),
        version: "4.3.2.0".to_owned(),
        kind,
        default: String::new(),
        min: min.to_owned(),
        max: max.to_owned(),
        allowed: Vec::new(),
        needs_restart: false,
        is_read_only: false,
        description: String::new(),
        explanation: String::new(),
    }
}
