//! One agent's HTTP server.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::Shared;
use crate::http::envelope::Outbound;
use crate::http::listener::{BreakableListener, Cut, Source};
use crate::http::misbehave;
use crate::http::pipeline::{self, Inbound, Via};
use crate::http::upload;
use crate::tls::handshake;

/// How many connections may wait until somebody looks at them.
const WAITING: usize = 16;
/// No request is larger.
const LIMIT: usize = 64 << 20;

/// Serves agent `me` until `down` is cancelled.
pub(crate) fn spawn(
    shared: Arc<Shared>,
    me: usize,
    listener: TcpListener,
    down: CancellationToken,
) -> JoinHandle<()> {
    let https = shared.https.clone();
    let app = Router::new().fallback(handle).with_state((shared, me));
    tokio::spawn(async move {
        let config = https.map(|https| move || https.config(me));
        if let Err(error) = run(app, listener, config, down).await {
            tracing::error!(agent = me + 1, %error, "server ended");
        }
    })
}

/// Serves `app` until `down` is cancelled, over https when there is a `config`.
pub(crate) async fn run(
    app: Router,
    listener: TcpListener,
    config: Option<impl Fn() -> Arc<ServerConfig>>,
    down: CancellationToken,
) -> io::Result<()> {
    let service = app.into_make_service_with_connect_info::<Cut>();
    let address = listener.local_addr()?;
    let Some(config) = config else {
        let listener = BreakableListener { source: Source::Plain(listener), address, down: down.clone() };
        return tokio::select! {
            () = down.cancelled() => Ok(()),
            ended = axum::serve(listener, service) => ended,
        };
    };
    let (sender, agreed) = mpsc::channel(WAITING);
    let secured = BreakableListener { source: Source::Secured(agreed), address, down: down.clone() };
    tokio::select! {
        () = down.cancelled() => Ok(()),
        () = handshake::accept(listener, config, sender) => Ok(()),
        ended = axum::serve(secured, service) => ended,
    }
}

async fn handle(
    State((shared, me)): State<(Arc<Shared>, usize)>,
    ConnectInfo(Cut(cut)): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let (body, upload) = if upload::is_one(&parts) {
        let received = upload::receive(&shared, me, &parts.headers, body).await;
        (received.is_some().then(Bytes::new), received)
    } else {
        (to_bytes(body, LIMIT).await.ok(), None)
    };
    let Some(body) = body else { return StatusCode::BAD_REQUEST.into_response() };
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let inbound = Inbound {
        method: parts.method.to_string(),
        target,
        headers: parts.headers,
        body: body.to_vec(),
        upload,
        via: Via::Client,
    };
    let manners = shared.manners(me);
    if !manners.latency.is_zero() {
        shared.clock.pause(manners.latency).await;
    }
    let answer = pipeline::answer(&shared, me, &inbound);
    tracing::debug!(agent = me + 1, method = inbound.method, target = inbound.target, "answered");
    let path = inbound.target.split('?').next().unwrap_or_default();
    let lost = inbound.method == "POST" && manners.drop_after_post.as_deref() == Some(path);
    match answer {
        Some(answer) if !lost => {
            let answer = match manners.misbehave {
                Some(how) => misbehave::dress(answer, how),
                None => answer,
            };
            respond(answer)
        }
        Some(_) | None => {
            cut.cancel();
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn respond(answer: Outbound) -> Response {
    let mut response = Response::builder().status(answer.status);
    if answer.status != 204 {
        response = response.header(header::CONTENT_TYPE, answer.content_type);
    }
    if let Some(location) = answer.location {
        response = response.header(header::LOCATION, location);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
