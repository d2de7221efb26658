use super::{IpcError, Millis, Problem, dto};

dto! {
    /// What the hosts of a draft are good for: checks down, hosts across. Sent whole whenever a host has answered.
    pub struct Preflight {
        #[ts(type = "number")]
        pub started_at: Millis,
        /// Absent while a host has not answered yet.
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub hosts: Vec<PreflightHost>,
        pub rows: Vec<PreflightRow>,
        /// What concerns no single host, such as an even number of zones.
        pub overall: Vec<Problem>,
    }

    pub struct PreflightHost {
        /// Canonical `ip:port`.
        pub address: String,
        pub zone: String,
        /// It is being asked; its cells hold what was known before.
        pub checking: bool,
        pub took_ms: Option<f64>,
        /// Why nothing is known of it.
        pub problem: Option<IpcError>,
    }

    pub struct PreflightRow {
        pub check: Check,
        pub group: CheckGroup,
        /// What is enough; absent when there is nothing to compare with.
        pub need: Option<CheckValue>,
        /// In the order of the hosts.
        pub cells: Vec<PreflightCell>,
    }

    pub struct PreflightCell {
        pub verdict: Verdict,
        /// Absent when nothing is known.
        pub value: Option<CheckValue>,
        /// Why it is a warning or a failure. Accepted like any other problem of the draft.
        pub problem: Option<Problem>,
        /// What to type on the host to put it right.
        pub command: Option<String>,
    }

    #[derive(Copy, Eq)]
    pub enum Verdict {
        /// Not looked at yet.
        Pending,
        Pass,
        Warn,
        Fail,
        /// The agent cannot tell.
        Unknown,
    }

    #[derive(Copy, Eq)]
    pub enum CheckGroup { Agent, Resources, Limits, Network }

    #[derive(Copy, Eq)]
    pub enum Check {
        Answers,
        Key,
        /// The address as the agent knows itself.
        Address,
        Identity,
        AgentPassword,
        /// The maintenance lock is free.
        Lock,
        ObshellVersion,
        ObVersion,
        Architecture,
        ClockOffset,
        Memory,
        CpuCores,
        DataDisk,
        LogDisk,
        OpenFiles,
        Processes,
        /// Nothing answers at the observer's ports yet.
        Ports,
        Zone,
        /// The agent cannot read these three: a script does.
        AioRequests,
        MemoryMaps,
        StackSize,
    }

    /// A value with its unit, for the window to write out.
    #[serde(tag = "type")]
    pub enum CheckValue {
        /// In the server's own words.
        #[serde(rename_all = "camelCase")]
        Text { text: String },
        #[serde(rename_all = "camelCase")]
        Milliseconds { value: f64 },
        #[serde(rename_all = "camelCase")]
        Bytes {
            #[ts(type = "number")]
            value: u64,
        },
        #[serde(rename_all = "camelCase")]
        Count {
            #[ts(type = "number")]
            value: u64,
        },
        /// OBDeck's own words: `equal`, `free`, `set`, `open`, `answers`, `held`, `known`, `changed`, `new`.
        #[serde(rename_all = "camelCase")]
        Word { word: CheckWord },
    }

    #[derive(Copy, Eq)]
    pub enum CheckWord { Equal, Free, InUse, Set, NotSet, Wrong, Held, Known, Changed, Silent, SameAddress }

    pub struct RunPreflightReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
        pub draft_id: String,
        /// Canonical addresses to ask again; all when empty.
        pub hosts: Vec<String>,
    }

    /// A shell script that reads on a host what its agent cannot tell, and prints each value with its verdict.
    pub struct PreflightScript { pub text: String }
}
