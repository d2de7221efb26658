use crate::dto::{DraftHost, DraftKind, DraftParameter, Environment, SecretRef, WizardDraft};
use crate::hosts::canonical;

/// The version of the file's schema. Its names are a promise to files that were written long ago.
pub const VERSION: u64 = 1;

/// What a plan file says. There is no place in it for a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub kind: DraftKind,
    pub environment: Environment,
    pub cluster_name: String,
    /// Of a cluster that is to be made.
    pub cluster: Option<PlanCluster>,
    /// The first one becomes the MASTER.
    pub hosts: Vec<PlanHost>,
    /// By scope and name, each once.
    pub parameters: Vec<DraftParameter>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCluster {
    pub id: String,
    pub import_script: bool,
    pub create_proxyro_user: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHost {
    /// As typed.
    pub address: String,
    pub zone: String,
    pub set_password: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            kind: DraftKind::Init,
            environment: Environment::Dev,
            cluster_name: String::new(),
            cluster: None,
            hosts: Vec::new(),
            parameters: Vec::new(),
        }
    }
}

impl Plan {
    /// What is worth writing of a draft. A line without a name, and one whose name looks like a secret's, stay out.
    pub fn of(draft: &WizardDraft) -> Plan {
        let made = PlanCluster {
            id: draft.cluster.id.clone(),
            import_script: draft.cluster.import_script,
            create_proxyro_user: draft.cluster.create_proxyro_user,
        };
        let host = |host: &DraftHost| PlanHost {
            address: host.address.clone(),
            zone: host.zone.clone(),
            set_password: host.set_password,
        };
        let fits = |it: &&DraftParameter| !it.name.is_empty() && !looks_secret(&it.name);
        Plan {
            kind: draft.kind,
            environment: draft.environment,
            cluster_name: draft.cluster.name.clone(),
            cluster: Some(made).filter(|_| draft.kind == DraftKind::Init),
            hosts: draft.hosts.iter().map(host).collect(),
            parameters: in_order(draft.parameters.iter().filter(fits).cloned().collect()),
        }
    }

    /// Puts the plan into a draft of its kind. Passwords stay where they are, those of agents with their address;
    /// what was agreed to is asked anew.
    pub fn apply(self, draft: &mut WizardDraft) {
        let known: Vec<(Option<String>, SecretRef)> = draft
            .hosts
            .iter()
            .filter_map(|host| Some((canonical(&host.address), host.agent_password.clone()?)))
            .collect();
        let host = |host: PlanHost| {
            let address = canonical(&host.address);
            let same = known.iter().find(|(other, _)| address.is_some() && *other == address);
            let agent_password = same.map(|(_, secret)| secret.clone());
            DraftHost {
                agent_password,
                address: host.address,
                zone: host.zone,
                set_password: host.set_password,
            }
        };
        draft.hosts = self.hosts.into_iter().map(host).collect();
        draft.environment = self.environment;
        draft.parameters = self.parameters;
        draft.accepted_warnings.clear();
        if let Some(PlanCluster { id, import_script, create_proxyro_user }) = self.cluster {
            draft.cluster.name = self.cluster_name;
            draft.cluster.id = id;
            draft.cluster.import_script = import_script;
            draft.cluster.create_proxyro_user = create_proxyro_user;
        } else if draft.cluster.name.is_empty() {
            draft.cluster.name = self.cluster_name;
        }
    }
}

/// Sorts parameters. Of several that set the same the last one is in force, and stays.
fn in_order(mut parameters: Vec<DraftParameter>) -> Vec<DraftParameter> {
    parameters.reverse();
    parameters.sort_by(|a, b| (&a.scope, &a.name).cmp(&(&b.scope, &b.name)));
    parameters.dedup_by(|later, first| (&later.scope, &later.name) == (&first.scope, &first.name));
    parameters
}

/// Whether a key is such that its value may be a password.
pub fn looks_secret(key: &str) -> bool {
    let key: String =
        key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ["password", "passwd", "pwd", "secret", "token", "credential", "privatekey"]
        .iter()
        .any(|it| key.contains(it))
}

/// The word of a kind in a file.
pub fn kind_word(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::Init => "init",
        DraftKind::Join => "join",
        DraftKind::ScaleOut => "scaleOut",
    }
}

/// The word of an environment in a file.
pub fn environment_word(environment: Environment) -> &'static str {
    match environment {
        Environment::Dev => "dev",
        Environment::Stage => "stage",
        Environment::Prod => "prod",
    }
}

/// `ob_order-init.plan.yaml`
pub fn suggested_name(plan: &Plan) -> String {
    let fits = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let name: String = plan.cluster_name.chars().filter(fits).take(64).collect();
    let kind = match plan.kind {
        DraftKind::Init => "init",
        DraftKind::Join => "join",
        DraftKind::ScaleOut => "scale-out",
    };
    format!("{}-{kind}.plan.yaml", if name.is_empty() { "cluster" } else { &name })
}
