//! What is looked up in an OCP: whole lists, kept for half a minute, and what is left when it cannot be read.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::common::Bench;
use crate::common::contacts::settings;
use console::dto::*;
use futures::future::join_all;
use sandbox::{OcpRight, OcpTrouble, Options};

const HALF_A_MINUTE: Duration = Duration::from_secs(30);
/// The practice OCP's first OBProxy cluster.
const TRADE_OLD: &str = "3";

/// A desk at an OCP.
pub struct Desk {
    pub bench: Bench,
    pub connection_id: String,
}

impl Desk {
    pub async fn new() -> Desk {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Desk {
        let listen = Some(([127, 0, 0, 1], 0).into());
        let mut options = Options { agents: 1, ocp: true, listen, ..Options::default() };
        change(&mut options);
        let bench = Bench::new(options).await;
        let (user, password) = bench.sandbox.ocp_credentials().unwrap();
        let mut ocp = settings(ConnectionKind::Ocp, &[bench.sandbox.ocp_url().unwrap()]);
        ocp.passwords.ocp_user = Some(user);
        ocp.passwords.ocp = Some(bench.secret(&password).await);
        let connection_id = bench.add(ocp).await;
        Desk { bench, connection_id }
    }

    async fn hosts(&self, fresh: bool) -> OcpHosts {
        self.bench.console.ocp_hosts(self.request(fresh)).await.unwrap()
    }

    async fn cluster(&self, id: &str) -> Result<ObproxyCluster, IpcError> {
        self.bench.console.obproxy_cluster(self.about(id)).await
    }

    fn request(&self, fresh: bool) -> OcpLookUpReq {
        OcpLookUpReq { connection_id: self.connection_id.clone(), fresh }
    }

    fn about(&self, cluster_id: &str) -> ObproxyClusterReq {
        let (connection_id, cluster_id) = (self.connection_id.clone(), cluster_id.to_owned());
        ObproxyClusterReq { connection_id, cluster_id, fresh: false }
    }

    /// How often OCP was asked for something.
    fn asked(&self, path: &str) -> usize {
        self.bench.sandbox.ocp_requests().iter().filter(|request| request.path.starts_with(path)).count()
    }

    pub async fn edit(&self, change: impl FnOnce(&mut ConnectionSettings)) {
        let mut settings = self.bench.connection(&self.connection_id).await.settings;
        change(&mut settings);
        let request = EditConnectionReq { connection_id: self.connection_id.clone(), settings };
        self.bench.console.edit_connection(request).await.unwrap();
    }
}

const HOSTS: &str = "/api/v2/compute/hosts";

fn code(state: &LookUpState) -> Option<ErrorCode> {
    state.problem.as_ref().map(|problem| problem.code)
}

#[tokio::test]
async fn a_list_of_many_pages_is_read_whole_however_they_are_counted() {
    for spelling in [false, true] {
        let desk = Desk::with(|options| {
            options.ocp_traits.hosts = 2_500;
            options.ocp_traits.says_total_page = spelling;
        })
        .await;
        let found = desk.hosts(false).await;
        let ids: BTreeSet<&str> = found.hosts.iter().map(|host| host.id.as_str()).collect();
        assert_eq!((found.hosts.len(), ids.len(), found.state.cut), (2_500, 2_500, false));
        let requests = desk.bench.sandbox.ocp_requests();
        let sizes: Vec<u32> = requests
            .iter()
            .filter_map(|request| request.path.split_once("size=")?.1.split('&').next()?.parse().ok())
            .collect();
        assert!(sizes.len() > 1 && sizes.iter().all(|size| *size <= 2_000), "{sizes:?}");
    }
}

#[tokio::test]
async fn what_was_read_half_a_minute_ago_is_read_again_and_by_one_for_all() {
    let desk = Desk::new().await;
    join_all((0..20).map(|_| desk.hosts(false))).await;
    let once = desk.asked(HOSTS);
    desk.bench.clock.pass(HALF_A_MINUTE - Duration::from_secs(2));
    assert_eq!(desk.hosts(false).await.hosts.len(), 8);
    assert_eq!(desk.asked(HOSTS), once);
    desk.bench.clock.pass(Duration::from_secs(2));
    join_all((0..20).map(|_| desk.hosts(false))).await;
    assert_eq!(desk.asked(HOSTS), 2 * once);
    desk.hosts(true).await;
    assert_eq!(desk.asked(HOSTS), 3 * once);
}

#[tokio::test]
async fn what_was_read_stays_when_ocp_does_not_answer() {
    let desk = Desk::new().await;
    let good = desk.hosts(false).await;
    let troubles = [
        (OcpTrouble::Away, ErrorCode::Unreachable),
        (OcpTrouble::BadGateway, ErrorCode::NotObshell),
        (OcpTrouble::Throttles(3_600), ErrorCode::Rejected),
    ];
    for (trouble, expected) in troubles {
        desk.bench.sandbox.ocp_trouble(trouble);
        let stale = desk.hosts(true).await;
        assert_eq!(code(&stale.state), Some(expected), "{trouble:?}");
        assert_eq!((stale.hosts, stale.state.read_at), (good.hosts.clone(), good.state.read_at));
    }
    // OCP has said how long it wants to be left alone.
    let asked = desk.asked(HOSTS);
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    assert_eq!(code(&desk.hosts(true).await.state), Some(ErrorCode::Rejected));
    assert_eq!(desk.asked(HOSTS), asked);
    desk.bench.clock.pass(Duration::from_secs(3_600));
    assert_eq!(code(&desk.hosts(false).await.state), None);
}

#[tokio::test]
async fn when_one_look_up_has_to_wait_so_do_all() {
    let desk = Desk::new().await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Throttles(60));
    assert_eq!(code(&desk.hosts(true).await.state), Some(ErrorCode::Rejected));
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    let asked = desk.bench.sandbox.ocp_requests().len();
    let console = &desk.bench.console;
    let packages = console.ocp_packages(desk.request(true)).await.unwrap().state;
    let clusters = console.obproxy_clusters(desk.request(true)).await.unwrap().state;
    assert_eq!([code(&packages), code(&clusters)], [Some(ErrorCode::Rejected); 2]);
    // Nor does the link ask for the time.
    let mut watcher = desk.bench.watch("list").await;
    desk.bench.contact(&desk.connection_id).await;
    let told = |view: &ConnectionView| view.state.problem.as_ref().is_some_and(|it| it.retryable);
    watcher.until(&desk.connection_id, "to be told to wait", told).await;
    assert_eq!(desk.bench.sandbox.ocp_requests().len(), asked);
    desk.bench.clock.pass(Duration::from_secs(60));
    assert_eq!(code(&desk.hosts(true).await.state), None);
    assert_eq!(code(&console.ocp_packages(desk.request(true)).await.unwrap().state), None);
}

#[tokio::test]
async fn what_was_never_read_is_empty_and_says_why() {
    let desk = Desk::new().await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::BadGateway);
    let none = desk.hosts(false).await;
    assert_eq!((none.hosts, none.state.read_at), (Vec::new(), None));
    assert_eq!(none.state.problem.unwrap().code, ErrorCode::NotObshell);
    assert_eq!(desk.cluster(TRADE_OLD).await.unwrap_err().code, ErrorCode::NotObshell);
}

#[tokio::test]
async fn a_login_that_is_refused_is_tried_once_and_by_nobody_else() {
    let desk = Desk::new().await;
    let wrong = desk.bench.secret("wrong").await;
    desk.edit(|settings| settings.passwords.ocp = Some(wrong)).await;
    let console = &desk.bench.console;
    let (hosts, packages, ob_clusters, obproxy_clusters) = futures::join!(
        console.ocp_hosts(desk.request(false)),
        console.ocp_packages(desk.request(false)),
        console.ocp_ob_clusters(desk.request(false)),
        console.obproxy_clusters(desk.request(false)),
    );
    let states = [
        hosts.unwrap().state,
        packages.unwrap().state,
        ob_clusters.unwrap().state,
        obproxy_clusters.unwrap().state,
    ];
    assert!(states.iter().all(|state| code(state) == Some(ErrorCode::Unauthorized)), "{states:?}");
    assert_eq!(code(&desk.hosts(true).await.state), Some(ErrorCode::Unauthorized));
    assert_eq!(desk.bench.sandbox.ocp_refused_attempts(), 1);
    let (_, right) = desk.bench.sandbox.ocp_credentials().unwrap();
    desk.bench.replace_password(&desk.connection_id, PasswordKind::Ocp, &right).await;
    assert_eq!(desk.hosts(false).await.hosts.len(), 8);
}

#[tokio::test]
async fn a_right_that_is_missing_is_named() {
    let lacks = [OcpRight::HostViewer, OcpRight::PackageViewer, OcpRight::ClusterViewer];
    let desk = Desk::with(|options| options.ocp_traits.lacks = lacks.to_vec()).await;
    let console = &desk.bench.console;
    let states = [
        desk.hosts(false).await.state,
        console.ocp_packages(desk.request(false)).await.unwrap().state,
        console.ocp_ob_clusters(desk.request(false)).await.unwrap().state,
    ];
    let rights = states.map(|state| state.problem.unwrap().detail.unwrap());
    assert_eq!(rights, ["HOST_VIEWER", "PACKAGE_VIEWER", "CLUSTER_VIEWER"]);
    // What the user may see is seen.
    assert_eq!(console.obproxy_clusters(desk.request(false)).await.unwrap().clusters.len(), 2);
}

#[tokio::test]
async fn a_cluster_says_how_to_connect_what_can_be_done_and_who_differs() {
    let desk = Desk::new().await;
    let cluster = desk.cluster(TRADE_OLD).await.unwrap();
    assert_eq!((cluster.summary.name.as_str(), cluster.servers.len()), ("trade_old", 2));
    assert_eq!(cluster.connect[0].command, "obclient -h10.10.40.24 -P2883 -uroot@sys#trade -p -Doceanbase");
    let off = |deeds: &[ObproxyDeedView], deed| deeds.iter().find(|view| view.deed == deed).unwrap().off;
    assert_eq!(off(&cluster.deeds, ObproxyDeed::Stop), Some(ObproxyOff::Release));
    assert_eq!(off(&cluster.deeds, ObproxyDeed::AddLink), None);
    let [running, down] = &cluster.servers[..] else { panic!("{:#?}", cluster.servers) };
    assert_eq!((running.is_running, running.is_behind), (true, false));
    assert_eq!((down.is_running, down.is_behind), (false, true));
    assert_eq!(off(&running.deeds, ObproxyDeed::Upgrade), None);
    assert_eq!(off(&down.deeds, ObproxyDeed::Upgrade), Some(ObproxyOff::State));
    let found = desk.bench.console.obproxy_parameters(desk.about(TRADE_OLD)).await.unwrap();
    let differing: Vec<&ObproxyParameter> =
        found.parameters.iter().filter(|it| !it.others.is_empty()).collect();
    assert_eq!(differing.len(), 1);
    let values = BTreeSet::from([differing[0].value.as_str(), differing[0].others[0].value.as_str()]);
    assert_eq!((differing[0].name.as_str(), values), ("proxy_mem_limited", BTreeSet::from(["2GB", "4GB"])));
    assert_eq!(differing[0].info.as_ref().unwrap().kind, "CAPACITY");
    assert_eq!(desk.cluster("999").await.unwrap_err().code, ErrorCode::ClusterGone);
}

#[tokio::test]
async fn other_settings_are_looked_up_anew_and_a_deleted_connection_not_at_all() {
    let desk = Desk::new().await;
    desk.hosts(false).await;
    let once = desk.asked(HOSTS);
    desk.edit(|settings| settings.note = "for the user alone".to_owned()).await;
    desk.hosts(false).await;
    assert_eq!(desk.asked(HOSTS), once);
    desk.edit(|settings| settings.ocp.undocumented = true).await;
    desk.hosts(false).await;
    assert_eq!(desk.asked(HOSTS), 2 * once);
    let request = || ConnectionReq { connection_id: desk.connection_id.clone() };
    desk.bench.console.delete_connection(request()).await.unwrap();
    let gone = desk.bench.console.ocp_hosts(desk.request(false)).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    desk.bench.console.restore_connection(request()).await.unwrap();
    desk.hosts(false).await;
    assert_eq!(desk.asked(HOSTS), 3 * once);
}

#[tokio::test]
async fn agents_are_no_ocp() {
    let desk = Desk::new().await;
    let addresses = desk.bench.sandbox.addresses();
    let connection_id = desk.bench.add(settings(ConnectionKind::Agent, &addresses)).await;
    let refused = desk.bench.console.ocp_hosts(OcpLookUpReq { connection_id, fresh: false }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::Invalid);
}
