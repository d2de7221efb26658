//! A repeatable stream of bytes, so that one seed always makes the same keys and ids.

use rsa::rand_core::{CryptoRng, Error, RngCore};
use sha2::{Digest, Sha256};

/// A repeatable stream of bytes. Good enough for practice, for nothing else.
pub(crate) struct Seeded {
    root: Vec<u8>,
    counter: u64,
    buffer: Vec<u8>,
}

impl Seeded {
    /// The stream that belongs to `seed` and `purpose`.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let root = Sha256::digest(format!("{seed}/{purpose}").as_bytes()).to_vec();
        Self { root, counter: 0, buffer: Vec::new() }
    }

    /// `bytes` bytes in lower-case hex.
    pub fn hex(&mut self, bytes: usize) -> String {
        let mut raw = vec![0; bytes];
        self.fill_bytes(&mut raw);
        raw.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn refill(&mut self) {
        let mut hash = Sha256::new();
        hash.update(&self.root);
        hash.update(self.counter.to_le_bytes());
        self.counter += 1;
        self.buffer = hash.finalize().to_vec();
    }
}

impl RngCore for Seeded {
    fn next_u32(&mut self) -> u32 {
        let mut raw = [0; 4];
        self.fill_bytes(&mut raw);
        u32::from_le_bytes(raw)
    }

    fn next_u64(&mut self) -> u64 {
        let mut raw = [0; 8];
        self.fill_bytes(&mut raw);
        u64::from_le_bytes(raw)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        for slot in dest {
            if self.buffer.is_empty() {
                self.refill();
            }
            *slot = self.buffer.pop().unwrap_or_default();
        }
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

impl CryptoRng for Seeded {}
