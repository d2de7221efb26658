use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Proxy;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::host::{self, Place};
use crate::options::OptionsError;

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

/// The text is not a proxy's `host:port`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a proxy's address is written as host:port")]
pub struct ProxyAddressError;

/// `host:port`, with brackets around an IPv6 address.
impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Place(&self.host, self.port).fmt(f)
    }
}

/// Reads `host:port`, with brackets around an IPv6 address; the port must be there. Surrounding blanks are dropped.
impl FromStr for ProxyAddress {
    type Err = ProxyAddressError;

    fn from_str(text: &str) -> Result<ProxyAddress, ProxyAddressError> {
        let (host, port) = host::split(text.trim()).map_err(|_| ProxyAddressError)?;
        let port = port.and_then(host::parse_port).ok_or(ProxyAddressError)?;
        Ok(ProxyAddress { host, port, user: None, password: None })
    }
}

impl ProxyAddress {
    pub(crate) fn http(&self) -> Result<Proxy, OptionsError> {
        let proxy = Proxy::all(format!("http://{}", self.place()?)).map_err(|_| self.unusable("address"))?;
        let Some((user, password)) = self.account()? else { return Ok(proxy) };
        let account = STANDARD.encode(format!("{user}:{password}"));
        let header = HeaderValue::from_str(&format!("Basic {account}"));
        let mut header = header.map_err(|_| self.unusable("user"))?;
        header.set_sensitive(true);
        Ok(proxy.custom_http_auth(header))
    }

    pub(crate) fn socks(&self) -> Result<Proxy, OptionsError> {
        let account = match self.account()? {
            Some((user, password)) => format!("{}:{}@", escaped(user), escaped(password)),
            None => String::new(),
        };
        let url = format!("socks5h://{account}{}", self.place()?);
        Proxy::all(url).map_err(|_| self.unusable("address"))
    }

    /// Checked here because reqwest takes a proxy that it cannot read for none, and goes directly.
    fn place(&self) -> Result<String, OptionsError> {
        let usable = self.port > 0 && host::parse_host(&self.host).is_ok();
        if usable { Ok(self.to_string()) } else { Err(self.unusable("address")) }
    }

    fn account(&self) -> Result<Option<(&str, &str)>, OptionsError> {
        let Some(user) = &self.user else { return Ok(None) };
        let password = self.password.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        if user.len() > 255 || password.len() > 255 {
            return Err(self.unusable("user or password"));
        }
        Ok(Some((user, password)))
    }

    fn unusable(&self, part: &str) -> OptionsError {
        OptionsError {
            detail: format!("the proxy's {part} cannot be used ({})", self.to_string().escape_debug()),
        }
    }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        for (text, canonical) in [
            (" Proxy.example:3128 ", "proxy.example:3128"),
            ("10.0.0.1:1", "10.0.0.1:1"),
            ("[2001:0DB8:0::1]:1080", "[2001:db8::1]:1080"),
        ] {
            let proxy: ProxyAddress = text.parse().unwrap();
            assert_eq!(proxy.to_string(), canonical);
            assert!(proxy.user.is_none() && proxy.password.is_none());
        }
        let v6: ProxyAddress = "[2001:db8::1]:80".parse().unwrap();
        assert_eq!((v6.host.as_str(), v6.port), ("2001:db8::1", 80));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "proxy",
            ":80",
            "proxy:",
            "proxy:0",
            "proxy:+80",
            "proxy:65536",
            "proxy:http",
            "2001:db8::1:80",
        ] {
            assert_eq!(text.parse::<ProxyAddress>().err(), Some(ProxyAddressError), "{text}");
        }
        for text in ["http://proxy:80", "a b:80", "me@proxy:80", "[proxy]:80", "[::1]", "10.0.0:80"] {
            assert_eq!(text.parse::<ProxyAddress>().err(), Some(ProxyAddressError), "{text}");
        }
    }
}
