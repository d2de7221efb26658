use std::time::Duration;

use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{redirect, retry};

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::failure;
use crate::options::Options;
use crate::tls;

/// How long an unused connection is kept; short, because a laptop's network changes under it.
const IDLE: Duration = Duration::from_secs(15);
const KEPT: usize = 4;

/// An HTTP client that follows no redirection, uses no proxy but the given one and repeats nothing.
pub fn build(url: &BaseUrl, options: &Options) -> Result<reqwest::Client, Error> {
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
        .pool_max_idle_per_host(KEPT)
        .pool_idle_timeout(IDLE)
        .tls_backend_preconfigured(tls::config(url, options)?);
    let client = options.route.apply(builder)?.build();
    client.map_err(|e| Error::Options { detail: failure::chain(e) })
}

/// OCP wants the content type even without content.
fn headers(options: &Options) -> Result<HeaderMap, Error> {
    let language = HeaderValue::from_str(&options.accept_language);
    let language = language.map_err(|_| Error::Options { detail: "accept_language".to_owned() })?;
    let json = HeaderValue::from_static("application/json");
    Ok(HeaderMap::from_iter([(ACCEPT_LANGUAGE, language), (CONTENT_TYPE, json)]))
}
