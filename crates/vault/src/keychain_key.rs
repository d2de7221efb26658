use secrecy::{ExposeSecret, SecretString};

use crate::{Keychain, KeychainProblem, seal::MasterKey};

const KEY: &str = "master-key";
const PROBE: &str = "probe";

/// The vault's key in the keychain; without one, `fresh` becomes it once the keychain has proved to work.
pub(crate) fn read_or_create(
    keychain: &dyn Keychain,
    fresh: MasterKey,
) -> Result<MasterKey, KeychainProblem> {
    if let Some(key) = read(keychain)? {
        return Ok(key);
    }
    probe(keychain)?;
    keychain.write(KEY, &fresh.to_text())?;
    // What the keychain kept is the key, should another program have written at the same time.
    read(keychain)?.ok_or(KeychainProblem::NotKept)
}

/// Removes the vault's key.
pub(crate) fn delete(keychain: &dyn Keychain) -> Result<(), KeychainProblem> {
    keychain.delete(KEY)
}

/// Writes, reads and deletes an entry that means nothing: a keychain may well read and not write.
pub(crate) fn probe(keychain: &dyn Keychain) -> Result<(), KeychainProblem> {
    let text = SecretString::from("probe");
    keychain.write(PROBE, &text)?;
    let kept = keychain.read(PROBE)?;
    keychain.delete(PROBE)?;
    if kept.is_none_or(|kept| kept.expose_secret() != text.expose_secret()) {
        return Err(KeychainProblem::NotKept);
    }
    Ok(())
}

fn read(keychain: &dyn Keychain) -> Result<Option<MasterKey>, KeychainProblem> {
    let Some(text) = keychain.read(KEY)? else { return Ok(None) };
    let key = MasterKey::from_text(&text).ok_or(KeychainProblem::ForeignEntry)?;
    Ok(Some(key))
}
