use std::fmt::{self, Write};

use super::Telling;
use super::bars::{self, class_of, step_ran, stretches, worked};
use super::scale::Scale;
use crate::documents::export::visible::Escaped;
use crate::dto::{CallView, Millis, OperationView, RunView, StateKind, StepView};

/// With more rows than this only steps that are worth a look begin with their hosts shown.
const ALL_OPEN: usize = 120;

/// A row a step and a row a host over one axis of time.
pub fn timeline(out: &mut String, view: &OperationView, telling: &Telling) -> fmt::Result {
    let words = telling.language.words();
    write!(out, "<section><h2>{}</h2>", words.timeline)?;
    let scale = Scale::over(busy(view, telling.now));
    let rows: usize = view.calls.iter().flat_map(|call| &call.steps).map(|step| 1 + step.runs.len()).sum();
    let rows = Rows { scale: scale.as_ref(), telling, all_open: rows <= ALL_OPEN };
    write!(out, r#"<div class="tl">"#)?;
    rows.axis(out)?;
    for call in &view.calls {
        if view.calls.len() > 1 {
            rows.call(out, call)?;
        }
        for step in &call.steps {
            rows.step(out, step)?;
        }
    }
    write!(out, "</div>")?;
    if scale.is_none() {
        write!(out, r#"<p class="quiet">{}</p>"#, words.no_times)?;
    }
    write!(out, "</section>")
}

struct Rows<'a> {
    scale: Option<&'a Scale>,
    telling: &'a Telling,
    all_open: bool,
}

impl Rows<'_> {
    fn axis(&self, out: &mut String) -> fmt::Result {
        let words = self.telling.language.words();
        let zone = self.telling.zone.name();
        write!(out, r#"<div class="row axis"><div class="name">{}</div>"#, words.step)?;
        write!(out, r#"<div class="took">{}</div><div class="track">"#, words.took)?;
        let Some(scale) = self.scale else { return write!(out, "</div></div>") };
        for tick in scale.ticks(self.telling.zone) {
            write!(out, r#"<span class="tick" style="left:{:.3}%">{}</span>"#, tick.left, tick.label)?;
        }
        for fold in scale.folds() {
            let (at, took) = (fold.left + fold.width / 2.0, words.duration(fold.took));
            write!(out, r#"<span class="tick idle" style="left:{at:.3}%">{took} {}</span>"#, words.idle)?;
        }
        write!(out, r#"<span class="zone">{zone}</span></div></div><div class="grid">"#)?;
        for tick in scale.ticks(self.telling.zone) {
            write!(out, r#"<i class="line" style="left:{:.3}%"></i>"#, tick.left)?;
        }
        for fold in scale.folds() {
            write!(out, r#"<i class="fold" style="left:{:.3}%;width:{:.3}%"></i>"#, fold.left, fold.width)?;
        }
        write!(out, "</div>")
    }

    fn call(&self, out: &mut String, call: &CallView) -> fmt::Result {
        let state = class_of(call.head.state.kind);
        let name = call.head.task.as_ref().map(|task| task.name.as_str()).filter(|name| !name.is_empty());
        let (name, target) = (Escaped(name.unwrap_or(&call.head.path)), Escaped(&call.head.target));
        write!(
            out,
            r#"<div class="row call"><div class="name">{}<span class="t">{name}</span>"#,
            icon(state)
        )?;
        write!(out, r#"<span class="h">{target}</span></div></div>"#)
    }

    fn step(&self, out: &mut String, step: &StepView) -> fmt::Result {
        if step.runs.len() < 2 {
            write!(out, r#"<div class="row">"#)?;
            self.step_cells(out, step)?;
            return write!(out, "</div>");
        }
        let calm =
            step.runs.iter().all(|run| run.state.kind == StateKind::Succeeded && run.attempts.len() < 2);
        let open = if self.all_open || !calm { " open" } else { "" };
        write!(out, r#"<details{open}><summary class="row">"#)?;
        self.step_cells(out, step)?;
        write!(out, "</summary>")?;
        for run in &step.runs {
            self.run(out, run)?;
        }
        write!(out, "</details>")
    }

    fn step_cells(&self, out: &mut String, step: &StepView) -> fmt::Result {
        let dim = if step_ran(step, self.telling.now).is_some() { "" } else { " dim" };
        let (icon, name) = (icon(class_of(step.state.kind)), Escaped(&step.name));
        let fold = if step.runs.len() > 1 { r#"<i class="tri"></i>"# } else { "" };
        write!(out, r#"<div class="name{dim}">{fold}<span class="n">{}</span>{icon}"#, step.number)?;
        write!(out, r#"<span class="t" title="{name}">{name}</span>"#)?;
        match &step.runs[..] {
            [] => {}
            [run] => write!(out, r#"{}<span class="h">{}</span>"#, times(run), Escaped(&run.host))?,
            runs => {
                let most = runs.iter().max_by_key(|run| run.attempts.len()).map(times).unwrap_or_default();
                write!(out, r#"{most}<span class="h many">{}</span>"#, runs.len())?;
            }
        }
        let took = step_ran(step, self.telling.now).map(|(from, to)| to.saturating_sub(from));
        self.track(out, took, |out, scale| match &step.runs[..] {
            [] => bars::of_bare_step(out, step, scale, self.telling),
            [run] => bars::of_run(out, run, scale, self.telling),
            _ => bars::of_step(out, step, scale, self.telling),
        })
    }

    fn run(&self, out: &mut String, run: &RunView) -> fmt::Result {
        let icon = icon(class_of(run.state.kind));
        let (host, zone) = (Escaped(&run.host), Escaped(&run.zone));
        write!(out, r#"<div class="row run"><div class="name">{icon}<span class="a">{host}</span>"#)?;
        write!(out, r#"<span class="z">{zone}</span>{}"#, times(run))?;
        self.track(out, worked(run, self.telling.now), |out, scale| {
            bars::of_run(out, run, scale, self.telling)
        })?;
        write!(out, "</div>")
    }

    fn track(
        &self,
        out: &mut String,
        took: Option<Millis>,
        bars: impl FnOnce(&mut String, &Scale) -> fmt::Result,
    ) -> fmt::Result {
        let took = took.map(|took| self.telling.language.words().duration(took)).unwrap_or_default();
        write!(out, r#"</div><div class="took">{took}</div><div class="track">"#)?;
        if let Some(scale) = self.scale {
            bars(out, scale)?;
        }
        write!(out, "</div>")
    }
}

/// The sign of a state.
pub fn icon(state: &str) -> String {
    format!(
        r##"<svg class="ic {state}" viewBox="0 0 16 16" aria-hidden="true"><use href="#i-{state}"/></svg>"##
    )
}

fn times(run: &RunView) -> String {
    let most = run.attempts.last().map_or(0, |attempt| attempt.number);
    if most > 1 { format!(r#"<span class="x">×{most}</span>"#) } else { String::new() }
}

fn busy(view: &OperationView, now: Millis) -> Vec<(Millis, Millis)> {
    let steps = || view.calls.iter().flat_map(|call| &call.steps);
    let of_runs = steps().flat_map(|step| &step.runs).flat_map(|run| stretches(run, now));
    let bare = steps().filter(|step| step.runs.is_empty()).filter_map(|step| step_ran(step, now));
    of_runs.map(|(_, from, to)| (from, to)).chain(bare).collect()
}
