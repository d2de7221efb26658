use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Response, Url};

use crate::address::{Address, AddressError};
use crate::connector::{self, Pool};
use crate::error::{Error, NotObshell, Unreachable};
use crate::failure;
use crate::options::{Options, Tls};
use crate::route::Route;
use crate::tls;

const TRACE_ID: HeaderName = HeaderName::from_static("x-obshell-trace-id");

/// Sends one HTTP request and reads one limited answer. Knows nothing of encryption or envelopes.
pub struct Transport {
    address: Address,
    base: String,
    route: Route,
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
        let https = options.tls != Tls::Off;
        if https && options.route.proxy().is_some() && address.ip().is_some_and(|ip| ip.is_ipv6()) {
            let detail = "https to an IPv6 address does not work through a proxy: use a host name".to_owned();
            return Err(Error::Options { detail });
        }
        let base = format!("{}://{address}", if https { "https" } else { "http" });
        let (tls, route, max_body) = (tls::config(options)?, options.route.clone(), options.max_body);
        let reads = connector::build(options, tls.clone(), Pool::Kept)?;
        let writes = connector::build(options, tls, Pool::None)?;
        let transport = Transport { address, base, route, max_body, reads, writes };
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

    /// The error that stands for an answer that was not an agent's: a relaying proxy may have given it.
    pub fn misread(&self, error: Error, mutating: bool) -> Error {
        let Error::NotObshell { status, what, excerpt, trace_id } = error else { return error };
        let gateway = [403, 407, 502, 503, 504].contains(&status) || matches!(what, NotObshell::Html { .. });
        if !self.route.relays_http() || !gateway {
            return Error::NotObshell { status, what, excerpt, trace_id };
        }
        let said = if what == NotObshell::NotJson { excerpt } else { what.to_string() };
        let (address, detail) = (self.address.clone(), self.by_route(format!("status {status}: {said}")));
        // A proxy that wants to know who we are has not asked the agent yet.
        if mutating && status != 407 {
            return Error::NoAnswer { address, detail, trace_id };
        }
        Error::Unreachable { address, reason: Unreachable::Proxy, detail, trace_id }
    }

    fn lost(&self, error: reqwest::Error, mutating: bool, trace_id: String) -> Error {
        if let Some(offered) = failure::unpinned(&error) {
            return Error::CertificateNotTrusted { offered };
        }
        let reason = self.reason(&error);
        let unsent = error.is_connect() || error.is_builder() || reason == Unreachable::ClientCertificate;
        let (address, detail) = (self.address.clone(), self.by_route(failure::chain(error)));
        tracing::debug!(agent = %address, ?reason, detail, trace_id, "agent did not answer");
        if mutating && !unsent {
            return Error::NoAnswer { address, detail, trace_id };
        }
        Error::Unreachable { address, reason, detail, trace_id }
    }

    /// Whoever cannot be connected to is the proxy, where there is one.
    fn reason(&self, error: &reqwest::Error) -> Unreachable {
        let reason = failure::reason(error);
        let own = [Unreachable::TimedOut, Unreachable::Tls, Unreachable::ClientCertificate].contains(&reason);
        let proxied = self.route.proxy().is_some() && error.is_connect();
        if proxied && !own { Unreachable::Proxy } else { reason }
    }

    fn by_route(&self, detail: String) -> String {
        match self.route.proxy() {
            Some(proxy) => {
                let detail = detail.replace("tunnel error: unsuccessful", "the proxy opened no tunnel");
                format!("through the proxy {proxy}: {detail}")
            }
            None => detail,
        }
    }
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
