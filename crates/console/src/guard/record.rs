use serde::{Deserialize, Serialize};

use crate::dto::{Environment, GuardLevel, GuardView, IpcError, LoweredGuard, Millis};

/// How long a guard stays lowered, in milliseconds.
pub const LOWERED_FOR: Millis = 15 * 60 * 1000;

const SHORTEST_REASON: usize = 3;
const LONGEST_REASON: usize = 500;

/// The guard of one connection, as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuardRecord {
    pub base: GuardLevel,
    lowered: Option<Lowering>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Lowering {
    level: GuardLevel,
    until: Millis,
    reason: String,
}

impl GuardRecord {
    pub fn new(base: GuardLevel) -> Self {
        Self { base, lowered: None }
    }

    /// What a new connection of this environment gets.
    pub fn default_for(environment: Environment) -> Self {
        Self::new(match environment {
            Environment::Dev => GuardLevel::Open,
            Environment::Stage => GuardLevel::Confirm,
            Environment::Prod => GuardLevel::TypeName,
        })
    }

    /// The least that an environment can do with.
    pub fn least_for(environment: Environment) -> GuardLevel {
        match environment {
            Environment::Dev | Environment::Stage => GuardLevel::Open,
            Environment::Prod => GuardLevel::TypeName,
        }
    }

    /// What applies at `now`.
    pub fn level(&self, now: Millis) -> GuardLevel {
        self.lowering(now).map_or(self.base, |lowering| lowering.level)
    }

    pub fn view(&self, now: Millis) -> GuardView {
        let lowered = self.lowering(now);
        GuardView {
            level: self.level(now),
            base: self.base,
            lowered: lowered.map(|it| LoweredGuard { until: it.until, reason: it.reason.clone() }),
        }
    }

    /// Makes the guard at least as strict as `level`, and ends a lowering.
    pub fn raise(&mut self, level: GuardLevel) {
        self.base = self.base.min(level);
        self.lowered = None;
    }

    /// Makes the guard at least as strict as `least`. One that is, and is lowered, stays lowered.
    pub fn hold_to(&mut self, least: GuardLevel) {
        if self.base > least {
            self.raise(least);
        }
    }

    /// Lowers the guard to `level` for [`LOWERED_FOR`].
    ///
    /// # Errors
    /// `Invalid` when the level is not lower than the base, or the reason says nothing.
    pub fn lower(&mut self, level: GuardLevel, reason: &str, now: Millis) -> Result<(), IpcError> {
        let reason = reason.trim();
        if level <= self.base {
            return Err(IpcError::invalid("this is no lowering: the guard is not stricter than that"));
        }
        let length = reason.chars().count();
        if !(SHORTEST_REASON..=LONGEST_REASON).contains(&length) {
            return Err(IpcError::invalid("a reason of 3 to 500 characters is needed"));
        }
        self.lowered = Some(Lowering { level, until: now + LOWERED_FOR, reason: reason.to_owned() });
        Ok(())
    }

    /// A clock that was set back does not prolong it: it also ends before its beginning.
    fn lowering(&self, now: Millis) -> Option<&Lowering> {
        self.lowered.as_ref().filter(|it| (it.until - LOWERED_FOR..it.until).contains(&now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_700_000_000_000;

    #[test]
    fn a_lowering_ends_after_a_quarter_of_an_hour() {
        let mut guard = GuardRecord::default_for(Environment::Prod);
        guard.lower(GuardLevel::Open, "night shift repair", NOW).unwrap();
        assert_eq!(guard.level(NOW), GuardLevel::Open);
        assert_eq!(guard.level(NOW + LOWERED_FOR - 1), GuardLevel::Open);
        assert_eq!(guard.level(NOW + LOWERED_FOR), GuardLevel::TypeName);
        assert_eq!(guard.view(NOW + LOWERED_FOR).lowered, None);
    }

    #[test]
    fn a_clock_set_back_ends_it_too() {
        let mut guard = GuardRecord::default_for(Environment::Prod);
        guard.lower(GuardLevel::Confirm, "repair", NOW).unwrap();
        assert_eq!(guard.level(NOW - 1), GuardLevel::TypeName);
    }

    #[test]
    fn raising_is_for_good_and_never_lowers() {
        let mut guard = GuardRecord::default_for(Environment::Stage);
        guard.lower(GuardLevel::Open, "repair", NOW).unwrap();
        guard.raise(GuardLevel::Open);
        assert_eq!(guard.level(NOW), GuardLevel::Confirm);
        guard.raise(GuardLevel::ReadOnly);
        guard.raise(GuardLevel::Confirm);
        assert_eq!(guard.level(NOW), GuardLevel::ReadOnly);
    }

    #[test]
    fn a_lowering_needs_a_reason_and_must_lower() {
        let mut guard = GuardRecord::default_for(Environment::Prod);
        assert!(guard.lower(GuardLevel::Open, "  a ", NOW).is_err());
        assert!(guard.lower(GuardLevel::ReadOnly, "because", NOW).is_err());
        assert!(guard.lower(GuardLevel::TypeName, "because", NOW).is_err());
        assert_eq!(guard, GuardRecord::default_for(Environment::Prod));
    }
}
