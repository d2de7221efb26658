use super::*;

fn credentials(root: &str, candidate: &str, agent: &str) -> Credentials {
    let secret = |text: &str| Some(SecretString::from(text)).filter(|_| !text.is_empty());
    Credentials { root: secret(root), candidate_root: secret(candidate), agent: secret(agent) }
}

fn facts(identity: Identity, security: bool) -> Facts {
    Facts { identity, security }
}

fn refusal(code: &str) -> ApiError {
    let err_code = if code.is_empty() { String::new() } else { format!("Security.Authentication.{code}") };
    let (message, trace_id) = (String::new(), String::new());
    ApiError { status: 401, err_code, legacy_code: 10008, message, trace_id, sub_errors: vec![] }
}

fn other(given: &Credentials, facts: &Facts, tried: Held, code: &str) -> Option<Held> {
    given.second(Rule::Identity, facts, tried, &refusal(code))
}

#[test]
fn the_first_credential_follows_the_identity() {
    let all = credentials("root", "new", "agent");
    let first = |identity, security| all.first(Rule::Identity, &facts(identity, security), None);
    assert_eq!(first(Identity::Single, false), Held::Empty);
    assert_eq!(first(Identity::Single, true), Held::Agent);
    assert_eq!(first(Identity::Master, true), Held::Agent);
    assert_eq!(first(Identity::Master, false), Held::Root);
    assert_eq!(first(Identity::Follower, true), Held::Root);
    assert_eq!(first(Identity::ClusterAgent, true), Held::Root);
    assert_eq!(first(Identity::Unknown("NEW".to_owned()), false), Held::Root);
    let agent_only = credentials("", "", "agent");
    assert_eq!(agent_only.first(Rule::Identity, &facts(Identity::ClusterAgent, true), None), Held::Agent);
    let none = Credentials::default();
    assert_eq!(none.first(Rule::Identity, &facts(Identity::Master, true), None), Held::Empty);
}

#[test]
fn special_routes_have_special_rules() {
    let all = credentials("root", "", "agent");
    let cluster = |security| facts(Identity::ClusterAgent, security);
    assert_eq!(all.first(Rule::AgentOnly, &cluster(false), None), Held::Agent);
    assert_eq!(all.first(Rule::AgentPassword, &cluster(true), None), Held::Agent);
    assert_eq!(all.first(Rule::AgentPassword, &cluster(false), None), Held::Root);
    assert_eq!(
        all.second(Rule::AgentOnly, &cluster(true), Held::Agent, &refusal("IncorrectAgentPassword")),
        None
    );
}

#[test]
fn the_candidate_is_tried_when_the_bootstrap_has_set_the_password() {
    let bootstrapping = credentials("", "new", "agent");
    let master = facts(Identity::Master, false);
    let next = other(&bootstrapping, &master, Held::Empty, "IncorrectOceanbasePassword");
    assert_eq!(next, Some(Held::Candidate));
    let next = other(&bootstrapping, &facts(Identity::Master, true), Held::Agent, "WithOceanBasePassword");
    assert_eq!(next, Some(Held::Candidate));
    assert_eq!(bootstrapping.first(Rule::Identity, &master, Some(Held::Candidate)), Held::Candidate);
}

#[test]
fn an_agent_password_is_used_when_it_is_demanded_and_set() {
    let all = credentials("root", "", "agent");
    let single = |security| facts(Identity::Single, security);
    assert_eq!(other(&all, &single(true), Held::Empty, "WithAgentPassword"), Some(Held::Agent));
    assert_eq!(other(&all, &single(false), Held::Empty, "WithAgentPassword"), None);
}

#[test]
fn a_follower_is_never_given_what_it_cannot_hand_on() {
    let all = credentials("", "", "agent");
    assert_eq!(other(&all, &facts(Identity::Follower, true), Held::Empty, "WithAgentPassword"), None);
}

#[test]
fn the_root_password_is_never_offered_to_a_single_agent() {
    let all = credentials("root", "new", "agent");
    for code in ["IncorrectAgentPassword", "WithOceanBasePassword", ""] {
        assert_eq!(other(&all, &facts(Identity::Single, true), Held::Agent, code), None, "{code}");
    }
}

#[test]
fn without_another_credential_there_is_no_second_try() {
    let cluster = facts(Identity::ClusterAgent, true);
    let root = credentials("root", "", "");
    assert_eq!(other(&root, &cluster, Held::Root, "IncorrectOceanbasePassword"), None);
    let twice = credentials("root", "root", "");
    assert_eq!(other(&twice, &cluster, Held::Root, "IncorrectOceanbasePassword"), None);
    assert_eq!(other(&root, &cluster, Held::Root, "SessionExpired"), None);
}

#[test]
fn a_master_may_not_know_the_root_password_yet() {
    let root = credentials("root", "", "");
    let next = other(&root, &facts(Identity::Master, false), Held::Root, "IncorrectOceanbasePassword");
    assert_eq!(next, Some(Held::Empty));
}

#[test]
fn a_complaint_about_another_credential_is_not_about_ours() {
    let all = credentials("root", "new", "agent");
    let master = facts(Identity::Master, true);
    assert_eq!(other(&all, &master, Held::Agent, "IncorrectOceanbasePassword"), None);
    assert_eq!(other(&all, &master, Held::Root, "IncorrectAgentPassword"), None);
}

#[test]
fn an_old_agent_only_says_that_something_is_wrong() {
    let bootstrapping = credentials("", "new", "");
    assert_eq!(
        other(&bootstrapping, &facts(Identity::Master, false), Held::Empty, ""),
        Some(Held::Candidate)
    );
}

#[test]
fn credentials_do_not_show_themselves() {
    let text = format!("{:?}", credentials("c4nary", "", "c4nary"));
    assert_eq!(text, r#"Credentials { root: "set", candidate_root: "none", agent: "set" }"#);
}
