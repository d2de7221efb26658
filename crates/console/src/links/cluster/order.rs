use std::net::IpAddr;

/// Orders names with numbers as a reader does: `zone2` before `zone10`.
pub fn by_number(name: &str) -> (String, u64, String) {
    let head = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name[head.len()..].parse().unwrap_or(0);
    (head.to_owned(), number, name.to_owned())
}

/// Orders `ip:port` by number, and names behind.
pub fn by_address(address: &str) -> (bool, Option<IpAddr>, u16, String) {
    let (host, port) = address.rsplit_once(':').unwrap_or((address, ""));
    let ip = host.trim_matches(['[', ']']).parse().ok();
    (ip.is_none(), ip, port.parse().unwrap_or(0), address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let mut zones = ["zone10", "zone2", "", "zone1", "z"];
        zones.sort_by_key(|name| by_number(name));
        assert_eq!(zones, ["", "z", "zone1", "zone2", "zone10"]);
        let mut hosts = ["ob1:2886", "10.0.0.10:2886", "10.0.0.9:2887", "10.0.0.9:2886"];
        hosts.sort_by_key(|address| by_address(address));
        assert_eq!(hosts, ["10.0.0.9:2886", "10.0.0.9:2887", "10.0.0.10:2886", "ob1:2886"]);
    }
}
