use super::*;
use crate::api_error_kind::ApiErrorKind;

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.as_bytes().to_vec(), trace_id: "ours".to_owned() }
}

fn api_error(status: u16, body: &str) -> ApiError {
    match open(answer(status, body)) {
        Err(Error::Rejected(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn what(status: u16, body: &str) -> NotObshell {
    match open(answer(status, body)) {
        Err(Error::NotObshell { what, trace_id, .. }) if trace_id == "ours" => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn data_is_handed_on() {
    let data = open(answer(200, r#"{"successful":true,"status":200,"data":{"a":1}}"#)).unwrap();
    assert_eq!(data, Some(serde_json::json!({"a": 1})));
    assert_eq!(open(answer(200, r#"{"successful":true,"status":200}"#)).unwrap(), None);
    assert_eq!(open(answer(200, r#"{"successful":true,"data":null,"error":null}"#)).unwrap(), None);
    assert_eq!(open(answer(204, "")).unwrap(), None);
}

#[test]
fn an_error_wins_over_the_null_beside_it() {
    let body = r#"{"successful":false,"status":500,"traceId":"t1","data":null,
        "error":{"errCode":"Agent.UnderMaintenance","message":"m","subErrors":[{"field":"f"}]}}"#;
    let error = api_error(500, body);
    assert_eq!(error.kind(), ApiErrorKind::UnderMaintenance);
    assert_eq!((error.trace_id.as_str(), error.message.as_str()), ("t1", "m"));
    assert_eq!(error.sub_errors[0].field, "f");
}

#[test]
fn an_error_without_a_trace_id_has_ours() {
    let body = r#"{"successful":false,"status":401,"traceId":"","error":{"code":1,"message":"m"}}"#;
    let error = api_error(401, body);
    assert_eq!(error.trace_id, "ours");
    assert_eq!(error.kind(), ApiErrorKind::DecryptFailed);
}

#[test]
fn a_failure_that_explains_nothing_is_still_a_failure() {
    assert_eq!(api_error(500, r#"{"successful":false,"status":500}"#).status, 500);
    assert_eq!(api_error(200, r#"{"successful":false,"status":200,"error":"text"}"#).err_code, "");
}

#[test]
fn a_web_page_is_recognised() {
    let page = "\u{feff}\n<!DOCTYPE html><HEAD><Title lang=en>\n Bad\tGateway </title></HEAD>";
    assert_eq!(what(502, page), NotObshell::Html { title: "Bad Gateway".to_owned() });
    assert_eq!(what(200, "<html>"), NotObshell::Html { title: String::new() });
}

#[test]
fn other_strangers_are_told_apart() {
    assert_eq!(what(200, ""), NotObshell::Empty);
    assert_eq!(what(200, "hello"), NotObshell::NotJson);
    assert_eq!(what(200, r#"{"successful":tr"#), NotObshell::NotJson);
    assert_eq!(what(404, r#"{"message":"no such route"}"#), NotObshell::NotEnvelope);
    assert_eq!(what(200, "[]"), NotObshell::NotEnvelope);
    let go = "Client sent an HTTP request to an HTTPS server.\n";
    assert_eq!(what(400, go), NotObshell::WantsHttps);
}

#[test]
fn an_excerpt_is_short_and_printable() {
    let body = format!("a\u{1b}[31m\n\nb{}", "x".repeat(5_000));
    let Err(Error::NotObshell { excerpt, .. }) = open(answer(200, &body)) else { panic!() };
    assert!(excerpt.starts_with("a [31m bxxx"), "{excerpt}");
    assert_eq!(excerpt.chars().count(), 200);
}

#[test]
fn lists_are_unwrapped() {
    let list = |data: Value| contents(Some(data));
    assert_eq!(list(serde_json::json!({"contents": [1, 2]})), serde_json::json!([1, 2]));
    assert_eq!(list(serde_json::json!({"contents": null})), serde_json::json!([]));
    assert_eq!(list(serde_json::json!([3])), serde_json::json!([3]));
    assert_eq!(contents(None), serde_json::json!([]));
}
