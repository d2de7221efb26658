use secrecy::SecretString;

/// A place of the operating system that keeps small texts for one user.
///
/// The calls block, may open a prompt and may never return: a vault makes them on a thread of its own, one at a
/// time. Values are printable ASCII, because not every keychain holds bytes.
pub trait Keychain: Send + Sync + 'static {
    /// The text stored under `entry`, `None` when there is no such entry.
    fn read(&self, entry: &str) -> Result<Option<SecretString>, KeychainProblem>;

    /// Stores `text` under `entry`, in place of what was there.
    fn write(&self, entry: &str, text: &SecretString) -> Result<(), KeychainProblem>;

    /// Removes `entry`; no error when there is no such entry.
    fn delete(&self, entry: &str) -> Result<(), KeychainProblem>;
}

/// Why the keychain is of no use now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeychainProblem {
    /// The vault was asked to keep its secrets in memory.
    #[error("no keychain was asked for")]
    NotAsked,
    /// There is no keychain service; looked for once per run of the program.
    #[error("no keychain service was found")]
    Absent,
    /// The keychain is locked, and its prompt was dismissed or could not be shown.
    #[error("the keychain is locked")]
    Locked,
    /// The keychain refused this program.
    #[error("access to the keychain was denied")]
    Denied,
    /// The keychain service runs but has no collection to keep entries in.
    #[error("the keychain has no default collection")]
    NoCollection,
    /// The keychain did not answer in time; perhaps its prompt is open.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// An earlier call has not returned yet.
    #[error("the keychain is still busy with an earlier request")]
    Busy,
    /// The entry exists and is not a key this program wrote.
    #[error("the keychain's entry is not a vault key")]
    ForeignEntry,
    /// What was written did not read back.
    #[error("the keychain did not keep what was written")]
    NotKept,
    /// Anything else, in the keychain's own words.
    #[error("the keychain failed: {0}")]
    Failed(String),
}
