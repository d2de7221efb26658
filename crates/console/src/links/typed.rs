use obshell_api::Address;
use ocp_api::BaseUrl;

use crate::dto::{IpcError, Reach, TlsChoice};

/// What an address that somebody typed can stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The agent there, in canonical form.
    pub agent: Option<String>,
    /// The OCP there, as a canonical URL.
    pub ocp: Option<String>,
    /// It looks more like an OCP.
    pub rather_ocp: bool,
    /// No port was named: each has its own.
    pub any_port: bool,
    /// As given, with https if the address says so.
    pub reach: Reach,
}

/// The port an OCP-Server listens on.
const OCP_PORT: &str = ":8080";

/// Reads `ip`, `ip:port`, `[v6]:port`, `host:port` or a URL, whose path is dropped.
///
/// # Errors
/// `Invalid` when it is none of these.
pub fn typed(text: &str, reach: &Reach) -> Result<Typed, IpcError> {
    let (scheme, rest) = scheme_of(text.trim());
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (place, path) = rest.split_at(end);
    let mut reach = reach.clone();
    if scheme == Some("https") && reach.tls == TlsChoice::Off {
        reach.tls = TlsChoice::System;
    }
    let secure = scheme == Some("https") || (scheme.is_none() && reach.tls != TlsChoice::Off);
    let url = format!("{}://{place}", if secure { "https" } else { "http" });
    let (agent, ocp) = (Address::parse(place), BaseUrl::parse(&url));
    if let (Err(_), Err(problem)) = (&agent, &ocp) {
        return Err(IpcError::invalid(problem.to_string()));
    }
    let path = path.to_ascii_lowercase();
    Ok(Typed {
        rather_ocp: place.ends_with(OCP_PORT) || path.starts_with("/api/v2") || path.contains("ocp"),
        any_port: !has_port(place),
        agent: agent.ok().map(|address| address.to_string()),
        ocp: ocp.ok().map(|url| url.to_string()),
        reach,
    })
}

fn scheme_of(text: &str) -> (Option<&'static str>, &str) {
    for (scheme, prefix) in [("http", "http://"), ("https", "https://")] {
        if text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix)) {
            return (Some(scheme), &text[prefix.len()..]);
        }
    }
    (None, text)
}

/// A bare IPv6 address is full of colons and has none.
fn has_port(place: &str) -> bool {
    let after_brackets = place.rsplit_once(']').map_or(place, |(_, rest)| rest);
    after_brackets.matches(':').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, bool) {
        let typed = typed(text, &Reach::default()).unwrap();
        (typed.agent, typed.ocp, typed.rather_ocp)
    }

    fn both(agent: &str, ocp: &str, rather_ocp: bool) -> (Option<String>, Option<String>, bool) {
        (Some(agent.to_owned()), Some(ocp.to_owned()), rather_ocp)
    }

    #[test]
    fn an_address_may_come_with_anything_a_browser_shows() {
        assert_eq!(read(" 10.0.0.1:2886 "), both("10.0.0.1:2886", "http://10.0.0.1:2886", false));
        assert_eq!(read("10.0.0.1"), both("10.0.0.1:2886", "http://10.0.0.1:8080", false));
        assert_eq!(
            read("[2001:DB8::1]:3000"),
            both("[2001:db8::1]:3000", "http://[2001:db8::1]:3000", false)
        );
        let dashboard = "HTTPS://ob1.example:2886/overview?tab=1#top";
        assert_eq!(read(dashboard), both("ob1.example:2886", "https://ob1.example:2886", false));
        assert_eq!(read("ob1:8080"), both("ob1:8080", "http://ob1:8080", true));
        assert_eq!(read("http://ob1:9000/ocp/login"), both("ob1:9000", "http://ob1:9000", true));
        assert_eq!(
            read("https://ocp.example:443/"),
            (None, Some("https://ocp.example:443".to_owned()), false)
        );
    }

    #[test]
    fn https_is_taken_from_the_url() {
        let reach = |text: &str| typed(text, &Reach::default()).unwrap().reach.tls;
        assert_eq!(reach("https://ob1:2886"), TlsChoice::System);
        assert_eq!(reach("http://ob1:2886"), TlsChoice::Off);
        let pinned = Reach { tls: TlsChoice::Pinned { fingerprints: Vec::new() }, ..Reach::default() };
        let typed = typed("https://ob1:2886", &pinned).unwrap();
        assert_eq!((typed.reach, typed.ocp.as_deref()), (pinned, Some("https://ob1:2886")));
    }

    #[test]
    fn what_is_no_address_is_said_to_be_none() {
        for text in ["", "https://", "ftp://ob1", "user:pw@ob1:2886", "ob 1", "10.0.0.1:99999", "::1::"] {
            assert!(typed(text, &Reach::default()).is_err(), "{text}");
        }
    }
}
