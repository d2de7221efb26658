use obshell_api::Clock;

use crate::dto::Millis;

/// The time on `clock` as it is stored and shown.
pub fn now(clock: &dyn Clock) -> Millis {
    let since = clock.now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
