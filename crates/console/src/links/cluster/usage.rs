use obshell_api::{HostInfo, ResourceStats};

use crate::dto::{HostUsage, Usage};
use crate::hosts::resources_of;

/// Of a server or a cluster; what it does not tell is absent. Disks of a cluster are told as assigned.
pub fn of_stats(stats: &ResourceStats) -> HostUsage {
    let usage = |used: Option<f64>, total: Option<f64>| {
        let total = total.filter(|total| *total > 0.0)?;
        Some(Usage { used: used?, total })
    };
    let bytes = |bytes: Option<u64>| bytes.map(|bytes| bytes as f64);
    let disk = stats.disk_in_bytes_used.or(stats.disk_in_bytes_assigned);
    HostUsage {
        cpu: usage(stats.cpu_core_assigned, stats.cpu_core_total),
        memory: usage(bytes(stats.memory_in_bytes_assigned), bytes(stats.memory_in_bytes_total)),
        disk: usage(bytes(disk), bytes(stats.disk_in_bytes_total)),
    }
}

/// Of a machine without an observer: nothing is assigned, and its largest disk is the one that counts.
pub fn of_machine(machine: &HostInfo) -> HostUsage {
    let resources = resources_of(machine);
    let usage =
        |used: u64, total: u64| (total > 0).then_some(Usage { used: used as f64, total: total as f64 });
    let disk = resources.disks.iter().max_by_key(|disk| disk.total);
    HostUsage {
        cpu: usage(0, resources.cpu_cores.into()),
        memory: usage(
            resources.memory_total.saturating_sub(resources.memory_available),
            resources.memory_total,
        ),
        disk: disk.and_then(|disk| usage(disk.used, disk.total)),
    }
}

/// Of all hosts together, where each of them is known.
pub fn sum<'a>(hosts: impl Iterator<Item = &'a HostUsage> + Clone) -> HostUsage {
    let add = |of: fn(&HostUsage) -> Option<Usage>| {
        let all: Option<Vec<Usage>> = hosts.clone().map(of).collect();
        all.filter(|all| !all.is_empty()).map(|all| Usage {
            used: all.iter().map(|usage| usage.used).sum(),
            total: all.iter().map(|usage| usage.total).sum(),
        })
    };
    HostUsage { cpu: add(|host| host.cpu), memory: add(|host| host.memory), disk: add(|host| host.disk) }
}

/// Used of total; 0 when it is not known.
pub fn share(usage: Option<Usage>) -> f64 {
    usage.map_or(0.0, |usage| usage.used / usage.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_of_nothing_is_no_usage() {
        let usage = of_stats(&ResourceStats {
            cpu_core_total: Some(16.0),
            cpu_core_assigned: Some(2.5),
            memory_in_bytes_total: Some(0),
            memory_in_bytes_assigned: Some(0),
            disk_in_bytes_total: Some(100),
            disk_in_bytes_assigned: Some(80),
            disk_in_bytes_used: Some(7),
            ..ResourceStats::default()
        });
        let (cpu, disk) = (Some(Usage { used: 2.5, total: 16.0 }), Some(Usage { used: 7.0, total: 100.0 }));
        assert_eq!(usage, HostUsage { cpu, memory: None, disk });
        assert_eq!(of_stats(&ResourceStats::default()), HostUsage::default());
    }

    #[test]
    fn a_sum_with_an_unknown_part_is_unknown() {
        let one = HostUsage { cpu: Some(Usage { used: 1.0, total: 4.0 }), ..HostUsage::default() };
        let both = [one.clone(), one.clone()];
        assert_eq!(sum(both.iter()).cpu, Some(Usage { used: 2.0, total: 8.0 }));
        assert_eq!(sum([one, HostUsage::default()].iter()), HostUsage::default());
    }
}
