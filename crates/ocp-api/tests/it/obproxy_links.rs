//! The OB clusters that an OBProxy cluster leads to.

use ocp_api::{Error, LinkIds, LinksBody, ObLink, WireForm};
use serde_json::json;

use crate::support::{answering, reply};

const NO_DATA: &str = r#"{"successful":true,"status":200,"traceId":""}"#;

#[tokio::test]
async fn links_are_added_as_an_array_or_in_an_object() {
    let (server, client) = answering(reply(200, NO_DATA));
    let link = ObLink {
        cluster_name: "hooray".to_owned(),
        cluster_id: 1,
        ob_cluster_id: 1_000_001,
        username: "proxyro".to_owned(),
    };
    let object =
        WireForm { links_body: LinksBody::Object, link_ids: LinkIds::ObClusterIdOnly, ..WireForm::default() };
    for form in [WireForm::default(), object] {
        client.add_ob_links(5, std::slice::from_ref(&link), form).await.unwrap();
    }
    let asked = server.asked();
    let path = "POST /api/v2/obproxy/clusters/5/obLinks/batchAdd";
    assert!(asked.iter().all(|asked| asked.call() == path));
    let full =
        json!({"clusterName": "hooray", "clusterId": 1, "obClusterId": 1_000_001, "username": "proxyro"});
    assert_eq!(asked[0].json(), json!([full]));
    let short = json!({"clusterName": "hooray", "obClusterId": 1_000_001, "username": "proxyro"});
    assert_eq!(asked[1].json(), json!({"obLinks": [short]}));
}

#[tokio::test]
async fn a_link_is_removed_by_a_name_that_stays_in_its_place() {
    let (server, client) = answering(reply(200, NO_DATA));
    for name in ["hooray", "a/../b?c#d e", "集,群"] {
        client.remove_ob_link(5, name).await.unwrap();
    }
    for bad in ["", ".", ".."] {
        assert!(matches!(client.remove_ob_link(5, bad).await, Err(Error::Id { .. })), "{bad:?}");
    }
    let expected = ["hooray", "a%2F..%2Fb%3Fc%23d%20e", "%E9%9B%86%2C%E7%BE%A4"];
    let expected = expected.map(|name| format!("DELETE /api/v2/obproxy/clusters/5/obLinks/{name}"));
    assert_eq!(server.calls(), expected);
    assert!(server.asked().iter().all(|asked| asked.body.is_empty()));
}
