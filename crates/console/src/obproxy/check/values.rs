use ocp_api::{ParameterInfo, ParameterKind};

use crate::obproxy::parameters::allowed;

/// Why a parameter cannot have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is none of its kind. `expected` shows some that are.
    Invalid { expected: String },
    /// As the catalogue has them; one that it does not name is empty.
    OutOfRange { min: String, max: String },
}

/// What is wrong with a value, by the catalogue. Nothing is, of a kind that is not known here.
pub fn fault_of(info: &ParameterInfo, value: &str) -> Option<Fault> {
    let value = value.trim();
    let invalid = |expected: &str| Some(Fault::Invalid { expected: expected.to_owned() });
    match &info.kind {
        ParameterKind::Bool => {
            let is_one = ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word));
            if is_one { None } else { invalid("true, false") }
        }
        ParameterKind::Moment => {
            if is_moment(value) {
                None
            } else {
                invalid("02:00")
            }
        }
        ParameterKind::String => {
            let allowed = allowed(info);
            if value.chars().any(char::is_control) || !is_allowed(value, &allowed) {
                return invalid(&allowed.join(", "));
            }
            None
        }
        ParameterKind::StringList => {
            let allowed = allowed(info);
            let mut parts = value.split([',', ';']).map(str::trim);
            if parts.any(|part| part.chars().any(char::is_control) || !is_allowed(part, &allowed)) {
                return invalid(&allowed.join(", "));
            }
            None
        }
        ParameterKind::Int => in_range(info, value, whole, "0, 1, 2 …"),
        ParameterKind::Double => in_range(info, value, fraction, "0.5"),
        ParameterKind::Capacity => in_range(info, value, bytes, "512M, 2G"),
        ParameterKind::Time => in_range(info, value, microseconds, "500ms, 10s"),
        ParameterKind::Other(_) => None,
    }
}

/// A limit that cannot be read is none.
fn in_range<T: PartialOrd>(
    info: &ParameterInfo,
    value: &str,
    read: impl Fn(&str) -> Option<T>,
    expected: &str,
) -> Option<Fault> {
    let Some(measured) = read(value) else { return Some(Fault::Invalid { expected: expected.to_owned() }) };
    let is_below = read(info.min.trim()).is_some_and(|min| measured < min);
    let is_above = read(info.max.trim()).is_some_and(|max| measured > max);
    let range = || Fault::OutOfRange { min: info.min.clone(), max: info.max.clone() };
    (is_below || is_above).then(range)
}

fn is_allowed(value: &str, allowed: &[String]) -> bool {
    allowed.is_empty() || allowed.iter().any(|word| word == value)
}

fn whole(text: &str) -> Option<i64> {
    text.parse().ok()
}

fn fraction(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn bytes(text: &str) -> Option<u128> {
    let kilo = |power| 1024_u128.pow(power);
    let units = [("B", 1), ("K", kilo(1)), ("M", kilo(2)), ("G", kilo(3)), ("T", kilo(4)), ("P", kilo(5))];
    // `GB` is as good as `G`.
    let short = |unit: &str| unit.len() == 2 && unit.ends_with(['b', 'B']) && !unit.starts_with(['b', 'B']);
    measured(text, |unit| {
        let unit = if short(unit) { unit.get(..1)? } else { unit };
        units.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|(_, size)| *size)
    })
}

fn microseconds(text: &str) -> Option<u128> {
    const SECOND: u128 = 1_000_000;
    let units = [
        ("us", 1),
        ("ms", 1_000),
        ("s", SECOND),
        ("m", 60 * SECOND),
        ("h", 3_600 * SECOND),
        ("d", 86_400 * SECOND),
    ];
    measured(text, |unit| {
        units.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|(_, size)| *size)
    })
}

/// Digits and a unit.
fn measured(text: &str, unit: impl Fn(&str) -> Option<u128>) -> Option<u128> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, name) = text.split_at(end);
    let number: u64 = digits.parse().ok()?;
    u128::from(number).checked_mul(unit(name.trim())?)
}

/// `HH:MM`, or never.
fn is_moment(text: &str) -> bool {
    let number = |part: &str, below: u8| {
        let is_digits = part.len() == 2 && part.chars().all(|c| c.is_ascii_digit());
        is_digits && part.parse::<u8>().is_ok_and(|number| number < below)
    };
    let time = text.split_once(':').is_some_and(|(hour, minute)| number(hour, 24) && number(minute, 60));
    time || text.eq_ignore_ascii_case("disable")
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
