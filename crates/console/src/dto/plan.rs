use super::{CallKind, Consent, ObproxyDeed, Problem, dto};

dto! {
    /// Everything that a run will do, before it does it.
    pub struct PlannedCalls {
        pub calls: Vec<PlannedCall>,
        pub problems: Vec<Problem>,
    }

    pub struct PlannedCall {
        /// Stable name of the call within the plan, for instance `join:10.10.10.1:2886`.
        pub key: String,
        pub kind: CallKind,
        #[serde(default)]
        pub deed: Option<ObproxyDeed>,
        /// The agent it is sent to.
        pub target: String,
        pub zone: Option<String>,
        pub method: String,
        pub path: String,
        /// The JSON body, indented, secrets masked.
        pub body: String,
        /// Calls that must have succeeded first. Calls with the same needs run side by side.
        pub needs: Vec<String>,
    }

    pub struct StartDraftReq {
        pub draft_id: String,
        pub consent: Consent,
    }

    pub struct StartedOperation {
        pub operation_id: String,
    }
}
