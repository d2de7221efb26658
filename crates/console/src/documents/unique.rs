use std::collections::BTreeSet;

/// Gives out keys, each once. What is asked for again is numbered: `11`, `11~2`, `11~3`.
#[derive(Default)]
pub struct Unique {
    given: BTreeSet<String>,
}

impl Unique {
    pub fn key(&mut self, wanted: &str) -> String {
        let mut key = wanted.to_owned();
        let mut number = 2;
        while !self.given.insert(key.clone()) {
            key = format!("{wanted}~{number}");
            number += 1;
        }
        key
    }
}
