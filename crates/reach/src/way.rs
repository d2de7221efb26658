use std::net::IpAddr;
use std::time::Duration;

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Response, redirect, retry};
use rustls::ClientConfig;

use crate::failure::{self, Unreachable};
use crate::fingerprint::Fingerprint;
use crate::options::{Options, OptionsError, Tls};
use crate::tls;

/// How long an unused connection is kept; short, because a laptop's network changes under it.
const IDLE: Duration = Duration::from_secs(15);

/// The way to one server, and what is said of failures on it.
pub struct Way {
    options: Options,
    tls: ClientConfig,
}

/// Whether connections are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    Kept,
    None,
}

/// Why an exchange came to no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The server's certificate is not a [pinned](Tls::Pinned) one. No HTTP was spoken.
    NotPinned { offered: Fingerprint },
    /// The response body was longer than [`Options::max_body`] bytes.
    TooLarge { limit: usize },
    /// No connection, or one that was lost before the answer was complete.
    Unreachable {
        reason: Unreachable,
        /// On one line, naming the proxy if there is one, without the URL.
        detail: String,
        /// Whether it is certain that the server did not get the request.
        unsent: bool,
    },
}

impl Way {
    /// The way to a server, of which `ip` is the IP address if it is not known by name. Connects to nothing yet.
    ///
    /// # Errors
    ///
    /// When a certificate cannot be read, or a proxy cannot lead there.
    pub fn new(options: &Options, ip: Option<IpAddr>) -> Result<Way, OptionsError> {
        let proxied = options.route.proxy().is_some();
        if options.tls != Tls::Off && proxied && ip.is_some_and(|ip| ip.is_ipv6()) {
            let detail = "https to an IPv6 address does not work through a proxy: use a host name".to_owned();
            return Err(OptionsError { detail });
        }
        Ok(Way { options: options.clone(), tls: tls::config(options)? })
    }

    /// An HTTP client that follows no redirection, uses no proxy but the given one and repeats nothing. It sends
    /// `headers` with each request.
    ///
    /// # Errors
    ///
    /// When the language or the proxy cannot be used.
    pub fn client(&self, mut headers: HeaderMap, pool: Pool) -> Result<reqwest::Client, OptionsError> {
        let language = HeaderValue::from_str(&self.options.accept_language);
        let language = language.map_err(|_| OptionsError { detail: "accept_language".to_owned() })?;
        headers.insert(ACCEPT_LANGUAGE, language);
        let builder = reqwest::Client::builder()
            .default_headers(headers)
            .user_agent(concat!("OBDeck/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.options.connect_timeout)
            .timeout(self.options.total_timeout)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            .http1_only()
            .pool_max_idle_per_host(pool.size())
            .pool_idle_timeout(IDLE)
            .tls_backend_preconfigured(self.tls.clone());
        let client = self.options.route.apply(builder)?.build();
        client.map_err(|e| OptionsError { detail: failure::chain(e) })
    }

    /// Whether it leads over a proxy that reads plain http, and can answer in the server's place.
    pub fn is_relayed(&self) -> bool {
        self.options.route.relays_http()
    }

    /// The body of an answer, as long as [`Options::max_body`] allows.
    ///
    /// # Errors
    ///
    /// When it is longer, or ends too early.
    pub async fn body(&self, mut response: Response) -> Result<Vec<u8>, Lost> {
        let limit = self.options.max_body;
        if response.content_length().is_some_and(|length| length > limit as u64) {
            return Err(Lost::TooLarge { limit });
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.lost(error))? {
            if body.len() + chunk.len() > limit {
                return Err(Lost::TooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// What an error of the HTTP library means on this way.
    pub fn lost(&self, error: reqwest::Error) -> Lost {
        if let Some(offered) = failure::unpinned(&error) {
            return Lost::NotPinned { offered };
        }
        let reason = self.reason(&error);
        let unsent = error.is_connect() || error.is_builder() || reason == Unreachable::ClientCertificate;
        Lost::Unreachable { reason, detail: self.by_route(failure::chain(error)), unsent }
    }

    /// What went wrong, naming the proxy if there is one.
    pub fn by_route(&self, detail: String) -> String {
        match self.options.route.proxy() {
            Some(proxy) => {
                let detail = detail.replace("tunnel error: unsuccessful", "the proxy opened no tunnel");
                format!("through the proxy {proxy}: {detail}")
            }
            None => detail,
        }
    }

    /// Whoever cannot be connected to is the proxy, where there is one.
    fn reason(&self, error: &reqwest::Error) -> Unreachable {
        let reason = failure::reason(error);
        let own = [Unreachable::TimedOut, Unreachable::Tls, Unreachable::ClientCertificate].contains(&reason);
        let proxied = self.options.route.proxy().is_some() && error.is_connect();
        if proxied && !own { Unreachable::Proxy } else { reason }
    }
}

impl Pool {
    fn size(self) -> usize {
        match self {
            Pool::Kept => 4,
            Pool::None => 0,
        }
    }
}

/// Where an answer redirects to, fit to be shown: at most 500 characters.
pub fn redirected_to(response: &Response) -> String {
    let location = response.headers().get(LOCATION).map(HeaderValue::as_bytes).unwrap_or_default();
    String::from_utf8_lossy(location).chars().filter(|c| !c.is_control()).take(500).collect()
}
