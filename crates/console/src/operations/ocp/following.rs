//! How a runner reads what has become of its calls.

use tokio::time::Instant;

use super::access::{OBPROXY_MANAGER, TASK_VIEWER, Trouble, trouble_without};
use super::lost::{Found, look_after};
use super::requests::{Polled, poll};
use super::runner::{Done, OcpRunner};
use super::send::{Sent, in_doubt, settle, user_of};
use super::sent::trace;
use super::shown::show;
use crate::dto::{Contact, ContactState, ErrorCode, IpcError, JournalState};
use crate::operations::calls::CallSpec;
use crate::operations::record::Call;
use crate::store::JournalOutcome;

/// One look may come too early: the request may still be on its way.
const LOOKS_FOR_AN_EFFECT: u32 = 3;

impl OcpRunner {
    pub(super) async fn start_due(&mut self) {
        let now = Instant::now();
        let is_due = |at: &usize| {
            let lane = &self.lanes[*at];
            lane.due.is_some_and(|when| when <= now) && lane.is_followed()
        };
        let due: Vec<usize> = (0..self.lanes.len()).filter(is_due).collect();
        if due.is_empty() || self.situation.halted {
            return;
        }
        if let Some(until) = self.quiet_until.filter(|until| *until > now) {
            due.into_iter().for_each(|at| self.lanes[at].due = Some(until));
            return;
        }
        let client = match self.open().await {
            Ok(client) => client,
            Err(trouble) => return self.lose_contact(&due, trouble),
        };
        for at in due {
            self.lanes[at].due = None;
            let (client, call, parts) = (client.clone(), self.lanes[at].call.clone(), self.parts.clone());
            let id = self.connection_id().to_owned();
            if call.view.head.journal == JournalState::Unknown {
                let user = user_of(&self.operation, &parts);
                let is_last = self.lanes[at].traceless + 1 >= LOOKS_FOR_AN_EFFECT;
                let has_task = matches!(&call.spec, CallSpec::Obproxy(spec) if spec.makes_task());
                let right = if has_task { TASK_VIEWER } else { OBPROXY_MANAGER };
                self.work.spawn(async move {
                    let found = search(&client, &call, user.as_deref(), is_last).await;
                    let found = found.map_err(|error| trouble_without(error, right, &id, &parts.wiring));
                    Done::Settled { at, found }
                });
                continue;
            }
            let asked = self.lanes[at].asked.clone();
            self.lanes[at].reads += 1;
            let read = self.lanes[at].reads;
            self.work.spawn(async move {
                let answer = poll(&client, &call, &asked, &id, &parts.wiring).await;
                Done::Polled { at, read, answer: answer.map(Box::new) }
            });
        }
    }

    pub(super) async fn note_poll(&mut self, at: usize, polled: Polled) {
        self.note_answer();
        let before = self.lanes[at].call.clone();
        self.lanes[at].asked.extend(polled.asked);
        show(&mut self.lanes[at].call, &polled.task, &polled.messages);
        self.settle_operator(at).await;
        if self.lanes[at].call != before {
            self.save(at).await;
        }
        if !self.situation.stopped {
            let pause = self.pause(at);
            let lane = &mut self.lanes[at];
            lane.due = lane.is_followed().then(|| Instant::now() + pause);
        }
    }

    /// What reading has shown of a call whose answer was lost.
    pub(super) async fn note_settled(&mut self, at: usize, found: Result<Found, Trouble>) {
        let found = match found {
            Ok(found) => found,
            Err(trouble) => return self.lose_contact(&[at], trouble),
        };
        self.note_answer();
        match found {
            Found::Tasks(tasks) => {
                settle(&self.lanes[at].call, JournalOutcome::Accepted, "its task was found", &self.parts)
                    .await;
                self.note_sent(at, Sent::Accepted(tasks)).await;
            }
            Found::Done => {
                settle(&self.lanes[at].call, JournalOutcome::Accepted, "its effect was read", &self.parts)
                    .await;
                self.note_sent(at, Sent::Done).await;
            }
            Found::Doubt(why) => {
                self.lanes[at].traceless += 1;
                let error = Some(in_doubt(&why));
                if self.lanes[at].call.view.head.error != error {
                    self.lanes[at].call.view.head.error = error;
                    self.save(at).await;
                }
                let pause = self.parts.pace.ocp.after(self.lanes[at].traceless);
                self.lanes[at].due = (!self.situation.stopped).then(|| Instant::now() + pause);
            }
            Found::Nothing => {
                self.lanes[at].traceless += 1;
                let looks = self.lanes[at].traceless;
                if looks < LOOKS_FOR_AN_EFFECT {
                    let pause = self.parts.pace.ocp.after(looks);
                    self.lanes[at].due = (!self.situation.stopped).then(|| Instant::now() + pause);
                    return;
                }
                self.lanes[at].traceless = 0;
                let message = "the answer was lost, and OCP shows no trace of the request";
                settle(&self.lanes[at].call, JournalOutcome::NotSent, message, &self.parts).await;
                let problem = IpcError::new(ErrorCode::OutcomeUnknown, message, true);
                self.note_sent(at, Sent::NeverLeft(problem)).await;
            }
        }
    }

    pub(super) fn note_answer(&mut self) {
        (self.misses, self.missed_until) = (0, None);
        self.last_answer_at = Some(self.now());
        if self.situation.halted {
            // It was under way when another one was refused: nobody asks on.
            return;
        }
        let contact = &mut self.situation.contact;
        *contact =
            Contact { state: ContactState::Live, last_answer_at: None, problem: None, ..contact.clone() };
    }

    /// Finds out by what was read whether the last operator has arrived.
    async fn settle_operator(&mut self, at: usize) {
        let lane = &mut self.lanes[at];
        let is_sending = lane.is_sending;
        let Some(sent) = lane.call.sent.as_mut().filter(|_| !is_sending) else { return };
        sent.looks += 1;
        let arrived = trace(&lane.call.view, sent.step_key.as_deref()) != sent.trace;
        if !arrived && sent.looks < LOOKS_FOR_AN_EFFECT {
            return;
        }
        let sent = lane.call.sent.take();
        let Some(sent) = sent.filter(|sent| !sent.answered) else { return };
        let (outcome, detail) = if arrived {
            (JournalOutcome::Accepted, "its effect was read")
        } else {
            (JournalOutcome::NotSent, "the answer was lost, and OCP shows no trace of the request")
        };
        let detail = Some(detail.to_owned());
        if let Err(problem) = self.parts.store.settle(sent.journal_id, outcome, self.now(), detail).await {
            tracing::warn!(%problem, "the outcome of an operator could not be written");
        }
    }
}

async fn search(
    client: &ocp_api::Client,
    call: &Call,
    user: Option<&str>,
    is_last: bool,
) -> Result<Found, ocp_api::Error> {
    match (&call.spec, call.baseline) {
        (CallSpec::Obproxy(spec), Some(baseline)) => look_after(client, spec, baseline, user, is_last).await,
        // It is written down before it is sent: then it was not.
        (_, _) => Ok(Found::Nothing),
    }
}
