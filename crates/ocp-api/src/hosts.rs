use serde_json::Value;
use time::OffsetDateTime;

use crate::client::Client;
use crate::error::Error;
use crate::fields::Fields;
use crate::page::{Gathering, Listing, Page, PageQuery};
use crate::target::{Target, id};
use crate::words::words;

const HOSTS: &str = "/api/v2/compute/hosts";

words! {
    /// How a host stands.
    HostStatus {
        /// It has no OCP-Agent yet.
        New = "NEW",
        /// It is online and idle.
        Available = "AVAILABLE",
        /// It is online and carries services.
        Online = "ONLINE",
        Offline = "OFFLINE",
        Deleting = "DELETING",
    }
}

words! {
    /// How the OCP-Agent of a host stands.
    HostAgentStatus {
        Available = "AVAILABLE",
        Restarting = "RESTARTING",
        Stopping = "STOPPING",
        /// OCP's own spelling.
        Reinstalling = "REINTSTALLING",
        Offline = "OFFLINE",
        Deleted = "DELETED",
    }
}

words! {
    /// What runs on a host.
    HostServiceKind {
        ObCluster = "OB_CLUSTER",
        Obproxy = "OB_PROXY",
        OcpAgent = "OCP_AGENT",
        BackupAgent = "BACKUP_AGENT",
        RestoreAgent = "RESTORE_AGENT",
        BackupRestoreAgent = "BACKUP_RESTORE_AGENT",
        Oms = "OMS",
    }
}

/// Which hosts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostQuery {
    pub page: PageQuery,
    /// Any when empty. For an OBProxy, those that are [`HostStatus::Available`] or [`HostStatus::Online`] will do.
    pub statuses: Vec<HostStatus>,
    /// Part of a host name, an IP address or a service; any when empty.
    pub keyword: String,
}

/// A machine that OCP manages. What OCP left out is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    pub id: i64,
    /// The host name.
    pub name: String,
    pub alias: String,
    pub description: String,
    /// `innerIpAddress`.
    pub ip: String,
    pub ssh_port: Option<u16>,
    pub status: HostStatus,
    /// `DEDICATED_PHYSICAL_MACHINE`, `DEDICATED_CONTAINER`, ….
    pub kind: String,
    pub idc: HostPlace,
    pub region: HostPlace,
    pub host_type: HostPlace,
    /// For example `Linux`.
    pub operating_system: String,
    /// For example `3.10.0-327.ali2010.rc7.alios7.x86_64`.
    pub operating_system_release: String,
    /// For example `x86_64`.
    pub architecture: String,
    pub agent_version: String,
    pub agent_status: Option<HostAgentStatus>,
    pub services: Vec<HostService>,
    pub created_at: Option<OffsetDateTime>,
    pub updated_at: Option<OffsetDateTime>,
}

/// An IDC, a region or a type of hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPlace {
    pub id: Option<i64>,
    pub name: String,
}

/// Something that runs on a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostService {
    /// Of an OBProxy, the name of its cluster.
    pub name: String,
    pub version: String,
    pub kind: HostServiceKind,
    pub package_id: Option<i64>,
}

impl Client {
    /// One page of the hosts. `GET /api/v2/compute/hosts`, right `HOST_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn hosts(&self, query: &HostQuery) -> Result<Page<Host>, Error> {
        let words: Vec<&str> = query.statuses.iter().map(HostStatus::as_str).collect();
        let target = Target::new(HOSTS).paged(query.page).with("keyword", &query.keyword);
        let path = target.with("status", &words.join(",")).to_string();
        self.get_as(&path, |data| Page::read(data, Host::read)).await
    }

    /// All hosts that are wanted, page by page; the page of the query is of no account.
    ///
    /// # Errors
    ///
    /// As [`Client::hosts`].
    pub async fn all_hosts(&self, query: &HostQuery) -> Result<Listing<Host>, Error> {
        let mut gathering = Gathering::new();
        while let Some(page) = gathering.next() {
            gathering.take(self.hosts(&HostQuery { page, ..query.clone() }).await?, |host| host.id);
        }
        Ok(gathering.done())
    }

    /// One host. `GET /api/v2/compute/hosts/{id}`, right `HOST_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when the answer is no host.
    pub async fn host(&self, host: i64) -> Result<Host, Error> {
        self.get_as(&format!("{HOSTS}/{}", id(host)?), Host::read).await
    }
}

impl Host {
    fn read(value: &Value) -> Option<Host> {
        let fields = Fields::of(value)?;
        let place = |id: &str, name: &str| HostPlace { id: fields.number(&[id]), name: fields.text(&[name]) };
        Some(Host {
            id: fields.number(&["id"])?,
            name: fields.text(&["name"]),
            alias: fields.text(&["alias"]),
            description: fields.text(&["description"]),
            ip: fields.text(&["innerIpAddress"]),
            ssh_port: fields.small(&["sshPort"]),
            status: HostStatus::of(&fields.text(&["status"])),
            kind: fields.text(&["kind"]),
            idc: place("idcId", "idcName"),
            region: place("regionId", "regionName"),
            host_type: place("typeId", "typeName"),
            operating_system: fields.text(&["operatingSystem"]),
            operating_system_release: fields.text(&["operatingSystemRelease"]),
            architecture: fields.text(&["architecture"]),
            agent_version: fields.text(&["hostAgentVersion"]),
            agent_status: fields.word(&["hostAgentStatus"], HostAgentStatus::of),
            services: fields.all(&["services"], HostService::read),
            created_at: fields.time(&["createTime"]),
            updated_at: fields.time(&["updateTime"]),
        })
    }
}

impl HostService {
    fn read(fields: Fields<'_>) -> Option<HostService> {
        Some(HostService {
            name: fields.text(&["name"]),
            version: fields.text(&["version"]),
            kind: HostServiceKind::of(&fields.text(&["type"])),
            package_id: fields.number(&["softwarePackageId"]),
        })
    }
}
