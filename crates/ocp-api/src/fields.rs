use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::api_error::text;
use crate::endpoints::moment;

/// The fields of an object, of which any may be missing, null, or of another type than documented.
#[derive(Clone, Copy)]
pub struct Fields<'a>(pub &'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub fn of(value: &'a Value) -> Option<Fields<'a>> {
        value.as_object().map(Fields)
    }

    /// The first of `names` that is there and not null. Releases differ in spelling, and some send two at once.
    pub fn value(self, names: &[&str]) -> Option<&'a Value> {
        names.iter().filter_map(|name| self.0.get(*name)).find(|value| !value.is_null())
    }

    /// Empty when it is missing; numbers as they are written.
    pub fn text(self, names: &[&str]) -> String {
        self.value(names).map(text).unwrap_or_default()
    }

    pub fn optional(self, names: &[&str]) -> Option<String> {
        Some(self.text(names)).filter(|text| !text.is_empty())
    }

    /// A whole number, also one that is written as a text.
    pub fn number(self, names: &[&str]) -> Option<i64> {
        let value = self.value(names)?;
        value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// Nothing when it is missing or does not fit.
    pub fn small<T: TryFrom<i64>>(self, names: &[&str]) -> Option<T> {
        self.number(names).and_then(|number| T::try_from(number).ok())
    }

    /// A word of OCP's.
    pub fn word<T>(self, names: &[&str], read: impl Fn(&str) -> T) -> Option<T> {
        self.optional(names).map(|word| read(&word))
    }

    /// The things of a list that can be read.
    pub fn all<T>(self, names: &[&str], read: impl Fn(Fields<'a>) -> Option<T>) -> Vec<T> {
        self.list(names).iter().filter_map(Fields::of).filter_map(read).collect()
    }

    pub fn flag(self, names: &[&str]) -> bool {
        self.value(names).is_some_and(is_true)
    }

    /// A time; one that says 1970 says nothing.
    pub fn time(self, names: &[&str]) -> Option<OffsetDateTime> {
        let time = self.value(names).and_then(Value::as_str).and_then(moment)?;
        (time.unix_timestamp() > 0).then_some(time)
    }

    /// A list, or the one that stands for itself.
    pub fn list(self, names: &[&str]) -> &'a [Value] {
        match self.value(names) {
            Some(Value::Array(list)) => list,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }

    /// The name of a user, who is a text or an object.
    pub fn named(self, names: &[&str]) -> String {
        let of_object = self.value(names).and_then(Fields::of);
        let of_object = of_object.map(|fields| fields.text(&["name", "username", "id"]));
        of_object.unwrap_or_else(|| self.text(names))
    }

    /// Ids, in their order; what is none is left out.
    pub fn ids(self, names: &[&str]) -> Vec<String> {
        self.list(names).iter().map(id).filter(|id| !id.is_empty()).collect()
    }
}

/// An id as it is written, so that none is too large; also of an object that has one.
pub fn id(value: &Value) -> String {
    text(value.get("id").unwrap_or(value))
}

pub fn is_true(value: &Value) -> bool {
    text(value).eq_ignore_ascii_case("true")
}
