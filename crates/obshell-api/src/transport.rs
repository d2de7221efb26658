use std::error::Error as _;
use std::io;
use std::sync::Arc;

use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Response, Url, redirect, retry};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::address::Address;
use crate::error::{Error, Unreachable};
use crate::options::{Options, Tls};

const TRACE_ID: HeaderName = HeaderName::from_static("x-obshell-trace-id");

/// Sends one HTTP request and reads one limited answer. Knows nothing of encryption or envelopes.
pub struct Transport {
    address: Address,
    base: String,
    max_body: usize,
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
    pub body: Option<String>,
    pub mutating: bool,
    /// 16 hexadecimal characters that the agent logs and echoes.
    pub trace_id: String,
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
        let scheme = if options.tls == Tls::Off { "http" } else { "https" };
        let base = format!("{scheme}://{address}");
        let (reads, writes) = (build(options, 4)?, build(options, 0)?);
        Ok(Transport { address, base, max_body: options.max_body, reads, writes })
    }

    /// The URL of `target`, which is a path and perhaps a query.
    pub fn url(&self, target: &str) -> Result<Url, Error> {
        let url = Url::parse(&format!("{}{target}", self.base));
        url.map_err(|e| Error::Encrypt { detail: e.to_string() })
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
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Err(self.lost(error, mutating, trace_id)),
        };
        let status = response.status();
        tracing::debug!(agent = %self.address, path, status = status.as_u16(), trace_id, "agent answered");
        if status.is_redirection() {
            return Err(Error::Redirected { location: location(&response) });
        }
        let body = self.read(response, mutating, &trace_id).await?;
        Ok(Answer { status: status.as_u16(), body, trace_id })
    }

    async fn read(&self, mut response: Response, mutating: bool, trace_id: &str) -> Result<Vec<u8>, Error> {
        let too_large = || Error::TooLarge { limit: self.max_body, trace_id: trace_id.to_owned() };
        if response.content_length().is_some_and(|length| length > self.max_body as u64) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(body),
                Err(error) => return Err(self.lost(error, mutating, trace_id.to_owned())),
            };
            if body.len() + chunk.len() > self.max_body {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
    }

    fn lost(&self, error: reqwest::Error, mutating: bool, trace_id: String) -> Error {
        let reason = reason(&error);
        let unsent = error.is_connect() || error.is_builder();
        let (address, detail) = (self.address.clone(), chain(error));
        tracing::debug!(agent = %address, ?reason, detail, trace_id, "agent did not answer");
        if mutating && !unsent {
            return Error::NoAnswer { address, detail, trace_id };
        }
        Error::Unreachable { address, reason, detail, trace_id }
    }
}

fn build(options: &Options, idle: usize) -> Result<reqwest::Client, Error> {
    let invalid = |detail: String| Error::Options { detail };
    let language =
        HeaderValue::from_str(&options.accept_language).map_err(|_| invalid("accept_language".to_owned()))?;
    let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, language)]);
    let builder = reqwest::Client::builder()
        .default_headers(headers)
        .user_agent(concat!("OBDeck/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(options.connect_timeout)
        .timeout(options.total_timeout)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .pool_max_idle_per_host(idle);
    let builder = match trusted(&options.tls)? {
        Some(roots) => builder.tls_backend_preconfigured(tls_config(roots)?),
        None => {
            // The operating system's verifier takes the process-wide provider. If another part of the
            // process was first, its choice stands.
            let _ = rustls::crypto::ring::default_provider().install_default();
            builder
        }
    };
    builder.build().map_err(|e| invalid(chain(e)))
}

/// The authorities to trust; `None` for those of the operating system.
fn trusted(tls: &Tls) -> Result<Option<RootCertStore>, Error> {
    let pem = match tls {
        Tls::Off => return Ok(Some(RootCertStore::empty())),
        Tls::System => return Ok(None),
        Tls::PrivateCa(pem) => pem,
    };
    let invalid = |detail: String| Error::Options { detail };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|e| invalid(format!("certificate authority: {e:?}")))?;
        roots.add(certificate).map_err(|e| invalid(format!("certificate authority: {e}")))?;
    }
    if roots.is_empty() {
        return Err(invalid("certificate authority: no certificate in the PEM text".to_owned()));
    }
    Ok(Some(roots))
}

fn tls_config(roots: RootCertStore) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| Error::Options { detail: e.to_string() })?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn sensitive(value: &str) -> Result<HeaderValue, Error> {
    let value = HeaderValue::from_str(value);
    let mut value = value.map_err(|e| Error::Encrypt { detail: e.to_string() })?;
    value.set_sensitive(true);
    Ok(value)
}

fn location(response: &Response) -> String {
    let location = response.headers().get(LOCATION).map(HeaderValue::as_bytes).unwrap_or_default();
    String::from_utf8_lossy(location).chars().filter(|c| !c.is_control()).take(500).collect()
}

fn reason(error: &reqwest::Error) -> Unreachable {
    if error.is_dns() {
        return Unreachable::NameNotFound;
    }
    if error.is_timeout() {
        return Unreachable::TimedOut;
    }
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<rustls::Error>() {
            return Unreachable::Tls;
        }
        if let Some(reason) = cause.downcast_ref::<io::Error>().and_then(io_reason) {
            return reason;
        }
        source = cause.source();
    }
    // What remains is mostly a peer that hung up before it answered.
    if error.is_request() && !error.is_connect() { Unreachable::Reset } else { Unreachable::Other }
}

fn io_reason(error: &io::Error) -> Option<Unreachable> {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable,
        NetworkUnreachable, UnexpectedEof,
    };
    // An I/O error hides what it wraps from `source`.
    if let Some(inner) = error.get_ref() {
        if inner.is::<rustls::Error>() {
            return Some(Unreachable::Tls);
        }
        if let Some(reason) = inner.downcast_ref::<io::Error>().and_then(io_reason) {
            return Some(reason);
        }
    }
    let kind = error.kind();
    if kind == ConnectionRefused {
        return Some(Unreachable::Refused);
    }
    if [HostUnreachable, NetworkUnreachable].contains(&kind) {
        return Some(Unreachable::NoRoute);
    }
    let reset = [BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof].contains(&kind);
    reset.then_some(Unreachable::Reset)
}

/// The error and its causes on one line, without the URL.
fn chain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
