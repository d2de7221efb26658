//! What can be done to practice agents while somebody works with them.

use std::sync::Arc;

use crate::Sandbox;
use crate::secure::kept::KeptPassword;
use crate::secure::keys::AgentKey;

impl Sandbox {
    /// Takes away the process of agent `i` (0-based): open connections break, new ones are refused.
    pub async fn kill_agent(&self, i: usize) {
        {
            let now = self.shared.clock.now_nanos();
            let mut world = self.shared.world();
            world.catch_up(now);
            world.go_down(i, now);
            self.shared.keep(&mut world);
        }
        self.hosts.down_completely(i).await;
    }

    /// Starts the process of agent `i` again; it takes up what it was doing.
    pub async fn revive_agent(&self, i: usize) {
        {
            let now = self.shared.clock.now_nanos();
            let mut world = self.shared.world();
            if !world.agents[i].up {
                world.come_back(i, now);
            }
        }
        self.hosts.up_patiently(i).await;
    }

    /// Gives agent `i` another RSA key of the same size, as after a new installation. Requests that are on
    /// their way are answered with the key that was there when they came.
    pub async fn replace_key(&self, i: usize) {
        let bits = self.shared.world().agents[i].traits.key_bits;
        self.replace_key_by(i, bits).await;
    }

    /// Gives agent `i` another RSA key of `bits` bits, as after an upgrade of an agent with a short key.
    pub async fn replace_key_by(&self, i: usize, bits: usize) {
        // Counted first: two replacements at the same time must not make the same key.
        let generation = {
            let mut world = self.shared.world();
            let agent = &mut world.agents[i];
            agent.state.key_generation += 1;
            agent.state.key_generation
        };
        let seed = self.shared.seed;
        let made = tokio::task::spawn_blocking(move || AgentKey::generate(seed, i, generation, bits));
        match made.await {
            Ok(Ok(key)) => {
                let mut world = self.shared.world();
                world.agents[i].take_key(key);
                self.shared.keep(&mut world);
            }
            Ok(Err(error)) => tracing::error!(agent = i + 1, %error, "key not replaced"),
            Err(error) => tracing::error!(agent = i + 1, %error, "key not replaced"),
        }
    }

    /// Gives root@sys another password, as if by SQL. From now on the agents of a cluster refuse the old one;
    /// agents that have not been told a root password yet keep what they have.
    pub fn change_root_password(&self, new: &str) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        for agent in world.agents.iter_mut().filter(|agent| agent.state.root_initialised) {
            agent.state.root_password = KeptPassword::keep(new, &agent.state.token);
            agent.dirty = true;
        }
        self.shared.keep(&mut world);
    }
}

impl crate::agent::process::Agent {
    fn take_key(&mut self, key: AgentKey) {
        self.state.private_key = key.private_text();
        self.traits.key_bits = key.size() * 8;
        self.earlier_keys.push(std::mem::replace(&mut self.key, Arc::new(key)));
        self.dirty = true;
    }
}
