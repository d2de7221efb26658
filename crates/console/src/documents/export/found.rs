//! Addresses and ids inside of a text.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use obshell_api::{GenericId, IdKind};

/// Something in a text that tells where a host is.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    Address(IpAddr),
    /// A task's id, which holds the address of the agent that keeps the task.
    Id {
        ip: IpAddr,
        port: u16,
        kind: IdKind,
        number: String,
    },
}

/// Every address and every id that names one, with its place.
pub fn found(text: &str) -> impl Iterator<Item = (Range<usize>, Found)> + '_ {
    words(text).flat_map(move |word| in_word(text, word))
}

/// Stretches that an address or an id can be in.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let end = text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '_')
}

fn in_word(text: &str, word: Range<usize>) -> Vec<(Range<usize>, Found)> {
    let whole = &text[word.clone()];
    if let Some((length, ip)) = ipv6_at_start(whole) {
        return vec![(word.start..word.start + length, Found::Address(ip))];
    }
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = whole[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length =
            whole[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(whole.len() - start);
        let number = whole[start..start + length].trim_end_matches('.');
        let place = word.start + start..word.start + start + number.len();
        if let Some(id) = id(number) {
            all.push((place, id));
        } else if let Ok(ip) = number.parse::<Ipv4Addr>()
            && !ip.is_unspecified()
            && !is_version(text, &place)
        {
            all.push((place, Found::Address(IpAddr::V4(ip))));
        }
        at = start + length;
    }
    all
}

/// An IPv6 address, with the port that stands behind it in some logs.
fn ipv6_at_start(word: &str) -> Option<(usize, IpAddr)> {
    let whole = word.trim_end_matches([':', '.']);
    if whole.matches(':').count() < 2 || !whole.contains(|c: char| c.is_ascii_hexdigit()) {
        return None;
    }
    let ip: Ipv6Addr = whole.parse().ok()?;
    Some((whole.len(), IpAddr::V6(ip)))
}

fn id(digits: &str) -> Option<Found> {
    if digits.len() < 17 || digits.contains('.') {
        return None;
    }
    let parts = GenericId::parse(digits).ok()?.decode().ok()?;
    let agent = parts.agent?;
    Some(Found::Id { ip: agent.ip.parse().ok()?, port: agent.port, kind: parts.kind, number: parts.number })
}

/// `4.3.5.1-101000042025031818`, `version 4.3.5.1`: four numbers, but no address.
fn is_version(text: &str, place: &Range<usize>) -> bool {
    let mut behind = text[place.end..].chars();
    let build = behind.next().is_some_and(|c| c == '-' || c == '_')
        && behind.next().is_some_and(|c| c.is_ascii_digit());
    let before =
        text[..place.start].trim_end_matches(['"', '\'', ':', '=', ' ', '(', '\\', '_', '-', 'v', 'V']);
    let before: String = before.chars().rev().take(12).collect::<Vec<char>>().into_iter().rev().collect();
    let before = before.to_ascii_lowercase();
    build
        || ["version", "oceanbase", "oceanbase-ce", "obshell", "observer"]
            .iter()
            .any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        found(text).map(|(place, _)| &text[place]).collect()
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        assert_eq!(
            all("http://10.0.0.1:2886/api, 10.0.0.2. ob1@192.168.1.9"),
            ["10.0.0.1", "10.0.0.2", "192.168.1.9"]
        );
        assert_eq!(all("[2001:db8::1]:2886 fe80::1"), ["2001:db8::1", "fe80::1"]);
        assert_eq!(all("rs_list=10.0.0.1:2882:2881;10.0.0.2:2882:2881"), ["10.0.0.1", "10.0.0.2"]);
        assert_eq!(all("host_10.0.0.7_log"), ["10.0.0.7"]);
    }

    #[test]
    fn versions_and_times_are_none() {
        for text in [
            "version: 4.3.5.1",
            "4.3.5.1-101000042025031818",
            "\"ob_version\":\"4.3.5.1\"",
            "16:46:20.004",
            "std::find",
            "0.0.0.0",
            "1.2.3",
            "oceanbase-ce-4.2.1.8",
            "999.1.1.1",
        ] {
            assert_eq!(all(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn an_id_tells_the_address_in_it() {
        let ids: Vec<Found> =
            found("remote task 201684300810288612 running").map(|(_, found)| found).collect();
        let ip = "10.10.10.1".parse().unwrap();
        assert_eq!(ids, [Found::Id { ip, port: 2886, kind: IdKind::Local, number: "12".to_owned() }]);
        assert_eq!(all("3042540766411282592856903984951653826561028863").len(), 1);
        assert_eq!(all("1778220000123456789"), Vec::<&str>::new(), "nanoseconds");
    }
}
