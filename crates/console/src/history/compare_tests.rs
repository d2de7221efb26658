use proptest::prelude::*;

use super::*;
use crate::dto::{AttemptView, Millis, RunView, StateKind};
use crate::tasks::word;

type Run<'a> = (&'a str, &'a [(Millis, Millis)]);

fn step(name: &str, number: u32, runs: &[Run<'_>]) -> StepView {
    let attempt = |((from, to), number): (&(Millis, Millis), u32)| AttemptView {
        number,
        execution: number,
        state: word(StateKind::Failed),
        started_at: Some(*from),
        ended_at: Some(*to),
        message: Some(format!("failed at {to}")),
    };
    let run = |(host, attempts): &Run<'_>| RunView {
        key: format!("{number}:{host}"),
        host: (*host).to_owned(),
        zone: String::new(),
        state: word(StateKind::Succeeded),
        limit_s: None,
        attempts: attempts.iter().zip(1..).map(attempt).collect(),
    };
    StepView {
        key: format!("step{number}"),
        number,
        name: name.to_owned(),
        state: word(StateKind::Succeeded),
        on_all_hosts: false,
        started_at: None,
        ended_at: None,
        runs: runs.iter().map(run).collect(),
        after: None,
        operators: Vec::new(),
    }
}

fn steps(names: &[&str]) -> Vec<StepView> {
    names.iter().zip(1..).map(|(name, number)| step(name, number, &[])).collect()
}

/// Names with their numbers before and after.
fn told(rows: &[StepComparison]) -> Vec<(&str, Option<u32>, Option<u32>)> {
    let number = |figures: &Option<crate::dto::StepFigures>| figures.as_ref().map(|step| step.number);
    rows.iter().map(|row| (row.name.as_str(), number(&row.before), number(&row.after))).collect()
}

#[test]
fn inserted_and_missing_steps_stand_alone() {
    let rows = compare(&steps(&["a", "b", "old", "c"]), &steps(&["a", "new", "b", "c", "d"]));
    let wanted = [
        ("a", Some(1), Some(1)),
        ("new", None, Some(2)),
        ("b", Some(2), Some(3)),
        ("old", Some(3), None),
        ("c", Some(4), Some(4)),
        ("d", None, Some(5)),
    ];
    assert_eq!(told(&rows), wanted);
}

#[test]
fn a_name_that_comes_twice_is_matched_in_order() {
    let rows = compare(&steps(&["sync", "x", "sync"]), &steps(&["sync", "sync"]));
    assert_eq!(told(&rows), [("sync", Some(1), Some(1)), ("x", Some(2), None), ("sync", Some(3), Some(2))]);
}

#[test]
fn figures_are_those_of_all_attempts_and_hosts() {
    let slow: &[(Millis, Millis)] = &[(10, 20), (50, 90)];
    let step = step("a", 3, &[("fast", &[(10, 30)]), ("slow", slow), ("idle", &[])]);
    let [row] = &compare(&[], &[step])[..] else { panic!("one row") };
    let figures = row.after.as_ref().unwrap();
    assert_eq!((figures.number, figures.took_ms, figures.attempts), (3, Some(80), 2));
    assert_eq!((figures.slowest_host.as_deref(), figures.slowest_ms), (Some("slow"), Some(80)));
    assert_eq!(figures.message.as_deref(), Some("failed at 90"));
    let hosts: Vec<_> = figures.hosts.iter().map(|it| (it.host.as_str(), it.attempts, it.took_ms)).collect();
    assert_eq!(hosts, [("fast", 1, Some(20)), ("slow", 2, Some(80)), ("idle", 0, None)]);
}

#[test]
fn very_long_runs_are_matched_without_weighing_all_pairs() {
    let names: Vec<String> = (0..3_000).map(|at| format!("step {}", at % 700)).collect();
    let mut before: Vec<&str> = names.iter().map(String::as_str).collect();
    let after = before.clone();
    (before[0], before[2_999]) = ("first", "last");
    let pairs = as_they_come(&before, &after);
    assert!(pairs.len() > 2_900, "{}", pairs.len());
    assert_eq!(matched(&before, &after), pairs);
}

fn names_of() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("c")], 0..12)
}

proptest! {
    #[test]
    fn no_step_is_lost_or_doubled(before in names_of(), after in names_of()) {
        let rows = compare(&steps(&before), &steps(&after));
        let count = |len: usize| u32::try_from(len).unwrap();
        let earlier: Vec<u32> = told(&rows).iter().filter_map(|row| row.1).collect();
        let later: Vec<u32> = told(&rows).iter().filter_map(|row| row.2).collect();
        prop_assert_eq!(earlier, (1..=count(before.len())).collect::<Vec<_>>());
        prop_assert_eq!(later, (1..=count(after.len())).collect::<Vec<_>>());
        for row in &rows {
            let at = |figures: &Option<crate::dto::StepFigures>, names: &[&str]| {
                figures.as_ref().is_none_or(|step| names[step.number as usize - 1] == row.name)
            };
            prop_assert!(at(&row.before, &before) && at(&row.after, &after));
        }
    }

    #[test]
    fn both_ways_of_matching_grow_on_both_sides(before in names_of(), after in names_of()) {
        let best = longest_common(&before, &after);
        let quick = as_they_come(&before, &after);
        prop_assert!(quick.len() <= best.len());
        for pairs in [best, quick] {
            prop_assert!(pairs.iter().all(|(b, a)| before[*b] == after[*a]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }
    }
}
