use proptest::prelude::*;

use super::plan::looks_secret;
use super::*;
use crate::drafts::blank;
use crate::dto::{
    DraftHost, DraftKind, DraftParameter, Environment, ParameterScope, PlanNoteCode, SecretRef, WizardDraft,
};
use crate::hosts::canonical;

const WHOLE: &str = "\
obdeckPlan: 1
kind: init
environment: prod
cluster:
  name: ob_order
  id: 12
hosts:
  - address: \"10.0.0.1:2886\"
    zone: zone1
  - address: \"10.0.0.2:2886\"
    zone: zone2
parameters:
  cluster:
    memory_limit: 16G
  servers:
    \"10.0.0.2:2886\":
      mysql_port: 12881
";

/// What reading says of a file: refusals first, each as code, path and line.
fn said(text: &str) -> Vec<(PlanNoteCode, String, Option<u32>)> {
    let ReadFile { refusals, notes, .. } = read(text.as_bytes());
    refusals.into_iter().chain(notes).map(|note| (note.code, note.path, note.line)).collect()
}

fn changed(from: &str, to: &str) -> String {
    assert!(WHOLE.contains(from));
    WHOLE.replacen(from, to, 1)
}

#[test]
fn a_sound_file_is_read_whole() {
    let ReadFile { plan, refusals, notes } = read(WHOLE.as_bytes());
    assert_eq!((refusals, notes), (Vec::new(), Vec::new()));
    assert_eq!((plan.kind, plan.environment), (DraftKind::Init, Environment::Prod));
    assert_eq!(plan.cluster.unwrap().id, "12");
    assert_eq!(plan.hosts.len(), 2);
    assert_eq!(plan.parameters.len(), 2);
    assert_eq!(plan.parameters[1].value, "12881");
    let windows = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    assert_eq!(said(&windows), []);
}

#[test]
fn what_is_wrong_is_named_with_its_path_and_line() {
    use PlanNoteCode::*;
    let cases: &[(&str, &str, PlanNoteCode, &str, Option<u32>)] = &[
        ("kind: init\n", "kind: init\nowner: me\n", UnknownKey, "owner", Some(3)),
        ("  id: 12\n", "  id: 12\n  mode: full\n", UnknownKey, "cluster.mode", Some(7)),
        ("    zone: zone2", "    zone: zone2\n    rack: {a: 1}", UnknownKey, "hosts[1].rack", Some(12)),
        ("  id: 12\n", "  id: 12\n  rootPassword: x\n", SecretLeftOut, "cluster.rootPassword", Some(7)),
        (
            "    memory_limit",
            "    root_pwd: x\n    memory_limit",
            SecretLeftOut,
            "parameters.cluster.root_pwd",
            Some(14),
        ),
        ("  id: 12\n", "  id: 12\n  id: 13\n", Duplicate, "cluster.id", Some(7)),
        (
            "    memory_limit: 16G\n",
            "    memory_limit: 16G\n    memory_limit: 8G\n",
            Duplicate,
            "parameters.cluster.memory_limit",
            Some(15),
        ),
        ("kind: init\n", "", MissingKey, "kind", Some(1)),
        ("environment: prod\n", "", MissingKey, "environment", Some(1)),
        ("  id: 12\n", "", MissingKey, "cluster.id", Some(5)),
        ("    zone: zone1\n", "", MissingKey, "hosts[0].zone", Some(8)),
        ("environment: prod", "environment: production", WrongType, "environment", Some(3)),
        ("zone: zone1", "zone: [zone1]", WrongType, "hosts[0].zone", Some(9)),
        ("zone: zone1", "zone:", WrongType, "hosts[0].zone", Some(9)),
        ("memory_limit: 16G", "memory_limit: {a: 1}", WrongType, "parameters.cluster.memory_limit", Some(14)),
        ("obdeckPlan: 1", "obdeckPlan: one", WrongType, "obdeckPlan", Some(1)),
        ("obdeckPlan: 1", "obdeckPlan: 2", NewerVersion, "obdeckPlan", Some(1)),
        ("obdeckPlan: 1\n", "", NotAPlan, "", None),
    ];
    for (from, to, code, path, line) in cases {
        let text = changed(from, to);
        assert_eq!(said(&text), [(*code, (*path).to_owned(), *line)], "{text}");
    }
}

#[test]
fn what_is_left_out_keeps_no_plan_out() {
    for line in ["mode: full", "rootPassword: x", "id: 13"] {
        let text = changed("  id: 12\n", &format!("  id: 12\n  {line}\n"));
        let ReadFile { plan, refusals, notes } = read(text.as_bytes());
        assert_eq!((refusals.len(), notes.len()), (0, 1), "{line}");
        assert_eq!(plan, read(WHOLE.as_bytes()).plan, "{line}");
    }
}

#[test]
fn what_is_no_plan_is_told_as_such() {
    let code = |bytes: &[u8]| read(bytes).refusals.first().map(|note| note.code);
    assert_eq!(code(b"a: [1\n"), Some(PlanNoteCode::NotYaml));
    assert_eq!(code(b"\xff\xfe"), Some(PlanNoteCode::NotYaml));
    assert_eq!(code(b"a: &x 1\nb: *x"), Some(PlanNoteCode::NotYaml));
    for text in ["", "# nothing", "just text", "- a\n- b", "{}", "{\"format\": \"obdeck-connections\"}"] {
        assert_eq!(code(text.as_bytes()), Some(PlanNoteCode::NotAPlan), "{text}");
    }
    let large = format!("{WHOLE}# {}", "x".repeat(1024 * 1024));
    assert_eq!(code(large.as_bytes()), Some(PlanNoteCode::TooLarge));
}

#[test]
fn one_server_spelt_in_two_ways_is_one() {
    let text = format!("{WHOLE}    10.0.0.2:\n      mysql_port: 1\n");
    assert_eq!(
        said(&text),
        [(PlanNoteCode::Duplicate, "parameters.servers.10.0.0.2.mysql_port".to_owned(), Some(19))]
    );
    assert_eq!(read(text.as_bytes()).plan, read(WHOLE.as_bytes()).plan);
}

#[test]
fn differences_are_told_in_the_order_of_a_file() {
    let before = read(WHOLE.as_bytes()).plan;
    let text =
        changed("id: 12", "id: 13").replace("memory_limit: 16G", "cpu_count: 8").replace("zone2", "zone3");
    let text = text.replace("  - address: \"10.0.0.1:2886\"\n    zone: zone1\n", "");
    let text = text.replace("parameters:", "  - address: 10.0.0.3\n    zone: zone1\nparameters:");
    let found = differences(&before, &read(text.as_bytes()).plan);
    let lines: Vec<String> = found
        .iter()
        .map(|it| {
            let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
            format!("{}: {} > {}", it.path, side(&it.before), side(&it.after))
        })
        .collect();
    let expected = [
        "cluster.id: 12 > 13",
        "hosts 10.0.0.1:2886: zone1 > -",
        "hosts 10.0.0.2:2886 zone: zone2 > zone3",
        "hosts 10.0.0.3:2886: - > zone1",
        "parameters cluster cpu_count: - > 8",
        "parameters cluster memory_limit: 16G > -",
    ];
    assert_eq!(lines, expected);
    assert_eq!(differences(&before, &before), []);
}

#[test]
fn another_order_of_hosts_is_another_master() {
    let before = read(WHOLE.as_bytes()).plan;
    let mut after = before.clone();
    after.hosts.reverse();
    let found = differences(&before, &after);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, "hosts order");
}

#[test]
fn a_file_is_suggested_by_name_and_kind() {
    let named =
        |name: &str, kind| suggested_name(&Plan { kind, cluster_name: name.to_owned(), ..Plan::default() });
    assert_eq!(named("ob_order", DraftKind::Init), "ob_order-init.plan.yaml");
    assert_eq!(named("../../x", DraftKind::ScaleOut), "x-scale-out.plan.yaml");
    assert_eq!(named("", DraftKind::Join), "cluster-join.plan.yaml");
}

fn scope() -> impl Strategy<Value = ParameterScope> {
    let server = |address: String| ParameterScope::Server { address: canonical(&address).unwrap_or(address) };
    prop_oneof![
        Just(ParameterScope::Cluster),
        any_text().prop_map(|zone| ParameterScope::Zone { zone }),
        any_text().prop_map(server),
        "10\\.0\\.0\\.[1-9]:2886".prop_map(server),
    ]
}

/// Words, numbers and what YAML finds a meaning in.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{1,12}",
        "[0-9]{1,6}[GMT]?",
        "(true|no|null|~|0x1F|1e3|2024-01-01|- a|a: b|#c|\\[x|\\{|%|&a|\\*a|!t|'|\"|\\\\)",
        proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
    ]
}

prop_compose! {
    fn any_host()(address in any_text(), zone in any_text(), set_password in any::<bool>()) -> DraftHost {
        DraftHost { address, zone, agent_password: None, set_password }
    }
}

prop_compose! {
    fn any_parameter()(scope in scope(), name in any_text(), value in any_text()) -> DraftParameter {
        DraftParameter { scope, name, value }
    }
}

prop_compose! {
    fn any_draft()(
        kind in prop_oneof![Just(DraftKind::Init), Just(DraftKind::Join), Just(DraftKind::ScaleOut)],
        environment in prop_oneof![Just(Environment::Dev), Just(Environment::Stage), Just(Environment::Prod)],
        hosts in proptest::collection::vec(any_host(), 0..5),
        mut parameters in proptest::collection::vec(any_parameter(), 0..8),
        (name, id) in (any_text(), any_text()),
        (import_script, create_proxyro_user) in (any::<bool>(), any::<bool>()),
    ) -> WizardDraft {
        parameters.retain(|it| !it.name.is_empty() && !looks_secret(&it.name));
        parameters.sort_by(|a, b| (&a.scope, &a.name).cmp(&(&b.scope, &b.name)));
        parameters.dedup_by(|a, b| (&a.scope, &a.name) == (&b.scope, &b.name));
        let mut draft = blank("draft".to_owned(), 0, environment, &name, &[]);
        (draft.kind, draft.hosts, draft.parameters) = (kind, hosts, parameters);
        if kind == DraftKind::Init {
            draft.cluster.id = id;
            (draft.cluster.import_script, draft.cluster.create_proxyro_user) = (import_script, create_proxyro_user);
        }
        draft
    }
}

proptest! {
    #[test]
    fn a_draft_comes_back_as_it_was(draft in any_draft()) {
        let text = write(&Plan::of(&draft));
        let ReadFile { plan, refusals, notes } = read(text.as_bytes());
        prop_assert_eq!((&refusals, &notes), (&Vec::new(), &Vec::new()), "{}", text);
        let mut back = blank("draft".to_owned(), 0, Environment::Dev, "", &[]);
        back.kind = plan.kind;
        let again = write(&plan);
        plan.apply(&mut back);
        prop_assert_eq!(back, draft, "{}", &text);
        prop_assert_eq!(again, text);
    }

    #[test]
    fn reading_never_fails_otherwise_than_by_saying_so(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!read(&bytes).refusals.is_empty());
    }

    #[test]
    fn damage_anywhere_is_told_or_harmless(at in 0..WHOLE.len(), with in any::<char>()) {
        let text: String = WHOLE.chars().enumerate().map(|(n, c)| if n == at { with } else { c }).collect();
        let ReadFile { plan, refusals, .. } = read(text.as_bytes());
        // What is not refused can be written and read again.
        if refusals.is_empty() {
            prop_assert_eq!(read(write(&plan).as_bytes()).plan, plan);
        }
    }
}

#[test]
fn passwords_stay_with_their_address() {
    let secret = |id: &str| Some(SecretRef { id: id.to_owned(), weak: false });
    let mut draft =
        blank("draft".to_owned(), 0, Environment::Dev, "", &["10.0.0.2".to_owned(), "10.0.0.9".to_owned()]);
    draft.hosts[0].agent_password = secret("kept");
    draft.hosts[1].agent_password = secret("gone");
    draft.cluster.root_password = secret("root");
    read(WHOLE.as_bytes()).plan.apply(&mut draft);
    let ids: Vec<Option<&str>> =
        draft.hosts.iter().map(|host| host.agent_password.as_ref().map(|it| it.id.as_str())).collect();
    assert_eq!(ids, [None, Some("kept")]);
    assert_eq!(draft.cluster.root_password, secret("root"));
}
