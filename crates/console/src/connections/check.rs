use std::collections::BTreeSet;
use std::str::FromStr;

use ocp_api::BaseUrl;
use vault::SecretId;

use super::check_reach::check_reach;
use super::secrets::SecretSlot;
use crate::dto::{ConnectionKind, ConnectionSettings, IpcError};
use crate::hosts::canonical;

const LONGEST_NAME: usize = 200;
const LONGEST_GROUP: usize = 100;
const LONGEST_NOTE: usize = 10_000;
const LONGEST_USER: usize = 255;
const MOST_ADDRESSES: usize = 256;

/// What keeps settings from being stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Flaw {
    /// As the window calls it: `name`, `reach.tls`.
    pub field: &'static str,
    pub message: String,
}

/// The settings as they are stored: trimmed, every address in its one spelling.
///
/// # Errors
/// The first field that cannot be stored, and why. Whether the name is free is not looked at.
pub fn checked(settings: ConnectionSettings) -> Result<ConnectionSettings, Flaw> {
    let ConnectionSettings { environment, kind, pinned, mut passwords, mut ocp, note, .. } = settings;
    let name = check_line("name", &settings.name, LONGEST_NAME)?;
    if !name.chars().any(is_visible) {
        return Err(flaw("name", "a connection needs a name"));
    }
    let group = check_group(&settings.group)?;
    let addresses = match kind {
        ConnectionKind::Cluster | ConnectionKind::Agent => check_agents(&settings.addresses)?,
        ConnectionKind::Ocp => vec![check_ocp(&settings.addresses)?],
    };
    if note.chars().count() > LONGEST_NOTE {
        return Err(flaw("note", format!("a note has at most {LONGEST_NOTE} characters")));
    }
    let reach = check_reach(settings.reach)?;
    if let Some(user) = passwords.ocp_user.take() {
        let user = check_line("passwords", &user, LONGEST_USER)?;
        passwords.ocp_user = Some(user).filter(|user| !user.is_empty());
    }
    ocp.signing_host = check_line("ocp.signingHost", &ocp.signing_host, LONGEST_USER)?;
    let checked =
        ConnectionSettings { name, group, environment, kind, addresses, pinned, reach, passwords, ocp, note };
    check_secrets(&checked)?;
    Ok(checked)
}

/// The name of a group as it is stored; empty for none.
pub fn check_group(group: &str) -> Result<String, Flaw> {
    check_line("group", group, LONGEST_GROUP)
}

/// Two names that nobody could tell apart when typing one of them.
pub fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The refusal of a name that another connection has.
pub fn name_taken(name: &str) -> Flaw {
    flaw("name", format!("another connection is called {name}"))
}

pub(super) fn flaw(field: &'static str, message: impl Into<String>) -> Flaw {
    Flaw { field, message: message.into() }
}

/// One line of text without anything that could make it read differently than it is.
pub(super) fn check_line(field: &'static str, text: &str, longest: usize) -> Result<String, Flaw> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(flaw(field, format!("at most {longest} characters are allowed here")));
    }
    match text.chars().find(|c| misleads(*c)) {
        Some(c) => Err(flaw(field, format!("the character U+{:04X} is not allowed here", u32::from(c)))),
        None => Ok(text.to_owned()),
    }
}

/// Control characters, line breaks, and those that turn the direction of the text around them. Letters that are
/// written from right to left do without the latter.
pub fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether there is something to be seen: joiners, marks of direction and variation selectors are not.
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
                | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn check_agents(addresses: &[String]) -> Result<Vec<String>, Flaw> {
    if addresses.is_empty() {
        return Err(flaw("addresses", "a connection needs an address"));
    }
    if addresses.len() > MOST_ADDRESSES {
        return Err(flaw("addresses", format!("a connection has at most {MOST_ADDRESSES} addresses")));
    }
    let mut known = BTreeSet::new();
    let mut kept = Vec::with_capacity(addresses.len());
    for text in addresses {
        let address =
            canonical(text).ok_or_else(|| flaw("addresses", format!("{} is no address", shown(text))))?;
        if !known.insert(address.clone()) {
            return Err(flaw("addresses", format!("{address} is there twice")));
        }
        kept.push(address);
    }
    Ok(kept)
}

fn check_ocp(addresses: &[String]) -> Result<String, Flaw> {
    let [text] = addresses else {
        return Err(flaw("addresses", "an OCP has exactly one address"));
    };
    // The error does not repeat the text, which may hold a password.
    let url = BaseUrl::parse(text).map_err(|problem| flaw("addresses", problem.to_string()))?;
    Ok(url.to_string())
}

fn check_secrets(settings: &ConnectionSettings) -> Result<(), Flaw> {
    for slot in SecretSlot::ALL {
        let Some(secret) = slot.of(settings) else { continue };
        if SecretId::from_str(&secret.id).is_err() {
            let field = match slot {
                SecretSlot::Root | SecretSlot::Agent | SecretSlot::Ocp => "passwords",
                SecretSlot::Proxy => "reach.route",
                SecretSlot::Key => "reach.clientCertificate",
            };
            return Err(flaw(field, "this is not a stored password"));
        }
    }
    Ok(())
}

/// What somebody typed, short and harmless enough for a message.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(100).collect();
    format!("\"{}\"", short.escape_debug())
}

impl From<Flaw> for IpcError {
    fn from(flaw: Flaw) -> Self {
        Self { detail: Some(flaw.field.to_owned()), ..Self::invalid(flaw.message) }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
