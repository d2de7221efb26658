use obshell_api::HostInfo;

use crate::dto::{Disk, HostResources};

/// What a host is made of, from what its agent's shell prints.
pub fn resources_of(info: &HostInfo) -> HostResources {
    HostResources {
        os: format!("{} {}", info.os.os, info.os.version).trim().to_owned(),
        cpu_model: info.cpu.model_name.clone(),
        cpu_cores: info.cpu.logical_cores,
        memory_total: bytes_of(&info.memory.total).unwrap_or(0),
        memory_available: bytes_of(&info.memory.available).unwrap_or(0),
        disks: info.disks.iter().filter_map(disk_of).collect(),
        open_files: limit_of(&info.ulimit.nofile_soft),
        processes: limit_of(&info.ulimit.max_user_processes_soft),
    }
}

/// Bytes of a disk that nothing uses.
pub fn free_of(disk: &Disk) -> u64 {
    disk.total.saturating_sub(disk.used)
}

fn disk_of(disk: &obshell_api::Disk) -> Option<Disk> {
    let total = bytes_of(&disk.total)?;
    Some(Disk { device: disk.device_name.clone(), total, used: bytes_of(&disk.used)? })
}

/// The agent hands on what its shell prints: `24588400 kB`, `252G`, `1.8T`. Powers of 1024.
pub(super) fn bytes_of(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let number: f64 = number.parse().ok()?;
    let shift = match unit.trim().to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        "P" => 50,
        _ => return None,
    };
    Some((number * (1_u64 << shift) as f64) as u64)
}

/// `unlimited` is the largest number there is.
fn limit_of(text: &str) -> Option<u64> {
    let text = text.trim();
    if text == "unlimited" { Some(u64::from(u32::MAX)) } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_a_shell_prints_them() {
        assert_eq!(bytes_of("24588400 kB"), Some(24_588_400 << 10));
        assert_eq!(bytes_of("252G"), Some(252 << 30));
        assert_eq!(bytes_of("1.5T"), Some(3 << 39));
        assert_eq!(bytes_of("0"), Some(0));
        assert_eq!(bytes_of("much"), None);
        assert_eq!(bytes_of(""), None);
    }

    #[test]
    fn limits_may_be_unlimited() {
        assert_eq!(limit_of("655350"), Some(655_350));
        assert_eq!(limit_of("unlimited"), Some(u64::from(u32::MAX)));
        assert_eq!(limit_of(""), None);
    }
}
