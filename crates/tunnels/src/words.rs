use std::sync::{Arc, Mutex, PoisonError};

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    task::JoinHandle,
};

const MOST_BYTES: usize = 4096;
const MOST_LINES: usize = 8;
const MOST_CHARS: usize = 800;

/// The first words of a process, read as long as it speaks.
pub(crate) struct Words {
    kept: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Words {
    pub(crate) fn of(mut stream: impl AsyncRead + Unpin + Send + 'static) -> Self {
        let kept = Arc::<Mutex<Vec<u8>>>::default();
        let keep = Arc::clone(&kept);
        let reader = tokio::spawn(async move {
            let mut buffer = [0; 1024];
            while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                let mut kept = keep.lock().unwrap_or_else(PoisonError::into_inner);
                let room = MOST_BYTES.saturating_sub(kept.len());
                kept.extend_from_slice(&buffer[..count.min(room)]);
            }
        });
        Self { kept, reader }
    }

    /// Waits until the process has said all.
    pub(crate) async fn finished(&mut self) {
        _ = (&mut self.reader).await;
    }

    /// What was said so far, made fit to be shown.
    pub(crate) fn so_far(&self) -> String {
        shown(&self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The first lines of `bytes`, without what could move a cursor or turn the direction of writing.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let harmless = |letter: &char| !letter.is_control() && !is_direction(*letter);
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.chars().filter(harmless).collect::<String>().trim().to_owned())
        .filter(|line| !line.is_empty())
        .take(MOST_LINES)
        .collect();
    lines.join("\n").chars().take(MOST_CHARS).collect()
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lines_without_tricks() {
        assert_eq!(shown(b"ssh: no route\r\n\r\n  to host \n"), "ssh: no route\nto host");
        assert_eq!(shown("\u{1b}[2Jgone\u{7} \u{202e}back".as_bytes()), "[2Jgone back");
        assert_eq!(shown(b"\xff\xfe"), "\u{fffd}\u{fffd}");
        assert_eq!(shown(b""), "");
    }

    #[test]
    fn words_have_an_end() {
        assert_eq!(shown(&b"x\n".repeat(100)).lines().count(), MOST_LINES);
        assert_eq!(shown("密".repeat(5_000).as_bytes()).chars().count(), MOST_CHARS);
    }

    #[tokio::test]
    async fn all_is_read_and_the_first_is_kept() {
        let much = b"first\n".iter().copied().chain(std::iter::repeat_n(b'x', 1 << 20)).collect::<Vec<_>>();
        let mut words = Words::of(std::io::Cursor::new(much));
        words.finished().await;
        assert_eq!(words.kept.lock().unwrap().len(), MOST_BYTES);
        assert!(words.so_far().starts_with("first\nxxx"));
    }
}
