use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use secrecy::SecretString;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use vault::{Parcel, SecretId, Vault, VaultError};

use super::document::{Document, FORMAT, FileConnection, FilePin, FileReach, VERSION};
use crate::connections::{Connection, SecretSlot};
use crate::dto::{ConnectionKind, Millis};
use crate::store::Pin;

/// `obdeck-connections-2026-11-20.json`
pub fn suggested_name(now: Millis) -> String {
    let date = format_description!("[year]-[month]-[day]");
    let day = date_time(now).format(date).unwrap_or_else(|_| "undated".to_owned());
    format!("obdeck-connections-{day}.json")
}

/// Every secret of the connections that is still there, by its name in the file. Performs vault I/O.
///
/// # Errors
/// A secret is there and cannot be read.
pub async fn collect_secrets(
    connections: &[Connection],
    vault: &Vault,
) -> Result<BTreeMap<String, SecretString>, VaultError> {
    let mut secrets = BTreeMap::new();
    for (key, connection) in keyed(connections) {
        for slot in SecretSlot::ALL {
            let id = slot.of(&connection.settings).and_then(|secret| SecretId::from_str(&secret.id).ok());
            let Some(id) = id else { continue };
            let secret = vault.get(&id).await?;
            secrets.extend(secret.map(|secret| (secret_name(&key, slot), secret)));
        }
    }
    Ok(secrets)
}

/// The file. `sealed` are the secrets, and the names under which they are in there.
pub fn export(
    connections: &[Connection],
    pins: BTreeMap<String, Pin>,
    sealed: Option<(Parcel, BTreeSet<String>)>,
    app: &str,
    now: Millis,
) -> Document {
    let (secrets, names) = sealed.map_or((None, BTreeSet::new()), |(parcel, names)| (Some(parcel), names));
    let file_pin = |(address, pin): (String, Pin)| FilePin { address, fingerprint: pin.fingerprint };
    Document {
        format: FORMAT,
        version: VERSION,
        exported_at: date_time(now).format(&Rfc3339).unwrap_or_default(),
        app: app.to_owned(),
        connections: keyed(connections).map(|(key, it)| file_connection(key, it, &names)).collect(),
        pins: pins.into_iter().map(file_pin).collect(),
        secrets,
    }
}

/// The name of a secret in the file.
pub fn secret_name(key: &str, slot: SecretSlot) -> String {
    format!("{key}/{}", slot.name())
}

fn keyed(connections: &[Connection]) -> impl Iterator<Item = (String, &Connection)> {
    connections.iter().enumerate().map(|(at, connection)| (format!("{}", at + 1), connection))
}

fn file_connection(key: String, connection: &Connection, sealed: &BTreeSet<String>) -> FileConnection {
    let settings = connection.settings.clone();
    let has = |slot: &SecretSlot| sealed.contains(&secret_name(&key, *slot));
    let certificate = settings.reach.client_certificate.filter(|_| has(&SecretSlot::Key));
    FileConnection {
        secrets: SecretSlot::ALL.into_iter().filter(has).map(|slot| slot.name().to_owned()).collect(),
        key,
        name: settings.name,
        group: settings.group,
        environment: settings.environment,
        kind: settings.kind,
        addresses: settings.addresses,
        guard: connection.guard.base,
        pinned: settings.pinned,
        note: settings.note,
        reach: FileReach { tls: settings.reach.tls, route: (&settings.reach.route).into() },
        ocp_user: settings.passwords.ocp_user,
        ocp: (settings.kind == ConnectionKind::Ocp).then_some(settings.ocp),
        client_certificate: certificate.map(|certificate| certificate.pem),
    }
}

fn date_time(now: Millis) -> OffsetDateTime {
    let nanoseconds = i128::from(now) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
