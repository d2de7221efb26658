use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, SystemClock};
use crate::random::{Random, SystemRandom};

/// How a client talks to its agent.
#[derive(Clone)]
pub struct Options {
    /// Limit for the TCP connection and the TLS handshake.
    pub connect_timeout: Duration,
    /// Limit for a whole request, from the first byte out to the last byte in.
    pub total_timeout: Duration,
    /// Largest accepted response body, in bytes.
    pub max_body: usize,
    pub tls: Tls,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// Language of the agent's messages: one tag such as `en-US` or `zh-CN`. Agents cannot read a list.
    pub accept_language: String,
}

/// Whether the agent is asked over http or https, and whom to trust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// Plain http.
    #[default]
    Off,
    /// https, with the certificate authorities that the operating system trusts.
    System,
    /// https, trusting only the certificate authorities in this PEM text.
    PrivateCa(Vec<u8>),
}

impl Default for Options {
    fn default() -> Options {
        Options {
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(30),
            max_body: 16 * 1024 * 1024,
            tls: Tls::Off,
            clock: Arc::new(SystemClock::default()),
            random: Arc::new(SystemRandom),
            accept_language: "en-US".to_owned(),
        }
    }
}
