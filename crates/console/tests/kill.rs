//! kill -9 while connections, secrets and pins are saved: what was acknowledged is there, and nothing is half.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[allow(dead_code)]
#[path = "it/doubles.rs"]
mod doubles;
#[allow(dead_code)]
#[path = "it/keeping/mod.rs"]
mod keeping;
mod killing;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use killing::{DIRECTORY, Model, Numbers, SEED, Step, life, look, prepare};

const KILLS: u64 = 200;

/// The most steps that are waited for before a kill.
const MOST_STEPS: u64 = 30;

#[test]
fn what_was_acknowledged_survives_kill_nine() {
    let directory = tempfile::tempdir().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime().block_on(prepare(directory.path()));
    let mut numbers = Numbers(20_261_120);
    let mut model = Model::default();
    let mut acknowledged = 0;
    for round in 0..KILLS {
        let (steps, pause) = (numbers.below(MOST_STEPS), Duration::from_micros(numbers.below(4000)));
        let said = killed(directory.path(), round, steps, pause);
        acknowledged += said.iter().filter(|step| matches!(step, Step::Done { .. })).count();
        let open = said.into_iter().fold(None, |open, step| model.hear(open, step));
        let mut after = model.clone();
        if let Some(step) = open.clone() {
            after.take(step, None);
        }
        model.restart();
        after.restart();
        let secrets = [model.secret_ids(), after.secret_ids()].concat();
        let found = runtime().block_on(look(directory.path(), secrets));
        let went_on = after.is(&found);
        assert!(went_on || model.is(&found), "round {round}, in {open:?}: {model:#?}\nfound {found:#?}");
        if went_on {
            model = after;
        }
        model.settle(&found, open.as_ref());
    }
    assert!(acknowledged > 1000, "only {acknowledged} changes were made");
    assert!(model.pins.len() > 5 && !model.connections.is_empty(), "too little was kept to be lost");
}

/// Not a test of its own: the program that is killed.
#[test]
fn the_program_that_is_killed() {
    let (Some(directory), Ok(seed)) = (std::env::var_os(DIRECTORY), std::env::var(SEED)) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(life(Path::new(&directory), seed.parse().unwrap()));
}

/// Runs the program, kills it `pause` after it has said so many things, and returns all that it said.
fn killed(directory: &Path, seed: u64, steps: u64, pause: Duration) -> Vec<Step> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_program_that_is_killed", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok).filter_map(|line| Step::parse(&line));
    let mut all: Vec<Step> = said.by_ref().take(usize::try_from(steps).unwrap()).collect();
    assert_eq!(all.len() as u64, steps, "the program ended by itself");
    let began = Instant::now();
    while began.elapsed() < pause {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    all.extend(said);
    all
}
