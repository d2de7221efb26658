use super::figures::step_figures;
use crate::dto::{StepComparison, StepView};

/// More pairs of steps than this are not weighed against each other: names are then taken as they come.
const MOST_PAIRS: usize = 4_000_000;

/// The steps of two runs side by side, matched by name in their order. A step that only one of them has stands alone.
pub fn compare(before: &[StepView], after: &[StepView]) -> Vec<StepComparison> {
    let pairs = matched(&names(before), &names(after));
    let mut rows = Vec::with_capacity(before.len() + after.len() - pairs.len());
    let (mut b, mut a) = (0, 0);
    for (to_b, to_a) in pairs.into_iter().chain([(before.len(), after.len())]) {
        rows.extend(before[b..to_b].iter().map(|step| row(Some(step), None)));
        rows.extend(after[a..to_a].iter().map(|step| row(None, Some(step))));
        if to_b < before.len() && to_a < after.len() {
            rows.push(row(Some(&before[to_b]), Some(&after[to_a])));
        }
        (b, a) = (to_b + 1, to_a + 1);
    }
    rows
}

fn row(before: Option<&StepView>, after: Option<&StepView>) -> StepComparison {
    let name = after.or(before).map(|step| step.name.clone()).unwrap_or_default();
    StepComparison { name, before: before.map(step_figures), after: after.map(step_figures) }
}

fn names(steps: &[StepView]) -> Vec<&str> {
    steps.iter().map(|step| step.name.as_str()).collect()
}

/// Places of equal names, growing on both sides, as many as there can be.
fn matched(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    let start = before.iter().zip(after).take_while(|(b, a)| b == a).count();
    let (b, a) = (&before[start..], &after[start..]);
    let end = b.iter().rev().zip(a.iter().rev()).take_while(|(b, a)| b == a).count();
    let middle = (&b[..b.len() - end], &a[..a.len() - end]);
    let in_middle = if middle.0.len().saturating_mul(middle.1.len()) > MOST_PAIRS {
        as_they_come(middle.0, middle.1)
    } else {
        longest_common(middle.0, middle.1)
    };
    let first = (0..start).map(|at| (at, at));
    let between = in_middle.into_iter().map(|(b, a)| (start + b, start + a));
    let last = (0..end).rev().map(|back| (before.len() - 1 - back, after.len() - 1 - back));
    first.chain(between).chain(last).collect()
}

fn longest_common(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    let width = after.len() + 1;
    // How many can be matched from here on.
    let mut best = vec![0_u32; (before.len() + 1) * width];
    for b in (0..before.len()).rev() {
        for a in (0..after.len()).rev() {
            best[b * width + a] = if before[b] == after[a] {
                best[(b + 1) * width + a + 1] + 1
            } else {
                best[(b + 1) * width + a].max(best[b * width + a + 1])
            };
        }
    }
    let (mut b, mut a, mut pairs) = (0, 0, Vec::new());
    while b < before.len() && a < after.len() {
        if before[b] == after[a] {
            pairs.push((b, a));
            (b, a) = (b + 1, a + 1);
        } else if best[(b + 1) * width + a] >= best[b * width + a + 1] {
            b += 1;
        } else {
            a += 1;
        }
    }
    pairs
}

fn as_they_come(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    let mut places: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    after.iter().enumerate().for_each(|(at, name)| places.entry(name).or_default().push(at));
    let (mut from, mut pairs) = (0, Vec::new());
    for (b, name) in before.iter().enumerate() {
        let known = places.get(name).map(Vec::as_slice).unwrap_or_default();
        if let Some(a) = known.get(known.partition_point(|at| *at < from)) {
            pairs.push((b, *a));
            from = a + 1;
        }
    }
    pairs
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
