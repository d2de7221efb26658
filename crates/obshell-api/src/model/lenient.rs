//! Field readers that never fail.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The field's value, or its default when it is null or of another type.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// A list; null or anything else reads as the empty list, but an unreadable element is an error,
/// for a list that silently lost an element would be a lie.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let Value::Array(items) = Value::deserialize(deserializer)? else {
        return Ok(Vec::new());
    };
    let present = items.into_iter().filter(|item| !item.is_null());
    present.map(|item| serde_json::from_value(item).map_err(serde::de::Error::custom)).collect()
}

/// A text; numbers and booleans are taken as they are written.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(as_text(Value::deserialize(deserializer)?))
}

/// A list of texts.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Array(items) => Ok(items.into_iter().map(as_text).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Ok(Vec::new())
        }
    }
}

/// A number, also one written as text; `None` when it is missing, not a number or not finite.
pub fn float<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let number: Option<f64> = as_text(Value::deserialize(deserializer)?).parse().ok();
    Ok(number.filter(|number| number.is_finite()))
}

/// A whole number from 0 on, also one written as text; `None` when it is missing or anything else.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(as_text(Value::deserialize(deserializer)?).parse().ok())
}

/// A moment in RFC 3339; agents write years up to 1970 for "not set".
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OffsetDateTime>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_str().and_then(parse_moment))
}

/// A moment in unix nanoseconds; 0 and below mean "not set".
pub fn nanoseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OffsetDateTime>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let moment = value.as_i64().map(i128::from).map(OffsetDateTime::from_unix_timestamp_nanos);
    Ok(moment.and_then(Result::ok).filter(is_set))
}

pub fn parse_moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok().filter(is_set)
}

/// Writes a moment as RFC 3339, an unset one as null.
pub fn write_moment<S: Serializer>(
    moment: &Option<OffsetDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    time::serde::rfc3339::option::serialize(moment, serializer)
}

fn is_set(moment: &OffsetDateTime) -> bool {
    moment.year() > 1970
}

fn as_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}
