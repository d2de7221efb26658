//! One JSON file per agent, replaced as a whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::agent::state::AgentState;
use crate::clock::Ns;
use crate::error::SandboxError;

/// What is in an agent's file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Saved {
    /// When it was written, on the sandbox's clock.
    pub at: Ns,
    pub state: AgentState,
}

/// The file of agent number `index` (0-based) in `dir`.
pub(crate) fn path(dir: &Path, index: usize) -> PathBuf {
    dir.join(format!("agent-{}.json", index + 1))
}

/// What agent number `index` kept, if it has run here before.
pub(crate) fn load(dir: &Path, index: usize) -> Result<Option<Saved>, SandboxError> {
    let path = path(dir, index);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(SandboxError::State { path, source }),
    };
    let saved = serde_json::from_slice(&bytes);
    saved.map(Some).map_err(|error| SandboxError::Damaged { path, reason: error.to_string() })
}

/// Replaces the file of agent number `index`.
pub(crate) fn save(dir: &Path, index: usize, saved: &Saved) -> Result<(), SandboxError> {
    let path = path(dir, index);
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        file.write_all(&serde_json::to_vec(saved)?)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        Ok(())
    };
    write().map_err(|source| SandboxError::State { path: path.clone(), source })
}
