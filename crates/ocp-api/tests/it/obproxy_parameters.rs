//! The parameters of OBProxies.

use ocp_api::{Advice, Error, ObproxyParameter, ParameterKind, ParameterQuery};
use serde_json::json;

use crate::support::{answering, data, rejected, reply, task};

#[tokio::test]
async fn the_catalogue_comes_bare_or_as_contents_and_in_two_spellings() {
    let parameter = json!({"id": 1, "name": "listen_port", "version": "1.9.1.1", "type": "INT",
        "allowedStringValues": null, "minValue": "1024", "maxValue": "65536", "defaultValue": "2883",
        "needRestart": true, "readonly": "true", "description": "d", "explanation": null});
    let other = json!({"name": "mode", "type": "NEW", "allowedStringValues": "a, b", "needReboot": true,
        "needRestart": null});
    let listed = json!({"name": "mode2", "type": "STRING", "allowedStringValues": ["a", "b"]});
    let list = json!([parameter, other, listed, {"id": 2}]);
    for answer in [json!({"contents": list}), list] {
        let (server, client) = answering(data(&answer));
        let query = ParameterQuery { version: "1.9.1.1".to_owned(), name: String::new() };
        let [port, mode, mode2] = &*client.obproxy_parameter_info(&query).await.unwrap() else { panic!() };
        assert_eq!(server.calls(), ["GET /api/v2/obproxy/parameterInfo?version=1.9.1.1"]);
        assert_eq!((&*port.name, &port.kind, &*port.default), ("listen_port", &ParameterKind::Int, "2883"));
        assert_eq!((&*port.min, &*port.max, &*port.explanation), ("1024", "65536", ""));
        assert!(port.needs_restart && port.is_read_only && port.allowed.is_empty());
        assert_eq!((&mode.kind, mode.needs_restart), (&ParameterKind::Other("NEW".to_owned()), true));
        assert!(!mode.is_read_only && !mode2.needs_restart);
        assert_eq!((&mode.allowed, &mode2.allowed), (&vec!["a".to_owned(), "b".to_owned()], &mode.allowed));
    }
}

#[tokio::test]
async fn values_say_which_servers_have_them() {
    let values = json!([{"value": "1", "obproxies": ["10.0.0.7", "10.0.0.8"]},
        {"value": "2", "obproxies": [{"id": 3, "ip": "10.0.0.9"}, null]}]);
    let parameter = json!({"name": "work_thread_num", "description": "d", "needReboot": true,
        "valueString": "1,2", "values": values});
    let list = json!([parameter, {"name": "x", "values": null}]);
    for answer in [json!({"contents": list}), list] {
        let (server, client) = answering(data(&answer));
        let parameters = client.obproxy_parameters(5).await.unwrap();
        assert_eq!(server.calls(), ["GET /api/v2/obproxy/clusters/5/parameters"]);
        let first = &parameters[0];
        assert_eq!((&*first.name, &*first.value, first.needs_restart), ("work_thread_num", "1,2", true));
        let servers: Vec<&[String]> = first.values.iter().map(|value| &*value.servers).collect();
        assert_eq!(servers, [&["10.0.0.7".to_owned(), "10.0.0.8".to_owned()][..], &["10.0.0.9".to_owned()]]);
        assert!(parameters[1].values.is_empty());
    }
}

#[tokio::test]
async fn values_are_set_in_one_call() {
    let values =
        ["1", "true"].map(|value| ObproxyParameter { name: "n".to_owned(), value: value.to_owned() });
    let (server, client) = answering(data(&task(9, 0)));
    assert_eq!(client.set_obproxy_parameters(5, &values).await.unwrap().unwrap().id, "9");
    let asked = &server.asked()[0];
    assert_eq!(asked.call(), "PUT /api/v2/obproxy/clusters/5/parameters");
    assert_eq!(asked.json(), json!([{"name": "n", "value": "1"}, {"name": "n", "value": "true"}]));
    let (_server, silent) = answering(reply(200, r#"{"successful":true}"#));
    assert_eq!(silent.set_obproxy_parameters(5, &values).await.unwrap(), None);
    let read_only = json!({"code": "ODP21105", "message": "read only"});
    let (_server, unwilling) = answering(rejected(400, &read_only));
    let Err(Error::Rejected(error)) = unwilling.set_obproxy_parameters(5, &values).await else { panic!() };
    assert_eq!(error.advice(), Some(Advice::ParameterReadOnly));
}
