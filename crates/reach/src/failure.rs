use std::error::Error;
use std::{io, iter};

use rustls::{AlertDescription, CertificateError};

use crate::fingerprint::Fingerprint;
use crate::tls::NotPinned;

/// What kept us from the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    Refused,
    TimedOut,
    NameNotFound,
    NoRoute,
    /// The handshake failed: an unknown authority, a wrong name, or no TLS at all on the other side.
    Tls,
    /// The server demands a client certificate, or does not accept ours.
    ClientCertificate,
    /// The proxy itself cannot be reached, turns us away, or cannot reach the server.
    Proxy,
    Reset,
    Other,
}

/// Sorts a failed exchange by what kept us from the server.
pub fn reason(error: &reqwest::Error) -> Unreachable {
    if error.is_dns() {
        return Unreachable::NameNotFound;
    }
    if error.is_timeout() {
        return Unreachable::TimedOut;
    }
    for cause in causes(error) {
        if let Some(error) = cause.downcast_ref::<rustls::Error>() {
            return tls_reason(error);
        }
        if let Some(reason) = cause.downcast_ref::<io::Error>().and_then(io_reason) {
            return reason;
        }
    }
    // What remains is mostly a peer that hung up before it answered.
    if error.is_request() && !error.is_connect() { Unreachable::Reset } else { Unreachable::Other }
}

/// The certificate that ended the handshake because it is not pinned.
pub fn unpinned(error: &reqwest::Error) -> Option<Fingerprint> {
    let tls = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>())?;
    let rustls::Error::InvalidCertificate(CertificateError::Other(other)) = tls else { return None };
    other.0.downcast_ref::<NotPinned>().map(|not| not.offered)
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

/// The causes of an error, outermost first, also those that an I/O error hides from `source`.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    iter::successors(error.source(), |&cause| {
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => cause.source(),
        }
    })
}

fn tls_reason(error: &rustls::Error) -> Unreachable {
    use AlertDescription as Alert;
    let ours = [
        Alert::CertificateRequired,
        Alert::BadCertificate,
        Alert::UnsupportedCertificate,
        Alert::CertificateRevoked,
        Alert::CertificateExpired,
        Alert::CertificateUnknown,
        Alert::UnknownCA,
        Alert::AccessDenied,
    ];
    let about_us = matches!(error, rustls::Error::AlertReceived(alert) if ours.contains(alert));
    if about_us { Unreachable::ClientCertificate } else { Unreachable::Tls }
}

fn io_reason(error: &io::Error) -> Option<Unreachable> {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable,
        NetworkUnreachable, UnexpectedEof,
    };
    // What it wraps says more.
    if error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>() || inner.is::<io::Error>()) {
        return None;
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
