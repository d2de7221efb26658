use std::time::Duration;

use reqwest::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, HeaderMap, HeaderValue};
use reqwest::{redirect, retry};
use rustls::ClientConfig;

use crate::error::Error;
use crate::failure;
use crate::options::Options;

/// How long an unused connection is kept; short, because a laptop's network changes under it.
const IDLE: Duration = Duration::from_secs(15);

/// Whether connections are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    Kept,
    None,
}

impl Pool {
    fn size(self) -> usize {
        match self {
            Pool::Kept => 4,
            Pool::None => 0,
        }
    }
}

/// An HTTP client that follows no redirection, uses no proxy but the given one and repeats nothing.
pub fn build(options: &Options, tls: ClientConfig, pool: Pool) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .default_headers(headers(options)?)
        .user_agent(concat!("OBDeck/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(options.connect_timeout)
        .timeout(options.total_timeout)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .pool_max_idle_per_host(pool.size())
        .pool_idle_timeout(IDLE)
        .tls_backend_preconfigured(tls);
    let client = options.route.apply(builder)?.build();
    client.map_err(|e| Error::Options { detail: failure::chain(e) })
}

fn headers(options: &Options) -> Result<HeaderMap, Error> {
    let language = HeaderValue::from_str(&options.accept_language);
    let language = language.map_err(|_| Error::Options { detail: "accept_language".to_owned() })?;
    let mut headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, language)]);
    if options.route.relays_http() {
        // Agents do not forbid caching, and a clock or a state from a cache is wrong.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store"));
    }
    Ok(headers)
}
