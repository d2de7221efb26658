use std::collections::BTreeMap;

use crate::dto::{Choice, ObproxyProblemCode, Verdict};

impl Choice {
    /// Something that can be chosen, and nothing speaks against it.
    pub fn fits(id: impl ToString) -> Choice {
        Choice { id: id.to_string(), verdict: Verdict::Pass, code: None, args: BTreeMap::new() }
    }

    /// Something that cannot.
    pub fn fails(id: impl ToString, code: ObproxyProblemCode) -> Choice {
        Choice { verdict: Verdict::Fail, code: Some(code), ..Choice::fits(id) }
    }

    /// Something that can, with a warning.
    pub fn warns(id: impl ToString, code: ObproxyProblemCode) -> Choice {
        Choice { verdict: Verdict::Warn, code: Some(code), ..Choice::fits(id) }
    }

    /// Adds a value for the text.
    pub fn arg(mut self, name: &str, value: impl ToString) -> Choice {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// How far in front it belongs: what fits first, what does not last.
    pub fn rank(&self) -> u8 {
        match self.verdict {
            Verdict::Pass => 0,
            Verdict::Warn => 1,
            Verdict::Pending | Verdict::Unknown => 2,
            Verdict::Fail => 3,
        }
    }
}
