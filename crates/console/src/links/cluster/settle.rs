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
