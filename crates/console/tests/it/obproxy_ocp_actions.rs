//! What is done with OBProxy clusters that an OCP has already.

use crate::common::obproxy::*;
use console::dto::*;
use serde_json::{Value, json};

#[tokio::test]
async fn each_added_server_has_a_task_that_is_followed() {
    let mut desk = Desk::new().await;
    let add = ObproxyAction::AddServers {
        cluster_id: SPARE.to_owned(),
        host_ids: vec![FIRST_HOST.to_owned(), SECOND_HOST.to_owned()],
        package: PACKAGE.to_owned(),
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
    };
    let (id, mut follower) = desk.act(add).await;
    follower.until("both tasks", |view| view.calls.len() == 2 && view.head.total == 24).await;
    desk.bench.restart().await;
    let done = desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    let calls: Vec<_> = done.calls.iter().map(|call| (call.head.kind, call.head.deed)).collect();
    assert_eq!(calls, [(CallKind::ObproxyCluster, Some(ObproxyDeed::AddServers)); 2]);
    let hosts: Vec<&str> = done.calls.iter().map(|call| call.steps[0].runs[0].host.as_str()).collect();
    assert_eq!(hosts, ["10.10.40.21", "10.10.40.22"]);
    assert_eq!((desk.changes().len(), desk.cluster(SPARE).await.unwrap().servers.len()), (1, 2));
}

#[tokio::test]
async fn a_cluster_is_deleted_once_its_name_was_typed() {
    let desk = Desk::new().await;
    let delete = ObproxyAction::DeleteCluster { cluster_id: OLD.to_owned() };
    let impact = desk.impact(&delete).await;
    assert_eq!((impact.to_type.as_deref(), impact.steps.len()), (Some("trade_old"), 8));
    let codes: Vec<_> = impact.findings.iter().map(|finding| (finding.verdict, finding.code)).collect();
    let warnings = [ObproxyFindingCode::ConnectionsDrop, ObproxyFindingCode::NobodyServes];
    assert_eq!(codes, warnings.map(|code| (Verdict::Warn, code)));
    for wrong in ["", "trade", "Trade_old"] {
        assert_eq!(desk.try_act(delete.clone(), wrong).await.unwrap_err().code, ErrorCode::Invalid);
    }
    assert!(desk.changes().is_empty());
    let id = desk.try_act(delete.clone(), "trade_old").await.unwrap();
    desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.changes().len(), 1);
    let gone = desk.impact(&delete).await.findings;
    assert_eq!(
        gone.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        [ObproxyFindingCode::ClusterGone]
    );
    assert_eq!(desk.try_act(delete, "trade_old").await.unwrap_err().code, ErrorCode::ClusterGone);
    assert_eq!(desk.cluster(OLD).await.unwrap_err().code, ErrorCode::ClusterGone);
}

#[tokio::test]
async fn a_warning_that_was_not_read_stops_an_action() {
    let desk = Desk::new().await;
    let restart =
        ObproxyAction::Restart { cluster_id: OLD.to_owned(), server_ids: vec![RUNNING_SERVER.to_owned()] };
    let request = StartObproxyActionReq {
        connection_id: desk.connection_id.clone(),
        action: restart.clone(),
        accepted: Vec::new(),
        typed: String::new(),
        consent: Consent::default(),
    };
    let refused = desk.bench.console.start_obproxy_action(request).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.detail.as_deref()),
        (ErrorCode::Invalid, Some("ConnectionsDrop, NobodyServes"))
    );
    let (_, mut follower) = desk.act(restart).await;
    follower.until_state(StateKind::Succeeded).await;
    let path = format!("/api/v2/obproxy/clusters/{OLD}/obproxies/{RUNNING_SERVER}/restart");
    assert_eq!(desk.changes(), [("POST".to_owned(), path, Value::Null)]);
}

#[tokio::test]
async fn newer_releases_are_asked_at_their_paths() {
    let new = |options: &mut sandbox::Options| options.ocp_traits.build_version = "4.3.5-20250301".to_owned();
    let desk = Desk::with(new).await;
    let server_ids = vec![RUNNING_SERVER.to_owned()];
    let stop = ObproxyAction::Stop { cluster_id: OLD.to_owned(), server_ids: server_ids.clone() };
    let (_, mut follower) = desk.act(stop).await;
    follower.until_state(StateKind::Succeeded).await;
    let body = json!({"obproxyServerIds": [11]});
    let path = format!("/api/v2/obproxy/clusters/{OLD}/servers/stop");
    assert_eq!(desk.changes(), [("POST".to_owned(), path, body)]);
    // Of this one no document tells.
    let start = ObproxyAction::Start { cluster_id: OLD.to_owned(), server_ids };
    let undocumented = ObproxyFindingCode::Undocumented;
    let found = desk.impact(&start).await.findings.into_iter().find(|finding| finding.code == undocumented);
    assert_eq!(found.unwrap().verdict, Verdict::Fail);
    assert!(desk.try_act(start, "").await.is_err());
}

#[tokio::test]
async fn what_no_document_tells_of_is_sent_when_that_is_wanted() {
    let allow = |options: &mut OcpOptions| options.undocumented = true;
    let desk = Desk::by(|options| options.ocp_traits.undocumented = true, allow).await;
    let value = |name: &str, value: &str| NamedValue { name: name.to_owned(), value: value.to_owned() };
    let set = |values| ObproxyAction::SetParameters { cluster_id: OLD.to_owned(), values };
    let wrong = set(vec![value("client_max_connections", "99999999"), value("cluster_name", "x")]);
    let codes: Vec<_> =
        desk.impact(&wrong).await.findings.into_iter().map(|it| (it.verdict, it.code)).collect();
    assert!(codes.contains(&(Verdict::Fail, ObproxyFindingCode::ParameterOutOfRange)), "{codes:?}");
    assert!(codes.contains(&(Verdict::Fail, ObproxyFindingCode::ParameterReadOnly)), "{codes:?}");
    assert!(codes.contains(&(Verdict::Warn, ObproxyFindingCode::Undocumented)), "{codes:?}");
    assert!(desk.try_act(wrong, "").await.is_err());
    let (_, mut follower) = desk.act(set(vec![value("client_max_connections", "4096")])).await;
    follower.until_state(StateKind::Succeeded).await;
    let body = json!([{"name": "client_max_connections", "value": "4096"}]);
    let path = format!("/api/v2/obproxy/clusters/{OLD}/parameters");
    assert_eq!(desk.changes(), [("PUT".to_owned(), path, body)]);
}

#[tokio::test]
async fn an_obproxy_is_taken_over_and_upgraded_and_removed() {
    let desk = Desk::new().await;
    let (host_id, sql_port) = (STRAY_HOST.to_owned(), "2893".to_owned());
    let hosts = vec![TakenHost { host_id, sql_port, password: None }];
    let (_, mut follower) = desk.act(ObproxyAction::TakeOver { cluster_id: SPARE.to_owned(), hosts }).await;
    follower.until_state(StateKind::Succeeded).await;
    let server = desk.cluster(SPARE).await.unwrap().servers.remove(0);
    let (cluster_id, server_ids) = (SPARE.to_owned(), vec![server.id]);
    let upgrade = |package: &str| ObproxyAction::Upgrade {
        cluster_id: cluster_id.clone(),
        server_ids: server_ids.clone(),
        package: package.to_owned(),
    };
    let older = desk.impact(&upgrade("obproxy-4.1.0.0-7")).await.findings.remove(0);
    assert_eq!((older.verdict, older.code), (Verdict::Fail, ObproxyFindingCode::NotNewer));
    let missing = desk.impact(&upgrade("obproxy-9.9.9.9-1")).await.findings.remove(0);
    assert_eq!(missing.code, ObproxyFindingCode::PackageUnfit);
    let (_, mut follower) = desk.act(upgrade("obproxy-4.3.2.0-26")).await;
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.cluster(SPARE).await.unwrap().servers[0].version, "4.3.2.0-26");
    let (_, mut follower) = desk.act(ObproxyAction::RemoveServers { cluster_id, server_ids }).await;
    follower.until_state(StateKind::Succeeded).await;
    assert!(desk.cluster(SPARE).await.unwrap().servers.is_empty());
    let methods: Vec<String> = desk.changes().into_iter().map(|(method, ..)| method).collect();
    assert_eq!(methods, ["POST", "POST", "DELETE"]);
}

#[tokio::test]
async fn address_and_links_end_with_the_answer() {
    let desk = Desk::by(|_| {}, |options| options.link_ids = LinkIds::ObClusterIdOnly).await;
    let cluster_id = || SPARE.to_owned();
    let edit = || ObproxyAction::EditAddress {
        cluster_id: cluster_id(),
        address: "10.9.9.9".to_owned(),
        port: "3306".to_owned(),
    };
    let done = desk.act(edit()).await.1.until_state(StateKind::Succeeded).await;
    assert_eq!((done.calls[0].head.task.as_ref(), done.head.total), (None, 0));
    let again = desk.act(edit()).await.1.until_state(StateKind::Succeeded).await;
    assert_eq!(again.calls[0].head.journal, JournalState::AlreadyDone);
    let link = link("orders", "1000007", "3003");
    let add = ObproxyAction::AddLink { cluster_id: cluster_id(), link };
    desk.act(add.clone()).await.1.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.impact(&add).await.findings[0].code, ObproxyFindingCode::AlreadyLinked);
    let remove = ObproxyAction::RemoveLink { cluster_id: cluster_id(), cluster_name: "orders".to_owned() };
    desk.act(remove).await.1.until_state(StateKind::Succeeded).await;
    let path = format!("/api/v2/obproxy/clusters/{SPARE}");
    let added = json!([{"clusterName": "orders", "obClusterId": 3003, "username": "proxyro"}]);
    let expected = [
        ("PATCH".to_owned(), path.clone(), json!({"address": "10.9.9.9", "port": 3306})),
        ("POST".to_owned(), format!("{path}/obLinks/batchAdd"), added),
        ("DELETE".to_owned(), format!("{path}/obLinks/orders"), Value::Null),
    ];
    assert_eq!(desk.changes(), expected);
}

#[tokio::test]
async fn everything_goes_with_an_access_key() {
    let desk = Desk::by(|_| {}, |options| options.login = OcpLogin::AccessKey).await;
    let (_, mut follower) = desk.create(form("pay", &[FIRST_HOST, SECOND_HOST])).await;
    follower.until_state(StateKind::Succeeded).await;
    let id = desk.clusters().await["pay"].id.clone();
    let servers = desk.cluster(&id).await.unwrap().servers;
    let server_ids = servers.into_iter().map(|server| server.id).collect();
    // How a comma in a path is signed is not known: one at a time.
    let (_, mut follower) = desk.act(ObproxyAction::Restart { cluster_id: id.clone(), server_ids }).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    assert_eq!(done.calls.len(), 2);
    let delete = ObproxyAction::DeleteCluster { cluster_id: id };
    let id = desk.try_act(delete, "pay").await.unwrap();
    desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    let requests = desk.bench.sandbox.ocp_requests();
    assert!(requests.iter().filter(|request| request.has_login).all(|request| request.is_signed));
    assert_eq!((desk.changes().len(), desk.bench.sandbox.ocp_refused_attempts()), (4, 0));
}

#[tokio::test]
async fn what_a_call_has_changed_is_read_anew() {
    let desk = Desk::new().await;
    let address = async || {
        let request = OcpLookUpReq { connection_id: desk.connection_id.clone(), fresh: false };
        let all = desk.bench.console.obproxy_clusters(request).await.unwrap().clusters;
        all.into_iter().find(|cluster| cluster.id == SPARE).unwrap().address
    };
    assert_ne!(address().await, "10.9.9.9");
    let edit = ObproxyAction::EditAddress {
        cluster_id: SPARE.to_owned(),
        address: "10.9.9.9".to_owned(),
        port: String::new(),
    };
    desk.act(edit).await.1.until_state(StateKind::Succeeded).await;
    assert_eq!(address().await, "10.9.9.9");
}

#[tokio::test]
async fn an_obproxy_is_taken_over_with_its_password_which_nobody_sees() {
    const PASSWORD: &str = "AAbb11._canary-there";
    let desk = Desk::new().await;
    let password = Some(desk.bench.secret(PASSWORD).await);
    let (host_id, sql_port) = (STRAY_HOST.to_owned(), "2893".to_owned());
    let hosts = vec![TakenHost { host_id, sql_port, password }];
    let take_over = ObproxyAction::TakeOver { cluster_id: SPARE.to_owned(), hosts };
    let impact = desk.impact(&take_over).await;
    let planned: Value = serde_json::from_str(&impact.calls[0].body).unwrap();
    assert_eq!(planned["hosts"][0]["sqlPort"], json!(2893));
    assert!(planned["hosts"][0]["proxysysPasswd"].is_string() && !impact.calls[0].body.contains(PASSWORD));
    let (_, mut follower) = desk.act(take_over).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    assert!(!format!("{done:?}").contains(PASSWORD));
    let (.., sent) = desk.changes().remove(0);
    assert_eq!(sent["hosts"], json!([{"hostId": 3_000_014, "sqlPort": 2893, "proxysysPasswd": PASSWORD}]));
}

#[tokio::test]
async fn a_package_for_more_servers_is_judged_as_for_the_first() {
    let desk = Desk::new().await;
    let add = |package: &str| ObproxyAction::AddServers {
        cluster_id: OLD.to_owned(),
        host_ids: vec![FIRST_HOST.to_owned()],
        package: package.to_owned(),
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
    };
    let misfits = |impact: ObproxyImpact| -> Vec<(Verdict, String)> {
        let misfits = impact.findings.into_iter().filter(|it| it.code == ObproxyFindingCode::PackageMisfit);
        misfits.map(|it| (it.verdict, it.args["reason"].clone())).collect()
    };
    let old = misfits(desk.impact(&add("obproxy-3.2.12.2-2.el7.x86_64.rpm")).await);
    assert!(old.contains(&(Verdict::Fail, "packageBelowCluster".to_owned())), "{old:?}");
    let good = misfits(desk.impact(&add(PACKAGE)).await);
    assert_eq!(good, []);
}
