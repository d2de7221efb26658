use std::time::Duration;

use reach::ClockOffset;
use serde::Deserialize;
use time::OffsetDateTime;

use crate::client::{Client, Probe};
use crate::crypto::key::PublicKey;
use crate::error::Error;
use crate::facts::Facts;
use crate::model::agent::{AgentInfo, AgentStatus};
use crate::model::lenient;

/// Routes that need no credential, and what the client learns from them.
impl Client {
    /// All that an agent tells a stranger: info, status, time and key, asked for in parallel.
    ///
    /// Fails when the agent offers another key than the pinned one. A missing status is tolerated.
    pub async fn probe(&self) -> Result<Probe, Error> {
        let trace_id = self.trace_id();
        let status = async { Ok::<_, Error>(self.fetch("/api/v1/status", &trace_id).await.ok()) };
        let (info, status, offset, key) = tokio::try_join!(
            self.fetch_info(&trace_id),
            status,
            self.measure(&trace_id),
            self.fetch_key(&trace_id)
        )?;
        let latency = Duration::try_from_secs_f64(offset.round_trip_ms / 1000.0).unwrap_or_default();
        Ok(Probe { info, status, offset, key, latency })
    }

    /// What the agent is. `GET /api/v1/info`.
    pub async fn info(&self) -> Result<AgentInfo, Error> {
        self.fetch_info(&self.trace_id()).await
    }

    /// How the agent and its observer are. Takes up to 10 s when the observer hangs. `GET /api/v1/status`.
    pub async fn status(&self) -> Result<AgentStatus, Error> {
        self.fetch("/api/v1/status", &self.trace_id()).await
    }

    /// The agent's clock, in its own time zone. `GET /api/v1/time`.
    pub async fn time(&self) -> Result<OffsetDateTime, Error> {
        self.fetch_time(&self.trace_id()).await
    }

    /// Measures the agent's clock against ours, and signs with it from now on. `GET /api/v1/time`.
    pub async fn measure_clock(&self) -> Result<ClockOffset, Error> {
        self.measure(&self.trace_id()).await
    }

    /// The agent's key, which is used from now on if it is the pinned one or none is pinned.
    /// Unauthenticated: whoever sits in between can offer a key of his own. `GET /api/v1/secret`.
    pub async fn secret(&self) -> Result<PublicKey, Error> {
        self.fetch_key(&self.trace_id()).await
    }

    /// Makes sure that the key, the clock and the identity are known.
    pub(crate) async fn prepare(&self, trace_id: &str) -> Result<(), Error> {
        if self.prepared() {
            return Ok(());
        }
        let _one_at_a_time = self.inner.preparing.lock().await;
        let (key, clock, facts) = {
            let known = self.known();
            (known.key.is_none(), known.clock.is_none(), known.facts.is_none())
        };
        let key = async { if key { self.fetch_key(trace_id).await.map(drop) } else { Ok(()) } };
        let clock = async { if clock { self.measure(trace_id).await.map(drop) } else { Ok(()) } };
        let facts = async { if facts { self.fetch_info(trace_id).await.map(drop) } else { Ok(()) } };
        tokio::try_join!(key, clock, facts)?;
        Ok(())
    }

    pub(crate) async fn fetch_key(&self, trace_id: &str) -> Result<PublicKey, Error> {
        let secret: Secret = self.fetch("/api/v1/secret", trace_id).await?;
        let key = PublicKey::from_base64(&secret.public_key)?;
        let offered = key.fingerprint();
        let mut known = self.known();
        known.offered = Some(offered);
        if let Some(pinned) = known.pin.filter(|pinned| *pinned != offered) {
            known.key = None;
            tracing::warn!(agent = %self.address(), %pinned, %offered, "the agent's key changed");
            return Err(Error::KeyChanged { pinned, offered });
        }
        known.key = Some(key.clone());
        Ok(key)
    }

    pub(crate) async fn measure(&self, trace_id: &str) -> Result<ClockOffset, Error> {
        let clock = &self.inner.clock;
        let (sent, start) = (clock.now(), clock.monotonic());
        let agent = self.fetch_time(trace_id).await?;
        let round_trip = clock.monotonic().saturating_sub(start);
        let offset = ClockOffset::measured(sent, round_trip, agent);
        self.known().clock = Some(offset);
        tracing::debug!(agent = %self.address(), offset.offset_ms, offset.round_trip_ms, "clock measured");
        Ok(offset)
    }

    pub(crate) async fn fetch_info(&self, trace_id: &str) -> Result<AgentInfo, Error> {
        let info: AgentInfo = self.fetch("/api/v1/info", trace_id).await?;
        self.note(Facts::from(&info));
        Ok(info)
    }

    async fn fetch_time(&self, trace_id: &str) -> Result<OffsetDateTime, Error> {
        let path = "/api/v1/time";
        let text: String = self.fetch(path, trace_id).await?;
        lenient::parse_moment(&text).ok_or_else(|| Error::Decode {
            path: path.to_owned(),
            detail: "not a moment in RFC 3339".to_owned(),
            trace_id: trace_id.to_owned(),
        })
    }

    fn prepared(&self) -> bool {
        let known = self.known();
        known.key.is_some() && known.clock.is_some() && known.facts.is_some()
    }
}

#[derive(Deserialize)]
struct Secret {
    public_key: String,
}
