use reqwest::Method;
use serde_json::Value;

use super::wire::{ObproxyParameter, parameters};
use super::words::ParameterKind;
use super::{answers, of_cluster};
use crate::api_error::text;
use crate::client::Client;
use crate::error::Error;
use crate::fields::Fields;
use crate::page::Page;
use crate::target::Target;
use crate::tasks::TaskInstance;

/// Which parameters of which OBProxy are looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterQuery {
    /// Any when empty.
    pub name: String,
    /// Any when empty.
    pub version: String,
}

/// What there is to know of a parameter. What OCP left out is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterInfo {
    pub name: String,
    /// Of OBProxy.
    pub version: String,
    pub kind: ParameterKind,
    pub default: String,
    pub min: String,
    pub max: String,
    /// The only values that it may have; any when empty.
    pub allowed: Vec<String>,
    /// Whether OBProxy has to be restarted for it.
    pub needs_restart: bool,
    pub is_read_only: bool,
    pub description: String,
    pub explanation: String,
}

/// A parameter as the OBProxies of a cluster have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    pub name: String,
    pub description: String,
    pub needs_restart: bool,
    pub is_read_only: bool,
    /// `valueString`: all values, as OCP puts them together.
    pub value: String,
    /// More than one when OBProxies differ.
    pub values: Vec<ParameterValues>,
}

/// A value, and which OBProxies have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValues {
    pub value: String,
    /// IP addresses.
    pub servers: Vec<String>,
}

impl Client {
    /// All parameters that OBProxy has. `GET /api/v2/obproxy/parameterInfo`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn obproxy_parameter_info(&self, query: &ParameterQuery) -> Result<Vec<ParameterInfo>, Error> {
        let target = Target::new("/api/v2/obproxy/parameterInfo").with("name", &query.name);
        let path = target.with("version", &query.version).to_string();
        Ok(self.get_as(&path, |data| Page::read(data, ParameterInfo::read)).await?.items)
    }

    /// The parameters as the OBProxies of a cluster have them. `GET …/clusters/{id}/parameters`.
    ///
    /// # Errors
    ///
    /// As [`Client::obproxy_parameter_info`].
    pub async fn obproxy_parameters(&self, cluster: i64) -> Result<Vec<ParameterValue>, Error> {
        let path = of_cluster(cluster, "/parameters")?;
        Ok(self.get_as(&path, |data| Page::read(data, ParameterValue::read)).await?.items)
    }

    /// Sets parameters of all OBProxies of a cluster. `PUT …/clusters/{id}/parameters`, right `OBPROXY_MANAGER`. No
    /// document tells of it; OCP has the like for OB clusters.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn set_obproxy_parameters(
        &self,
        cluster: i64,
        values: &[ObproxyParameter],
    ) -> Result<Option<TaskInstance>, Error> {
        let path = of_cluster(cluster, "/parameters")?;
        let data = self.change(Method::PUT, &path, Some(&parameters(values))).await?;
        Ok(answers::task(&data))
    }
}

impl ParameterInfo {
    fn read(value: &Value) -> Option<ParameterInfo> {
        let fields = Fields::of(value)?;
        Some(ParameterInfo {
            name: fields.optional(&["name"])?,
            version: fields.text(&["version"]),
            kind: ParameterKind::of(&fields.text(&["type"])),
            default: fields.text(&["defaultValue"]),
            min: fields.text(&["minValue"]),
            max: fields.text(&["maxValue"]),
            allowed: allowed(fields),
            needs_restart: fields.flag(&RESTART),
            is_read_only: fields.flag(&READ_ONLY),
            description: fields.text(&["description"]),
            explanation: fields.text(&["explanation"]),
        })
    }
}

impl ParameterValue {
    fn read(value: &Value) -> Option<ParameterValue> {
        let fields = Fields::of(value)?;
        Some(ParameterValue {
            name: fields.optional(&["name"])?,
            description: fields.text(&["description"]),
            needs_restart: fields.flag(&RESTART),
            is_read_only: fields.flag(&READ_ONLY),
            value: fields.text(&["valueString"]),
            values: fields.all(&["values"], |one| Some(ParameterValues::read(one))),
        })
    }
}

impl ParameterValues {
    fn read(fields: Fields<'_>) -> ParameterValues {
        let address = |server: &Value| text(server.get("ip").unwrap_or(server));
        let servers = fields.list(&["obproxies"]).iter().map(address);
        let servers = servers.filter(|server| !server.is_empty()).collect();
        ParameterValues { value: fields.text(&["value"]), servers }
    }
}

const RESTART: [&str; 2] = ["needRestart", "needReboot"];
const READ_ONLY: [&str; 3] = ["readonly", "readOnly", "isReadonly"];

/// A list, or a text with commas in it.
fn allowed(fields: Fields<'_>) -> Vec<String> {
    let list = fields.list(&["allowedStringValues"]).iter().map(text);
    let values = list.flat_map(|entry| {
        let parts: Vec<String> = entry.split(',').map(|part| part.trim().to_owned()).collect();
        parts
    });
    values.filter(|value| !value.is_empty() && value != "null").collect()
}
