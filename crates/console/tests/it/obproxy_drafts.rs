//! Drafts of new OBProxy clusters: kept, judged by what an OCP has, and gone with their secrets.

use std::str::FromStr;

use crate::common::contacts::settings;
use crate::ocp_look_ups::Desk;
use console::dto::*;
use sandbox::{OcpRight, OcpTrouble};
use vault::SecretId;

/// Practice hosts: two idle ones, and one whose usual port is taken.
const IDLE: [&str; 2] = ["3000011", "3000012"];
const TAKEN: &str = "3000015";

impl Desk {
    async fn draft(&self) -> ObproxyDraft {
        let request = CreateObproxyDraftReq { connection_id: self.connection_id.clone() };
        self.bench.console.create_obproxy_draft(request).await.unwrap()
    }

    async fn save(&self, draft: &ObproxyDraft) {
        let request = SaveObproxyDraftReq { draft: draft.clone() };
        self.bench.console.save_obproxy_draft(request).await.unwrap();
    }

    async fn load(&self, id: &str) -> Result<ObproxyDraft, IpcError> {
        self.bench.console.load_obproxy_draft(DraftReq { id: id.to_owned() }).await
    }

    async fn listed(&self) -> Vec<ObproxyDraftSummary> {
        self.bench.console.obproxy_drafts(Nothing {}).await.unwrap().drafts
    }

    async fn delete(&self, id: &str) {
        self.bench.console.delete_obproxy_draft(DraftReq { id: id.to_owned() }).await.unwrap();
    }

    async fn check(&self, draft: &ObproxyDraft) -> ObproxyCheck {
        self.save(draft).await;
        self.bench.console.check_obproxy_draft(DraftReq { id: draft.id.clone() }).await.unwrap()
    }

    async fn has(&self, secret: &SecretRef) -> bool {
        let id = SecretId::from_str(&secret.id).unwrap();
        self.bench.vault.get(&id).await.unwrap().is_some()
    }

    /// A draft that holds this secret twice over.
    async fn holding(&self, secret: &SecretRef) -> ObproxyDraft {
        let mut draft = self.draft().await;
        let form = form(&mut draft);
        (form.proxysys_password, form.proxyro_password) = (Some(secret.clone()), Some(secret.clone()));
        self.save(&draft).await;
        draft
    }
}

fn form(draft: &mut ObproxyDraft) -> &mut OcpObproxyForm {
    let ObproxyForm::Ocp(form) = &mut draft.form else { panic!("no draft for an OCP") };
    form
}

#[tokio::test]
async fn a_draft_begins_with_what_most_have_and_is_kept() {
    let mut desk = Desk::new().await;
    let mut draft = desk.draft().await;
    let blank = form(&mut draft);
    assert_eq!((blank.sql_port.as_str(), blank.exporter_port.as_str()), ("2883", "2884"));
    assert_eq!(blank.startup_parameters[0].name, "skip_proxy_sys_private_check");
    (blank.name, blank.host_ids) = ("trade_proxy".to_owned(), IDLE.map(str::to_owned).to_vec());
    let theirs =
        ObproxyDraft { operation_id: Some("o".to_owned()), connection_id: "x".to_owned(), ..draft.clone() };
    desk.save(&theirs).await;
    desk.bench.restart().await;
    let kept = desk.load(&draft.id).await.unwrap();
    assert_eq!(
        (&kept.form, &kept.operation_id, &kept.connection_id),
        (&draft.form, &None, &desk.connection_id)
    );
    let listed = desk.listed().await;
    assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].hosts), (1, "trade_proxy", 2));
    desk.delete(&draft.id).await;
    assert_eq!(desk.listed().await, []);
    assert_eq!(desk.load(&draft.id).await.unwrap_err().code, ErrorCode::NotFound);
    // What was deleted does not come back by a change that was under way.
    let late = desk.bench.console.save_obproxy_draft(SaveObproxyDraftReq { draft }).await;
    assert_eq!(late.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_draft_stays_what_it_is_for() {
    let desk = Desk::new().await;
    let draft = desk.draft().await;
    let other = ObproxyDraft { form: ObproxyForm::Agents(AgentObproxyForm::default()), ..draft };
    let refused = desk.bench.console.save_obproxy_draft(SaveObproxyDraftReq { draft: other }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::Invalid);
    let addresses = desk.bench.sandbox.addresses();
    let connection_id = desk.bench.add(settings(ConnectionKind::Agent, &addresses)).await;
    let request = CreateObproxyDraftReq { connection_id };
    let agents = desk.bench.console.create_obproxy_draft(request).await.unwrap();
    assert!(matches!(agents.form, ObproxyForm::Agents(_)));
}

#[tokio::test]
async fn secrets_go_with_the_last_who_needs_them() {
    let desk = Desk::new().await;
    let secret = desk.bench.secret("aaBB11##proxysys").await;
    let (one, mut other) = (desk.holding(&secret).await, desk.holding(&secret).await);
    desk.delete(&one.id).await;
    assert!(desk.has(&secret).await);
    form(&mut other).proxysys_password = None;
    desk.save(&other).await;
    assert!(desk.has(&secret).await);
    form(&mut other).proxyro_password = None;
    desk.save(&other).await;
    assert!(!desk.has(&secret).await);
    // A draft keeps what a connection lets go, and leaves what a connection has.
    let theirs = desk.bench.connection(&desk.connection_id).await.settings.passwords.ocp.unwrap();
    let third = desk.holding(&theirs).await;
    desk.edit(|settings| settings.passwords.ocp = None).await;
    assert!(desk.has(&theirs).await);
    desk.edit(|settings| settings.passwords.ocp = Some(theirs.clone())).await;
    desk.delete(&third.id).await;
    assert!(desk.has(&theirs).await);
}

#[tokio::test]
async fn nothing_stays_behind_a_connection_that_is_gone() {
    let mut desk = Desk::new().await;
    let secret = desk.bench.secret("aaBB11##proxysys").await;
    let draft = desk.holding(&secret).await;
    let request = || ConnectionReq { connection_id: desk.connection_id.clone() };
    desk.bench.console.delete_connection(request()).await.unwrap();
    assert_eq!(desk.listed().await, []);
    desk.bench.console.restore_connection(request()).await.unwrap();
    assert_eq!(desk.listed().await.len(), 1);
    desk.bench.console.delete_connection(request()).await.unwrap();
    desk.bench.restart().await;
    assert!(!desk.has(&secret).await);
    assert_eq!(desk.load(&draft.id).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_draft_is_judged_by_what_ocp_has() {
    let desk = Desk::new().await;
    let mut draft = desk.draft().await;
    let empty = desk.check(&draft).await;
    let best: Vec<(&str, Verdict)> =
        empty.hosts.iter().map(|choice| (choice.id.as_str(), choice.verdict)).take(3).collect();
    let idle = ["3000011", "3000012", "3000013"];
    assert_eq!(best, idle.map(|id| (id, Verdict::Pass)));
    let verdict = |check: &ObproxyCheck, id: &str| {
        check.hosts.iter().find(|choice| choice.id == id).and_then(|choice| choice.code)
    };
    assert_eq!(verdict(&empty, "3000014"), Some(ObproxyProblemCode::HostShared));
    assert_eq!(verdict(&empty, TAKEN), Some(ObproxyProblemCode::PortTaken));
    assert_eq!(verdict(&empty, "3000017"), Some(ObproxyProblemCode::HostOffline));
    assert_eq!(verdict(&empty, "3000018"), Some(ObproxyProblemCode::HostHasNoAgent));
    assert_eq!(empty.clusters.len(), 6);
    let packages = desk
        .bench
        .console
        .ocp_packages(OcpLookUpReq { connection_id: desk.connection_id.clone(), fresh: false });
    let packages = packages.await.unwrap().packages;
    let filled = form(&mut draft);
    (filled.name, filled.address) = ("trade_proxy".to_owned(), "trade.proxy.lab".to_owned());
    filled.host_ids = IDLE.map(str::to_owned).to_vec();
    filled.package.clone_from(&packages[0].file_name);
    filled.links = vec![ChosenLink {
        cluster_name: "hooray".to_owned(),
        cluster_id: "1".to_owned(),
        ob_cluster_id: "1".to_owned(),
        username: "proxyro".to_owned(),
    }];
    let good = desk.check(&draft).await;
    // For a cluster of 3.x OCP offers older packages.
    let warned: Vec<_> = good.problems.iter().map(|problem| (problem.severity, problem.code)).collect();
    assert_eq!(warned, [(Severity::Warn, ObproxyProblemCode::PackageAboveCluster)]);
    assert_eq!(good.packages[0].code, Some(ObproxyProblemCode::PackageNewest));
    assert!(good.state.read_at.is_some() && good.state.problem.is_none());
    let faulty = form(&mut draft);
    (faulty.name, faulty.host_ids) = ("trade_old".to_owned(), vec![TAKEN.to_owned()]);
    let codes: Vec<ObproxyProblemCode> = desk.check(&draft).await.problems.iter().map(|it| it.code).collect();
    let (name, port) = (ObproxyProblemCode::NameTaken, ObproxyProblemCode::PortTaken);
    assert_eq!(codes, [name, port, ObproxyProblemCode::PackageAboveCluster]);
}

#[tokio::test]
async fn what_cannot_be_looked_up_is_said_and_the_rest_is_judged() {
    let desk = Desk::with(|options| options.ocp_traits.lacks = vec![OcpRight::HostViewer]).await;
    let draft = desk.draft().await;
    let check = desk.check(&draft).await;
    let unread = |check: &ObproxyCheck| {
        let failed = check.problems.iter().filter(|it| it.code == ObproxyProblemCode::LookUpFailed);
        failed.map(|it| it.args["what"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((unread(&check), check.clusters.len()), (vec!["hosts".to_owned()], 6));
    desk.bench.clock.pass(std::time::Duration::from_secs(30));
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Away);
    let stale = desk.check(&draft).await;
    assert_eq!(unread(&stale), ["hosts", "packages", "obClusters", "obproxyClusters", "parameters"]);
    // What was read before still counts.
    assert_eq!(stale.clusters.len(), 6);
}

#[tokio::test]
async fn a_password_among_parameters_is_refused_and_not_kept() {
    let desk = Desk::new().await;
    let mut draft = desk.draft().await;
    let name = "observer_sys_password".to_owned();
    form(&mut draft).startup_parameters = vec![NamedValue { name, value: "Cleartext1".to_owned() }];
    let problems = desk.check(&draft).await.problems;
    let found = problems.iter().find(|problem| problem.code == ObproxyProblemCode::ParameterSecret).unwrap();
    assert_eq!(
        (found.severity, found.field.as_deref()),
        (Severity::Block, Some("startupParameters[0].name"))
    );
    let kept = form(&mut desk.load(&draft.id).await.unwrap()).startup_parameters[0].clone();
    assert_eq!((kept.name.as_str(), kept.value.as_str()), ("observer_sys_password", ""));
}
