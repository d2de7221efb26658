use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A moment as people and servers write it: RFC 3339, with a space for the `T`, any number of digits behind the
/// second, `+0800` for `+08:00`, or no zone at all, which is then `zone`.
pub fn parse(text: &str, zone: UtcOffset) -> Option<OffsetDateTime> {
    let (moment, own) = parts(text)?;
    Some(moment.assume_offset(own.unwrap_or(zone)))
}

/// The zone that `text` names, when it is a moment.
pub fn zone_in(text: &str) -> Option<UtcOffset> {
    parts(text)?.1
}

fn parts(text: &str) -> Option<(PrimitiveDateTime, Option<UtcOffset>)> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let mut numbers = date.split('-');
    let year = numbers.next()?.parse().ok()?;
    let month: u8 = numbers.next()?.parse().ok()?;
    let day = numbers.next()?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let clock = rest.find(|c: char| !c.is_ascii_digit() && !":.,".contains(c)).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(clock);
    let moment = PrimitiveDateTime::new(date, time_of_day(clock)?);
    let zone = zone.split_whitespace().next().unwrap_or_default();
    Some((moment, if zone.is_empty() { None } else { Some(offset(zone)?) }))
}

fn time_of_day(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let mut numbers = whole.split(':');
    let hour = numbers.next()?.parse().ok()?;
    let minute = numbers.next()?.parse().ok()?;
    let second: u8 = numbers.next().map_or(Ok(0), str::parse).ok()?;
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    // A leap second has no place of its own.
    Time::from_hms_nano(hour, minute, second.min(59), nanoseconds).ok()
}

fn offset(text: &str) -> Option<UtcOffset> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(UtcOffset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let hours: i8 = hours.parse().ok()?;
    let minutes: i8 = if minutes.is_empty() { 0 } else { minutes.get(..2)?.parse().ok()? };
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(text: &str) -> Option<i128> {
        parse(text, UtcOffset::UTC).map(|moment| moment.unix_timestamp_nanos() / 1_000_000)
    }

    #[test]
    fn a_moment_is_one_however_it_is_written() {
        let same = [
            "2024-01-09T20:40:01.706073+08:00",
            "2024-01-09T12:40:01.706Z",
            "2024-01-09t20:40:01.706+0800",
            "2024-01-09 20:40:01.706073999 +0800 CST",
            "2024-01-09T12:40:01,7060730001234",
            "2024-01-09T08:10:01.706-04:30",
        ];
        for text in same {
            assert_eq!(millis(text), Some(1_704_804_001_706), "{text}");
        }
        assert_eq!(millis("2024-01-09T12:40:01Z"), Some(1_704_804_001_000));
        assert_eq!(millis("2024-01-09 12:40"), Some(1_704_804_000_000));
    }

    #[test]
    fn a_moment_without_a_zone_has_the_given_one() {
        let zone = UtcOffset::from_hms(8, 0, 0).unwrap();
        let there = parse("2024-01-09T20:40:01", zone).unwrap();
        assert_eq!(there.unix_timestamp(), 1_704_804_001);
        assert_eq!(zone_in("2024-01-09T20:40:01"), None);
        assert_eq!(zone_in("2024-01-09T20:40:01+08"), Some(zone));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in
            ["", "now", "2024-13-09T20:40:01Z", "2024-01-09", "2024-01-09T25:00:00Z", "２０２４-01-09T2"]
        {
            assert_eq!(millis(text), None, "{text}");
        }
        assert_eq!(millis("2024-01-09T20:40:01 somewhere"), None);
    }
}
