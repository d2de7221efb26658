//! A request's JSON, read the way Go binds it: names in any case, types strictly, null as absent.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::secure::header::kind;

/// A JSON object from a request.
pub(crate) struct Body(Map<String, Value>);

impl Body {
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(Value::Null) => Ok(Self(Map::new())),
            Ok(other) => Err(Fault::bind(format!("json: cannot unmarshal {} into Go value", kind(&other)))),
            Err(error) if error.is_eof() && bytes.is_empty() => Err(Fault::bind("EOF")),
            Err(error) => Err(Fault::bind(error)),
        }
    }

    pub fn text(&self, name: &str) -> Result<Option<String>, Fault> {
        self.get(name)
            .map(|value| value.as_str().map(str::to_owned).ok_or_else(|| mismatch(value, name, "string")))
            .transpose()
    }

    pub fn required_text(&self, name: &str) -> Result<String, Fault> {
        self.text(name)?.filter(|text| !text.is_empty()).ok_or_else(|| missing(name))
    }

    pub fn flag(&self, name: &str) -> Result<bool, Fault> {
        let Some(value) = self.get(name) else { return Ok(false) };
        value.as_bool().ok_or_else(|| mismatch(value, name, "bool"))
    }

    pub fn integer(&self, name: &str) -> Result<Option<i64>, Fault> {
        self.get(name).map(|value| value.as_i64().ok_or_else(|| mismatch(value, name, "int"))).transpose()
    }

    pub fn texts(&self, name: &str) -> Result<Vec<String>, Fault> {
        let Some(value) = self.get(name) else { return Ok(Vec::new()) };
        let items = value.as_array().ok_or_else(|| mismatch(value, name, "[]string"))?;
        let text =
            |item: &Value| item.as_str().map(str::to_owned).ok_or_else(|| mismatch(item, name, "string"));
        items.iter().map(text).collect()
    }

    /// A map of texts; absent counts as empty.
    pub fn map(&self, name: &str) -> Result<BTreeMap<String, String>, Fault> {
        if self.get(name).is_some() { self.required_map(name) } else { Ok(BTreeMap::new()) }
    }

    pub fn required_map(&self, name: &str) -> Result<BTreeMap<String, String>, Fault> {
        let value = self.get(name).ok_or_else(|| missing(name))?;
        let fields = value.as_object().ok_or_else(|| mismatch(value, name, "map[string]string"))?;
        let pair = |(key, item): (&String, &Value)| match item {
            Value::String(text) => Ok((key.clone(), text.clone())),
            Value::Null => Ok((key.clone(), String::new())),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(mismatch(item, name, "string"))
            }
        };
        fields.iter().map(pair).collect()
    }

    /// An object whose own fields are checked by the caller; absent counts as empty, as in Go.
    pub fn required_object(&self, name: &str) -> Result<Self, Fault> {
        match self.get(name) {
            None => Ok(Self(Map::new())),
            Some(Value::Object(fields)) => Ok(Self(fields.clone())),
            Some(other) => Err(mismatch(other, name, "struct")),
        }
    }

    /// An agent's address from `{ip, port}` under `name`.
    pub fn agent_info(&self, name: &str) -> Result<SocketAddr, Fault> {
        self.required_object(name)?.own_agent_info()
    }

    /// An agent's address from this object's own `ip` and `port`.
    pub fn own_agent_info(&self) -> Result<SocketAddr, Fault> {
        let ip = self.required_text("ip")?;
        let port = self.integer("port")?.filter(|port| *port != 0).ok_or_else(|| missing("port"))?;
        let port = u16::try_from(port).map_err(|_| Fault::bind(format!("port {port} out of range")))?;
        let parsed = ip
            .parse::<IpAddr>()
            .map_err(|_| Fault::new(400, "Common.InvalidIp", format!("'{ip}' is not a valid IP address")))?;
        Ok(SocketAddr::new(parsed, port))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let exact = self.0.get(name);
        let any_case =
            || self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        exact.or_else(any_case).filter(|value| !value.is_null())
    }
}

fn missing(name: &str) -> Fault {
    Fault::bind(format!("Key: '{name}' Error:Field validation for '{name}' failed on the 'required' tag"))
}

fn mismatch(value: &Value, name: &str, wanted: &str) -> Fault {
    let kind = kind(value);
    Fault::bind(format!("json: cannot unmarshal {kind} into Go struct field {name} of type {wanted}"))
}
