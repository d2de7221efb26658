use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reach::{Clock, Options};
use reqwest::Method;

use crate::base_url::BaseUrl;
use crate::envelope::{self, Opened};
use crate::error::Error;
use crate::login::{Login, LoginState};
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
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    state: LoginState,
    /// Counts logins, so that the answer to an old one says nothing of a new one.
    number: u64,
}

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
        Ok(Client { inner: Arc::new(Inner { url, clock: options.clock, transport, trying, held }) })
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

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// Asks without a login.
    pub(crate) async fn get_open(&self, path: &str) -> Result<Opened, Error> {
        envelope::open(self.inner.transport.send(Method::GET, path, None).await?)
    }

    /// Asks with the login.
    pub(crate) async fn get(&self, path: &str) -> Result<Opened, Error> {
        self.call(Method::GET, path).await
    }

    /// Calls with the login. One that OCP has not seen yet is tried by one call at a time.
    pub(crate) async fn call(&self, method: Method, path: &str) -> Result<Opened, Error> {
        let turn = if self.is_untried() { Some(self.inner.trying.lock().await) } else { None };
        let (login, number) = self.login()?;
        // Somebody else may have tried it meanwhile.
        let _turn = turn.filter(|_| self.is_untried());
        let answer = self.inner.transport.send(method, path, Some(login.basic()?)).await?;
        let opened = envelope::open(answer);
        let mut held = self.held();
        if held.number == number {
            if opened.is_ok() {
                held.state = LoginState::Accepted(login);
            } else if matches!(opened, Err(Error::Unauthorized(_))) {
                held.state = LoginState::Refused;
            }
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
