//! How a runner sends the calls whose turn it is, and notes what came of them.

use std::sync::Arc;

use tokio::time::Instant;

use super::clients::{Agents, Secrets};
use super::requests::launch;
use super::runner::{Done, Runner};
use super::sent::Sent;
use super::view::{is_done, stops_the_rest};
use crate::dto::{JournalState, OperationKind, StateKind};
use crate::tasks::word;

impl Runner {
    pub(super) async fn launch_ready(&mut self) {
        // Agents do not wait for each other with their proxies.
        let side_by_side = self.operation.kind == OperationKind::AgentProxy;
        let held_up = !side_by_side && self.calls.iter().any(|call| stops_the_rest(&call.view.head));
        if self.situation.stopped || held_up {
            return;
        }
        let ready: Vec<usize> = (0..self.calls.len()).filter(|at| self.is_ready(*at)).collect();
        if ready.is_empty() {
            return;
        }
        let opened = match self.open_agents().await {
            Ok(agents) => Secrets::read(&self.operation, &self.parts.vault).await.map(|s| (agents, s)),
            Err(problem) => Err(problem),
        };
        match opened {
            Ok((agents, secrets)) => {
                let secrets = Arc::new(secrets);
                ready.into_iter().for_each(|at| self.launch(at, agents.clone(), secrets.clone()));
            }
            Err(problem) => ready.into_iter().for_each(|at| {
                self.calls[at].view.head.error = Some(problem.clone());
                self.calls[at].view.head.state = word(StateKind::Failed);
            }),
        }
    }

    fn is_ready(&self, at: usize) -> bool {
        let call = &self.calls[at];
        let done = |key: &String| {
            self.calls.iter().any(|other| other.view.head.key == *key && is_done(other.view.head.state.kind))
        };
        let head = &call.view.head;
        head.journal == JournalState::Planned && !stops_the_rest(head) && call.needs.iter().all(done)
    }

    fn launch(&mut self, at: usize, agents: Agents, secrets: Arc<Secrets>) {
        let now = self.now();
        let head = &mut self.calls[at].view.head;
        head.journal = JournalState::Intended;
        head.state = word(StateKind::Running);
        head.started_at = Some(now);
        let (operation, parts, permit) = (self.operation.clone(), self.parts.clone(), self.permit.clone());
        let mut call = self.calls[at].clone();
        self.work.spawn(async move {
            let sent = match launch(&operation, &mut call, &agents, &secrets, permit.as_ref(), &parts).await {
                Ok(sent) => sent,
                Err(problem) => Sent::NeverLeft(problem),
            };
            Done::Launched { at, call: Box::new(call), sent }
        });
    }

    pub(super) async fn note_sent(&mut self, at: usize, sent: Sent) {
        let now = self.now();
        let head = &mut self.calls[at].view.head;
        head.error = None;
        match sent {
            Sent::AlreadyDone => {
                head.journal = JournalState::AlreadyDone;
                head.state = word(StateKind::Succeeded);
                head.ended_at = Some(now);
                self.calls[at].view.steps.clear();
            }
            Sent::Done => {
                head.journal = JournalState::Accepted;
                head.state = word(StateKind::Succeeded);
                head.ended_at = Some(now);
                self.calls[at].view.steps.clear();
            }
            Sent::Accepted { dag, offset_ms } => {
                head.journal = JournalState::Accepted;
                (self.calls[at].offset_ms, self.calls[at].clocks) = (offset_ms, None);
                self.apply(at, &dag, false);
                self.due.insert(at, Instant::now() + self.pace());
            }
            Sent::Rejected(problem) => {
                head.journal = JournalState::Rejected;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                head.error = Some(problem);
            }
            Sent::NeverLeft(problem) => {
                head.journal = JournalState::Planned;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                head.error = Some(problem);
            }
            Sent::Unknown(problem) => {
                head.journal = JournalState::Unknown;
                head.state = word(StateKind::Unknown);
                head.error = Some(problem);
                self.due.insert(at, Instant::now() + self.pace());
            }
        }
        self.save(at).await;
    }
}
