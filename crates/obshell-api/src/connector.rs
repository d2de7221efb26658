use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use reqwest::{redirect, retry};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::error::Error;
use crate::failure;
use crate::options::{Options, Tls};

/// How long an unused connection is kept; short, because a laptop's network changes under it.
const IDLE: Duration = Duration::from_secs(15);

/// Whether connections are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    Kept,
    None,
}

impl Pool {
    fn size(self) -> usize {
        match self {
            Pool::Kept => 4,
            Pool::None => 0,
        }
    }
}

/// An HTTP client that follows no redirection, uses no proxy and repeats nothing.
pub fn build(options: &Options, pool: Pool) -> Result<reqwest::Client, Error> {
    let invalid = |detail: String| Error::Options { detail };
    let language =
        HeaderValue::from_str(&options.accept_language).map_err(|_| invalid("accept_language".to_owned()))?;
    let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, language)]);
    let builder = reqwest::Client::builder()
        .default_headers(headers)
        .user_agent(concat!("OBDeck/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(options.connect_timeout)
        .timeout(options.total_timeout)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .pool_max_idle_per_host(pool.size())
        .pool_idle_timeout(IDLE);
    let builder = match trusted(&options.tls)? {
        Some(roots) => builder.tls_backend_preconfigured(tls_config(roots)?),
        None => {
            // The operating system's verifier takes the process-wide provider. If another part of the
            // process was first, its choice stands.
            let _ = rustls::crypto::ring::default_provider().install_default();
            builder
        }
    };
    builder.build().map_err(|e| invalid(failure::chain(e)))
}

/// The authorities to trust; `None` for those of the operating system.
fn trusted(tls: &Tls) -> Result<Option<RootCertStore>, Error> {
    let pem = match tls {
        Tls::Off => return Ok(Some(RootCertStore::empty())),
        Tls::System => return Ok(None),
        Tls::PrivateCa(pem) => pem,
    };
    let invalid = |detail: String| Error::Options { detail };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|e| invalid(format!("certificate authority: {e:?}")))?;
        roots.add(certificate).map_err(|e| invalid(format!("certificate authority: {e}")))?;
    }
    if roots.is_empty() {
        return Err(invalid("certificate authority: no certificate in the PEM text".to_owned()));
    }
    Ok(Some(roots))
}

fn tls_config(roots: RootCertStore) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| Error::Options { detail: e.to_string() })?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
