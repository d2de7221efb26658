use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

use crate::dto::Millis;

/// Writes moments in one zone.
#[derive(Debug, Clone, Copy)]
pub struct Zone(UtcOffset);

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const SHORT_DAY: &[BorrowedFormatItem<'_>] = format_description!("[month]-[day]");
const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");
const SECOND: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]:[second]");
const FRACTION: &[BorrowedFormatItem<'_>] =
    format_description!("[hour]:[minute]:[second].[subsecond digits:3]");
const FULL: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
const FILE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]-[hour][minute][second]");

impl Zone {
    /// `minutes` east of Greenwich; what is no zone is UTC.
    pub fn new(minutes: i32) -> Self {
        let offset = minutes.checked_mul(60).and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok());
        Self(offset.unwrap_or(UtcOffset::UTC))
    }

    pub fn offset_ms(self) -> Millis {
        Millis::from(self.0.whole_seconds()) * 1000
    }

    /// `UTC+08:00`
    pub fn name(self) -> String {
        let minutes = self.0.whole_minutes();
        let sign = if minutes < 0 { '−' } else { '+' };
        format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }

    /// `2024-01-09`
    pub fn day(self, at: Millis) -> String {
        self.write(at, DAY)
    }

    /// `01-09`
    pub fn short_day(self, at: Millis) -> String {
        self.write(at, SHORT_DAY)
    }

    /// `20:40`
    pub fn minute(self, at: Millis) -> String {
        self.write(at, MINUTE)
    }

    /// `20:40:01`
    pub fn second(self, at: Millis) -> String {
        self.write(at, SECOND)
    }

    /// `20:40:01.706`
    pub fn fraction(self, at: Millis) -> String {
        self.write(at, FRACTION)
    }

    /// `2024-01-09 20:40:01`
    pub fn full(self, at: Millis) -> String {
        self.write(at, FULL)
    }

    /// `20240109-204001`
    pub fn in_file_names(self, at: Millis) -> String {
        self.write(at, FILE)
    }

    fn write(self, at: Millis, format: &[BorrowedFormatItem<'_>]) -> String {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000).ok();
        let here = moment.and_then(|moment| moment.checked_to_offset(self.0));
        here.and_then(|here| here.format(format).ok()).unwrap_or_else(|| "—".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_its_zone() {
        let zone = Zone::new(-210);
        assert_eq!(
            (zone.name(), zone.full(1_704_804_001_706)),
            ("UTC−03:30".into(), "2024-01-09 09:10:01".into())
        );
        assert_eq!(Zone::new(480).fraction(1_704_804_001_706), "20:40:01.706");
        assert_eq!(
            (Zone::new(i32::MAX).name(), Zone::new(0).full(Millis::MAX)),
            ("UTC+00:00".into(), "—".into())
        );
    }
}
