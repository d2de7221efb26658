use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The options of an agent's client, for an OCP: the two clients are independent, and so are their types.
pub fn for_ocp(options: obshell_api::Options) -> ocp_api::Options {
    let certificate = options.client_certificate;
    ocp_api::Options {
        connect_timeout: options.connect_timeout,
        total_timeout: options.total_timeout,
        max_body: options.max_body,
        tls: match options.tls {
            // Over http nobody looks at it, and an https URL is a wish for a certificate that holds.
            obshell_api::Tls::Off | obshell_api::Tls::System => ocp_api::Tls::System,
            obshell_api::Tls::PrivateCa(pem) => ocp_api::Tls::PrivateCa(pem),
            obshell_api::Tls::Pinned(trusted) => {
                let same = trusted.iter().filter_map(|fingerprint| fingerprint.to_string().parse().ok());
                ocp_api::Tls::Pinned(same.collect())
            }
        },
        client_certificate: certificate.map(|it| ocp_api::ClientCertificate {
            certificates_pem: it.certificates_pem,
            key_pem: it.key_pem,
        }),
        route: match options.route {
            obshell_api::Route::Direct => ocp_api::Route::Direct,
            obshell_api::Route::HttpProxy(at) => ocp_api::Route::HttpProxy(proxy(at)),
            obshell_api::Route::SocksProxy(at) => ocp_api::Route::SocksProxy(proxy(at)),
            #[cfg(unix)]
            obshell_api::Route::Socket(path) => ocp_api::Route::Socket(path),
        },
        clock: Arc::new(SameClock(options.clock)),
        accept_language: options.accept_language,
    }
}

fn proxy(at: obshell_api::ProxyAddress) -> ocp_api::ProxyAddress {
    ocp_api::ProxyAddress { host: at.host, port: at.port, user: at.user, password: at.password }
}

struct SameClock(Arc<dyn obshell_api::Clock>);

impl ocp_api::Clock for SameClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn monotonic(&self) -> Duration {
        self.0.monotonic()
    }
}
