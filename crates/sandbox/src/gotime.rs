//! Times as Go writes them: RFC 3339, up to nine fraction digits without trailing zeros, local offset.

use time::{OffsetDateTime, UtcOffset};

use crate::clock::Ns;

/// Go's zero time.
pub(crate) const ZERO: &str = "0001-01-01T00:00:00Z";

/// Renders `at` as seen at `offset`.
pub(crate) fn render(at: Ns, offset: UtcOffset) -> String {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .to_offset(offset);
    let (year, month, day) = (moment.year(), u8::from(moment.month()), moment.day());
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    let fraction = fraction(moment.nanosecond());
    let zone = zone(offset);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
}

fn fraction(nanosecond: u32) -> String {
    if nanosecond == 0 {
        return String::new();
    }
    format!(".{}", format!("{nanosecond:09}").trim_end_matches('0'))
}

fn zone(offset: UtcOffset) -> String {
    if offset.is_utc() {
        return "Z".to_owned();
    }
    let (hours, minutes, _) = offset.as_hms();
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_zeros_and_writes_the_offset() {
        let east = UtcOffset::from_hms(8, 0, 0).unwrap();
        assert_eq!(render(0, east), "1970-01-01T08:00:00+08:00");
        assert_eq!(render(1_500_000_000, UtcOffset::UTC), "1970-01-01T00:00:01.5Z");
        assert_eq!(render(-1, UtcOffset::UTC), "1969-12-31T23:59:59.999999999Z");
    }
}
