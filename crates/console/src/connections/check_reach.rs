use std::str::FromStr;

use obshell_api::{Fingerprint, ProxyAddress};

use super::check::{Flaw, check_line, flaw, shown};
use crate::dto::{ProxyChoice, Reach, Route, TlsChoice};

const LONGEST_PEM: usize = 64 * 1024;
const LONGEST_HOST: usize = 255;
const LONGEST_USER: usize = 255;
const MOST_FINGERPRINTS: usize = 256;

const TLS: &str = "reach.tls";
const ROUTE: &str = "reach.route";
const CLIENT_CERTIFICATE: &str = "reach.clientCertificate";

/// How agents are reached, as it is stored.
///
/// # Errors
/// The first part that cannot be stored, and why. Whether the secrets are ids is not looked at.
pub fn check_reach(reach: Reach) -> Result<Reach, Flaw> {
    if let Some(certificate) = &reach.client_certificate {
        check_certificate(&certificate.pem)?;
    }
    let (tls, route) = (check_tls(reach.tls)?, check_route(reach.route)?);
    Ok(Reach { tls, route, client_certificate: reach.client_certificate })
}

/// Whether a client certificate can be stored; its key is not looked at.
///
/// # Errors
/// It is too large, no certificate, or holds a key.
pub fn check_certificate(pem: &str) -> Result<(), Flaw> {
    check_pem(CLIENT_CERTIFICATE, pem)
}

fn check_tls(tls: TlsChoice) -> Result<TlsChoice, Flaw> {
    Ok(match tls {
        TlsChoice::Off => TlsChoice::Off,
        TlsChoice::System => TlsChoice::System,
        TlsChoice::PrivateCa { pem } => {
            check_pem(TLS, &pem)?;
            TlsChoice::PrivateCa { pem }
        }
        TlsChoice::Pinned { fingerprints } => {
            if fingerprints.len() > MOST_FINGERPRINTS {
                return Err(flaw(TLS, format!("at most {MOST_FINGERPRINTS} certificates can be trusted")));
            }
            let mut kept = Vec::with_capacity(fingerprints.len());
            for text in fingerprints {
                let fingerprint =
                    Fingerprint::from_str(&text).map_err(|problem| flaw(TLS, problem.to_string()))?;
                let fingerprint = fingerprint.to_string();
                if !kept.contains(&fingerprint) {
                    kept.push(fingerprint);
                }
            }
            TlsChoice::Pinned { fingerprints: kept }
        }
    })
}

fn check_route(route: Route) -> Result<Route, Flaw> {
    Ok(match route {
        Route::Direct => Route::Direct,
        Route::Jump { host } => Route::Jump { host: check_jump(&host)? },
        Route::HttpProxy { proxy } => Route::HttpProxy { proxy: check_proxy(proxy)? },
        Route::SocksProxy { proxy } => Route::SocksProxy { proxy: check_proxy(proxy)? },
    })
}

/// It becomes an argument of `ssh`: nothing that ssh or a shell could take for anything but a host.
fn check_jump(host: &str) -> Result<String, Flaw> {
    let host = host.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._@:%[]-".contains(c);
    let fits =
        (1..=LONGEST_HOST).contains(&host.len()) && !host.starts_with('-') && host.chars().all(allowed);
    if !fits {
        return Err(flaw(ROUTE, format!("{} cannot be the name of a jump host", shown(host))));
    }
    Ok(host.to_owned())
}

fn check_proxy(proxy: ProxyChoice) -> Result<ProxyChoice, Flaw> {
    let ProxyChoice { address, user, password } = proxy;
    let address = ProxyAddress::from_str(&address)
        .map_err(|_| flaw(ROUTE, format!("{} is no proxy's host:port", shown(&address))))?
        .to_string();
    let user = match user {
        Some(user) => Some(check_line(ROUTE, &user, LONGEST_USER)?).filter(|user| !user.is_empty()),
        None => None,
    };
    if user.as_deref().is_some_and(|user| user.len() > LONGEST_USER || user.contains(':')) {
        return Err(flaw(ROUTE, "a proxy's user has at most 255 bytes and no colon"));
    }
    Ok(ProxyChoice { address, user, password })
}

/// A certificate is public and is stored as it is. A key among it would be stored so too.
fn check_pem(field: &'static str, pem: &str) -> Result<(), Flaw> {
    if pem.len() > LONGEST_PEM {
        return Err(flaw(field, "the certificates are larger than 64 KiB"));
    }
    if pem.contains("PRIVATE KEY") {
        return Err(flaw(field, "there is a private key among the certificates: it has a place of its own"));
    }
    if !pem.contains("-----BEGIN CERTIFICATE-----") {
        return Err(flaw(field, "this is no certificate in PEM"));
    }
    Ok(())
}
