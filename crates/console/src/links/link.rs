use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::board::Board;
use super::cluster::Desk;
use super::group::{Group, Wanted};
use super::ocp::Ocp;
use super::registry::LinkParts;
use super::round::{Next, Outcome};
use crate::connections::{Connection, Connections, RESTORABLE_FOR, Seen, Session};
use crate::dto::{ConnectionKind, ConnectionPasswords, ConnectionSettings, ConnectionStateKind, Reach};
use crate::task_list::TaskDesk;

/// Reads one connection now and again until it is gone for good. Changed settings begin a new contact.
pub async fn run(
    id: String,
    parts: LinkParts,
    desk: Arc<Desk>,
    wake: Arc<Notify>,
    mut watched: watch::Receiver<usize>,
) {
    let mut changes = parts.connections.changes();
    let mut before: Option<Basis> = None;
    loop {
        changes.mark_unchanged();
        let Ok(mut connection) = parts.connections.get(&id) else {
            // Deleted, and nobody is contacted. Brought back, it goes on as it was.
            if !comes_back(&mut changes, &parts.connections, &id).await {
                return;
            }
            continue;
        };
        // What the former contact noted last may have come after the settings.
        let basis = Basis::of(&connection.settings);
        if before.is_some_and(|before| before.leads_elsewhere(&basis)) {
            connection.seen = Seen::default();
            desk.lay(None);
            parts.tasks.clear(&id);
        }
        tokio::select! {
            () = contact(&connection, &parts, &desk, &wake, &mut watched) => {}
            () = differs(&mut changes, &parts.connections, &id, &basis) => {}
        }
        before = Some(basis);
    }
}

/// What a contact rests on.
#[derive(PartialEq)]
struct Basis {
    kind: ConnectionKind,
    addresses: Vec<String>,
    reach: Reach,
    passwords: ConnectionPasswords,
}

/// What is on the other side.
enum Contact {
    Agents(Box<Group>),
    Ocp(Box<Ocp>),
}

/// Round by round, until it is dropped.
async fn contact(
    connection: &Connection,
    parts: &LinkParts,
    desk: &Desk,
    wake: &Notify,
    watched: &mut watch::Receiver<usize>,
) {
    let shown = connection.seen.clone();
    let first = started(shown.clone());
    let mut board = Board::new(connection.id.clone(), parts.connections.clone(), parts.pace.settle, shown);
    board.show(first).await;
    let mut contact = Contact::new(connection, parts);
    let (mut misses, mut woken) = (0_u32, false);
    let mut listeners = parts.tasks.listeners();
    loop {
        let (began, wanted) = (Instant::now(), desk.wanted());
        let listed = *listeners.borrow_and_update() > 0;
        let outcome = Box::pin(contact.round(Wanted { cluster: wanted.is_some(), tasks: listed })).await;
        board.show(contact.seen(&outcome)).await;
        contact.lay(&outcome, wanted, desk);
        contact.lay_tasks();
        if outcome.next == Next::Usual && Box::pin(contact.look_around(woken)).await {
            board.show(contact.seen(&outcome)).await;
            contact.lay(&outcome, wanted, desk);
        }
        if let Some(ticket) = wanted {
            desk.serve(ticket, outcome.problem_if_stale());
        }
        misses = if outcome.next == Next::Later { misses.saturating_add(1) } else { 0 };
        let pause = |watched: bool| match outcome.next {
            Next::Usual | Next::Later => Some(parts.pace.pause(watched || desk.is_watched(), misses)),
            Next::Woken => None,
        };
        tokio::select! {
            someone = rest(began, pause, wake, watched, &parts.tasks) => woken = someone,
            () = begins(&mut listeners), if !listed && outcome.next != Next::Woken => woken = false,
        }
    }
}

/// Whether somebody woke it before the pause was over.
async fn rest(
    began: Instant,
    pause: impl Fn(bool) -> Option<Duration>,
    wake: &Notify,
    watched: &mut watch::Receiver<usize>,
    tasks: &TaskDesk,
) -> bool {
    let mut listeners = tasks.listeners();
    loop {
        let looks = *watched.borrow_and_update() > 0 || *listeners.borrow_and_update() > 0;
        let due = pause(looks).map(|pause| began + pause);
        let over = async {
            match due {
                Some(due) => sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = wake.notified() => return true,
            () = over => return false,
            changed = watched.changed() => if changed.is_err() { std::future::pending().await },
            _ = listeners.changed() => {}
        }
    }
}

/// Somebody looks at the list of tasks from now on.
async fn begins(listeners: &mut watch::Receiver<usize>) {
    if listeners.wait_for(|listeners| *listeners > 0).await.is_err() {
        std::future::pending().await
    }
}

/// What is shown until the first answer.
fn started(seen: Seen) -> Seen {
    let kind = if seen.answered_at.is_none() { ConnectionStateKind::Contacting } else { seen.kind };
    Seen { kind, session: Session { live: true, ..Session::default() }, ..seen }
}

async fn differs(changes: &mut watch::Receiver<u64>, connections: &Connections, id: &str, basis: &Basis) {
    loop {
        if changes.changed().await.is_err() {
            return std::future::pending().await;
        }
        let same = connections.get(id).is_ok_and(|connection| Basis::of(&connection.settings) == *basis);
        if !same {
            return;
        }
    }
}

async fn comes_back(changes: &mut watch::Receiver<u64>, connections: &Connections, id: &str) -> bool {
    let back = async {
        while connections.get(id).is_err() {
            if changes.changed().await.is_err() {
                return false;
            }
        }
        true
    };
    let longest = Duration::from_millis(RESTORABLE_FOR.unsigned_abs());
    timeout(longest, back).await.unwrap_or(false)
}

impl Basis {
    fn of(settings: &ConnectionSettings) -> Basis {
        let ConnectionSettings { kind, addresses, reach, passwords, .. } = settings.clone();
        Basis { kind, addresses, reach, passwords }
    }

    /// Other passwords or certificates are for the same agents.
    fn leads_elsewhere(&self, after: &Basis) -> bool {
        let place = |basis: &Basis| (basis.kind, basis.addresses.clone(), basis.reach.route.clone());
        place(self) != place(after)
    }
}

impl Contact {
    fn new(connection: &Connection, parts: &LinkParts) -> Contact {
        match connection.settings.kind {
            ConnectionKind::Cluster | ConnectionKind::Agent => {
                Contact::Agents(Box::new(Group::new(connection, parts.clone())))
            }
            ConnectionKind::Ocp => Contact::Ocp(Box::new(Ocp::new(connection, parts.clone()))),
        }
    }

    async fn round(&mut self, wanted: Wanted) -> Outcome {
        match self {
            Contact::Agents(group) => group.round(wanted).await,
            Contact::Ocp(ocp) => ocp.round(wanted.tasks).await,
        }
    }

    async fn look_around(&mut self, woken: bool) -> bool {
        match self {
            Contact::Agents(group) => group.look_around(woken).await,
            Contact::Ocp(_) => false,
        }
    }

    fn seen(&self, outcome: &Outcome) -> Seen {
        match self {
            Contact::Agents(group) => group.seen(outcome),
            Contact::Ocp(ocp) => ocp.seen(outcome),
        }
    }

    fn lay_tasks(&mut self) {
        match self {
            Contact::Agents(group) => group.lay_tasks(),
            Contact::Ocp(ocp) => ocp.lay_tasks(),
        }
    }

    /// Shows the cluster to those who want it. An OCP is none.
    fn lay(&self, outcome: &Outcome, wanted: Option<u64>, desk: &Desk) {
        match self {
            Contact::Agents(group) if wanted.is_some() => desk.lay(Some(group.cluster(outcome))),
            Contact::Agents(_) | Contact::Ocp(_) => {}
        }
    }
}
