//! Hosts, packages and clusters of the practice OCP.

use crate::common::ocp::{ask, bench, each, get, refusal, refused};
use sandbox::{OcpRight, OcpTraits};
use serde_json::{Value, json};

const HOSTS: &str = "/api/v2/compute/hosts";
const PACKAGES: &str = "/api/v2/software-packages";
const OB_CLUSTERS: &str = "/api/v2/ob/clusters";

#[tokio::test]
async fn there_are_hosts_of_every_kind() {
    let bench = bench(|_| {}).await;
    let page = get(&bench, HOSTS).await;
    let seen: Vec<(&str, &str, &str)> = page["contents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|host| {
            let text = |name: &str| host[name].as_str().unwrap();
            (text("name"), text("architecture"), text("status"))
        })
        .collect();
    let expected = [
        ("proxy-sh-01", "x86_64", "AVAILABLE"),
        ("proxy-sh-02", "x86_64", "AVAILABLE"),
        ("proxy-hz-01", "x86_64", "AVAILABLE"),
        ("ob-trade-07", "x86_64", "ONLINE"),
        ("proxy-sh-03", "x86_64", "ONLINE"),
        ("proxy-arm-01", "aarch64", "AVAILABLE"),
        ("proxy-hz-02", "x86_64", "OFFLINE"),
        ("new-host-11", "x86_64", "NEW"),
    ];
    assert_eq!(seen, expected);
    assert_eq!(page["contents"][4]["services"][0]["name"], "trade_old");
    assert_eq!(page["contents"][7]["hostAgentStatus"], Value::Null);
    let one = get(&bench, &format!("{HOSTS}/{}", page["contents"][3]["id"])).await;
    assert_eq!(one["services"][0]["type"], "OB_CLUSTER");
    let missing = ask(&bench, "GET", &format!("{HOSTS}/1"), None).await;
    assert_eq!(refusal(&missing), refused(404, "COM10002"));
}

#[tokio::test]
async fn hosts_are_filtered_and_sorted() {
    let bench = bench(|_| {}).await;
    for (query, names) in [
        ("status=OFFLINE%2CNEW", vec!["proxy-hz-02", "new-host-11"]),
        ("keyword=10.10.20", vec!["ob-trade-07"]),
        ("keyword=trade_old", vec!["proxy-sh-03", "proxy-hz-02"]),
        ("includedServiceType=OB_CLUSTER", vec!["ob-trade-07"]),
        (
            "includedServiceType=OB_CLUSTER%2COB_PROXY&sort=name%2Casc",
            vec!["ob-trade-07", "proxy-hz-02", "proxy-sh-03"],
        ),
        ("excludedServiceType=OB_PROXY&status=ONLINE", vec!["ob-trade-07"]),
        ("status=AVAILABLE&size=2&page=2&sort=id%2Cdesc", vec!["proxy-sh-02", "proxy-sh-01"]),
    ] {
        assert_eq!(each(&get(&bench, &format!("{HOSTS}?{query}")).await, "name"), names, "{query}");
    }
}

#[tokio::test]
async fn pages_have_limits_and_lists_their_fields() {
    let traits = OcpTraits { hosts: 4_500, ..OcpTraits::default() };
    let bench = bench(|options| options.ocp_traits = traits).await;
    let last = get(&bench, &format!("{HOSTS}?size=2000&page=3")).await;
    assert_eq!(last["contents"].as_array().unwrap().len(), 500);
    assert_eq!(last["page"], json!({"totalElements": 4500, "totalPages": 3, "number": 3, "size": 2000}));
    for (query, code) in [
        ("size=2001", "COM10001"),
        ("page=0", "COM10001"),
        ("sort=serialNumber%2Casc", "COM10011"),
        ("sort=id%2Cup", "COM10011"),
    ] {
        let reply = ask(&bench, "GET", &format!("{HOSTS}?{query}"), None).await;
        assert_eq!(refusal(&reply), refused(400, code), "{query}");
    }
    let failing = get(&bench, &format!("{HOSTS}?keyword=no-nc")).await;
    assert_eq!(each(&failing, "name"), ["no-nc-09"]);
}

#[tokio::test]
async fn packages_say_what_they_are_for() {
    let bench = bench(|_| {}).await;
    let page = get(&bench, &format!("{PACKAGES}?type=OBPROXY_INSTALL_PACKAGE&architecture=x86_64")).await;
    let expected = [
        "obproxy-4.3.2.0-26.el7.x86_64.rpm",
        "obproxy-4.2.3.0-3.el7.x86_64.rpm",
        "obproxy-4.1.0.0-7.el7.x86_64.rpm",
        "obproxy-3.2.12.2-2.el7.x86_64.rpm",
    ];
    assert_eq!(each(&page, "fileName"), expected);
    assert_eq!(
        (&page["contents"][0]["buildNumber"], &page["contents"][0]["operatingSystem"]),
        (&json!("26"), &json!("el7"))
    );
    assert_eq!(each(&get(&bench, &format!("{PACKAGES}?keyword=aarch")).await, "version"), ["4.3.2.0"]);
    assert_eq!(
        get(&bench, &format!("{PACKAGES}?version=4.2.3.0%2C4.1.0.0")).await["page"]["totalElements"],
        2
    );
    let server = get(&bench, &format!("{PACKAGES}?type=OB_SERVER_INSTALL_PACKAGE")).await;
    assert_eq!(each(&server, "name"), ["oceanbase"]);
    assert_eq!(get(&bench, &format!("{PACKAGES}/21")).await["name"], "obproxy");
}

#[tokio::test]
async fn clusters_of_one_name_have_other_numbers() {
    let bench = bench(|_| {}).await;
    let page = get(&bench, &format!("{OB_CLUSTERS}?name=TRADE&sort=id%2Casc")).await;
    assert_eq!(each(&page, "obClusterId"), [1001, 2002]);
    let standby = &page["contents"][0]["standbyClusters"][0];
    assert_eq!((&standby["obClusterId"], &standby["type"]), (&json!(1101), &json!("STANDBY")));
    assert!(page["contents"].as_array().unwrap().iter().all(|one| one["id"] != one["obClusterId"]));
    let away = get(&bench, &format!("{OB_CLUSTERS}?status=STOPPED%2CUNAVAILABLE")).await;
    assert_eq!(each(&away, "name"), ["orders", "audit"]);
    assert_eq!(get(&bench, &format!("{OB_CLUSTERS}/1000003")).await["name"], "trade");
}

#[tokio::test]
async fn shapes_differ_between_releases() {
    let traits = OcpTraits {
        says_full_version: true,
        says_total_page: true,
        bare_lists: true,
        packages: 30,
        ob_clusters: 40,
        obproxy_clusters: 50,
        ..OcpTraits::default()
    };
    let bench = bench(|options| options.ocp_traits = traits).await;
    let page = get(&bench, &format!("{OB_CLUSTERS}?name=trade")).await;
    assert_eq!(
        (&page["contents"][0]["fullVersion"], &page["contents"][0]["obVersion"]),
        (&json!("4.2.1.8"), &Value::Null)
    );
    assert_eq!(
        get(&bench, PACKAGES).await["page"],
        json!({"totalElements": 30, "totalPage": 3, "number": 1, "size": 10})
    );
    assert_eq!(get(&bench, OB_CLUSTERS).await["page"]["totalElements"], 40);
    assert_eq!(get(&bench, "/api/v2/obproxy/clusters").await["page"]["totalElements"], 50);
    assert!(get(&bench, "/api/v2/obproxy/parameterInfo").await.is_array());
}

#[tokio::test]
async fn every_missing_right_denies_what_needs_it() {
    let all =
        [OcpRight::HostViewer, OcpRight::PackageViewer, OcpRight::ClusterViewer, OcpRight::ObproxyManager];
    let traits = OcpTraits { lacks: all.to_vec(), ..OcpTraits::default() };
    let bench = bench(|options| options.ocp_traits = traits).await;
    for (method, target) in [
        ("GET", HOSTS),
        ("GET", PACKAGES),
        ("GET", OB_CLUSTERS),
        ("POST", "/api/v2/obproxy/clusters"),
        ("DELETE", "/api/v2/obproxy/clusters/3"),
    ] {
        let reply = ask(&bench, method, target, None).await;
        assert_eq!(refusal(&reply), refused(403, "IAM11000"), "{target}");
        assert_eq!(reply.json["error"]["message"], "Access denied");
    }
    assert_eq!(ask(&bench, "GET", "/api/v2/obproxy/clusters", None).await.status, 200);
}
