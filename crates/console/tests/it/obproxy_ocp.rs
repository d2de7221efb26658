//! What is done with OBProxy through an OCP, from the request to the end of its task.

use crate::common::obproxy::*;
use console::dto::*;
use sandbox::OcpRight;
use serde_json::{Value, json};

/// The request of OCP's own documents.
const EXAMPLE: &str = r#"{
    "obproxyInstallParam": {"hostIds": []},
    "obLinks": [{"clusterName": "hooray", "clusterId": 1, "username": "proxyro", "obClusterId": 1}],
    "name": "OBProxy001", "address": "foo.bar", "port": 2883, "workMode": "CONFIG_URL"
}"#;

#[tokio::test]
async fn a_cluster_is_created_on_its_hosts() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[FIRST_HOST, SECOND_HOST])).await;
    let plan = desk.plan(&draft).await;
    let planned: Value = serde_json::from_str(&plan.calls[0].body).unwrap();
    assert_eq!((plan.calls.len(), plan.steps.len(), plan.calls[0].deed), (1, 12, Some(ObproxyDeed::Create)));
    let id = desk.try_start(&draft).await.unwrap();
    let mut follower = desk.bench.follow(&id).await;
    let done = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    let head = &done.head;
    assert_eq!(
        (head.state.kind, head.system, head.kind),
        (StateKind::Succeeded, TaskSystem::Ocp, OperationKind::ObproxyCluster)
    );
    assert_eq!((head.deed, head.cluster_name.as_str(), head.total), (Some(ObproxyDeed::Create), "pay", 24));
    let path = "/api/v2/obproxy/clusters".to_owned();
    assert_eq!(desk.changes(), [("POST".to_owned(), path, planned.clone())]);
    assert_eq!(planned["obproxyInstallParam"]["exportPort"], planned["obproxyInstallParam"]["exporterPort"]);
    assert_eq!((&planned["parameters"], &planned["startupParameters"]), (&json!([]), &json!([])));
    assert_eq!(desk.clusters().await["pay"].servers_running, 2);
    let kept = desk.bench.console.load_obproxy_draft(DraftReq { id: draft.id }).await.unwrap();
    assert_eq!((kept.operation_id.as_deref(), kept.step), (Some(id.as_str()), ObproxyStep::Run));
    let call =
        desk.audit().await.into_iter().find(|entry| entry.call == "POST /api/v2/obproxy/clusters").unwrap();
    assert_eq!(call.outcome, AuditOutcome::Accepted);
}

#[tokio::test]
async fn an_empty_one_is_asked_for_as_in_the_documents() {
    let desk = Desk::new().await;
    let empty = OcpObproxyForm {
        address: "foo.bar".to_owned(),
        links: vec![link("hooray", "1", "1")],
        ..form("OBProxy001", &[])
    };
    let draft = desk.draft(empty).await;
    let plan = desk.plan(&draft).await;
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&plan.calls[0].body).unwrap(), example);
    let id = desk.try_start(&draft).await.unwrap();
    let done = desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    assert_eq!((done.head.total, desk.changes().remove(0).2), (2, example));
    let cluster = &desk.clusters().await["OBProxy001"];
    assert_eq!((cluster.servers, cluster.address.as_str()), (0, "foo.bar"));
}

#[tokio::test]
async fn a_failure_is_retried_and_a_rollback_is_no_success() {
    let desk = Desk::new().await;
    let (id, mut follower) = desk.create(form("no_nc_once", &[FIRST_HOST])).await;
    let failed = follower.until_state(StateKind::Failed).await;
    assert_eq!(failed.head.failure.as_ref().unwrap().step_name.as_deref(), Some("Check if command exists"));
    assert_eq!(resume_off(&failed), Some(ActionOff::TaskFailed));
    desk.operate(&id, "create", TaskOperator::Retry).await;
    follower.until_state(StateKind::Succeeded).await;

    let (id, mut follower) = desk.create(form("no_start", &[SECOND_HOST])).await;
    follower.until_state(StateKind::Failed).await;
    desk.operate(&id, "create", TaskOperator::Rollback).await;
    let undone = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert_eq!(
        (undone.head.state.kind, resume_off(&undone)),
        (StateKind::RolledBack, Some(ActionOff::Finished))
    );
    assert!(desk.resume(&id).await.is_err());
    assert!(!desk.clusters().await.contains_key("no_start"));
}

#[tokio::test]
async fn what_ocp_refuses_waits_for_the_user() {
    let desk = Desk::with(|options| options.ocp_traits.lacks = vec![OcpRight::ObproxyManager]).await;
    let (_, mut follower) = desk.create(form("pay", &[])).await;
    let refused = follower.until_state(StateKind::Failed).await;
    let error = refused.calls[0].head.error.as_ref().unwrap();
    assert_eq!(
        (error.agent_code.as_deref(), refused.calls[0].head.journal),
        (Some("IAM11000"), JournalState::Rejected)
    );
    assert_eq!((refused.head.ended_at, resume_off(&refused)), (None, None));
    // OCP does not say which right it is.
    assert_eq!((error.message.as_str(), error.detail.as_deref()), ("Access denied", Some("OBPROXY_MANAGER")));
}

#[tokio::test]
async fn a_guard_that_is_read_only_lets_nothing_out() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[])).await;
    let request = RaiseGuardReq { connection_id: desk.connection_id.clone(), level: GuardLevel::ReadOnly };
    desk.bench.console.raise_guard(request).await.unwrap();
    assert_eq!(desk.try_start(&draft).await.unwrap_err().code, ErrorCode::ReadOnly);
    let delete = ObproxyAction::DeleteCluster { cluster_id: SPARE.to_owned() };
    assert_eq!(desk.try_act(delete, "spare").await.unwrap_err().code, ErrorCode::ReadOnly);
    assert!(desk.changes().is_empty());
}

#[tokio::test]
async fn passwords_are_sent_and_shown_nowhere() {
    let desk = Desk::new().await;
    let proxyro = desk.bench.sandbox.ocp_proxyro_password().unwrap();
    let with = |name: &str, proxysys: SecretRef, proxyro: SecretRef| OcpObproxyForm {
        proxysys_password: Some(proxysys),
        proxyro_password: Some(proxyro),
        ..form(name, &[])
    };
    let secrets = (desk.bench.secret("AAbb11._canary").await, desk.bench.secret(&proxyro).await);
    let draft = desk.draft(with("pay", secrets.0, secrets.1)).await;
    let plan = desk.plan(&draft).await;
    let id = desk.try_start(&draft).await.unwrap();
    let done = desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    let sent = desk.changes().remove(0).2;
    assert_eq!((&sent["password"], &sent["proxyroPassword"]), (&json!("AAbb11._canary"), &json!(proxyro)));
    for shown in [&plan.calls[0].body, &done.calls[0].head.body] {
        let shown: Value = serde_json::from_str(shown).unwrap();
        assert!(shown["password"] == "••••••" && shown["proxyroPassword"] == "••••••", "{shown}");
    }
    let wrong = desk.bench.secret("another one").await;
    let proxysys = desk.bench.secret("AAbb11._canary").await;
    let (_, mut follower) = desk.create(with("second", proxysys, wrong)).await;
    let refused = follower.until_state(StateKind::Failed).await;
    assert_eq!(refused.calls[0].head.error.as_ref().unwrap().agent_code.as_deref(), Some("ODP21006"));
}
