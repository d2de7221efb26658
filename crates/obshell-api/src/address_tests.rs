use proptest::prelude::*;

use super::*;

#[test]
fn every_accepted_form_has_one_canonical_form() {
    let cases = [
        ("10.0.0.1:2886", "10.0.0.1:2886"),
        (" 10.0.0.1 ", "10.0.0.1:2886"),
        ("http://10.0.0.1:3000/", "10.0.0.1:3000"),
        ("HTTPS://ob-1.example.com", "ob-1.example.com:2886"),
        ("OB1:2886", "ob1:2886"),
        ("[2001:db8::1]:2887", "[2001:db8::1]:2887"),
        ("[2001:0DB8:0::1]", "[2001:db8::1]:2886"),
        ("2001:db8::1", "[2001:db8::1]:2886"),
        ("ob_host:65535", "ob_host:65535"),
    ];
    for (text, canonical) in cases {
        assert_eq!(Address::parse(text).unwrap().to_string(), canonical, "{text}");
    }
}

#[test]
fn an_agent_is_recognised_however_it_writes_its_address() {
    let is = |ours: &str, ip: &str, port| {
        Address::parse(ours).unwrap().is(&AgentAddress { ip: ip.to_owned(), port })
    };
    let same = [
        ("10.0.0.1", "10.0.0.1"),
        ("[2001:db8::1]", "2001:0DB8:0::1"),
        ("2001:db8::1", "[2001:db8::1]"),
        ("10.0.0.1", "::ffff:10.0.0.1"),
        ("ob1.example.com", "OB1.example.com"),
    ];
    for (ours, theirs) in same {
        assert!(is(ours, theirs, 2886), "{ours} {theirs}");
        assert!(!is(ours, theirs, 2887), "{ours} {theirs}");
    }
    for (ours, theirs) in [("10.0.0.1", "10.0.0.2"), ("ob1", "10.0.0.1"), ("10.0.0.1", "ob1"), ("ob1", "")] {
        assert!(!is(ours, theirs, 2886), "{ours} {theirs}");
    }
}

#[test]
fn a_host_has_no_brackets() {
    let address = Address::parse("[2001:db8::1]:2887").unwrap();
    assert_eq!(address.host(), "2001:db8::1");
    assert_eq!(address.ip(), Some("2001:db8::1".parse().unwrap()));
    assert_eq!(Address::parse("ob1").unwrap().ip(), None);
}

#[test]
fn what_is_wrong_is_named() {
    use AddressError::{Empty, HostInvalid, Malformed, PortInvalid};
    let cases = [
        ("", Empty),
        ("  http:// ", Empty),
        (":2886", Malformed),
        ("10.0.0.1:", PortInvalid),
        ("10.0.0.1:80", PortInvalid),
        ("10.0.0.1:1024", PortInvalid),
        ("10.0.0.1:65536", PortInvalid),
        ("10.0.0.1:+2886", PortInvalid),
        ("10.0.0.1:2886:1", Malformed),
        ("[2001:db8::1", Malformed),
        ("[2001:db8::1]2886", Malformed),
        ("[ob1]:2886", Malformed),
        ("10.0.0", Malformed),
        ("10.0.0.256", Malformed),
        ("0x7f000001", Malformed),
        ("a..b", Malformed),
        ("ob 1", HostInvalid),
        ("root@ob1", HostInvalid),
        ("ob1/api", Malformed),
        ("ftp://ob1", Malformed),
    ];
    for (text, error) in cases {
        assert_eq!(Address::parse(text), Err(error), "{text}");
    }
}

#[test]
fn an_address_is_a_text_in_json() {
    let address = Address::parse("ob1").unwrap();
    assert_eq!(serde_json::to_string(&address).unwrap(), "\"ob1:2886\"");
    assert_eq!(serde_json::from_str::<Address>("\"ob1:2886\"").unwrap(), address);
    assert!(serde_json::from_str::<Address>("\"ob1:1\"").is_err());
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back(ip: IpAddr, port in 1025u16..) {
        let text = Address { host: ip.to_string(), port }.to_string();
        let address = Address::parse(&text).unwrap();
        prop_assert_eq!(address.ip(), Some(ip));
        prop_assert_eq!(address.port(), port);
        prop_assert_eq!(address.to_string(), text);
    }

    #[test]
    fn no_text_makes_reading_panic_or_change_on_the_second_reading(text in "\\PC{0,40}") {
        if let Ok(address) = Address::parse(&text) {
            prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
        }
    }
}
