//! Agents that say yes to everything and write down, opened, what they were told.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

static KEY: LazyLock<RsaPrivateKey> =
    LazyLock::new(|| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024).unwrap());

/// A request that changes something, opened.
#[derive(Clone, Debug)]
pub struct Told {
    /// `ip:port` of the agent that was told.
    pub agent: String,
    pub method: String,
    pub target: String,
    pub body: Value,
}

/// What all agents of a test were told, in order.
#[derive(Clone, Default)]
pub struct Record(Arc<Mutex<Vec<Told>>>);

#[derive(Clone)]
struct FakeAgent {
    address: String,
    port: u16,
    /// An agent password is set; any is right.
    secured: bool,
    /// `data` of the answers to what changes something, by path; a finished task where there is none.
    answers: Arc<BTreeMap<&'static str, Value>>,
    record: Record,
}

impl Record {
    /// Starts an agent and returns its address.
    pub async fn agent(&self, secured: bool, answers: BTreeMap<&'static str, Value>) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap();
        let (address, answers) = (own.to_string(), Arc::new(answers));
        let agent =
            FakeAgent { address: address.clone(), port: own.port(), secured, answers, record: self.clone() };
        let app = Router::new().fallback(answer).with_state(agent);
        tokio::spawn(async move { axum::serve(listener, app).await });
        address
    }

    pub fn told(&self) -> Vec<Told> {
        self.0.lock().unwrap().clone()
    }
}

async fn answer(
    State(agent): State<FakeAgent>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let target = uri.path_and_query().unwrap().as_str();
    let data = if method == Method::GET {
        agent.tell(uri.path())
    } else {
        let name = if agent.secured { "x-ocs-agent-header" } else { "x-ocs-header" };
        let header = open_header(headers[name].to_str().unwrap());
        assert_eq!(header["Uri"], target);
        let body = open_body(&header, &body);
        let (address, target) = (agent.address.clone(), target.to_owned());
        agent.record.0.lock().unwrap().push(Told {
            agent: address,
            method: method.to_string(),
            target,
            body,
        });
        Some(agent.answers.get(uri.path()).cloned().unwrap_or_else(finished))
    };
    let status = if data.is_some() { 200 } else { 404 };
    let error = json!({"errCode": "Task.NotFound", "message": "Task not found"});
    let mut envelope = json!({"successful": status == 200, "status": status, "traceId": "0000000000000000"});
    match data {
        Some(data) => envelope["data"] = data,
        None => envelope["error"] = error,
    }
    Response::builder().status(status).body(Body::from(envelope.to_string())).unwrap()
}

impl FakeAgent {
    /// `data` of a route that only reads.
    fn tell(&self, path: &str) -> Option<Value> {
        let der = KEY.to_public_key().to_pkcs1_der().unwrap();
        Some(match path {
            "/api/v1/info" => json!({
                "ip": "127.0.0.1", "port": self.port, "identity": "SINGLE", "version": "4.5.0.0-0",
                "obVersion": "4.3.5.1-101000042025031818", "architecture": "x86_64", "homePath": "/home/ob",
                "security": self.secured, "supportedAuth": ["v2"],
            }),
            "/api/v1/status" => json!({"state": 2, "obState": 0, "underMaintenance": false}),
            "/api/v1/time" => json!(OffsetDateTime::now_utc().format(&Rfc3339).unwrap()),
            "/api/v1/secret" => json!({"public_key": STANDARD.encode(der.as_bytes())}),
            "/api/v1/agent/host-info" => json!({"memoryInfo": {"total": "64G", "available": "48G"}}),
            path if path.starts_with("/api/v1/task/dag/2") => finished(),
            _ => return None,
        })
    }
}

fn finished() -> Value {
    json!({
        "id": "22130706433028861", "dag_id": 1, "name": "Anything", "stage": 1, "max_stage": 1,
        "maintenance_type": 2, "state": "SUCCEED", "operator": "RUN", "nodes": null,
    })
}

fn open_header(sealed: &str) -> Value {
    let cipher = STANDARD.decode(sealed).unwrap();
    let open = |block: &[u8]| KEY.decrypt(Pkcs1v15Encrypt, block).unwrap();
    let plain: Vec<u8> = cipher.chunks(KEY.size()).flat_map(open).collect();
    serde_json::from_slice(&plain).unwrap()
}

fn open_body(header: &Value, sealed: &[u8]) -> Value {
    let keys = STANDARD.decode(header["Keys"].as_str().unwrap()).unwrap();
    let cipher = cbc::Decryptor::<Aes128>::new_from_slices(&keys[..16], &keys[16..]).unwrap();
    let mut text = STANDARD.decode(sealed).unwrap();
    serde_json::from_slice(cipher.decrypt_padded::<Pkcs7>(&mut text).unwrap()).unwrap()
}
