use std::io;

use serde::Serialize;
use zeroize::{Zeroize, Zeroizing};

/// A byte buffer that leaves no copy of its content behind when it grows or goes away.
///
/// A plain `Vec` frees its old allocation as it is when it has to grow.
#[derive(Default)]
pub struct SecretBuffer {
    bytes: Zeroizing<Vec<u8>>,
}

impl SecretBuffer {
    /// `value` as JSON text.
    pub fn json(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
        let mut buffer = SecretBuffer::default();
        serde_json::to_writer(&mut buffer, value)?;
        Ok(buffer.bytes)
    }
}

impl io::Write for SecretBuffer {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        let needed = self.bytes.len() + chunk.len();
        if needed > self.bytes.capacity() {
            let mut larger = Vec::with_capacity(needed.next_power_of_two().max(512));
            larger.extend_from_slice(&self.bytes);
            self.bytes.zeroize();
            self.bytes = Zeroizing::new(larger);
        }
        self.bytes.extend_from_slice(chunk);
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_the_first_allocation_survives_growth() {
        let text = "x".repeat(5_000);
        let json = SecretBuffer::json(&text).unwrap();
        assert_eq!(json.as_slice(), format!("\"{text}\"").as_bytes());
    }
}
