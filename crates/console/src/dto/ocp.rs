use super::{IpcError, Millis, dto};

dto! {
    /// How the API of an OCP is spoken to, where its documents or its releases disagree.
    #[derive(Eq, Default)]
    #[serde(default)]
    pub struct OcpOptions {
        pub login: OcpLogin,
        /// The host and port that OCP sees, when a proxy before it rewrites them; empty: those of the URL.
        pub signing_host: String,
        pub exporter: ExporterMember,
        pub link_ids: LinkIds,
        pub server_paths: ServerPathChoice,
        /// Offer what no document of OCP describes.
        pub undocumented: bool,
    }

    /// What proves who asks. The user and the password of the connection hold the key pair, too.
    #[derive(Copy, Eq, Default)]
    pub enum OcpLogin {
        #[default]
        Password,
        /// An access key, and a secret key that signs each request and never travels.
        AccessKey,
    }

    /// What the exporter's port is called in a new OBProxy cluster.
    #[derive(Copy, Eq, Default)]
    pub enum ExporterMember {
        #[default]
        Both,
        ExporterPort,
        ExportPort,
    }

    /// Which ids of an OceanBase cluster a link carries.
    #[derive(Copy, Eq, Default)]
    pub enum LinkIds {
        #[default]
        Both,
        ObClusterIdOnly,
    }

    /// Where servers are operated on: `…/obproxies/{ids}/…` until 4.3.4, `…/servers/…` after.
    #[derive(Copy, Eq, Default)]
    pub enum ServerPathChoice {
        #[default]
        ByVersion,
        Old,
        New,
    }

    pub struct OcpLookUpReq {
        pub connection_id: String,
        /// Read it now; otherwise what was read in the last half minute will do.
        pub fresh: bool,
    }

    /// How old a look-up is. Its items are all pages together.
    pub struct LookUpState {
        #[ts(type = "number | null")]
        pub read_at: Option<Millis>,
        /// Why it could not be read now; what is shown is older.
        pub problem: Option<IpcError>,
        /// OCP has more than OBDeck reads.
        pub cut: bool,
    }

    pub struct OcpHosts { pub state: LookUpState, pub hosts: Vec<OcpHost> }

    pub struct OcpHost {
        pub id: String,
        pub name: String,
        pub ip: String,
        pub architecture: String,
        pub operating_system: String,
        pub idc: String,
        pub region: String,
        pub status: OcpHostStatus,
        /// In OCP's words.
        pub status_word: String,
        pub services: Vec<OcpService>,
    }

    #[derive(Copy, Eq)]
    pub enum OcpHostStatus {
        /// `AVAILABLE`: online, and nothing runs on it.
        Idle,
        /// `ONLINE`: it carries services.
        CarriesServices,
        Offline,
        /// `NEW`: it has no OCP-Agent yet.
        NoAgent,
        Deleting,
        Unknown,
    }

    #[derive(Eq)]
    pub struct OcpService { pub name: String, pub kind: String, pub version: String }

    pub struct OcpPackages { pub state: LookUpState, pub packages: Vec<OcpPackage> }

    pub struct OcpPackage {
        pub id: String,
        /// What a new cluster is told: `obproxy-4.3.2.0-26.el7.x86_64.rpm`.
        pub file_name: String,
        /// What an upgrade is told: `obproxy-4.3.2.0-26`.
        pub short_name: String,
        pub version: String,
        pub build: String,
        pub architecture: String,
        pub operating_system: String,
        /// Bytes.
        #[ts(type = "number | null")]
        pub size: Option<u64>,
    }

    pub struct OcpObClusters { pub state: LookUpState, pub clusters: Vec<OcpObCluster> }

    pub struct OcpObCluster {
        /// OCP's own id.
        pub id: String,
        /// OceanBase's id: two clusters of one name differ by it.
        pub ob_cluster_id: String,
        pub name: String,
        pub ob_version: String,
        /// In OCP's words.
        pub status: String,
        pub is_running: bool,
        pub is_standby: bool,
        /// `ip:port` with the SQL port.
        pub root_servers: Vec<String>,
    }
}
