use std::time::Duration;

use reach::ClockOffset;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

use crate::api_error::text;
use crate::client::Client;
use crate::envelope::Content;
use crate::error::Error;

/// What can be learned of an OCP without a login.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probe {
    /// OCP's clock, in its own time zone.
    pub time: OffsetDateTime,
    pub offset: ClockOffset,
    /// Round trip of the request that measured the clock.
    pub latency: Duration,
}

/// What OCP is. A field that OCP left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OcpInfo {
    pub name: String,
    pub group: String,
    pub artifact: String,
    /// `buildVersion`, for example `4.2.2-20240131164424`.
    pub version: String,
    /// `buildTime`, as OCP wrote it.
    pub build_time: String,
    /// `buildJavaVersion`.
    pub java_version: String,
    pub spring_boot_version: String,
}

impl Client {
    /// Whether this is an OCP, and how far its clock is from ours, by which requests are signed from then on. Sends no
    /// login. `GET /api/v2/time`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when something else answers.
    pub async fn probe(&self) -> Result<Probe, Error> {
        let (sent, start) = (self.clock().now(), self.clock().monotonic());
        let opened = self.get_open("/api/v2/time").await?;
        let latency = self.clock().monotonic().saturating_sub(start);
        let time = match &opened.content {
            Content::Text(text) | Content::Data(Value::String(text)) | Content::Bare(Value::String(text)) => {
                moment(text)
            }
            Content::Data(_) | Content::Bare(_) => None,
        };
        let Some(time) = time else { return Err(opened.foreign()) };
        let offset = ClockOffset::measured(sent, latency, time);
        self.set_clock_offset(offset);
        Ok(Probe { time, offset, latency })
    }

    /// What OCP is; proves the login. `GET /api/v2/info`.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthorized`] when OCP refuses the login, which is not sent again.
    pub async fn info(&self) -> Result<OcpInfo, Error> {
        let opened = self.get("/api/v2/info").await?;
        let info = opened.json().and_then(Value::as_object).and_then(OcpInfo::read);
        info.ok_or_else(|| opened.foreign())
    }
}

impl OcpInfo {
    fn read(fields: &Map<String, Value>) -> Option<OcpInfo> {
        let field = |name| fields.get(name).map(text).unwrap_or_default();
        let info = OcpInfo {
            name: field("name"),
            group: field("group"),
            artifact: field("artifact"),
            version: field("buildVersion"),
            build_time: field("buildTime"),
            java_version: field("buildJavaVersion"),
            spring_boot_version: field("springBootVersion"),
        };
        (!info.name.is_empty() || !info.version.is_empty()).then_some(info)
    }
}

/// A moment as Java writes it: seconds and their fractions may be missing, a zone's name may follow.
pub(crate) fn moment(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim().trim_matches('"');
    let text = text.split_once('[').map_or(text, |(moment, _zone)| moment);
    let moment =
        OffsetDateTime::parse(text, &Rfc3339).or_else(|_| OffsetDateTime::parse(text, &Iso8601::PARSING));
    moment.ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn moments_come_in_many_forms() {
        let minute = datetime!(2021-08-25 14:30 +8);
        let cases = [
            ("2021-08-25T14:30:00+08:00\n", Some(minute)),
            ("2021-08-25T14:30:00.27+08:00", Some(minute + Duration::from_millis(270))),
            ("2021-08-25T14:30:00.123456789+08:00", Some(minute + Duration::from_nanos(123_456_789))),
            ("2021-08-25T06:30:00Z", Some(minute)),
            ("2021-08-25T14:30+08:00", Some(minute)),
            ("2021-08-25T14:30:00+0800", Some(minute)),
            ("2021-08-25T14:30:00.27+08:00[Asia/Shanghai]", Some(minute + Duration::from_millis(270))),
            ("\"2021-08-25T14:30:00+08:00\"", Some(minute)),
            ("2021-08-25T14:30:00", None),
            ("20210825T143000+0800", Some(minute)),
            ("1629873000", None),
            ("okay", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text), expected, "{text}");
        }
    }

    #[test]
    fn an_info_says_at_least_a_name_or_a_version() {
        let read = |value: Value| OcpInfo::read(value.as_object().unwrap());
        let info = read(serde_json::json!({"buildVersion": "4.2.2", "buildTime": 1, "new": {}})).unwrap();
        assert_eq!((&*info.version, &*info.build_time, &*info.name), ("4.2.2", "1", ""));
        assert_eq!(read(serde_json::json!({"status": "UP"})), None);
    }
}
