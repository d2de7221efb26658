//! What befalls practice agents while tasks run.

use crate::Sandbox;

impl Sandbox {
    /// Sets the clock of agent `i` so many milliseconds off; positive is ahead. What it has written stays as it is.
    pub fn set_clock_skew(&self, i: usize, skew: i64) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        world.agents[i].traits.clock_skew = skew;
    }

    /// Lets agent `i` lose its own password, as one does that cannot decrypt it any more when it starts.
    pub fn lose_agent_password(&self, i: usize) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        world.agents[i].state.agent_password = None;
        world.agents[i].dirty = true;
        self.shared.keep(&mut world);
    }

    /// Lets agent `i` forget all its tasks, as when its database was lost. Nothing is locked any more.
    pub fn forget_tasks(&self, i: usize) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        world.agents[i].state.tasks.dags.clear();
        self.shared.keep(&mut world);
    }
}
