use std::collections::BTreeSet;

use obshell_api::Fingerprint;
use serde::Serialize;
use serde_json::Value;

use super::read::FileItem;
use crate::connections::{Connection, SecretSlot};
use crate::dto::{
    ConnectionSettings, GuardLevel, ImportDifference, OcpOptions, ProxyChoice, Route, TlsChoice,
};
use crate::guard::GuardRecord;

/// What a connection would become by an import, its secrets left alone.
///
/// The passwords of this computer stay only where they lead to nobody new: a file could otherwise send them to an
/// agent, or through a proxy, of its own.
pub fn merged(here: &Connection, item: &FileItem) -> (ConnectionSettings, GuardLevel) {
    let mut settings = item.settings.clone();
    settings.passwords.root.clone_from(&here.settings.passwords.root);
    settings.passwords.agent.clone_from(&here.settings.passwords.agent);
    settings.passwords.ocp.clone_from(&here.settings.passwords.ocp);
    settings.reach.client_certificate.clone_from(&here.settings.reach.client_certificate);
    if !item.says_ocp {
        settings.ocp.clone_from(&here.settings.ocp);
    }
    if same_way(&here.settings.reach.route, &settings.reach.route) {
        let password = SecretSlot::Proxy.of(&here.settings).cloned();
        SecretSlot::Proxy.set(&mut settings, password);
    }
    if leads_to_strangers(here, &settings) {
        for slot in [SecretSlot::Root, SecretSlot::Agent, SecretSlot::Ocp] {
            slot.set(&mut settings, None);
        }
    }
    let least = GuardRecord::least_for(settings.environment);
    let guard = here.guard.base.min(item.guard.unwrap_or(GuardLevel::Open)).min(least);
    (settings, guard)
}

/// Field by field, what would change.
pub fn differences(
    here: &Connection,
    item: &FileItem,
    after: &ConnectionSettings,
    guard: GuardLevel,
) -> Vec<ImportDifference> {
    let before = &here.settings;
    let brought = item.certificate.as_ref().or(certificate(before));
    let fields = [
        ("name", before.name.clone(), after.name.clone()),
        ("group", before.group.clone(), after.group.clone()),
        ("environment", word(&before.environment), word(&after.environment)),
        ("kind", word(&before.kind), word(&after.kind)),
        ("addresses", before.addresses.join(", "), after.addresses.join(", ")),
        ("guard", word(&here.guard.base), word(&guard)),
        ("pinned", before.pinned.to_string(), after.pinned.to_string()),
        ("note", before.note.clone(), after.note.clone()),
        ("reach.tls", tls(&before.reach.tls), tls(&after.reach.tls)),
        ("reach.route", route(&before.reach.route), route(&after.reach.route)),
        ("reach.clientCertificate", hash(certificate(before)), hash(brought)),
        ("ocp", options(&before.ocp), options(&after.ocp)),
        ("passwords.user", user(before), user(after)),
        ("passwords", passwords(before), passwords(after)),
    ];
    let differ = fields.into_iter().filter(|(_, here, file)| here != file);
    differ.map(|(field, here, file)| ImportDifference { field: field.to_owned(), here, file }).collect()
}

/// Whether a password could get to somebody who has not had it.
fn leads_to_strangers(here: &Connection, after: &ConnectionSettings) -> bool {
    let before = &here.settings;
    let learned = here.seen.agents.iter().map(|agent| &agent.address);
    let known: BTreeSet<&String> = before.addresses.iter().chain(learned).collect();
    before.kind != after.kind
        || before.reach.tls != after.reach.tls
        // A secret key would be sent as a password.
        || before.ocp.login != after.ocp.login
        || !same_way(&before.reach.route, &after.reach.route)
        || after.addresses.iter().any(|address| !known.contains(address))
}

/// Whether two routes go the same way, whatever the password.
fn same_way(one: &Route, other: &Route) -> bool {
    let without = |route: &Route| {
        let mut route = route.clone();
        if let Route::HttpProxy { proxy } | Route::SocksProxy { proxy } = &mut route {
            proxy.password = None;
        }
        route
    };
    without(one) == without(other)
}

/// What is not as usual, by the names of the file.
fn options(options: &OcpOptions) -> String {
    let (usual, these) = (serde_json::to_value(OcpOptions::default()), serde_json::to_value(options));
    let (Ok(Value::Object(usual)), Ok(Value::Object(these))) = (usual, these) else { return String::new() };
    let others = these.iter().filter(|(name, value)| usual.get(*name) != Some(*value));
    others.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
}

fn certificate(settings: &ConnectionSettings) -> Option<&String> {
    settings.reach.client_certificate.as_ref().map(|certificate| &certificate.pem)
}

fn user(settings: &ConnectionSettings) -> String {
    settings.passwords.ocp_user.clone().unwrap_or_default()
}

/// How many passwords there are; which ones is the window's to say.
fn passwords(settings: &ConnectionSettings) -> String {
    let slots = [SecretSlot::Root, SecretSlot::Agent, SecretSlot::Ocp, SecretSlot::Proxy];
    let names = slots.into_iter().filter(|slot| slot.of(settings).is_some()).map(SecretSlot::name);
    names.collect::<Vec<_>>().join(", ")
}

fn tls(choice: &TlsChoice) -> String {
    match choice {
        TlsChoice::Off => "http".to_owned(),
        TlsChoice::System => "https".to_owned(),
        TlsChoice::PrivateCa { pem } => format!("https, authority {}", hash(Some(pem))),
        TlsChoice::Pinned { fingerprints } => format!("https, {}", fingerprints.join(", ")),
    }
}

fn route(route: &Route) -> String {
    let (kind, proxy) = match route {
        Route::Direct => return "direct".to_owned(),
        Route::Jump { host } => return format!("ssh {host}"),
        Route::HttpProxy { proxy } => ("http proxy", proxy),
        Route::SocksProxy { proxy } => ("socks5 proxy", proxy),
    };
    let ProxyChoice { address, user, .. } = proxy;
    user.as_ref().map_or_else(|| format!("{kind} {address}"), |user| format!("{kind} {user}@{address}"))
}

/// Tells one PEM text from another.
fn hash(pem: Option<&String>) -> String {
    let short = |pem: &String| {
        let pairs = Fingerprint::of(pem.as_bytes()).to_string();
        pairs.trim_start_matches("SHA256 ").chars().take(23).collect()
    };
    pem.map(short).unwrap_or_default()
}

/// As the window calls it.
fn word<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_value(value).ok();
    json.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}
