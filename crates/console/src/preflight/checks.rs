use crate::dto::{Check, CheckGroup, DraftKind, Problem, ProblemCode};

/// What is checked before a draft of this kind, in the order of the rows.
pub fn checks_of(kind: DraftKind) -> Vec<Check> {
    let sized = |check: &Check| match check {
        Check::DataDisk | Check::LogDisk | Check::Ports => kind != DraftKind::Join,
        Check::Answers
        | Check::Key
        | Check::Address
        | Check::Identity
        | Check::AgentPassword
        | Check::Lock
        | Check::ObshellVersion
        | Check::ObVersion
        | Check::Architecture
        | Check::ClockOffset
        | Check::Memory
        | Check::CpuCores
        | Check::OpenFiles
        | Check::Processes
        | Check::Zone
        | Check::AioRequests
        | Check::MemoryMaps
        | Check::StackSize => true,
    };
    ALL.into_iter().filter(sized).collect()
}

pub fn group_of(check: Check) -> CheckGroup {
    match check {
        Check::Answers
        | Check::Key
        | Check::Address
        | Check::Zone
        | Check::Identity
        | Check::AgentPassword
        | Check::Lock
        | Check::ObshellVersion
        | Check::ObVersion
        | Check::Architecture => CheckGroup::Agent,
        Check::ClockOffset | Check::Memory | Check::CpuCores | Check::DataDisk | Check::LogDisk => {
            CheckGroup::Resources
        }
        Check::OpenFiles | Check::Processes | Check::AioRequests | Check::MemoryMaps | Check::StackSize => {
            CheckGroup::Limits
        }
        Check::Ports => CheckGroup::Network,
    }
}

/// Which row a problem belongs to; `None`: it is about an input that no row is about.
pub fn check_of(problem: &Problem) -> Option<Check> {
    use ProblemCode as Code;
    Some(match problem.code {
        Code::HostNotProbed
        | Code::HostUnreachable
        | Code::HostNotObshell
        | Code::CertificateNotTrusted
        | Code::RouteUnreachable => Check::Answers,
        Code::KeyChanged | Code::KeyShort => Check::Key,
        Code::AddressMalformed
        | Code::AddressPortInvalid
        | Code::AddressDuplicate
        | Code::HostAddressDiffers => Check::Address,
        Code::HostNotSingle | Code::HostAlreadyJoined | Code::HostIsMember => Check::Identity,
        Code::AgentPasswordNeeded
        | Code::AgentPasswordWrong
        | Code::AgentOpen
        | Code::AcceptsBareCalls
        | Code::MasterPasswordNeeded => Check::AgentPassword,
        Code::HostUnderMaintenance | Code::ClusterLocked => Check::Lock,
        Code::ObshellVersionDiffers | Code::ObshellVersionLower => Check::ObshellVersion,
        Code::ObVersionDiffers | Code::ObVersionMissing | Code::ObVersionHigher | Code::ObVersionLower => {
            Check::ObVersion
        }
        Code::ArchitectureDiffers => Check::Architecture,
        Code::ClockOffset => Check::ClockOffset,
        Code::MemoryShort | Code::SystemMemoryTooLarge | Code::ResourcesUnknown => Check::Memory,
        Code::DiskShort => Check::DataDisk,
        Code::OpenFilesLow => Check::OpenFiles,
        Code::ProcessesLow => Check::Processes,
        Code::PortsAnswer | Code::PortConflict => Check::Ports,
        Code::ZoneMissing
        | Code::ZoneNameInvalid
        | Code::ZoneCountEven
        | Code::ZonesUneven
        | Code::ZoneIsNew => Check::Zone,
        Code::NoHosts
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
        | Code::ClusterUnknown
        | Code::MasterMissing => return None,
    })
}

const ALL: [Check; 21] = [
    Check::Answers,
    Check::Key,
    Check::Address,
    Check::Zone,
    Check::Identity,
    Check::AgentPassword,
    Check::Lock,
    Check::ObshellVersion,
    Check::ObVersion,
    Check::Architecture,
    Check::ClockOffset,
    Check::Memory,
    Check::CpuCores,
    Check::DataDisk,
    Check::LogDisk,
    Check::OpenFiles,
    Check::Processes,
    Check::AioRequests,
    Check::MemoryMaps,
    Check::StackSize,
    Check::Ports,
];
