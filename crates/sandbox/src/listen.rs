//! Where agents and their OCP listen: on loopback only.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;

use crate::error::SandboxError;

const PORT: u16 = 2886;
const OCP_PORT: u16 = 8080;

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
        return bind(address).await.map_err(|source| SandboxError::Listen { address, source });
    }
    // Linux routes all of 127/8 locally: every agent gets the port a real one has.
    let wanted = if cfg!(target_os = "linux") {
        let last = u8::try_from(index + 1).unwrap_or(1);
        SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), PORT)
    } else {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT + step)
    };
    if let Ok(listener) = bind(wanted).await {
        return Ok(listener);
    }
    let address = SocketAddr::new(wanted.ip(), 0);
    bind(address).await.map_err(|source| SandboxError::Listen { address, source })
}

/// An OCP has no place of its own among agents with given ports: it takes any.
pub(crate) async fn ocp(first: Option<SocketAddr>) -> Result<TcpListener, SandboxError> {
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if first.is_none()
        && let Ok(listener) = bind(SocketAddr::new(loopback, OCP_PORT)).await
    {
        return Ok(listener);
    }
    let address = SocketAddr::new(first.map_or(loopback, |first| first.ip()), 0);
    bind(address).await.map_err(|source| SandboxError::Listen { address, source })
}

/// Listens on `address`.
pub(crate) async fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Where `listener` listens.
pub(crate) fn local(listener: &TcpListener) -> Result<SocketAddr, SandboxError> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
    listener.local_addr().map_err(|source| SandboxError::Listen { address, source })
}
