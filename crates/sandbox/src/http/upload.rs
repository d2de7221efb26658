//! Uploads: taken in part by part, for they are long, and forgotten but for what they were like.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody as _};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::Shared;
use crate::fault::Fault;
use crate::http::form::{FormFile, FormReader, missing};
use crate::http::pipeline::sealed_header;
use crate::secure::header::Header;
use crate::secure::parts::Opener;

/// What an upload came to.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// Whether the body could be decrypted.
    pub sealed: Result<(), Fault>,
    pub form: Result<FormFile, Fault>,
}

/// Whether a request brings a package rather than a text.
pub(super) fn is_one(parts: &Parts) -> bool {
    parts.method == "POST" && parts.uri.path() == "/api/v1/obproxy/package"
}

/// Takes in the body of an upload to agent `me`; `None` when the client breaks it off.
pub(super) async fn receive(shared: &Shared, me: usize, headers: &HeaderMap, body: Body) -> Option<Received> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut intake = Intake {
        opener: opener(shared, me, headers),
        form: FormReader::new(content_type.unwrap_or_default()),
        any: false,
    };
    let mut body = Box::pin(body);
    while let Some(part) = next(body.as_mut()).await? {
        intake.take(&part);
    }
    Some(intake.end())
}

/// How the body is to be read.
enum Way {
    Sealed(Box<Opener>),
    /// In clear, to an agent that decrypts nothing.
    Plain,
    /// Not at all: without a header it is refused, whatever it is.
    Unread,
    Failed(Fault),
}

struct Intake {
    opener: Way,
    form: Result<FormReader, Fault>,
    any: bool,
}

impl Intake {
    fn take(&mut self, part: &[u8]) {
        self.any |= !part.is_empty();
        let plain = match &mut self.opener {
            Way::Sealed(opener) => opener.feed(part),
            Way::Plain => part.to_vec(),
            Way::Unread | Way::Failed(_) => return,
        };
        if let Ok(form) = &mut self.form {
            form.feed(&plain);
        }
    }

    fn end(self) -> Received {
        let mut form = self.form;
        let sealed = match self.opener {
            Way::Sealed(opener) if self.any => opener.finish().map(|rest| {
                if let Ok(form) = &mut form {
                    form.feed(&rest);
                }
            }),
            Way::Failed(fault) if self.any => Err(fault),
            Way::Sealed(_) | Way::Failed(_) | Way::Plain | Way::Unread => Ok(()),
        };
        Received { sealed, form: form.and_then(FormReader::finish) }
    }
}

fn opener(shared: &Shared, me: usize, headers: &HeaderMap) -> Way {
    if shared.bare {
        return Way::Plain;
    }
    let Some((_, value)) = sealed_header(headers) else { return Way::Unread };
    let key = shared.world().agents[me].key.clone();
    let Ok(header) = Header::open(&key, value) else { return Way::Unread };
    Opener::new(&header.keys).map_or_else(Way::Failed, |opener| Way::Sealed(Box::new(opener)))
}

/// The next part of a body; nothing at its end, `None` when there will be no end.
async fn next(mut body: Pin<&mut Body>) -> Option<Option<Vec<u8>>> {
    match poll_fn(|context| body.as_mut().poll_frame(context)).await {
        None => Some(None),
        Some(Ok(frame)) => Some(Some(frame.into_data().map(|data| data.to_vec()).unwrap_or_default())),
        Some(Err(_)) => None,
    }
}

/// What a handler makes of an upload that never came.
pub(crate) fn none() -> Fault {
    missing("http: no such file")
}
