use std::collections::BTreeMap;

use super::{Consent, PlannedCall, TaskNote, Verdict, dto};

dto! {
    /// A change of nodes that needs no wizard.
    #[derive(Eq)]
    #[serde(tag = "type")]
    pub enum NodeAction {
        /// Before init: one agent leaves its MASTER.
        #[serde(rename_all = "camelCase")]
        Remove { agent: String },
        /// Before init: MASTER and all FOLLOWERs become SINGLE.
        RemoveAll,
        /// `force`: the observer is killed at once; possible while its host is lost.
        #[serde(rename_all = "camelCase")]
        ScaleIn { agent: String, force: bool },
        #[serde(rename_all = "camelCase")]
        StopZone { zone: String, freeze_server: bool, pass_tasks: Vec<String> },
        #[serde(rename_all = "camelCase")]
        DeleteZone { zone: String },
        #[serde(rename_all = "camelCase")]
        Start { scope: NodeScope, pass_tasks: Vec<String> },
        #[serde(rename_all = "camelCase")]
        Stop { scope: NodeScope, mode: StopMode, pass_tasks: Vec<String> },
    }

    #[derive(Eq)]
    #[serde(tag = "type")]
    pub enum NodeScope {
        Cluster,
        #[serde(rename_all = "camelCase")]
        Zones { zones: Vec<String> },
        /// `ip:port` of agents.
        #[serde(rename_all = "camelCase")]
        Servers { agents: Vec<String> },
    }

    #[derive(Copy, Eq)]
    pub enum StopMode {
        /// `STOP SERVER` or `STOP ZONE`: no more service, the process keeps running.
        Service,
        /// A minor freeze, then the process is killed (`terminate`).
        Terminate,
        /// The process is killed at once (`force`).
        Force,
    }

    pub struct NodeActionReq {
        pub connection_id: String,
        pub action: NodeAction,
    }

    /// What an action would do, before it does it. Reads only.
    pub struct Impact {
        /// The exact calls.
        pub calls: Vec<PlannedCall>,
        pub findings: Vec<ImpactFinding>,
        pub capacity: Option<CapacityChange>,
        /// Tasks that run now.
        pub running: Vec<TaskNote>,
        /// How to undo it.
        pub undo: Undo,
        /// The steps the agent will take, verbatim.
        pub steps: Vec<String>,
    }

    pub struct ImpactFinding {
        /// A failure blocks, a warning needs a tick.
        pub verdict: Verdict,
        pub code: ImpactCode,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ImpactCode {
        /// args: `before`, `after`, `needed` zones that serve
        Majority,
        /// args: `before`, `after`, `needed` zones that serve
        MajorityLost,
        /// The whole cluster stops serving.
        ClusterDown,
        /// args: `zone`, `others` zones that are stopped already
        AnotherZoneStopped,
        /// A plain stop may name one zone only. args: `zones`
        SeveralZones,
        /// The whole cluster needs terminate or force.
        ModeNeeded,
        /// The observer that answers is not available: only force works. args: `state`
        ForceNeeded,
        /// The zone still holds resource units, or that cannot be seen. args: `zone`
        ZoneHoldsUnits,
        /// The agent's own stop check of the zone said yes.
        StopCheckPassed,
        /// args: `zone`, `message`, `agentCode`
        StopCheckFailed,
        /// args: `task`, `id`
        LockHeld,
        /// Earlier tasks that failed will be passed first. args: `tasks`
        EarlierTaskFailed,
        /// The call cannot go to the agent that leaves; another takes it. args: `agent`
        SentToAnother,
        /// No other agent can take it. args: `agent`
        NoOtherAgent,
        /// args: `zone`
        LastZone,
        /// args: `zone`; the zone will be empty
        ZoneEmptied,
        /// The root service moves. args: `agent`
        RootServiceMoves,
        /// The host does not answer: what runs there cannot be seen. args: `agent`
        HostSilent,
        /// Without a freeze before, the restart replays its log. args: none
        NoFreeze,
        /// The host leaves the cluster with what it stores. args: `agent`
        DataDeleted,
        /// Sub-tasks of the agents park in FAILED on purpose while they wait.
        SubTasksPark,
        /// The agents become SINGLE and forget what was configured.
        ConfigurationLost,
        /// Runs already. args: `agent`
        AlreadyRunning,
        /// Stopped already. args: `agent`
        AlreadyStopped,
        /// The zone delete route of this obshell asks for no password. args: `version`
        RouteUnprotected,
    }

    /// Servers and zones that serve, before and after.
    pub struct CapacityChange {
        pub servers_before: u32,
        pub servers_after: u32,
        pub zones_before: u32,
        pub zones_after: u32,
        /// Zones that must serve for a majority.
        pub zones_needed: u32,
        pub cpu_before: f64,
        pub cpu_after: f64,
        pub memory_before: f64,
        pub memory_after: f64,
    }

    #[derive(Copy, Eq)]
    pub enum Undo { Start, Stop, ScaleOut, Join, Nothing }

    pub struct StartNodeActionReq {
        pub connection_id: String,
        pub action: NodeAction,
        /// The warnings the user has ticked.
        pub accepted: Vec<AcceptedFinding>,
        pub consent: Consent,
    }

    /// A warning as the user has read it: the same one about something else is another.
    pub struct AcceptedFinding {
        pub code: ImpactCode,
        pub args: BTreeMap<String, String>,
    }
}
