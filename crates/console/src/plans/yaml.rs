use saphyr_parser::{Event, Parser, ScalarStyle};

/// Far deeper than any plan.
const DEEPEST: usize = 16;

/// A part of a YAML document, and the line it begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub line: u32,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A scalar. Numbers and the like are read by who wants them.
    Text {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// In the order of the file; a key may come twice.
    Map(Vec<Pair>),
}

/// One entry of a mapping, and the line of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub key: String,
    pub line: u32,
    pub value: Node,
}

/// Why a text is no YAML that is read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: Option<u32>,
    pub message: String,
}

/// Reads one document. Anchors, aliases and tags are refused: a plan needs none, and they can make a small file
/// large. `None`: there is nothing in it.
pub fn parse(text: &str) -> Result<Option<Node>, Fault> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|problem| Fault {
            line: Some(number(problem.marker().line())),
            message: problem.info().to_owned(),
        })?;
        let line = number(span.start.line());
        let fault = |message: &str| Fault { line: Some(line), message: message.to_owned() };
        if let Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(anchor, tag)
        | Event::MappingStart(anchor, tag) = &event
            && (*anchor != 0 || tag.is_some())
        {
            return Err(fault("a plan has no anchors and no tags"));
        }
        let done = match event {
            Event::Alias(_) => return Err(fault("a plan has no aliases")),
            Event::DocumentStart(_) if root.is_some() => return Err(fault("there is a second document")),
            Event::Scalar(text, style, ..) => {
                let quoted = style != ScalarStyle::Plain;
                Some(Node { line, content: Content::Text { text: text.into_owned(), quoted } })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() == DEEPEST => {
                return Err(fault("this is nested too deeply"));
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(line, Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(line, Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => None,
        };
        let Some(node) = done else { continue };
        match open.last_mut() {
            Some(parent) => parent.take(node)?,
            None => root = Some(node),
        }
    }
    Ok(root)
}

enum Open {
    List(u32, Vec<Node>),
    /// With the key whose value comes next.
    Map(u32, Vec<Pair>, Option<(String, u32)>),
}

impl Open {
    fn take(&mut self, node: Node) -> Result<(), Fault> {
        match self {
            Open::List(_, items) => items.push(node),
            Open::Map(_, pairs, key) => match (key.take(), node) {
                (Some((key, line)), value) => pairs.push(Pair { key, line, value }),
                (None, Node { content: Content::Text { text, .. }, line }) => *key = Some((text, line)),
                (None, Node { line, .. }) => {
                    return Err(Fault { line: Some(line), message: "a key must be a word".to_owned() });
                }
            },
        }
        Ok(())
    }

    fn close(self) -> Node {
        match self {
            Open::List(line, items) => Node { line, content: Content::List(items) },
            Open::Map(line, pairs, _) => Node { line, content: Content::Map(pairs) },
        }
    }
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_knows_its_line() {
        let node = parse("a: 1\nb:\n  - \"x\"\n  - y: z\n").unwrap().unwrap();
        let Content::Map(pairs) = node.content else { panic!("no map") };
        let Content::List(items) = &pairs[1].value.content else { panic!("no list") };
        assert_eq!((pairs[1].line, items[0].line, items[1].line), (2, 3, 4));
        let text = Content::Text { text: "x".to_owned(), quoted: true };
        assert_eq!(items[0].content, text);
    }

    #[test]
    fn what_makes_small_files_large_is_refused() {
        for text in ["a: &x 1\nb: *x\n", "a: !!str 1\n", "---\na: 1\n---\nb: 2\n", "? [a]\n: 1\n", "a: [\n"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert_eq!(parse("# nothing\n"), Ok(None));
    }
}
