/// What one node of a DAG allows. The agent does not tell; these are the flags of its task templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The agent's name, verbatim; `%` stands for the zone or the agent it ends with.
    pub name: &'static str,
    pub on_all_hosts: bool,
    pub retry: bool,
    pub rollback: bool,
    pub cancel: bool,
    pub pass: bool,
}

impl Rule {
    /// Whether it is the rule of a node of this name.
    pub fn is_of(&self, name: &str) -> bool {
        fits(self.name, name)
    }
}

/// The nodes of a DAG in order, with the optional ones; `None` for a DAG whose template is not known here.
pub fn rules_of(dag: &str) -> Option<&'static [Rule]> {
    TEMPLATES.iter().find(|(name, _)| fits(name, dag)).map(|(_, rules)| *rules)
}

fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('%').map_or(pattern == name, |start| name.starts_with(start))
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
    ("Remove all agents", &[rule("Remove follower", "P*"), rule("Remove master", "")]),
    ("Remove follower agent %", &[rule("Remove follower", "P"), rule("Remove follower agent %", "")]),
    ("Follower remove self", &[rule("Follower remove self", ""), rule("Agent to single", "")]),
    ("Agent to single", &[rule("Agent to single", "")]),
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
    (
        "Cluster scale out",
        &[
            rule("Integrate server config", "RB"),
            rule("Create local scale out dag", "RB"),
            rule("Wait scale out ready", "RB"),
            rule("Wait remote deploy finish", "RB"),
            rule("Wait remote start finish", "RB"),
            rule("Prev check for scale_out", "RB"),
            rule("Add new zone for scale_out", "RB"),
            rule("Start new zone for scale_out", "RB"),
            rule("Add server for scale_out", "RB"),
            rule("Add agent for scale_out", "RB"),
            rule("Check cluster scale_out whether finished", "RB"),
        ],
    ),
    (
        "Cluster scale in",
        &[
            rule("Delete observer", "KRBP"),
            rule("Set agent to 'SCALING IN'", "KRBP"),
            rule("Check multi paxos member alive", "KRBP"),
            rule("Wait delete observer success", "KRBP"),
            rule("Delete agent", "KRP"),
            rule("Try to inform to kill observer", "KRBP"),
        ],
    ),
    (
        "Delete zone",
        &[
            rule("Set agent to 'SCALING IN'", "KRBP"),
            rule("Stop zone %", "KRBP"),
            rule("Delete observer", "KRBP"),
            rule("Wait delete observer success", "KRBP"),
            rule("Delete zone %", "KRP"),
            rule("Delete agent", "KRP"),
            rule("Try to inform to kill observers", "KRP"),
        ],
    ),
    (
        "Start OB",
        &[
            rule("Inform all agents to start observer", "K*"),
            rule("Make sure all agents are ready", "K"),
            rule("Advance agents to execute the task", "K"),
            rule("Wait for all agents to execute tasks successfully", "K*"),
            rule("Start Zone", "KR"),
            rule("Inform all agents to end the task", "K"),
        ],
    ),
    (
        "Stop OB",
        &[
            rule("Inform all agents to prepare to stop observer", "K*"),
            rule("Make sure all agents are ready", "K"),
            rule("Minor freeze before stop server", "KRBP"),
            rule("Advance agents to execute the task", "K"),
            rule("Wait for all agents to execute tasks successfully", "K*"),
            rule("Execute stop sql", "K"),
            rule("Inform all agents to end the task", "K"),
        ],
    ),
    (
        "Add obproxy",
        &[
            rule("Check obproxy status", "RKP"),
            rule("Start obproxy", "RBKP"),
            rule("Set proxyro password for connect", "RKP"),
            rule("Persist obproxy info", "RKP"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_end_with_what_it_is_about() {
        let removal = rules_of("Remove follower agent 10.0.0.2:2886").unwrap();
        assert!(removal[1].is_of("Remove follower agent 10.0.0.2:2886"));
        let deletion = rules_of("Delete zone").unwrap();
        let rule = |name: &str| deletion.iter().find(|rule| rule.is_of(name)).unwrap();
        assert_eq!((rule("Stop zone zone3").rollback, rule("Delete zone zone3").rollback), (true, false));
        assert_eq!(rules_of("Delete zone zone3"), None);
    }

    #[test]
    fn a_scale_out_can_be_retried_and_rolled_back_at_each_step() {
        let rules = rules_of("Cluster scale out").unwrap();
        assert_eq!(rules.len(), 11);
        assert!(rules.iter().all(|rule| rule.retry && rule.rollback && !rule.cancel && !rule.pass));
    }
}
