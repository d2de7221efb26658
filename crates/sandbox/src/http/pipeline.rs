//! From a request to its answer, in the order an agent does things.

use std::net::SocketAddr;

use axum::http::HeaderMap;

use crate::Shared;
use crate::clock::Ns;
use crate::fault::Fault;
use crate::http::call::{Call, Reply};
use crate::http::envelope::{self, JSON, JSON_UTF8, Outbound};
use crate::http::relay;
use crate::http::router::{self, Route};
use crate::http::trace;
use crate::http::upload::Received;
use crate::records::{RequestRecord, SealedCredential};
use crate::secure::body;
use crate::secure::header::{Credential, Header};
use crate::secure::verify::{self, Verdict};

pub(super) const ROOT_HEADER: &str = "x-ocs-header";
pub(super) const AGENT_HEADER: &str = "x-ocs-agent-header";

/// A request as it came in.
pub(crate) struct Inbound {
    pub method: String,
    /// Path and query, byte for byte.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// In place of a body, what an upload came to.
    pub upload: Option<Received>,
    pub via: Via,
}

/// How the request came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Via {
    /// From a client.
    Client,
    /// Relayed by a follower, still with the client's credentials.
    Follower(SocketAddr),
    /// From an agent with its own credentials; the body is in clear.
    Peer,
}

/// Answers a request to agent `me`; `None` when the agent is gone meanwhile.
pub(crate) fn answer(shared: &Shared, me: usize, request: &Inbound) -> Option<Outbound> {
    let now = shared.clock.now_nanos();
    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (request.target.as_str(), None),
    };
    let (key, earlier_keys) = {
        let mut world = shared.world();
        world.catch_up(now);
        let agent = &world.agents[me];
        if !agent.up {
            return None;
        }
        (agent.key.clone(), agent.earlier_keys.clone())
    };
    let sealed = sealed_header(&request.headers).filter(|_| request.via != Via::Peer);
    let opened = sealed.map(|(credential, value)| (credential, value, Header::open(&key, value)));
    let seen = opened.as_ref().map(|(credential, value, opened)| {
        SealedCredential::of(*credential, value, opened.as_ref().ok(), &earlier_keys)
    });
    shared.world().agents[me].record(RequestRecord {
        method: request.method.clone(),
        path: request.target.clone(),
        relayed: request.via != Via::Client,
        credential: seen,
    });
    if let Some(other) = elsewhere(&request.method, path, query) {
        return Some(other);
    }
    let mut plain = request.body.clone();
    let mut header = None;
    if let Some((credential, _, opened)) = opened.filter(|_| !shared.bare) {
        match opened {
            Ok(opened) => header = Some((credential, opened)),
            Err(reason) => {
                let message = format!("Decrypt http header failed: {reason}");
                let fault = Fault::new(401, "Security.Authentication.Header.DecryptFailed", message);
                return Some(early(shared, me, now, &Fault { legacy: 1, ..fault }));
            }
        }
    }
    if let Some((_, header)) = &header
        && !plain.is_empty()
    {
        match body::open(&plain, &header.keys) {
            Ok(opened) => plain = opened,
            Err(fault) => return Some(early(shared, me, now, &fault)),
        }
    }
    if let Some(Received { sealed: Err(fault), .. }) = &request.upload {
        return Some(early(shared, me, now, fault));
    }
    if plain.is_empty() && request.body.is_empty() {
        plain = b"{}".to_vec();
    }
    let route = router::find(&request.method, path);
    let opened = Opened { request, query, header: header.as_ref(), plain: plain.clone() };
    let outcome = handle(shared, me, now, route, opened);
    match outcome {
        Outcome::Answered(outbound) => Some(outbound),
        Outcome::Forward(master) => Some(relay::forward(shared, me, now, request, header, master)),
        Outcome::Relay(other) => {
            let relayed = Inbound {
                method: request.method.clone(),
                target: request.target.clone(),
                headers: request.headers.clone(),
                body: plain,
                upload: request.upload.clone(),
                via: Via::Peer,
            };
            Some(relay::ask(shared, me, now, other, &relayed))
        }
    }
}

enum Outcome {
    Answered(Outbound),
    Forward(SocketAddr),
    Relay(SocketAddr),
}

/// A request after decryption.
struct Opened<'a> {
    request: &'a Inbound,
    query: Option<&'a str>,
    header: Option<&'a (Credential, Header)>,
    plain: Vec<u8>,
}

fn handle(shared: &Shared, me: usize, now: Ns, route: Option<Route>, opened: Opened<'_>) -> Outcome {
    let Opened { request, query, header, plain } = opened;
    let mut world = shared.world();
    let trace = trace::id(&request.headers, &request.target, &mut world.source);
    let timestamp = world.text(now + world.agents[me].skew());
    let refuse = |fault: &Fault, world: &crate::world::World| {
        let (timestamp, trace) = if fault.crash {
            (world.text(world.agents[me].started), "")
        } else {
            (timestamp.clone(), &*trace)
        };
        Outcome::Answered(Outbound::json(fault.status, JSON, &envelope::failure(fault, &timestamp, trace)))
    };
    let Some(route) = route else {
        return refuse(&Fault::not_found(&request.target), &world);
    };
    if request.via != Via::Peer && !shared.bare {
        let seconds = (now + world.agents[me].skew()).div_euclid(1_000_000_000);
        let state = &world.agents[me].state;
        match verify::verify(state, route.guard, &route.id, header, &request.target, seconds) {
            Ok(Verdict::Pass) => {}
            Ok(Verdict::Forward) => {
                let Some(master) = state.master else {
                    let message = "Master agent not found when auto-forwarding request to master";
                    let fault = Fault::new(500, "Request.Forward.MasterAgent.NotFound", message);
                    return refuse(&fault, &world);
                };
                if header.is_none_or(|(credential, _)| *credential == Credential::Agent) {
                    let message = "Header not found when auto-forwarding request to master";
                    return refuse(&Fault::new(500, "Request.Forward.Header.NotExist", message), &world);
                }
                return Outcome::Forward(master);
            }
            Err(fault) => {
                if verify::is_wrong_password(&fault) {
                    world.agents[me].refused += 1;
                }
                return refuse(&fault, &world);
            }
        }
    }
    let forwarder = match request.via {
        Via::Follower(follower) => Some(follower),
        Via::Client | Via::Peer => None,
    };
    let (query, upload) = (query.map(str::to_owned), request.upload.as_ref());
    let mut call = Call { world: &mut world, me, now, plain, upload, query, forwarder };
    let answer = (route.handler)(&mut call, &route.id);
    let outcome = match answer {
        Ok(Reply::Data(data)) => {
            let body = envelope::success(Some(data), &timestamp, &trace);
            Outcome::Answered(Outbound::json(200, JSON, &body))
        }
        Ok(Reply::Empty) => {
            Outcome::Answered(Outbound::json(200, JSON, &envelope::success(None, &timestamp, &trace)))
        }
        Ok(Reply::NoContent) => Outcome::Answered(Outbound::no_content()),
        Ok(Reply::Relay(other)) => Outcome::Relay(other),
        Err(fault) => refuse(&fault, &world),
    };
    // What a request changes is on disk before it is answered; the rest is written down in passing.
    if request.method != "GET" {
        shared.keep(&mut world);
    }
    outcome
}

/// An answer given before the trace id is known.
pub(super) fn early(shared: &Shared, me: usize, now: Ns, fault: &Fault) -> Outbound {
    let world = shared.world();
    let agent = &world.agents[me];
    let at = if fault.crash { agent.started } else { now + agent.skew() };
    let content_type = if fault.crash { JSON } else { JSON_UTF8 };
    Outbound::json(fault.status, content_type, &envelope::failure(fault, &world.text(at), ""))
}

pub(super) fn sealed_header(headers: &HeaderMap) -> Option<(Credential, &str)> {
    let value =
        |name| headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| !text.is_empty());
    let agent = value(AGENT_HEADER).map(|text| (Credential::Agent, text));
    agent.or_else(|| value(ROOT_HEADER).map(|text| (Credential::Root, text)))
}

/// What is answered before any middleware: the dashboard, and redirects for a trailing slash.
fn elsewhere(method: &str, path: &str, query: Option<&str>) -> Option<Outbound> {
    if !path.starts_with("/api/v1") && !path.starts_with("/rpc/v1") && method == "GET" {
        let page = "<!doctype html><html><head><title>OBShell Dashboard</title></head><body></body></html>";
        return Some(Outbound { status: 200, content_type: HTML, location: None, body: page.into() });
    }
    let trimmed = path.strip_suffix('/')?;
    router::find(method, trimmed)?;
    let location = query.map_or_else(|| trimmed.to_owned(), |query| format!("{trimmed}?{query}"));
    let (status, body) = if method == "GET" {
        (301, format!("<a href=\"{location}\">Moved Permanently</a>.\n\n").into_bytes())
    } else {
        (307, Vec::new())
    };
    Some(Outbound { status, content_type: HTML, location: Some(location), body })
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
