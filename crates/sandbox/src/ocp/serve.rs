//! The practice OCP's HTTP server.

use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::clock::Ns;
use crate::fault::Fault;
use crate::http::listener::Cut;
use crate::http::serve;
use crate::lock;
use crate::ocp::login::OcpRequest;
use crate::ocp::tasks::{self, Asked};
use crate::ocp::{Ocp, OcpTrouble, State, USER};
use crate::world::SECOND;

/// How long a user is locked after too many wrong passwords, at speed 1.
const LOCK: Ns = 30 * 60 * SECOND;

/// Answers on `listener` until `down` is cancelled.
pub(super) fn spawn(ocp: Arc<Ocp>, listener: TcpListener, down: CancellationToken) {
    let config = ocp.tls.as_ref().map(|(config, _)| config.clone());
    let app = Router::new().fallback(handle).with_state(ocp);
    tokio::spawn(async move {
        let config = config.map(|config| move || config.clone());
        if let Err(error) = serve::run(app, listener, config, down).await {
            tracing::error!(%error, "OCP ended");
        }
    });
}

async fn handle(
    Shared(ocp): Shared<Arc<Ocp>>,
    ConnectInfo(Cut(cut)): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let now = ocp.shared.clock.now_nanos();
    let (timestamp, lock_length, offset) = {
        let world = ocp.shared.world();
        (world.text(now), world.scaled(LOCK), world.offset)
    };
    let (method, uri) = (request.method().as_str(), request.uri());
    let mut state = lock(&ocp.state);
    state.requests.push(OcpRequest {
        method: method.to_owned(),
        path: uri.path_and_query().map_or(uri.path(), |target| target.as_str()).to_owned(),
        has_login: request.headers().contains_key(header::AUTHORIZATION),
    });
    let posted = method == "POST";
    let trouble = state.trouble;
    if posted && matches!(trouble, OcpTrouble::LosesNextPost | OcpTrouble::DropsNextPost) {
        state.trouble = OcpTrouble::Nothing;
    }
    match trouble {
        OcpTrouble::Away => return hang_up(&cut),
        OcpTrouble::DropsNextPost if posted => return hang_up(&cut),
        OcpTrouble::BadGateway => {
            return (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], BAD_GATEWAY)
                .into_response();
        }
        OcpTrouble::Nothing
        | OcpTrouble::LosesNextPost
        | OcpTrouble::DropsNextPost
        | OcpTrouble::Throttles(_) => {}
    }
    if (method, uri.path()) == ("GET", "/api/v2/time") {
        return timestamp.into_response();
    }
    let asked = Asked { method, path: uri.path(), query: uri.query().unwrap_or_default(), now, offset };
    let outcome = state.outcome(&asked, request.headers(), lock_length);
    let envelope = envelope(outcome, &timestamp, &state.source.hex(8));
    if trouble == OcpTrouble::LosesNextPost && posted {
        return hang_up(&cut);
    }
    let status = envelope["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or_default();
    let mut response =
        (status, [(header::CONTENT_TYPE, "application/json;charset=UTF-8")], envelope.to_string())
            .into_response();
    if let OcpTrouble::Throttles(seconds) = trouble {
        response.headers_mut().insert("RateLimit-Limit", HeaderValue::from(100));
        response.headers_mut().insert("RateLimit-Remaining", HeaderValue::from(0));
        response.headers_mut().insert("RateLimit-Reset", HeaderValue::from(seconds));
    }
    response
}

const BAD_GATEWAY: &str = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

/// Closes the connection; the answer is for nobody.
fn hang_up(cut: &CancellationToken) -> Response {
    cut.cancel();
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

impl State {
    /// What to answer; no data is not the same as data that is null.
    fn outcome(
        &mut self,
        asked: &Asked<'_>,
        headers: &HeaderMap,
        lock_length: Ns,
    ) -> Result<Option<Value>, Fault> {
        let missing = || Fault::new(404, "COM10002", format!("{} does not exist.", asked.path));
        let is_info = (asked.method, asked.path) == ("GET", "/api/v2/info");
        if !is_info && !asked.path.starts_with("/api/v2/tasks/") {
            return Err(missing());
        }
        if is_info || matches!(asked.method, "GET" | "POST") {
            self.admit(headers, asked.now, lock_length)?;
        }
        if let OcpTrouble::Throttles(_) = self.trouble {
            return Err(Fault::new(429, THROTTLED, "Too many requests."));
        }
        if is_info {
            return Ok(Some(info()));
        }
        tasks::answer(asked, &mut self.tasks, &self.traits).unwrap_or_else(|| Err(missing()))
    }

    fn admit(&mut self, headers: &HeaderMap, now: Ns, lock_length: Ns) -> Result<(), Fault> {
        let authorization =
            headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
        self.logins.check(authorization, USER, &self.password, now, lock_length)
    }
}

fn info() -> Value {
    json!({
        "name": "ocp-server",
        "group": "com.oceanbase",
        "artifact": "ocp-server-starter",
        "buildTime": "2024-01-31T08:44:24.131Z",
        "buildVersion": "4.2.2-20240131164424",
        "buildJavaVersion": "1.8.0_362",
        "springBootVersion": "2.7.18",
    })
}

/// The one code that is a number.
const THROTTLED: &str = "0";

fn envelope(outcome: Result<Option<Value>, Fault>, timestamp: &str, trace: &str) -> Value {
    let rest = json!({"duration": 1, "timestamp": timestamp, "traceId": trace, "server": "practice"});
    let mut fields = match outcome {
        Ok(Some(data)) => json!({"data": data, "successful": true, "status": 200}),
        Ok(None) => json!({"successful": true, "status": 200}),
        Err(fault) => {
            let code = if fault.code == THROTTLED { Value::from(0) } else { Value::from(fault.code) };
            let error = json!({"code": code, "message": fault.message});
            json!({"error": error, "successful": false, "status": fault.status})
        }
    };
    if let (Some(fields), Value::Object(rest)) = (fields.as_object_mut(), rest) {
        fields.extend(rest);
    }
    fields
}
