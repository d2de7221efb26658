//! Requests one agent answers through another.

use std::net::SocketAddr;

use axum::http::HeaderValue;

use crate::Shared;
use crate::clock::Ns;
use crate::fault::Fault;
use crate::http::envelope::Outbound;
use crate::http::pipeline::{AGENT_HEADER, Inbound, ROOT_HEADER, Via, answer, early};
use crate::secure::header::{Credential, Header};

/// A follower seals the client's header for its master and passes the body on untouched.
pub(super) fn forward(
    shared: &Shared,
    me: usize,
    now: Ns,
    request: &Inbound,
    header: Option<(Credential, Header)>,
    master: SocketAddr,
) -> Outbound {
    let (own, sealed) = {
        let mut world = shared.world();
        let own = world.agents[me].state.address;
        let key = world.find(master).map(|index| world.agents[index].key.clone());
        let from = (own.ip().to_string(), own.port());
        let sealed = key.zip(header).map(|(key, (_, header))| header.reseal(&key, from, &mut world.source));
        (own, sealed.unwrap_or_default())
    };
    let mut headers = request.headers.clone();
    headers.remove(AGENT_HEADER);
    if let Ok(value) = HeaderValue::from_str(&sealed) {
        headers.insert(ROOT_HEADER, value);
    }
    let relayed = Inbound {
        method: request.method.clone(),
        target: request.target.clone(),
        headers,
        body: request.body.clone(),
        upload: request.upload.clone(),
        via: Via::Follower(own),
    };
    ask(shared, me, now, master, &relayed)
}

/// Lets another agent answer.
pub(super) fn ask(shared: &Shared, me: usize, now: Ns, other: SocketAddr, request: &Inbound) -> Outbound {
    let index = shared.world().reach(other);
    index.and_then(|index| answer(shared, index, request)).unwrap_or_else(|| {
        let (method, path) = (&request.method, &request.target);
        let detail = format!("dial tcp {other}: connect: connection refused");
        let message = format!("Request [{method}]{path} to {other} error: {detail}");
        early(shared, me, now, &Fault::new(500, "Agent.RPC.RequestError", message))
    })
}
