//! What a practice OCP runs, and how it behaves.

use std::time::Duration;

use crate::host_traits::FailingNode;

/// A task that a practice OCP has when it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcpTask {
    /// Its name; words in it make steps fail, see the crate's documentation.
    pub name: String,
    /// Which steps it has.
    pub template: OcpTemplate,
    /// How long ago it was started, at speed 1.
    pub age: Duration,
    /// Steps that fail, by their name.
    pub failing: Vec<FailingNode>,
    /// It failed, and somebody has rolled it back.
    pub rolled_back: bool,
}

/// The steps of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OcpTemplate {
    /// The 12 steps of a new OBProxy; about a minute.
    InstallObproxy,
    /// The 8 steps of an OBProxy that goes.
    OfflineObproxy,
    /// One step, then one on each of so many hosts side by side, then one.
    Fan(usize),
}

/// How a practice OCP behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcpTraits {
    /// The user has the right `TASK_VIEWER`.
    pub may_view: bool,
    /// The user has the right `TASK_MANAGER`.
    pub may_manage: bool,
    /// Pages say `totalPage` instead of `totalPages`.
    pub says_total_page: bool,
    /// A rollback answers without the task, as newer releases do.
    pub void_rollback: bool,
    /// The tasks belong to another OCP.
    pub remote: bool,
}

/// What a practice OCP does wrong from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OcpTrouble {
    #[default]
    Nothing,
    /// It closes the connection after handling the next POST: the effect stays, the answer is lost.
    LosesNextPost,
    /// It closes the connection before handling the next POST: nothing happens.
    DropsNextPost,
    /// It closes every connection unanswered.
    Away,
    /// Something before it answers with a page of its own and status 502.
    BadGateway,
    /// Everything that needs a login is answered with 429, and this many seconds to wait.
    Throttles(u32),
}

impl Default for OcpTraits {
    fn default() -> Self {
        Self { may_view: true, may_manage: true, says_total_page: false, void_rollback: false, remote: false }
    }
}

impl OcpTask {
    /// A task that has just begun.
    #[must_use]
    pub fn new(name: &str, template: OcpTemplate) -> Self {
        let (age, failing) = (Duration::ZERO, Vec::new());
        Self { name: name.to_owned(), template, age, failing, rolled_back: false }
    }

    /// What a practice OCP has unless told otherwise, oldest first: tasks that were rolled back, are done, failed, and
    /// run.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let install = || Self::new("Install obproxy", OcpTemplate::InstallObproxy);
        let minutes = |count: u64| Duration::from_secs(60 * count);
        let node = |node: &str, once| vec![FailingNode { node: node.to_owned(), once }];
        vec![
            Self { age: minutes(200), failing: node("Start obproxy", false), rolled_back: true, ..install() },
            Self { age: minutes(90), ..Self::new("Offline obproxy", OcpTemplate::OfflineObproxy) },
            Self { age: minutes(20), failing: node("Check if command exists", true), ..install() },
            Self { age: Duration::from_secs(15), ..install() },
        ]
    }
}
