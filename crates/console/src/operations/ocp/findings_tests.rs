use std::sync::Arc;

use ocp_api::{ObproxyLink, ServerPaths};

use super::*;
use crate::dto::{NamedValue, OcpOptions};
use crate::obproxy::samples::obproxy_cluster;
use crate::operations::ocp::calls::{ClusterRef, NewCluster};

fn facts(change: impl FnOnce(&mut ObproxyCluster)) -> OcpFacts {
    let mut cluster = obproxy_cluster("pay", Vec::new());
    change(&mut cluster);
    let facts = OcpFacts::new(OcpOptions::default(), ServerPaths::Old);
    OcpFacts { cluster: Some(Arc::new(cluster)), ..facts }
}

fn found(action: &ObproxyAction, facts: &OcpFacts) -> Vec<(Verdict, Code)> {
    findings(action, facts, &[]).into_iter().map(|finding| (finding.verdict, finding.code)).collect()
}

#[test]
fn links_of_one_name_go_together() {
    let remove = ObproxyAction::RemoveLink { cluster_id: "7".to_owned(), cluster_name: "trade".to_owned() };
    let twice = facts(|cluster| {
        let another = ObproxyLink { ob_cluster_id: Some(1_009), ..cluster.links[0].clone() };
        cluster.links.push(another);
    });
    let finding = findings(&remove, &twice, &[]).remove(0);
    assert_eq!((finding.verdict, finding.code), (Verdict::Warn, Code::LinkNameTwice));
    assert_eq!(finding.args["ids"], "1002, 1009");
    assert!(!found(&remove, &facts(|_| {})).contains(&(Verdict::Warn, Code::LinkNameTwice)));
}

#[test]
fn values_that_cannot_be_checked_and_secrets_are_told_of() {
    let set = |name: &str| ObproxyAction::SetParameters {
        cluster_id: "7".to_owned(),
        values: vec![NamedValue { name: name.to_owned(), value: "1".to_owned() }],
    };
    assert_eq!(found(&set("proxy_id"), &facts(|_| {})), []);
    let unread = OcpFacts { is_unread: true, ..facts(|_| {}) };
    assert_eq!(found(&set("proxy_id"), &unread), [(Verdict::Warn, Code::LookUpFailed)]);
    let secret = found(&set("observer_sys_password1"), &facts(|_| {}));
    assert_eq!(secret, [(Verdict::Fail, Code::ParameterSecret)]);
}

#[test]
fn secrets_among_parameters_are_shown_nowhere() {
    let given =
        || vec![NamedValue { name: "observer_sys_password".to_owned(), value: "Cleartext1".to_owned() }];
    let cluster = ClusterRef { id: 7, name: "pay".to_owned() };
    let new = NewCluster { startup_parameters: given(), parameters: given(), ..NewCluster::default() };
    for call in [OcpCall::SetParameters { cluster, values: given() }, OcpCall::Create(Box::new(new))] {
        let body = call.masked_body().to_string();
        assert!(body.contains("observer_sys_password") && !body.contains("Cleartext1"), "{body}");
    }
}
