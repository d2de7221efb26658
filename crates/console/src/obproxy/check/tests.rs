mod choices;
mod forms;

use ocp_api::{Host, ObCluster, ObproxyCluster, ParameterInfo, SoftwarePackage};

use super::*;
use crate::dto::{ChosenLink, ObproxyProblemCode as Code, Severity, Verdict};
use crate::obproxy::blank_form;
use crate::obproxy::samples::{host, ob_cluster, obproxy_cluster, package, parameter, server};

/// What an OCP has, and a form over it that nothing speaks against.
struct Desk {
    hosts: Vec<Host>,
    packages: Vec<SoftwarePackage>,
    ob_clusters: Vec<ObCluster>,
    obproxy_clusters: Vec<ObproxyCluster>,
    catalogue: Vec<ParameterInfo>,
    form: OcpObproxyForm,
}

impl Desk {
    fn new() -> Desk {
        let packages = vec![
            package(3, "4.2.3.0", "x86_64"),
            package(26, "4.3.2.0", "x86_64"),
            package(27, "4.3.2.0", "aarch64"),
        ];
        let catalogue = vec![
            parameter("skip_proxy_sys_private_check", ocp_api::ParameterKind::Bool, "", ""),
            parameter("proxy_id", ocp_api::ParameterKind::Int, "0", "255"),
        ];
        Desk {
            hosts: vec![host(21), host(22)],
            form: OcpObproxyForm {
                name: "trade_proxy".to_owned(),
                address: "trade.proxy.lab".to_owned(),
                host_ids: vec!["21".to_owned()],
                package: packages[1].file_name.clone(),
                links: vec![link(2, "trade")],
                ..blank_form()
            },
            packages,
            ob_clusters: vec![ob_cluster(2, "trade", "4.2.1.8")],
            obproxy_clusters: vec![obproxy_cluster("trade_old", vec![server(1, 24)])],
            catalogue,
        }
    }

    fn check(&self) -> Judged {
        check(
            &self.form,
            &Known {
                hosts: Some(&self.hosts),
                packages: Some(&self.packages),
                ob_clusters: Some(&self.ob_clusters),
                obproxy_clusters: Some(&self.obproxy_clusters),
                catalogue: Some(&self.catalogue),
            },
        )
    }

    /// Code, severity and field of every problem.
    fn problems(&self) -> Vec<(Code, Severity, String)> {
        let shown = |it: ObproxyProblem| (it.code, it.severity, it.field.unwrap_or_default());
        self.check().problems.into_iter().map(shown).collect()
    }

    /// The one problem that a change makes.
    fn after(change: impl FnOnce(&mut Desk)) -> (Code, Severity, String) {
        let mut desk = Desk::new();
        change(&mut desk);
        let mut problems = desk.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems.remove(0)
    }

    /// The same, that it has this code, field and severity.
    fn assert(code: Code, severity: Severity, field: &str, change: impl FnOnce(&mut Desk)) {
        assert_eq!(Desk::after(change), (code, severity, field.to_owned()));
    }
}

fn link(id: i64, name: &str) -> ChosenLink {
    ChosenLink {
        cluster_name: name.to_owned(),
        cluster_id: id.to_string(),
        ob_cluster_id: (id + 1_000).to_string(),
        username: "proxyro".to_owned(),
    }
}

fn named(name: &str, value: &str) -> crate::dto::NamedValue {
    crate::dto::NamedValue { name: name.to_owned(), value: value.to_owned() }
}

/// Id, verdict and code.
fn seen(choices: &[Choice]) -> Vec<(&str, Verdict, Option<Code>)> {
    choices.iter().map(|choice| (choice.id.as_str(), choice.verdict, choice.code)).collect()
}

#[test]
fn nothing_speaks_against_a_good_form() {
    assert_eq!(Desk::new().problems(), []);
}

#[test]
fn what_could_not_be_looked_up_is_not_judged_by() {
    let judged = check(&Desk::new().form, &Known::default());
    assert_eq!(judged.problems, []);
    assert!(judged.hosts.is_empty() && judged.packages.is_empty() && judged.clusters.is_empty());
}
