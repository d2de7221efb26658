use crate::dto::{ClusterView, IpcError};
use crate::links::board::settled;

/// Whether the two differ in nothing that a reader would notice: moments, small changes of measurements, and
/// under which id an agent logged the same problem again.
pub fn is_noise(before: &ClusterView, after: &ClusterView) -> bool {
    let mut after = after.clone();
    (after.read_at, after.state.answered_at) = (before.read_at, before.state.answered_at);
    calm(&before.state.problem, &mut after.state.problem);
    for (zone, calmed) in before.zones.iter().zip(&mut after.zones) {
        for (host, calmed) in zone.hosts.iter().zip(&mut calmed.hosts) {
            still(host.latency_ms, &mut calmed.latency_ms);
            still(host.clock_offset_ms, &mut calmed.clock_offset_ms);
            calm(&host.problem, &mut calmed.problem);
        }
    }
    *before == after
}

fn still(before: Option<f64>, after: &mut Option<f64>) {
    if let (Some(before), Some(after)) = (before, after) {
        *after = settled(before, *after);
    }
}

fn calm(before: &Option<IpcError>, after: &mut Option<IpcError>) {
    if let (Some(before), Some(after)) = (before, after) {
        after.trace_id.clone_from(&before.trace_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::AgentLinkState;
    use crate::links::cluster::actions::tests::cluster;

    #[test]
    fn what_a_reader_would_not_notice_is_noise() {
        let mut before = cluster();
        before.zones[0].hosts[0].clock_offset_ms = Some(3.0);
        let mut after = before.clone();
        (after.read_at, after.state.answered_at) = (Some(5_000), Some(5_000));
        after.zones[0].hosts[0].clock_offset_ms = Some(7.0);
        assert!(is_noise(&before, &after));
        after.zones[0].hosts[0].clock_offset_ms = Some(90.0);
        assert!(!is_noise(&before, &after));
    }

    #[test]
    fn anything_else_is_news() {
        let before = cluster();
        let mut silent = before.clone();
        silent.zones[1].hosts[0].agent = AgentLinkState::Silent;
        assert!(!is_noise(&before, &silent));
        let mut fewer = before.clone();
        fewer.zones[0].hosts.pop();
        assert!(!is_noise(&before, &fewer));
        let mut measured = before.clone();
        measured.zones[0].hosts[0].latency_ms = Some(1.0);
        assert!(!is_noise(&before, &measured), "it was not known before");
    }
}
