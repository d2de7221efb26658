//! The practice OCP's HTTP server.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::clock::Ns;
use crate::fault::Fault;
use crate::http::serve;
use crate::lock;
use crate::ocp::login::OcpRequest;
use crate::ocp::{Ocp, State, USER};
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

async fn handle(Shared(ocp): Shared<Arc<Ocp>>, request: Request) -> Response {
    let method = request.method().as_str();
    let path = request.uri().path();
    let now = ocp.shared.clock.now_nanos();
    let (timestamp, lock_length) = {
        let world = ocp.shared.world();
        (world.text(now), world.scaled(LOCK))
    };
    let mut state = lock(&ocp.state);
    state.requests.push(OcpRequest {
        method: method.to_owned(),
        path: request.uri().path_and_query().map_or(path, |target| target.as_str()).to_owned(),
        has_login: request.headers().contains_key(header::AUTHORIZATION),
    });
    let outcome = match (method, path) {
        ("GET", "/api/v2/time") => return timestamp.into_response(),
        ("GET", "/api/v2/info") => state.admit(request.headers(), now, lock_length).map(|()| info()),
        _ => Err(Fault::new(404, "COM10002", format!("{path} does not exist."))),
    };
    let envelope = envelope(outcome, &timestamp, &state.source.hex(8));
    let status = envelope["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json;charset=UTF-8")], envelope.to_string()).into_response()
}

impl State {
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

fn envelope(outcome: Result<Value, Fault>, timestamp: &str, trace: &str) -> Value {
    let rest = json!({"duration": 1, "timestamp": timestamp, "traceId": trace, "server": "practice"});
    let mut fields = match outcome {
        Ok(data) => json!({"data": data, "successful": true, "status": 200}),
        Err(fault) => json!({
            "error": {"code": fault.code, "message": fault.message}, "successful": false, "status": fault.status,
        }),
    };
    if let (Some(fields), Value::Object(rest)) = (fields.as_object_mut(), rest) {
        fields.extend(rest);
    }
    fields
}
