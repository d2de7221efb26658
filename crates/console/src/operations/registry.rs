use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot, watch};
use vault::SecretId;

use super::archive::Archivist;
use super::ocp::OcpRunner;
use super::record::{Call, Operation};
use super::runner::{Control, Parts, Runner};
use super::stranger::follows;
use super::view::summary;
use crate::dto::{
    ActionOff, CallView, IpcError, OperationAction, OperationKind, OperationSummary, OperationView,
    TaskSystem,
};
use crate::store::{CallRow, OperationRow};

/// Every operation that this computer knows, each with its runner.
#[derive(Clone)]
pub struct Operations {
    parts: Parts,
    handles: Arc<Mutex<BTreeMap<String, Handle>>>,
    /// Held while a task is opened: twice the same gives one operation.
    opening: Arc<tokio::sync::Mutex<()>>,
}

/// The way to one operation.
#[derive(Clone)]
pub struct Handle {
    pub view: watch::Receiver<Arc<OperationView>>,
    pub control: mpsc::Sender<Control>,
    pub operation: Arc<Operation>,
    /// As it was when this run of OBDeck took it up.
    pub first: Arc<OperationView>,
    /// The server's name for the task of each call, by its key; empty for one without a task.
    pub task_names: Arc<BTreeMap<String, String>>,
    archived: watch::Receiver<Option<Arc<OperationView>>>,
}

impl Handle {
    /// Waits until the history has what has ended so far, with its logs as far as they can be read.
    pub async fn archived(&self) {
        let mut archived = self.archived.clone();
        let is_up_to_date = |view: &Option<Arc<OperationView>>| view.as_ref() == Some(&*self.view.borrow());
        // Its runner has ended: then there is nothing to wait for.
        let _ = archived.wait_for(is_up_to_date).await;
    }

    /// It has neither ended nor waits for the user. A call whose answer was lost is under way.
    pub fn is_under_way(&self) -> bool {
        let view = self.view.borrow();
        let resume = view.head.actions.iter().find(|known| known.action == OperationAction::Resume);
        resume.is_some_and(|resume| resume.off == Some(ActionOff::StillRunning))
    }
}

impl Operations {
    /// Reads every stored operation and takes up the unfinished ones where they were. Needs a Tokio runtime.
    pub async fn open(parts: Parts) -> Result<Operations, IpcError> {
        let (handles, opening) = (Arc::default(), Arc::default());
        let operations = Operations { parts: parts.clone(), handles, opening };
        for row in parts.store.operations().await? {
            let operation: Operation = serde_json::from_str(&row.body)?;
            let rows = parts.store.calls(&row.id).await?;
            let calls = rows.iter().map(|row| serde_json::from_str(&row.body)).collect::<Result<_, _>>()?;
            operations.start(operation, calls, row.ended_at, false);
        }
        Ok(operations)
    }

    /// Stores a new operation and sets it going.
    pub async fn create(&self, operation: Operation, calls: Vec<Call>) -> Result<(), IpcError> {
        let row = OperationRow {
            id: operation.id.clone(),
            draft_id: operation.draft_id.clone(),
            started_at: operation.started_at,
            ended_at: None,
            body: serde_json::to_string(&operation)?,
        };
        let mut rows = Vec::new();
        for (call, position) in calls.iter().zip(0..) {
            let key = call.view.head.key.clone();
            rows.push(CallRow { key, position, body: serde_json::to_string(call)? });
        }
        self.parts.store.create_operation(row, rows).await?;
        self.start(operation, calls, None, true);
        Ok(())
    }

    /// The newest first.
    pub fn summaries(&self) -> Vec<OperationSummary> {
        let mut all: Vec<_> = self.lock().values().map(|handle| summary(&handle.view.borrow())).collect();
        all.sort_by_key(|summary| std::cmp::Reverse(summary.started_at));
        all
    }

    /// Every operation as it is now, in no order. Who holds these does not count as somebody who looks.
    pub fn views(&self) -> Vec<Arc<OperationView>> {
        self.lock().values().map(|handle| handle.view.borrow().clone()).collect()
    }

    pub fn get(&self, id: &str) -> Result<Handle, IpcError> {
        self.lock().get(id).cloned().ok_or_else(|| IpcError::not_found("operation"))
    }

    /// Whether some operation needs the secret.
    pub fn needs_secret(&self, id: &SecretId) -> bool {
        self.lock().values().any(|handle| handle.operation.secrets().contains(id))
    }

    /// Whether an operation was started that has to do with the connection.
    pub fn made(&self, connection_id: &str) -> bool {
        let of_it = |handle: &Handle| handle.operation.connection_id.as_deref() == Some(connection_id);
        self.lock().values().any(of_it)
    }

    /// Whether an operation of the connection has not ended.
    pub fn is_busy(&self, connection_id: &str) -> bool {
        let of_it = |handle: &Handle| handle.operation.connection_id.as_deref() == Some(connection_id);
        self.lock().values().any(|handle| of_it(handle) && handle.view.borrow().head.ended_at.is_none())
    }

    /// Another number whenever a call of the connection got any further: it was sent, taken, or has ended.
    pub fn doings(&self, connection_id: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (id, handle) in self.lock().iter() {
            if handle.operation.connection_id.as_deref() != Some(connection_id) {
                continue;
            }
            id.hash(&mut hasher);
            for CallView { head, .. } in &handle.view.borrow().calls {
                (&head.key, discriminant(&head.journal), discriminant(&head.state.kind)).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// Whether an operation of the connection that does the same goes on by itself.
    pub fn is_under_way(&self, connection_id: &str, kind: OperationKind, subject: &str) -> bool {
        self.lock().values().any(|handle| {
            let Operation { connection_id: of, kind: does, subject: about, .. } = &*handle.operation;
            (of.as_deref(), *does, about.as_str()) == (Some(connection_id), kind, subject)
                && handle.is_under_way()
        })
    }

    /// Hands a wish to the runner and waits for its answer.
    pub async fn ask<F>(&self, id: &str, wish: F) -> Result<(), IpcError>
    where
        F: FnOnce(super::runner::Reply) -> Control,
    {
        let (reply, answer) = oneshot::channel();
        let ended = |_| IpcError::not_found("operation");
        self.get(id)?.control.send(wish(reply)).await.map_err(|_| IpcError::not_found("operation"))?;
        answer.await.map_err(ended)?
    }

    /// The operation that follows a task of the connection. Ids of two clusters' own tasks may be the same, and those of
    /// one that was made anew: `name` is what the task is listed as, if that is known.
    pub fn of_task(&self, connection_id: &str, dag_id: &str, name: Option<&str>) -> Option<String> {
        let follows = |call: &CallView| follows(call, dag_id, name);
        let handles = self.lock();
        let found = handles.iter().filter(|(_, handle)| {
            let here = handle.operation.connection_id.as_deref() == Some(connection_id);
            here && handle.view.borrow().calls.iter().any(follows)
        });
        // The one that started it tells more than one that merely opened it.
        let best = found.min_by_key(|(_, handle)| handle.operation.kind == OperationKind::Opened);
        best.map(|(id, _)| id.clone())
    }

    /// Lets every operation go on that `wanted` picks, after a password or a key was put right.
    pub async fn go_on(&self, wanted: impl Fn(&Operation) -> bool) {
        let controls: Vec<_> = {
            let handles = self.lock();
            let wanted = handles.values().filter(|handle| wanted(&handle.operation));
            wanted.map(|handle| handle.control.clone()).collect()
        };
        for control in controls {
            // Its runner has ended: then there is nothing to go on with.
            let _ = control.send(Control::GoOn).await;
        }
    }

    /// Removes an operation from the list. The journal keeps its calls.
    pub async fn forget(&self, id: &str) -> Result<(), IpcError> {
        self.parts.store.delete_operation(id).await?;
        self.lock().remove(id);
        self.parts.changed.send_replace(());
        Ok(())
    }

    /// Keeps others from opening tasks as long as the answer lives.
    pub async fn opening(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.opening.lock().await
    }

    /// Tells that some operation changed, came, or went.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.parts.changed.subscribe()
    }

    /// Shows every operation to `look`. It holds no handle: who holds one is taken for somebody who looks.
    pub fn each(&self, mut look: impl FnMut(&Handle)) {
        self.lock().values().for_each(&mut look);
    }

    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// `met`: its server has just answered, or is about to be called.
    fn start(&self, operation: Operation, calls: Vec<Call>, ended_at: Option<i64>, met: bool) {
        let id = operation.id.clone();
        let kept = Arc::new(operation.clone());
        let name = |call: &Call| (call.view.head.key.clone(), call.spec.task_name(&operation));
        let task_names = Arc::new(calls.iter().map(name).collect());
        let (control, wishes) = mpsc::channel(16);
        let view = match operation.system {
            TaskSystem::Ocp => {
                let (runner, view) = OcpRunner::new(operation, calls, ended_at, self.parts.clone());
                tokio::spawn(runner.run(wishes));
                view
            }
            TaskSystem::Obshell => {
                let (runner, view) = Runner::new(operation, calls, ended_at, self.parts.clone());
                tokio::spawn(runner.run(wishes));
                view
            }
        };
        let first = view.borrow().clone();
        let archived = Archivist::start(kept.clone(), self.parts.clone(), view.clone(), met);
        self.lock().insert(id, Handle { view, control, operation: kept, first, task_names, archived });
        self.parts.changed.send_replace(());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Handle>> {
        self.handles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
