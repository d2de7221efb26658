use super::*;
use crate::obproxy::samples::{obproxy_cluster, package, server};

/// What an OCP of 4.2.2 offers, unless told otherwise.
struct Desk {
    options: OcpOptions,
    paths: ServerPaths,
    is_read_only: bool,
    packages: Vec<SoftwarePackage>,
}

impl Desk {
    fn new() -> Desk {
        let packages = vec![package(26, "4.3.2.0", "x86_64"), package(27, "4.3.2.0", "aarch64")];
        Desk { options: OcpOptions::default(), paths: ServerPaths::Old, is_read_only: false, packages }
    }

    fn around(&self) -> Around<'_> {
        let Desk { options, paths, is_read_only, packages } = self;
        Around { options, paths: *paths, is_read_only: *is_read_only, packages: Some(packages) }
    }

    fn on_server(&self, deed: ObproxyDeed, server: &ObproxyServer) -> Option<ObproxyOff> {
        off(&of_server(server, &self.around()), deed)
    }

    fn on_cluster(&self, deed: ObproxyDeed, cluster: &ObproxyCluster) -> Option<ObproxyOff> {
        off(&of_cluster(cluster, &self.around()), deed)
    }
}

fn off(deeds: &[ObproxyDeedView], deed: ObproxyDeed) -> Option<ObproxyOff> {
    deeds.iter().find(|view| view.deed == deed).unwrap().off
}

fn standing_like(word: &str) -> ObproxyServer {
    ObproxyServer { status: ObproxyServerStatus::of(word), ..server(1, 21) }
}

#[test]
fn what_a_server_allows_depends_on_its_state() {
    use ObproxyDeed::{RemoveServers, Restart, Start, Stop, Upgrade};
    let options = OcpOptions { undocumented: true, ..OcpOptions::default() };
    let desk = Desk { paths: ServerPaths::New, options, ..Desk::new() };
    let allowed = |word: &str| {
        let server = standing_like(word);
        [RemoveServers, Restart, Start, Stop, Upgrade].map(|deed| desk.on_server(deed, &server).is_none())
    };
    assert_eq!(allowed("RUNNING"), [true, true, false, true, true]);
    assert_eq!(allowed("UNAVAILABLE"), [true, true, false, false, false]);
    assert_eq!(allowed("STOPPED"), [true, false, true, false, false]);
    assert_eq!(allowed("A_NEW_WORD"), [true, true, false, false, false]);
    for word in ["CREATING", "RESTARTING", "UPGRADING", "REFRESHING", "DELETING", "TAKINGOVER", "STARTING"] {
        assert_eq!(desk.on_server(Restart, &standing_like(word)), Some(ObproxyOff::Busy), "{word}");
    }
    let operating = ObproxyServer { is_operating: true, ..server(1, 21) };
    assert_eq!(desk.on_server(RemoveServers, &operating), Some(ObproxyOff::Busy));
    assert_eq!(desk.on_server(Stop, &standing_like("STOPPED")), Some(ObproxyOff::State));
}

#[test]
fn releases_and_documents_decide_over_routes() {
    let running = server(1, 21);
    let old = Desk::new();
    let on = |desk: &Desk, deed| desk.on_server(deed, &running);
    assert_eq!(on(&old, ObproxyDeed::Stop), Some(ObproxyOff::Release));
    assert_eq!(on(&old, ObproxyDeed::Start), Some(ObproxyOff::Release));
    assert_eq!((on(&old, ObproxyDeed::Restart), on(&old, ObproxyDeed::RemoveServers)), (None, None));
    let new = Desk { paths: ServerPaths::New, ..Desk::new() };
    assert_eq!((on(&new, ObproxyDeed::Stop), on(&new, ObproxyDeed::RemoveServers)), (None, None));
    for deed in [ObproxyDeed::Restart, ObproxyDeed::Start, ObproxyDeed::Upgrade] {
        assert_eq!(on(&new, deed), Some(ObproxyOff::Undocumented), "{deed:?}");
    }
    let cluster = obproxy_cluster("one", vec![running.clone()]);
    assert_eq!(old.on_cluster(ObproxyDeed::SetParameters, &cluster), Some(ObproxyOff::Undocumented));
    let views = of_cluster(&cluster, &new.around());
    let undocumented = |deed| views.iter().any(|view| view.deed == deed && view.undocumented);
    assert!(undocumented(ObproxyDeed::SetParameters) && undocumented(ObproxyDeed::Start));
    assert!(undocumented(ObproxyDeed::Restart) && !undocumented(ObproxyDeed::Stop));
}

#[test]
fn an_upgrade_needs_a_newer_package_of_the_same_kind() {
    let desk = Desk::new();
    let upgrade = |server: &ObproxyServer| desk.on_server(ObproxyDeed::Upgrade, server);
    assert_eq!(upgrade(&server(1, 21)), None);
    let newest = ObproxyServer { version: "4.3.2.0-26".to_owned(), ..server(1, 21) };
    assert_eq!(upgrade(&newest), Some(ObproxyOff::NoNewerPackage));
    let arm = ObproxyServer { architecture: "aarch64".to_owned(), ..newest.clone() };
    assert_eq!(upgrade(&arm), None);
    // What could not be looked up is no reason.
    let unknown = Around { packages: None, ..desk.around() };
    assert_eq!(off(&of_server(&newest, &unknown), ObproxyDeed::Upgrade), None);
}

#[test]
fn a_cluster_allows_what_one_of_its_servers_does() {
    let desk = Desk::new();
    let empty = obproxy_cluster("empty", Vec::new());
    assert_eq!(desk.on_cluster(ObproxyDeed::Restart, &empty), Some(ObproxyOff::NoServers));
    assert_eq!(desk.on_cluster(ObproxyDeed::AddServers, &empty), None);
    assert_eq!(desk.on_cluster(ObproxyDeed::Delete, &empty), None);
    let busy = || standing_like("RESTARTING");
    let mixed = obproxy_cluster("mixed", vec![busy(), server(2, 22)]);
    assert_eq!(desk.on_cluster(ObproxyDeed::Restart, &mixed), None);
    assert_eq!(desk.on_cluster(ObproxyDeed::Delete, &mixed), Some(ObproxyOff::Busy));
    let all_busy = obproxy_cluster("busy", vec![busy()]);
    assert_eq!(desk.on_cluster(ObproxyDeed::Restart, &all_busy), Some(ObproxyOff::Busy));
    let created = ObproxyCluster { status: Some(ObproxyClusterStatus::Creating), ..empty };
    assert_eq!(desk.on_cluster(ObproxyDeed::EditAddress, &created), Some(ObproxyOff::Busy));
}

#[test]
fn links_are_for_config_url_alone() {
    let desk = Desk::new();
    let links = |cluster: &ObproxyCluster| {
        [ObproxyDeed::AddLink, ObproxyDeed::RemoveLink].map(|deed| desk.on_cluster(deed, cluster))
    };
    let cluster = obproxy_cluster("one", Vec::new());
    assert_eq!(links(&cluster), [None, None]);
    let bare = ObproxyCluster { links: Vec::new(), ..cluster.clone() };
    assert_eq!(links(&bare), [None, Some(ObproxyOff::State)]);
    let fixed = ObproxyCluster { work_mode: Some(WorkMode::RsList), ..cluster };
    assert_eq!(links(&fixed), [Some(ObproxyOff::RsList); 2]);
}

#[test]
fn nothing_is_done_over_a_connection_that_only_reads() {
    let desk = Desk { is_read_only: true, ..Desk::new() };
    let cluster = obproxy_cluster("one", vec![server(1, 21)]);
    let around = desk.around();
    let all = of_cluster(&cluster, &around).into_iter().chain(of_server(&cluster.servers[0], &around));
    assert!(all.into_iter().all(|view| view.off == Some(ObproxyOff::ReadOnly)));
}

#[test]
fn a_connection_may_say_the_paths() {
    let options = |server_paths| OcpOptions { server_paths, ..OcpOptions::default() };
    let paths = |choice, release| server_paths(&options(choice), release);
    assert_eq!(paths(ServerPathChoice::ByVersion, "4.3.5-20250301"), ServerPaths::New);
    assert_eq!(paths(ServerPathChoice::ByVersion, ""), ServerPaths::Old);
    assert_eq!(paths(ServerPathChoice::Old, "4.3.5"), ServerPaths::Old);
    assert_eq!(paths(ServerPathChoice::New, "4.2.2"), ServerPaths::New);
}
