//! The client for OCP held against the practice OCP: look-ups, OBProxy clusters and their servers.

use std::time::Duration;

use ocp_api::{
    AddServers, Client, CreateObproxyCluster, Error, HostQuery, LinksBody, Login, ObLink, ObproxyCluster,
    ObproxyInstall, ObproxyParameter, Options, PackageKind, PackageQuery, PageQuery, ParameterQuery,
    SecretString, ServerPaths, TakeOver, TaskInstance, TaskOperation, TaskStatus, WireForm, WorkMode,
};
use sandbox::{OcpTraits, Sandbox};

/// OBProxy of the practice hosts 1 and 2, and the package that fits them.
const HOSTS: [i64; 2] = [3_000_011, 3_000_012];
const PACKAGE: &str = "obproxy-4.3.2.0-26.el7.x86_64.rpm";

struct Desk {
    sandbox: Sandbox,
    client: Client,
}

async fn desk(traits: OcpTraits) -> Desk {
    let listen = Some("127.0.0.1:0".parse().unwrap());
    let options = sandbox::Options {
        agents: 1,
        listen,
        ocp: true,
        ocp_traits: traits,
        ocp_tasks: Vec::new(),
        speed: 600.0,
        ..sandbox::Options::default()
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let client = Client::new(&sandbox.ocp_url().unwrap(), Options::default()).unwrap();
    let (key, secret) = sandbox.ocp_access_key().unwrap();
    client.probe().await.unwrap();
    client.set_login(Login::access_key(key, SecretString::from(secret)));
    Desk { sandbox, client }
}

fn newer() -> OcpTraits {
    OcpTraits { build_version: "4.3.5-20250319105844".to_owned(), ..OcpTraits::default() }
}

impl Desk {
    /// The task as it ended. Its server is asked now and again: its clock runs much faster than ours.
    async fn ended(&self, task: &TaskInstance) -> TaskInstance {
        let wait = async {
            loop {
                let now = self.client.task(&task.id).await.unwrap();
                if matches!(now.status, TaskStatus::Successful | TaskStatus::Failed) {
                    return now;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), wait).await.unwrap()
    }

    async fn succeeds(&self, task: &TaskInstance) {
        assert_eq!(self.ended(task).await.status, TaskStatus::Successful);
    }

    async fn named(&self, name: &str) -> ObproxyCluster {
        let all = self.client.all_obproxy_clusters().await.unwrap();
        all.items.into_iter().find(|cluster| cluster.name == name).unwrap()
    }

    /// Makes a cluster on the first two hosts.
    async fn made(&self, name: &str) -> ObproxyCluster {
        let created = self.client.create_obproxy_cluster(&wanted(name), WireForm::default()).await.unwrap();
        self.succeeds(&created.task.unwrap()).await;
        self.named(name).await
    }
}

fn trade() -> ObLink {
    ObLink {
        cluster_name: "trade".to_owned(),
        cluster_id: 1_000_002,
        ob_cluster_id: 1_001,
        username: "proxyro".to_owned(),
    }
}

fn wanted(name: &str) -> CreateObproxyCluster {
    CreateObproxyCluster {
        address: Some("trade.proxy.lab".to_owned()),
        port: Some(2883),
        install: Some(ObproxyInstall {
            host_ids: HOSTS.to_vec(),
            sql_port: 2883,
            exporter_port: 2884,
            rpc_port: None,
            package_file: PACKAGE.to_owned(),
        }),
        links: vec![trade()],
        startup_parameters: vec![ObproxyParameter {
            name: "skip_proxy_sys_private_check".to_owned(),
            value: "true".to_owned(),
        }],
        ..CreateObproxyCluster::named(name, WorkMode::ConfigUrl)
    }
}

#[tokio::test]
async fn hosts_packages_and_clusters_are_read_page_by_page() {
    for says_total_page in [false, true] {
        let traits = OcpTraits { hosts: 1_203, says_total_page, ..OcpTraits::default() };
        let desk = desk(traits).await;
        let hosts = desk.client.all_hosts(&HostQuery::default()).await.unwrap();
        assert_eq!((hosts.items.len(), hosts.complete), (1_203, true));
        let asked = desk.sandbox.ocp_requests();
        let pages = asked.iter().filter(|asked| asked.path.starts_with("/api/v2/compute/hosts?")).count();
        assert_eq!(pages, 3, "three pages of 500");
        assert!(asked.iter().skip(1).all(|asked| asked.is_signed));
        let one = desk.client.host(HOSTS[0]).await.unwrap();
        assert_eq!((one.name.as_str(), one.architecture.as_str()), ("proxy-sh-01", "x86_64"));
    }
    let desk = desk(OcpTraits { bare_lists: true, says_full_version: true, ..OcpTraits::default() }).await;
    let packages = PackageQuery::of(PackageKind::Obproxy);
    let packages = desk.client.all_software_packages(&packages).await.unwrap().items;
    let newest = packages.iter().find(|package| package.file_name == PACKAGE).unwrap();
    assert_eq!(newest.short_rpm_name(), "obproxy-4.3.2.0-26");
    let clusters = desk.client.all_ob_clusters().await.unwrap().items;
    let mut ids: Vec<_> = clusters
        .iter()
        .filter(|cluster| cluster.name == "trade")
        .map(|cluster| (cluster.id, cluster.ob_cluster_id))
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, [(1_000_002, Some(1_001)), (1_000_003, Some(1_101)), (1_000_005, Some(2_002))]);
    assert!(clusters.iter().all(|cluster| !cluster.ob_version.is_empty()));
    assert!(!desk.client.obproxy_clusters(PageQuery::default()).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_cluster_comes_is_changed_and_goes() {
    let desk = desk(OcpTraits::default()).await;
    let made = desk.made("trade_proxy").await;
    assert_eq!((made.servers.len(), made.links.len()), (2, 1));
    let moved = desk.client.change_obproxy_address(made.id, Some("new.lab"), Some(3306)).await.unwrap();
    assert_eq!(moved.map(|moved| (moved.address, moved.port)), Some(("new.lab".to_owned(), Some(3306))));

    let orders = ObLink { cluster_name: "hooray".to_owned(), cluster_id: 1, ob_cluster_id: 1, ..trade() };
    desk.client.add_ob_links(made.id, &[orders], WireForm::default()).await.unwrap();
    assert_eq!(desk.client.obproxy_cluster(made.id).await.unwrap().links.len(), 2);
    desk.client.remove_ob_link(made.id, "hooray").await.unwrap();
    assert_eq!(desk.client.obproxy_cluster(made.id).await.unwrap().links.len(), 1);

    let task = desk.client.delete_obproxy_cluster(made.id).await.unwrap().unwrap();
    desk.succeeds(&task).await;
    let error = desk.client.obproxy_cluster(made.id).await.unwrap_err();
    assert!(matches!(&error, Error::Rejected(error) if error.status == 404), "{error:?}");
}

#[tokio::test]
async fn a_link_goes_as_an_object_too() {
    let desk = desk(newer()).await;
    let made = desk.made("trade_proxy").await;
    let orders = ObLink { cluster_name: "hooray".to_owned(), cluster_id: 1, ob_cluster_id: 1, ..trade() };
    let form = WireForm { links_body: LinksBody::Object, ..WireForm::default() };
    desk.client.add_ob_links(made.id, &[orders], form).await.unwrap();
    assert_eq!(desk.client.obproxy_cluster(made.id).await.unwrap().links.len(), 2);
}

#[tokio::test]
async fn servers_are_added_one_task_each_restarted_upgraded_and_removed() {
    let desk = desk(OcpTraits::default()).await;
    let cluster = desk.named("spare").await;
    let added = AddServers {
        host_ids: HOSTS.to_vec(),
        sql_port: 2883,
        exporter_port: 2884,
        package_file: "obproxy-4.2.3.0-3.el7.x86_64.rpm".to_owned(),
    };
    let tasks = desk.client.add_obproxy_servers(cluster.id, &added).await.unwrap();
    let mut hosts: Vec<_> = tasks.iter().filter_map(|task| task.host_id.clone()).collect();
    hosts.sort_unstable();
    assert_eq!(hosts, HOSTS.map(|id| id.to_string()));
    for task in &tasks {
        desk.succeeds(task).await;
    }
    let servers: Vec<i64> =
        desk.client.obproxy_cluster(cluster.id).await.unwrap().servers.iter().map(|s| s.id).collect();
    let old = ServerPaths::Old;
    let restarted = desk.client.restart_obproxy_servers(cluster.id, &servers[..1], old).await.unwrap();
    desk.succeeds(&restarted.unwrap()).await;
    let short = "obproxy-4.3.2.0-26";
    let upgraded = desk.client.upgrade_obproxy_server(cluster.id, servers[0], short, old).await.unwrap();
    desk.succeeds(&upgraded.unwrap()).await;
    let removed = desk.client.remove_obproxy_servers(cluster.id, &servers[1..], old).await.unwrap();
    desk.succeeds(&removed.unwrap()).await;
    let left = desk.client.obproxy_cluster(cluster.id).await.unwrap().servers;
    assert_eq!(left.iter().map(|server| server.id).collect::<Vec<_>>(), servers[..1]);
    assert!(left[0].version.starts_with("4.3.2.0"), "{}", left[0].version);
}

#[tokio::test]
async fn a_newer_ocp_has_its_servers_elsewhere() {
    let desk = desk(newer()).await;
    let cluster = desk.made("trade_proxy").await;
    let servers: Vec<i64> = cluster.servers.iter().map(|server| server.id).collect();
    let error = desk.client.restart_obproxy_servers(cluster.id, &servers, ServerPaths::Old).await;
    assert!(matches!(error, Err(Error::Rejected(error)) if error.status == 404));
    let stopped = desk.client.stop_obproxy_servers(cluster.id, &servers).await.unwrap();
    desk.succeeds(&stopped.unwrap()).await;
    let started = desk.client.start_obproxy_servers(cluster.id, &servers).await.unwrap();
    desk.succeeds(&started.unwrap()).await;
    let new = ServerPaths::New;
    let removed = desk.client.remove_obproxy_servers(cluster.id, &servers[1..], new).await.unwrap();
    desk.succeeds(&removed.unwrap()).await;
    assert_eq!(desk.client.obproxy_cluster(cluster.id).await.unwrap().servers.len(), 1);
}

#[tokio::test]
async fn a_server_is_taken_over() {
    let desk = desk(OcpTraits::default()).await;
    let cluster = desk.named("spare").await;
    let taken = [TakeOver { host_id: 3_000_014, sql_port: 2893, password: None }];
    let tasks = desk.client.take_over_obproxy_servers(cluster.id, &taken).await.unwrap();
    assert_eq!(tasks.iter().filter_map(|task| task.host_id.as_deref()).collect::<Vec<_>>(), ["3000014"]);
    desk.succeeds(&tasks[0]).await;
    assert_eq!(desk.client.obproxy_cluster(cluster.id).await.unwrap().servers.len(), 1);
}

#[tokio::test]
async fn parameters_are_told_and_where_servers_disagree() {
    let desk = desk(OcpTraits { undocumented: true, ..OcpTraits::default() }).await;
    let catalogue = desk.client.obproxy_parameter_info(&ParameterQuery::default()).await.unwrap();
    let listen = catalogue.iter().find(|info| info.name == "listen_port").unwrap();
    assert!(listen.needs_restart);
    let cluster = desk.named("trade_old").await;
    let memory = |all: Vec<ocp_api::ParameterValue>| {
        all.into_iter().find(|value| value.name == "proxy_mem_limited").unwrap()
    };
    let before = memory(desk.client.obproxy_parameters(cluster.id).await.unwrap());
    assert_eq!(before.values.len(), 2, "the servers disagree");
    let wanted = ObproxyParameter { name: "proxy_mem_limited".to_owned(), value: "3GB".to_owned() };
    let task = desk.client.set_obproxy_parameters(cluster.id, &[wanted]).await.unwrap();
    desk.succeeds(&task.unwrap()).await;
    assert_eq!(memory(desk.client.obproxy_parameters(cluster.id).await.unwrap()).value, "3GB");
}

#[tokio::test]
async fn what_fails_is_undone_and_its_name_is_free_again() {
    let desk = desk(OcpTraits::default()).await;
    let name = "trade_no_nc";
    let created = desk.client.create_obproxy_cluster(&wanted(name), WireForm::default()).await.unwrap();
    let failed = desk.ended(&created.task.unwrap()).await;
    assert_eq!(failed.status, TaskStatus::Failed);
    let broken = failed.subtasks.iter().find(|subtask| subtask.status == TaskStatus::Failed).unwrap();
    let log = desk.client.subtask_log(&failed.id, &broken.id).await.unwrap();
    assert!(log.contains("nc"), "{log}");
    desk.client.rollback_task(&failed.id).await.unwrap();
    let undone = desk.ended(&failed).await;
    assert_eq!((undone.status, undone.operation), (TaskStatus::Successful, Some(TaskOperation::Rollback)));
    let all = desk.client.all_obproxy_clusters().await.unwrap();
    assert!(all.items.iter().all(|cluster| cluster.name != name));
}

#[tokio::test]
async fn what_cannot_be_is_said() {
    let desk = desk(OcpTraits::default()).await;
    let refused = |wanted: CreateObproxyCluster| {
        let client = desk.client.clone();
        async move {
            match client.create_obproxy_cluster(&wanted, WireForm::default()).await {
                Err(Error::Rejected(error)) => error.code,
                other => panic!("{other:?}"),
            }
        }
    };
    assert_eq!(refused(wanted("trade_old")).await, "COM10006");
    let two = vec![trade(), ObLink { cluster_name: "hooray".to_owned(), ..trade() }];
    assert_eq!(
        refused(CreateObproxyCluster { links: two, work_mode: WorkMode::RsList, ..wanted("a") }).await,
        "COM10001"
    );
    let mut busy = wanted("b");
    busy.install.as_mut().unwrap().host_ids = vec![3_000_015];
    assert_eq!(refused(busy).await, "ODP21116");
}
