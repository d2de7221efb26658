use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reach::{Lost, Options, Pool, Tls, Unreachable, Way};
use reqwest::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use crate::address::{Address, AddressError};
use crate::error::{Error, NotObshell};

const TRACE_ID: HeaderName = HeaderName::from_static("x-obshell-trace-id");

/// Sends one HTTP request and reads one limited answer. Knows nothing of encryption or envelopes.
pub struct Transport {
    address: Address,
    base: String,
    way: Way,
    reads: reqwest::Client,
    // A connection from a pool may be dead without our knowing; a mutating request never risks one,
    // so that whether it was sent is known as often as it can be.
    writes: reqwest::Client,
}

/// A request as it goes on the wire.
pub struct Exchange {
    pub method: Method,
    /// Where to, from [`Transport::url`].
    pub url: Url,
    /// Name and value of the encrypted header.
    pub credential: Option<(&'static str, String)>,
    pub body: Option<Load>,
    pub mutating: bool,
    /// 16 hexadecimal characters that the agent logs and echoes.
    pub trace_id: String,
}

/// The body of a request, encrypted.
pub enum Load {
    /// Base64 of encrypted JSON.
    Json(String),
    File(FileLoad),
}

/// A body that is encrypted while it is sent.
pub struct FileLoad {
    pub content_type: String,
    /// Bytes of `body`.
    pub length: u64,
    pub body: reqwest::Body,
    /// Set before the end of `body` is given away: without it no server acts on the request.
    pub whole: Arc<AtomicBool>,
    /// Limit for the whole request, in place of that of the options.
    pub limit: Duration,
}

/// A complete HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    pub trace_id: String,
}

impl Transport {
    pub fn new(address: Address, options: &Options) -> Result<Transport, Error> {
        let base = format!("{}://{address}", if options.tls == Tls::Off { "http" } else { "https" });
        let way = Way::new(options, address.ip())?;
        let mut headers = HeaderMap::new();
        if way.is_relayed() {
            // Agents do not forbid caching, and a clock or a state from a cache is wrong.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store"));
        }
        let reads = way.client(headers.clone(), Pool::Kept)?;
        let writes = way.client(headers, Pool::None)?;
        let transport = Transport { address, base, way, reads, writes };
        transport.url("/").map(|_| transport)
    }

    /// The URL of `target`, which is a path and perhaps a query.
    pub fn url(&self, target: &str) -> Result<Url, Error> {
        let url = Url::parse(&format!("{}{target}", self.base));
        url.map_err(|_| Error::Address(AddressError::HostInvalid))
    }

    /// Sends the request once.
    pub async fn send(&self, exchange: Exchange) -> Result<Answer, Error> {
        let Exchange { method, url, credential, body, mutating, trace_id } = exchange;
        let path = url.path().to_owned();
        let client = if mutating { &self.writes } else { &self.reads };
        let mut request = client.request(method, url).header(TRACE_ID, &trace_id);
        if let Some((name, value)) = credential {
            request = request.header(name, sensitive(&value)?);
        }
        let mut whole = None;
        match body {
            Some(Load::Json(text)) => request = request.header(CONTENT_TYPE, "application/json").body(text),
            Some(Load::File(file)) => {
                request = request.header(CONTENT_TYPE, file.content_type).header(CONTENT_LENGTH, file.length);
                request = request.timeout(file.limit).body(file.body);
                whole = Some(file.whole);
            }
            None => {}
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                let partial = whole.is_some_and(|whole| !whole.load(Ordering::SeqCst));
                return Err(self.lost(self.way.lost(error), mutating && !partial, trace_id));
            }
        };
        let status = response.status();
        tracing::debug!(agent = %self.address, path, status = status.as_u16(), trace_id, "agent answered");
        if status.is_redirection() {
            return Err(Error::Redirected { location: reach::redirected_to(&response) });
        }
        match self.way.body(response).await {
            Ok(body) => Ok(Answer { status: status.as_u16(), body, trace_id }),
            Err(lost) => Err(self.lost(lost, mutating, trace_id)),
        }
    }

    /// The error that stands for an answer that was not an agent's: a relaying proxy may have given it.
    pub fn misread(&self, error: Error, mutating: bool) -> Error {
        let Error::NotObshell { status, what, excerpt, trace_id } = error else { return error };
        let gateway = [403, 407, 502, 503, 504].contains(&status) || matches!(what, NotObshell::Html { .. });
        if !self.way.is_relayed() || !gateway {
            return Error::NotObshell { status, what, excerpt, trace_id };
        }
        let said = if what == NotObshell::NotJson { excerpt } else { what.to_string() };
        let (address, detail) = (self.address.clone(), self.way.by_route(format!("status {status}: {said}")));
        // A proxy that wants to know who we are has not asked the agent yet.
        if mutating && status != 407 {
            return Error::NoAnswer { address, detail, trace_id };
        }
        Error::Unreachable { address, reason: Unreachable::Proxy, detail, trace_id }
    }

    fn lost(&self, lost: Lost, mutating: bool, trace_id: String) -> Error {
        let (reason, detail, unsent) = match lost {
            Lost::NotPinned { offered } => return Error::CertificateNotTrusted { offered },
            Lost::TooLarge { limit } => return Error::TooLarge { limit, trace_id },
            Lost::Unreachable { reason, detail, unsent } => (reason, detail, unsent),
        };
        let address = self.address.clone();
        tracing::debug!(agent = %address, ?reason, detail, trace_id, "agent did not answer");
        if mutating && !unsent {
            return Error::NoAnswer { address, detail, trace_id };
        }
        Error::Unreachable { address, reason, detail, trace_id }
    }
}

fn sensitive(value: &str) -> Result<HeaderValue, Error> {
    let value = HeaderValue::from_str(value);
    let mut value = value.map_err(|e| Error::Encrypt { detail: e.to_string() })?;
    value.set_sensitive(true);
    Ok(value)
}
