use super::*;
use crate::dto::{AttemptView, CallHead, CallKind, JournalState, RunView, StateKind, StepView};
use crate::tasks::word;

/// A run from `from` to `to`, and steps by name with the attempts of each.
fn run(from: Millis, to: Millis, steps: &[(&str, &[(Millis, Millis)])]) -> CallView {
    let head = CallHead {
        key: "init".to_owned(),
        kind: CallKind::Init,
        deed: None,
        target: String::new(),
        zone: None,
        method: String::new(),
        path: String::new(),
        body: String::new(),
        journal: JournalState::Accepted,
        state: word(StateKind::Succeeded),
        task: None,
        started_at: Some(from),
        ended_at: Some(to),
        error: None,
        operators: Vec::new(),
        operator_pending: None,
        sub_tasks: Vec::new(),
    };
    CallView { head, steps: steps.iter().zip(1..).map(|(step, number)| self::step(number, step)).collect() }
}

fn step(number: u32, (name, attempts): &(&str, &[(Millis, Millis)])) -> StepView {
    let attempt = |((from, to), number): (&(Millis, Millis), u32)| AttemptView {
        number,
        execution: number,
        state: word(StateKind::Succeeded),
        started_at: Some(*from),
        ended_at: Some(*to),
        message: None,
    };
    let run = RunView {
        key: format!("run{number}"),
        host: "10.0.0.1:2886".to_owned(),
        zone: String::new(),
        state: word(StateKind::Succeeded),
        limit_s: None,
        attempts: attempts.iter().zip(1..).map(attempt).collect(),
    };
    StepView {
        key: format!("step{number}"),
        number,
        name: (*name).to_owned(),
        state: word(StateKind::Succeeded),
        on_all_hosts: false,
        started_at: None,
        ended_at: None,
        runs: vec![run],
        after: None,
        operators: Vec::new(),
    }
}

fn usual_of(runs: &[CallView]) -> UsualCall {
    usual("init", runs, true).unwrap()
}

fn told(usual: &UsualCall) -> Vec<(&str, Millis, Millis)> {
    usual.steps.iter().map(|step| (step.name.as_str(), step.wait_ms, step.took_ms)).collect()
}

#[test]
fn of_an_odd_number_of_runs_the_middle_one_counts() {
    let of = |took: Millis| run(0, took + 10, &[("a", &[(10, 10 + took)])]);
    let usual = usual_of(&[of(100), of(9_000), of(300)]);
    assert_eq!((usual.runs, usual.took_ms, usual.same_connection), (3, 310, true));
    assert_eq!(told(&usual), [("a", 10, 300)]);
}

#[test]
fn of_an_even_number_the_mean_of_the_two_in_the_middle() {
    let of = |took: Millis| run(1_000, 1_000 + took, &[("a", &[(1_000, 1_000 + took)])]);
    let usual = usual_of(&[of(100), of(400), of(1), of(201)]);
    assert_eq!((usual.runs, usual.took_ms), (4, 150));
    assert_eq!(told(&usual), [("a", 0, 150)]);
}

#[test]
fn a_retried_step_counts_from_its_first_start_to_its_last_end() {
    let usual = usual_of(&[run(0, 90, &[("a", &[(5, 20), (60, 70)]), ("b", &[(75, 90)])])]);
    assert_eq!(told(&usual), [("a", 5, 65), ("b", 5, 15)]);
}

#[test]
fn steps_that_were_not_in_all_runs_are_left_out() {
    let with = run(0, 30, &[("a", &[(0, 10)]), ("x", &[(10, 20)]), ("b", &[(20, 30)])]);
    let without = run(0, 20, &[("a", &[(0, 10)]), ("b", &[(14, 20)])]);
    assert_eq!(told(&usual_of(&[with.clone(), without.clone()])), [("a", 0, 10), ("b", 2, 8)]);
    assert_eq!(told(&usual_of(&[without, with])), [("a", 0, 10), ("b", 2, 8)]);
}

#[test]
fn two_steps_of_one_name_are_two() {
    let of =
        |took: Millis| run(0, 50, &[("a", &[(0, took)]), ("b", &[(20, 30)]), ("a", &[(30, 30 + took * 2)])]);
    assert_eq!(told(&usual_of(&[of(10)])), [("a", 0, 10), ("b", 10, 10), ("a", 0, 20)]);
    let once = run(0, 20, &[("a", &[(0, 20)])]);
    assert_eq!(told(&usual_of(&[of(10), once])), [("a", 0, 15)]);
}

#[test]
fn missing_times_are_not_zero() {
    let mut no_head = run(0, 0, &[("a", &[(10, 40)])]);
    (no_head.head.started_at, no_head.head.ended_at) = (None, None);
    let mut no_end = run(0, 100, &[("a", &[(0, 100)])]);
    no_end.steps[0].runs[0].attempts[0].ended_at = None;
    let usual = usual_of(&[no_head.clone(), no_end]);
    assert_eq!((usual.runs, usual.took_ms), (2, 65), "by the steps where the task has no times");
    assert_eq!(told(&usual), [("a", 0, 30)]);

    no_head.steps.clear();
    assert_eq!(super::usual("init", &[no_head], true), None, "a run without times is none");
    assert_eq!(super::usual("init", &[], true), None);
}

#[test]
fn clocks_that_jump_give_no_negative_times() {
    let usual = usual_of(&[run(100, 50, &[("a", &[(90, 80)])])]);
    assert_eq!((usual.took_ms, told(&usual)), (0, vec![("a", 0, 0)]));
}
