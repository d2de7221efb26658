//! Tasks as they are asked for and changed.

use std::time::Duration;

use crate::support::{answering, login, refused, reply, reply_with};
use ocp_api::{Client, Error, NotOcp, TaskQuery, TaskStatus};

const TASK: &str = r#"{"successful":true,"status":200,"data":{"id":7,"name":"n","status":"RUNNING","operation":"RETRY",
    "subtasks":[{"id":8,"status":"READY","upstreams":[],"downstreams":[]}]}}"#;
const NO_DATA: &str =
    r#"{"successful":true,"status":200,"timestamp":"2021-08-25T14:30:27.27+08:00","traceId":""}"#;

#[tokio::test]
async fn a_list_is_asked_for_page_by_page() {
    let page = r#"{"successful":true,"data":{"contents":[{"id":7,"status":"FAILED","creator":{"id":1,"name":"root"}}],
        "page":{"totalElements":61,"totalPages":7,"number":2,"size":10}}}"#;
    let (server, client) = answering(reply(200, page));
    let statuses = vec![TaskStatus::Running, TaskStatus::Failed];
    let query = TaskQuery { page: 2, size: 9_999, statuses, name: "测 a+b&c".to_owned() };
    let page = client.tasks(&query).await.unwrap();
    assert_eq!((page.number, page.pages, page.total, &*page.tasks[0].creator), (2, 7, 61, "root"));
    client.tasks(&TaskQuery { page: 0, size: 0, ..TaskQuery::default() }).await.unwrap();
    let [first, second] = &*server.calls() else { panic!("two were sent") };
    let name = "%E6%B5%8B%20a%2Bb%26c";
    let expected = format!("name={name}&page=2&size=2000&sort=id%2Cdesc&status=RUNNING%2CFAILED");
    assert_eq!(*first, format!("GET /api/v2/tasks/instances?{expected}"));
    assert_eq!(second, "GET /api/v2/tasks/instances?page=1&size=1&sort=id%2Cdesc");
}

#[tokio::test]
async fn each_call_goes_to_its_path_once_and_without_a_body() {
    let (server, client) = answering(reply(200, TASK));
    assert_eq!(client.task("7").await.unwrap().subtasks[0].status, TaskStatus::Ready);
    assert!(client.retry_task("7").await.unwrap().is_some());
    assert!(client.rollback_task("7").await.unwrap().is_some());
    assert!(client.retry_subtask("7", "8").await.unwrap().is_some());
    client.skip_subtask("7", "8").await.unwrap();
    client.cancel_subtask("7", "9223372036854775807").await.unwrap();
    let expected = [
        "GET /api/v2/tasks/instances/7",
        "POST /api/v2/tasks/instances/7/retry",
        "POST /api/v2/tasks/instances/7/rollback",
        "POST /api/v2/tasks/instances/7/subtasks/8/retry",
        "POST /api/v2/tasks/instances/7/subtasks/8/skip",
        "POST /api/v2/tasks/instances/7/subtasks/9223372036854775807/cancel",
    ];
    assert_eq!(server.calls(), expected);
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.header("content-type") == Some("application/json")));
    assert!(asked.iter().all(|asked| asked.header("content-length").is_none_or(|length| length == "0")));
}

#[tokio::test]
async fn a_change_is_taken_with_or_without_data() {
    for body in [NO_DATA, r#"{"successful":true,"data":null}"#, ""] {
        let (_server, client) = answering(reply(200, body));
        assert_eq!(client.rollback_task("7").await.unwrap(), None, "{body:?}");
        client.skip_subtask("7", "8").await.unwrap();
        assert_eq!(client.retry_subtask("7", "8").await.unwrap(), None);
    }
}

#[tokio::test]
async fn json_of_something_else_does_not_say_that_a_change_was_taken() {
    for body in ["{}", "[]", "true", r#"{"code":0,"message":"ok"}"#] {
        let (_server, client) = answering(reply(200, body));
        let error = client.skip_subtask("7", "8").await.unwrap_err();
        assert!(matches!(error, Error::NotOcp { status: 200, what: NotOcp::Json, .. }), "{body}: {error:?}");
        assert!(error.outcome_unknown());
    }
}

#[tokio::test]
async fn a_log_is_a_text_in_data_or_beside_it() {
    let cases = [
        (r#"{"successful":true,"data":{"log":"a\nb"}}"#, "a\nb"),
        (r#"{"successful":true,"data":{"log":null}}"#, ""),
        (r#"{"successful":true,"data":"a"}"#, "a"),
        (NO_DATA, ""),
    ];
    for (body, expected) in cases {
        let (server, client) = answering(reply(200, body));
        assert_eq!(client.subtask_log("7", "8").await.unwrap(), expected);
        assert_eq!(server.calls(), ["GET /api/v2/tasks/instances/7/subtasks/8/log"]);
    }
}

#[tokio::test]
async fn an_id_is_a_number_and_nothing_else_gets_into_a_path() {
    let (server, client) = answering(reply(200, TASK));
    for id in ["", "7/retry", "../7", "7?x", "1e3", "123456789012345678901"] {
        assert!(matches!(client.task(id).await, Err(Error::Id { .. })), "{id:?}");
        assert!(matches!(client.skip_subtask("7", id).await, Err(Error::Id { .. })), "{id:?}");
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_lost_answer_leaves_the_outcome_open_and_is_not_asked_for_again() {
    let (server, client) = answering(Vec::new());
    let error = client.retry_task("7").await.unwrap_err();
    assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
    assert!(error.outcome_unknown());
    assert_eq!(server.asked().len(), 1);
    let read = client.task("7").await.unwrap_err();
    assert!(matches!(read, Error::Unreachable { .. }), "{read:?}");
}

#[tokio::test]
async fn a_page_of_a_proxy_leaves_the_outcome_open_too() {
    let html = "<html><head><title>502 Bad Gateway</title></head></html>";
    for status in [200, 502, 504] {
        let (_server, client) = answering(reply(status, html));
        let error = client.skip_subtask("7", "8").await.unwrap_err();
        assert!(error.outcome_unknown(), "{error:?}");
        let Error::NotOcp { what: NotOcp::Html { title }, .. } = error else { panic!("{error:?}") };
        assert_eq!(title, "502 Bad Gateway");
    }
}

#[tokio::test]
async fn a_refusal_is_certain() {
    let body =
        r#"{"successful":false,"status":400,"error":{"code":"TSK10009","message":"cannot roll back"}}"#;
    let (_server, client) = answering(reply(400, body));
    let error = client.rollback_task("7").await.unwrap_err();
    assert!(!error.outcome_unknown());
    let Error::Rejected(rejected) = error else { panic!("{error:?}") };
    assert_eq!((&*rejected.code, rejected.status), ("TSK10009", 400));
}

#[tokio::test]
async fn nobody_connected_means_that_nothing_was_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = Client::new(&format!("http://127.0.0.1:{port}"), ocp_api::Options::default()).unwrap();
    client.set_login(login("x"));
    let error = client.retry_task("7").await.unwrap_err();
    assert!(!error.outcome_unknown(), "{error:?}");
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait() {
    let body = r#"{"successful":false,"status":429,"error":{"code":0,"message":"slow down"},"traceId":"t"}"#;
    let (_server, client) =
        answering(reply_with(429, "RateLimit-Remaining: 0\r\nRateLimit-Reset: 42\r\n", body));
    let error = client.task("7").await.unwrap_err();
    let Error::Throttled { wait, .. } = error else { panic!("{error:?}") };
    assert_eq!(wait, Some(Duration::from_secs(42)));
}

#[tokio::test]
async fn a_change_with_a_wrong_password_is_sent_once() {
    let (server, client) = answering(refused("\"IAM10004\""));
    assert!(matches!(client.retry_task("7").await, Err(Error::Unauthorized(_))));
    assert!(matches!(client.retry_task("7").await, Err(Error::LoginRefused)));
    assert!(matches!(client.task("7").await, Err(Error::LoginRefused)));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn what_is_no_task_is_not_taken_for_one() {
    for body in [NO_DATA, "[]", "{}", "okay", r#"{"successful":true,"data":{"id":1}}"#] {
        let (_server, client) = answering(reply(200, body));
        assert!(matches!(client.task("7").await, Err(Error::NotOcp { .. })), "{body}");
        assert!(client.tasks(&TaskQuery::default()).await.is_ok() == (body == "[]"), "{body}");
    }
}
