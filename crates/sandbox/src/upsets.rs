//! What befalls practice agents while tasks run.

use crate::Sandbox;

impl Sandbox {
    /// Sets the clock of agent `i` so many milliseconds off; positive is ahead. What it has written stays as it is.
    pub fn set_clock_skew(&self, i: usize, skew: i64) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        world.agents[i].traits.clock_skew = skew;
    }

    /// Lets agent `i` forget all its tasks, as when its database was lost. Nothing is locked any more.
    pub fn forget_tasks(&self, i: usize) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        world.agents[i].state.tasks.dags.clear();
        self.shared.keep(&mut world);
    }
}
