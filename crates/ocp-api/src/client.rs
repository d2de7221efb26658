use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reach::{Clock, ClockOffset, Options};
use reqwest::header::HeaderMap;
use reqwest::{Method, Url};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::base_url::BaseUrl;
use crate::envelope::{self, Content, Opened};
use crate::error::Error;
use crate::login::{Login, LoginState};
use crate::quiet::Quiet;
use crate::seen::Seen;
use crate::sign::Outgoing;
use crate::transport::Transport;

/// A conversation with one OCP. Clones share the conversation, and what became of the login.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    url: BaseUrl,
    clock: Arc<dyn Clock>,
    transport: Transport,
    /// Held by the one call that tries a login.
    trying: tokio::sync::Mutex<()>,
    /// Those that carry a login: when it stops being right, no more of them are refused.
    under_way: Semaphore,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    state: LoginState,
    /// Counts logins, so that the answer to an old one says nothing of a new one.
    number: u64,
    seen: Seen,
    quiet: Quiet,
}

/// OCP locks a user after five wrong passwords, and others may be logging in as the same one.
const AT_ONCE: usize = 2;

impl Client {
    /// Reads the URL as [`BaseUrl::parse`] does; connects to nothing yet. There is no login at first.
    ///
    /// The URL says whether OCP is asked over https. It is a wish for a certificate that holds, so that
    /// [`Tls::Off`](reach::Tls::Off) trusts as [`Tls::System`](reach::Tls::System) does there; over http `tls` is of
    /// no account.
    ///
    /// # Errors
    ///
    /// When the URL cannot be read or the options cannot be used.
    pub fn new(base_url: &str, options: Options) -> Result<Client, Error> {
        let url = BaseUrl::parse(base_url)?;
        let transport = Transport::new(url.clone(), &options)?;
        let (trying, held) = (tokio::sync::Mutex::default(), Mutex::default());
        let under_way = Semaphore::new(AT_ONCE);
        let inner = Inner { url, clock: options.clock, transport, trying, under_way, held };
        Ok(Client { inner: Arc::new(inner) })
    }

    pub fn base_url(&self) -> &BaseUrl {
        &self.inner.url
    }

    /// Replaces the login. Calls that are under way still carry the old one.
    pub fn set_login(&self, login: Login) {
        self.replace(LoginState::Untried(login));
    }

    /// Forgets the login.
    pub fn clear_login(&self) {
        self.replace(LoginState::Missing);
    }

    /// How far OCP's clock is from ours. Signed requests carry OCP's time, and one that is a quarter of an hour away
    /// is refused. [`Client::probe`] measures it and sets it.
    pub fn set_clock_offset(&self, offset: ClockOffset) {
        self.held().seen.offset = Some(offset);
    }

    /// As it was set or measured last.
    pub fn clock_offset(&self) -> Option<ClockOffset> {
        self.held().seen.offset
    }

    /// The host that requests are signed for, `host` or `host:port` exactly as OCP sees it in the `Host` header, when
    /// something between us and OCP writes another one there than we send. What we send stays the base URL's, which
    /// that in between may need to find OCP. `None` for the base URL's own.
    ///
    /// # Errors
    ///
    /// [`Error::Options`] when it is no host. Nothing is changed then.
    pub fn set_signing_host(&self, signing_host: Option<&str>) -> Result<(), Error> {
        self.held().seen.set_host(signing_host)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// Asks without a login.
    pub(crate) async fn get_open(&self, path: &str) -> Result<Opened, Error> {
        let url = self.inner.transport.url(path)?;
        self.send(Method::GET, url, HeaderMap::new(), Vec::new()).await
    }

    /// Asks with the login.
    pub(crate) async fn get(&self, path: &str) -> Result<Opened, Error> {
        self.call(Method::GET, path, None).await
    }

    /// Asks with the login for something that `read` can read.
    pub(crate) async fn get_as<T>(&self, path: &str, read: impl Fn(&Value) -> Option<T>) -> Result<T, Error> {
        let opened = self.get(path).await?;
        opened.json().and_then(read).ok_or_else(|| opened.foreign())
    }

    /// Calls what changes something, and gives what was in the answer; null when that was nothing. What OCP took it
    /// has taken, whatever it says of it. A page that is none of OCP's says nothing of the kind, nor does JSON without
    /// its envelope.
    pub(crate) async fn change(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Error> {
        let opened = self.call(method, path, body).await?;
        match opened.content {
            Content::Data(data) => Ok(data),
            Content::Text(ref text) if text.trim().is_empty() => Ok(Value::Null),
            Content::Bare(_) | Content::Text(_) => Err(opened.foreign()),
        }
    }

    /// Calls with the login. One that OCP has not seen yet is tried by one call at a time, and one that it has accepted
    /// is sent by [`AT_ONCE`].
    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Opened, Error> {
        let url = self.inner.transport.url(path)?;
        let body = body.map(Value::to_string).unwrap_or_default().into_bytes();
        // It is never closed.
        let _place = self.inner.under_way.acquire().await.ok();
        let turn = if self.is_untried() { Some(self.inner.trying.lock().await) } else { None };
        let (login, number) = self.login()?;
        // Somebody else may have tried it meanwhile.
        let _turn = turn.filter(|_| self.is_untried());
        let seen = self.held().seen.clone();
        let headers = login.headers(&Outgoing {
            method: &method,
            url: &url,
            body: &body,
            now: seen.now(self.clock()),
            signing_host: seen.host(),
        })?;
        let opened = self.send(method, url, headers, body).await;
        let mut held = self.held();
        if held.number == number {
            if matches!(opened, Err(Error::Unauthorized(_))) {
                held.state = LoginState::Refused;
            } else if opened.is_ok() && !matches!(held.state, LoginState::Refused) {
                held.state = LoginState::Accepted(login);
            }
        }
        opened
    }

    /// Sends it unless OCP wants to be left alone, and notes when it does.
    async fn send(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Opened, Error> {
        if let Some(wait) = self.held().quiet.left(self.clock()) {
            return Err(Error::Quiet { wait });
        }
        let opened = envelope::open(self.inner.transport.send(method, url, headers, body).await?);
        if let Err(Error::Throttled { wait: Some(wait), .. }) = &opened {
            self.held().quiet.keep(*wait, self.clock());
        }
        opened
    }

    fn is_untried(&self) -> bool {
        matches!(self.held().state, LoginState::Untried(_))
    }

    fn login(&self) -> Result<(Login, u64), Error> {
        let held = self.held();
        match &held.state {
            LoginState::Missing => Err(Error::NoLogin),
            LoginState::Refused => Err(Error::LoginRefused),
            LoginState::Untried(login) | LoginState::Accepted(login) => Ok((login.clone(), held.number)),
        }
    }

    fn replace(&self, state: LoginState) {
        let mut held = self.held();
        held.state = state;
        held.number += 1;
    }

    /// Never held across an await.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.inner.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("url", &self.inner.url).finish_non_exhaustive()
    }
}
