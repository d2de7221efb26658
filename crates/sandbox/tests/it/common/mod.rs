//! A tiny client of its own: plain sockets, RSA and AES, and nothing of the crate's inside.
#![allow(dead_code)]

pub mod ocp;
pub mod operations;
pub mod proxies;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};
use sandbox::{AgentTraits, ManualClock, Options, Sandbox};
use serde_json::{Value, json};
use time::UtcOffset;
use time::macros::datetime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const KEYS: [u8; 32] = [7; 32];
pub const ROOT: &str = "X-OCS-Header";
pub const AGENT: &str = "X-OCS-Agent-Header";
/// Later than any clock in these tests.
pub const LATER: &str = "4102444800";

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub text: String,
    pub json: Value,
}

impl Reply {
    pub fn data(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.text);
        &self.json["data"]
    }

    pub fn code(&self) -> &str {
        self.json["error"]["errCode"].as_str().unwrap_or_default()
    }

    pub fn trace(&self) -> &str {
        self.json["traceId"].as_str().unwrap()
    }
}

/// Sends bytes as they are; `None` when the connection breaks before an answer.
pub async fn raw(
    address: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let mut request = format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).unwrap();
    let (head, text) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().unwrap();
    let json = serde_json::from_str(text).unwrap_or(Value::Null);
    Some(Reply { status, head: head.to_owned(), text: text.to_owned(), json })
}

#[derive(Clone)]
pub struct Client {
    pub address: String,
    pub key: RsaPublicKey,
    pub header: &'static str,
    pub password: String,
    pub expiry: String,
}

impl Client {
    pub async fn of(address: &str) -> Self {
        let secret = raw(address, "GET", "/api/v1/secret", &[], "").await.unwrap();
        let text = secret.data()["public_key"].as_str().unwrap();
        let key = RsaPublicKey::from_pkcs1_der(&STANDARD.decode(text).unwrap()).unwrap();
        let address = address.to_owned();
        Self { address, key, header: ROOT, password: String::new(), expiry: LATER.to_owned() }
    }

    pub fn with(&self, header: &'static str, password: &str) -> Self {
        Self { header, password: password.to_owned(), ..self.clone() }
    }

    pub fn seal(&self, fields: &str) -> String {
        let mut sealed = Vec::new();
        for block in fields.as_bytes().chunks(self.key.size() - 11) {
            sealed.extend(self.key.encrypt(&mut rsa::rand_core::OsRng, Pkcs1v15Encrypt, block).unwrap());
        }
        STANDARD.encode(sealed)
    }

    pub async fn try_send(&self, method: &str, target: &str, body: Option<Value>) -> Option<Reply> {
        let keys = STANDARD.encode(KEYS);
        let fields = json!({"auth": self.password, "ts": self.expiry, "uri": target, "keys": keys});
        let header = self.seal(&fields.to_string());
        let body = body.map(|body| encrypt(&body.to_string())).unwrap_or_default();
        raw(&self.address, method, target, &[(self.header, &header)], &body).await
    }

    pub async fn send(&self, method: &str, target: &str, body: Option<Value>) -> Reply {
        self.try_send(method, target, body).await.expect("an answer")
    }

    pub async fn get(&self, target: &str) -> Reply {
        self.send("GET", target, None).await
    }

    pub async fn post(&self, target: &str, body: Value) -> Reply {
        self.send("POST", target, Some(body)).await
    }

    /// A post that can be built in a closure.
    pub async fn post_owned(&self, target: &'static str, body: Value) -> Reply {
        self.post(target, body).await
    }

    pub async fn dag(&self, id: &str) -> Value {
        self.get(&format!("/api/v1/task/dag/{id}")).await.data().clone()
    }

    pub async fn operate(&self, id: &str, operator: &str) -> Reply {
        self.post(&format!("/api/v1/task/dag/{id}"), json!({ "operator": operator })).await
    }
}

pub fn encrypt(plain: &str) -> String {
    let cipher = cbc::Encryptor::<aes::Aes128>::new_from_slices(&KEYS[..16], &KEYS[16..]).unwrap();
    STANDARD.encode(cipher.encrypt_padded_vec::<Pkcs7>(plain.as_bytes()))
}

/// A sandbox on any ports with a clock that stands still.
pub struct Bench {
    pub sandbox: Sandbox,
    pub clock: Arc<ManualClock>,
    pub addresses: Vec<String>,
}

pub fn options(agents: usize, clock: &Arc<ManualClock>) -> Options {
    Options {
        agents,
        listen: Some("127.0.0.1:0".parse().unwrap()),
        clock: clock.clone(),
        utc_offset: UtcOffset::from_hms(8, 0, 0).unwrap(),
        ..Options::default()
    }
}

pub fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(datetime!(2026-05-08 14:00 +8)))
}

impl Bench {
    pub async fn start(agents: usize) -> Self {
        Self::with(agents, |_| {}).await
    }

    pub async fn with(agents: usize, change: impl FnOnce(&mut Options)) -> Self {
        let clock = clock();
        let mut options = options(agents, &clock);
        change(&mut options);
        let sandbox = Sandbox::start(options).await.unwrap();
        let addresses = sandbox.addresses();
        Self { sandbox, clock, addresses }
    }

    pub fn seconds(&self, count: u64) {
        self.clock.advance(Duration::from_secs(count));
    }

    pub async fn client(&self, agent: usize) -> Client {
        Client::of(&self.addresses[agent]).await
    }

    pub fn info(&self, agent: usize) -> Value {
        let (ip, port) = self.addresses[agent].split_once(':').unwrap();
        json!({"ip": ip, "port": port.parse::<u16>().unwrap()})
    }

    /// Lets time pass until a DAG has ended, and returns it.
    pub async fn ended(&self, client: &Client, id: &str) -> Value {
        for _ in 0..2000 {
            let dag = client.dag(id).await;
            if ["SUCCEED", "FAILED"].contains(&dag["state"].as_str().unwrap()) {
                return dag;
            }
            self.seconds(1);
        }
        panic!("DAG {id} does not end");
    }

    /// Lets a request's DAG succeed.
    pub async fn done(&self, client: &Client, reply: Reply) -> Value {
        let id = reply.data()["id"].as_str().unwrap().to_owned();
        let dag = self.ended(client, &id).await;
        assert_eq!(dag["state"], "SUCCEED", "{dag:#}");
        dag
    }

    /// Joins every agent, one zone each, and gives agent `special` a data directory.
    pub async fn group(&self, cluster: &str, special: usize, data_dir: &str) -> Client {
        let master = self.client(0).await;
        for agent in 0..self.addresses.len() {
            let client = self.client(agent).await;
            let body = json!({"agentInfo": self.info(0), "zoneName": format!("zone{}", agent + 1)});
            let reply = client.post("/api/v1/agent/join", body).await;
            self.done(&master, reply).await;
        }
        for (agent, address) in self.addresses.iter().enumerate() {
            let dir = if agent == special { data_dir.to_owned() } else { format!("/data/{agent}") };
            let config = json!({"mysql_port": (2881 + agent * 10).to_string(), "rpc_port": (2882 + agent * 10).to_string(), "data_dir": dir});
            let scope = json!({"type": "SERVER", "target": [address]});
            let body = json!({"observerConfig": config, "scope": scope});
            let reply = master.post("/api/v1/observer/config", body).await;
            self.done(&master, reply).await;
        }
        let body = json!({"clusterId": 7, "clusterName": cluster, "rootPwd": "root#1"});
        let reply = master.post("/api/v1/obcluster/config", body).await;
        let id = reply.data()["id"].as_str().unwrap().to_owned();
        self.seconds(10);
        let master = master.with(ROOT, "root#1");
        assert_eq!(self.ended(&master, &id).await["state"], "SUCCEED");
        master
    }

    pub async fn init(&self, master: &Client) -> String {
        let reply = master.post("/api/v1/ob/init", json!({})).await;
        reply.data()["id"].as_str().unwrap().to_owned()
    }

    pub async fn until_stage(&self, client: &Client, id: &str, stage: u64) -> Value {
        for _ in 0..2000 {
            let dag = client.dag(id).await;
            if dag["stage"].as_u64().unwrap() >= stage {
                return dag;
            }
            self.seconds(1);
        }
        panic!("DAG {id} does not reach stage {stage}");
    }
}

pub fn traits(change: impl FnOnce(&mut AgentTraits)) -> AgentTraits {
    let mut traits = AgentTraits::default();
    change(&mut traits);
    traits
}
