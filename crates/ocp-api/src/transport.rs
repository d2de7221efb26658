use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue, LOCATION};
use reqwest::{Response, Url};

use crate::base_url::{BaseUrl, BaseUrlError};
use crate::connector;
use crate::error::{Error, Unreachable};
use crate::failure;
use crate::options::Options;
use crate::route::Route;

/// Sends one HTTP request and reads one limited answer. Knows nothing of logins or envelopes.
pub struct Transport {
    url: BaseUrl,
    route: Route,
    max_body: usize,
    http: reqwest::Client,
}

/// A complete HTTP answer.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// How long until more requests are welcome: `RateLimit-Reset`.
    pub wait: Option<Duration>,
}

impl Transport {
    pub fn new(url: BaseUrl, options: &Options) -> Result<Transport, Error> {
        let proxied = options.route.proxy().is_some();
        if url.is_https() && proxied && url.ip().is_some_and(|ip| ip.is_ipv6()) {
            let detail = "https to an IPv6 address does not work through a proxy: use a host name".to_owned();
            return Err(Error::Options { detail });
        }
        let http = connector::build(&url, options)?;
        Ok(Transport { url, route: options.route.clone(), max_body: options.max_body, http })
    }

    /// Asks for `path` once, with the login in `authorization` if there is one.
    pub async fn get(&self, path: &str, authorization: Option<HeaderValue>) -> Result<Answer, Error> {
        let url = Url::parse(&format!("{}{path}", self.url));
        let mut request = self.http.get(url.map_err(|_| BaseUrlError::HostInvalid)?);
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let response = request.send().await.map_err(|error| self.lost(error))?;
        let status = response.status();
        tracing::debug!(ocp = %self.url, path, status = status.as_u16(), "OCP answered");
        if status.is_redirection() {
            return Err(Error::Redirected { location: location(&response) });
        }
        if status.as_u16() == 407 {
            return Err(self.unreachable(Unreachable::Proxy, "status 407".to_owned()));
        }
        let wait = wait(&response);
        let body = self.read(response).await?;
        Ok(Answer { status: status.as_u16(), body, wait })
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Error> {
        let too_large = || Error::TooLarge { limit: self.max_body };
        if response.content_length().is_some_and(|length| length > self.max_body as u64) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.lost(error))? {
            if body.len() + chunk.len() > self.max_body {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn lost(&self, error: reqwest::Error) -> Error {
        if let Some(offered) = failure::unpinned(&error) {
            return Error::CertificateNotTrusted { offered };
        }
        self.unreachable(self.reason(&error), failure::chain(error))
    }

    /// Whoever cannot be connected to is the proxy, where there is one.
    fn reason(&self, error: &reqwest::Error) -> Unreachable {
        let reason = failure::reason(error);
        let own = [Unreachable::TimedOut, Unreachable::Tls, Unreachable::ClientCertificate].contains(&reason);
        let proxied = self.route.proxy().is_some() && error.is_connect();
        if proxied && !own { Unreachable::Proxy } else { reason }
    }

    fn unreachable(&self, reason: Unreachable, detail: String) -> Error {
        let detail = match self.route.proxy() {
            Some(proxy) => format!("through the proxy {proxy}: {detail}"),
            None => detail,
        };
        tracing::debug!(ocp = %self.url, ?reason, detail, "OCP did not answer");
        Error::Unreachable { url: self.url.clone(), reason, detail }
    }
}

fn wait(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get("ratelimit-reset")?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn location(response: &Response) -> String {
    let location = response.headers().get(LOCATION).map(HeaderValue::as_bytes).unwrap_or_default();
    String::from_utf8_lossy(location).chars().filter(|c| !c.is_control()).take(500).collect()
}
