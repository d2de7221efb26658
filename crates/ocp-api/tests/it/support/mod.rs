//! A server without manners: it says what it is told to, and remembers what it was asked.
#![allow(dead_code, reason = "not every test needs everything")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use ocp_api::{Client, Login, Options, SecretString};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

/// `admin:aaBB11##`.
pub const BASIC: &str = "Basic YWRtaW46YWFCQjExIyM=";

/// A request as it was on the wire.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }

    /// Method and target.
    pub fn call(&self) -> &str {
        self.line.trim_end_matches(" HTTP/1.1")
    }

    /// Null when there is no body.
    pub fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).unwrap() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.headers.iter().filter_map(|line| line.split_once(':'));
        pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

type Answerer = Arc<dyn Fn(&Asked) -> Vec<u8> + Send + Sync>;

pub struct Server {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers every request with `answer`; an empty one hangs up.
    pub fn start(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Server {
        Server::listen(None, Arc::new(answer))
    }

    pub fn start_https(
        config: ServerConfig,
        answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static,
    ) -> Server {
        Server::listen(Some(Arc::new(config)), Arc::new(answer))
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn http(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn https(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    pub fn client(&self) -> Client {
        Client::new(&self.http(), Options::default()).unwrap()
    }

    /// A client that is let in.
    pub fn user(&self) -> Client {
        let client = self.client();
        client.set_login(login("aaBB11##"));
        client
    }

    /// What was asked, as methods and targets.
    pub fn calls(&self) -> Vec<String> {
        self.asked().iter().map(|asked| asked.call().to_owned()).collect()
    }

    fn listen(config: Option<Arc<ServerConfig>>, answer: Answerer) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, seen, config) = (answer.clone(), seen.clone(), config.clone());
                let stream = stream.unwrap();
                std::thread::spawn(move || match config {
                    None => serve(stream, &answer, &seen),
                    Some(config) => {
                        let connection = ServerConnection::new(config).unwrap();
                        serve(StreamOwned::new(connection, stream), &answer, &seen);
                    }
                });
            }
        });
        Server { port, asked }
    }
}

fn serve(stream: impl Read + Write, answer: &Answerer, seen: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream);
    let Some(asked) = read(&mut reader) else { return };
    seen.lock().unwrap().push(asked.clone());
    let bytes = answer(&asked);
    let _ = reader.get_mut().write_all(&bytes);
    let _ = reader.get_mut().flush();
}

fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let line = lines.remove(0);
    let mut asked = Asked { line, headers: lines, body: Vec::new() };
    let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
    asked.body.resize(length, 0);
    reader.read_exact(&mut asked.body).ok()?;
    Some(asked)
}

/// Answers everything alike.
pub fn answering(bytes: Vec<u8>) -> (Server, Client) {
    let server = Server::start(move |_| bytes.clone());
    let client = server.user();
    (server, client)
}

/// As OCP answers, with `data` in its envelope.
pub fn data(data: &Value) -> Vec<u8> {
    let envelope = json!({"data": data, "successful": true, "status": 200, "duration": 82, "server": "a83ad33525",
        "timestamp": "2021-09-03T15:05:01.106+08:00", "traceId": "e874a2cead544112"});
    reply(200, &envelope.to_string())
}

/// As OCP refuses.
pub fn rejected(status: u16, error: &Value) -> Vec<u8> {
    let envelope = json!({"error": error, "successful": false, "status": status, "traceId": "t"});
    reply(status, &envelope.to_string())
}

/// A task that installs an OBProxy on a host.
pub fn task(id: i64, host: i64) -> Value {
    json!({"id": id, "name": "Add obproxy", "hostId": host, "status": "RUNNING", "operation": "EXECUTE",
        "creator": "admin", "subtasks": [], "type": "MANUAL"})
}

pub fn reply(status: u16, body: &str) -> Vec<u8> {
    reply_with(status, "", body)
}

/// `headers` end with a line break each.
pub fn reply_with(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

pub fn refused(code: &str) -> Vec<u8> {
    let error = format!(r#"{{"code":{code},"message":"Incorrect username or password"}}"#);
    reply(401, &format!(r#"{{"successful":false,"status":401,"traceId":"abc","error":{error}}}"#))
}

pub const INFO: &str = r#"{"successful":true,"status":200,"timestamp":"2021-08-25T14:30:27.27+08:00","traceId":"t","server":"a83ad33525",
    "data":{"name":"ocp-server","group":"com.oceanbase","artifact":"ocp-server-starter","buildVersion":"4.2.2-20240131164424",
    "buildTime":"2024-01-31T08:44:24Z","buildJavaVersion":"1.8.0","springBootVersion":"2.7.18"}}"#;

pub fn login(password: &str) -> Login {
    Login::basic("admin", SecretString::from(password))
}

/// A certificate authority and what it signs.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }

    /// A server's side, and its certificate in DER; with `clients` it asks for a certificate of ours.
    pub fn server(&self, name: &str, clients: bool) -> (ServerConfig, Vec<u8>) {
        let (certificate, key) = self.sign(name);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone());
        let builder = builder.with_safe_default_protocol_versions().unwrap();
        let builder = if clients {
            let mut roots = RootCertStore::empty();
            roots.add(self.0.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.unwrap())
        } else {
            builder.with_no_client_auth()
        };
        let der = certificate.der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        (builder.with_single_cert(vec![der.clone()], key).unwrap(), der.to_vec())
    }

    pub fn client(&self) -> ocp_api::ClientCertificate {
        let (certificate, key) = self.sign("client");
        let key_pem = SecretString::from(key.serialize_pem());
        ocp_api::ClientCertificate { certificates_pem: certificate.pem().into_bytes(), key_pem }
    }

    fn sign(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }
}

/// Whether anybody has connected to `listener`.
pub fn visited(listener: &TcpListener) -> bool {
    listener.set_nonblocking(true).unwrap();
    listener.accept().is_ok()
}
