use super::{Millis, dto};

dto! {
    /// What stands between the user and a changing call. The strictest first.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum GuardLevel {
        /// Nothing is changed.
        ReadOnly,
        /// The connection's name must be typed.
        TypeName,
        /// A dialog must be confirmed.
        Confirm,
        Open,
    }

    pub struct GuardView {
        /// What applies now.
        pub level: GuardLevel,
        /// What applies once a lowering has ended.
        pub base: GuardLevel,
        /// Set while the guard is lowered.
        pub lowered: Option<LoweredGuard>,
    }

    pub struct LoweredGuard {
        #[ts(type = "number")]
        pub until: Millis,
        pub reason: String,
    }

    /// The user's word on one changing call. Which of it is needed depends on the guard.
    #[derive(Default)]
    pub struct Consent {
        /// A dialog that names the call was confirmed.
        pub confirmed: bool,
        /// What was typed into that dialog.
        pub typed_name: Option<String>,
    }

    /// Takes effect at once and for good; also ends a lowering.
    pub struct RaiseGuardReq {
        pub connection_id: String,
        pub level: GuardLevel,
    }

    /// For a quarter of an hour.
    pub struct LowerGuardReq {
        pub connection_id: String,
        pub level: GuardLevel,
        /// Goes into the audit list. At least three characters.
        pub reason: String,
    }

    /// Which guard an operation is under.
    pub struct OperationGuard {
        pub connection_id: Option<String>,
        /// The name to type when the level asks for it.
        pub name: String,
        pub guard: GuardView,
    }

    pub struct AuditReq {
        /// Only entries older than the one with this number.
        #[ts(type = "number | null")]
        pub before: Option<i64>,
        pub connection_id: Option<String>,
        /// Only calls that were refused, rejected or have no known outcome.
        pub only_trouble: bool,
        /// At most this many; 200 at the most.
        pub limit: u32,
    }

    /// The newest first.
    pub struct AuditPage {
        pub entries: Vec<AuditEntry>,
        pub more: bool,
    }

    /// A changing call, or a change of a guard.
    pub struct AuditEntry {
        #[ts(type = "number")]
        pub number: i64,
        #[ts(type = "number")]
        pub at: Millis,
        pub connection_id: Option<String>,
        /// As it was called then.
        pub connection_name: String,
        /// `ip:port`, empty when nothing was to be sent.
        pub agent: String,
        /// `POST /api/v1/ob/init`, `raise guard to ReadOnly`.
        pub call: String,
        pub outcome: AuditOutcome,
        /// The guard it was under.
        pub level: Option<GuardLevel>,
        /// What allowed it or why it was refused, the reason of a lowering, the agent's words.
        pub detail: Option<String>,
        pub operation_id: Option<String>,
    }

    #[derive(Copy, Eq)]
    pub enum AuditOutcome {
        /// Written down, and OBDeck ended before anything else was known.
        Intended,
        Accepted,
        Rejected,
        Unknown,
        NotSent,
        /// The guard said no.
        Refused,
        /// Something on this computer was changed: a guard, a trusted key.
        Done,
    }
}
