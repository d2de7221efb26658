use std::error::Error as _;
use std::io;

use crate::error::Unreachable;

/// Sorts a failed exchange by what kept us from the agent.
pub fn reason(error: &reqwest::Error) -> Unreachable {
    if error.is_dns() {
        return Unreachable::NameNotFound;
    }
    if error.is_timeout() {
        return Unreachable::TimedOut;
    }
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<rustls::Error>() {
            return Unreachable::Tls;
        }
        if let Some(reason) = cause.downcast_ref::<io::Error>().and_then(io_reason) {
            return reason;
        }
        source = cause.source();
    }
    // What remains is mostly a peer that hung up before it answered.
    if error.is_request() && !error.is_connect() { Unreachable::Reset } else { Unreachable::Other }
}

/// The error and its causes on one line, without the URL.
pub fn chain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

fn io_reason(error: &io::Error) -> Option<Unreachable> {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable,
        NetworkUnreachable, UnexpectedEof,
    };
    // An I/O error hides what it wraps from `source`.
    if let Some(inner) = error.get_ref() {
        if inner.is::<rustls::Error>() {
            return Some(Unreachable::Tls);
        }
        if let Some(reason) = inner.downcast_ref::<io::Error>().and_then(io_reason) {
            return Some(reason);
        }
    }
    let kind = error.kind();
    if kind == ConnectionRefused {
        return Some(Unreachable::Refused);
    }
    if [HostUnreachable, NetworkUnreachable].contains(&kind) {
        return Some(Unreachable::NoRoute);
    }
    let reset = [BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof].contains(&kind);
    reset.then_some(Unreachable::Reset)
}
