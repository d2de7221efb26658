//! A scripted agent that opens what it receives and writes everything down.
#![allow(dead_code, reason = "each test binary uses its part of it")]

pub mod gated;
mod opening;
pub mod proxy;
pub mod raw;
pub mod sink;
pub mod tap;
pub mod tls;

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obshell_api::{Address, Client, Clock, Credentials, Options};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPublicKey;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::{Barrier, Semaphore};

pub use opening::open_header;
use opening::{sealed, see};

/// Two keys, so that an agent can change its own.
pub static KEYS: LazyLock<[RsaPrivateKey; 2]> =
    LazyLock::new(|| [512, 1024].map(|bits| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits).unwrap()));

/// The last part of the code that refuses a root password.
pub const WRONG_ROOT: &str = "IncorrectOceanbasePassword";

/// Moment at which every test begins, in unix seconds.
pub const NOW: u64 = 1_800_000_000;

/// A clock that stands still.
pub struct Still;

impl Clock for Still {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// One request to a protected route, opened.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub header_name: &'static str,
    /// Which of the two keys opened the header.
    pub key: usize,
    pub header: Value,
    /// The body, if it is JSON.
    pub body: Option<Value>,
    /// The body as it was before it was encrypted.
    pub plain: Vec<u8>,
    pub content_type: Option<String>,
    pub content_length: Option<String>,
    pub trace_id: String,
}

pub struct World {
    pub key: usize,
    pub identity: &'static str,
    pub security: bool,
    /// Whether a header for the other key cannot be read, as a real agent could not.
    pub strict: bool,
    /// The agent's clock minus ours, in seconds.
    pub ahead: i64,
    /// Answers to protected routes, in order; then an empty success.
    pub script: VecDeque<Response<Body>>,
    pub seen: Vec<Seen>,
    /// Paths of requests to open routes.
    pub open: Vec<String>,
    pub all: usize,
    /// Requests that carried a credential, whether or not it could be opened.
    pub sealed: usize,
    /// The root password that protected routes demand when the script is at its end.
    pub password: Option<&'static str>,
    /// The answer to one request to a protected route without a header.
    pub bare: Option<Response<Body>>,
    /// Where requests to protected routes wait for each other, or for the test.
    pub meeting: Option<Arc<Barrier>>,
    /// The path of an open route that is never answered.
    pub silent: Option<&'static str>,
}

#[derive(Clone)]
pub struct Agent {
    pub address: Address,
    /// Grows with every request to a protected route, and with every one that is never answered.
    arrived: Arc<Semaphore>,
    world: Arc<Mutex<World>>,
}

impl Agent {
    pub async fn start(identity: &'static str, security: bool) -> Agent {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let world = World {
            key: 0,
            strict: false,
            identity,
            security,
            ahead: 0,
            script: VecDeque::new(),
            seen: Vec::new(),
            open: Vec::new(),
            all: 0,
            sealed: 0,
            password: None,
            bare: None,
            meeting: None,
            silent: None,
        };
        let agent =
            Agent { address, arrived: Arc::new(Semaphore::new(0)), world: Arc::new(Mutex::new(world)) };
        let app = Router::new().fallback(answer).with_state(agent.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        agent
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    pub fn will_answer(&self, response: Response<Body>) {
        self.world().script.push_back(response);
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.world().seen.clone()
    }

    /// Waits for the next request to a protected route, or for one that is never answered.
    pub async fn arrival(&self) {
        self.arrived.acquire().await.unwrap().forget();
    }

    fn respond(&self, parts: &Parts, body: Bytes) -> Response<Body> {
        let mut world = self.world();
        world.all += 1;
        let path = parts.uri.path();
        let sealed = sealed(&parts.headers).is_some();
        world.sealed += usize::from(sealed);
        if let Some(data) = open_data(path, world.identity, world.security, world.ahead, world.key) {
            assert!(!sealed, "an open route needs no credential");
            world.open.push(path.to_owned());
            return success(data);
        }
        let Some(seen) = see(parts, &body) else {
            return world.bare.take().unwrap_or_else(|| refusal(400, "Request.Header.NotFound", 0));
        };
        if world.strict && seen.key != world.key {
            return refusal(401, "Security.Authentication.Header.DecryptFailed", 1);
        }
        let wrong = world.password.is_some_and(|password| seen.header["Auth"] != password);
        world.seen.push(seen);
        let otherwise = || if wrong { unauthorized(WRONG_ROOT) } else { success(Value::Null) };
        world.script.pop_front().unwrap_or_else(otherwise)
    }

    pub fn client(&self, root: &str, candidate: &str, agent: &str) -> Client {
        let client = Client::new(self.address.clone(), options()).unwrap();
        client.set_credentials(credentials(root, candidate, agent));
        client
    }
}

pub fn options() -> Options {
    Options { clock: Arc::new(Still), ..Options::default() }
}

pub fn credentials(root: &str, candidate: &str, agent: &str) -> Credentials {
    let secret = |text: &str| Some(text.into()).filter(|_| !text.is_empty());
    Credentials { root: secret(root), candidate_root: secret(candidate), agent: secret(agent) }
}

pub fn success(data: Value) -> Response<Body> {
    reply(200, json!({"successful": true, "status": 200, "traceId": "theirs", "data": data}))
}

pub fn refusal(status: u16, err_code: &str, code: i64) -> Response<Body> {
    let error = json!({"code": code, "errCode": err_code, "message": "refused"});
    reply(status, json!({"successful": false, "status": status, "traceId": "theirs", "error": error}))
}

/// A refusal of the credential, by the last part of its code.
pub fn unauthorized(code: &str) -> Response<Body> {
    refusal(401, &format!("Security.Authentication.{code}"), 10008)
}

pub fn dag() -> Value {
    json!({"id": "22130706433028869", "dag_id": 1, "name": "Join self", "state": "READY", "operator": "RUN"})
}

/// `data` of the open routes, which need no credential.
pub fn open_data(path: &str, identity: &str, security: bool, ahead: i64, key: usize) -> Option<Value> {
    match path {
        "/api/v1/info" => Some(json!({"identity": identity, "security": security, "version": "4.5.0.0-0"})),
        "/api/v1/status" => Some(json!({"state": 2, "obState": 0, "agent": {"identity": identity}})),
        "/api/v1/time" => {
            let moment = OffsetDateTime::from_unix_timestamp(NOW as i64 + ahead).unwrap();
            Some(json!(moment.format(&Rfc3339).unwrap()))
        }
        "/api/v1/secret" => Some(json!({"public_key": public_key(key)})),
        _ => None,
    }
}

pub fn reply(status: u16, body: Value) -> Response<Body> {
    Response::builder().status(status).body(Body::from(body.to_string())).unwrap()
}

fn public_key(index: usize) -> String {
    STANDARD.encode(KEYS[index].to_public_key().to_pkcs1_der().unwrap().as_bytes())
}

async fn answer(State(agent): State<Agent>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let response = agent.respond(&parts, body);
    let open = parts.uri.path().to_owned();
    let (meeting, silent) = {
        let world = agent.world();
        (world.meeting.clone(), world.silent == Some(open.as_str()))
    };
    let protected = open_data(&open, "", false, 0, 0).is_none();
    if protected || silent {
        agent.arrived.add_permits(1);
    }
    if silent {
        return std::future::pending().await;
    }
    if let Some(meeting) = meeting.filter(|_| protected) {
        meeting.wait().await;
    }
    response
}
