//! What an agent is asked to do with the one OBProxy that it may manage.

use std::collections::BTreeMap;

use obshell_api::{Client, Dag, Error, ObproxyAddRequest, ObproxyUpgradeRequest};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::bodies::{MASK, shown_value};
use super::clients::Secrets;
use super::record::Operation;
use super::sent::Answer;
use crate::dto::{ObproxyDeed, ProxySource};

/// A call about the OBProxy of one agent, sent to that agent. Its passwords are those of the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyCall {
    /// Canonical address.
    pub agent: String,
    pub deed: ProxyDeed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProxyDeed {
    /// `POST /api/v1/obproxy`.
    Add(Box<NewProxy>),
    /// `POST /api/v1/obproxy/start`.
    Start,
    /// `POST /api/v1/obproxy/stop`.
    Stop,
    /// `DELETE /api/v1/obproxy`.
    Delete,
    /// `POST /api/v1/obproxy/upgrade`. An empty directory is the agent's choice.
    Upgrade { version: String, release: String, upgrade_dir: String },
}

/// A proxy that an agent is to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewProxy {
    /// The name that applications see; the proxy's own choice when empty.
    pub name: String,
    pub home_path: String,
    pub sql_port: u16,
    pub exporter_port: u16,
    pub rpc_port: u16,
    /// With no servers at all, a member of a cluster takes those of its own.
    pub source: ProxySource,
    pub parameters: BTreeMap<String, String>,
}

impl ProxyCall {
    pub fn key(&self) -> String {
        let word = match self.deed {
            ProxyDeed::Add(_) => "add",
            ProxyDeed::Start => "start",
            ProxyDeed::Stop => "stop",
            ProxyDeed::Delete => "delete",
            ProxyDeed::Upgrade { .. } => "upgrade",
        };
        format!("{word}-proxy:{}", self.agent)
    }

    pub fn deed(&self) -> ObproxyDeed {
        self.deed.kind()
    }

    pub fn method(&self) -> &'static str {
        match self.deed {
            ProxyDeed::Delete => "DELETE",
            ProxyDeed::Add(_) | ProxyDeed::Start | ProxyDeed::Stop | ProxyDeed::Upgrade { .. } => "POST",
        }
    }

    pub fn path(&self) -> &'static str {
        match self.deed {
            ProxyDeed::Add(_) | ProxyDeed::Delete => "/api/v1/obproxy",
            ProxyDeed::Start => "/api/v1/obproxy/start",
            ProxyDeed::Stop => "/api/v1/obproxy/stop",
            ProxyDeed::Upgrade { .. } => "/api/v1/obproxy/upgrade",
        }
    }

    /// The agent's name for the task.
    pub fn task_name(&self) -> &'static str {
        match self.deed {
            ProxyDeed::Add(_) => "Add obproxy",
            ProxyDeed::Start => "Start obproxy",
            ProxyDeed::Stop => "Stop obproxy",
            ProxyDeed::Delete => "Delete obproxy",
            ProxyDeed::Upgrade { .. } => "Upgrade obproxy",
        }
    }

    /// The nodes of the task, in order.
    pub fn steps(&self) -> &'static [&'static str] {
        match self.deed {
            ProxyDeed::Add(_) => &ADD,
            ProxyDeed::Start => &[CHECK, "Start obproxy"],
            ProxyDeed::Stop => &[CHECK, "Stop obproxy"],
            ProxyDeed::Delete => &[CHECK, "Stop obproxy", "Delete obproxy", "Clean obproxy dir"],
            ProxyDeed::Upgrade { .. } => &UPGRADE,
        }
    }

    /// The body as it will be sent, secrets masked; null when there is none.
    pub fn masked_body(&self, operation: &Operation) -> Value {
        match &self.deed {
            ProxyDeed::Add(proxy) => masked_add(proxy, operation),
            ProxyDeed::Upgrade { version, release, upgrade_dir } => {
                let mut body = json!({ "version": version, "release": release });
                put(&mut body, "upgrade_dir", upgrade_dir);
                body
            }
            ProxyDeed::Start | ProxyDeed::Stop | ProxyDeed::Delete => Value::Null,
        }
    }

    /// Sends it.
    pub async fn post(&self, client: &Client, secrets: &Secrets) -> Result<Answer, Error> {
        match &self.deed {
            ProxyDeed::Add(proxy) => client.obproxy_add(&request(proxy, secrets)).await.map(task),
            ProxyDeed::Start => client.obproxy_start().await.map(task),
            ProxyDeed::Stop => client.obproxy_stop().await.map(task),
            ProxyDeed::Delete => client.obproxy_delete().await.map(|dag| dag.map_or(Answer::Done, task)),
            ProxyDeed::Upgrade { version, release, upgrade_dir } => {
                let request = ObproxyUpgradeRequest {
                    version: version.clone(),
                    release: release.clone(),
                    upgrade_dir: said(upgrade_dir),
                };
                client.obproxy_upgrade(&request).await.map(task)
            }
        }
    }
}

impl ProxyDeed {
    pub fn kind(&self) -> ObproxyDeed {
        match self {
            ProxyDeed::Add(_) => ObproxyDeed::Create,
            ProxyDeed::Start => ObproxyDeed::Start,
            ProxyDeed::Stop => ObproxyDeed::Stop,
            ProxyDeed::Delete => ObproxyDeed::Delete,
            ProxyDeed::Upgrade { .. } => ObproxyDeed::Upgrade,
        }
    }
}

const CHECK: &str = "Check obproxy status";

const ADD: [&str; 4] = [CHECK, "Start obproxy", "Set proxyro password for connect", "Persist obproxy info"];

const UPGRADE: [&str; 10] = [
    "Create upgrade dir",
    "Download obproxy pkg from sqlite",
    "Check obproxy pkg",
    "Backup for upgrade",
    "Reinstall obproxy bin",
    "Copy obproxy config db file",
    "Record obproxy info",
    "Hot restart obproxy",
    "Wait hot restart obproxy finish",
    "Remove upgrade dir",
];

fn task(dag: Dag) -> Answer {
    Answer::Task(Box::new(dag))
}

fn request(proxy: &NewProxy, secrets: &Secrets) -> ObproxyAddRequest {
    let (rs_list, config_url) = source(&proxy.source);
    ObproxyAddRequest {
        name: said(&proxy.name),
        home_path: proxy.home_path.clone(),
        sql_port: Some(proxy.sql_port),
        rpc_port: Some(proxy.rpc_port),
        exporter_port: Some(proxy.exporter_port),
        proxyro_password: secrets.proxyro.clone(),
        obproxy_sys_password: secrets.proxysys.clone(),
        rs_list,
        config_url,
        parameters: proxy.parameters.clone(),
    }
}

fn masked_add(proxy: &NewProxy, operation: &Operation) -> Value {
    let (rs_list, config_url) = source(&proxy.source);
    let mut body = json!({});
    put(&mut body, "name", &proxy.name);
    body["home_path"] = json!(proxy.home_path);
    body["sql_port"] = json!(proxy.sql_port);
    body["rpc_port"] = json!(proxy.rpc_port);
    body["exporter_port"] = json!(proxy.exporter_port);
    let passwords = [
        ("proxyro_password", &operation.proxyro_password),
        ("obproxy_sys_password", &operation.proxysys_password),
    ];
    for (name, _) in passwords.into_iter().filter(|(_, password)| password.is_some()) {
        body[name] = json!(MASK);
    }
    put(&mut body, "rs_list", &rs_list.unwrap_or_default());
    put(&mut body, "config_url", &config_url.unwrap_or_default());
    if !proxy.parameters.is_empty() {
        let shown = |(name, value): (&String, &String)| (name.clone(), json!(shown_value(name, value)));
        body["parameters"] = Value::Object(proxy.parameters.iter().map(shown).collect());
    }
    body
}

/// `rs_list` and `config_url`, of which one at most is there.
fn source(source: &ProxySource) -> (Option<String>, Option<String>) {
    match source {
        ProxySource::RsList { servers } => (said(&servers.join(";")), None),
        ProxySource::ConfigUrl { url } => (None, said(url)),
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// What is not said is not sent.
fn put(body: &mut Value, name: &str, text: &str) {
    if !text.is_empty() {
        body[name] = json!(text);
    }
}
