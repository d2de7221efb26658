use std::fmt;
#[cfg(unix)]
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use reqwest::{ClientBuilder, Proxy};
use secrecy::{ExposeSecret, SecretString};

use crate::base_url::{Place, parse_host};
use crate::error::Error;

/// The way to the OCP. The proxy settings of the operating system and the environment are never used.
#[derive(Clone, Debug, Default)]
pub enum Route {
    #[default]
    Direct,
    /// Through an HTTP proxy, which is itself asked over plain http. An OCP with https is reached through `CONNECT`;
    /// of one without, the proxy reads everything, the password too.
    HttpProxy(ProxyAddress),
    /// Through a SOCKS5 proxy, which also looks up OCP's name.
    SocksProxy(ProxyAddress),
    /// Through a Unix socket that leads to OCP, such as the near end of a forward by ssh. The host in the URL is then only
    /// a name, against which OCP's certificate is still checked.
    #[cfg(unix)]
    Socket(PathBuf),
}

/// A proxy, and who we are to it.
#[derive(Clone, Debug)]
pub struct ProxyAddress {
    /// IP address, without brackets, or host name.
    pub host: String,
    pub port: u16,
    /// At most 255 bytes.
    pub user: Option<String>,
    /// At most 255 bytes. Sent to the proxy in the clear. The HTTP library keeps a copy that is not wiped.
    pub password: Option<SecretString>,
}

impl Route {
    pub(crate) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        Ok(match self {
            Route::Direct => builder,
            Route::HttpProxy(proxy) => builder.proxy(proxy.http()?),
            Route::SocksProxy(proxy) => builder.proxy(proxy.socks()?),
            #[cfg(unix)]
            Route::Socket(path) => builder.unix_socket(path.as_path()),
        })
    }

    pub(crate) fn proxy(&self) -> Option<&ProxyAddress> {
        match self {
            Route::HttpProxy(proxy) | Route::SocksProxy(proxy) => Some(proxy),
            Route::Direct => None,
            #[cfg(unix)]
            Route::Socket(_) => None,
        }
    }
}

/// `host:port`, with brackets around an IPv6 address.
impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Place(&self.host, self.port).fmt(f)
    }
}

impl ProxyAddress {
    fn http(&self) -> Result<Proxy, Error> {
        let proxy = Proxy::all(format!("http://{}", self.place()?)).map_err(|_| self.unusable("address"))?;
        let Some((user, password)) = self.account()? else { return Ok(proxy) };
        let account = STANDARD.encode(format!("{user}:{password}"));
        let header = HeaderValue::from_str(&format!("Basic {account}"));
        let mut header = header.map_err(|_| self.unusable("user"))?;
        header.set_sensitive(true);
        Ok(proxy.custom_http_auth(header))
    }

    fn socks(&self) -> Result<Proxy, Error> {
        let account = match self.account()? {
            Some((user, password)) => format!("{}:{}@", escaped(user), escaped(password)),
            None => String::new(),
        };
        Proxy::all(format!("socks5h://{account}{}", self.place()?)).map_err(|_| self.unusable("address"))
    }

    /// Checked here because reqwest takes a proxy that it cannot read for none, and goes directly.
    fn place(&self) -> Result<String, Error> {
        let usable = self.port > 0 && parse_host(&self.host).is_ok();
        if usable { Ok(self.to_string()) } else { Err(self.unusable("address")) }
    }

    fn account(&self) -> Result<Option<(&str, &str)>, Error> {
        let Some(user) = &self.user else { return Ok(None) };
        let password = self.password.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        if user.len() > 255 || password.len() > 255 {
            return Err(self.unusable("user or password"));
        }
        Ok(Some((user, password)))
    }

    fn unusable(&self, part: &str) -> Error {
        Error::Options {
            detail: format!("the proxy's {part} cannot be used ({})", self.to_string().escape_debug()),
        }
    }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
