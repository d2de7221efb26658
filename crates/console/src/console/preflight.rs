//! Pre-flight of a draft's hosts.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::time::Duration;

use obshell_api::Address;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use vault::SecretId;

use super::Console;
use crate::drafts::{self, observer_ports};
use crate::dto::*;
use crate::hosts::{Probed, canonical};
use crate::preflight::{Knock, Progress, Run, matrix, script};
use crate::sink::Sink;

/// Answers that come in a shorter time go to the window together.
const TOGETHER: Duration = Duration::from_millis(100);

impl Console {
    /// Asks the hosts of a draft anew, all at once, and tells of each as it answers. What they say is what
    /// `check_draft` and `start_draft` judge by afterwards.
    ///
    /// # Errors
    /// `NotFound` for a draft or a host of it; `VaultLocked`, `Vault` when a password cannot be read.
    pub async fn run_preflight(
        &self,
        request: RunPreflightReq,
        sink: Sink<Preflight>,
    ) -> Result<Nothing, IpcError> {
        let RunPreflightReq { watch_id, draft_id, hosts } = request;
        let draft = self.load_draft(DraftReq { id: draft_id }).await?;
        let knocks = self.knocks(&draft, &hosts).await?;
        let stop = self.register(watch_id);
        let flight = Flight { console: self.clone(), draft, sink };
        tokio::spawn(flight.fly(knocks, stop));
        Ok(Nothing {})
    }

    pub async fn preflight_script(&self, request: DraftReq) -> Result<PreflightScript, IpcError> {
        let draft = self.load_draft(request).await?;
        Ok(PreflightScript { text: script(&draft) })
    }

    /// Whom to ask, with which password: the hosts of the draft that are named, all of them if none is.
    async fn knocks(&self, draft: &WizardDraft, named: &[String]) -> Result<Vec<Knock>, IpcError> {
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for name in named {
            wanted.insert(canonical(name).ok_or_else(|| IpcError::not_found("host"))?);
        }
        let mut knocks = BTreeMap::new();
        for host in &draft.hosts {
            let Ok(address) = Address::parse(&host.address) else { continue };
            let name = address.to_string();
            if knocks.contains_key(&name) || !(wanted.is_empty() || wanted.contains(&name)) {
                continue;
            }
            let password =
                host.agent_password.as_ref().and_then(|secret| SecretId::from_str(&secret.id).ok());
            let password = match password {
                Some(id) => self.inner.setup.vault.get(&id).await?,
                None => None,
            };
            let ports = match draft.kind {
                DraftKind::Init | DraftKind::ScaleOut => observer_ports(draft, host, &name),
                DraftKind::Join => Vec::new(),
            };
            knocks.insert(name, Knock { address, password, ports });
        }
        match wanted.iter().find(|name| !knocks.contains_key(*name)) {
            Some(_) => Err(IpcError::not_found("host")),
            None => Ok(knocks.into_values().collect()),
        }
    }
}

/// A pre-flight under way.
struct Flight {
    console: Console,
    draft: WizardDraft,
    sink: Sink<Preflight>,
}

impl Flight {
    async fn fly(self, knocks: Vec<Knock>, stop: CancellationToken) {
        let checking = knocks.iter().map(|knock| knock.address.to_string()).collect();
        let mut progress = Progress { started_at: self.console.now(), ended_at: None, checking };
        let run = Run {
            prober: self.console.prober(),
            reach: self.draft.reach.clone(),
            clock: self.console.inner.setup.agents.clock.clone(),
            now: progress.started_at,
        };
        let begun = Instant::now();
        let mut asked = run.ask_all(knocks);
        let refreshing = self.refresh();
        tokio::pin!(refreshing);
        let mut fresh = self.draft.kind == DraftKind::Init;
        let mut listens = self.tell(&progress);
        let (mut next, mut news) = (Instant::now() + TOGETHER, false);
        while listens && !progress.checking.is_empty() {
            tokio::select! {
                () = stop.cancelled() => return,
                answer = asked.join_next() => match answer {
                    Some(Ok(probed)) => {
                        self.take(probed, &mut progress);
                        news = true;
                    }
                    Some(Err(_)) => {}
                    // Nobody is left to answer: what is still open stays as it was.
                    None => progress.checking.clear(),
                },
                () = &mut refreshing, if !fresh => (fresh, news) = (true, true),
                () = sleep_until(next), if news => {
                    listens = self.tell(&progress);
                    (next, news) = (Instant::now() + TOGETHER, false);
                }
            }
        }
        if listens && !fresh {
            // A cluster that is slower than all hosts is judged by what is known of it, and again at the start.
            let until = Instant::now() + begun.elapsed().max(TOGETHER * 10);
            tokio::select! {
                () = stop.cancelled() => return,
                () = refreshing => {}
                () = sleep_until(until) => {}
            }
        }
        if listens {
            progress.ended_at = Some(self.console.now());
            self.tell(&progress);
        }
    }

    /// Reads anew what the hosts are to belong to. When nobody answers, that shows in the draft's problems.
    async fn refresh(&self) {
        let joins = match self.draft.kind {
            DraftKind::Init => None,
            DraftKind::Join | DraftKind::ScaleOut => self.draft.connection_id.as_deref(),
        };
        if let Some(id) = joins
            && let Err(problem) = self.console.inner.links.fresh_cluster(id).await
        {
            tracing::info!(message = problem.message, "a pre-flight goes by what was known of the cluster");
        }
    }

    fn take(&self, probed: Probed, progress: &mut Progress) {
        let address = probed.view.address.clone();
        progress.checking.remove(&address);
        self.console.probed().insert(address, probed);
    }

    /// Whether somebody still listens.
    fn tell(&self, progress: &Progress) -> bool {
        let snapshot = {
            let around = self.console.around(&self.draft);
            let probed = self.console.probed();
            let problems = drafts::check(&self.draft, &probed, around.as_ref());
            matrix(&self.draft, &probed, around.as_ref(), &problems, progress)
        };
        self.sink.send(snapshot)
    }
}
