use std::time::Duration;

use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::client::Client;
use crate::credentials::{Held, Rule};
use crate::crypto::body::BodyKey;
use crate::crypto::header::Header;
use crate::envelope;
use crate::error::Error;
use crate::expiry::{LIFETIME, expiry};
use crate::gate::Pass;
use crate::transport::{Exchange, Load};
use crate::upload::{self, Upload};

/// A call of a protected route.
pub struct Call {
    pub method: Method,
    /// Path and query.
    pub target: String,
    pub body: Option<Payload>,
    pub rule: Rule,
    /// Whether it may change something, so that a lost answer leaves its outcome unknown.
    pub mutating: bool,
}

/// What a call brings, before it is encrypted.
pub enum Payload {
    /// Plain JSON.
    Json(Zeroizing<Vec<u8>>),
    File(Upload),
}

impl Call {
    pub fn get(target: impl Into<String>) -> Call {
        let (method, target) = (Method::GET, target.into());
        Call { method, target, body: None, rule: Rule::Identity, mutating: false }
    }

    pub fn delete(target: impl Into<String>) -> Call {
        let (method, target) = (Method::DELETE, target.into());
        Call { method, target, body: None, rule: Rule::Identity, mutating: true }
    }

    /// A call that changes something and brings nothing.
    pub fn post(target: impl Into<String>) -> Call {
        Call { method: Method::POST, ..Call::delete(target) }
    }

    /// A call that only reads, whatever its method.
    pub fn read_only(self) -> Call {
        Call { mutating: false, ..self }
    }

    pub fn ruled(self, rule: Rule) -> Call {
        Call { rule, ..self }
    }

    /// How long its header is to be good for: some agents look at that only when they have the whole request.
    fn lifetime(&self) -> Duration {
        match &self.body {
            Some(Payload::File(_)) => upload::LIMIT,
            Some(Payload::Json(_)) | None => LIFETIME,
        }
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

impl Client {
    /// Makes the call and returns `data`; `None` when the answer has none.
    ///
    /// Sent a second time only after an answer that proves that the agent refused to act on the first.
    /// With a [`Gate`](crate::Gate) the turn is taken after the agent's key, clock and identity are known, so
    /// that an agent that cannot be reached keeps no other waiting.
    pub(crate) async fn call(&self, call: &Call, trace_id: &str) -> Result<Option<Value>, Error> {
        let mut pass = Pass::new(self.known().gate.clone())?;
        self.prepare(trace_id).await?;
        let held = self.admitted(call, &mut pass).await?;
        let error = match self.attempt(call, held, trace_id, &mut pass).await {
            Err(Error::Rejected(error)) if error.status == 401 => error,
            Ok(data) => return Ok(data),
            Err(error) => return Err(error),
        };
        if held == Held::Empty {
            // No password was sent: a call that is dropped from here on has had none refused.
            pass.unlearn();
        }
        let remedy = self.remedy(call, held, &error, trace_id).await;
        let answer = Err(Error::Rejected(error.clone()));
        // Judged anew: who the agent is may be known better by now.
        let verdict = self.verdict(call, held, &answer);
        let other = match remedy {
            Ok(Some(other)) if pass.admit(other).await.is_ok() => other,
            Ok(_) => {
                pass.learn(held, verdict);
                return answer;
            }
            Err(error) => {
                pass.learn(held, verdict);
                return Err(error);
            }
        };
        let (agent, path, cause) = (self.address(), call.path(), error.kind());
        tracing::debug!(%agent, path, ?cause, "corrected, sending once more");
        let answer = self.attempt(call, other, trace_id, &mut pass).await;
        if other != held && !answer.as_ref().is_err_and(Error::is_unauthorized) {
            self.known().settled = Some(other);
        }
        answer
    }

    /// [`Client::call`], reading `data` as `T`.
    pub(crate) async fn call_for<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        let trace_id = self.trace_id();
        let data = self.call(&call, &trace_id).await?;
        decode(data.unwrap_or(Value::Null), call.path(), trace_id)
    }

    /// [`Client::call`], reading `data` as `T` unless it is missing.
    pub(crate) async fn call_for_option<T: DeserializeOwned>(&self, call: Call) -> Result<Option<T>, Error> {
        let trace_id = self.trace_id();
        match self.call(&call, &trace_id).await? {
            Some(data) => decode(data, call.path(), trace_id).map(Some),
            None => Ok(None),
        }
    }

    /// [`Client::call`], reading `data` as a wrapped list.
    pub(crate) async fn call_for_list<T: DeserializeOwned>(&self, call: Call) -> Result<Vec<T>, Error> {
        let trace_id = self.trace_id();
        let data = self.call(&call, &trace_id).await?;
        decode(envelope::contents(data), call.path(), trace_id)
    }

    /// `GET` of a route that needs no credential.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, path: &str, trace_id: &str) -> Result<T, Error> {
        let data = self.fetch_bare(path, trace_id).await?;
        decode(data.unwrap_or(Value::Null), path, trace_id.to_owned())
    }

    /// `GET` without a header, whatever the route needs.
    pub(crate) async fn fetch_bare(&self, path: &str, trace_id: &str) -> Result<Option<Value>, Error> {
        let url = self.inner.transport.url(path)?;
        let (method, trace_id) = (Method::GET, trace_id.to_owned());
        self.exchange(Exchange { method, url, credential: None, body: None, mutating: false, trace_id }).await
    }

    pub(crate) fn trace_id(&self) -> String {
        let mut bytes = [0; 8];
        self.inner.random.fill(&mut bytes);
        format!("{:016x}", u64::from_be_bytes(bytes))
    }

    /// The credential to begin with, once the gate lets it pass.
    async fn admitted(&self, call: &Call, pass: &mut Pass) -> Result<Held, Error> {
        let mut held = self.choose(call);
        loop {
            pass.admit(held).await?;
            // What was learned meanwhile may make another one the better choice.
            let chosen = self.choose(call);
            if chosen == held {
                return Ok(held);
            }
            held = chosen;
        }
    }

    fn choose(&self, call: &Call) -> Held {
        let known = self.known();
        let Some(facts) = &known.facts else { return Held::Empty };
        known.credentials.first(call.rule, facts, known.settled)
    }

    async fn attempt(
        &self,
        call: &Call,
        held: Held,
        trace_id: &str,
        pass: &mut Pass,
    ) -> Result<Option<Value>, Error> {
        let exchange = self.seal(call, held, trace_id)?;
        let answer = self.exchange(exchange).await;
        pass.learn(held, self.verdict(call, held, &answer));
        answer
    }

    async fn exchange(&self, exchange: Exchange) -> Result<Option<Value>, Error> {
        let (transport, mutating) = (&self.inner.transport, exchange.mutating);
        let answer = transport.send(exchange).await?;
        envelope::open(answer).map_err(|error| transport.misread(error, mutating))
    }

    /// Encrypts the call for the agent's key, with a fresh body key.
    fn seal(&self, call: &Call, held: Held, trace_id: &str) -> Result<Exchange, Error> {
        let url = self.inner.transport.url(&call.target)?;
        let body_key = BodyKey::fresh(self.inner.random.as_ref());
        let known = self.known();
        let unknown = || Error::Encrypt { detail: "the agent's key or clock is not known".to_owned() };
        let (key, clock) = known.key.as_ref().zip(known.clock).ok_or_else(unknown)?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let header = Header {
            password: known.credentials.secret(held),
            expiry: expiry(clock, self.inner.clock.now(), call.lifetime()),
            uri: &format!("{}{query}", url.path()),
            body_key: &body_key,
        };
        let credential = Some((held.header_name(), header.seal(key)?));
        let body = match &call.body {
            Some(Payload::Json(plain)) => Some(Load::Json(body_key.encrypt(plain)?)),
            Some(Payload::File(upload)) => Some(Load::File(upload.load(&body_key)?)),
            None => None,
        };
        let (method, mutating, trace_id) = (call.method.clone(), call.mutating, trace_id.to_owned());
        Ok(Exchange { method, url, credential, body, mutating, trace_id })
    }
}

fn decode<T: DeserializeOwned>(data: Value, path: &str, trace_id: String) -> Result<T, Error> {
    serde_json::from_value(data).map_err(|e| Error::Decode {
        path: path.to_owned(),
        detail: e.to_string(),
        trace_id,
    })
}
