use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::documents::{TaskDocument, read};
use crate::dto::{ErrorCode, IpcError, TaskOrigin};

fn telling(language: Language) -> Telling {
    Telling { language, zone: Zone::new(480), version: "1.2.3".to_owned(), now: 1_704_804_060_000 }
}

fn time() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("1970-01-01T08:00:00+08:00")),
        Just(json!(null)),
        (0..60_u32, 0..60_u32)
            .prop_map(|(minute, second)| json!(format!("2024-01-09T20:{minute:02}:{second:02}.5+08:00"))),
        Just(json!("9999-12-31T23:59:59Z")),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,30}",
        ".{0,12}",
        Just("<script>alert(1)</script>".to_owned()),
        Just("</style></pre>\" onload=\"x\u{0}\u{202e}\n".to_owned()),
        Just("Error: password=Canary##1".to_owned()),
    ]
}

fn document() -> impl Strategy<Value = TaskDocument> {
    let words = || prop::sample::select(vec!["PENDING", "RUNNING", "FAILED", "SUCCEED", "PAUSED"]);
    let operator = || prop::sample::select(vec!["RUN", "RETRY", "ROLLBACK", "CANCEL", "PASS"]);
    let task = (0..9_u32, words(), operator(), 0..3_u32, time(), time(), prop::collection::vec(text(), 0..4))
        .prop_map(|(id, state, operator, executions, start, end, log)| {
            json!({
                "id": format!("1{id}"), "state": state, "operator": operator, "execute_times": executions,
                "start_time": start, "end_time": end, "task_logs": log,
                "execute_agent": {"ip": format!("10.0.0.{id}"), "port": 2886},
            })
        });
    let node = (text(), words(), operator(), time(), time(), prop::collection::vec(task, 0..4)).prop_map(
        |(name, state, operator, start, end, tasks)| {
            json!({"id": "12", "name": name, "state": state, "operator": operator, "start_time": start, "end_time": end,
                "sub_tasks": tasks})
        },
    );
    (text(), words(), operator(), time(), time(), prop::collection::vec(node, 0..5)).prop_map(
        |(name, state, operator, start, end, nodes)| {
            let dag = json!({"id": "11", "dag_id": 1, "name": name, "state": state, "operator": operator,
                "start_time": start, "end_time": end, "nodes": nodes});
            read("some.json", &dag.to_string()).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn an_export_opens_as_what_it_was(document in document()) {
        let document = masked(document);
        let text = json(&document, 7).unwrap();
        let again = read("other.json", &text).unwrap();
        let origin = TaskOrigin::File { name: "other.json".to_owned(), saved_at: Some(7) };
        prop_assert_eq!(&again.view.head.origin, &origin);
        let mut expected = document;
        expected.view.head.origin = origin;
        prop_assert_eq!(again, expected);
        prop_assert!(!text.contains("Canary"));
    }

    #[test]
    fn a_report_has_no_tag_and_no_sign_of_a_texts_own(document in document(), chinese in any::<bool>()) {
        let telling = telling(if chinese { Language::Chinese } else { Language::English });
        let page = html(&masked(document), &telling);
        let (_, body) = page.split_once("<body>").unwrap();
        for tag in body.split('<').skip(1) {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            let known = ["svg", "symbol", "circle", "path", "use", "main", "header", "span", "h1", "h2", "dl", "div", "dt",
                "dd", "section", "pre", "i", "b", "u", "p", "table", "thead", "tbody", "tr", "th", "td", "details",
                "summary", "footer", "body", "html"];
            prop_assert!(known.contains(&name.as_str()), "<{}", tag);
            let inside = tag.split('>').next().unwrap_or_default();
            let bare: String = inside.split('"').step_by(2).collect();
            prop_assert!(!bare.contains("onload"), "<{}", tag);
        }
        let odd = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
        prop_assert!(!page.contains(odd) && !page.contains("Canary"));
    }

    #[test]
    fn a_bundle_can_be_made_of_anything(document in document(), name in "(running|failed|info|file|opened|e|10|[a-z_-]{1,8})") {
        let mut document = masked(document);
        document.view.head.cluster_name = name;
        let before = document.clone();
        let mut anonymous = Anonymous::of(&document.view, &[], &[]);
        let after = anonymous.document(document).unwrap();
        prop_assert_eq!(&after.view.head.state.kind, &before.view.head.state.kind);
        prop_assert_eq!(after.logs.len(), before.logs.len());
        prop_assert!(after.view.head.hosts.iter().all(|host| host.address.starts_with("host-")));
        prop_assert_eq!(&after.view.head.cluster_name, "cluster");
    }
}

#[test]
fn a_line_of_megabytes_is_shortened_in_a_report_and_nowhere_else() {
    let line = "x".repeat(5 * 1024 * 1024);
    let dag = json!({"id": "11", "dag_id": 1, "name": "n", "nodes": [{"id": "12", "sub_tasks": [{"id": "13", "task_logs": [line]}]}]});
    let document = read("", &dag.to_string()).unwrap();
    let page = html(&document, &telling(Language::English));
    assert!(page.len() < 100_000 && page.contains("5222880 more characters"), "{}", page.len());
    assert!(json(&document, 0).unwrap().contains(&line));
    assert!(log_text(&document.logs, Zone::new(0)).contains(&line));
}

#[test]
fn a_report_says_that_a_log_could_not_be_read() {
    let dag = json!({"id": "11", "dag_id": 1, "name": "n", "nodes": [{"id": "12", "sub_tasks": []}]});
    let mut document = read("", &dag.to_string()).unwrap();
    let page = |document: &TaskDocument| html(document, &telling(Language::English));
    assert!(page(&document).contains("There are no log lines."));
    let away = IpcError::new(ErrorCode::Unreachable, "10.0.0.1:2886 <refused>", true);
    document.view.head.contact.problem = Some(away);
    let told = page(&document);
    assert!(told.contains("not all of it: 10.0.0.1:2886 &lt;refused&gt;"));
    assert!(!told.contains("There are no log lines."), "that is not known");
}

#[test]
fn names_of_files_are_plain() {
    let dag = json!({"id": "11", "dag_id": 1, "name": "../Delete zone \"a\"/\u{0} 行", "start_time": "2024-01-09T20:40:01+08:00", "nodes": null});
    let view = read("", &dag.to_string()).unwrap().view;
    let name = |format| suggested_name(&view, format, 1_704_804_060_000, Zone::new(0));
    assert_eq!(name(crate::dto::TaskExportFormat::Html), "Delete-zone-a-行-20240109-124001.html");
    assert_eq!(name(crate::dto::TaskExportFormat::Bundle), "obdeck-task-20240109-124100.zip");
}
