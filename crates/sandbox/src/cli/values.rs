//! The values of flags.

use std::time::Duration;

use sandbox::Membership;

pub(super) fn number(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("'{text}' is not an agent's number"))
}

pub(super) fn number_or_all(text: &str) -> Result<usize, String> {
    if text == "0" { Ok(0) } else { number(text) }
}

fn pair(text: &str) -> Result<(usize, &str), String> {
    let (agent, value) = text.split_once(':').ok_or("expected AGENT:VALUE, for instance 2:value")?;
    Ok((number(agent)?, value))
}

pub(super) fn text(text: &str) -> Result<(usize, String), String> {
    pair(text).map(|(agent, value)| (agent, value.to_owned()))
}

pub(super) fn bits(text: &str) -> Result<(usize, usize), String> {
    let (agent, value) = pair(text)?;
    let bits = value.parse().map_err(|_| format!("'{value}' is not a key size"))?;
    Ok((agent, bits))
}

pub(super) fn member(text: &str) -> Result<(usize, Membership), String> {
    match text.split_once(':') {
        None => Ok((number(text)?, Membership::Master)),
        Some((agent, master)) => Ok((number(agent)?, Membership::FollowerOf(number(master)? - 1))),
    }
}

pub(super) fn skew(text: &str) -> Result<(usize, i64), String> {
    let (agent, value) = pair(text)?;
    let (sign, length) = value.strip_prefix('-').map_or((1, value), |length| (-1, length));
    let millis = i64::try_from(time(length)?.as_millis()).map_err(|_| format!("{value} is too long"))?;
    Ok((agent, sign * millis))
}

pub(super) fn latency(text: &str) -> Result<(Option<usize>, Duration), String> {
    match text.split_once(':') {
        Some((agent, length)) => Ok((Some(number(agent)?), time(length)?)),
        None => Ok((None, time(text)?)),
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(unit);
    let millis = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(format!("'{text}' is not a time; write 200ms, 90s, 5m or 2h")),
    };
    let count: u64 =
        digits.parse().map_err(|_| format!("'{text}' is not a time; write 200ms, 90s, 5m or 2h"))?;
    count.checked_mul(millis).map(Duration::from_millis).ok_or_else(|| format!("{text} is too long"))
}

pub(super) fn size(text: &str) -> Result<(usize, u64), String> {
    let (agent, value) = pair(text)?;
    Ok((agent, bytes(value)?))
}

pub(super) fn disk(text: &str) -> Result<(usize, (u64, u64)), String> {
    let (agent, value) = pair(text)?;
    let (used, total) = value.split_once('/').ok_or("expected AGENT:USED/TOTAL, for instance 2:90G/100G")?;
    Ok((agent, (bytes(used)?, bytes(total)?)))
}

fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || format!("'{text}' is not a size; write 512M, 16G or 2T");
    let shift = match text.chars().last() {
        Some('M') => 20,
        Some('G') => 30,
        Some('T') => 40,
        _ => return Err(wrong()),
    };
    let count: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    count.checked_mul(1 << shift).ok_or_else(wrong)
}
