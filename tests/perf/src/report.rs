use std::io::Write;
use std::path::{Path, PathBuf};

use contract::Failure;
use serde::Serialize;

/// One measured value.
#[derive(Debug, Serialize)]
pub struct Figure {
    name: String,
    value: f64,
    unit: String,
    #[serde(skip)]
    goal: Option<f64>,
    /// How it was measured, when that is not always the same way.
    #[serde(skip)]
    note: String,
}

/// All measured values, in order.
#[derive(Debug, Default)]
pub struct Report(Vec<Figure>);

impl Figure {
    pub fn new(name: &str, value: f64, unit: &str) -> Figure {
        let (name, unit) = (name.to_owned(), unit.to_owned());
        Figure { name, value: (value * 1000.0).round() / 1000.0, unit, goal: None, note: String::new() }
    }

    /// What the value should be.
    pub fn goal(self, goal: f64) -> Figure {
        Figure { goal: Some(goal), ..self }
    }

    pub fn note(self, note: &str) -> Figure {
        Figure { note: note.to_owned(), ..self }
    }
}

impl Report {
    pub fn add(&mut self, figure: Figure) {
        self.0.push(figure);
    }

    /// Writes the table to standard output.
    pub fn print(&self) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        let width = self.0.iter().map(|figure| figure.name.len()).max().unwrap_or_default();
        for Figure { name, value, unit, goal, note } in &self.0 {
            let goal = goal.map(|goal| format!("goal {goal}")).unwrap_or_default();
            let line = format!("{name:width$}  {value:>10} {unit:<9} {goal}{note}");
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Writes `bench.json` into the build directory.
    pub fn write(&self) -> Result<(), Failure> {
        let path = build_directory().join("bench.json");
        std::fs::write(&path, serde_json::to_string_pretty(&self.0)? + "\n")?;
        Ok(())
    }
}

/// The directory this program was built into: `target`, unless cargo was told otherwise.
fn build_directory() -> PathBuf {
    let from_program = std::env::current_exe().ok().and_then(|program| {
        let profile = program.parent()?;
        let directory = profile.parent()?;
        directory.join("CACHEDIR.TAG").exists().then(|| directory.to_owned())
    });
    from_program.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))
}
