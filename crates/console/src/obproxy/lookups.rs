use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use obshell_api::Clock;
use ocp_api::{
    Advice, Client, Error, Host, HostQuery, ObCluster, ObproxyCluster, OcpInfo, PackageKind, PackageQuery,
    ParameterInfo, ParameterQuery, ParameterValue, SoftwarePackage,
};

use super::cache::{Ask, Basis, Cache, Looked, Read};
use crate::connections::{Connection, Connections, Trouble, Wiring, timed_client, trouble_without};
use crate::dto::{ConnectionKind, ErrorCode, IpcError};

/// What was looked up in OCPs: whole lists, all their pages together, read anew after half a minute or when that is
/// asked for, by one asker at a time. When that fails, what was read before stays. Cloning is cheap.
///
/// Every method takes the id of a connection to an OCP, and `fresh` to have it read now.
///
/// # Errors
/// Of every method: `NotFound` for the connection, `Invalid` when it leads to no OCP. Why something could not be read is
/// in what they return, with the right that the user lacks as `detail`.
#[derive(Clone)]
pub struct LookUps {
    inner: Arc<Inner>,
}

struct Inner {
    connections: Connections,
    wiring: Wiring,
    clock: Arc<dyn Clock>,
    /// How far what is done through a connection has got, as a number that says nothing else.
    doings: Doings,
    /// That number, as it was when somebody last asked.
    seen: Mutex<BTreeMap<String, u64>>,
    info: Cache<(), OcpInfo>,
    hosts: Cache<(), Vec<Host>>,
    packages: Cache<(), Vec<SoftwarePackage>>,
    ob_clusters: Cache<(), Vec<ObCluster>>,
    obproxy_clusters: Cache<(), Vec<ObproxyCluster>>,
    obproxy_cluster: Cache<i64, ObproxyCluster>,
    parameters: Cache<i64, Vec<ParameterValue>>,
    catalogue: Cache<String, Vec<ParameterInfo>>,
}

/// By the connection's id.
pub type Doings = Arc<dyn Fn(&str) -> u64 + Send + Sync>;

type Outcome<T> = Result<Looked<T>, IpcError>;

/// The rights that looking up needs, in OCP's words.
const HOST_VIEWER: &str = "HOST_VIEWER";
const PACKAGE_VIEWER: &str = "PACKAGE_VIEWER";
const CLUSTER_VIEWER: &str = "CLUSTER_VIEWER";
/// OCP's documents name no lesser one.
const OBPROXY_MANAGER: &str = "OBPROXY_MANAGER";

impl LookUps {
    pub fn new(connections: Connections, wiring: Wiring, clock: Arc<dyn Clock>, doings: Doings) -> LookUps {
        LookUps {
            inner: Arc::new(Inner {
                connections,
                wiring,
                clock,
                doings,
                seen: Mutex::default(),
                info: Cache::default(),
                hosts: Cache::default(),
                packages: Cache::default(),
                ob_clusters: Cache::default(),
                obproxy_clusters: Cache::default(),
                obproxy_cluster: Cache::default(),
                parameters: Cache::default(),
                catalogue: Cache::default(),
            }),
        }
    }

    /// What OCP is; its release decides over the paths of servers.
    pub async fn info(&self, connection_id: &str, fresh: bool) -> Outcome<OcpInfo> {
        let read = |client: Client| async move { Ok(whole(client.info().await?)) };
        self.look(&self.inner.info, (), connection_id, fresh, "", read).await
    }

    /// Every host, whatever its state.
    pub async fn hosts(&self, connection_id: &str, fresh: bool) -> Outcome<Vec<Host>> {
        let read = |client: Client| async move {
            let all = client.all_hosts(&HostQuery::default()).await?;
            Ok(Read { cut: !all.complete, value: all.items })
        };
        self.look(&self.inner.hosts, (), connection_id, fresh, HOST_VIEWER, read).await
    }

    /// Every package of OBProxy.
    pub async fn packages(&self, connection_id: &str, fresh: bool) -> Outcome<Vec<SoftwarePackage>> {
        let read = |client: Client| async move {
            let all = client.all_software_packages(&PackageQuery::of(PackageKind::Obproxy)).await?;
            Ok(Read { cut: !all.complete, value: all.items })
        };
        self.look(&self.inner.packages, (), connection_id, fresh, PACKAGE_VIEWER, read).await
    }

    /// Every OceanBase cluster, standby clusters included.
    pub async fn ob_clusters(&self, connection_id: &str, fresh: bool) -> Outcome<Vec<ObCluster>> {
        let read = |client: Client| async move {
            let all = client.all_ob_clusters().await?;
            Ok(Read { cut: !all.complete, value: all.items })
        };
        self.look(&self.inner.ob_clusters, (), connection_id, fresh, CLUSTER_VIEWER, read).await
    }

    /// Every OBProxy cluster. To find one by its name after a lost answer, ask for it `fresh`.
    pub async fn obproxy_clusters(&self, connection_id: &str, fresh: bool) -> Outcome<Vec<ObproxyCluster>> {
        let read = |client: Client| async move {
            let all = client.all_obproxy_clusters().await?;
            Ok(Read { cut: !all.complete, value: all.items })
        };
        self.look(&self.inner.obproxy_clusters, (), connection_id, fresh, OBPROXY_MANAGER, read).await
    }

    /// One OBProxy cluster with its servers and links. Its problem is `ClusterGone` when OCP says that it is.
    pub async fn obproxy_cluster(
        &self,
        connection_id: &str,
        cluster_id: &str,
        fresh: bool,
    ) -> Outcome<ObproxyCluster> {
        let id = number(cluster_id)?;
        let read = move |client: Client| async move { Ok(whole(client.obproxy_cluster(id).await?)) };
        self.look(&self.inner.obproxy_cluster, id, connection_id, fresh, OBPROXY_MANAGER, read).await
    }

    /// The parameters as the servers of an OBProxy cluster have them.
    pub async fn parameters(
        &self,
        connection_id: &str,
        cluster_id: &str,
        fresh: bool,
    ) -> Outcome<Vec<ParameterValue>> {
        let id = number(cluster_id)?;
        let read = move |client: Client| async move { Ok(whole(client.obproxy_parameters(id).await?)) };
        self.look(&self.inner.parameters, id, connection_id, fresh, OBPROXY_MANAGER, read).await
    }

    /// Every parameter that OBProxy has in `version`, such as `4.3.2.0`; in any when that is empty.
    pub async fn catalogue(
        &self,
        connection_id: &str,
        version: &str,
        fresh: bool,
    ) -> Outcome<Vec<ParameterInfo>> {
        let query = ParameterQuery { name: String::new(), version: version.to_owned() };
        let read = |client: Client| async move { Ok(whole(client.obproxy_parameter_info(&query).await?)) };
        let key = version.to_owned();
        self.look(&self.inner.catalogue, key, connection_id, fresh, OBPROXY_MANAGER, read).await
    }

    /// Forgets everything of a connection.
    pub fn forget(&self, connection_id: &str) {
        let Inner { info, hosts, packages, ob_clusters, .. } = &*self.inner;
        let Inner { obproxy_clusters, obproxy_cluster, parameters, catalogue, .. } = &*self.inner;
        info.forget(connection_id);
        hosts.forget(connection_id);
        packages.forget(connection_id);
        ob_clusters.forget(connection_id);
        obproxy_clusters.forget(connection_id);
        obproxy_cluster.forget(connection_id);
        parameters.forget(connection_id);
        catalogue.forget(connection_id);
    }

    async fn look<K, T, F>(
        &self,
        cache: &Cache<K, T>,
        key: K,
        connection_id: &str,
        fresh: bool,
        right: &str,
        read: impl FnOnce(Client) -> F,
    ) -> Outcome<T>
    where
        K: Ord + Clone,
        F: Future<Output = Result<Read<T>, Error>>,
    {
        let Connection { settings, .. } = self.inner.connections.get(connection_id)?;
        if settings.kind != ConnectionKind::Ocp {
            return Err(IpcError::invalid("the connection leads to no OCP"));
        }
        let wiring = &self.inner.wiring;
        let reading = || async {
            let client = timed_client(connection_id, &settings, wiring).await?;
            read(client).await.map_err(|error| self.judge(error, connection_id, right))
        };
        self.expire_what_changed(connection_id);
        let (basis, clock) = (Basis::of(&settings), &*self.inner.clock);
        Ok(cache.look(key, Ask { connection_id, basis, fresh, clock }, reading).await)
    }

    /// What a call may have changed is read anew once the call has got any further.
    fn expire_what_changed(&self, connection_id: &str) {
        let Inner { doings, seen, hosts, obproxy_clusters, obproxy_cluster, parameters, .. } = &*self.inner;
        let now = doings(connection_id);
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.insert(connection_id.to_owned(), now).is_some_and(|before| before != now) {
            hosts.expire(connection_id);
            obproxy_clusters.expire(connection_id);
            obproxy_cluster.expire(connection_id);
            parameters.expire(connection_id);
        }
    }

    fn judge(&self, error: Error, connection_id: &str, right: &str) -> Trouble {
        let gone = gone(&error);
        let mut trouble = trouble_without(error, right, connection_id, &self.inner.wiring);
        if let Some(code) = gone {
            trouble.problem.code = code;
        }
        if [ErrorCode::Unreachable, ErrorCode::Route].contains(&trouble.problem.code) {
            // The way to it may have to be opened again.
            self.inner.wiring.forget_ocp(connection_id);
        }
        trouble
    }
}

/// What OCP does not have.
fn gone(error: &Error) -> Option<ErrorCode> {
    let Error::Rejected(rejected) = error else { return None };
    let advice = rejected.advice();
    let codes =
        [(Advice::ObproxyClusterNotFound, ErrorCode::ClusterGone), (Advice::NotFound, ErrorCode::NotFound)];
    codes.into_iter().find(|(known, _)| advice == Some(*known)).map(|(_, code)| code)
}

fn whole<T>(value: T) -> Read<T> {
    Read { value, cut: false }
}

/// OCP's ids are numbers.
pub fn number(id: &str) -> Result<i64, IpcError> {
    id.parse().map_err(|_| IpcError::invalid(format!("{id:?} is no id of OCP's")))
}
