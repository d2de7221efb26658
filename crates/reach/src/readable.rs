//! Answers of somebody else than the server, made fit to be shown.

/// Longest part of a foreign answer that an error quotes, in characters.
const EXCERPT: usize = 200;
/// How much of it is looked at: blanks are joined.
const LOOKED_AT: usize = EXCERPT * 8;

/// What somebody else's answer looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// A web page, with its title on one line; empty when it has none.
    Html {
        title: String,
    },
    Empty,
    /// The port expects https and was asked over http.
    WantsHttps,
    /// None of these.
    Other,
}

/// Who may have sent `body`.
pub fn recognise(body: &[u8]) -> Stranger {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Stranger::Empty;
    }
    // Go's words, and nginx's.
    if ["HTTP request to an HTTPS server", "HTTP request was sent to HTTPS port"]
        .iter()
        .any(|w| text.contains(w))
    {
        return Stranger::WantsHttps;
    }
    if text.starts_with('<') {
        return Stranger::Html { title: title(text) };
    }
    Stranger::Other
}

/// The beginning of a body on one line, without control characters: at most 200 characters.
pub fn excerpt(body: &[u8]) -> String {
    line(&String::from_utf8_lossy(&body[..body.len().min(LOOKED_AT * 4)]))
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
    let line: String = printable.take(LOOKED_AT).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").chars().take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_answers_are_told_apart() {
        let html = |title: &str| Stranger::Html { title: title.to_owned() };
        let cases: [(&[u8], Stranger); 8] = [
            (b" \n", Stranger::Empty),
            (b"<html><TITLE>Sign\n in</Title>", html("Sign in")),
            (b"<html><title>endless", html("")),
            (b"Client sent an HTTP request to an HTTPS server.", Stranger::WantsHttps),
            (b"<html>400 The plain HTTP request was sent to HTTPS port", Stranger::WantsHttps),
            (b"okay", Stranger::Other),
            (b"{}", Stranger::Other),
            (b"\xff\xfe\x00", Stranger::Other),
        ];
        for (body, what) in cases {
            assert_eq!(recognise(body), what);
        }
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt(b"a\r\n\x1b[31m b"), "a [31m b");
        assert_eq!(excerpt(&[b'x'; 100_000]).len(), 200);
    }
}
