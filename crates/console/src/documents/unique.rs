use std::collections::{BTreeMap, BTreeSet};

/// Gives out names, each once.
#[derive(Default)]
pub struct Unique {
    given: BTreeSet<String>,
    /// By what was asked for: the number to try next. Thousands may ask for the same.
    next: BTreeMap<String, u64>,
}

impl Unique {
    /// What is asked for again is numbered: `11`, `11~2`, `11~3`.
    pub fn key(&mut self, wanted: &str) -> String {
        self.name(wanted, |number| format!("{wanted}~{number}"))
    }

    /// What is asked for again is told by its number, from 2 on.
    pub fn name(&mut self, wanted: &str, numbered: impl Fn(u64) -> String) -> String {
        if self.given.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let number = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let name = numbered(*number);
            *number += 1;
            if self.given.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_given_twice() {
        let mut unique = Unique::default();
        let given: Vec<String> =
            ["11", "11~3", "11", "11", "12", "11~3", "11"].iter().map(|wanted| unique.key(wanted)).collect();
        assert_eq!(given, ["11", "11~3", "11~2", "11~4", "12", "11~3~2", "11~5"]);
    }

    #[test]
    fn many_of_one_name_are_numbered_through() {
        let mut unique = Unique::default();
        let given: BTreeSet<String> = (0..100_000).map(|_| unique.key("11")).collect();
        assert_eq!(given.len(), 100_000);
        assert!(given.contains("11~100000"));
    }
}
