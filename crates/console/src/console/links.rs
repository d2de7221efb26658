//! Contact with what connections stand for.

use std::str::FromStr;

use obshell_api::Fingerprint;
use secrecy::ExposeSecret;
use vault::SecretId;

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::operations::Operation;
use crate::password::is_weak;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Looks who is at an address. A password is tried exactly once, and only when the identity needs one.
    pub async fn probe_connection(&self, request: ProbeConnectionReq) -> Result<ConnectionProbe, IpcError> {
        Ok(self.inquirer().ask(request, self.now()).await)
    }

    /// Begins to read a connection now and again, or reads it at once.
    pub async fn contact_connection(&self, request: ConnectionReq) -> Result<Nothing, IpcError> {
        self.inner.links.contact(&request.connection_id)?;
        Ok(Nothing {})
    }

    /// Stops reading a connection; what was last seen stays.
    pub async fn leave_connection(&self, request: ConnectionReq) -> Result<Nothing, IpcError> {
        self.inner.links.leave(&request.connection_id).await?;
        Ok(Nothing {})
    }

    /// Stores a password in the place of the refused one, and goes on. Whatever else uses the refused one goes on
    /// with the new one, too.
    pub async fn replace_password(&self, request: ReplacePasswordReq) -> Result<Nothing, IpcError> {
        let ReplacePasswordReq { connection_id, kind, secret_id, user } = request;
        let vault = self.kept();
        let new = SecretId::from_str(&secret_id).map_err(|_| IpcError::not_found("secret"))?;
        let password = vault.get(&new).await?.ok_or_else(|| IpcError::not_found("secret"))?;
        let weak = is_weak(password.expose_secret());
        let mut passwords = self.inner.connections.get(&connection_id)?.settings.passwords;
        let place = passwords.of(kind);
        let held = place.as_ref().and_then(|held| SecretId::from_str(&held.id).ok());
        let replaced = match &held {
            Some(held) if *held != new && vault.get(held).await?.is_some() => {
                vault.replace(held, password).await?;
                true
            }
            Some(_) | None => false,
        };
        let id = held.filter(|_| replaced).unwrap_or_else(|| new.clone());
        *place = Some(SecretRef { id: id.to_string(), weak });
        if kind == PasswordKind::Ocp && user.is_some() {
            passwords.ocp_user = user;
        }
        let change = |connection: &mut Connection| {
            connection.settings.passwords = passwords;
            Ok(())
        };
        self.inner.connections.change(&connection_id, change).await?;
        if replaced {
            vault.remove(&new).await?;
        }
        self.after_password(&connection_id, &id).await
    }

    /// Trusts one more certificate, of a connection that trusts pinned ones.
    pub async fn trust_certificate(&self, request: TrustCertificateReq) -> Result<Nothing, IpcError> {
        let fingerprint = Fingerprint::from_str(&request.fingerprint);
        let fingerprint = fingerprint.map_err(|problem| IpcError::invalid(problem.to_string()))?.to_string();
        let change = |connection: &mut Connection| match &mut connection.settings.reach.tls {
            TlsChoice::Pinned { fingerprints } => {
                if !fingerprints.contains(&fingerprint) {
                    fingerprints.push(fingerprint);
                }
                Ok(())
            }
            TlsChoice::Off | TlsChoice::System | TlsChoice::PrivateCa { .. } => {
                Err(IpcError::invalid("the connection does not trust certificates one by one"))
            }
        };
        let name = self.inner.connections.get(&request.connection_id)?.settings.name;
        let named = Some((request.connection_id.as_str(), name.as_str()));
        let what = format!("trust certificate {}", request.fingerprint);
        self.inner.guards.note(named, "", what, None).await?;
        self.inner.connections.change(&request.connection_id, change).await?;
        self.inner.links.wake(&request.connection_id);
        let of_it =
            |operation: &Operation| operation.connection_id.as_deref() == Some(&*request.connection_id);
        self.inner.operations.go_on(of_it).await;
        Ok(Nothing {})
    }

    /// Lets everything go on that uses the password under `id`.
    async fn after_password(&self, connection_id: &str, id: &SecretId) -> Result<Nothing, IpcError> {
        let uses = |passwords: &ConnectionPasswords| {
            let all = [&passwords.root, &passwords.agent, &passwords.ocp];
            all.into_iter().flatten().any(|secret| secret.id == id.as_str())
        };
        let concerned = |it: &Connection| it.id == connection_id || uses(&it.settings.passwords);
        let concerned: Vec<String> =
            self.inner.connections.all().into_iter().filter(concerned).map(|it| it.id).collect();
        for connection_id in &concerned {
            self.inner.links.try_again(connection_id).await?;
        }
        let waits =
            |operation: &Operation| operation.connection_id.as_ref().is_some_and(|id| concerned.contains(id));
        self.inner.operations.go_on(waits).await;
        Ok(Nothing {})
    }
}

impl ConnectionPasswords {
    fn of(&mut self, kind: PasswordKind) -> &mut Option<SecretRef> {
        match kind {
            PasswordKind::Root => &mut self.root,
            PasswordKind::Agent => &mut self.agent,
            PasswordKind::Ocp => &mut self.ocp,
        }
    }
}
