//! An agent that takes one long body, as far as it likes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use obshell_api::Address;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::open_data;

/// What to do with the body of a request to a protected route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appetite {
    /// Take all of it and accept.
    All,
    /// Take all of it and never answer.
    AllInSilence,
    /// Take so many bytes and hang up.
    Bytes(u64),
    /// Take so many bytes and no more, but stay.
    BytesAndStay(u64),
}

#[derive(Clone)]
pub struct Sink {
    pub address: Address,
    /// Bytes of the body that have arrived.
    pub taken: Arc<AtomicU64>,
    /// Told when as much of the body has arrived as there is appetite for.
    pub full: Arc<Notify>,
    /// Told when the client has gone away in the middle of a body.
    pub left: Arc<Notify>,
    appetite: Appetite,
    on_part: Arc<dyn Fn(u64) + Send + Sync>,
}

impl Sink {
    /// `on_part` hears how many bytes of the body have arrived.
    pub async fn start(appetite: Appetite, on_part: impl Fn(u64) + Send + Sync + 'static) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let (taken, full, left, on_part) =
            (Arc::default(), Arc::default(), Arc::default(), Arc::new(on_part));
        let sink = Sink { address, taken, full, left, appetite, on_part };
        let server = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.serve(BufReader::new(stream)).await });
            }
        });
        sink
    }

    async fn serve(self, mut stream: BufReader<TcpStream>) -> Option<()> {
        let (path, headers) = head(&mut stream).await?;
        if let Some(data) = open_data(&path, "SINGLE", true, 0, 0) {
            return answer(&mut stream, data).await;
        }
        assert_eq!(headers.get("transfer-encoding"), None, "agents are told the length");
        let length: u64 = headers["content-length"].parse().unwrap();
        let limit = match self.appetite {
            Appetite::All | Appetite::AllInSilence => length,
            Appetite::Bytes(bytes) | Appetite::BytesAndStay(bytes) => bytes,
        };
        self.take(&mut stream, limit).await?;
        match self.appetite {
            Appetite::All => answer(&mut stream, json!({"PkgId": 1, "Name": "obproxy-ce"})).await,
            Appetite::AllInSilence => std::future::pending().await,
            Appetite::Bytes(_) => None,
            Appetite::BytesAndStay(_) => self.take(&mut stream, length).await,
        }
    }

    async fn take(&self, stream: &mut BufReader<TcpStream>, limit: u64) -> Option<()> {
        let mut part = vec![0; 64 * 1024];
        let mut taken = self.taken.load(Ordering::SeqCst);
        while taken < limit {
            let Ok(read @ 1..) = stream.read(&mut part).await else {
                self.left.notify_one();
                return None;
            };
            taken = self.taken.fetch_add(read as u64, Ordering::SeqCst) + read as u64;
            (self.on_part)(taken);
        }
        self.full.notify_one();
        Some(())
    }
}

async fn head(stream: &mut BufReader<TcpStream>) -> Option<(String, BTreeMap<String, String>)> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else { return Some((path, headers)) };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
}

async fn answer(stream: &mut BufReader<TcpStream>, data: Value) -> Option<()> {
    let body = json!({"successful": true, "status": 200, "data": data}).to_string();
    let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(format!("{head}{body}").as_bytes()).await.ok()
}
