use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Ambient, VaultError};

/// Names one secret of a vault; tells nothing about it.
///
/// The text is a lower-case hyphenated UUID, everywhere: `Display`, `FromStr` and serde.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SecretId(String);

impl SecretId {
    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn random(ambient: &Ambient) -> Result<Self, VaultError> {
        let mut bytes = [0; 16];
        ambient.fill(&mut bytes)?;
        Ok(Self::from_uuid(uuid::Builder::from_random_bytes(bytes).into_uuid()))
    }

    fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid.hyphenated().to_string())
    }
}

/// The text is not a secret's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a secret id")]
pub struct BadSecretId;

impl FromStr for SecretId {
    type Err = BadSecretId;

    fn from_str(text: &str) -> Result<Self, BadSecretId> {
        Uuid::try_parse(text).map(Self::from_uuid).map_err(|_| BadSecretId)
    }
}

impl TryFrom<String> for SecretId {
    type Error = BadSecretId;

    fn try_from(text: String) -> Result<Self, BadSecretId> {
        text.parse()
    }
}

impl From<SecretId> for String {
    fn from(id: SecretId) -> Self {
        id.0
    }
}

impl fmt::Display for SecretId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
