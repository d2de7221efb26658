//! The vault as the user sees it: what protects it, unlocking it, changing that.

use vault::{Protection, Vault, VaultError};

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn vault(&self, _: Nothing) -> Result<VaultView, IpcError> {
        Ok(vault_view(self.kept()))
    }

    pub async fn unlock_vault(&self, request: PassphraseReq) -> Result<VaultView, IpcError> {
        self.kept().unlock(request.passphrase.into_secret()).await?;
        self.inner.links.resume_all_waiting();
        Ok(vault_view(self.kept()))
    }

    /// Puts every secret under a passphrase, or under another one than before.
    pub async fn protect_vault(&self, request: PassphraseReq) -> Result<VaultView, IpcError> {
        self.kept().use_passphrase(request.passphrase.into_secret()).await?;
        Ok(vault_view(self.kept()))
    }

    /// Also the way to try the keychain again.
    pub async fn move_vault_to_keychain(&self, _: Nothing) -> Result<VaultView, IpcError> {
        self.kept().move_to_keychain().await?;
        Ok(vault_view(self.kept()))
    }

    /// Forgets every password, on a locked vault too. Connections stay.
    pub async fn forget_secrets(&self, _: Nothing) -> Result<VaultView, IpcError> {
        self.kept().forget_all().await?;
        self.inner.wiring.forget_ocps();
        self.inner.links.restart_all().await;
        Ok(vault_view(self.kept()))
    }

    pub(super) fn kept(&self) -> &Vault {
        &self.inner.setup.vault
    }
}

pub(super) fn vault_view(vault: &Vault) -> VaultView {
    let (protection, reason) = match vault.protection() {
        _ if vault.is_locked() => (VaultProtection::Locked, None),
        Protection::Keychain => (VaultProtection::Keychain, None),
        Protection::Passphrase => (VaultProtection::Passphrase, None),
        Protection::MemoryOnly { reason } => (VaultProtection::MemoryOnly, Some(reason.to_string())),
    };
    let set_aside = vault.set_aside().map(|path| path.display().to_string());
    VaultView { protection, reason, set_aside }
}

impl From<VaultError> for IpcError {
    fn from(error: VaultError) -> Self {
        use VaultError::{File, KeyUnavailable, Keychain, Locked, WrongPassphrase};
        let code = if matches!(error, Locked) {
            ErrorCode::VaultLocked
        } else if matches!(error, WrongPassphrase) {
            ErrorCode::WrongPassphrase
        } else {
            ErrorCode::Vault
        };
        let passes =
            matches!(error, Locked | WrongPassphrase | File { .. } | Keychain(_) | KeyUnavailable(_));
        Self::new(code, error.to_string(), passes)
    }
}
