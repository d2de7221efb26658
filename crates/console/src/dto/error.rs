use super::dto;

dto! {
    /// An error for the person at the window. The UI translates `code`; the rest is for details and for copying.
    pub struct IpcError {
        pub code: ErrorCode,
        /// What happened, in English or in the agent's own words.
        pub message: String,
        pub detail: Option<String>,
        /// Doing the same again may help without changing anything first.
        pub retryable: bool,
        /// The agent's `traceId`, to find the request in the agent's log.
        pub trace_id: Option<String>,
        /// The agent's `errCode`, for instance `Agent.UnderMaintenance`.
        pub agent_code: Option<String>,
    }

    /// What the UI tells apart. A variant exists only where a screen acts on it.
    #[derive(Copy, Eq)]
    pub enum ErrorCode {
        /// The address did not answer, or refused.
        Unreachable,
        /// Something answered, but not an obshell.
        NotObshell,
        /// The answer was larger than OBDeck reads.
        TooLarge,
        /// The agent's key is not the one seen before. Nothing was sent to it.
        KeyChanged,
        /// The agent did not accept the password.
        Unauthorized,
        /// The agent offers a certificate that is not trusted; `detail` is its fingerprint.
        CertificateNotTrusted,
        /// The jump host or proxy could not be used, in its own words.
        Route,
        /// The connection is read-only.
        ReadOnly,
        /// The guard of the connection asks for the user's word first; `detail` is its level.
        ConsentNeeded,
        /// Another task holds the maintenance lock.
        UnderMaintenance,
        /// The agent said no, see `agentCode`.
        Rejected,
        /// The request may have been carried out: its answer was lost.
        OutcomeUnknown,
        /// What was asked for does not fit what is there (bad input, a draft with problems, a step not allowed).
        Invalid,
        NotFound,
        /// OCP does not have the OBProxy cluster any more.
        ClusterGone,
        /// The file that was opened is cut, too large, or not a task; `message` says what it is.
        UnreadableFile,
        /// The keychain or the vault file cannot be used.
        Vault,
        /// The vault must be unlocked with its passphrase first.
        VaultLocked,
        WrongPassphrase,
        /// Another OBDeck uses the same data.
        AlreadyRunning,
        /// OBDeck's own database cannot be read or written.
        Storage,
        /// The practice cluster could not be started.
        Practice,
        Internal,
    }
}
