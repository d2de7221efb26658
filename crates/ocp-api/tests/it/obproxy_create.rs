//! OBProxy clusters as they are created.

use ocp_api::{
    Advice, CreateObproxyCluster, Error, ExporterSpelling, LinkIds, ObLink, ObproxyInstall, ObproxyParameter,
    SecretString, WireForm, WorkMode,
};
use serde_json::{Value, json};

use crate::support::{answering, data, rejected, reply, task};

const ANSWER: &str = include_str!("../examples/create-obproxy-cluster.json");

/// The one of the documents' example.
fn example() -> CreateObproxyCluster {
    let link = ObLink {
        cluster_name: "hooray".to_owned(),
        cluster_id: 1,
        ob_cluster_id: 1,
        username: "proxyro".to_owned(),
    };
    CreateObproxyCluster {
        address: Some("foo.bar".to_owned()),
        port: Some(2883),
        links: vec![link],
        ..CreateObproxyCluster::named("OBProxy001", WorkMode::ConfigUrl)
    }
}

fn with_hosts() -> CreateObproxyCluster {
    let install = ObproxyInstall {
        host_ids: vec![1, 2],
        sql_port: 2883,
        exporter_port: 2884,
        rpc_port: None,
        package_file: "obproxy-1.9.1.1-1919579.el7.x86_64.rpm".to_owned(),
    };
    CreateObproxyCluster { install: Some(install), ..example() }
}

async fn sent(wanted: &CreateObproxyCluster, form: WireForm) -> Value {
    let (server, client) = answering(reply(200, ANSWER));
    client.create_obproxy_cluster(wanted, form).await.unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.call(), "POST /api/v2/obproxy/clusters");
    assert_eq!(asked.header("content-type"), Some("application/json"));
    asked.json()
}

#[tokio::test]
async fn the_documents_example_is_sent_as_it_is_there() {
    let expected = json!({
        "obproxyInstallParam": {"hostIds": []},
        "obLinks": [{"clusterName": "hooray", "clusterId": 1, "username": "proxyro", "obClusterId": 1}],
        "name": "OBProxy001", "address": "foo.bar", "port": 2883, "workMode": "CONFIG_URL",
    });
    let form = WireForm { omit_empty_parameters: true, ..WireForm::default() };
    assert_eq!(sent(&example(), form).await, expected);
    let mut without_hosts = with_hosts();
    without_hosts.install.as_mut().unwrap().host_ids.clear();
    assert_eq!(sent(&without_hosts, form).await, expected);
    let with_empty = sent(&example(), WireForm::default()).await;
    assert_eq!((&with_empty["startupParameters"], &with_empty["parameters"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn ports_and_ids_are_spelt_as_is_wanted() {
    let form = |exporter, link_ids| WireForm { exporter, link_ids, ..WireForm::default() };
    let cases = [
        (ExporterSpelling::Both, json!({"exporterPort": 2884, "exportPort": 2884})),
        (ExporterSpelling::ExporterPort, json!({"exporterPort": 2884})),
        (ExporterSpelling::ExportPort, json!({"exportPort": 2884})),
    ];
    for (exporter, mut expected) in cases {
        expected["hostIds"] = json!([1, 2]);
        expected["sqlPort"] = json!(2883);
        expected["version"] = json!("obproxy-1.9.1.1-1919579.el7.x86_64.rpm");
        let body = sent(&with_hosts(), form(exporter, LinkIds::ObClusterIdOnly)).await;
        assert_eq!(body["obproxyInstallParam"], expected);
        let link = json!({"clusterName": "hooray", "obClusterId": 1, "username": "proxyro"});
        assert_eq!(body["obLinks"], json!([link]));
    }
}

#[tokio::test]
async fn what_no_document_tells_of_is_sent_only_when_it_is_there() {
    let parameter = |name: &str| ObproxyParameter { name: name.to_owned(), value: "true".to_owned() };
    let mut wanted = with_hosts();
    wanted.startup_parameters = vec![parameter("skip_proxy_sys_private_check")];
    wanted.parameters = vec![parameter("enable_compression_protocol")];
    let plain = sent(&wanted, WireForm::default()).await;
    for name in ["password", "proxyroPassword", "installPath", "runPath", "runUser", "clientToken"] {
        assert_eq!(plain.get(name), None, "{name}");
    }
    let parameters = json!([{"name": "skip_proxy_sys_private_check", "value": "true"}]);
    assert_eq!(plain["startupParameters"], parameters);
    assert_eq!(plain["parameters"][0]["name"], "enable_compression_protocol");
    wanted.install.as_mut().unwrap().rpc_port = Some(2885);
    wanted.password = Some(SecretString::from("aaBB11##"));
    wanted.proxyro_password = Some(SecretString::from("ccDD22##"));
    wanted.install_path = Some("/opt/oceanbase/obproxy".to_owned());
    wanted.run_path = Some("/run".to_owned());
    wanted.run_user = Some("admin".to_owned());
    wanted.client_token = Some("12345678".to_owned());
    let body = sent(&wanted, WireForm::default()).await;
    assert_eq!(body["obproxyInstallParam"]["rpcPort"], 2885);
    assert_eq!((&body["password"], &body["proxyroPassword"]), (&json!("aaBB11##"), &json!("ccDD22##")));
    assert_eq!((&body["installPath"], &body["runPath"]), (&json!("/opt/oceanbase/obproxy"), &json!("/run")));
    assert_eq!((&body["runUser"], &body["clientToken"]), (&json!("admin"), &json!("12345678")));
    let said = format!("{wanted:?} {}", wanted.shown(WireForm::default()));
    assert!(!said.contains("aaBB11") && !said.contains("ccDD22") && said.contains("\"password\""), "{said}");
}

#[tokio::test]
async fn the_new_clusters_id_is_where_ocp_puts_it() {
    let created = |answer: Vec<u8>| async move {
        let (_server, client) = answering(answer);
        client.create_obproxy_cluster(&example(), WireForm::default()).await.unwrap()
    };
    let documented = created(reply(200, ANSWER)).await;
    assert_eq!((documented.task.unwrap().id.as_str(), documented.cluster_id), ("31257", None));
    let mut of_data = task(1, 0);
    of_data["obproxyClusterId"] = json!("5");
    assert_eq!(created(data(&of_data)).await.cluster_id, Some(5));
    let mut of_context = task(1, 0);
    of_context["context"] = json!({"stringMap": {"obproxy_cluster_id": "6"}});
    assert_eq!(created(data(&of_context)).await.cluster_id, Some(6));
    let silent = created(reply(200, r#"{"successful":true}"#)).await;
    assert_eq!((silent.task, silent.cluster_id), (None, None));
}

#[tokio::test]
async fn a_refusal_says_which_field_is_wrong() {
    let wrong = json!({"object": "p", "field": "name", "rejectedValue": "1", "message": "must be a letter"});
    let error = json!({"code": "COM10006", "message": "duplicate name", "subErrors": [wrong]});
    let (server, client) = answering(rejected(409, &error));
    let refused = client.create_obproxy_cluster(&example(), WireForm::default()).await.unwrap_err();
    assert!(!refused.outcome_unknown());
    let Error::Rejected(refused) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.advice(), Some(Advice::NameTaken));
    assert_eq!(
        (&*refused.sub_errors[0].field, &*refused.sub_errors[0].message),
        ("name", "must be a letter")
    );
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_leaves_open_whether_the_cluster_is_there() {
    let (server, client) = answering(Vec::new());
    let error = client.create_obproxy_cluster(&with_hosts(), WireForm::default()).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error:?}");
    assert_eq!(server.asked().len(), 1);
}
