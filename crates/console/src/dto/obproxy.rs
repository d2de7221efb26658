use super::{LookUpState, Millis, dto};

dto! {
    pub struct ObproxyClusters { pub state: LookUpState, pub clusters: Vec<ObproxySummary> }

    /// One line in the list of an OCP's OBProxy clusters.
    pub struct ObproxySummary {
        pub id: String,
        pub name: String,
        /// What clients connect to; empty when OCP was told none.
        pub address: String,
        pub port: Option<u16>,
        /// `CONFIG_URL`, `RS_LIST`, or a word OBDeck does not know; empty when OCP does not say.
        pub work_mode: String,
        pub ob_clusters: Vec<String>,
        pub servers: u32,
        pub servers_running: u32,
        pub versions: Vec<String>,
        /// In OCP's words; empty when it does not say.
        pub status: String,
        pub creator: String,
        #[ts(type = "number | null")]
        pub created_at: Option<Millis>,
    }

    pub struct ObproxyClusterReq {
        pub connection_id: String,
        pub cluster_id: String,
        pub fresh: bool,
    }

    pub struct ObproxyCluster {
        pub state: LookUpState,
        pub summary: ObproxySummary,
        pub config_url: String,
        pub links: Vec<ObproxyLink>,
        pub servers: Vec<ObproxyServer>,
        pub connect: Vec<ObproxyConnect>,
        /// What can be done with the whole, each with the reason when it is off.
        pub deeds: Vec<ObproxyDeedView>,
    }

    pub struct ObproxyLink {
        pub cluster_name: String,
        pub cluster_id: String,
        pub ob_cluster_id: String,
        pub username: String,
        pub status: String,
        pub connections: Option<f64>,
        pub is_standby: bool,
    }

    pub struct ObproxyServer {
        pub id: String,
        pub host_id: String,
        pub ip: String,
        pub idc: String,
        pub sql_port: Option<u16>,
        pub exporter_port: Option<u16>,
        pub version: String,
        pub architecture: String,
        /// In OCP's words.
        pub status: String,
        pub is_running: bool,
        /// Something is being done with it.
        pub is_busy: bool,
        #[ts(type = "number | null")]
        pub last_active_at: Option<Millis>,
        /// It has not taken the cluster's newest parameters.
        pub is_behind: bool,
        pub deeds: Vec<ObproxyDeedView>,
    }

    /// How a client connects: a command to copy.
    pub struct ObproxyConnect {
        pub cluster_name: String,
        /// The access address, or one server when there is none.
        pub host: String,
        pub port: u16,
        pub command: String,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ObproxyDeed {
        /// A new cluster of OCP, or the first proxy of an agent.
        Create,
        AddServers,
        TakeOver,
        RemoveServers,
        Restart,
        Start,
        Stop,
        Upgrade,
        EditAddress,
        AddLink,
        RemoveLink,
        SetParameters,
        Delete,
    }

    pub struct ObproxyDeedView {
        pub deed: ObproxyDeed,
        pub off: Option<ObproxyOff>,
        /// No document of OCP describes the route.
        pub undocumented: bool,
    }

    /// Why something is off.
    #[derive(Copy, Eq)]
    pub enum ObproxyOff {
        /// It is not running, or it is already.
        State,
        /// Something else is being done with it.
        Busy,
        /// This release of OCP has no such route.
        Release,
        /// Needs a route that no document describes; a setting of the connection offers those.
        Undocumented,
        /// RS_LIST has exactly one link, for good.
        RsList,
        /// There is no newer package that fits.
        NoNewerPackage,
        /// There are no servers.
        NoServers,
        /// The connection is read-only.
        ReadOnly,
        /// The agent manages an OBProxy already.
        Managed,
        /// The agent manages no OBProxy.
        NotManaged,
        /// obshell before 4.2.6 manages no OBProxy.
        Version,
        /// The agent has no password, or none is known here.
        AgentPassword,
        /// The agent does not answer.
        Silent,
    }

    pub struct ObproxyParameters {
        pub state: LookUpState,
        pub parameters: Vec<ObproxyParameter>,
    }

    pub struct ObproxyParameter {
        pub name: String,
        /// The value of most servers.
        pub value: String,
        pub description: String,
        /// Other values, and the servers that have them. Empty when all agree.
        pub others: Vec<ObproxyOtherValue>,
        pub info: Option<ObproxyParameterInfo>,
    }

    pub struct ObproxyOtherValue { pub value: String, pub servers: Vec<String> }

    pub struct ObproxyCatalogueReq {
        pub connection_id: String,
        /// Of the package, such as `4.3.2.0`; any when empty.
        pub version: String,
    }

    pub struct ObproxyCatalogue {
        pub state: LookUpState,
        pub parameters: Vec<ObproxyParameterInfo>,
    }

    pub struct ObproxyParameterInfo {
        pub name: String,
        /// OCP's word: `BOOL`, `CAPACITY`, `DOUBLE`, `INT`, `MOMENT`, `STRING`, `STRING_LIST`, `TIME`.
        pub kind: String,
        pub default: String,
        pub min: String,
        pub max: String,
        pub allowed: Vec<String>,
        pub needs_restart: bool,
        pub read_only: bool,
        /// Given when the process is started.
        pub is_startup: bool,
        /// A port of the form says it already.
        pub is_port: bool,
        pub description: String,
    }
}
