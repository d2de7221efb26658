use crate::drafts::{
    Around, CLOCK_WARN_MS, MEMORY_LEAST, OPEN_FILES_WARN, PROCESSES, Wanted, observers_by_host, wanted,
};
use crate::dto::{Check, CheckValue, CheckWord, DraftKind, WizardDraft};

/// `fs.aio-max-nr`, as OceanBase's own deployer wants it.
pub const AIO_REQUESTS: u64 = 1_048_576;
/// `vm.max_map_count`, what is recommended.
pub const MEMORY_MAPS: u64 = 655_360;
/// Keys of fewer bits can be factored.
const KEY_BITS: u64 = 1_024;

/// What is enough for every host of the draft, and calls for no consent. Those that join are compared with what is
/// `around`, all others with each other.
pub fn need(check: Check, draft: &WizardDraft, around: Option<&Around>) -> Option<CheckValue> {
    let word = |word| Some(CheckValue::Word { word });
    let version = |of: fn(&Around) -> &String| {
        let known = around.map(of).filter(|text| !text.is_empty());
        known.map_or_else(|| word(CheckWord::Equal), |text| Some(CheckValue::Text { text: text.clone() }))
    };
    let count = |value| Some(CheckValue::Count { value });
    let most = |size: fn(&Wanted) -> u64| {
        let by_host = observers_by_host(draft);
        by_host.values().map(|on_host| size(&wanted(draft, on_host))).max().filter(|size| *size > 0)
    };
    let bytes = |value| CheckValue::Bytes { value };
    match check {
        Check::Key => count(KEY_BITS),
        Check::Address => word(CheckWord::SameAddress),
        Check::Identity => Some(CheckValue::Text { text: "SINGLE".to_owned() }),
        Check::Lock | Check::Ports => word(CheckWord::Free),
        Check::ObshellVersion => version(|around| &around.obshell_version),
        Check::ObVersion => version(|around| &around.ob_version),
        Check::Architecture => word(CheckWord::Equal),
        Check::ClockOffset => Some(CheckValue::Milliseconds { value: CLOCK_WARN_MS }),
        Check::Memory if draft.kind == DraftKind::Join => None,
        Check::Memory => most(|it| it.memory.max(MEMORY_LEAST.saturating_mul(it.observers))).map(bytes),
        Check::DataDisk => most(|it| it.data).map(bytes),
        Check::LogDisk => most(|it| it.log).map(bytes),
        Check::OpenFiles => count(OPEN_FILES_WARN),
        Check::Processes => most(|it| PROCESSES * it.observers).and_then(count),
        Check::AioRequests => count(AIO_REQUESTS),
        Check::MemoryMaps => count(MEMORY_MAPS),
        Check::StackSize => Some(CheckValue::Text { text: "unlimited".to_owned() }),
        Check::Answers | Check::Zone | Check::AgentPassword | Check::CpuCores => None,
    }
}
