//! Connections that are agreed on before a request is read.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Who has not agreed after this long never will.
const PATIENCE: Duration = Duration::from_secs(10);
/// How the first record of a TLS conversation begins.
const CLIENT_HELLO: u8 = 0x16;
/// What Go answers to a request that is not encrypted.
const WANTS_HTTPS: &[u8] =
    b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

/// A connection that is agreed on, and who is at its other end.
pub(crate) type Agreed = (Box<TlsStream<TcpStream>>, SocketAddr);

/// Accepts connections without end, and hands on those that are agreed on. `config` is asked for each of them.
pub(crate) async fn accept(
    mut listener: TcpListener,
    config: impl Fn() -> Arc<ServerConfig>,
    agreed: mpsc::Sender<Agreed>,
) {
    loop {
        let (stream, peer) = Listener::accept(&mut listener).await;
        let (config, agreed) = (config(), agreed.clone());
        tokio::spawn(async move {
            let handshake = tokio::time::timeout(PATIENCE, agree(stream, config));
            tokio::select! {
                () = agreed.closed() => {}
                stream = handshake => {
                    if let Ok(Some(stream)) = stream {
                        // Nobody listens any more: the connection breaks, as it should.
                        let _ = agreed.send((Box::new(stream), peer)).await;
                    }
                }
            }
        });
    }
}

async fn agree(mut stream: TcpStream, config: Arc<ServerConfig>) -> Option<TlsStream<TcpStream>> {
    let mut first = [0];
    if stream.peek(&mut first).await.ok()? == 0 {
        return None;
    }
    if first[0] != CLIENT_HELLO {
        // A request that is not read would break the answer off.
        let _read = stream.read(&mut vec![0; 64 << 10]).await.ok()?;
        stream.write_all(WANTS_HTTPS).await.ok()?;
        stream.shutdown().await.ok()?;
        return None;
    }
    match TlsAcceptor::from(config).accept(stream).await {
        Ok(stream) => Some(stream),
        Err(error) => {
            tracing::debug!(%error, "handshake failed");
            None
        }
    }
}
