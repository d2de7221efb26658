//! Flags for a cluster that is up from the start.

use clap::Args;
use sandbox::{FirstTask, InitialisedCluster};

/// A cluster that is up from the start.
#[derive(Args)]
pub(super) struct ClusterFlags {
    /// The agents are a cluster of this name, which is up.
    #[arg(long, value_name = "NAME")]
    cluster: Option<String>,
    /// The password of root@sys in that cluster.
    #[arg(long, value_name = "PASSWORD", default_value = "", requires = "cluster")]
    root_password: String,
    /// How many zones its agents are spread over; one for each agent unless told otherwise.
    #[arg(long, value_name = "COUNT", requires = "cluster")]
    zones: Option<usize>,
    /// How many agents, the last ones, are not in it and each on its own.
    #[arg(long, value_name = "COUNT", default_value_t = 0, requires = "cluster")]
    spare: usize,
    /// The task that brought it up has failed at its last but one step, and locks the first agent.
    #[arg(long, requires = "cluster", conflicts_with = "busy")]
    stuck: bool,
    /// The task that brought it up is still at its last but one step.
    #[arg(long, requires = "cluster")]
    busy: bool,
}

impl ClusterFlags {
    /// The cluster asked for, if any.
    pub fn read(self) -> Option<InitialisedCluster> {
        let first_task = match (self.stuck, self.busy) {
            (true, _) => FirstTask::Failed,
            (false, true) => FirstTask::Running,
            (false, false) => FirstTask::Done,
        };
        let (root_password, zones, spare) = (self.root_password, self.zones, self.spare);
        self.cluster.map(|name| {
            let cluster = InitialisedCluster::default();
            InitialisedCluster { name, root_password, zones, first_task, spare, ..cluster }
        })
    }
}
