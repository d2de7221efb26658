use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::{Ambient, VaultError, seal::MasterKey};

const SALT_BYTES: usize = 16;

/// What Argon2id spends on one passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106's choice for machines with little memory to spare: 64 MiB, 3 passes, 4 lanes.
    pub const STRONG: Self = Self { memory: 64 * 1024, passes: 3, lanes: 4 };

    /// A file can ask for more than any vault wrote; following it would take the machine's memory.
    const LIMIT: Self = Self { memory: 1024 * 1024, passes: 64, lanes: 64 };

    /// Whether no part of this is above that of `limit`.
    pub(crate) fn is_within(self, limit: Self) -> bool {
        self.memory <= limit.memory && self.passes <= limit.passes && self.lanes <= limit.lanes
    }

    fn params(self) -> Option<Params> {
        self.is_within(Self::LIMIT)
            .then(|| Params::new(self.memory, self.passes, self.lanes, None).ok())
            .flatten()
    }
}

/// How a vault's key follows from its passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kdf {
    algorithm: KdfAlgorithm,
    salt: String,
    cost: Cost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KdfAlgorithm {
    Argon2id,
}

impl Kdf {
    /// A fresh salt at the cost of the day.
    pub(crate) fn new(ambient: &Ambient) -> Result<Self, VaultError> {
        let mut salt = [0; SALT_BYTES];
        ambient.fill(&mut salt)?;
        Ok(Self {
            algorithm: KdfAlgorithm::Argon2id,
            salt: BASE64.encode(salt),
            cost: ambient.passphrase_cost,
        })
    }

    /// What was read from elsewhere; see [`Self::is_sound`].
    pub(crate) fn from_parts(salt: String, cost: Cost) -> Self {
        Self { algorithm: KdfAlgorithm::Argon2id, salt, cost }
    }

    /// The salt in base64.
    pub(crate) fn salt(&self) -> &str {
        &self.salt
    }

    pub(crate) fn cost(&self) -> Cost {
        self.cost
    }

    /// Whether this can derive a key at all.
    pub(crate) fn is_sound(&self) -> bool {
        self.cost.params().is_some() && self.salt_bytes().is_some()
    }

    /// The key; slow on purpose, to be called off the runtime.
    pub(crate) fn derive(&self, passphrase: &SecretString) -> Result<MasterKey, VaultError> {
        let (Some(params), Some(salt)) = (self.cost.params(), self.salt_bytes()) else {
            return Err(VaultError::Crypto);
        };
        let mut memory = vec![Block::default(); params.block_count()];
        let argon = match self.algorithm {
            KdfAlgorithm::Argon2id => Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
        };
        let passphrase = passphrase.expose_secret().as_bytes();
        let key = MasterKey::derive(|key| {
            argon.hash_password_into_with_memory(passphrase, &salt, key, &mut memory)
        });
        memory.zeroize();
        key.map_err(|_| VaultError::Crypto)
    }

    fn salt_bytes(&self) -> Option<Vec<u8>> {
        BASE64.decode(&self.salt).ok().filter(|salt| salt.len() == SALT_BYTES)
    }
}
