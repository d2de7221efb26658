//! Looking for a secret in whatever spelling it may have taken.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// The secret plain, in base64 at each of the three places it can begin, in hex, and as part of a URL.
pub fn spellings(secret: &str) -> Vec<String> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let url: String = secret.bytes().map(percent).collect();
    let json = serde_json::to_string(secret).unwrap().trim_matches('"').to_owned();
    let mut all = vec![secret.to_owned(), hex.to_uppercase(), hex, url.to_lowercase(), url, json];
    for shift in 0..3 {
        let text = format!("{}{secret}", "x".repeat(shift));
        for engine in [STANDARD, URL_SAFE] {
            let encoded = engine.encode(&text);
            // Letters that also depend on what stands before or behind are left out.
            let from = (shift * 8).div_ceil(6);
            let to = text.len() * 8 / 6;
            all.push(encoded[from..to].to_owned());
        }
    }
    all
}

/// Where in `texts` a spelling of `secret` stands.
pub fn find(secret: &str, texts: &[(String, Vec<u8>)]) -> Vec<String> {
    let spellings = spellings(secret);
    let holds =
        |text: &[u8], wanted: &String| text.windows(wanted.len()).any(|part| part == wanted.as_bytes());
    let found = texts.iter().filter(|(_, text)| spellings.iter().any(|wanted| holds(text, wanted)));
    found.map(|(name, _)| name.clone()).collect()
}

/// Every file below `folder`.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            all.push((path.display().to_string(), bytes));
        }
    }
    all
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}
