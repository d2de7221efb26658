use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A password as an agent keeps it: enough to tell the right one, too little to read it. People practise with
/// passwords they use elsewhere, and practice state is a plain file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptPassword(String);

impl KeptPassword {
    /// Keeps `password`; `salt` is something that differs between agents.
    pub fn keep(password: &str, salt: &str) -> Self {
        if password.is_empty() { Self::default() } else { Self(format!("{salt}${}", digest(password, salt))) }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is(&self, password: &str) -> bool {
        match self.0.split_once('$') {
            Some((salt, kept)) => digest(password, salt) == kept,
            None => password.is_empty(),
        }
    }
}

/// Slow enough that trying a word list against a state file is no pastime.
fn digest(password: &str, salt: &str) -> String {
    const ROUNDS: usize = 2_000;
    let mut state = Sha256::digest(format!("{salt}${password}"));
    for _ in 0..ROUNDS {
        state = Sha256::digest(state);
    }
    state.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::KeptPassword;

    #[test]
    fn a_password_is_recognised_and_not_readable() {
        let kept = KeptPassword::keep("aaBB11##", "salt");
        assert!(kept.is("aaBB11##"));
        assert!(!kept.is("aaBB11#") && !kept.is(""));
        assert!(!format!("{kept:?}").contains("aaBB11##"));
        let none = KeptPassword::keep("", "salt");
        assert!(none.is_empty() && none.is("") && !none.is("x"));
    }
}
