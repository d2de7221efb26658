//! What the window can ask for, one method a row of the command table.

mod agent_actions;
mod agent_form;
mod agent_proxies;
mod cluster;
mod connections;
mod drafts;
mod guards;
mod history;
mod links;
mod nodes;
mod notices;
mod obproxy_actions;
mod obproxy_drafts;
mod ocp_actions;
mod ocp_checks;
mod ocp_facts;
mod ocp_look_ups;
mod operations;
mod packages;
mod plan_files;
mod preflight;
mod saved;
mod task_list;
mod transfer;
mod vault;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::vault::{SecretId, Vault};
use obshell_api::{Address, Options};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tunnels::{Ssh, Tunnels};

use self::drafts::draft_summary;
use self::vault::vault_view;
use crate::clock::now;
use crate::connections::{Connections, Wiring};
use crate::documents::Shelf;
use crate::dto::*;
use crate::guard::Guards;
use crate::history::History;
use crate::hosts::{Probed, Prober};
use crate::links::{Inquirer, LinkParts, Links};
use crate::notices::Notices;
use crate::obproxy::LookUps;
use crate::operations::{Operations, Pace, Parts};
use crate::plans::Pendings;
use crate::practice::{Desktop, Practice, PreferenceStore};
use crate::proxies::Asking;
use crate::store::{Opened, Store};
use crate::task_list::TaskDesk;
use crate::transfer::{Files, Imports};

/// What a console is made of. Everything from outside comes in here.
pub struct Setup {
    /// The version to show.
    pub version: String,
    /// The database file.
    pub database: PathBuf,
    pub vault: Vault,
    pub practice: Arc<dyn Practice>,
    pub preferences: Arc<dyn PreferenceStore>,
    pub files: Arc<dyn Files>,
    pub desktop: Arc<dyn Desktop>,
    /// Timeouts and clock for talking to agents.
    pub agents: Options,
    /// The user's OpenSSH, for jump hosts.
    pub ssh: Ssh,
    pub pace: Pace,
    /// Makes ids: unique, opaque.
    pub new_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// The report of a panic that the last run of OBDeck left.
    pub crash_report: Option<String>,
}

/// Everything OBDeck can do, one method a row of [`command_table`](crate::command_table). Cloning is cheap.
#[derive(Clone)]
pub struct Console {
    inner: Arc<Inner>,
}

struct Inner {
    setup: Setup,
    asking: Asking,
    store: Store,
    set_aside: Option<PathBuf>,
    operations: Operations,
    connections: Connections,
    wiring: Wiring,
    imports: Imports,
    shelf: Shelf,
    plans: Pendings,
    guards: Guards,
    history: History,
    links: Links,
    look_ups: LookUps,
    notices: Notices,
    tasks: TaskDesk,
    probed: Mutex<BTreeMap<String, Probed>>,
    watches: Mutex<BTreeMap<String, CancellationToken>>,
    /// Held from the last look to the start: what is asked for twice at once is started once.
    starting: tokio::sync::Mutex<()>,
}

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Opens the database and takes up every unfinished operation. Needs a Tokio runtime; performs I/O.
    pub async fn open(setup: Setup) -> Result<Console, IpcError> {
        let Opened { store, set_aside } = Store::open(&setup.database, now(&*setup.agents.clock))?;
        let connections = Connections::open(store.clone(), now(&*setup.agents.clock)).await?;
        let guards = Guards::new(connections.clone(), store.clone(), setup.agents.clock.clone());
        let tunnels = Tunnels::new(setup.ssh.clone());
        let wiring = Wiring::new(setup.agents.clone(), setup.vault.clone(), tunnels);
        let clock = setup.agents.clock.clone();
        let history = History::open(store.clone(), clock, setup.new_id.clone()).await;
        let parts = Parts {
            history: history.clone(),
            guards: guards.clone(),
            connections: connections.clone(),
            wiring: wiring.clone(),
            store: store.clone(),
            vault: setup.vault.clone(),
            clock: setup.agents.clock.clone(),
            pace: setup.pace,
            changed: watch::Sender::default(),
        };
        let operations = Operations::open(parts).await?;
        let goes_on_here = |summary: &OperationSummary| {
            let hosts = &summary.hosts;
            summary.ended_at.is_none() && !hosts.is_empty() && hosts.iter().all(|host| is_local(host))
        };
        if operations.summaries().iter().any(goes_on_here) {
            setup.practice.take_up().await;
        }
        let made_by = operations.clone();
        let tasks = TaskDesk::default();
        let links = Links::new(LinkParts {
            connections: connections.clone(),
            store: store.clone(),
            wiring: wiring.clone(),
            clock: setup.agents.clock.clone(),
            pace: setup.pace.links,
            owner_of: Arc::new(move |connection: &str, dag_id: &str, name: Option<&str>| {
                made_by.of_task(connection, dag_id, name)
            }),
            tasks: tasks.clone(),
        });
        links.contact_pinned();
        let (probed, watches) = (Mutex::default(), Mutex::default());
        let notices = Notices::new(setup.agents.clock.clone());
        let doing = operations.clone();
        let look_ups = LookUps::new(
            connections.clone(),
            wiring.clone(),
            setup.agents.clock.clone(),
            Arc::new(move |connection: &str| doing.doings(connection)),
        );
        let asking = Asking::new(wiring.clone(), setup.agents.clock.clone());
        let inner = Arc::new(Inner {
            setup,
            asking,
            store,
            set_aside,
            operations,
            connections,
            guards,
            history,
            links,
            look_ups,
            notices,
            tasks,
            wiring,
            imports: Imports::default(),
            shelf: Shelf::default(),
            plans: Pendings::default(),
            probed,
            watches,
            starting: tokio::sync::Mutex::default(),
        });
        let console = Console { inner };
        console.purge().await;
        tokio::spawn(Self::purge_while_open(Arc::downgrade(&console.inner)));
        console.listen_to_desktop();
        tokio::spawn(Self::take_stock_while_open(Arc::downgrade(&console.inner)));
        Ok(console)
    }

    // ---- the application -------------------------------------------------------------------------------

    pub async fn app_info(&self, _: Nothing) -> Result<AppInfo, IpcError> {
        let runs = |summary: &OperationSummary| {
            let goes_on = matches!(summary.state.kind, StateKind::Running | StateKind::Unknown);
            summary.ended_at.is_none() && goes_on
        };
        let running = self.inner.operations.summaries().into_iter().find(runs);
        Ok(AppInfo {
            version: self.inner.setup.version.clone(),
            vault: vault_view(&self.inner.setup.vault),
            practice: self.practice_view(),
            set_aside: self.inner.set_aside.as_ref().map(|path| path.display().to_string()),
            crash_report: self.inner.setup.crash_report.clone(),
            damaged_connections: Some(self.inner.connections.damaged()).filter(|count| *count > 0),
            start_at: running.map(|summary| format!("operations/{}", summary.id)),
        })
    }

    pub async fn load_preferences(&self, _: Nothing) -> Result<Preferences, IpcError> {
        Ok(self.inner.setup.preferences.load())
    }

    pub async fn save_preferences(&self, preferences: Preferences) -> Result<Nothing, IpcError> {
        let saved = self.inner.setup.preferences.save(&preferences);
        saved.map_err(|problem| IpcError::new(ErrorCode::Storage, problem, true))?;
        Ok(Nothing {})
    }

    pub async fn start_practice(&self, _: Nothing) -> Result<PracticeView, IpcError> {
        self.practice_agents().await?;
        Ok(self.practice_view())
    }

    pub async fn home(&self, _: Nothing) -> Result<Home, IpcError> {
        let operations = self.inner.operations.summaries();
        let started = |draft: &WizardDraft| {
            operations.iter().any(|operation| Some(&operation.id) == draft.operation_id.as_ref())
        };
        let drafts = self.inner.store.drafts().await?;
        let drafts = drafts.iter().filter(|draft| !started(draft)).map(draft_summary).collect();
        Ok(Home { drafts, operations })
    }

    // ---- shared ----------------------------------------------------------------------------------------

    /// Removes secrets that no operation and no connection needs any more.
    async fn drop_secrets(&self, ids: impl IntoIterator<Item = SecretId>) -> Result<(), IpcError> {
        for id in ids {
            let Inner { operations, connections, .. } = &*self.inner;
            if !operations.needs_secret(&id) && !connections.needs_secret(&id) {
                self.inner.setup.vault.remove(&id).await?;
            }
        }
        Ok(())
    }

    fn register(&self, watch_id: String) -> CancellationToken {
        let stop = CancellationToken::new();
        if let Some(before) = lock(&self.inner.watches).insert(watch_id, stop.clone()) {
            before.cancel();
        }
        stop
    }

    async fn practice_agents(&self) -> Result<Vec<String>, IpcError> {
        let in_use = |summary: &OperationSummary| {
            let running = self.inner.setup.practice.running();
            summary.ended_at.is_none() && summary.hosts.iter().any(|host| running.contains(host))
        };
        let fresh = !self.inner.operations.summaries().iter().any(in_use);
        let started = self.inner.setup.practice.start(fresh).await;
        started.map_err(|problem| IpcError::new(ErrorCode::Practice, problem, true))
    }

    fn practice_view(&self) -> PracticeView {
        let agents = self.inner.setup.practice.running();
        PracticeView { running: !agents.is_empty(), agents }
    }

    fn probed(&self) -> MutexGuard<'_, BTreeMap<String, Probed>> {
        lock(&self.inner.probed)
    }

    fn prober(&self) -> Prober {
        Prober { wiring: self.inner.wiring.clone(), store: self.inner.store.clone() }
    }

    fn inquirer(&self) -> Inquirer {
        let (wiring, connections) = (self.inner.wiring.clone(), self.inner.connections.clone());
        Inquirer { prober: self.prober(), wiring, connections }
    }

    fn now(&self) -> Millis {
        now(&*self.inner.setup.agents.clock)
    }
}

/// Practice agents are always on this computer.
fn is_local(address: &str) -> bool {
    let ip = Address::parse(address).ok().and_then(|address| address.ip());
    ip.is_some_and(|ip| ip.is_loopback())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
