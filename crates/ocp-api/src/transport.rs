use std::time::Duration;

use reach::{Lost, Options, Pool, Tls, Unreachable, Way};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Response, Url};

use crate::base_url::{BaseUrl, BaseUrlError};
use crate::error::Error;

/// The content type of all requests; OCP wants it even without content.
pub const JSON: &str = "application/json";

/// Sends one HTTP request and reads one limited answer. Knows nothing of logins or envelopes.
pub struct Transport {
    url: BaseUrl,
    way: Way,
    reads: reqwest::Client,
    writes: reqwest::Client,
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
        let tls = trust(&url, &options.tls);
        let way = Way::new(&Options { tls, ..options.clone() }, url.ip())?;
        let json = (CONTENT_TYPE, HeaderValue::from_static(JSON));
        let headers = HeaderMap::from_iter([json]);
        let reads = way.client(headers.clone(), Pool::Kept)?;
        // A request on a connection that is closed at this very moment may be sent twice.
        let writes = way.client(headers, Pool::None)?;
        Ok(Transport { url, way, reads, writes })
    }

    /// The URL of `path`, which may have a query.
    pub fn url(&self, path: &str) -> Result<Url, Error> {
        Ok(Url::parse(&format!("{}{path}", self.url)).map_err(|_| BaseUrlError::HostInvalid)?)
    }

    /// Sends `body` once, exactly these bytes; an empty one is none.
    pub async fn send(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Answer, Error> {
        let changes = method != Method::GET;
        let path = url.path().to_owned();
        let http = if changes { &self.writes } else { &self.reads };
        let mut request = http.request(method, url).headers(headers);
        if !body.is_empty() {
            request = request.body(body);
        }
        let response = request.send().await.map_err(|error| self.lost(self.way.lost(error), changes))?;
        let status = response.status();
        tracing::debug!(ocp = %self.url, path, status = status.as_u16(), "OCP answered");
        if status.is_redirection() {
            return Err(Error::Redirected { location: reach::redirected_to(&response) });
        }
        if status.as_u16() == 407 {
            return Err(self.unreachable(Unreachable::Proxy, self.way.by_route("status 407".to_owned())));
        }
        let wait = wait(&response);
        let body = self.way.body(response).await.map_err(|lost| self.lost(lost, changes))?;
        Ok(Answer { status: status.as_u16(), body, wait })
    }

    fn lost(&self, lost: Lost, changes: bool) -> Error {
        match lost {
            Lost::NotPinned { offered } => Error::CertificateNotTrusted { offered },
            Lost::TooLarge { limit } => Error::TooLarge { limit },
            Lost::Unreachable { detail, unsent: false, .. } if changes => {
                tracing::debug!(ocp = %self.url, detail, "the answer was lost");
                Error::NoAnswer { url: self.url.clone(), detail }
            }
            Lost::Unreachable { reason, detail, .. } => self.unreachable(reason, detail),
        }
    }

    fn unreachable(&self, reason: Unreachable, detail: String) -> Error {
        tracing::debug!(ocp = %self.url, ?reason, detail, "OCP did not answer");
        Error::Unreachable { url: self.url.clone(), reason, detail }
    }
}

/// The URL says whether it is https; what the options say of trust is of no account without.
fn trust(url: &BaseUrl, tls: &Tls) -> Tls {
    if !url.is_https() {
        return Tls::Off;
    }
    match tls {
        Tls::Off => Tls::System,
        Tls::System | Tls::PrivateCa(_) | Tls::Pinned(_) => tls.clone(),
    }
}

fn wait(response: &Response) -> Option<Duration> {
    wait_of(response.headers().get("ratelimit-reset")?.to_str().ok()?)
}

/// Whatever somebody writes there, it is at most an hour: more is no time that can be waited for.
fn wait_of(text: &str) -> Option<Duration> {
    let seconds: u64 = text.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(LONGEST_WAIT_S)))
}

const LONGEST_WAIT_S: u64 = 3_600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_longer_than_an_hour() {
        let waits = |text| wait_of(text).map(|wait| wait.as_secs());
        assert_eq!((waits(" 7 "), waits("18446744073709551615")), (Some(7), Some(3_600)));
        assert_eq!((waits("soon"), waits("-1")), (None, None));
    }
}
