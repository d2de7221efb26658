use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::links::{ObLink, links};
use super::wire::{ExporterSpelling, ObproxyParameter, WireForm, parameters};
use super::words::WorkMode;
use super::{CLUSTERS, answers};
use crate::client::Client;
use crate::error::Error;
use crate::fields::Fields;
use crate::tasks::TaskInstance;

/// An OBProxy cluster that is to be.
///
/// The passwords and what follows them are in no document of OCP's; they are sent only when they are there.
#[derive(Clone, Debug)]
pub struct CreateObproxyCluster {
    /// Begins with a letter; letters, digits and `_`.
    pub name: String,
    /// What clients connect to.
    pub address: Option<String>,
    pub port: Option<u16>,
    pub work_mode: WorkMode,
    /// What is installed on which hosts; without hosts the cluster is empty.
    pub install: Option<ObproxyInstall>,
    /// The OB clusters that it leads to; exactly one with [`WorkMode::RsList`].
    pub links: Vec<ObLink>,
    /// Parameters that an OBProxy is started with.
    pub startup_parameters: Vec<ObproxyParameter>,
    /// Parameters that are set while it runs.
    pub parameters: Vec<ObproxyParameter>,
    /// Of `root@proxysys`.
    pub password: Option<SecretString>,
    pub proxyro_password: Option<SecretString>,
    pub install_path: Option<String>,
    pub run_path: Option<String>,
    pub run_user: Option<String>,
    /// 8 to 64 characters; whether it keeps a repeated request from being carried out twice is not certain.
    pub client_token: Option<String>,
}

/// What is installed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObproxyInstall {
    /// OCP's ids.
    pub host_ids: Vec<i64>,
    /// 2883 when nobody wants another.
    pub sql_port: u16,
    /// 2884 when nobody wants another.
    pub exporter_port: u16,
    /// OBProxy 4.3.0 and later; 2885 when nobody wants another. In no document of OCP's.
    pub rpc_port: Option<u16>,
    /// The [file name](crate::SoftwarePackage::file_name) of the package.
    pub package_file: String,
}

/// What OCP says to a cluster that it is to create.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatedObproxyCluster {
    /// Does it; absent when OCP took the order and named no task.
    pub task: Option<TaskInstance>,
    /// The new cluster's id, if OCP said so. Otherwise it is found by its name.
    pub cluster_id: Option<i64>,
}

impl Client {
    /// Creates an OBProxy cluster and installs its OBProxies. `POST /api/v2/obproxy/clusters`, right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::outcome_unknown`] tells whether it may have been done all the same; the cluster is found by its name
    /// then. It is not asked for twice.
    pub async fn create_obproxy_cluster(
        &self,
        wanted: &CreateObproxyCluster,
        form: WireForm,
    ) -> Result<CreatedObproxyCluster, Error> {
        let data = self.change(Method::POST, CLUSTERS, Some(&wanted.body(form))).await?;
        let task = answers::task(&data);
        let said = Fields::of(&data).and_then(|fields| fields.number(&["obproxyClusterId"]));
        let in_context = || task.as_ref()?.context.get("obproxy_cluster_id")?.parse().ok();
        let cluster_id = said.or_else(in_context);
        Ok(CreatedObproxyCluster { task, cluster_id })
    }
}

impl CreateObproxyCluster {
    /// One without any hosts, links or parameters, at no address.
    pub fn named(name: impl Into<String>, work_mode: WorkMode) -> CreateObproxyCluster {
        CreateObproxyCluster {
            name: name.into(),
            address: None,
            port: None,
            work_mode,
            install: None,
            links: Vec::new(),
            startup_parameters: Vec::new(),
            parameters: Vec::new(),
            password: None,
            proxyro_password: None,
            install_path: None,
            run_path: None,
            run_user: None,
            client_token: None,
        }
    }

    /// The request as it is sent, without its secrets, for somebody to look at.
    pub fn shown(&self, form: WireForm) -> Value {
        let mut shown = self.body(form);
        for secret in [PASSWORD, PROXYRO_PASSWORD] {
            if let Some(value) = shown.get_mut(secret) {
                *value = json!("******");
            }
        }
        shown
    }

    fn body(&self, form: WireForm) -> Value {
        let mut body = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                body.insert(name.to_owned(), value);
            }
        };
        let given = |list: &[ObproxyParameter]| {
            (!list.is_empty() || !form.omit_empty_parameters).then(|| parameters(list))
        };
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        let secret = |secret: &Option<SecretString>| secret.as_ref().map(|it| json!(it.expose_secret()));
        put("name", Some(json!(self.name)));
        put("address", text(&self.address));
        put("port", self.port.map(|port| json!(port)));
        put("workMode", Some(json!(self.work_mode.as_str())));
        put("obproxyInstallParam", Some(install(self.install.as_ref(), form.exporter)));
        put("obLinks", Some(links(&self.links, form.link_ids)));
        put("startupParameters", given(&self.startup_parameters));
        put("parameters", given(&self.parameters));
        put(PASSWORD, secret(&self.password));
        put(PROXYRO_PASSWORD, secret(&self.proxyro_password));
        put("installPath", text(&self.install_path));
        put("runPath", text(&self.run_path));
        put("runUser", text(&self.run_user));
        put("clientToken", text(&self.client_token));
        Value::Object(body)
    }
}

const PASSWORD: &str = "password";
const PROXYRO_PASSWORD: &str = "proxyroPassword";

fn install(install: Option<&ObproxyInstall>, spelling: ExporterSpelling) -> Value {
    let Some(install) = install.filter(|install| !install.host_ids.is_empty()) else {
        return json!({"hostIds": []});
    };
    let mut body = json!({"hostIds": install.host_ids, "sqlPort": install.sql_port});
    let spellings: &[&str] = match spelling {
        ExporterSpelling::Both => &["exporterPort", "exportPort"],
        ExporterSpelling::ExporterPort => &["exporterPort"],
        ExporterSpelling::ExportPort => &["exportPort"],
    };
    for name in spellings {
        body[*name] = json!(install.exporter_port);
    }
    if let Some(port) = install.rpc_port {
        body["rpcPort"] = json!(port);
    }
    body["version"] = json!(install.package_file);
    body
}
