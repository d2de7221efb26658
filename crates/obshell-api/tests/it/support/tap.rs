//! The wire between a client and its agent, written down.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obshell_api::Address;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};

use super::open_header;

pub struct Tap {
    /// Where the agent seems to be.
    pub address: Address,
    wires: Arc<Mutex<Vec<Wire>>>,
}

/// What clients sent over one connection.
type Wire = Arc<Mutex<Vec<u8>>>;

impl Tap {
    pub async fn before(agent: &Address) -> Tap {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let (agent, wires) = (agent.to_string(), Arc::<Mutex<Vec<Wire>>>::default());
        let tap = Tap { address, wires: wires.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (wire, agent) = (Wire::default(), TcpStream::connect(&agent).await.unwrap());
                wires.lock().unwrap().push(wire.clone());
                let ((from_client, mut to_client), (mut from_agent, to_agent)) =
                    (client.into_split(), agent.into_split());
                tokio::spawn(record(from_client, to_agent, wire));
                tokio::spawn(async move { copy(&mut from_agent, &mut to_client).await });
            }
        });
        tap
    }

    /// Every encrypted header that was sent: the key it was sealed for, and what it says.
    pub fn headers(&self) -> Vec<(usize, Value)> {
        let wires = self.wires.lock().unwrap();
        let texts = wires.iter().map(|wire| String::from_utf8(wire.lock().unwrap().clone()).unwrap());
        let lines: Vec<String> =
            texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let values = lines.iter().filter_map(|line| line.strip_prefix("x-ocs-")?.split_once(": "));
        values.map(|(_, value)| open_header(&STANDARD.decode(value).unwrap()).unwrap()).collect()
    }
}

async fn record(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, wire: Wire) {
    let mut chunk = vec![0; 4096];
    while let Ok(length @ 1..) = from.read(&mut chunk).await {
        wire.lock().unwrap().extend_from_slice(&chunk[..length]);
        if to.write_all(&chunk[..length]).await.is_err() {
            return;
        }
    }
}
