use reach::readable::{self, Stranger};
use serde_json::{Map, Value};

use crate::api_error::ApiError;
use crate::error::{Error, NotOcp};
use crate::transport::Answer;

/// An answer that is not an error.
pub struct Opened {
    pub content: Content,
    status: u16,
    body: Vec<u8>,
}

/// What was in it. Some routes answer with the envelope, some without, some with a bare text.
pub enum Content {
    /// The envelope's `data`; null when it had none.
    Data(Value),
    /// JSON that came without an envelope.
    Bare(Value),
    Text(String),
}

/// Opens OCP's answer, in an envelope or not.
pub fn open(answer: Answer) -> Result<Opened, Error> {
    let Answer { status, body, wait } = answer;
    let json = serde_json::from_slice(&body).ok();
    if let Some(Value::Object(envelope)) = &json
        && let Some(successful) = envelope.get("successful").and_then(Value::as_bool)
    {
        if !successful || status >= 400 {
            return Err(refused(ApiError::read(status, envelope), wait));
        }
        let content = Content::Data(envelope.get("data").cloned().unwrap_or_default());
        return Ok(Opened { content, status, body });
    }
    if status == 401 || status == 429 {
        let message = readable::excerpt(&body);
        return Err(refused(ApiError { message, ..ApiError::read(status, &Map::new()) }, wait));
    }
    let content =
        json.map_or_else(|| Content::Text(String::from_utf8_lossy(&body).into_owned()), Content::Bare);
    let opened = Opened { content, status, body };
    if status >= 400 { Err(opened.foreign()) } else { Ok(opened) }
}

impl Opened {
    pub fn json(&self) -> Option<&Value> {
        match &self.content {
            Content::Data(value) | Content::Bare(value) => Some(value),
            Content::Text(_) => None,
        }
    }

    /// The error that stands for an answer that is none of OCP's.
    pub fn foreign(self) -> Error {
        let other = match self.content {
            Content::Data(_) | Content::Bare(_) => NotOcp::Json,
            Content::Text(_) => NotOcp::Text,
        };
        let what = match readable::recognise(&self.body) {
            Stranger::Html { title } => NotOcp::Html { title },
            Stranger::Empty => NotOcp::Empty,
            Stranger::WantsHttps => NotOcp::WantsHttps,
            Stranger::Other => other,
        };
        Error::NotOcp { status: self.status, what, excerpt: readable::excerpt(&self.body) }
    }
}

fn refused(error: ApiError, wait: Option<std::time::Duration>) -> Error {
    match error.status {
        401 => Error::Unauthorized(error),
        429 => Error::Throttled { error, wait },
        _ => Error::Rejected(error),
    }
}
