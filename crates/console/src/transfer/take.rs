use std::collections::BTreeMap;

use vault::SecretId;

use super::imports::{Change, Here};
use crate::connections::{Connection, SecretSlot, Seen, put_last, secrets_of};
use crate::dto::{ClientCertificate, ConnectionSettings, IpcError, Route, SecretRef};
use crate::guard::GuardRecord;

/// Something new by the place it is for.
pub type Renewed = BTreeMap<SecretSlot, SecretRef>;

/// A connection that an item has changed.
pub struct Updated {
    pub id: String,
    /// The secrets it had.
    pub before: Vec<SecretId>,
    /// A password that was refused may be right now.
    pub anew: bool,
}

/// A connection that was not here.
pub fn create(id: String, change: &Change, renewed: &Renewed) -> Connection {
    let item = &change.item;
    let mut settings = item.settings.clone();
    furnish(&mut settings, change, renewed);
    let mut guard = GuardRecord::default_for(settings.environment);
    if let Some(level) = item.guard {
        guard = GuardRecord::new(level.min(GuardRecord::least_for(settings.environment)));
    }
    Connection { id, settings, guard, seen: Seen::default() }
}

/// Changes the connection that an item is about.
///
/// # Errors
/// `Invalid` when it is not as it was when the file was read.
pub fn update(
    all: &mut Vec<Connection>,
    here: &Here,
    change: &Change,
    renewed: &Renewed,
) -> Result<Updated, IpcError> {
    let as_read =
        |it: &Connection| it.id == here.id && it.settings == here.before && it.guard.base == here.base;
    let Some(at) = all.iter().position(as_read) else {
        let name = &here.before.name;
        return Err(IpcError::invalid(format!("{name} was changed since the file was read: read it again")));
    };
    let mut connection = all.remove(at);
    let before = secrets_of(&connection.settings);
    let mut settings = here.after.clone();
    furnish(&mut settings, change, renewed);
    connection.guard.hold_to(here.guard);
    let anew = connection.settle(settings);
    match connection.settings.group == here.before.group {
        true => all.insert(at, connection),
        false => put_last(all, connection),
    }
    Ok(Updated { id: here.id.clone(), before, anew })
}

fn furnish(settings: &mut ConnectionSettings, change: &Change, renewed: &Renewed) {
    if let (Some(pem), Some(key)) = (&change.item.certificate, renewed.get(&SecretSlot::Key)) {
        let (pem, key) = (pem.clone(), key.clone());
        settings.reach.client_certificate = Some(ClientCertificate { pem, key });
    }
    for (slot, secret) in renewed {
        slot.set(settings, Some(secret.clone()));
    }
}

/// Whether an item has a use for a secret.
pub fn has_place(change: &Change, slot: SecretSlot) -> bool {
    match slot {
        SecretSlot::Root | SecretSlot::Agent | SecretSlot::Ocp => true,
        SecretSlot::Proxy => match change.item.settings.reach.route {
            Route::HttpProxy { .. } | Route::SocksProxy { .. } => true,
            Route::Direct | Route::Jump { .. } => false,
        },
        SecretSlot::Key => change.item.certificate.is_some(),
    }
}
