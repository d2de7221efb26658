//! The vectors that OCP's documents print, and what comes close to them.

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, HeaderValue};

use super::*;

const BODY: &str = r#"{"name":"test01","description":"test","regionId":1}"#;
const MORNING: &str = "Tue, 17 Jan 2023 09:13:57 GMT";

fn key() -> AccessKey {
    AccessKey { id: "cqammmxBpfGjFlto".to_owned(), secret: "2fc0c299cc94c6be266f2ceece765d4d".to_owned() }
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let header = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
    };
    pairs.iter().map(header).collect()
}

/// The first vector with `signature`.
fn posted(signature: &str) -> HeaderMap {
    headers(&[
        ("Authorization", &format!("{SCHEME}cqammmxBpfGjFlto:{signature}")),
        ("Date", MORNING),
        ("Host", "ocp.alibaba.net:8080"),
        ("Content-Type", "application/json"),
        ("x-ocp-data", "A,1"),
    ])
}

fn post<'a>(headers: &'a HeaderMap, body: &'a str) -> Signed<'a> {
    let (method, path, body) = ("POST", "/api/v2/compute/idcs", body.as_bytes());
    Signed { method, path, query: "", headers, body, host_seen: None }
}

const FIRST: &str = "XN8P+O+v3vUabB16ZCooq5wMJoY=";

#[test]
fn the_first_vector_of_the_documents_is_let_in() {
    let headers = posted(FIRST);
    key().check(&post(&headers, BODY), moment(MORNING).unwrap()).unwrap();
}

#[test]
fn the_second_vector_of_the_documents_is_let_in() {
    let date = "Tue, 17 Jan 2023 04:14:02 GMT";
    let headers = headers(&[
        ("Authorization", &format!("{SCHEME}cqammmxBpfGjFlto:TsQD6HDOuZuJ409m0wdnZPmijlc=")),
        ("Date", date),
        ("Host", "ocp.alibaba.net:8080"),
        ("Content-Type", "application/json;charset=utf-8"),
    ]);
    let (method, path, query) = ("GET", "/api/v2/compute/idcs", "size=100");
    let signed = Signed { method, path, query, headers: &headers, body: b"", host_seen: None };
    key().check(&signed, moment(date).unwrap()).unwrap();
}

#[test]
fn whatever_differs_is_turned_away() {
    let now = moment(MORNING).unwrap();
    let right = posted(FIRST);
    let code = |signed: &Signed<'_>, now| key().check(signed, now).unwrap_err().code;
    assert_eq!(code(&post(&right, &BODY.replace("test01", "test02")), now), "IAM10006");
    assert_eq!(code(&Signed { host_seen: Some("10.0.0.1:8080"), ..post(&right, BODY) }, now), "IAM10006");
    assert_eq!(code(&Signed { query: "a=1", ..post(&right, BODY) }, now), "IAM10006");
    assert_eq!(code(&Signed { method: "PUT", ..post(&right, BODY) }, now), "IAM10006");
    for (name, value) in [("content-type", "application/json; charset=utf-8"), ("x-ocp-data", "1,A")] {
        let mut headers = right.clone();
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        assert_eq!(code(&post(&headers, BODY), now), "IAM10006", "{name}");
    }
    let other = AccessKey { id: "other".to_owned(), ..key() };
    assert_eq!(other.check(&post(&right, BODY), now).unwrap_err().code, "IAM10004");
}

#[test]
fn a_signature_is_good_for_a_quarter_of_an_hour_either_way() {
    let (headers, at) = (posted(FIRST), moment(MORNING).unwrap());
    for off in [WINDOW, -WINDOW] {
        key().check(&post(&headers, BODY), at + off).unwrap();
        let refused = key().check(&post(&headers, BODY), at + off + off.signum()).unwrap_err();
        assert_eq!((refused.status, refused.code), (401, "IAM10000"));
    }
    assert!(moment("2023-01-17T09:13:57Z").is_none());
}

#[test]
fn a_query_is_sorted_and_must_be_encoded_to_the_letter() {
    let headers = headers(&[]);
    let (method, path, body) = ("GET", "/x", b"".as_slice());
    let signed =
        Signed { method, path, query: "b=%2C&a=1&a-b=%7e", headers: &headers, body, host_seen: None };
    assert_eq!(signed.target(), "/x?a=1&a-b=%7e&b=%2C");
    let wrong = ["a=,", "a=+", "a=%2c", "a=*", "a=%41"];
    assert!(wrong.iter().all(|pair| !is_canonical(pair)));
    assert!(["", "a=%2C", "a=%20", "a=~", "keyword=%E6%B5%8B"].iter().all(|pair| is_canonical(pair)));
}
