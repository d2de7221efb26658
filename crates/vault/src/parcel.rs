use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use crate::{
    Ambient, Cost, VaultError,
    passphrase::Kdf,
    seal::{MasterKey, Sealed},
};

const VERSION: u32 = 1;

/// Tens of thousands of passwords fit; more is not an export of this program.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// About three seconds and 256 MiB; a parcel comes from a stranger more easily than a vault does.
const COST_LIMIT: Cost = Cost { memory: 256 * 1024, passes: 10, lanes: 16 };

const CHECK: &str = "check";
const SECRETS: &str = "secrets";

/// Secrets that leave this computer, under a passphrase of their own.
///
/// Serialises as a JSON object, `{v, kdf: {alg, m, t, p, salt}, check: {nonce, ciphertext}, nonce, ciphertext}`:
/// `m` in KiB, bytes in base64. Names and number of the secrets are sealed too; the total length shows. Reading one
/// checks nothing but its shape: [`Parcel::open`] does the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    v: u32,
    kdf: ParcelKdf,
    /// Opens under the right key only, so that a wrong passphrase is told from damage.
    check: Sealed,
    nonce: String,
    ciphertext: String,
}

impl Parcel {
    /// Seals `secrets`, each under a name of the caller's, with a key from `passphrase`. Slow on purpose: some
    /// tenths of a second of one core, so not for the runtime's threads.
    ///
    /// # Errors
    /// `EmptyPassphrase`; `ParcelTooLarge` above 4 MiB; `ParcelTooCostly` when `ambient` asks for more than
    /// [`Parcel::open`] allows; `NoRandomness`; `Crypto`.
    pub fn seal(
        secrets: &BTreeMap<String, SecretString>,
        passphrase: &SecretString,
        ambient: &Ambient,
    ) -> Result<Self, VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        let text = to_json(secrets)?;
        let kdf = ParcelKdf::of(&Kdf::new(ambient)?);
        let key = kdf.sound()?.derive(passphrase)?;
        let check = key.seal_for(ambient, &purpose(CHECK), "")?;
        let Sealed { nonce, ciphertext } = key.seal_for(ambient, &purpose(SECRETS), &text)?;
        Ok(Self { v: VERSION, kdf, check, nonce, ciphertext })
    }

    /// The secrets by their names. Slow on purpose, as [`Parcel::seal`], and slower when the file says so, within
    /// bounds that are looked at first.
    ///
    /// # Errors
    /// `EmptyPassphrase`; `WrongPassphrase`, also when the salt, cost or check was altered; `ParcelDamaged`;
    /// `ParcelTooCostly`, `ParcelTooLarge` when the file asks for more than any export needs; `ParcelUnknown` for
    /// a version or algorithm that this code does not know.
    pub fn open(&self, passphrase: &SecretString) -> Result<BTreeMap<String, SecretString>, VaultError> {
        if self.v != VERSION || self.kdf.alg != ARGON2ID {
            return Err(VaultError::ParcelUnknown);
        }
        // Base64 has four characters for three bytes.
        if self.ciphertext.len() / 4 * 3 > MOST_BYTES + 64 {
            return Err(VaultError::ParcelTooLarge);
        }
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        let key = self.kdf.sound()?.derive(passphrase)?;
        if key.open_for(&purpose(CHECK), &self.check).is_none() {
            return Err(VaultError::WrongPassphrase);
        }
        self.secrets(&key).ok_or(VaultError::ParcelDamaged)
    }

    fn secrets(&self, key: &MasterKey) -> Option<BTreeMap<String, SecretString>> {
        let sealed = Sealed { nonce: self.nonce.clone(), ciphertext: self.ciphertext.clone() };
        let text = key.open_for(&purpose(SECRETS), &sealed)?;
        let secrets: BTreeMap<String, Text> = serde_json::from_str(text.expose_secret()).ok()?;
        Some(secrets.into_iter().map(|(name, Text(secret))| (name, secret)).collect())
    }
}

/// Never a record of a vault, nor the other way round, were both keys the same.
fn purpose(part: &str) -> String {
    format!("parcel/{VERSION}/secrets that leave this computer/{part}")
}

fn to_json(secrets: &BTreeMap<String, SecretString>) -> Result<Zeroizing<String>, VaultError> {
    let plain: BTreeMap<&str, &str> =
        secrets.iter().map(|(name, secret)| (name.as_str(), secret.expose_secret())).collect();
    // JSON writes a byte as six at most, and a buffer that never grows leaves no copy behind.
    let longest: usize = plain.iter().map(|(name, secret)| 6 * (name.len() + secret.len()) + 6).sum();
    let mut json = Zeroizing::new(Vec::with_capacity(longest + 2));
    serde_json::to_writer(&mut *json, &plain).map_err(|_| VaultError::Crypto)?;
    if json.len() > MOST_BYTES {
        return Err(VaultError::ParcelTooLarge);
    }
    let text = String::from_utf8(std::mem::take(&mut *json)).map_err(|_| VaultError::Crypto)?;
    Ok(Zeroizing::new(text))
}

const ARGON2ID: &str = "argon2id";

/// The names are those of RFC 9106.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ParcelKdf {
    alg: String,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
}

impl ParcelKdf {
    fn of(kdf: &Kdf) -> Self {
        let Cost { memory, passes, lanes } = kdf.cost();
        Self { alg: ARGON2ID.to_owned(), m: memory, t: passes, p: lanes, salt: kdf.salt().to_owned() }
    }

    fn sound(&self) -> Result<Kdf, VaultError> {
        let cost = Cost { memory: self.m, passes: self.t, lanes: self.p };
        if !cost.is_within(COST_LIMIT) {
            return Err(VaultError::ParcelTooCostly);
        }
        let kdf = Kdf::from_parts(self.salt.clone(), cost);
        if !kdf.is_sound() {
            return Err(VaultError::ParcelDamaged);
        }
        Ok(kdf)
    }
}

struct Text(SecretString);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(String::deserialize(deserializer)?.into()))
    }
}

#[cfg(test)]
mod tests;
