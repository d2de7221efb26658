//! Hosts that an OBProxy may be installed on.

use ocp_api::{Error, HostAgentStatus, HostQuery, HostServiceKind, HostStatus, PageQuery};
use serde_json::{Value, json};

use crate::support::{Server, answering, data, reply};

fn host() -> Value {
    json!({
        "id": 7, "name": "h7", "alias": null, "operatingSystem": "Linux",
        "operatingSystemRelease": "3.10.0-327.ali2010.rc7.alios7.x86_64", "architecture": "x86_64",
        "innerIpAddress": "10.0.0.7", "sshPort": 22, "kind": "DEDICATED_PHYSICAL_MACHINE", "publishPorts": [],
        "services": [{"name": "proxy1", "version": "3.2.3", "type": "OB_PROXY", "softwarePackageId": 3},
            {"name": "x", "type": "NEW_KIND"}, null],
        "status": "ONLINE", "idcId": 1, "idcName": "idc1", "typeId": 2, "typeName": "docker",
        "regionId": "3", "regionName": "hangzhou", "hostAgentVersion": "3.1.1",
        "hostAgentStatus": "REINTSTALLING", "createTime": "2021-08-25T14:30:27+08:00", "vpcId": null,
    })
}

#[tokio::test]
async fn a_page_of_hosts_is_asked_for_and_read() {
    let page = json!({"totalElements": 41, "totalPages": 3, "number": 2, "size": 20});
    let bare = json!({"id": "9223372036854775807"});
    let list = json!({"contents": [host(), bare, {"name": "none"}], "page": page});
    let (server, client) = answering(data(&list));
    let query = HostQuery {
        page: PageQuery { page: 2, size: 20 },
        statuses: vec![HostStatus::Available, HostStatus::Online],
        keyword: "测 a".to_owned(),
    };
    let page = client.hosts(&query).await.unwrap();
    let expected = "keyword=%E6%B5%8B%20a&page=2&size=20&status=AVAILABLE%2CONLINE";
    assert_eq!(server.calls(), [format!("GET /api/v2/compute/hosts?{expected}")]);
    assert_eq!((page.number, page.pages, page.total, page.items.len()), (2, 3, 41, 2));
    let host = &page.items[0];
    assert_eq!((host.id, &*host.name, &*host.ip, host.ssh_port), (7, "h7", "10.0.0.7", Some(22)));
    assert_eq!((&host.status, &*host.alias, &*host.architecture), (&HostStatus::Online, "", "x86_64"));
    assert_eq!((host.idc.id, &*host.idc.name, host.region.id), (Some(1), "idc1", Some(3)));
    assert_eq!(host.agent_status, Some(HostAgentStatus::Reinstalling));
    let kinds: Vec<&HostServiceKind> = host.services.iter().map(|service| &service.kind).collect();
    assert_eq!(kinds, [&HostServiceKind::Obproxy, &HostServiceKind::Other("NEW_KIND".to_owned())]);
    let bare = &page.items[1];
    assert_eq!((bare.id, bare.agent_status.as_ref(), bare.services.len()), (i64::MAX, None, 0));
}

#[tokio::test]
async fn all_hosts_are_read_page_by_page() {
    let server = Server::start(|asked| {
        let first = asked.path().contains("page=1&");
        let page = json!({"totalElements": 2, "totalPages": 2});
        data(&json!({"contents": [{"id": if first { 1 } else { 2 }}], "page": page}))
    });
    let listing = server.user().all_hosts(&HostQuery::default()).await.unwrap();
    let ids: Vec<i64> = listing.items.iter().map(|host| host.id).collect();
    assert_eq!((ids, listing.complete), (vec![1, 2], true));
    let expected = ["page=1&size=500", "page=2&size=500"];
    assert_eq!(server.calls(), expected.map(|query| format!("GET /api/v2/compute/hosts?{query}")));
}

#[tokio::test]
async fn one_host_is_asked_for_by_its_id() {
    let (server, client) = answering(data(&host()));
    assert_eq!(client.host(7).await.unwrap().name, "h7");
    assert!(matches!(client.host(-7).await, Err(Error::Id { .. })));
    assert_eq!(server.calls(), ["GET /api/v2/compute/hosts/7"]);
}

#[tokio::test]
async fn what_is_no_list_is_no_page() {
    for body in ["okay", r#"{"successful":true}"#, r#"{"successful":true,"data":{"id":1}}"#, "<html></html>"]
    {
        let (_server, client) = answering(reply(200, body));
        let error = client.hosts(&HostQuery::default()).await.unwrap_err();
        assert!(matches!(error, Error::NotOcp { .. }), "{body}");
    }
}
