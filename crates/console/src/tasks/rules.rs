/// What one node of a DAG allows. The agent does not tell; these are the flags of its task templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The agent's name, verbatim.
    pub name: &'static str,
    pub on_all_hosts: bool,
    pub retry: bool,
    pub rollback: bool,
    pub cancel: bool,
    pub pass: bool,
}

/// The nodes of a DAG in order, with the optional ones; `None` for a DAG whose template is not known here.
pub fn rules_of(dag: &str) -> Option<&'static [Rule]> {
    TEMPLATES.iter().find(|(name, _)| *name == dag).map(|(_, rules)| *rules)
}

const fn rule(name: &'static str, flags: &str) -> Rule {
    let mut rule =
        Rule { name, on_all_hosts: false, retry: false, rollback: false, cancel: false, pass: false };
    let bytes = flags.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'R' => rule.retry = true,
            b'B' => rule.rollback = true,
            b'K' => rule.cancel = true,
            b'P' => rule.pass = true,
            b'*' => rule.on_all_hosts = true,
            _ => {}
        }
        at += 1;
    }
    rule
}

/// R retry, B roll back, K cancel, P pass, * on all hosts.
const TEMPLATES: &[(&str, &[Rule])] = &[
    ("Join self", &[rule("Join self", "")]),
    ("Join to master", &[rule("Join to master", ""), rule("Be follower", "")]),
    ("Update observer config", &[rule("Update observer config", "KR")]),
    ("Update cluster config", &[rule("Update cluster config", "KR")]),
    (
        "Initialize cluster",
        &[
            rule("Integrate config", "KRB"),
            rule("Create observer workdir", "KRB*"),
            rule("Start observer", "KRBP*"),
            rule("Cluster boostrap", "KRB"),
            rule("Migrate table", "KRB"),
            rule("Modify password", "RB"),
            rule("Create user", "RK"),
            rule("Migrate data", "KRB"),
            rule("Convert follower to cluster agent", "RB"),
            rule("Synchronize agent from cluster", "KR*"),
            rule("Convert master to cluster agent", "RB"),
            rule("Import script for tenant", "RKP"),
            rule("Synchronize agent from cluster", "KR*"),
        ],
    ),
];
