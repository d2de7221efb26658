//! Agents whose clocks are wrong, and clocks that move.

use std::time::{Duration, SystemTime};

use obshell_api::{ApiErrorKind, Clock, Credentials};

use crate::common::group::{Group, kind};

/// A clock that does not move, whatever the agents' clock does.
struct Still(SystemTime);

impl Clock for Still {
    fn now(&self) -> SystemTime {
        self.0
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

fn secured() -> Credentials {
    Credentials { agent: Some("4gent".into()), ..Credentials::default() }
}

#[tokio::test]
async fn headers_are_signed_with_the_agents_clock() {
    for skew in [90_000, -90_000] {
        let group = Group::start(1, |_, traits| {
            traits.clock_skew = skew;
            traits.agent_password = Some("4gent".to_owned());
        })
        .await;
        let client = group.client(0);
        client.set_credentials(secured());
        client.host_info().await.unwrap();
        assert_eq!(client.clock_offset().unwrap().offset_ms, skew as f64);
        let before = group.count(0);
        client.host_info().await.unwrap();
        assert_eq!(group.asked(0, before), ["GET /api/v1/agent/host-info"], "accepted at the first attempt");
    }
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_is_measured_again() {
    let group = Group::start(1, |_, traits| traits.agent_password = Some("4gent".to_owned())).await;
    let now = group.client(0).time().await.unwrap();
    let client = group.client_on(0, Still(now.into()));
    client.set_credentials(secured());
    client.host_info().await.unwrap();
    group.seconds(61);
    let before = group.count(0);
    client.host_info().await.unwrap();
    let host_info = "GET /api/v1/agent/host-info";
    assert_eq!(group.asked(0, before), [host_info, "GET /api/v1/time", host_info]);
    assert_eq!(client.clock_offset().unwrap().offset_ms, 61_000.0);
}

#[tokio::test]
async fn a_header_is_good_for_a_minute() {
    let group = Group::start(1, |_, traits| traits.agent_password = Some("4gent".to_owned())).await;
    let now = group.client(0).time().await.unwrap();
    let client = group.client_on(0, Still(now.into()));
    client.set_credentials(secured());
    client.host_info().await.unwrap();
    group.seconds(60);
    let before = group.count(0);
    client.host_info().await.unwrap();
    assert_eq!(group.count(0) - before, 1, "the last second still counts");
}

#[tokio::test]
async fn without_a_password_time_does_not_matter() {
    let group = Group::plain(1).await;
    let now = group.client(0).time().await.unwrap();
    let client = group.client_on(0, Still(now.into()));
    client.host_info().await.unwrap();
    group.seconds(3_600);
    let before = group.count(0);
    client.host_info().await.unwrap();
    assert_eq!(group.count(0) - before, 1);
}

#[tokio::test]
async fn a_wrong_password_is_not_blamed_on_the_clock() {
    let group = Group::start(1, |_, traits| {
        traits.clock_skew = 90_000;
        traits.agent_password = Some("4gent".to_owned());
    })
    .await;
    let client = group.client(0);
    client.set_credentials(Credentials { agent: Some("no".into()), ..Credentials::default() });
    assert_eq!(kind(client.host_info().await), ApiErrorKind::WrongAgentPassword);
    let asked = group.asked(0, 0);
    assert_eq!(asked.iter().filter(|asked| *asked == "GET /api/v1/time").count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|asked| *asked == "GET /api/v1/agent/host-info").count(), 1);
}
