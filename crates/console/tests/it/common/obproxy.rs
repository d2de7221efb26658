//! OBProxy through a practice OCP.

use std::collections::BTreeMap;

use console::dto::*;
use sandbox::Options;
use serde_json::Value;

use super::contacts::settings;
use super::{Bench, Follower};

/// Hosts of the practice OCP that are idle.
pub const FIRST_HOST: &str = "3000011";
pub const SECOND_HOST: &str = "3000012";
/// One with an OBProxy at port 2893 that nobody manages.
pub const STRAY_HOST: &str = "3000014";
/// OBProxy clusters of the practice OCP: one of two servers, the first of which runs, and an empty one.
pub const OLD: &str = "3";
pub const SPARE: &str = "5";
pub const RUNNING_SERVER: &str = "11";
pub const PACKAGE: &str = "obproxy-4.3.2.0-26.el7.x86_64.rpm";

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
        Self::by(change, |_| {}).await
    }

    /// One whose connection has these options.
    pub async fn by(change: impl FnOnce(&mut Options), choose: impl FnOnce(&mut OcpOptions)) -> Desk {
        let listen = Some(([127, 0, 0, 1], 0).into());
        let mut options =
            Options { agents: 1, ocp: true, ocp_tasks: Vec::new(), listen, ..Options::default() };
        change(&mut options);
        let bench = Bench::new(options).await;
        let mut ocp = settings(ConnectionKind::Ocp, &[bench.sandbox.ocp_url().unwrap()]);
        choose(&mut ocp.ocp);
        let (user, secret) = match ocp.ocp.login {
            OcpLogin::Password => bench.sandbox.ocp_credentials().unwrap(),
            OcpLogin::AccessKey => bench.sandbox.ocp_access_key().unwrap(),
        };
        ocp.passwords.ocp_user = Some(user);
        ocp.passwords.ocp = Some(bench.secret(&secret).await);
        let connection_id = bench.add(ocp).await;
        Desk { bench, connection_id }
    }

    /// A draft with this form, whose warnings are accepted.
    pub async fn draft(&self, form: OcpObproxyForm) -> ObproxyDraft {
        let request = CreateObproxyDraftReq { connection_id: self.connection_id.clone() };
        let mut draft = self.bench.console.create_obproxy_draft(request).await.unwrap();
        draft.form = ObproxyForm::Ocp(form);
        self.save(&draft).await;
        let check = self.bench.console.check_obproxy_draft(DraftReq { id: draft.id.clone() }).await.unwrap();
        let accept =
            |problem: ObproxyProblem| AcceptedObproxyProblem { code: problem.code, field: problem.field };
        draft.accepted = check.problems.into_iter().map(accept).collect();
        self.save(&draft).await;
        draft
    }

    pub async fn plan(&self, draft: &ObproxyDraft) -> ObproxyPlan {
        self.bench.console.plan_obproxy_draft(DraftReq { id: draft.id.clone() }).await.unwrap()
    }

    pub async fn try_start(&self, draft: &ObproxyDraft) -> Result<String, IpcError> {
        let request = StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
        self.bench.console.start_obproxy_draft(request).await.map(|started| started.operation_id)
    }

    /// Creates what the form describes.
    pub async fn create(&self, form: OcpObproxyForm) -> (String, Follower) {
        let draft = Box::pin(self.draft(form)).await;
        let id = Box::pin(self.try_start(&draft)).await.unwrap();
        let follower = self.bench.follow(&id).await;
        (id, follower)
    }

    pub async fn impact(&self, action: &ObproxyAction) -> ObproxyImpact {
        let (connection_id, action) = (self.connection_id.clone(), action.clone());
        self.bench.console.obproxy_impact(ObproxyActionReq { connection_id, action }).await.unwrap()
    }

    pub async fn try_act(&self, action: ObproxyAction, typed: &str) -> Result<String, IpcError> {
        let findings = self.impact(&action).await.findings.into_iter();
        let accepted =
            findings.map(|ObproxyFinding { code, args, .. }| AcceptedObproxyFinding { code, args }).collect();
        let request = StartObproxyActionReq {
            connection_id: self.connection_id.clone(),
            action,
            accepted,
            typed: typed.to_owned(),
            consent: Consent::default(),
        };
        self.bench.console.start_obproxy_action(request).await.map(|started| started.operation_id)
    }

    /// Accepts every warning, and does it.
    pub async fn act(&self, action: ObproxyAction) -> (String, Follower) {
        let id = self.try_act(action, "").await.unwrap();
        let follower = self.bench.follow(&id).await;
        (id, follower)
    }

    pub async fn cluster(&self, id: &str) -> Result<ObproxyCluster, IpcError> {
        let (connection_id, cluster_id) = (self.connection_id.clone(), id.to_owned());
        let request = ObproxyClusterReq { connection_id, cluster_id, fresh: true };
        self.bench.console.obproxy_cluster(request).await
    }

    /// The OBProxy clusters of the OCP, by name.
    pub async fn clusters(&self) -> BTreeMap<String, ObproxySummary> {
        let request = OcpLookUpReq { connection_id: self.connection_id.clone(), fresh: true };
        let all = self.bench.console.obproxy_clusters(request).await.unwrap().clusters.into_iter();
        all.map(|cluster| (cluster.name.clone(), cluster)).collect()
    }

    /// What changes something, as it came to the OCP: method, path, and body.
    pub fn changes(&self) -> Vec<(String, String, Value)> {
        let all = self.bench.sandbox.ocp_requests().into_iter().filter(|request| request.method != "GET");
        let body = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
        all.map(|request| (request.method, request.path, body(&request.body))).collect()
    }

    pub async fn resume(&self, operation_id: &str) -> Result<Nothing, IpcError> {
        let (operation_id, consent) = (operation_id.to_owned(), Consent::default());
        self.bench.console.resume_operation(ResumeOperationReq { operation_id, consent }).await
    }

    pub async fn operate(&self, id: &str, call_key: &str, operator: TaskOperator) {
        let (operation_id, call_key) = (id.to_owned(), call_key.to_owned());
        let request = OperateTaskReq { operation_id, call_key, operator, consent: Consent::default() };
        self.bench.console.operate_task(request).await.unwrap();
    }

    pub async fn audit(&self) -> Vec<AuditEntry> {
        let request = AuditReq { before: None, connection_id: None, only_trouble: false, limit: 50 };
        self.bench.console.audit(request).await.unwrap().entries
    }

    async fn save(&self, draft: &ObproxyDraft) {
        let request = SaveObproxyDraftReq { draft: draft.clone() };
        self.bench.console.save_obproxy_draft(request).await.unwrap();
    }
}

/// A cluster on these hosts that leads to `trade`.
pub fn form(name: &str, host_ids: &[&str]) -> OcpObproxyForm {
    OcpObproxyForm {
        name: name.to_owned(),
        address: "trade.proxy.lab".to_owned(),
        port: "2883".to_owned(),
        links: vec![link("trade", "1000002", "1001")],
        host_ids: host_ids.iter().map(|id| (*id).to_owned()).collect(),
        package: if host_ids.is_empty() { String::new() } else { PACKAGE.to_owned() },
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
        ..OcpObproxyForm::default()
    }
}

pub fn link(name: &str, cluster_id: &str, ob_cluster_id: &str) -> ChosenLink {
    ChosenLink {
        cluster_name: name.to_owned(),
        cluster_id: cluster_id.to_owned(),
        ob_cluster_id: ob_cluster_id.to_owned(),
        username: "proxyro".to_owned(),
    }
}

pub fn resume_off(view: &OperationView) -> Option<ActionOff> {
    view.head.actions.iter().find(|view| view.action == OperationAction::Resume).unwrap().off
}
