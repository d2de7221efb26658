use reach::{Clock, ClockOffset, host};
use time::{Duration, OffsetDateTime};

use crate::error::Error;

/// What OCP sees otherwise than we do, and signatures depend on.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub offset: Option<ClockOffset>,
    /// The `Host` header as it arrives, where something on the way writes another one.
    host: Option<String>,
}

impl Seen {
    /// OCP's time; ours where no clock can be as far away as OCP's is said to be.
    pub fn now(&self, clock: &dyn Clock) -> OffsetDateTime {
        let now = OffsetDateTime::from(clock.now());
        let offset = self.offset.and_then(|it| Duration::checked_seconds_f64(it.offset_ms / 1000.0));
        offset.and_then(|offset| now.checked_add(offset)).unwrap_or(now)
    }

    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Keeps what it was when `text` is no host.
    pub fn set_host(&mut self, text: Option<&str>) -> Result<(), Error> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        if !text.is_none_or(is_host) {
            let detail = "the signing host is not of the form host:port".to_owned();
            return Err(Error::Options { detail });
        }
        self.host = text.map(str::to_owned);
        Ok(())
    }
}

fn is_host(text: &str) -> bool {
    let port_fits = |port: Option<&str>| port.is_none_or(|port| host::parse_port(port).is_some());
    host::split(text).is_ok_and(|(_, port)| port_fits(port))
}
