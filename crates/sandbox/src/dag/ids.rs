//! Generic ids: a digit for the kind, the agent's address, the number.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::fault::Fault;

/// A generic id taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GenericId {
    /// Kept in the cluster's database.
    Cluster(i64),
    /// Kept by one agent.
    Local { agent: SocketAddr, number: i64 },
    /// Kept by one agent, about its OBProxy.
    Obproxy { agent: SocketAddr, number: i64 },
}

/// The id of something kept by `agent`.
pub(crate) fn local(agent: SocketAddr, number: i64) -> String {
    of_agent(agent, number, ['2', '3'])
}

/// The id of something kept by `agent` about its OBProxy.
pub(crate) fn obproxy(agent: SocketAddr, number: i64) -> String {
    of_agent(agent, number, ['4', '5'])
}

/// The id of something kept in a cluster's database.
pub(crate) fn cluster(number: i64) -> String {
    format!("1{number}")
}

/// Takes `text` apart.
pub(crate) fn parse(text: &str) -> Result<GenericId, Fault> {
    parts(text).ok_or_else(|| Fault::new(400, "Task.GenericID.Invalid", format!("Invalid ID: {text}")))
}

fn of_agent(agent: SocketAddr, number: i64, [v4, v6]: [char; 2]) -> String {
    match agent.ip() {
        IpAddr::V4(ip) => format!("{v4}{:010}{:05}{number}", u32::from(ip), agent.port()),
        IpAddr::V6(ip) => format!("{v6}{:039}{:05}{number}", u128::from(ip), agent.port()),
    }
}

fn parts(text: &str) -> Option<GenericId> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.as_bytes().first()? {
        b'1' => text[1..].parse().ok().map(GenericId::Cluster),
        b'2' => v4(text).map(|(agent, number)| GenericId::Local { agent, number }),
        b'3' => v6(text).map(|(agent, number)| GenericId::Local { agent, number }),
        b'4' => v4(text).map(|(agent, number)| GenericId::Obproxy { agent, number }),
        b'5' => v6(text).map(|(agent, number)| GenericId::Obproxy { agent, number }),
        _ => None,
    }
}

fn v4(text: &str) -> Option<(SocketAddr, i64)> {
    let ip = Ipv4Addr::from(text.get(1..11)?.parse::<u32>().ok()?);
    tail(text, 11, IpAddr::V4(ip))
}

fn v6(text: &str) -> Option<(SocketAddr, i64)> {
    let ip = Ipv6Addr::from(text.get(1..40)?.parse::<u128>().ok()?);
    // An agent's decoder drops leading zero bytes and then refuses what is left.
    if ip.octets()[0] == 0 {
        return None;
    }
    tail(text, 40, IpAddr::V6(ip))
}

fn tail(text: &str, at: usize, ip: IpAddr) -> Option<(SocketAddr, i64)> {
    let port = text.get(at..at + 5)?.parse().ok()?;
    let number = text.get(at + 5..)?.parse().ok()?;
    Some((SocketAddr::new(ip, port), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_documented_ids() {
        assert_eq!(local("127.0.0.1:2886".parse().unwrap(), 3), "22130706433028863");
        assert_eq!(local("10.10.10.1:2886".parse().unwrap(), 12), "201684300810288612");
        assert_eq!(
            local("[2001:db8::1]:2886".parse().unwrap(), 3),
            "3042540766411282592856903984951653826561028863"
        );
    }

    #[test]
    fn reads_them_back() {
        let agent = "10.10.10.1:2886".parse().unwrap();
        assert_eq!(parse("201684300810288612").unwrap(), GenericId::Local { agent, number: 12 });
        assert_eq!(parse("112").unwrap(), GenericId::Cluster(12));
        assert_eq!(
            parse("40168430081028867").unwrap(),
            GenericId::Obproxy { agent: "10.10.10.1:2886".parse().unwrap(), number: 7 }
        );
        assert_eq!(obproxy("10.10.10.1:2886".parse().unwrap(), 7), "40168430081028867");
        for bad in ["", "1", "2", "abc", "2016843008102886", "9123", &local("[::1]:2886".parse().unwrap(), 3)]
        {
            assert_eq!(parse(bad).unwrap_err().code, "Task.GenericID.Invalid", "{bad}");
        }
    }
}
