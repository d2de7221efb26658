use time::macros::datetime;

use super::*;
use crate::target::Target;

const DATE: &str = "Tue, 17 Jan 2023 09:13:57 GMT";
const HOST: &str = "ocp.alibaba.net:8080";

fn lines<'a>(method: &'a str, target: &'a str) -> Lines<'a> {
    Lines { method, body: b"", content_type: "", date: DATE, host: HOST, ocp_headers: &[], target }
}

fn signed(lines: &Lines<'_>) -> String {
    lines.sign(&SecretString::from("2fc0c299cc94c6be266f2ceece765d4d")).unwrap()
}

#[test]
fn the_documented_requests_get_the_documented_signatures() {
    let post = Lines {
        body: br#"{"name":"test01","description":"test","regionId":1}"#,
        content_type: "application/json",
        ocp_headers: &[("x-ocp-data", "A,1")],
        ..lines("POST", "/api/v2/compute/idcs")
    };
    assert!(post.text().contains("\n186974DB33A090A16D3E2CA35F547B56\n"));
    assert_eq!(signed(&post), "XN8P+O+v3vUabB16ZCooq5wMJoY=");
    let get = Lines {
        content_type: "application/json;charset=utf-8",
        date: "Tue, 17 Jan 2023 04:14:02 GMT",
        ..lines("GET", "/api/v2/compute/idcs?size=100")
    };
    assert_eq!(signed(&get), "TsQD6HDOuZuJ409m0wdnZPmijlc=");
}

#[test]
fn a_request_without_a_body_or_a_type_leaves_their_lines_empty() {
    let get = lines("GET", "/api/v2/tasks/instances/31257");
    assert_eq!(get.text(), format!("GET\n\n\n{DATE}\n{HOST}\n\n/api/v2/tasks/instances/31257"));
    assert_eq!(signed(&get), "0K3b5P9NEnydy9LTzLo/nxbg5AM=");
    let retry = lines("POST", "/api/v2/tasks/instances/31257/retry");
    assert_eq!(signed(&Lines { content_type: "application/json", ..retry }), "aRwMlCwqlHR+5jezZrRvXScXlcU=");
    let delete = lines("DELETE", "/api/v2/obproxy/clusters/1/obproxies/2");
    assert_eq!(signed(&delete), "OVqcne3akg7MLtPLANOjg7caF9s=");
}

#[test]
fn the_query_is_signed_in_order() {
    let expected = "dPYcZEW3iZ1iUcEeS44Rp8EqOh8=";
    for query in [
        "page=1&size=10&sort=id%2Cdesc&status=RUNNING%2CFAILED",
        "status=RUNNING%2CFAILED&sort=id%2Cdesc&size=10&page=1",
    ] {
        let target = format!("/api/v2/tasks/instances?{query}");
        let list = lines("GET", &target);
        let ocp_headers = &[("x-ocp-origin", "demo")];
        assert_eq!(signed(&Lines { content_type: "application/json", ocp_headers, ..list }), expected);
    }
}

#[test]
fn a_query_is_signed_as_it_is_encoded() {
    let target = Target::new("/api/v2/compute/hosts")
        .with("status", "AVAILABLE")
        .with("keyword", "测试 a+b~*")
        .with("size", "10")
        .with("page", "1");
    let target = target.to_string();
    assert_eq!(signed(&lines("GET", &target)), "TYqpvSSr5Qspu668pvQBf+BUQbg=");
}

#[test]
fn a_body_is_signed_by_its_bytes_and_headers_in_order() {
    let create = lines("POST", "/api/v2/obproxy/clusters");
    let create = Lines { body: br#"{"name":"OBProxy001"}"#, content_type: "application/json", ..create };
    assert!(create.text().contains("FE0819F2BC74B44A89EE6B1C33AADFA5"));
    assert_eq!(signed(&create), "vZULe5rd0w1355bfdm1sI6ogK+Q=");
    let patch = Lines {
        body: r#"{"name":"集群"}"#.as_bytes(),
        content_type: "application/json",
        ocp_headers: &[("x-ocp-b", "2"), ("x-ocp-a", "1")],
        ..lines("PATCH", "/api/v2/obproxy/clusters/1")
    };
    assert!(patch.text().contains("5AEFF66E078894CF797432EA21C4A964"));
    assert_eq!(signed(&patch), "PyDAgb6d0C9hoaN+iku7mFWTGS0=");
}

#[test]
fn the_host_is_named_as_it_is_sent() {
    let cases = [
        ("http://ocp:8080/", "ocp:8080"),
        ("http://ocp:80/", "ocp"),
        ("https://ocp:443/", "ocp"),
        ("https://ocp:80/", "ocp:80"),
        ("http://[2001:db8::1]:8080/", "[2001:db8::1]:8080"),
    ];
    for (url, expected) in cases {
        let url = Url::parse(url).unwrap();
        let now = OffsetDateTime::UNIX_EPOCH;
        let outgoing =
            Outgoing { method: &Method::GET, url: &url, body: b"", now, signing_host: Some("elsewhere") };
        assert_eq!(outgoing.host(), expected, "whatever is signed");
    }
}

#[test]
fn dates_are_in_greenwich() {
    assert_eq!(http_date(datetime!(2023-01-17 17:13:57.9 +8)).unwrap(), DATE);
    assert_eq!(http_date(datetime!(2023-02-05 03:04:05 UTC)).unwrap(), "Sun, 05 Feb 2023 03:04:05 GMT");
}
