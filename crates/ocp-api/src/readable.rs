//! Foreign answers, made fit to be shown.

use crate::error::NotOcp;

/// Longest part of a foreign answer that an error quotes, in characters.
const EXCERPT: usize = 200;

/// What a body that is none of OCP's looks like. `json` says whether it is JSON.
pub fn recognise(body: &[u8], json: bool) -> NotOcp {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return NotOcp::Empty;
    }
    // Go's words, and nginx's.
    if ["HTTP request to an HTTPS server", "HTTP request was sent to HTTPS port"]
        .iter()
        .any(|w| text.contains(w))
    {
        return NotOcp::WantsHttps;
    }
    if text.starts_with('<') {
        return NotOcp::Html { title: title(text) };
    }
    if json { NotOcp::Json } else { NotOcp::Text }
}

/// The beginning of a body on one line.
pub fn excerpt(body: &[u8]) -> String {
    line(&String::from_utf8_lossy(&body[..body.len().min(EXCERPT * 16)]))
}

fn title(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let Some(tag) = lower.find("<title") else { return String::new() };
    let Some(start) = lower[tag..].find('>').map(|at| tag + at + 1) else { return String::new() };
    let Some(end) = lower[start..].find("</title").map(|at| start + at) else { return String::new() };
    line(&html[start..end])
}

/// The text without control characters and double blanks, cut.
fn line(text: &str) -> String {
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let line: String = printable.take(EXCERPT * 8).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").chars().take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_answers_are_told_apart() {
        let html = |title: &str| NotOcp::Html { title: title.to_owned() };
        let cases: [(&[u8], NotOcp); 7] = [
            (b" \n", NotOcp::Empty),
            (b"<html><TITLE>Sign\n in</Title>", html("Sign in")),
            (b"<html><title>endless", html("")),
            (b"Client sent an HTTP request to an HTTPS server.", NotOcp::WantsHttps),
            (b"<html>400 The plain HTTP request was sent to HTTPS port", NotOcp::WantsHttps),
            (b"okay", NotOcp::Text),
            (b"\xff\xfe\x00", NotOcp::Text),
        ];
        for (body, what) in cases {
            assert_eq!(recognise(body, false), what);
        }
        assert_eq!(recognise(b"{}", true), NotOcp::Json);
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt(b"a\r\n\x1b[31m b"), "a [31m b");
        assert_eq!(excerpt(&[b'x'; 100_000]).len(), 200);
    }
}
