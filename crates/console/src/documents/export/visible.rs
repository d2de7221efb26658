use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// `text` with a sign for each control character, so that a log can neither colour a terminal nor turn the direction of
/// a line. Tabs stay; further lines are indented by `indent`.
pub fn visible<'a>(text: &'a str, indent: &str) -> Cow<'a, str> {
    if !text.chars().any(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.trim_end_matches(['\r', '\n']).chars() {
        match c {
            '\r' => {}
            '\n' => {
                shown.push('\n');
                shown.push_str(indent);
            }
            c if is_odd(c) => shown.push(sign_of(c)),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// A text inside of HTML, between tags or in a quoted attribute.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' => f.write_char('\n')?,
                c if is_odd(c) => f.write_char(sign_of(c))?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

fn is_odd(c: char) -> bool {
    (c.is_control() && c != '\t') || turns_direction(c)
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// ␀ for NUL, ␛ for ESC and so on.
fn sign_of(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '␡',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_seen_and_do_nothing() {
        assert_eq!(visible("\u{1b}[31mred\u{7}\t\u{202e}x", ""), "␛[31mred␇\t\u{fffd}x");
        assert_eq!(visible("one\r\ntwo\r\n", "  "), "one\n  two");
        assert!(matches!(visible("plain 行", "  "), Cow::Borrowed("plain 行")));
    }

    #[test]
    fn nothing_of_a_text_is_taken_for_html() {
        let text = Escaped("<script a=\"b\" c='d'>&\u{0}").to_string();
        assert_eq!(text, "&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;␀");
    }
}
