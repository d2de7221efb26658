use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::time::Duration;

use futures::future::join_all;
use obshell_api::Address;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A lost first packet is sent again after a second: waiting longer tells nothing new.
const PATIENCE: Duration = Duration::from_secs(1);

/// What knocking at a port came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortAnswer {
    /// Somebody answers.
    InUse,
    /// The host refuses: nobody listens.
    Free,
    /// Nothing came back, so there may be a firewall in between.
    Silent,
}

/// Knocks at all `ports` of the host at once, and at none twice. Performs network I/O, for a second at most.
pub async fn ask_ports(host: &Address, ports: impl IntoIterator<Item = u16>) -> BTreeMap<u16, PortAnswer> {
    let knock = async |port: u16| {
        let answer = match timeout(PATIENCE, TcpStream::connect((host.host(), port))).await {
            Ok(Ok(_)) => PortAnswer::InUse,
            Ok(Err(problem)) if problem.kind() == ErrorKind::ConnectionRefused => PortAnswer::Free,
            Ok(Err(_)) | Err(_) => PortAnswer::Silent,
        };
        (port, answer)
    };
    join_all(ports.into_iter().map(knock)).await.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_is_taken_or_free() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let taken = listener.local_addr().unwrap().port();
        let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let free = gone.local_addr().unwrap().port();
        drop(gone);
        let host = Address::parse("127.0.0.1:2886").unwrap();
        let found = ask_ports(&host, [taken, free]).await;
        assert_eq!(found, BTreeMap::from([(taken, PortAnswer::InUse), (free, PortAnswer::Free)]));
    }
}
