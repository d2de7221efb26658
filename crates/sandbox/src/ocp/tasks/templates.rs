//! The steps that tasks are made of.

use crate::clock::Ns;
use crate::ocp::tasks::model::{Fails, Operation, Status, Subtask};
use crate::ocp::traits::{OcpTask, OcpTemplate};
use crate::world::SECOND;

/// A step: its name, its class, its time limit and how long it takes, both in seconds.
pub(super) type Step = (&'static str, &'static str, i64, i64);

pub(super) const INSTALL: [Step; 12] = [
    ("Prepare obproxy install", "obproxy.PrepareObproxyInstallTask", 300, 2),
    ("Prepare create obproxy", "obproxy.PrepareCreateObproxyTask", 1800, 3),
    ("Check process not exist", "host.CheckProcessNotExistTask", 300, 1),
    ("Check if command exists", "host.CheckCommandTask", 300, 1),
    ("Install rpm by package and version", "host.InstallRpmByPackageAndVersionTask", 3600, 18),
    ("Start obproxy", "obproxy.StartObproxyTask", 600, 12),
    ("Sync obproxy parameter", "obproxy.SyncObproxyParameterTask", 30, 3),
    ("Set obproxy user password for ob", "obproxy.SetObproxyUserPasswordForObTask", 30, 3),
    ("Refresh agent config", "host.RefreshAgentConfigTask", 3600, 6),
    ("Register obproxy exporter", "obproxy.RegisterObproxyExporterTask", 30, 2),
    ("Update obproxy status", "obproxy.UpdateObproxyStatusTask", 300, 2),
    ("Finish node", "obproxy.FinishTask", 0, 1),
];
/// Neither this nor the order in which they are listed is the order in which they run.
pub(super) const INSTALL_SERIES: [i64; 12] = [4, 0, 7, 2, 9, 1, 11, 5, 3, 10, 6, 8];

pub(super) const OFFLINE: [Step; 8] = [
    ("Start node", "StartNode", 30, 1),
    ("Prepare offline obproxy", "obproxy.PrepareOfflineObproxyTask", 1800, 3),
    ("Wait node", "WaitNode", 30, 1),
    ("Uninstall obproxy", "obproxy.UninstallObproxyTask", 1800, 12),
    ("Delete obproxy meta info", "obproxy.DeleteObproxyMetaInfoTask", 300, 2),
    ("Offline obproxy exporter", "obproxy.OfflineObproxyExporterTask", 30, 2),
    ("Unreserve host", "host.UnReserveHostTask", 1800, 4),
    ("Finish node", "obproxy.FinishTask", 0, 1),
];
pub(super) const OFFLINE_SERIES: [i64; 8] = [6, 2, 0, 5, 1, 7, 3, 4];

/// Words in a task's name, and the step that they are about.
const SENTINELS: [(&str, &str); 4] = [
    ("no-nc", "Check if command exists"),
    ("no-start", "Start obproxy"),
    ("no-password", "Set obproxy user password for ob"),
    ("has-obproxy", "Check process not exist"),
];

/// The subtasks of a task in the order of its answers, without ids.
pub fn subtasks(wanted: &OcpTask, scaled: impl Fn(Ns) -> Ns) -> Vec<Subtask> {
    let mut all = match wanted.template {
        OcpTemplate::InstallObproxy => chain(&INSTALL, &INSTALL_SERIES),
        OcpTemplate::OfflineObproxy => chain(&OFFLINE, &OFFLINE_SERIES),
        OcpTemplate::Fan(hosts) => fan(hosts),
    };
    for subtask in &mut all {
        subtask.length = scaled(subtask.length);
        subtask.fails = fails(wanted, subtask.name);
        subtask.prohibit_skip = wanted.name.contains("no-skip");
    }
    all
}

fn fails(wanted: &OcpTask, name: &str) -> Fails {
    if let Some(failing) = wanted.failing.iter().find(|failing| failing.node == name) {
        return if failing.once { Fails::Once } else { Fails::Always };
    }
    told(&wanted.name, name)
}

/// Whether `words` tell the step `name` to fail.
pub(super) fn told(words: &str, name: &str) -> Fails {
    if words.contains("stuck") && name == SENTINELS[2].1 {
        return Fails::Stuck;
    }
    let told = SENTINELS.iter().find(|(word, step)| *step == name && words.contains(word));
    told.map_or(Fails::Never, |(word, _)| {
        if words.contains(&format!("{word}-once")) { Fails::Once } else { Fails::Always }
    })
}

/// One after the other, listed from the last to the first.
pub(super) fn chain(steps: &[Step], series: &[i64]) -> Vec<Subtask> {
    let count = steps.len();
    let place = |step: usize| count - 1 - step;
    let mut all: Vec<Subtask> =
        steps.iter().zip(series).map(|(step, series)| subtask(step, *series)).collect();
    for (at, subtask) in all.iter_mut().enumerate() {
        subtask.upstreams = at.checked_sub(1).map(place).into_iter().collect();
        subtask.downstreams = Some(at + 1).filter(|next| *next < count).map(place).into_iter().collect();
    }
    all.reverse();
    all
}

fn fan(hosts: usize) -> Vec<Subtask> {
    let middle: Vec<usize> = (1..=hosts).collect();
    let mut all = vec![subtask(&INSTALL[0], 0)];
    all[0].downstreams.clone_from(&middle);
    for at in &middle {
        let index = i64::try_from(*at).unwrap_or_default();
        let mut one = subtask(&INSTALL[4], index);
        one.parallel = index - 1;
        one.length += (index % 5) * SECOND;
        (one.upstreams, one.downstreams) = (vec![0], vec![hosts + 1]);
        all.push(one);
    }
    let mut last = subtask(&INSTALL[11], i64::try_from(hosts + 1).unwrap_or_default());
    last.upstreams = middle;
    all.push(last);
    all
}

pub(super) fn subtask(step: &Step, series: i64) -> Subtask {
    let (name, class, timeout, length) = *step;
    Subtask {
        id: 0,
        name,
        class,
        series,
        timeout,
        length: length * SECOND,
        status: Status::Pending,
        operation: Operation::Execute,
        runs: 1,
        started: None,
        finished: None,
        due: None,
        upstreams: Vec::new(),
        downstreams: Vec::new(),
        parallel: -1,
        place: None,
        prohibit_skip: false,
        fails: Fails::Never,
        log: String::new(),
    }
}
