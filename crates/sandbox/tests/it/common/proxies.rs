//! OBProxies beside a cluster that is up.

use sandbox::InitialisedCluster;
use serde_json::{Value, json};

use super::{AGENT, Bench, Client, KEYS, Reply, encrypt, raw, traits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub const PATH: &str = "/api/v1/obproxy";
pub const PACKAGE: &str = "/api/v1/obproxy/package";

/// A cluster of two with one agent beside it, and one agent password for all.
pub async fn bench(change: impl FnOnce(&mut sandbox::Options)) -> Bench {
    Bench::with(3, |options| {
        let (name, root_password) = ("obc".to_owned(), "root#1".to_owned());
        options.cluster =
            Some(InitialisedCluster { name, root_password, spare: 1, ..InitialisedCluster::default() });
        for agent in 0..3 {
            let own = traits(|traits| traits.agent_password = Some("4gent".to_owned()));
            options.traits.insert(agent, own);
        }
        change(options);
    })
    .await
}

pub async fn client(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(AGENT, "4gent")
}

/// Where the SQL of a server is, as a list of servers has it.
pub fn sql(bench: &Bench, agent: usize) -> String {
    let (ip, _) = bench.addresses[agent].split_once(':').unwrap();
    format!("{ip}:{}", 2881 + 10 * agent)
}

pub fn at_home(home: &str) -> Value {
    json!({"home_path": home, "proxyro_password": "proxyr0"})
}

/// Adds an OBProxy and lets its task end.
pub async fn added(bench: &Bench, client: &Client, home: &str) -> Value {
    let reply = client.post(PATH, at_home(home)).await;
    bench.done(client, reply).await
}

pub async fn is_managed(client: &Client) -> bool {
    let info = raw(&client.address, "GET", "/api/v1/info", &[], "").await.unwrap();
    info.data()["isObproxyAgent"].as_bool().unwrap()
}

pub fn names(dag: &Value) -> Vec<&str> {
    dag["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

pub fn form(name: &str, content: &str) -> String {
    let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
    format!("--xyz\r\n{head}\r\n\r\n{content}\r\n--xyz--\r\n")
}

pub async fn upload(client: &Client, form: &str) -> Reply {
    let keys = STANDARD.encode(KEYS);
    let fields = json!({"auth": client.password, "ts": client.expiry, "uri": PACKAGE, "keys": keys});
    let header = client.seal(&fields.to_string());
    let headers = [(client.header, header.as_str()), ("Content-Type", "multipart/form-data; boundary=xyz")];
    raw(&client.address, "POST", PACKAGE, &headers, &encrypt(form)).await.unwrap()
}
