use super::matrix::Column;
use crate::drafts::{CLOCK_WARN_MS, observer_ports, wanted_at};
use crate::dto::{Check, CheckValue, CheckWord, ErrorCode, HostFacts, HostResources, Verdict, WizardDraft};
use crate::hosts::{PortAnswer, Probed, free_of};

/// What is known, and what it is worth as long as the draft has no problem with it.
pub struct Seen {
    pub value: Option<CheckValue>,
    pub verdict: Verdict,
}

/// What is known of one thing at one host.
pub fn seen(draft: &WizardDraft, check: Check, column: &Column<'_>) -> Seen {
    if check == Check::Zone {
        return pass(text(column.zone));
    }
    let Some(record) = column.record else { return Seen { value: None, verdict: Verdict::Pending } };
    let Some(facts) = &record.view.facts else {
        return unknown((check == Check::Answers).then(|| word(CheckWord::Silent)));
    };
    let of_host = |value: &dyn Fn(&HostResources) -> Option<CheckValue>| {
        facts.resources.as_ref().and_then(value).map_or_else(|| unknown(None), pass)
    };
    match check {
        Check::Zone => pass(text(column.zone)),
        Check::Answers => pass(CheckValue::Milliseconds { value: facts.latency_ms }),
        Check::Key if facts.key_change.is_some() => pass(word(CheckWord::Changed)),
        Check::Key => pass(CheckValue::Count { value: facts.key_bits.into() }),
        Check::Address if facts.agent_address == column.address => pass(word(CheckWord::SameAddress)),
        Check::Address => pass(text(&facts.agent_address)),
        Check::Identity => pass(text(&facts.identity)),
        Check::AgentPassword => pass(word(password(facts))),
        Check::Lock if facts.under_maintenance => pass(word(CheckWord::Held)),
        Check::Lock => pass(word(CheckWord::Free)),
        Check::ObshellVersion => said(&facts.obshell_version),
        Check::ObVersion => said(&facts.ob_version),
        Check::Architecture => said(&facts.architecture),
        Check::ClockOffset => clock(facts.clock_offset_ms),
        Check::Memory => of_host(&|it| {
            let free = record.memory_free.unwrap_or(it.memory_available);
            Some(CheckValue::Bytes { value: free }).filter(|_| it.memory_available > 0)
        }),
        Check::CpuCores => {
            of_host(&|it| Some(CheckValue::Count { value: it.cpu_cores.into() }).filter(|_| it.cpu_cores > 0))
        }
        Check::DataDisk | Check::LogDisk => disk(draft, column, facts),
        Check::OpenFiles => of_host(&|it| it.open_files.map(limit)),
        Check::Processes => of_host(&|it| it.processes.map(limit)),
        Check::Ports => ports(draft, column, record),
        // No call of the agent tells these.
        Check::AioRequests | Check::MemoryMaps | Check::StackSize => unknown(None),
    }
}

/// An offset that would be too much, but may come from a slow way, says nothing.
fn clock(offset: f64) -> Seen {
    let value = CheckValue::Milliseconds { value: offset };
    if offset.abs() < CLOCK_WARN_MS { pass(value) } else { unknown(Some(value)) }
}

fn password(facts: &HostFacts) -> CheckWord {
    let refused = facts.resources_problem.as_ref().is_some_and(|it| it.code == ErrorCode::Unauthorized);
    match (facts.password_set, refused) {
        (false, _) => CheckWord::NotSet,
        (true, true) => CheckWord::Wrong,
        (true, false) => CheckWord::Set,
    }
}

/// The agent hides which disk a directory is on. Where that makes a difference nothing is claimed.
fn disk(draft: &WizardDraft, column: &Column<'_>, facts: &HostFacts) -> Seen {
    let disks = facts.resources.iter().flat_map(|resources| &resources.disks);
    let free: Vec<u64> = disks.map(free_of).collect();
    let Some(largest) = free.iter().copied().max() else { return unknown(None) };
    let value = CheckValue::Bytes { value: largest };
    let wanted = wanted_at(draft, &column.address);
    let needed = wanted.data.saturating_add(wanted.log);
    let any_will_do = needed > 0 && free.iter().all(|free| *free >= needed);
    if free.len() == 1 || any_will_do { pass(value) } else { unknown(Some(value)) }
}

fn ports(draft: &WizardDraft, column: &Column<'_>, record: &Probed) -> Seen {
    let ports = observer_ports(draft, &draft.hosts[column.index], &column.address);
    let answers: Vec<Option<PortAnswer>> = ports.iter().map(|port| record.ports.get(port).copied()).collect();
    let any = |answer| answers.contains(&Some(answer));
    if any(PortAnswer::InUse) {
        pass(word(CheckWord::InUse))
    } else if any(PortAnswer::Silent) {
        unknown(Some(word(CheckWord::Silent)))
    } else if answers.is_empty() || answers.contains(&None) {
        unknown(None)
    } else {
        pass(word(CheckWord::Free))
    }
}

fn said(what: &str) -> Seen {
    if what.is_empty() { unknown(None) } else { pass(text(what)) }
}

fn pass(value: CheckValue) -> Seen {
    Seen { value: Some(value), verdict: Verdict::Pass }
}

fn unknown(value: Option<CheckValue>) -> Seen {
    Seen { value, verdict: Verdict::Unknown }
}

/// The agent's `unlimited` is kept as the largest number.
fn limit(value: u64) -> CheckValue {
    if value >= u64::from(u32::MAX) { text("unlimited") } else { CheckValue::Count { value } }
}

fn text(text: &str) -> CheckValue {
    CheckValue::Text { text: text.to_owned() }
}

fn word(word: CheckWord) -> CheckValue {
    CheckValue::Word { word }
}
