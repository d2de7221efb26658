use proptest::prelude::*;

use super::*;

#[test]
fn every_accepted_form_has_one_canonical_form() {
    let cases = [
        ("http://10.0.0.1:8080", "http://10.0.0.1:8080"),
        (" 10.0.0.1 ", "http://10.0.0.1:8080"),
        ("10.0.0.1:80", "http://10.0.0.1:80"),
        ("http://OCP.example.com/", "http://ocp.example.com:8080"),
        ("HTTPS://ocp.example.com", "https://ocp.example.com:443"),
        ("https://ocp:8443/", "https://ocp:8443"),
        ("https://[2001:0DB8:0::1]", "https://[2001:db8::1]:443"),
        ("[2001:db8::1]:8081", "http://[2001:db8::1]:8081"),
        ("2001:db8::1", "http://[2001:db8::1]:8080"),
    ];
    for (text, canonical) in cases {
        assert_eq!(BaseUrl::parse(text).unwrap().to_string(), canonical, "{text}");
    }
    let url: BaseUrl = "https://[::1]:8443".parse().unwrap();
    assert_eq!((url.host(), url.port(), url.is_https()), ("::1", 8443, true));
    assert_eq!(url.ip(), Some("::1".parse().unwrap()));
}

#[test]
fn what_is_wrong_is_named() {
    use BaseUrlError::{Empty, HasLogin, HasPath, HostInvalid, Malformed, PortInvalid, SchemeUnknown};
    let cases = [
        ("", Empty),
        ("  https:// ", Empty),
        ("ftp://ocp", SchemeUnknown),
        ("://ocp", SchemeUnknown),
        ("http://admin:aaBB11##@ocp:8080", HasLogin),
        ("admin@ocp", HasLogin),
        ("http://ocp/@", HasLogin),
        ("http://ocp:8080/api/v2", HasPath),
        ("http://ocp:8080//", HasPath),
        ("http://ocp?x=1", HasPath),
        ("http://ocp#/overview", HasPath),
        ("http://ocp\\elsewhere", HasPath),
        ("ocp:", PortInvalid),
        ("ocp:0", PortInvalid),
        ("ocp:65536", PortInvalid),
        ("ocp:+80", PortInvalid),
        ("ocp:80:80", Malformed),
        (":8080", Malformed),
        ("10.0.0", Malformed),
        ("0x7f000001", Malformed),
        ("[ocp]:8080", Malformed),
        ("[::1", Malformed),
        ("a..b", Malformed),
        ("o cp", HostInvalid),
        ("o\tcp", HostInvalid),
        ("öcp", HostInvalid),
    ];
    for (text, error) in cases {
        assert_eq!(BaseUrl::parse(text), Err(error), "{text}");
    }
}

#[test]
fn an_error_does_not_repeat_a_password() {
    let error = BaseUrl::parse("http://admin:aaBB11##@ocp:8080").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("aaBB11"));
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back(ip: IpAddr, port in 1u16.., https: bool) {
        let url = BaseUrl { https, host: ip.to_string(), port };
        prop_assert_eq!(BaseUrl::parse(&url.to_string()), Ok(url));
    }

    #[test]
    fn no_text_makes_reading_panic_or_change_on_the_second_reading(text in "\\PC{0,40}") {
        if let Ok(url) = BaseUrl::parse(&text) {
            prop_assert_eq!(BaseUrl::parse(&url.to_string()), Ok(url));
        }
    }
}
