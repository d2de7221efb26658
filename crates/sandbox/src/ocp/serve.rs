//! The practice OCP's HTTP server.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::clock::Ns;
use crate::http::listener::Cut;
use crate::http::serve;
use crate::lock;
use crate::ocp::access_key::{SCHEME, Signed};
use crate::ocp::asked::Asked;
use crate::ocp::login::OcpRequest;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::tasks;
use crate::ocp::{Ocp, OcpTrouble, State, USER};
use crate::world::SECOND;

/// How long a user is locked after too many wrong passwords, at speed 1.
const LOCK: Ns = 30 * 60 * SECOND;

/// No body is larger.
const LIMIT: usize = 1 << 20;

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
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LIMIT).await else { return StatusCode::BAD_REQUEST.into_response() };
    let now = ocp.shared.clock.now_nanos();
    let (timestamp, second, offset) = {
        let world = ocp.shared.world();
        (world.text(now), world.scaled(SECOND), world.offset)
    };
    let (method, uri) = (parts.method.as_str(), &parts.uri);
    let authorization = parts.headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
    let mut state = lock(&ocp.state);
    state.requests.push(OcpRequest {
        method: method.to_owned(),
        path: uri.path_and_query().map_or(uri.path(), |target| target.as_str()).to_owned(),
        has_login: authorization.is_some(),
        is_signed: authorization.is_some_and(|value| value.starts_with(SCHEME.as_bytes())),
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    let changes = method != "GET";
    let trouble = state.trouble;
    let of_next = [OcpTrouble::LosesNextPost, OcpTrouble::DropsNextPost, OcpTrouble::PretendsNextPost];
    if changes && of_next.contains(&trouble) {
        state.trouble = OcpTrouble::Nothing;
    }
    match trouble {
        OcpTrouble::Away => return hang_up(&cut),
        OcpTrouble::DropsNextPost if changes => return hang_up(&cut),
        OcpTrouble::BadGateway => {
            return (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], BAD_GATEWAY)
                .into_response();
        }
        OcpTrouble::Nothing
        | OcpTrouble::LosesNextPost
        | OcpTrouble::DropsNextPost
        | OcpTrouble::PretendsNextPost
        | OcpTrouble::Throttles(_) => {}
    }
    if (method, uri.path()) == ("GET", "/api/v2/time") {
        return timestamp.into_response();
    }
    let query = uri.query().unwrap_or_default();
    let asked = Asked { method, path: uri.path(), query, body: &body, now, offset, second };
    let pretends = trouble == OcpTrouble::PretendsNextPost && changes;
    let outcome = if pretends { Ok(None) } else { state.outcome(&asked, &parts.headers) };
    let envelope = envelope(outcome, &timestamp, &state.source.hex(8));
    if trouble == OcpTrouble::LosesNextPost && changes {
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
    fn outcome(&mut self, asked: &Asked<'_>, headers: &HeaderMap) -> Answer {
        self.admit(asked, headers)?;
        if let OcpTrouble::Throttles(_) = self.trouble {
            return Err(Refusal::new(429, THROTTLED, "Too many requests."));
        }
        if (asked.method, asked.path) == ("GET", "/api/v2/info") {
            return Ok(Some(info(&self.traits.build_version)));
        }
        self.tasks.catch_up(asked.now, asked.offset);
        self.estate.proxies.settle(&self.tasks);
        let missing = || Err(Refusal::missing(asked.path));
        tasks::answer(asked, &mut self.tasks, &self.traits)
            .or_else(|| self.estate.answer(asked, &mut self.tasks, &self.traits))
            .unwrap_or_else(missing)
    }

    fn admit(&mut self, asked: &Asked<'_>, headers: &HeaderMap) -> Result<(), Refusal> {
        let authorization =
            headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
        if !authorization.is_some_and(|value| value.starts_with(SCHEME)) {
            let lock_length = asked.scaled(LOCK);
            return self.logins.check(authorization, USER, &self.password, asked.now, lock_length);
        }
        let Asked { method, path, query, body, .. } = *asked;
        let host_seen = self.traits.host_seen.as_deref();
        let signed = Signed { method, path, query, headers, body, host_seen };
        self.access_key.check(&signed, asked.now).inspect_err(|_| self.logins.count_refusal())
    }
}

fn info(build_version: &str) -> Value {
    json!({
        "name": "ocp-server",
        "group": "com.oceanbase",
        "artifact": "ocp-server-starter",
        "buildTime": "2024-01-31T08:44:24.131Z",
        "buildVersion": build_version,
        "buildJavaVersion": "1.8.0_362",
        "springBootVersion": "2.7.18",
    })
}

/// The one code that is a number.
const THROTTLED: &str = "0";

fn envelope(outcome: Answer, timestamp: &str, trace: &str) -> Value {
    let rest = json!({"duration": 1, "timestamp": timestamp, "traceId": trace, "server": "practice"});
    let mut fields = match outcome {
        Ok(Some(data)) => json!({"data": data, "successful": true, "status": 200}),
        Ok(None) => json!({"successful": true, "status": 200}),
        Err(refusal) => {
            let code = if refusal.code == THROTTLED { Value::from(0) } else { Value::from(refusal.code) };
            let mut error = json!({"code": code, "message": refusal.message});
            if let Some(sub_errors) = refusal.sub_errors() {
                error["subErrors"] = sub_errors;
            }
            json!({"error": error, "successful": false, "status": refusal.status})
        }
    };
    if let (Some(fields), Value::Object(rest)) = (fields.as_object_mut(), rest) {
        fields.extend(rest);
    }
    fields
}
