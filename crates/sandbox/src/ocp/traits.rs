//! What a practice OCP runs, and how it behaves.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::host_traits::FailingNode;
use crate::ocp::refusal::Refusal;

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
    /// Other rights that the user does not have.
    pub lacks: Vec<OcpRight>,
    /// The build that it says it is. Those from 4.3.5 on know `…/servers/…`, those before `…/obproxies/…`.
    pub build_version: String,
    /// The `Host` that it sees when it verifies a signature, as behind a proxy that rewrites it; `None`: the one sent.
    pub host_seen: Option<String>,
    /// How many hosts it has at least. The first eight are always the same; see the crate's documentation.
    pub hosts: usize,
    /// How many software packages it has at least.
    pub packages: usize,
    /// How many OceanBase clusters it has at least, standby clusters left out.
    pub ob_clusters: usize,
    /// How many OBProxy clusters it has at least when it starts.
    pub obproxy_clusters: usize,
    /// Words for hosts, by their names: what is told to fail there, see the crate's documentation.
    pub host_words: BTreeMap<String, String>,
    /// Pages say `totalPage` instead of `totalPages`.
    pub says_total_page: bool,
    /// OceanBase clusters say `fullVersion` instead of `obVersion`.
    pub says_full_version: bool,
    /// Lists without pages are bare arrays, as the documents' tables have it, not under `contents`.
    pub bare_lists: bool,
    /// Which member gives the exporter's port when an OBProxy cluster is created.
    pub exporter_member: ExporterMember,
    /// The answer to a create names the new cluster, as `context.stringMap.obproxy_cluster_id`.
    pub tells_cluster_id: bool,
    /// What OCP's documents do not mention works too: setting parameters, and `clientToken` in a create.
    pub undocumented: bool,
    /// A rollback answers without the task, as newer releases do.
    pub void_rollback: bool,
    /// The tasks belong to another OCP.
    pub remote: bool,
}

/// A right of OCP's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OcpRight {
    /// Changing OBProxy clusters.
    ObproxyManager,
    /// Seeing hosts.
    HostViewer,
    /// Seeing software packages.
    PackageViewer,
    /// Seeing OceanBase clusters.
    ClusterViewer,
}

/// Which member gives the exporter's port when an OBProxy cluster is created; the documents disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExporterMember {
    Either,
    /// `exporterPort`; the other is ignored.
    ExporterPort,
    /// `exportPort`; the other is ignored.
    ExportPort,
}

/// What a practice OCP does wrong from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OcpTrouble {
    #[default]
    Nothing,
    /// It closes the connection after handling the next request that changes something: the effect stays, the answer is lost.
    LosesNextPost,
    /// It closes the connection before handling the next request that changes something: nothing happens.
    DropsNextPost,
    /// It answers the next request that changes something as if it had taken it, without data, and does nothing.
    PretendsNextPost,
    /// It closes every connection unanswered.
    Away,
    /// Something before it answers with a page of its own and status 502.
    BadGateway,
    /// Everything that needs a login is answered with 429, and this many seconds to wait.
    Throttles(u32),
}

impl Default for OcpTraits {
    fn default() -> Self {
        Self {
            may_view: true,
            may_manage: true,
            lacks: Vec::new(),
            build_version: "4.2.2-20240131164424".to_owned(),
            host_seen: None,
            hosts: 0,
            packages: 0,
            ob_clusters: 0,
            obproxy_clusters: 0,
            host_words: BTreeMap::new(),
            says_total_page: false,
            says_full_version: false,
            bare_lists: false,
            exporter_member: ExporterMember::Either,
            tells_cluster_id: false,
            undocumented: false,
            void_rollback: false,
            remote: false,
        }
    }
}

impl OcpTraits {
    /// Refuses who does not have `right`.
    pub(super) fn demand(&self, right: OcpRight) -> Result<(), Refusal> {
        if self.lacks.contains(&right) { Err(Refusal::denied()) } else { Ok(()) }
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
