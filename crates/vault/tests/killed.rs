//! A program that is killed while it changes its vault.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod support;

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use support::{open, read};
use tempfile::tempdir;
use vault::{SecretId, SecretString};

const KILLS: u64 = 200;
const MOST_CHANGES: usize = 4;
const MOST_SECRETS: usize = 12;

const FOLDER: &str = "VAULT_KILLED";
const SEED: &str = "VAULT_KILLED_SEED";

/// What a killed program may have left under an id: the last value it said was kept, or the one it was about to keep.
type Model = BTreeMap<SecretId, Option<String>>;

#[tokio::test]
async fn what_was_said_to_be_kept_is_kept() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("vault.json");
    let mut model = Model::new();
    let (mut changes, mut torn, mut usual) = (0, 0, Duration::ZERO);
    for seed in 0..KILLS {
        let words = run_and_kill(folder.path(), seed, &model, &mut usual);
        let pending = replay(&words, &mut model, &mut changes);
        torn += usize::from(fs::read_dir(folder.path()).unwrap().count() > 1);

        let vault = open(&path).await;
        assert_eq!(vault.set_aside(), None, "kill {seed}: nothing is damaged\n{words:#?}");
        for (id, value) in &mut model {
            let found = read(&vault, id).await;
            let wanted = pending.as_ref().filter(|(pending, _)| pending == id).map(|(_, value)| value);
            assert!(
                found == *value || Some(&found) == wanted,
                "kill {seed}: {id} is {found:?}, not {value:?}"
            );
            *value = found;
        }
        assert!(fs::read_dir(folder.path()).unwrap().count() <= 1, "nothing half-written is left");
        model.retain(|_, value| value.is_some());
    }
    println!("{changes} changes, {torn} of {KILLS} kills within one");
    assert!(torn > 0, "no kill fell into a change");
}

/// Changes a vault until it is killed, and says before and after each change what it is.
#[tokio::test]
#[ignore = "started by the other test"]
async fn program() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut chance = Chance(std::env::var(SEED).unwrap().parse().unwrap());
    let vault = open(&Path::new(&folder).join("vault.json")).await;
    let mut ids: Vec<SecretId> = std::io::stdin().lines().map(|id| id.unwrap().parse().unwrap()).collect();
    say("\nready");
    loop {
        let value = format!("{:x}", chance.next()).repeat(1 + chance.below(40));
        let secret = SecretString::from(value.as_str());
        if ids.is_empty() || (ids.len() < MOST_SECRETS && chance.below(3) == 0) {
            let id = vault.put(secret).await.unwrap();
            say(&format!("kept {id} {value}"));
            ids.push(id);
            continue;
        }
        let at = chance.below(ids.len());
        if chance.below(3) == 0 {
            let id = ids.swap_remove(at);
            say(&format!("removing {id}"));
            vault.remove(&id).await.unwrap();
            say(&format!("removed {id}"));
        } else {
            let id = &ids[at];
            say(&format!("replacing {id} {value}"));
            vault.replace(id, secret).await.unwrap();
            say(&format!("kept {id} {value}"));
        }
    }
}

/// What the program said until it was killed: somewhere in the change after some others, of which one takes `usual`.
fn run_and_kill(folder: &Path, seed: u64, model: &Model, usual: &mut Duration) -> Vec<String> {
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "program", "--nocapture"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = program.stdin.take().unwrap();
    for id in model.keys() {
        writeln!(stdin, "{id}").unwrap();
    }
    drop(stdin);
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "ready"), "the program ended early");
    let mut chance = Chance(!seed);
    let mut words = Vec::new();
    for _ in 0..=chance.below(MOST_CHANGES) {
        let begun = Instant::now();
        let mut finished = false;
        while !finished {
            words.push(lines.next().expect("it goes on until it is killed"));
            finished = words.last().is_some_and(|line| is_finished(line));
        }
        *usual = begun.elapsed();
    }
    thread::sleep(usual.mul_f64(chance.fraction()));
    program.kill().unwrap();
    program.wait().unwrap();
    words.extend(lines);
    words
}

/// Takes in what was finished, and answers what was not, with the value that it would have left.
fn replay(words: &[String], model: &mut Model, changes: &mut usize) -> Option<(SecretId, Option<String>)> {
    let mut pending = None;
    for line in words {
        let parts: Vec<_> = line.split(' ').collect();
        let id: SecretId = parts[1].parse().unwrap();
        let value = parts.get(2).map(|value| (*value).to_owned());
        if is_finished(line) {
            *changes += 1;
            model.insert(id, value);
            pending = None;
        } else {
            pending = Some((id, value));
        }
    }
    pending
}

fn is_finished(line: &str) -> bool {
    line.starts_with("kept") || line.starts_with("removed")
}

/// One write a line: a pipe takes it whole or not at all.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn fraction(&mut self) -> f64 {
        f64::from(u16::try_from(self.next() >> 48).unwrap()) / f64::from(u16::MAX)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }
}
