//! Every way to be turned away.

use crate::common::{AGENT, Bench, Client, KEYS, LATER, ROOT, Reply, encrypt, raw, traits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

const CONFIG: &str = "/api/v1/obcluster/config";

async fn header(client: &Client, target: &str, fields: &str, body: &str) -> Reply {
    let sealed = client.seal(fields);
    raw(&client.address, "POST", target, &[(ROOT, &sealed)], body).await.unwrap()
}

fn fields(uri: &str, keys: &[u8]) -> String {
    json!({"Auth": "", "Ts": LATER, "Uri": uri, "Keys": STANDARD.encode(keys)}).to_string()
}

#[tokio::test]
async fn headers() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await;
    let address = &client.address;
    let missing = raw(address, "POST", CONFIG, &[], "").await.unwrap();
    assert_eq!((missing.status, missing.code()), (400, "Request.Header.NotFound"));
    assert_eq!(missing.trace().len(), 16);

    let other = Bench::with(1, |options| options.seed = 2).await.client(0).await;
    let foreign = other.seal(&fields(CONFIG, &KEYS));
    let not_json = client.seal("no JSON");
    let number = client.seal(r#"{"Ts":5}"#);
    let keys = client.seal(r#"{"Keys":"***"}"#);
    for bad in ["***", "QUJD", &foreign, &not_json, &number, &keys] {
        // Open routes and routes that do not exist look at the header too.
        for target in [CONFIG, "/api/v1/info", "/api/v1/nowhere"] {
            let reply = raw(address, "GET", target, &[(ROOT, bad)], "").await.unwrap();
            assert_eq!(
                (reply.status, reply.code()),
                (401, "Security.Authentication.Header.DecryptFailed"),
                "{bad}"
            );
            assert_eq!((&reply.json["error"]["code"], reply.trace()), (&json!(1), ""));
            assert!(reply.head.contains("application/json; charset=utf-8"));
        }
    }
    let uri = header(&client, CONFIG, &fields("/api/v1/ob/init", &KEYS), "").await;
    assert_eq!((uri.status, uri.code()), (401, "Security.Authentication.Header.UriMismatch"));
    assert_eq!(uri.json["error"]["code"], 10008);
}

#[tokio::test]
async fn bodies() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await;
    let good = encrypt("{}");
    let cases = [
        (KEYS[..15].to_vec(), good.as_str(), "Request.Body.Decrypt.AES.KeyAndIv.Invalid"),
        (KEYS[..20].to_vec(), good.as_str(), "Common.Unexpected"),
        (KEYS.to_vec(), "AAAA", "Request.Body.Decrypt.AES.ContentLength.Invalid"),
        (KEYS.to_vec(), r#"{"clusterId":1}"#, "Common.Unexpected"),
    ];
    for (keys, body, code) in cases {
        let reply = header(&client, CONFIG, &fields(CONFIG, &keys), body).await;
        assert_eq!((reply.status, reply.code(), reply.trace()), (500, code, ""));
    }
    // Decrypted, but not JSON: authentication comes first, then binding.
    let reply = header(&client, CONFIG, &fields(CONFIG, &KEYS), &encrypt("hello")).await;
    assert_eq!((reply.status, reply.code()), (400, "Common.BindJsonFailed"));
    let wrong_type = json!({"observerConfig": {"mysql_port": 2881}, "scope": {"type": "GLOBAL"}});
    assert_eq!(client.post("/api/v1/observer/config", wrong_type).await.code(), "Common.BindJsonFailed");
    // An empty body counts as {}, so here the identity is what is wrong.
    assert_eq!(
        client.send("POST", "/api/v1/ob/init", None).await.code(),
        "Agent.Identify.NotSupportOperation"
    );
}

#[tokio::test]
async fn passwords() {
    let bench = Bench::with(2, |options| {
        options.traits.insert(0, traits(|t| t.agent_password = Some("secret".to_owned())));
        options.traits.insert(1, traits(|t| t.clock_skew = 90_000));
    })
    .await;
    let client = bench.client(0).await;
    let agents = "/api/v1/ob/agents";
    let code = async |client: &Client| client.get(agents).await.code().to_owned();
    let with_agent = client.with(AGENT, "secret");
    assert_eq!(code(&client).await, "Security.Authentication.WithAgentPassword");
    assert_eq!(code(&client.with(AGENT, "no")).await, "Security.Authentication.IncorrectAgentPassword");
    assert_eq!(with_agent.get(agents).await.status, 200);
    let late = Client { expiry: "1".to_owned(), ..with_agent.clone() };
    assert_eq!(code(&late).await, "Security.Authentication.Expired");
    let never = Client { expiry: "soon".to_owned(), ..with_agent.clone() };
    assert_eq!(code(&never).await, "Security.Authentication.Timestamp.Invalid");
    // Without a password nobody looks at the time; on a SINGLE agent without one at nothing at all.
    let open = bench.client(1).await;
    assert_eq!(
        Client { expiry: "1".to_owned(), ..open.with(ROOT, "whatever") }.get(agents).await.status,
        200
    );

    let old = client.with(AGENT, "no").post("/api/v1/agent/password", json!({"password": "x"})).await;
    assert_eq!(old.code(), "Security.Authentication.IncorrectAgentPassword");
    let set = with_agent.post("/api/v1/agent/password", json!({"password": "new"})).await;
    assert_eq!((set.status, set.json.get("data")), (200, None));
    assert_eq!(client.with(AGENT, "new").get(agents).await.status, 200);
    let empty = open.post("/api/v1/agent/password", json!({"password": ""})).await;
    assert_eq!(empty.code(), "Common.BindJsonFailed");

    let obproxy = format!("/api/v1/task/dag/4{:010}02886{}", 2_130_706_433_u32, 1);
    assert_eq!(open.get(&obproxy).await.code(), "Security.Authentication.WithAgentPassword");
    let reply = open.with(AGENT, "x").get(&obproxy).await;
    assert_eq!(reply.code(), "Security.Authentication.AgentPasswordNotInitialized");
}

#[tokio::test]
async fn a_master_and_a_follower_crash_over_their_first_agent_password_and_keep_it() {
    let bench = Bench::with(2, |options| {
        options.traits.insert(1, traits(|t| t.member = Some(sandbox::Membership::FollowerOf(0))));
    })
    .await;
    let follower = bench.client(1).await;
    let crash = follower.post("/api/v1/agent/password", json!({"password": "x"})).await;
    assert_eq!((crash.status, crash.code(), crash.trace()), (500, "Common.Unexpected", ""));
    let info = raw(&bench.addresses[1], "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!(info.data()["security"], true);

    let client = bench.client(0).await;
    let empty = client.post("/api/v1/agent/password", json!({"password": ""})).await;
    assert_eq!((empty.status, empty.code()), (500, "Common.Unexpected"));
    let info = raw(&bench.addresses[0], "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!(info.data()["security"], false);
    let crash = client.post("/api/v1/agent/password", json!({"password": "x"})).await;
    assert_eq!((crash.status, crash.code(), crash.trace()), (500, "Common.Unexpected", ""));
    let info = raw(&bench.addresses[0], "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!(info.data()["security"], true);
    let agents = "/api/v1/ob/agents";
    assert_eq!(client.get(agents).await.code(), "Security.Authentication.WithAgentPassword");
    assert_eq!(client.with(AGENT, "x").get(agents).await.status, 200);
    let again = client.with(AGENT, "x").post("/api/v1/agent/password", json!({"password": "y"})).await;
    assert_eq!((again.status, again.json.get("data")), (200, None));
}

#[tokio::test]
async fn a_master_changes_what_it_asks_for_in_mid_bootstrap() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await;
    let reply = client.post("/api/v1/agent/join", json!({"agentInfo": bench.info(0), "zoneName": "z"})).await;
    bench.done(&client, reply).await;
    let agents = "/api/v1/ob/agents";
    assert_eq!(client.with(AGENT, "x").get(agents).await.status, 200);
    client.post(CONFIG, json!({"clusterId": 1, "clusterName": "obc", "rootPwd": "root#1"})).await;
    assert_eq!(client.get(agents).await.status, 200);
    bench.seconds(5);
    assert_eq!(client.get(agents).await.code(), "Security.Authentication.IncorrectOceanbasePassword");
    assert_eq!(
        client.with(AGENT, "x").get(agents).await.code(),
        "Security.Authentication.WithOceanBasePassword"
    );
    assert_eq!(client.with(ROOT, "root#1").get(agents).await.status, 200);
}

#[tokio::test]
async fn configuration() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await;
    let reply = client.post("/api/v1/agent/join", json!({"agentInfo": bench.info(0), "zoneName": "z"})).await;
    bench.done(&client, reply).await;
    let observer = |config: serde_json::Value, scope: serde_json::Value| {
        client.post_owned("/api/v1/observer/config", json!({"observerConfig": config, "scope": scope}))
    };
    let global = json!({"type": "GLOBAL"});
    assert_eq!(observer(json!({}), global.clone()).await.code(), "Common.IllegalArgument");
    assert_eq!(observer(json!({"zone": "z"}), global.clone()).await.code(), "Common.IllegalArgument");
    let both = json!({"mysql_port": "1", "mysqlPort": "2"});
    assert_eq!(observer(both, global).await.code(), "Common.IllegalArgument");
    let one = json!({"cpu_count": "4"});
    assert_eq!(observer(one.clone(), json!({"type": "ALL"})).await.code(), "OB.Cluster.Scope.Invalid");
    let zone = json!({"type": "ZONE", "target": ["nowhere"]});
    assert_eq!(observer(one.clone(), zone).await.code(), "OB.Zone.NotExist");
    let server = json!({"type": "SERVER", "target": ["127.0.0.9:2886"]});
    assert_eq!(observer(one, server).await.code(), "Agent.NotExist");
    let id = client.post(CONFIG, json!({"clusterId": 0, "clusterName": "x"})).await;
    assert_eq!(id.code(), "OB.Cluster.Id.Invalid");
    let name = client.post(CONFIG, json!({"clusterId": 1, "clusterName": ""})).await;
    assert_eq!(name.code(), "OB.Cluster.Name.Empty");
}

#[tokio::test]
async fn addresses_and_traces() {
    let bench = Bench::start(1).await;
    let address = &bench.addresses[0];
    let ask = async |method: &str, target: &str| raw(address, method, target, &[], "").await.unwrap();
    let unknown = ask("GET", "/api/v1/nowhere").await;
    assert_eq!((unknown.status, unknown.code()), (404, "Common.NotFound"));
    assert_eq!(ask("PATCH", "/api/v1/info").await.status, 404);
    let slash = ask("GET", "/api/v1/info/").await;
    assert_eq!(slash.status, 301);
    assert!(slash.head.to_lowercase().contains("location: /api/v1/info\r\n"));
    assert_eq!(ask("POST", "/api/v1/status/").await.status, 307);
    assert!(ask("GET", "/login").await.text.contains("<html>"));

    assert_eq!(ask("GET", "/api/v1/status").await.trace(), "");
    assert_eq!(ask("GET", "/api/v1/status?x=1").await.trace().len(), 16);
    let given = [("X-OBSHELL-Trace-ID", "mine")];
    assert_eq!(raw(address, "GET", "/api/v1/time", &given, "").await.unwrap().trace(), "mine");
    assert!(ask("GET", "/api/v1/time").await.data().as_str().unwrap().ends_with("+08:00"));
}
