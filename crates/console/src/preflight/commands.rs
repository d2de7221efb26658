//! What to type on a host to put it right, or to see who is in the way.

use super::matrix::Column;
use crate::drafts::{OPEN_FILES_WARN, observer_ports};
use crate::dto::{Problem, ProblemCode, WizardDraft};

const STEP_CLOCK: &str = "sudo systemctl enable --now chronyd\nsudo chronyc makestep\nchronyc tracking";
const WHO_USES_MEMORY: &str = "free -h\nps -eo pid,rss,comm --sort=-rss | head";
const WHO_USES_DISKS: &str = "df -h";
/// The largest number that needs no kernel setting.
const PROCESSES_SET: u64 = 655_350;

/// The command against `problem` on the host of `column`; absent where no command would help.
pub fn command(problem: &Problem, draft: &WizardDraft, column: &Column<'_>) -> Option<String> {
    use ProblemCode as Code;
    Some(match problem.code {
        Code::HostUnreachable => format!("{} agent start", program(column, "obshell")),
        Code::ClockOffset => STEP_CLOCK.to_owned(),
        Code::MemoryShort => WHO_USES_MEMORY.to_owned(),
        Code::DiskShort => WHO_USES_DISKS.to_owned(),
        Code::ObVersionMissing => format!("{} -V", program(column, "observer")),
        Code::OpenFilesLow => raise("nofile", OPEN_FILES_WARN, &program(column, "obshell")),
        Code::ProcessesLow => raise("nproc", PROCESSES_SET, &program(column, "obshell")),
        Code::PortsAnswer => {
            let ports = observer_ports(draft, &draft.hosts[column.index], &column.address);
            let filter: Vec<String> = ports.iter().map(|port| format!("sport = :{port}")).collect();
            format!("sudo ss -ltnp '{}'", filter.join(" or "))
        }
        Code::NoHosts
        | Code::AddressMalformed
        | Code::AddressPortInvalid
        | Code::AddressDuplicate
        | Code::HostNotProbed
        | Code::HostNotObshell
        | Code::CertificateNotTrusted
        | Code::RouteUnreachable
        | Code::HostNotSingle
        | Code::HostAlreadyJoined
        | Code::HostAddressDiffers
        | Code::ObshellVersionDiffers
        | Code::ObVersionDiffers
        | Code::ArchitectureDiffers
        | Code::KeyChanged
        | Code::KeyShort
        | Code::AgentPasswordNeeded
        | Code::AgentPasswordWrong
        | Code::AgentOpen
        | Code::AcceptsBareCalls
        | Code::HostUnderMaintenance
        | Code::ZoneMissing
        | Code::ZoneNameInvalid
        | Code::ZoneCountEven
        | Code::ZonesUneven
        | Code::ClusterIdInvalid
        | Code::ClusterNameMissing
        | Code::ClusterNameInvalid
        | Code::RootPasswordMissing
        | Code::RootPasswordWeak
        | Code::ProxyroPasswordMissing
        | Code::ParameterNameMissing
        | Code::ParameterNameInvalid
        | Code::ParameterNameReserved
        | Code::ParameterUnknown
        | Code::ParameterDuplicate
        | Code::ParameterValueMissing
        | Code::ParameterValueComma
        | Code::ParameterValueInvalid
        | Code::ParameterScopeUnknown
        | Code::PortConflict
        | Code::SystemMemoryTooLarge
        | Code::ResourcesUnknown
        | Code::ClusterUnknown
        | Code::ClusterLocked
        | Code::MasterMissing
        | Code::HostIsMember
        | Code::ObVersionHigher
        | Code::ObVersionLower
        | Code::ObshellVersionLower
        | Code::ZoneIsNew
        | Code::MasterPasswordNeeded => return None,
    })
}

/// Limits hold for sessions that begin later: the agent has to be started anew from one.
fn raise(limit: &str, to: u64, obshell: &str) -> String {
    format!(
        "echo \"$(id -un) - {limit} {to}\" | sudo tee -a /etc/security/limits.conf\n\
         # log in again, so that the new limit holds, and then:\n\
         {obshell} agent stop\n\
         {obshell} agent start"
    )
}

/// A program of the agent's home, where that is known and needs no quotes.
fn program(column: &Column<'_>, name: &str) -> String {
    let facts = column.record.and_then(|record| record.view.facts.as_ref());
    let home = facts.map(|facts| facts.home_path.trim_end_matches('/'));
    let is_plain = |home: &&str| {
        home.starts_with('/') && home.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
    };
    match home.filter(is_plain) {
        Some(home) => format!("{home}/bin/{name}"),
        None => name.to_owned(),
    }
}
