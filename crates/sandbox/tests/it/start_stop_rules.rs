//! What a start or stop is refused for, in order.

use crate::common::operations::{Cluster, servers, start, stop, texts, zones};
use crate::common::{Bench, Client, ROOT, traits};
use sandbox::Membership;
use serde_json::{Value, json};

const CHECK: &str = "/api/v1/ob/zone/zone1/stop/check";

async fn refused(client: &Client, path: &str, body: Value) -> (u16, String) {
    let reply = client.post(path, body).await;
    (reply.status, reply.code().to_owned())
}

fn because(code: &str) -> (u16, String) {
    (400, code.to_owned())
}

#[tokio::test]
async fn scopes_that_name_nothing() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let cases = [
        (json!({}), "OB.Cluster.Scope.Invalid"),
        (json!({"scope": {"type": "ALL"}}), "OB.Cluster.Scope.Invalid"),
        (json!({"scope": {"type": "ZONE"}}), "Common.IllegalArgument"),
        (json!({"scope": {"type": "SERVER", "target": []}}), "Common.IllegalArgument"),
        (json!({"scope": {"type": "ZONE", "target": ["zone1", "zone9"]}}), "OB.Zone.NotExist"),
        (json!({"scope": {"type": "SERVER", "target": ["127.0.0.9:2886"]}}), "Agent.NotExist"),
        (json!({"scope": {"type": "SERVER", "target": ["ob1"]}}), "Common.InvalidAddress"),
        (json!({"scope": {"type": "SERVER", "target": [1]}}), "Common.BindJsonFailed"),
        (json!({"scope": {"type": "GLOBAL"}, "forcePassDag": {"id": "1"}}), "Common.BindJsonFailed"),
    ];
    for (body, code) in cases {
        for path in [start(), stop()] {
            assert_eq!(refused(&client, path, body.clone()).await, because(code), "{path} {body}");
        }
    }
    let force = json!({"scope": {"type": "GLOBAL"}, "force": "yes"});
    assert_eq!(refused(&client, stop(), force).await, because("Common.BindJsonFailed"));
    assert!(cluster.root(0).await.get("/api/v1/task/dag/unfinish").await.data()["contents"].is_null());
}

#[tokio::test]
async fn modes_that_do_not_fit() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let global = json!({"scope": {"type": "GLOBAL"}});
    assert_eq!(refused(&client, stop(), global).await, because("OB.Cluster.ForceStopOrTerminateRequired"));
    let both = |scope: Value| json!({"scope": scope, "force": true, "terminate": true});
    let conflict = because("OB.Cluster.StopModeConflict");
    assert_eq!(refused(&client, stop(), both(json!({"type": "GLOBAL"}))).await, conflict);

    // An agent without its observer can only end processes of servers.
    let own = json!({"type": "SERVER", "target": [cluster.bench.addresses[0]]});
    let zone = json!({"type": "ZONE", "target": ["zone1"]});
    cluster.servers(&client, stop(), &[0], json!({"force": true})).await;
    assert_eq!(refused(&client, stop(), both(zone.clone())).await, conflict, "comes first");
    let required = because("OB.Cluster.ForceStopRequired");
    for body in [
        json!({"scope": own}),
        json!({"scope": own, "terminate": true}),
        json!({"scope": {"type": "GLOBAL"}, "terminate": true}),
        json!({"scope": zone}),
        json!({"scope": zone, "force": true}),
    ] {
        assert_eq!(refused(&client, stop(), body.clone()).await, required, "{body}");
    }
    cluster.done(&client, stop(), json!({"scope": own, "force": true})).await;
}

#[tokio::test]
async fn one_zone_at_a_time_when_sql_is_asked() {
    let cluster = Cluster::of(6, 3).await;
    let client = cluster.root(0).await;
    let several = because("OB.Server.StoppedInMultiZone");
    let named = |servers: &[usize]| {
        let targets: Vec<&String> = servers.iter().map(|i| &cluster.bench.addresses[*i]).collect();
        json!({"scope": {"type": "SERVER", "target": targets}})
    };
    let zones = |names: &[&str]| json!({"scope": {"type": "ZONE", "target": names}});
    assert_eq!(refused(&client, stop(), named(&[1, 2])).await, several);
    assert_eq!(refused(&client, stop(), zones(&["zone1", "zone2"])).await, several);
    cluster.done(&client, stop(), named(&[1, 4])).await;
    assert_eq!(refused(&client, stop(), named(&[2])).await, several, "a server of zone2 is stopped");
    assert_eq!(refused(&client, stop(), zones(&["zone3"])).await, several);
    assert_eq!(refused(&client, "/api/v1/ob/zone/zone3/stop", json!({})).await, several);
    assert_eq!(refused(&client, CHECK, json!({})).await, several);
    // The zone itself, and what asks no SQL, is another matter.
    cluster.done(&client, stop(), zones(&["zone2"])).await;
    cluster.done(&client, start(), named(&[1, 4])).await;
    assert_eq!(refused(&client, stop(), named(&[2])).await, several, "the zone is still stopped");
    let mut ended = named(&[2]);
    ended["force"] = true.into();
    cluster.done(&client, stop(), ended).await;
}

#[tokio::test]
async fn a_check_says_whether_a_zone_could_be_stopped() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let reply = client.post(CHECK, json!({})).await;
    assert_eq!((reply.status, reply.json.get("data")), (200, None));
    for path in ["/api/v1/ob/zone/zone9/stop/check", "/api/v1/ob/zone/zone9/stop"] {
        assert_eq!(refused(&client, path, json!({})).await, because("OB.Zone.NotExist"));
    }
    let wrong = json!({"freeze_server": 1});
    assert_eq!(refused(&client, CHECK, wrong).await, because("Common.BindJsonFailed"));
    cluster.servers(&client, stop(), &[0], json!({"force": true})).await;
    assert_eq!(refused(&client, CHECK, json!({})).await, (500, "Agent.OceanBase.NotHold".to_owned()));
    // For the stop itself the agent asks another one.
    let sql = "/api/v1/ob/zone/zone1/stop";
    let dag = cluster.done(&client, sql, json!({})).await;
    assert_eq!(dag["nodes"][2]["name"], "Execute stop sql");
    let info = cluster.root(1).await.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING"; 3], "who has no observer has nobody to tell");
    cluster.servers(&client, start(), &[0], json!({})).await;
    cluster.servers(&client, stop(), &[0, 1, 2], json!({"force": true})).await;
    assert_eq!(refused(&client, sql, json!({})).await, (500, "Agent.OceanBase.NotHold".to_owned()));
}

#[tokio::test]
async fn before_there_is_a_cluster() {
    let bench = Bench::with(3, |options| {
        options.traits.insert(0, traits(|traits| traits.member = Some(Membership::Master)));
        options.traits.insert(1, traits(|traits| traits.member = Some(Membership::FollowerOf(0))));
    })
    .await;
    let identity = "Agent.Identify.NotSupportOperation";
    let global = json!({"scope": {"type": "GLOBAL"}, "force": true});
    for (agent, is) in [(0, "MASTER"), (1, "MASTER"), (2, "SINGLE")] {
        let client = bench.client(agent).await;
        assert_eq!(refused(&client, start(), global.clone()).await, because("OB.Cluster.NotInitialized"));
        let reply = client.post(stop(), global.clone()).await;
        assert_eq!((reply.status, reply.code()), (400, identity));
        let message = reply.json["error"]["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("'{is}', instead of 'CLUSTER AGENT'")),
            "a follower relays: {message}"
        );
        assert_eq!(refused(&client, CHECK, json!({})).await, because(identity));
        assert_eq!(refused(&client, "/api/v1/ob/zone/z/stop", json!({})).await, because(identity));
        let zone = json!({"scope": {"type": "ZONE", "target": ["nowhere"]}});
        assert_eq!(
            refused(&client, start(), zone).await,
            because("OB.Zone.NotExist"),
            "the scope comes first"
        );
    }
}

#[tokio::test]
async fn an_agent_that_cannot_tell_whether_its_observer_ran_says_nothing() {
    let cluster = Cluster::failing(1, &["/data/no-marker", "/data/2"]).await;
    let client = cluster.root(0).await;
    let global = json!({"scope": {"type": "GLOBAL"}});
    let reply = client.post(start(), global.clone()).await;
    assert_eq!((reply.status, &reply.json["successful"], reply.json.get("data")), (200, &json!(true), None));
    cluster.done(&cluster.root(1).await, start(), global).await;
}

#[tokio::test]
async fn a_wrong_password_starts_nothing() {
    let cluster = Cluster::of(1, 1).await;
    let client = cluster.root(0).await.with(ROOT, "wrong");
    for path in [start(), stop(), CHECK] {
        assert_eq!(client.post(path, json!({"scope": {"type": "GLOBAL"}, "force": true})).await.status, 401);
    }
    let info = cluster.root(0).await.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING"]);
}
