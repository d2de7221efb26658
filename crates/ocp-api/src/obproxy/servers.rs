use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::wire::ServerPaths;
use super::{answers, of_cluster};
use crate::client::Client;
use crate::error::Error;
use crate::target::{id, ids};
use crate::tasks::TaskInstance;

/// OBProxies that a cluster is to have more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddServers {
    /// OCP's ids.
    pub host_ids: Vec<i64>,
    /// That of the other OBProxies of the cluster, if there are any.
    pub sql_port: u16,
    pub exporter_port: u16,
    /// The [file name](crate::SoftwarePackage::file_name) of the package.
    pub package_file: String,
}

/// An OBProxy that runs already and is to become one of a cluster.
#[derive(Clone, Debug)]
pub struct TakeOver {
    /// OCP's id.
    pub host_id: i64,
    pub sql_port: u16,
    /// Of `root@proxysys`; newer releases want it.
    pub password: Option<SecretString>,
}

impl Client {
    /// Installs more OBProxies, each with a task of its own that says its [`host_id`](TaskInstance::host_id).
    /// `POST …/clusters/{id}/obproxies/batchAdd`, right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`] when there is no host; otherwise as [`Client::retry_task`].
    pub async fn add_obproxy_servers(
        &self,
        cluster: i64,
        added: &AddServers,
    ) -> Result<Vec<TaskInstance>, Error> {
        ids(&added.host_ids)?;
        let body = json!({
            "hostIds": added.host_ids,
            "sqlPort": added.sql_port,
            "exporterPort": added.exporter_port,
            "version": added.package_file,
        });
        let path = of_cluster(cluster, "/obproxies/batchAdd")?;
        Ok(answers::tasks(&self.change(Method::POST, &path, Some(&body)).await?))
    }

    /// Takes OBProxies over that run already. `POST …/clusters/{id}/takeOver`, right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`] when there is none; otherwise as [`Client::retry_task`].
    pub async fn take_over_obproxy_servers(
        &self,
        cluster: i64,
        taken: &[TakeOver],
    ) -> Result<Vec<TaskInstance>, Error> {
        ids(&taken.iter().map(|one| one.host_id).collect::<Vec<_>>())?;
        let hosts: Value = taken.iter().map(TakeOver::body).collect();
        let path = of_cluster(cluster, "/takeOver")?;
        Ok(answers::tasks(&self.change(Method::POST, &path, Some(&json!({"hosts": hosts}))).await?))
    }

    /// Removes OBProxies. `DELETE …/clusters/{id}/obproxies/{ids}`, or `POST …/servers/delete`, right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`] when there is none; otherwise as [`Client::retry_task`].
    pub async fn remove_obproxy_servers(
        &self,
        cluster: i64,
        servers: &[i64],
        paths: ServerPaths,
    ) -> Result<Option<TaskInstance>, Error> {
        match paths {
            ServerPaths::Old => self.act(Method::DELETE, &old_path(cluster, servers, "")?, None).await,
            ServerPaths::New => self.act_on(cluster, "delete", servers).await,
        }
    }

    /// Restarts OBProxies. `POST …/clusters/{id}/obproxies/{ids}/restart`, or `POST …/servers/restart`, of which no
    /// document tells; right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::remove_obproxy_servers`].
    pub async fn restart_obproxy_servers(
        &self,
        cluster: i64,
        servers: &[i64],
        paths: ServerPaths,
    ) -> Result<Option<TaskInstance>, Error> {
        match paths {
            ServerPaths::Old => self.act(Method::POST, &old_path(cluster, servers, "/restart")?, None).await,
            ServerPaths::New => self.act_on(cluster, "restart", servers).await,
        }
    }

    /// Stops OBProxies. `POST …/clusters/{id}/servers/stop`, OCP 4.3.5 and later, right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::remove_obproxy_servers`].
    pub async fn stop_obproxy_servers(
        &self,
        cluster: i64,
        servers: &[i64],
    ) -> Result<Option<TaskInstance>, Error> {
        self.act_on(cluster, "stop", servers).await
    }

    /// Starts OBProxies. `POST …/clusters/{id}/servers/start`, of which no document tells; right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::remove_obproxy_servers`].
    pub async fn start_obproxy_servers(
        &self,
        cluster: i64,
        servers: &[i64],
    ) -> Result<Option<TaskInstance>, Error> {
        self.act_on(cluster, "start", servers).await
    }

    /// Upgrades an OBProxy to a package with this [short name](crate::SoftwarePackage::short_rpm_name).
    /// `POST …/clusters/{id}/obproxies/{id}/upgrade`, or `POST …/servers/upgrade`, of which no document tells; right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn upgrade_obproxy_server(
        &self,
        cluster: i64,
        server: i64,
        short_rpm_name: &str,
        paths: ServerPaths,
    ) -> Result<Option<TaskInstance>, Error> {
        let mut body = json!({"shortRpmName": short_rpm_name});
        let path = match paths {
            ServerPaths::Old => old_path(cluster, &[server], "/upgrade")?,
            ServerPaths::New => {
                body["obproxyServerIds"] = json!([server]);
                id(server)?;
                of_cluster(cluster, "/servers/upgrade")?
            }
        };
        self.act(Method::POST, &path, Some(&body)).await
    }

    /// Does `what` with servers at the new paths.
    async fn act_on(&self, cluster: i64, what: &str, servers: &[i64]) -> Result<Option<TaskInstance>, Error> {
        ids(servers)?;
        let path = of_cluster(cluster, &format!("/servers/{what}"))?;
        self.act(Method::POST, &path, Some(&json!({"obproxyServerIds": servers}))).await
    }

    async fn act(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Option<TaskInstance>, Error> {
        Ok(answers::task(&self.change(method, path, body).await?))
    }
}

/// Several ids are joined with commas. How OCP signs a comma in a path is not known: with an access key, one at a time
/// is safer.
fn old_path(cluster: i64, servers: &[i64], rest: &str) -> Result<String, Error> {
    of_cluster(cluster, &format!("/obproxies/{}{rest}", ids(servers)?.join(",")))
}

impl TakeOver {
    fn body(&self) -> Value {
        let mut body = json!({"hostId": self.host_id, "sqlPort": self.sql_port});
        if let Some(password) = &self.password {
            body["proxysysPasswd"] = json!(password.expose_secret());
        }
        body
    }
}
