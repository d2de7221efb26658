//! Single inputs of a form.

use ocp_api::{ObClusterStatus, ParameterKind};
use proptest::prelude::*;

use super::*;
use crate::dto::{SecretRef, WorkMode};

use Severity::{Block, Warn};

#[test]
fn names_follow_the_rule_and_are_free() {
    let named = |code, name: &str| Desk::assert(code, Block, "name", |desk| desk.form.name = name.to_owned());
    named(Code::NameMissing, "");
    for name in ["1st", "_one", "a-b", "a b", "名字", "a\n"] {
        named(Code::NameInvalid, name);
    }
    named(Code::NameTaken, "trade_old");
}

#[test]
fn an_address_is_worth_having_and_its_port_is_one() {
    Desk::assert(Code::AddressMissing, Warn, "address", |desk| desk.form.address = " ".to_owned());
    for port in ["0", "65536", "-1", "+80", "http"] {
        Desk::assert(Code::PortInvalid, Block, "port", |desk| desk.form.port = port.to_owned());
    }
    let mut desk = Desk::new();
    desk.form.port = String::new();
    assert_eq!(desk.problems(), []);
}

#[test]
fn ports_of_servers_are_in_range_and_differ() {
    for port in ["", "1024", "65536", "2883x"] {
        Desk::assert(Code::PortInvalid, Block, "exporterPort", |desk| {
            desk.form.exporter_port = port.to_owned()
        });
    }
    Desk::assert(Code::PortEqual, Block, "exporterPort", |desk| desk.form.exporter_port = " 2883".to_owned());
    Desk::assert(Code::PortEqual, Block, "rpcPort", |desk| desk.form.rpc_port = "2884".to_owned());
    let mut desk = Desk::new();
    desk.form.exporter_port = "2883".to_owned();
    let problem = desk.check().problems.remove(0);
    assert_eq!((problem.args["port"].as_str(), problem.args["other"].as_str()), ("2883", "sqlPort"));
}

#[test]
fn hosts_and_package_belong_together() {
    Desk::assert(Code::HostGone, Block, "hosts[99]", |desk| desk.form.host_ids = vec!["99".to_owned()]);
    Desk::assert(Code::PackageMissing, Block, "package", |desk| desk.form.package.clear());
    Desk::assert(Code::PackageGone, Block, "package", |desk| desk.form.package = "gone.rpm".to_owned());
    Desk::assert(Code::HostArchitecture, Block, "hosts[21]", |desk| {
        desk.form.package = desk.packages[2].file_name.clone();
    });
    // A cluster may stay empty: then it needs no package, and no ports.
    Desk::assert(Code::NoHosts, Warn, "hosts", |desk| {
        desk.form.host_ids.clear();
        desk.form.package.clear();
        desk.form.sql_port.clear();
    });
}

#[test]
fn the_work_mode_says_how_many_links_there_are() {
    Desk::assert(Code::NoLinks, Warn, "links", |desk| desk.form.links.clear());
    let rs_list = |links: Vec<ChosenLink>| {
        Desk::assert(Code::LinksNotOne, Block, "links", |desk| {
            desk.ob_clusters.push(ob_cluster(3, "pay", "4.2.1.8"));
            (desk.form.work_mode, desk.form.links) = (WorkMode::RsList, links);
        });
    };
    rs_list(Vec::new());
    rs_list(vec![link(2, "trade"), link(3, "pay")]);
    let mut desk = Desk::new();
    desk.form.work_mode = WorkMode::RsList;
    assert_eq!(desk.problems(), []);
    desk.ob_clusters.push(ob_cluster(3, "pay", "4.2.1.8"));
    (desk.form.work_mode, desk.form.links) = (WorkMode::ConfigUrl, vec![link(2, "trade"), link(3, "pay")]);
    assert_eq!(desk.problems(), []);
}

#[test]
fn links_lead_to_clusters_that_are_there_once_with_a_user() {
    Desk::assert(Code::LinkUserMissing, Block, "links[2]", |desk| {
        desk.form.links[0].username = String::new()
    });
    Desk::assert(Code::ClusterNotRunning, Block, "links[9]", |desk| desk.form.links[0] = link(9, "gone"));
    Desk::assert(Code::ClusterNameTwice, Block, "links[2]", |desk| desk.form.links.push(link(2, "trade")));
    Desk::assert(Code::ClusterNotRunning, Warn, "links[2]", |desk| {
        desk.ob_clusters[0].status = ObClusterStatus::Unavailable;
    });
    Desk::assert(Code::PackageBelowCluster, Block, "links[2]", |desk| {
        desk.ob_clusters[0].ob_version = "4.3.5.0-101".to_owned();
    });
}

#[test]
fn parameters_are_held_against_the_catalogue() {
    let given = |code, severity, field: &str, name: &str, value: &str| {
        Desk::assert(code, severity, field, |desk| desk.form.parameters = vec![named(name, value)]);
    };
    given(Code::ParameterMissing, Block, "parameters[0].name", " ", "1");
    given(Code::ParameterUnknown, Warn, "parameters[0].name", "no_such", "1");
    given(Code::ParameterIsPort, Block, "parameters[0].name", "listen_port", "2883");
    for name in ["observer_sys_password", "obproxy_sys_PASSWORD1", "some_secret"] {
        given(Code::ParameterSecret, Block, "parameters[0].name", name, "Cleartext1");
    }
    given(Code::ParameterValueMissing, Block, "parameters[0].value", "proxy_id", "");
    given(Code::ParameterInvalid, Block, "parameters[0].value", "proxy_id", "one");
    given(Code::ParameterOutOfRange, Block, "parameters[0].value", "proxy_id", "256");
    // Once is enough, in either list.
    given(Code::ParameterDuplicate, Block, "parameters[0].name", "skip_proxy_sys_private_check", "false");
    Desk::assert(Code::ParameterReadOnly, Block, "startupParameters[1].name", |desk| {
        let fixed = parameter("cluster_name", ParameterKind::String, "", "");
        desk.catalogue.push(ParameterInfo { is_read_only: true, ..fixed });
        desk.form.startup_parameters.push(named("cluster_name", "x"));
    });
}

#[test]
fn a_weak_password_is_a_warning() {
    Desk::assert(Code::PasswordWeak, Warn, "proxysysPassword", |desk| {
        desk.form.proxysys_password = Some(SecretRef { id: "s".to_owned(), weak: true });
    });
}

proptest! {
    #[test]
    fn no_form_is_too_odd(
        texts in prop::collection::vec(".{0,8}", 8),
        ids in prop::collection::vec("[0-9]{0,3}", 0..5),
        values in prop::collection::vec((".{0,6}", ".{0,6}"), 0..5),
    ) {
        let mut desk = Desk::new();
        let parameters: Vec<_> = values.iter().map(|(name, value)| named(name, value)).collect();
        desk.form = OcpObproxyForm {
            name: texts[0].clone(),
            address: texts[1].clone(),
            port: texts[2].clone(),
            package: texts[3].clone(),
            sql_port: texts[4].clone(),
            exporter_port: texts[5].clone(),
            rpc_port: texts[6].clone(),
            links: ids.iter().map(|id| ChosenLink { cluster_id: id.clone(), ..link(1, &texts[7]) }).collect(),
            host_ids: ids,
            startup_parameters: parameters.clone(),
            parameters,
            ..desk.form
        };
        let judged = desk.check();
        // What is warned of can be accepted one by one.
        let mut accepted: Vec<_> = judged.problems.iter().map(|it| (it.code, &it.field)).collect();
        accepted.sort();
        let before = accepted.len();
        accepted.dedup();
        prop_assert!(before == accepted.len() || desk.form.host_ids.len() > 1);
    }
}
