//! What a new cluster looks like on the wire.

use ocp_api::{CreateObproxyCluster, ExporterSpelling, ObproxyInstall, SecretString, WireForm};
use serde_json::{Value, json};

use super::calls::NewCluster;
use super::wire::{form_of, link, parameters};
use crate::dto::{ExporterMember, NamedValue, WorkMode};
use crate::operations::bodies::{MASK, shown_value};

/// The passwords that a call is sent with, out of the vault.
#[derive(Default)]
pub struct Passwords {
    /// Those that a new cluster is given.
    pub proxysys: Option<SecretString>,
    pub proxyro: Option<SecretString>,
    /// Of root@proxysys, for each OBProxy that is taken over.
    pub taken: Vec<Option<SecretString>>,
}

impl NewCluster {
    /// Without hosts nothing is installed: parameters that nobody gave are left out then, as in the documents' example.
    pub fn form(&self) -> WireForm {
        let exporter = match self.exporter {
            ExporterMember::Both => ExporterSpelling::Both,
            ExporterMember::ExporterPort => ExporterSpelling::ExporterPort,
            ExporterMember::ExportPort => ExporterSpelling::ExportPort,
        };
        let omit_empty_parameters = self.hosts.is_empty();
        WireForm { exporter, omit_empty_parameters, ..form_of(self.link_ids) }
    }

    pub fn request(&self, passwords: Passwords) -> CreateObproxyCluster {
        let work_mode = match self.work_mode {
            WorkMode::ConfigUrl => ocp_api::WorkMode::ConfigUrl,
            WorkMode::RsList => ocp_api::WorkMode::RsList,
        };
        let install = ObproxyInstall {
            host_ids: self.hosts.iter().map(|host| host.id).collect(),
            sql_port: self.sql_port,
            exporter_port: self.exporter_port,
            rpc_port: self.rpc_port,
            package_file: self.package.clone(),
        };
        CreateObproxyCluster {
            address: self.address.clone(),
            port: self.port,
            install: (!self.hosts.is_empty()).then_some(install),
            links: self.links.iter().map(link).collect(),
            startup_parameters: parameters(&self.startup_parameters),
            parameters: parameters(&self.parameters),
            password: passwords.proxysys,
            proxyro_password: passwords.proxyro,
            install_path: self.install_path.clone(),
            run_user: self.run_user.clone(),
            ..CreateObproxyCluster::named(&self.name, work_mode)
        }
    }
}

/// The body as it is sent, secrets masked.
pub fn masked(new: &NewCluster) -> Value {
    let placeholder = |id: &Option<String>| id.as_ref().map(|_| SecretString::from(MASK.to_owned()));
    let (proxysys, proxyro) = (placeholder(&new.proxysys_password), placeholder(&new.proxyro_password));
    let shown = |values: &[NamedValue]| {
        let one = |given: &NamedValue| NamedValue {
            name: given.name.clone(),
            value: shown_value(&given.name, &given.value).to_owned(),
        };
        values.iter().map(one).collect()
    };
    let (startup_parameters, others) = (shown(&new.startup_parameters), shown(&new.parameters));
    let open = NewCluster { startup_parameters, parameters: others, ..new.clone() };
    let mut body = open.request(Passwords { proxysys, proxyro, taken: Vec::new() }).shown(new.form());
    for name in ["password", "proxyroPassword"] {
        if let Some(secret) = body.get_mut(name) {
            *secret = json!(MASK);
        }
    }
    body
}
