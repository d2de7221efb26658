use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::connections::{Flaw, misleads};

const LONGEST_MESSAGE: usize = 200;

/// A part of a file that may be missing or wrong without the rest being so.
#[derive(Default)]
pub enum Lenient<T> {
    #[default]
    Missing,
    /// Why it cannot be read.
    Wrong(String),
    Right(T),
}

/// A list that is read no further than its `MOST` first items.
pub struct Bounded<T, const MOST: usize>(pub Vec<T>);

impl<T> Lenient<T> {
    pub fn needed(self, field: &'static str) -> Result<T, Flaw> {
        self.optional(field)?.ok_or_else(|| Flaw { field, message: "this is missing".to_owned() })
    }

    pub fn optional(self, field: &'static str) -> Result<Option<T>, Flaw> {
        match self {
            Lenient::Missing => Ok(None),
            Lenient::Wrong(message) => Err(Flaw { field, message }),
            Lenient::Right(value) => Ok(Some(value)),
        }
    }

    pub fn right(&self) -> Option<&T> {
        match self {
            Lenient::Right(value) => Some(value),
            Lenient::Missing | Lenient::Wrong(_) => None,
        }
    }
}

/// What a file says, short and without anything that could make it read differently than it is.
pub fn harmless(text: &str, longest: usize) -> String {
    text.chars().take(longest).map(|c| if misleads(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Why JSON cannot be read, without the place: lines are counted from where the part begins.
pub fn reason(problem: &serde_json::Error) -> String {
    let text = problem.to_string();
    harmless(text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason), LONGEST_MESSAGE)
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        if raw.get() == "null" {
            return Ok(Lenient::Missing);
        }
        Ok(match serde_json::from_str(raw.get()) {
            Ok(value) => Lenient::Right(value),
            Err(problem) => Lenient::Wrong(reason(&problem)),
        })
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Bounded<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T, const MOST: usize>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Items<T, MOST> {
            type Value = Bounded<T, MOST>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                write!(f, "a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut kept = Vec::new();
                while kept.len() < MOST {
                    match items.next_element()? {
                        Some(item) => kept.push(item),
                        None => return Ok(Bounded(kept)),
                    }
                }
                match items.next_element::<IgnoredAny>()? {
                    Some(_) => Err(A::Error::custom(format!("there are more than {MOST}"))),
                    None => Ok(Bounded(kept)),
                }
            }
        }

        deserializer.deserialize_seq(Items(PhantomData))
    }
}
