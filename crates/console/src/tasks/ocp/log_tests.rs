use proptest::prelude::*;

use super::*;

const TEXT: &str = "\
############{EXECUTE}{2021-08-25T15:09:32.697+08:00}############

2021-08-25 15:09:32.701  INFO 61 --- [pool-1,t,s] c.o.Task : begin
2021-08-25 15:09:33.5  WARN 61 --- [pool-1,t,s] c.o.Task : slow
2021-08-25 15:09:34 ERROR 61 --- [pool-1,t,s] c.o.Task : failed
java.lang.IllegalStateException: command nc not found
\tat com.oceanbase.Task.run(Task.java:7)
Caused by: info only
############{ROLLBACK}{2021-08-25T15:10:00+08:00}############
2021-08-25T15:10:00.000000001+08:00  INFO undone
############{RETRY}{2021-08-25T15:10:01Z}############
2021-08-25 15:10:01.250  INFO begin
############{SKIP}{2021-08-25T15:10:09Z}############
";

fn log(last_attempt: u32) -> OcpLog<'static> {
    OcpLog { run_key: "5.run", host: "h", last_attempt, offset_ms: 0.0, zone: UtcOffset::UTC }
}

#[test]
fn banners_part_the_attempts_and_a_trace_keeps_what_its_first_line_says() {
    let rows = ocp_log(TEXT, &log(2));
    let second = |at: i64| Some(1_629_875_372_000 + at);
    let seen: Vec<_> = rows.iter().map(|row| (row.attempt, row.level, row.at)).collect();
    use LogLevel::{Error, Info, Warn};
    let retried = 1_629_904_201_000;
    let expected = [
        (1, Info, second(697)),
        (1, Info, second(701)),
        (1, Warn, second(1_500)),
        (1, Error, second(2_000)),
        (1, Error, second(2_000)),
        (1, Error, second(2_000)),
        (1, Error, second(2_000)),
        (2, Info, second(28_000)),
        (2, Info, second(28_000)),
        (2, Info, Some(retried)),
        (2, Info, Some(retried + 250)),
        (2, Info, Some(retried + 8_000)),
    ];
    assert_eq!(seen, expected);
    assert_eq!(rows[5].text, "\tat com.oceanbase.Task.run(Task.java:7)");
    let texts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, TEXT.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>());
}

#[test]
fn the_reason_is_the_exception_of_the_last_attempt() {
    let (before, _) = TEXT.split_once("############{ROLLBACK}").unwrap();
    let reason = |text: &str| ocp_reason(&ocp_log(text, &log(1)));
    assert_eq!(reason(before).as_deref(), Some("java.lang.IllegalStateException: command nc not found"));
    let bare = "2021-08-25 15:09:34 ERROR 61 --- [pool-1,t,s] c.o.Task : no port";
    assert_eq!(reason(bare).as_deref(), Some("no port"));
    assert_eq!((reason(TEXT), reason("")), (None, None));
}

#[test]
fn a_log_cut_at_its_front_still_ends_with_the_last_attempt() {
    let (_, cut) = TEXT.split_once("\tat com").unwrap();
    let rows = ocp_log(cut, &log(2));
    assert!(rows[0].text.contains("{ROLLBACK}"), "{:?}", rows[0]);
    assert_eq!(rows.iter().map(|row| row.attempt).collect::<Vec<_>>(), [2; 5]);
    let known: Vec<_> = ocp_log(TEXT, &log(2)).into_iter().map(|row| row.key).collect();
    assert!(rows.iter().all(|row| known.contains(&row.key)));
    assert_eq!(ocp_log(TEXT, &log(7))[0].attempt, 6);
}

#[test]
fn a_banner_tells_the_zone_of_what_stands_before_it_too() {
    let cut: Vec<&str> = TEXT.lines().skip(2).collect();
    let rows = ocp_log(&cut.join("\n"), &log(2));
    assert_eq!(rows[0].at, Some(1_629_875_372_701));
}

#[test]
fn a_rollback_at_the_end_is_an_attempt_of_its_own() {
    let text = "############{EXECUTE}{x}############\na\n############{ROLLBACK}{x}############\nb\n";
    let attempts: Vec<_> = ocp_log(text, &log(2)).into_iter().map(|row| (row.attempt, row.at)).collect();
    assert_eq!(attempts, [(1, None), (1, None), (2, None), (2, None)]);
}

#[test]
fn a_text_of_another_kind_is_shown_as_it_is() {
    let rows = ocp_log("one\n\ntwo: error\r\none\n", &log(0));
    let seen: Vec<_> = rows.iter().map(|row| (row.attempt, row.level, row.at, row.text.as_str())).collect();
    use LogLevel::{Error, Info};
    assert_eq!(seen, [(1, Info, None, "one"), (1, Error, None, "two: error"), (1, Info, None, "one")]);
    let long = format!("{}\n{}", "x".repeat(5_000_000), "2021-08-25");
    assert_eq!(ocp_log(&long, &log(1)).len(), 2);
    assert_eq!(ocp_log("2021-08-25 15:09:3é.7 x\n2021-13-25 15:09:32\n", &log(1)).len(), 2);
    assert!(ocp_log("", &log(3)).is_empty());
}

#[test]
fn lines_that_say_the_same_have_keys_of_their_own() {
    let line = "2021-08-25 15:09:32.701  INFO same\n\tat x\n";
    let rows = ocp_log(&line.repeat(3), &log(1));
    let keys: std::collections::BTreeSet<_> = rows.iter().map(|row| row.key.clone()).collect();
    assert_eq!(keys.len(), 6);
    let grown = ocp_log(&line.repeat(4), &log(1));
    assert_eq!(grown.iter().filter(|row| !keys.contains(&row.key)).count(), 2);
}

proptest! {
    #[test]
    fn reading_again_adds_only_what_is_new(parts in proptest::collection::vec(0..5_usize, 0..40), cut in 0..40_usize) {
        let lines: Vec<String> = parts.iter().enumerate().map(|(at, part)| match part {
            0 => format!("############{{RETRY}}{{2021-08-25T15:09:{:02}Z}}############", at % 60),
            1 => "\tat x".to_owned(),
            2 => "2021-08-25 15:09:32.701  INFO the same".to_owned(),
            _ => format!("2021-08-25 15:09:{:02}.701  INFO {part}", at % 60),
        }).collect();
        let at = cut.min(lines.len());
        let early: std::collections::BTreeSet<_> =
            ocp_log(&lines[..at].join("\n"), &log(1)).into_iter().map(|row| row.key).collect();
        let late = ocp_log(&lines.join("\n"), &log(1));
        let all: std::collections::BTreeSet<_> = late.iter().map(|row| row.key.clone()).collect();
        prop_assert_eq!(all.len(), late.len(), "keys are unique");
        // A text that begins in the middle of an entry says less once the entry is known to be cut.
        let begins_whole = lines.first().is_none_or(|line| !line.starts_with('\t'));
        if begins_whole {
            prop_assert!(early.is_subset(&all));
            prop_assert_eq!(late.len() - early.len(), lines.len() - at);
        }
        let front_cut = ocp_log(&lines[at..].join("\n"), &log(1));
        if lines[at..].iter().any(|line| !line.starts_with('\t')) && begins_whole {
            prop_assert!(front_cut.iter().all(|row| all.contains(&row.key)));
        }
    }
}
