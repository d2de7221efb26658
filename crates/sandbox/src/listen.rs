//! Where agents and their OCP listen: on loopback only.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use tokio::net::TcpListener;

use crate::error::SandboxError;
use crate::lock;

const PORT: u16 = 2886;
const OCP_PORT: u16 = 8080;

/// How many sandboxes of this process have an agent at an address, whether it is up or not. The system would give
/// the address of an agent that is down to the next one who asks.
static OWNED: Mutex<BTreeMap<SocketAddr, usize>> = Mutex::new(BTreeMap::new());

/// An address that is its agent's, up or down, until this is dropped.
pub(crate) struct Owned(SocketAddr);

impl Owned {
    /// Makes the address of `listener` its agent's own.
    pub fn of(listener: &TcpListener) -> Option<Self> {
        let address = listener.local_addr().ok()?;
        *lock(&OWNED).entry(address).or_default() += 1;
        Some(Self(address))
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        let mut owned = lock(&OWNED);
        if let Some(count) = owned.get_mut(&self.0) {
            *count -= 1;
        }
        owned.retain(|_, count| *count > 0);
    }
}

/// Listens for agent number `index`: at the address it is `known` by, or else beside the `first`.
pub(crate) async fn agent(
    first: Option<SocketAddr>,
    index: usize,
    known: Option<SocketAddr>,
) -> Result<TcpListener, SandboxError> {
    if let Some(address) = known {
        return bind(address).await.map_err(|source| SandboxError::Listen { address, source });
    }
    let step = u16::try_from(index).unwrap_or_default();
    if let Some(first) = first {
        let port = if first.port() == 0 { 0 } else { first.port().saturating_add(step) };
        let address = SocketAddr::new(first.ip(), port);
        return bind_free(address).await;
    }
    // Linux routes all of 127/8 locally: every agent gets the port a real one has.
    let wanted = if cfg!(target_os = "linux") {
        let last = u8::try_from(index + 1).unwrap_or(1);
        SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), PORT)
    } else {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT + step)
    };
    if let Ok(listener) = bind_free(wanted).await {
        return Ok(listener);
    }
    bind_free(SocketAddr::new(wanted.ip(), 0)).await
}

/// An OCP has no place of its own among agents with given ports: it takes any.
pub(crate) async fn ocp(first: Option<SocketAddr>) -> Result<TcpListener, SandboxError> {
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if first.is_none()
        && let Ok(listener) = bind_free(SocketAddr::new(loopback, OCP_PORT)).await
    {
        return Ok(listener);
    }
    bind_free(SocketAddr::new(first.map_or(loopback, |first| first.ip()), 0)).await
}

/// Listens on `address`.
pub(crate) async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// The same, unless an agent that is down owns it. At port 0 there is always another port.
async fn bind_free(address: SocketAddr) -> Result<TcpListener, SandboxError> {
    let failed = |source| SandboxError::Listen { address, source };
    let mut owned = Vec::new();
    loop {
        let listener = bind(address).await.map_err(failed)?;
        if !lock(&OWNED).contains_key(&local(&listener)?) {
            return Ok(listener);
        }
        if address.port() != 0 {
            return Err(failed(io::ErrorKind::AddrInUse.into()));
        }
        // Kept until there is one, so that the system does not offer it again.
        owned.push(listener);
    }
}

/// Where `listener` listens.
pub(crate) fn local(listener: &TcpListener) -> Result<SocketAddr, SandboxError> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
    listener.local_addr().map_err(|source| SandboxError::Listen { address, source })
}
