#[cfg(unix)]
use std::path::PathBuf;

use reqwest::ClientBuilder;

use crate::options::OptionsError;
use crate::proxy::ProxyAddress;

/// The way to the server. The proxy settings of the operating system and the environment are never used.
#[derive(Clone, Debug, Default)]
pub enum Route {
    #[default]
    Direct,
    /// Through an HTTP proxy, which is itself asked over plain http.
    ///
    /// A server with https is reached through `CONNECT`: the proxy sees its address only. One without is asked
    /// in absolute form (`GET http://…`): the proxy sees, and could change, all that anybody on the way could.
    /// That is everything an OCP is told, its password too; of a request to an agent only the path, because header
    /// and body are encrypted for the agent. The `Uri` that an agent's header signs is the path and the query, which
    /// the proxy hands on as they are.
    HttpProxy(ProxyAddress),
    /// Through a SOCKS5 proxy, which also looks up the server's name.
    SocksProxy(ProxyAddress),
    /// Through a Unix socket that leads to the server, such as the near end of a forward by ssh.
    /// The server's address is then only a name, against which its certificate is still checked.
    #[cfg(unix)]
    Socket(PathBuf),
}

impl Route {
    pub(crate) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, OptionsError> {
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

    /// Whether the proxy reads plain http, and can answer in the server's place.
    pub(crate) fn relays_http(&self) -> bool {
        match self {
            Route::HttpProxy(_) => true,
            Route::Direct | Route::SocksProxy(_) => false,
            #[cfg(unix)]
            Route::Socket(_) => false,
        }
    }
}
