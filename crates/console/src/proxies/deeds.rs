use super::fleet::{Fleet, Member};
use crate::dto::{ObproxyDeed, ObproxyDeedView, ObproxyOff};

/// Everything that an agent can be asked to do with its proxy.
const DEEDS: [ObproxyDeed; 5] =
    [ObproxyDeed::Create, ObproxyDeed::Start, ObproxyDeed::Stop, ObproxyDeed::Upgrade, ObproxyDeed::Delete];

/// What can be done by one agent, each with the reason when it is off.
pub fn of_member(member: &Member, fleet: &Fleet) -> Vec<ObproxyDeedView> {
    DEEDS.map(|deed| view(deed, off(member, fleet, deed))).to_vec()
}

/// What can be done by several at once: on when any of them can, else for the reason of the first.
pub fn of_all(fleet: &Fleet) -> Vec<ObproxyDeedView> {
    let of = |deed| {
        let offs: Vec<_> = fleet.members.iter().map(|member| off(member, fleet, deed)).collect();
        let none = offs.first().copied().unwrap_or(Some(ObproxyOff::NoServers));
        view(deed, if offs.contains(&None) { None } else { none })
    };
    DEEDS.map(of).to_vec()
}

fn view(deed: ObproxyDeed, off: Option<ObproxyOff>) -> ObproxyDeedView {
    ObproxyDeedView { deed, off, undocumented: false }
}

fn off(member: &Member, fleet: &Fleet, deed: ObproxyDeed) -> Option<ObproxyOff> {
    if fleet.is_read_only {
        return Some(ObproxyOff::ReadOnly);
    }
    let adds = deed == ObproxyDeed::Create;
    let standing = match member.managed() {
        Some(true) if adds => Some(ObproxyOff::Managed),
        Some(false) if !adds => Some(ObproxyOff::NotManaged),
        Some(_) | None => None,
    };
    member.unfit().or(member.is_busy.then_some(ObproxyOff::Busy)).or(standing)
}
