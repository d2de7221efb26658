use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use obshell_api::Fingerprint;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vault::Parcel;

use super::document::{FORMAT, FilePin, FileRoute, VERSION};
use super::lenient::{Bounded, Lenient, harmless, reason};
use crate::connections::{Flaw, SecretSlot, check_certificate, checked};
use crate::dto::{
    ConnectionKind, ConnectionPasswords, ConnectionSettings, Environment, ErrorCode, GuardLevel, IpcError,
    Millis, OcpOptions, Reach, Route, TlsChoice,
};
use crate::hosts::canonical;

const MOST_CONNECTIONS: usize = 10_000;
const MOST_PINS: usize = 100_000;

/// Why a whole file cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is larger than 8 MiB: this is no export of connections")]
    TooLarge,
    #[error("the file is not JSON: {0}")]
    NotJson(String),
    #[error("the file is JSON, but no export of connections")]
    Foreign,
    #[error("the file has version {0}, this OBDeck reads versions up to {VERSION}: a newer OBDeck wrote it")]
    Newer(u64),
    #[error("the file is an export of connections, but it is damaged: {0}")]
    Damaged(String),
    #[error("{path}: {source}")]
    File { path: String, source: std::io::Error },
}

/// A file that was read. Nothing of it is believed.
pub struct ReadFile {
    pub exported_at: Option<Millis>,
    pub connections: Vec<ReadConnection>,
    /// Fingerprints by address.
    pub pins: BTreeMap<String, String>,
    pub secrets: Secrets,
}

/// The secrets of a file.
pub enum Secrets {
    None,
    Sealed(Box<Parcel>),
    /// They are there and make no sense.
    Damaged,
}

/// One connection of a file.
pub struct ReadConnection {
    /// For a list, made harmless.
    pub shown: Shown,
    pub read: Result<FileItem, Flaw>,
}

pub struct Shown {
    pub name: String,
    pub group: String,
    pub environment: Environment,
    pub kind: ConnectionKind,
    pub addresses: Vec<String>,
}

/// A connection of a file that could be stored.
pub struct FileItem {
    /// Checked, and without secrets.
    pub settings: ConnectionSettings,
    /// How its OCP is spoken to is in the file.
    pub says_ocp: bool,
    pub guard: Option<GuardLevel>,
    /// PEM.
    pub certificate: Option<String>,
    /// In the file.
    pub key: Option<String>,
    pub secrets: Vec<SecretSlot>,
}

/// Reads a file: all that is sound, and for the rest the reason why it is not.
///
/// # Errors
/// Nothing of it can be read.
pub fn read(bytes: &[u8]) -> Result<ReadFile, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let whole: &RawValue =
        serde_json::from_slice(bytes).map_err(|problem| Unreadable::NotJson(reason(&problem)))?;
    if !whole.get().starts_with('{') {
        return Err(Unreadable::Foreign);
    }
    let head: Head = serde_json::from_str(whole.get()).map_err(|_| Unreadable::Foreign)?;
    let (Lenient::Right(format), Lenient::Right(version)) = (head.format, head.version) else {
        return Err(Unreadable::Foreign);
    };
    if format != FORMAT {
        return Err(Unreadable::Foreign);
    }
    if version > VERSION {
        return Err(Unreadable::Newer(version));
    }
    let found: Found =
        serde_json::from_str(whole.get()).map_err(|problem| Unreadable::Damaged(reason(&problem)))?;
    let mut names = BTreeSet::new();
    let connections = found.connections.0.into_iter().map(|raw| connection(raw, &mut names)).collect();
    Ok(ReadFile {
        exported_at: found.exported_at.right().and_then(|text| millis(text)),
        connections,
        pins: found.pins.0.into_iter().filter_map(pin).collect(),
        secrets: match found.secrets {
            Lenient::Missing => Secrets::None,
            Lenient::Wrong(_) => Secrets::Damaged,
            Lenient::Right(parcel) => Secrets::Sealed(Box::new(parcel)),
        },
    })
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Lenient<String>,
    #[serde(default)]
    version: Lenient<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    #[serde(default)]
    exported_at: Lenient<String>,
    #[serde(borrow)]
    connections: Bounded<&'a RawValue, MOST_CONNECTIONS>,
    #[serde(default = "no_pins")]
    pins: Bounded<Lenient<FilePin>, MOST_PINS>,
    #[serde(default)]
    secrets: Lenient<Parcel>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct FoundConnection {
    key: Lenient<String>,
    name: Lenient<String>,
    group: Lenient<String>,
    environment: Lenient<Environment>,
    kind: Lenient<ConnectionKind>,
    addresses: Lenient<Vec<String>>,
    guard: Lenient<GuardLevel>,
    pinned: Lenient<bool>,
    note: Lenient<String>,
    reach: Lenient<Box<RawValue>>,
    ocp_user: Lenient<String>,
    ocp: Lenient<Box<RawValue>>,
    client_certificate: Lenient<String>,
    secrets: Lenient<Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FoundReach {
    tls: Lenient<TlsChoice>,
    route: Lenient<FileRoute>,
}

fn connection(raw: &RawValue, names: &mut BTreeSet<String>) -> ReadConnection {
    let (found, wrong) = match part::<FoundConnection>(raw) {
        Ok(found) => (found, None),
        Err(message) => (FoundConnection::default(), Some(message)),
    };
    let shown = shown(&found);
    let read = match wrong {
        None => item(found),
        Some(message) => Err(Flaw { field: "connection", message }),
    };
    let read = read.and_then(|item| {
        if names.insert(item.settings.name.to_lowercase()) {
            return Ok(item);
        }
        Err(Flaw { field: "name", message: "the file has another connection of this name".to_owned() })
    });
    ReadConnection { shown, read }
}

fn item(found: FoundConnection) -> Result<FileItem, Flaw> {
    let reach = found.reach.optional("reach")?.map_or_else(|| Ok(FoundReach::default()), |raw| part(&raw));
    let reach = reach.map_err(|message| Flaw { field: "reach", message })?;
    let route = reach.route.optional("reach.route")?.map_or(Route::Direct, Route::from);
    let tls = reach.tls.optional("reach.tls")?.unwrap_or_default();
    let ocp = found.ocp.optional("ocp")?;
    let says_ocp = ocp.is_some();
    let ocp = ocp.map_or_else(|| Ok(OcpOptions::default()), |raw| part(&raw));
    let ocp = ocp.map_err(|message| Flaw { field: "ocp", message })?;
    let settings = checked(ConnectionSettings {
        name: found.name.needed("name")?,
        group: found.group.optional("group")?.unwrap_or_default(),
        environment: found.environment.needed("environment")?,
        kind: found.kind.needed("kind")?,
        addresses: found.addresses.needed("addresses")?,
        pinned: found.pinned.optional("pinned")?.unwrap_or_default(),
        reach: Reach { tls, route, client_certificate: None },
        passwords: ConnectionPasswords {
            ocp_user: found.ocp_user.optional("passwords")?,
            ..ConnectionPasswords::default()
        },
        ocp,
        note: found.note.optional("note")?.unwrap_or_default(),
    })?;
    let certificate = found.client_certificate.optional("reach.clientCertificate")?;
    if let Some(pem) = &certificate {
        check_certificate(pem)?;
    }
    let secrets = found.secrets.optional("passwords")?.unwrap_or_default();
    Ok(FileItem {
        settings,
        says_ocp,
        guard: found.guard.optional("guard")?,
        certificate,
        key: found.key.optional("key")?,
        secrets: SecretSlot::ALL
            .into_iter()
            .filter(|slot| secrets.iter().any(|it| it == slot.name()))
            .collect(),
    })
}

/// An object of the file. A list is none, although it could be read as one.
fn part<T: DeserializeOwned>(raw: &RawValue) -> Result<T, String> {
    if !raw.get().starts_with('{') {
        return Err("this is no object".to_owned());
    }
    serde_json::from_str(raw.get()).map_err(|problem| reason(&problem))
}

fn shown(found: &FoundConnection) -> Shown {
    let text = |part: &Lenient<String>| part.right().map(|text| harmless(text, 200)).unwrap_or_default();
    let addresses = found.addresses.right().map(Vec::as_slice).unwrap_or_default();
    Shown {
        name: text(&found.name),
        group: text(&found.group),
        environment: found.environment.right().copied().unwrap_or(Environment::Dev),
        kind: found.kind.right().copied().unwrap_or(ConnectionKind::Cluster),
        addresses: addresses.iter().take(256).map(|address| harmless(address, 100)).collect(),
    }
}

/// One that makes no sense is as good as none.
fn pin(found: Lenient<FilePin>) -> Option<(String, String)> {
    let FilePin { address, fingerprint } = found.optional("pins").ok()??;
    let fingerprint = Fingerprint::from_str(&fingerprint).ok()?;
    Some((canonical(&address)?, fingerprint.to_string()))
}

fn no_pins() -> Bounded<Lenient<FilePin>, MOST_PINS> {
    Bounded(Vec::new())
}

fn millis(text: &str) -> Option<Millis> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Millis::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()
}

impl From<Unreadable> for IpcError {
    fn from(problem: Unreadable) -> Self {
        let (code, word) = match problem {
            Unreadable::TooLarge => (ErrorCode::Invalid, "tooLarge"),
            Unreadable::NotJson(_) => (ErrorCode::Invalid, "notJson"),
            Unreadable::Foreign => (ErrorCode::Invalid, "foreign"),
            Unreadable::Newer(_) => (ErrorCode::Invalid, "newer"),
            Unreadable::Damaged(_) => (ErrorCode::Invalid, "damaged"),
            Unreadable::File { .. } => (ErrorCode::Storage, "file"),
        };
        Self { detail: Some(word.to_owned()), ..Self::new(code, problem.to_string(), false) }
    }
}
