//! Tasks that change OBProxy clusters: what they are called, what they do, and where.

use crate::clock::Ns;
use crate::ocp::tasks::model::Subtask;
use crate::ocp::tasks::templates::{INSTALL, INSTALL_SERIES, OFFLINE, OFFLINE_SERIES, Step, chain, told};

/// A task to be carried out.
#[derive(Debug)]
pub struct Plan {
    pub name: &'static str,
    pub work: Work,
    /// The hosts it works on side by side; none counts as one that nobody names.
    pub lanes: Vec<Lane>,
    /// What is told to fail, on every host.
    pub words: String,
    /// The host that it is about, if it is one.
    pub host: Option<i64>,
    pub strings: Vec<(&'static str, String)>,
    pub lists: Vec<(&'static str, Vec<String>)>,
}

/// A host that a task works on.
#[derive(Debug)]
pub struct Lane {
    pub ip: String,
    /// What is told to fail there.
    pub words: String,
}

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The 12 steps of a new OBProxy.
    Install,
    /// The 2 steps of a cluster without any.
    InstallNothing,
    /// The 8 steps of an OBProxy that goes.
    Offline,
    /// The 2 steps of a cluster that has none.
    OfflineNothing,
    TakeOver,
    Restart,
    Start,
    Stop,
    Upgrade,
    Configure,
}

const PREPARE_OPERATION: Step = ("Prepare operate obproxy", "obproxy.PrepareOperateObproxyTask", 300, 2);
const RESTART: [Step; 5] = [
    OFFLINE[0],
    PREPARE_OPERATION,
    ("Restart obproxy", "obproxy.RestartObproxyTask", 600, 8),
    INSTALL[10],
    INSTALL[11],
];
const START: [Step; 5] = [OFFLINE[0], PREPARE_OPERATION, INSTALL[5], INSTALL[10], INSTALL[11]];
const STOP: [Step; 5] = [
    OFFLINE[0],
    PREPARE_OPERATION,
    ("Stop obproxy", "obproxy.StopObproxyTask", 600, 6),
    INSTALL[10],
    INSTALL[11],
];
const UPGRADE: [Step; 6] = [
    OFFLINE[0],
    PREPARE_OPERATION,
    INSTALL[4],
    ("Hot upgrade obproxy", "obproxy.HotUpgradeObproxyTask", 1800, 15),
    INSTALL[10],
    INSTALL[11],
];
const CONFIGURE: [Step; 3] = [OFFLINE[0], INSTALL[6], INSTALL[11]];
/// Which steps of an installation are left when the OBProxy is there.
const TAKE_OVER: [Step; 8] = [
    INSTALL[0],
    ("Check obproxy to take over", "obproxy.CheckTakeOverObproxyTask", 300, 3),
    INSTALL[6],
    INSTALL[7],
    INSTALL[8],
    INSTALL[9],
    INSTALL[10],
    INSTALL[11],
];
/// Not the order in which they run.
const SERIES: [i64; 8] = [3, 0, 2, 5, 1, 4, 7, 6];

impl Plan {
    /// Its subtasks in the order of its answers, without ids: one chain a host, all from the last step to the first.
    pub fn subtasks(&self, scaled: impl Fn(Ns) -> Ns) -> Vec<Subtask> {
        let (steps, series) = self.work.steps();
        let count = self.lanes.len().max(1);
        let mut all = Vec::new();
        for at in 0..steps.len() * count {
            let (place, lane) = (at / count, at % count);
            let mut subtask = chain(&steps, &series).swap_remove(place);
            let index = i64::try_from(lane).unwrap_or_default();
            subtask.series = subtask.series * i64::try_from(count).unwrap_or(1) + index;
            subtask.parallel = if count > 1 { index } else { -1 };
            subtask.place = self.lanes.get(lane).map(|lane| lane.ip.clone());
            subtask.length = scaled(subtask.length);
            let own = self.lanes.get(lane).map_or("", |lane| lane.words.as_str());
            let words = format!("{} {own}", self.words);
            subtask.fails = told(&words, subtask.name);
            subtask.prohibit_skip = words.contains("no-skip");
            let moved =
                |places: &mut Vec<usize>| places.iter_mut().for_each(|place| *place = *place * count + lane);
            moved(&mut subtask.upstreams);
            moved(&mut subtask.downstreams);
            all.push(subtask);
        }
        all
    }
}

impl Work {
    /// Its steps in the order in which they run, and the numbers that they bear.
    fn steps(self) -> (Vec<Step>, Vec<i64>) {
        let few = |steps: &[Step]| {
            let count = i64::try_from(steps.len()).unwrap_or_default();
            (steps.to_vec(), SERIES.into_iter().filter(|series| *series < count).collect())
        };
        match self {
            Self::Install => (INSTALL.to_vec(), INSTALL_SERIES.to_vec()),
            Self::InstallNothing => (vec![INSTALL[0], INSTALL[11]], vec![0, 1]),
            Self::Offline => (OFFLINE.to_vec(), OFFLINE_SERIES.to_vec()),
            Self::OfflineNothing => (vec![OFFLINE[0], OFFLINE[7]], vec![0, 1]),
            Self::TakeOver => few(&TAKE_OVER),
            Self::Restart => few(&RESTART),
            Self::Start => few(&START),
            Self::Stop => few(&STOP),
            Self::Upgrade => few(&UPGRADE),
            Self::Configure => few(&CONFIGURE),
        }
    }
}
