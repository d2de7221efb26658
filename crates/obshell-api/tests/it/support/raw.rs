//! An agent without manners: it answers open routes and treats protected ones as it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use obshell_api::Address;
use serde_json::json;

use super::open_data;

/// How to treat a request to a protected route.
#[derive(Clone, Copy, PartialEq)]
pub enum Manner {
    /// Read it and hang up.
    HangUp,
    /// Read it and never answer.
    KeepSilent,
    /// Announce an answer and hang up in the middle of it.
    BreakOff,
    /// Answer without end.
    GoOn,
}

pub struct Raw {
    pub address: Address,
    /// Requests to protected routes.
    pub hits: Arc<AtomicUsize>,
    server: JoinHandle<()>,
}

impl Raw {
    pub fn start(manner: Manner) -> Raw {
        Raw::start_for(manner, usize::MAX)
    }

    /// Goes away after so many connections.
    pub fn start_for(manner: Manner, connections: usize) -> Raw {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let hits = Arc::new(AtomicUsize::new(0));
        let (counter, kept) = (hits.clone(), Mutex::new(Vec::new()));
        let server = std::thread::spawn(move || {
            for stream in listener.incoming().take(connections) {
                let mut stream = stream.unwrap();
                if answer(&mut stream, manner, &counter) {
                    kept.lock().unwrap().push(stream);
                }
            }
        });
        Raw { address, hits, server }
    }

    /// Waits until the agent has gone away.
    pub fn gone(self) {
        self.server.join().unwrap();
    }
}

/// Answers one request; whether to keep the connection open.
pub fn answer(stream: &mut (impl Read + Write), manner: Manner, hits: &AtomicUsize) -> bool {
    let Some(path) = read_request(stream) else { return false };
    if let Some(data) = open_data(&path, "SINGLE", false, 0, 0) {
        let body = json!({"successful": true, "status": 200, "data": data}).to_string();
        let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        return false;
    }
    hits.fetch_add(1, Ordering::SeqCst);
    match manner {
        Manner::HangUp => false,
        Manner::KeepSilent => true,
        Manner::BreakOff => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"succ").unwrap();
            false
        }
        Manner::GoOn => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
            let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
            false
        }
    }
}

fn read_request(stream: &mut (impl Read + Write)) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;
    Some(path)
}
