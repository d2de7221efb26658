//! What stands at the other end, or in between, and hears every byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

/// The public key of the protocol's test vectors, as agents publish theirs.
const KEY: &str = "MIGJAoGBAM9nxklIZraaLAnlT/5qRBPxXu9WTYbgRSc/1p7++qBtcvvz26/TCejz2VboU8XIIfxln2RlULdG97A+32SskM3s24fqEFsB/1nNVUfyQ7TMkEn2bxrFQxG7Ya5aawLBFvYGFZlwd+LZP5Dw4vEO3ChH4/HiD5Ohuun7RZOYKzeXAgMBAAE=";

/// Something that answers as an agent does, and is none.
pub struct Liar {
    pub address: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Liar {
    /// One that says `info` of itself, given the address it listens on.
    pub async fn new(info: impl Fn(SocketAddr) -> Value) -> Liar {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (info, heard) = (info(address), Arc::new(Mutex::new(Vec::new())));
        let ear = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, info.clone(), ear.clone()));
            }
        });
        Liar { address: address.to_string(), heard }
    }

    /// The head of every request, in lower case.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// An HTTP proxy that counts what goes through it.
pub struct Proxy {
    pub address: String,
    relayed: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub async fn new() -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let relayed = Arc::new(Mutex::new(Vec::new()));
        let log = relayed.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(relay(stream, log.clone()));
            }
        });
        Proxy { address, relayed }
    }

    /// The first line of every request.
    pub fn relayed(&self) -> Vec<String> {
        self.relayed.lock().unwrap().clone()
    }
}

async fn answer(mut stream: TcpStream, info: Value, heard: Arc<Mutex<Vec<String>>>) {
    let Some(head) = head_of(&mut stream).await else { return };
    heard.lock().unwrap().push(head.to_lowercase());
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let now = time::OffsetDateTime::now_utc().format(&time::format_description::well_known::Rfc3339).unwrap();
    let data = match path.as_str() {
        "/api/v1/info" => info,
        "/api/v1/time" => json!(now),
        "/api/v1/secret" => json!({"ip": info["ip"], "port": info["port"], "public_key": KEY}),
        _ => json!({}),
    };
    let body = json!({
        "successful": true, "timestamp": now, "duration": 0, "status": 200, "traceId": "0", "data": data,
    });
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    // Whoever asked may have gone.
    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
}

async fn relay(mut stream: TcpStream, relayed: Arc<Mutex<Vec<String>>>) {
    let Some(head) = head_of(&mut stream).await else { return };
    let (first, rest) = head.split_once("\r\n").unwrap();
    relayed.lock().unwrap().push(first.to_owned());
    let mut words = first.split(' ');
    let (method, url) = (words.next().unwrap(), words.next().unwrap());
    let place = url.strip_prefix("http://").unwrap();
    let (host, path) = place.split_at(place.find('/').unwrap());
    let Ok(mut agent) = TcpStream::connect(host).await else { return };
    let head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n{rest}");
    if agent.write_all(head.as_bytes()).await.is_ok() {
        // Either side may hang up first.
        let _ = copy_bidirectional(&mut stream, &mut agent).await;
    }
}

async fn head_of(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).await.ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    String::from_utf8(head).ok()
}
