//! What a host is in at this moment and what it allows: no input of the draft is to blame for it.

use std::collections::BTreeMap;

use super::Findings;
use super::check::Finding;
use super::check_hosts::Answered;
use super::observers::{observer_ports, observers_by_host};
use crate::dto::{DraftKind, HostFacts, HostResources, ProblemCode, WizardDraft, WizardStep};
use crate::hosts::{PortAnswer, host_part};

const STEP: WizardStep = WizardStep::Preflight;
/// Clocks further apart than this make OceanBase's members distrust each other now and then.
pub const CLOCK_WARN_MS: f64 = 50.0;
pub const CLOCK_BLOCK_MS: f64 = 500.0;
/// For each observer of a host.
const OPEN_FILES_BLOCK: u64 = 20_000;
pub const OPEN_FILES_WARN: u64 = 655_350;
/// For each observer of a host; below it for one, none starts.
pub const PROCESSES: u64 = 4_096;
/// Keys up to this size can be factored by a determined reader of recorded traffic.
const SHORT_KEY_BITS: u32 = 512;

/// `cluster` is the clock of the group or cluster that the hosts are to belong to.
pub(super) fn check(
    draft: &WizardDraft,
    answered: &[Answered<'_>],
    cluster: Option<Offset>,
    findings: &mut Findings,
) {
    let observers = observers_by_host(draft);
    let clocks: Vec<Offset> = answered.iter().map(|host| Offset::of(host.facts)).chain(cluster).collect();
    for host in answered {
        let mut state = StateCheck { host, findings };
        state.agent();
        state.clock(&clocks);
        if let Some(resources) = &host.facts.resources {
            let count = observers.get(host_part(host.address)).map_or(1, Vec::len) as u64;
            state.limits(resources, count);
        }
        // Members that have only joined run no observer yet, and nobody has said at which ports it will listen.
        if draft.kind != DraftKind::Join {
            state.ports(observer_ports(draft, &draft.hosts[host.index], host.address));
        }
    }
}

/// How far a clock is off, and how sure that is, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offset {
    pub by: f64,
    /// Half a round trip: the way there and the way back need not be equally long.
    pub unsure: f64,
}

impl Offset {
    /// Both in milliseconds.
    pub fn new(by: f64, latency: f64) -> Offset {
        Offset { by, unsure: latency / 2.0 }
    }

    fn of(facts: &HostFacts) -> Offset {
        Offset::new(facts.clock_offset_ms, facts.latency_ms)
    }

    /// What of it cannot be the way's fault.
    fn certain(self) -> f64 {
        self.by.abs() - self.unsure
    }

    fn from(self, other: Offset) -> Offset {
        Offset { by: self.by - other.by, unsure: self.unsure + other.unsure }
    }
}

/// What to judge a host's clock by.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Judged {
    /// Its offset to this computer, or to the host furthest off if that is more.
    shown: Offset,
    /// Its offset to the host furthest off, if it is the one to blame: of two that disagree, the one that is further
    /// from the middle of all.
    apart: Option<Offset>,
}

fn judged(own: Offset, all: &[Offset]) -> Judged {
    let by = |a: &&Offset, b: &&Offset| a.by.total_cmp(&b.by);
    let (Some(least), Some(most)) = (all.iter().min_by(by), all.iter().max_by(by)) else {
        return Judged { shown: own, apart: None };
    };
    let (down, up) = (own.from(*least), own.from(*most));
    let apart = if down.by > -up.by { down } else { up };
    let is_far = (own.by - median(all)).abs() * 2.0 >= most.by - least.by;
    let apart = Some(apart).filter(|_| is_far);
    Judged { shown: apart.filter(|apart| apart.by.abs() > own.by.abs()).unwrap_or(own), apart }
}

fn median(all: &[Offset]) -> f64 {
    let mut sorted: Vec<f64> = all.iter().map(|offset| offset.by).collect();
    sorted.sort_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
    (at(sorted.len().saturating_sub(1) / 2) + at(sorted.len() / 2)) / 2.0
}

struct StateCheck<'a, 'b> {
    host: &'a Answered<'b>,
    findings: &'a mut Findings,
}

impl StateCheck<'_, '_> {
    fn agent(&mut self) {
        let facts = self.host.facts;
        if facts.under_maintenance {
            self.block(ProblemCode::HostUnderMaintenance);
        }
        if facts.key_bits <= SHORT_KEY_BITS {
            self.warn(ProblemCode::KeyShort).arg("bits", facts.key_bits);
        }
    }

    /// What may be the way's fault is held against nobody.
    fn clock(&mut self, all: &[Offset]) {
        let Judged { shown: offset, apart } = judged(Offset::of(self.host.facts), all);
        let shown = offset.by.round();
        // This computer belongs to no cluster: hosts that agree among themselves are not blocked by its clock.
        if apart.is_some_and(|apart| apart.certain() >= CLOCK_BLOCK_MS) {
            self.block(ProblemCode::ClockOffset).arg("offsetMs", shown).arg("limitMs", CLOCK_BLOCK_MS);
        } else if offset.certain() >= CLOCK_WARN_MS {
            self.warn(ProblemCode::ClockOffset).arg("offsetMs", shown).arg("limitMs", CLOCK_WARN_MS);
        }
    }

    fn limits(&mut self, resources: &HostResources, observers: u64) {
        if let Some(limit) = resources.open_files {
            let least = OPEN_FILES_BLOCK * observers;
            if limit < least {
                self.block(ProblemCode::OpenFilesLow).arg("value", limit).arg("limit", least);
            } else if limit < OPEN_FILES_WARN {
                self.warn(ProblemCode::OpenFilesLow).arg("value", limit).arg("limit", OPEN_FILES_WARN);
            }
        }
        if let Some(limit) = resources.processes {
            let enough = PROCESSES * observers;
            if limit < PROCESSES {
                self.block(ProblemCode::ProcessesLow).arg("value", limit).arg("limit", PROCESSES);
            } else if limit < enough {
                self.warn(ProblemCode::ProcessesLow).arg("value", limit).arg("limit", enough);
            }
        }
    }

    fn ports(&mut self, ports: Vec<u16>) {
        let known: &BTreeMap<u16, PortAnswer> = &self.host.record.ports;
        let taken = ports.iter().filter(|port| known.get(port) == Some(&PortAnswer::InUse));
        let taken: Vec<String> = taken.map(u16::to_string).collect();
        if !taken.is_empty() {
            self.block(ProblemCode::PortsAnswer).arg("ports", taken.join(", "));
        }
    }

    fn block(&mut self, code: ProblemCode) -> Finding<'_> {
        self.findings.block(STEP, code).host(self.host.address)
    }

    fn warn(&mut self, code: ProblemCode) -> Finding<'_> {
        self.findings.warn(STEP, code).host(self.host.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge<const N: usize>(all: [f64; N]) -> [f64; N] {
        let all = all.map(|by| Offset { by, unsure: 0.0 });
        all.map(|own| judged(own, &all).shown.by)
    }

    #[test]
    fn of_hosts_that_disagree_the_odd_one_out_is_to_blame() {
        assert_eq!(judge([2.0, -1.0, 73.0]), [2.0, -1.0, 74.0]);
        assert_eq!(judge([-80.0, 2.0, 1.0, 0.0]), [-82.0, 2.0, 1.0, 0.0]);
    }

    #[test]
    fn two_hosts_that_disagree_are_both_to_blame() {
        assert_eq!(judge([-40.0, 40.0]), [-80.0, 80.0]);
    }

    #[test]
    fn hosts_that_agree_are_judged_by_this_computers_clock() {
        assert_eq!(judge([600.0, 601.0]), [600.0, 601.0]);
        assert_eq!(judge([5.0]), [5.0]);
    }

    #[test]
    fn hosts_block_one_another_and_this_computer_blocks_nobody() {
        let apart = |all: &[f64]| -> Vec<Option<f64>> {
            let all: Vec<Offset> = all.iter().map(|by| Offset { by: *by, unsure: 0.0 }).collect();
            all.iter().map(|own| judged(*own, &all).apart.map(|apart| apart.by)).collect()
        };
        assert_eq!(apart(&[600.0, 600.0]), [Some(0.0), Some(0.0)]);
        assert_eq!(apart(&[9000.0]), [Some(0.0)]);
        assert_eq!(apart(&[600.0, 0.0]), [Some(600.0), Some(-600.0)]);
        assert_eq!(apart(&[0.0, 1.0, 600.0]), [None, None, Some(600.0)]);
    }

    #[test]
    fn what_the_way_may_have_done_is_not_certain() {
        let (near, far) = (Offset { by: 40.0, unsure: 2.0 }, Offset { by: -20.0, unsure: 15.0 });
        let apart = judged(near, &[near, far]);
        assert_eq!(apart.shown, Offset { by: 60.0, unsure: 17.0 });
        assert_eq!(apart.shown.certain(), 43.0);
    }
}
