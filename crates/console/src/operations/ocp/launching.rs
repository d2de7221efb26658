//! How a runner sends the calls whose turn it is, and notes what came of them.

use std::collections::BTreeMap;

use ocp_api::TaskInstance;
use tokio::time::Instant;

use super::access::Trouble;
use super::lane::{Lane, further};
use super::runner::{Done, OcpRunner};
use super::send::{Sent, launch};
use super::shown::show;
use crate::dto::{ErrorCode, IpcError, JournalState, StateKind};
use crate::operations::record::Call;
use crate::store::CallRow;
use crate::tasks::word;

impl OcpRunner {
    pub(super) async fn launch_ready(&mut self) {
        let now = Instant::now();
        let is_quiet = self.quiet_until.is_some_and(|until| until > now);
        let holds_up = self.lanes.iter().any(Lane::holds_up);
        if self.situation.stopped || self.situation.halted || is_quiet || holds_up {
            return;
        }
        let ready: Vec<usize> = (0..self.lanes.len()).filter(|at| self.is_ready(*at, now)).collect();
        if ready.is_empty() {
            return;
        }
        match self.open().await {
            Ok(client) => {
                for at in ready {
                    self.launch(at, client.clone());
                }
            }
            Err(Trouble { problem, wait, is_throttled, .. }) => {
                for at in ready {
                    let problem = problem.clone();
                    let sent = if is_throttled {
                        Sent::Later { problem, wait, was_sent: false }
                    } else {
                        Sent::NeverLeft(problem)
                    };
                    self.note_sent(at, sent).await;
                }
            }
        }
    }

    fn is_ready(&self, at: usize, now: Instant) -> bool {
        let lane = &self.lanes[at];
        let is_behind = |key: &String| {
            self.lanes.iter().any(|other| other.call.view.head.key == *key && other.is_behind())
        };
        lane.call.view.head.journal == JournalState::Planned
            && !lane.is_sending
            && lane.due.is_none_or(|when| when <= now)
            && lane.call.needs.iter().all(is_behind)
    }

    fn launch(&mut self, at: usize, client: ocp_api::Client) {
        let now = self.now();
        let lane = &mut self.lanes[at];
        (lane.is_sending, lane.due) = (true, None);
        let head = &mut lane.call.view.head;
        head.journal = JournalState::Intended;
        head.state = word(StateKind::Running);
        head.started_at = Some(now);
        let mut call = lane.call.clone();
        let (operation, parts, permit) = (self.operation.clone(), self.parts.clone(), self.permit.clone());
        self.work.spawn(async move {
            let sent = launch(&client, &operation, &mut call, permit.as_ref(), &parts).await;
            Done::Launched { at, call: Box::new(call), sent }
        });
    }

    pub(super) async fn note_sent(&mut self, at: usize, sent: Sent) {
        let now = self.now();
        match &sent {
            Sent::AlreadyDone | Sent::Done | Sent::Accepted(_) => self.note_answer(),
            Sent::Rejected(problem) | Sent::NeverLeft(problem) if is_final(problem) => {
                self.lose_contact(&[], problem.clone().into());
            }
            Sent::Rejected(_) => self.note_answer(),
            Sent::NeverLeft(_) | Sent::Unknown(_) | Sent::Later { .. } => {}
        }
        let head = &mut self.lanes[at].call.view.head;
        head.error = None;
        match sent {
            Sent::AlreadyDone => self.finish(at, JournalState::AlreadyDone),
            Sent::Done => self.finish(at, JournalState::Accepted),
            Sent::Accepted(tasks) => return self.accept(at, tasks).await,
            Sent::Rejected(problem) => {
                head.journal = JournalState::Rejected;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                self.fail(at, problem);
            }
            Sent::NeverLeft(problem) => {
                head.journal = JournalState::Planned;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                self.fail(at, problem);
            }
            Sent::Unknown(problem) => {
                head.journal = JournalState::Unknown;
                head.state = word(StateKind::Unknown);
                head.error = Some(problem);
                self.lanes[at].traceless = 0;
                let pause = self.parts.pace.ocp.after(1);
                self.lanes[at].due = (!self.situation.stopped).then(|| Instant::now() + pause);
            }
            Sent::Later { problem, wait, .. } => {
                head.journal = JournalState::Planned;
                head.state = word(StateKind::Pending);
                head.started_at = None;
                let (is_throttled, outcome_unknown) = (true, false);
                self.lose_contact(&[at], Trouble { problem, wait, is_throttled, outcome_unknown });
            }
        }
        self.save(at).await;
    }

    /// It is done, and there is nothing to follow.
    fn finish(&mut self, at: usize, journal: JournalState) {
        let now = self.now();
        let lane = &mut self.lanes[at];
        (lane.call.baseline, lane.due) = (None, None);
        lane.call.view.steps.clear();
        let head = &mut lane.call.view.head;
        head.journal = journal;
        head.state = word(StateKind::Succeeded);
        head.ended_at = Some(now);
    }

    fn fail(&mut self, at: usize, problem: IpcError) {
        self.lanes[at].due = None;
        self.lanes[at].call.view.head.error = Some(problem);
    }

    /// Follows the tasks that OCP made of a call: the first is its own, each further one becomes a call of the operation.
    async fn accept(&mut self, at: usize, tasks: Vec<TaskInstance>) {
        let mut tasks = tasks.into_iter();
        let Some(first) = tasks.next() else { return };
        let call = &mut self.lanes[at].call;
        call.baseline = None;
        call.view.head.journal = JournalState::Accepted;
        show(call, &first, &BTreeMap::new());
        let of = call.clone();
        let is_known = |task: &TaskInstance| {
            let follows =
                |lane: &Lane| lane.call.view.head.task.as_ref().is_some_and(|known| known.id == task.id);
            self.lanes.iter().any(follows)
        };
        let more: Vec<Call> = tasks
            .filter(|task| !is_known(task))
            .filter_map(|task| further(&of, &task, &self.operation))
            .collect();
        if let Err(problem) = self.keep(&of, &more).await {
            tracing::warn!(?problem, "the tasks of a call could not be written");
        }
        let now = Instant::now();
        self.lanes.extend(more.into_iter().map(|call| Lane::new(call, true, now)));
        self.eager_until = now + self.parts.pace.ocp.eager_for;
        self.read_soon(at);
    }

    /// All at once: nobody may find one of the tasks without the others.
    async fn keep(&self, of: &Call, more: &[Call]) -> Result<(), IpcError> {
        let mut rows = Vec::new();
        for (call, number) in more.iter().zip(self.lanes.len()..) {
            let position = u32::try_from(number).unwrap_or(u32::MAX);
            let key = call.view.head.key.clone();
            rows.push(CallRow { key, position, body: serde_json::to_string(call)? });
        }
        let (key, body) = (of.view.head.key.clone(), serde_json::to_string(of)?);
        Ok(self.parts.store.add_calls(&self.operation.id, &key, body, rows).await?)
    }
}

/// Nobody is asked any more until something is put right.
fn is_final(problem: &IpcError) -> bool {
    matches!(problem.code, ErrorCode::Unauthorized | ErrorCode::CertificateNotTrusted)
}
