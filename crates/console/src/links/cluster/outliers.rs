use super::usage::share;
use crate::dto::{AgentLinkState, HostView, ObserverState, Outlier};

const FULL_DISK: f64 = 0.85;
const FULL_MEMORY: f64 = 0.90;
const CLOCK_MS: f64 = 50.0;

/// In what host `at` stands out among all of its cluster.
pub fn outliers(hosts: &[&HostView], at: usize) -> Vec<Outlier> {
    let host = hosts[at];
    let others = || hosts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, host)| *host);
    let text = |of: fn(&HostView) -> &str, same: fn(&str, &str) -> bool| {
        let others = others().map(of).filter(|text| !text.is_empty());
        !of(host).is_empty() && from_most(others.map(|other| !same(of(host), other)))
    };
    let clock = host.clock_offset_ms.is_some_and(|ours| {
        let others = others().filter_map(|other| other.clock_offset_ms);
        from_most(others.map(|other| (ours - other).abs() >= CLOCK_MS))
    });
    let silent = match host.agent {
        AgentLinkState::Answers | AgentLinkState::NotAsked => false,
        AgentLinkState::Silent
        | AgentLinkState::KeyChanged
        | AgentLinkState::CertificateNotTrusted
        | AgentLinkState::AddressDiffers => true,
    };
    let down = matches!(host.observer, ObserverState::ProcessStopped | ObserverState::Unavailable);
    // Of a server it is what is assigned, and a server may well have assigned all it has.
    let not_deployed = host.observer == ObserverState::NotDeployed;
    let equal = |one: &str, other: &str| one == other;
    let all = [
        (Outlier::DiskFull, share(host.usage.disk) >= FULL_DISK),
        (Outlier::MemoryFull, not_deployed && share(host.usage.memory) >= FULL_MEMORY),
        (Outlier::ObVersion, text(|host| &host.ob_version, same_version)),
        (Outlier::ObshellVersion, text(|host| &host.obshell_version, equal)),
        (Outlier::Clock, clock),
        (Outlier::Silent, silent),
        (Outlier::ObserverDown, down),
        (Outlier::Architecture, text(|host| &host.architecture, equal)),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(outlier, _)| outlier).collect()
}

/// Whether more than half of the others differ.
fn from_most(differs: impl Iterator<Item = bool>) -> bool {
    let (mut others, mut differing) = (0, 0);
    for differs in differs {
        others += 1;
        differing += i32::from(differs);
    }
    differing * 2 > others
}

/// The database writes `4.3.5.1_101000042025031818-…` where its binary says `4.3.5.1-101000042025031818`; some
/// lists have the first part alone.
fn same_version(one: &str, other: &str) -> bool {
    let parts = |text: &str| text.replace('_', "-").split('-').take(2).map(str::to_owned).collect::<Vec<_>>();
    parts(one).iter().zip(&parts(other)).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::{HostUsage, Usage};
    use crate::links::cluster::hosts::tests::host;

    fn found(hosts: &[HostView]) -> Vec<Vec<Outlier>> {
        let hosts: Vec<&HostView> = hosts.iter().collect();
        (0..hosts.len()).map(|at| outliers(&hosts, at)).collect()
    }

    fn used(share: f64) -> Option<Usage> {
        Some(Usage { used: share * 1000.0, total: 1000.0 })
    }

    #[test]
    fn what_most_are_is_no_outlier() {
        let version = |version: &str| HostView { ob_version: version.to_owned(), ..host("10.0.0.1:2886") };
        let (old, new) = (version("4.3.5.1-101000042025031818"), version("4.3.5.2-102000042025031818"));
        let same = version("4.3.5.1_101000042025031818-abcdef");
        let three = found(&[old.clone(), same.clone(), new.clone()]);
        assert_eq!(three, [vec![], vec![], vec![Outlier::ObVersion]]);
        let two = found(&[old, new]);
        assert_eq!(two, [[Outlier::ObVersion], [Outlier::ObVersion]], "nobody is with most");
        assert_eq!(found(&[same]), [vec![]]);
    }

    #[test]
    fn clocks_are_held_to_each_other_not_to_ours() {
        let clock = |ms| HostView { clock_offset_ms: Some(ms), ..host("10.0.0.1:2886") };
        assert_eq!(found(&[clock(9000.0), clock(9049.0), clock(8960.0)]), [vec![], vec![], vec![]]);
        assert_eq!(found(&[clock(0.0), clock(3.0), clock(-50.0)]), [vec![], vec![], vec![Outlier::Clock]]);
    }

    #[test]
    fn thresholds_belong_to_what_is_told() {
        let usage = |disk, memory| HostView {
            usage: HostUsage { cpu: None, memory: used(memory), disk: used(disk) },
            observer: ObserverState::NotDeployed,
            ..host("10.0.0.1:2886")
        };
        let told = found(&[usage(0.85, 0.90), usage(0.849, 0.899)]);
        assert_eq!(told, [vec![Outlier::DiskFull, Outlier::MemoryFull], vec![]]);
        let assigned = HostView { observer: ObserverState::Running, ..usage(0.5, 1.0) };
        assert_eq!(found(&[assigned]), [vec![]], "all its memory is assigned, as it should be");
        let mut down = host("10.0.0.1:2886");
        (down.agent, down.observer) = (AgentLinkState::Silent, ObserverState::Unavailable);
        assert_eq!(found(&[down]), [[Outlier::Silent, Outlier::ObserverDown]]);
    }
}
