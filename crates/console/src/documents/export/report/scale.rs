use crate::documents::export::Zone;
use crate::dto::Millis;

/// Share of the width that a folded gap has, in per cent.
const FOLD: f64 = 4.0;
const MOST_FOLDS: usize = 6;
/// Ticks nearer to each other than this are left out.
const TICK_ROOM: f64 = 8.0;
const MOST_TICKS: i64 = 9;

/// Where a moment stands on the axis, in per cent from the left. Long gaps in which nothing ran are folded.
pub struct Scale {
    parts: Vec<Part>,
}

struct Part {
    from: Millis,
    to: Millis,
    left: f64,
    width: f64,
    folded: bool,
}

/// A line of the axis.
pub struct Tick {
    pub left: f64,
    pub label: String,
}

/// A gap that was folded.
pub struct Fold {
    pub left: f64,
    pub width: f64,
    pub took: Millis,
}

impl Scale {
    /// Over everything that ran; `None` when nothing did.
    pub fn over(mut busy: Vec<(Millis, Millis)>) -> Option<Self> {
        busy.sort_unstable();
        let mut merged: Vec<(Millis, Millis)> = Vec::new();
        for (from, to) in busy {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => merged.push((from, to.max(from))),
            }
        }
        let folds = folds(&merged);
        let mut parts: Vec<Part> = Vec::new();
        let part = |from, to, folded| Part { from, to, left: 0.0, width: 0.0, folded };
        for (index, (from, to)) in merged.iter().enumerate() {
            match parts.last_mut() {
                Some(last) if !folds.contains(&index) => last.to = *to,
                Some(last) => {
                    let gap = part(last.to, *from, true);
                    parts.extend([gap, part(*from, *to, false)]);
                }
                None => parts.push(part(*from, *to, false)),
            }
        }
        lay_out(&mut parts);
        (!parts.is_empty()).then_some(Self { parts })
    }

    pub fn at(&self, moment: Millis) -> f64 {
        let part = self.parts.iter().find(|part| moment <= part.to).or(self.parts.last());
        part.map_or(0.0, |part| {
            let share = span(part.from, moment) / span(part.from, part.to).max(1.0);
            part.left + part.width * share.clamp(0.0, 1.0)
        })
    }

    pub fn folds(&self) -> impl Iterator<Item = Fold> {
        let folded = self.parts.iter().filter(|part| part.folded);
        folded.map(|part| Fold {
            left: part.left,
            width: part.width,
            took: part.to.saturating_sub(part.from),
        })
    }

    /// Round moments in `zone`, far enough apart to be read.
    pub fn ticks(&self, zone: Zone) -> Vec<Tick> {
        let busy: f64 =
            self.parts.iter().filter(|part| !part.folded).map(|part| span(part.from, part.to)).sum();
        let step = round_step(busy);
        let first_day = self.parts.first().map(|part| zone.day(part.from));
        let mut ticks: Vec<Tick> = Vec::new();
        for part in self.parts.iter().filter(|part| !part.folded) {
            let local = part.from.saturating_add(zone.offset_ms());
            let mut at = part.from.saturating_add((step - local.rem_euclid(step)) % step);
            for _ in 0..=MOST_TICKS {
                if at > part.to {
                    break;
                }
                let left = self.at(at);
                let near_a_tick = ticks.last().is_some_and(|tick| left - tick.left < TICK_ROOM);
                let near_a_fold =
                    self.folds().any(|fold| (left - fold.left - fold.width / 2.0).abs() < TICK_ROOM);
                if !near_a_tick && !near_a_fold && left < 97.0 {
                    let day = Some(zone.day(at)) != first_day;
                    ticks.push(Tick { left, label: label(at, step, day, zone) });
                }
                at = at.saturating_add(step);
            }
        }
        ticks
    }
}

/// Indices of the stretches before which the longest gaps are.
fn folds(merged: &[(Millis, Millis)]) -> Vec<usize> {
    let busy: f64 = merged.iter().map(|(from, to)| span(*from, *to)).sum();
    let least = (busy * 0.25).max(10_000.0);
    let gaps = merged.windows(2).zip(1..).map(|(pair, index)| (span(pair[0].1, pair[1].0), index));
    let mut long: Vec<(f64, usize)> = gaps.filter(|(gap, _)| *gap > least).collect();
    long.sort_by(|one, other| other.0.total_cmp(&one.0));
    long.into_iter().take(MOST_FOLDS).map(|(_, index)| index).collect()
}

fn lay_out(parts: &mut [Part]) {
    let folded = parts.iter().filter(|part| part.folded).count();
    let room = 100.0 - FOLD * folded as f64;
    let total: f64 =
        parts.iter().filter(|part| !part.folded).map(|part| span(part.from, part.to).max(1.0)).sum();
    let mut left = 0.0;
    for part in parts {
        part.width = if part.folded { FOLD } else { room * span(part.from, part.to).max(1.0) / total };
        part.left = left;
        left += part.width;
    }
}

fn span(from: Millis, to: Millis) -> f64 {
    to as f64 - from as f64
}

fn round_step(busy: f64) -> Millis {
    const SECOND: Millis = 1_000;
    const MINUTE: Millis = 60 * SECOND;
    const HOUR: Millis = 60 * MINUTE;
    const DAY: Millis = 24 * HOUR;
    let steps = [
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
    ];
    let fits = |step: &Millis| busy / *step as f64 <= MOST_TICKS as f64;
    steps.into_iter().find(fits).unwrap_or_else(|| {
        let days = (busy / DAY as f64 / MOST_TICKS as f64).ceil();
        // No task is older than the calendar.
        DAY.saturating_mul(days.min(1e9) as Millis)
    })
}

fn label(at: Millis, step: Millis, day: bool, zone: Zone) -> String {
    let clock = match step {
        86_400_000.. => return zone.short_day(at),
        60_000.. => zone.minute(at),
        1_000.. => zone.second(at),
        _ => zone.fraction(at),
    };
    if day { format!("{} {clock}", zone.short_day(at)) } else { clock }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_in_the_zone() {
        let start = 1_704_804_001_706;
        let scale = Scale::over(vec![(start, start + 28_000)]).unwrap();
        let labels: Vec<String> = scale.ticks(Zone::new(480)).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["20:40:05", "20:40:10", "20:40:15", "20:40:20", "20:40:25"]);
        assert_eq!((scale.at(start), scale.at(start + 14_000), scale.at(start + 28_000)), (0.0, 50.0, 100.0));
    }

    #[test]
    fn a_long_gap_is_folded() {
        let scale = Scale::over(vec![(0, 60_000), (3_660_000, 3_720_000)]).unwrap();
        let folds: Vec<Millis> = scale.folds().map(|fold| fold.took).collect();
        assert_eq!(folds, [3_600_000]);
        assert_eq!((scale.at(60_000), scale.at(3_660_000)), (48.0, 52.0));
    }

    #[test]
    fn nothing_has_no_scale_and_a_moment_has_one() {
        assert!(Scale::over(Vec::new()).is_none());
        assert_eq!(Scale::over(vec![(5, 5)]).unwrap().at(5), 0.0);
    }

    proptest! {
        #[test]
        fn every_moment_is_on_the_axis(
            busy in prop::collection::vec((any::<i64>(), any::<i64>()), 1..20), moment in any::<i64>(),
        ) {
            let scale = Scale::over(busy).unwrap();
            let left = scale.at(moment);
            prop_assert!((-0.001..=100.001).contains(&left), "{left}");
            prop_assert!(scale.ticks(Zone::new(480)).len() <= 13);
        }

        #[test]
        fn what_is_later_is_not_further_left(
            busy in prop::collection::vec((0..10_000_000_i64, 0..100_000_i64), 1..20), one in 0..10_000_000_i64, other in 0..10_000_000_i64,
        ) {
            let scale = Scale::over(busy.into_iter().map(|(from, took)| (from, from + took)).collect()).unwrap();
            prop_assert!(scale.at(one.min(other)) <= scale.at(one.max(other)) + 1e-9);
        }
    }
}
