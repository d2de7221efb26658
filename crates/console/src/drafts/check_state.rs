//! What a host is in at this moment and what it allows: no input of the draft is to blame for it.

use std::collections::BTreeMap;

use super::Findings;
use super::check::Finding;
use super::check_hosts::Answered;
use super::observers::{observer_ports, observers_by_host};
use crate::dto::{DraftKind, HostResources, ProblemCode, WizardDraft, WizardStep};
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

pub(super) fn check(draft: &WizardDraft, answered: &[Answered<'_>], findings: &mut Findings) {
    let observers = observers_by_host(draft);
    for host in answered {
        let mut state = StateCheck { host, findings };
        state.agent();
        state.clock(answered);
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

/// The offset to judge a host by, in milliseconds: the one to this computer, or the one to the host furthest off
/// if that is more. Of two hosts that disagree the one is to blame that is further from the middle of all.
pub fn judged_offset(own: f64, all: &[f64]) -> f64 {
    let (least, most) = all.iter().fold((own, own), |(least, most), at| (at.min(least), at.max(most)));
    let apart = if own - least > most - own { own - least } else { own - most };
    let spread = most - least;
    let is_far = (own - median(all).unwrap_or(own)).abs() * 2.0 >= spread;
    if is_far && apart.abs() > own.abs() { apart } else { own }
}

fn median(all: &[f64]) -> Option<f64> {
    let mut sorted = all.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some((low + high) / 2.0)
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

    /// An offset is known to half a round trip: what may be the way's fault does not block.
    fn clock(&mut self, answered: &[Answered<'_>]) {
        let all: Vec<f64> = answered.iter().map(|host| host.facts.clock_offset_ms).collect();
        let offset = judged_offset(self.host.facts.clock_offset_ms, &all);
        let certain = offset.abs() - self.host.facts.latency_ms / 2.0;
        if certain >= CLOCK_BLOCK_MS {
            self.block(ProblemCode::ClockOffset)
                .arg("offsetMs", offset.round())
                .arg("limitMs", CLOCK_BLOCK_MS);
        } else if offset.abs() >= CLOCK_WARN_MS {
            self.warn(ProblemCode::ClockOffset).arg("offsetMs", offset.round()).arg("limitMs", CLOCK_WARN_MS);
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

    #[test]
    fn of_hosts_that_disagree_the_odd_one_out_is_to_blame() {
        let all = [2.0, -1.0, 73.0];
        assert_eq!(all.map(|own| judged_offset(own, &all)), [2.0, -1.0, 74.0]);
    }

    #[test]
    fn two_hosts_that_disagree_are_both_to_blame() {
        let all = [-40.0, 40.0];
        assert_eq!(all.map(|own| judged_offset(own, &all)), [-80.0, 80.0]);
    }

    #[test]
    fn hosts_that_agree_are_judged_by_this_computers_clock() {
        let all = [600.0, 601.0];
        assert_eq!(all.map(|own| judged_offset(own, &all)), [600.0, 601.0]);
        assert_eq!(judged_offset(5.0, &[5.0]), 5.0);
    }
}
