//! Small proxies. Wherever they are asked to go, they lead to one agent.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obshell_api::{Address, ProxyAddress};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Default)]
pub struct Rules {
    /// User and password it demands.
    pub account: Option<(&'static str, &'static str)>,
    /// What it answers instead of letting anybody through: HTTP, or a SOCKS5 reply code.
    pub answer: Option<&'static str>,
    pub refuse: Option<u8>,
}

#[derive(Clone)]
pub struct Proxy {
    pub port: u16,
    to: Address,
    rules: Arc<Mutex<Rules>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub async fn http(to: &Address, rules: Rules) -> Proxy {
        let (proxy, listener) = Proxy::listen(to, rules).await;
        proxy.clone().serve(listener, |proxy, stream| async move { proxy.speak_http(stream).await });
        proxy
    }

    pub async fn socks(to: &Address, rules: Rules) -> Proxy {
        let (proxy, listener) = Proxy::listen(to, rules).await;
        proxy.clone().serve(listener, |proxy, stream| async move { proxy.speak_socks(stream).await });
        proxy
    }

    pub fn address(&self) -> ProxyAddress {
        ProxyAddress { host: "127.0.0.1".to_owned(), port: self.port, user: None, password: None }
    }

    pub fn address_for(&self, user: &str, password: &str) -> ProxyAddress {
        ProxyAddress { user: Some(user.to_owned()), password: Some(password.into()), ..self.address() }
    }

    /// All that was sent to it in the clear: heads and bodies of requests it relayed, heads of `CONNECT`,
    /// and the places that SOCKS was asked for.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    pub fn will_answer(&self, answer: &'static str) {
        self.rules.lock().unwrap().answer = Some(answer);
    }

    async fn listen(to: &Address, rules: Rules) -> (Proxy, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (to, rules, seen) = (to.clone(), Arc::new(Mutex::new(rules)), Arc::default());
        (Proxy { port, to, rules, seen }, listener)
    }

    fn serve<F>(self, listener: TcpListener, speak: fn(Proxy, TcpStream) -> F)
    where
        F: Future<Output = Option<()>> + Send + 'static,
    {
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(speak(self.clone(), stream));
            }
        });
    }

    async fn speak_http(self, mut stream: TcpStream) -> Option<()> {
        let request = read_request(&mut stream).await?;
        self.seen.lock().unwrap().push(request.clone());
        let rules = self.rules.lock().unwrap().clone();
        let account = rules.account.map(|(user, password)| STANDARD.encode(format!("{user}:{password}")));
        let known = account.is_none_or(|account| {
            request.contains(&format!("roxy-authorization: Basic {account}\r\n"))
                || request.contains(&format!("roxy-Authorization: Basic {account}\r\n"))
        });
        let refusal = "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n";
        if let Some(answer) = rules.answer.or((!known).then_some(refusal)) {
            return stream.write_all(answer.as_bytes()).await.ok();
        }
        let mut agent = self.connect().await;
        if request.starts_with("CONNECT ") {
            stream.write_all(b"HTTP/1.1 200 Go ahead\r\n\r\n").await.ok()?;
        } else {
            agent.write_all(relayed(&request).as_bytes()).await.ok()?;
        }
        copy_bidirectional(&mut stream, &mut agent).await.ok().map(drop)
    }

    async fn speak_socks(self, mut stream: TcpStream) -> Option<()> {
        let rules = self.rules.lock().unwrap().clone();
        let [_, count] = read(&mut stream).await?;
        let mut methods = vec![0; usize::from(count)];
        stream.read_exact(&mut methods).await.ok()?;
        let method = if rules.account.is_some() { 2 } else { 0 };
        if !methods.contains(&method) {
            return stream.write_all(&[5, 0xff]).await.ok();
        }
        stream.write_all(&[5, method]).await.ok()?;
        if let Some((user, password)) = rules.account {
            let [_version] = read(&mut stream).await?;
            let given = (read_text(&mut stream).await?, read_text(&mut stream).await?);
            let known = given == (user.to_owned(), password.to_owned());
            stream.write_all(&[1, u8::from(!known)]).await.ok()?;
            if !known {
                return None;
            }
        }
        let [_, _, _, kind] = read(&mut stream).await?;
        let host = match kind {
            1 => IpAddr::from(read::<4>(&mut stream).await?).to_string(),
            4 => IpAddr::from(read::<16>(&mut stream).await?).to_string(),
            _ => format!("the name {}", read_text(&mut stream).await?),
        };
        let port = u16::from_be_bytes(read(&mut stream).await?);
        self.seen.lock().unwrap().push(format!("{host} port {port}"));
        stream.write_all(&[5, rules.refuse.unwrap_or(0), 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
        if rules.refuse.is_some() {
            return None;
        }
        copy_bidirectional(&mut stream, &mut self.connect().await).await.ok().map(drop)
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.to.to_string()).await.unwrap()
    }
}

/// The near end of a forward: a Unix socket that leads to `to`.
#[cfg(unix)]
pub fn forward(socket: &std::path::Path, to: &Address) {
    let (listener, to) = (tokio::net::UnixListener::bind(socket).unwrap(), to.to_string());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut agent = TcpStream::connect(&to).await.unwrap();
            tokio::spawn(async move { copy_bidirectional(&mut stream, &mut agent).await });
        }
    });
}

/// The request as an agent gets it: in origin form, without what was meant for the proxy.
fn relayed(request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let (line, fields) = head.split_once("\r\n").unwrap();
    let [method, url, version] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
    let target = &url["http://".len()..];
    let target = &target[target.find('/').unwrap()..];
    let own = |field: &&str| !field.to_ascii_lowercase().starts_with("proxy-");
    let fields: Vec<&str> = fields.split("\r\n").filter(own).collect();
    format!("{method} {target} {version}\r\n{}\r\nConnection: close\r\n\r\n{body}", fields.join("\r\n"))
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        request.push(char::from(stream.read_u8().await.ok()?));
    }
    let lower = request.to_ascii_lowercase();
    let length = lower.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    Some(request + std::str::from_utf8(&body).unwrap())
}

async fn read<const N: usize>(stream: &mut TcpStream) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}

async fn read_text(stream: &mut TcpStream) -> Option<String> {
    let [length] = read(stream).await?;
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await.ok()?;
    String::from_utf8(bytes).ok()
}
