//! Plan files, through the commands a window has.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::keeping::{Desk, SetClock, setup};
use console::dto::*;
use console::{Console, Files};
use futures::future::BoxFuture;
use vault::Vault;

const SECRETS: [&str; 4] =
    ["aaBB11##root-canary", "aaBB11##proxyro-canary", "aaBB11##agent-canary", "aaBB11##proxy-canary"];

async fn empty(desk: &Desk) -> WizardDraft {
    let request = CreateDraftReq { kind: DraftKind::Init, practice: false, connection_id: None };
    desk.console.create_draft(request).await.unwrap()
}

async fn save(desk: &Desk, draft: &WizardDraft) {
    desk.console.save_draft(SaveDraftReq { draft: draft.clone() }).await.unwrap();
}

async fn load(desk: &Desk, id: &str) -> WizardDraft {
    desk.console.load_draft(DraftReq { id: id.to_owned() }).await.unwrap()
}

fn host(address: &str, zone: &str) -> DraftHost {
    DraftHost {
        address: address.to_owned(),
        zone: zone.to_owned(),
        agent_password: None,
        set_password: false,
    }
}

/// A draft with everything on it that can be a secret.
async fn furnished(desk: &Desk) -> WizardDraft {
    let mut draft = empty(desk).await;
    let mut refs = Vec::new();
    for secret in SECRETS {
        refs.push(desk.secret(secret).await);
    }
    draft.environment = Environment::Prod;
    draft.cluster.name = "ob_order".to_owned();
    draft.cluster.root_password = Some(refs[0].clone());
    draft.cluster.create_proxyro_user = true;
    draft.cluster.proxyro_password = Some(refs[1].clone());
    draft.hosts = vec![host("10.0.0.1:2886", "zone1"), host("10.0.0.2", "zone2"), host("10.0.0.3", "zone3")];
    draft.hosts[1].agent_password = Some(refs[2].clone());
    let proxy = ProxyChoice {
        address: "proxy:3128".to_owned(),
        user: Some("dba".to_owned()),
        password: Some(refs[3].clone()),
    };
    draft.reach.route = Route::HttpProxy { proxy };
    let parameter = |scope, name: &str, value: &str| DraftParameter {
        scope,
        name: name.to_owned(),
        value: value.to_owned(),
    };
    draft.parameters = vec![
        parameter(ParameterScope::Cluster, "memory_limit", "16G"),
        parameter(ParameterScope::Cluster, "rootPwd", SECRETS[0]),
        parameter(ParameterScope::Zone { zone: "zone2".to_owned() }, "data_dir", "/data/2"),
    ];
    save(desk, &draft).await;
    draft
}

async fn export(desk: &Desk, draft: &WizardDraft, name: &str) -> String {
    let path = desk.directory.path().join(name);
    desk.files.choose(&path);
    let exported = desk.console.export_plan(DraftReq { id: draft.id.clone() }).await.unwrap();
    assert_eq!(exported.path, Some(path.display().to_string()));
    std::fs::read_to_string(path).unwrap()
}

/// Reads the file that was chosen last.
async fn read(desk: &Desk, draft: Option<&WizardDraft>) -> PlanPreview {
    let request = ReadPlanReq { draft_id: draft.map(|draft| draft.id.clone()) };
    desk.console.read_plan(request).await.unwrap().preview.unwrap()
}

async fn read_text(desk: &Desk, draft: Option<&WizardDraft>, text: &str) -> PlanPreview {
    let path = desk.directory.path().join("import.yaml");
    std::fs::write(&path, text).unwrap();
    desk.files.choose(&path);
    read(desk, draft).await
}

async fn apply(
    desk: &Desk,
    preview: &PlanPreview,
    draft: Option<&WizardDraft>,
) -> Result<WizardDraft, IpcError> {
    let draft_id = draft.map(|draft| draft.id.clone());
    desk.console.apply_plan(ApplyPlanReq { import_id: preview.import_id.clone(), draft_id }).await
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

#[tokio::test]
async fn no_secret_and_no_id_of_one_is_in_a_file() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    let text = export(&desk, &draft, "plan.yaml").await;
    assert_eq!(desk.files.suggested(), ["ob_order-init.plan.yaml"]);
    assert!(text.contains("passwords are to be entered"));
    let agent = draft.hosts[1].agent_password.as_ref();
    let refs = [draft.cluster.root_password.as_ref(), draft.cluster.proxyro_password.as_ref(), agent];
    let ids = refs.into_iter().map(|secret| secret.unwrap().id.as_str());
    for secret in SECRETS.into_iter().chain(ids).chain(["canary", "proxy:3128"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn a_plan_goes_into_another_draft_and_leaves_its_passwords() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    export(&desk, &draft, "plan.yaml").await;
    let mut other = empty(&desk).await;
    let (kept, lost) = (desk.secret("aaBB11##kept").await, desk.secret("aaBB11##lost").await);
    other.hosts = vec![host("10.0.0.9", "zone1"), host("10.0.0.3:2886", "zone1")];
    other.hosts[0].agent_password = Some(lost.clone());
    other.hosts[1].agent_password = Some(kept.clone());
    let code = ProblemCode::ZoneCountEven;
    other.accepted_warnings = vec![AcceptedWarning { code, host: None, field: None }];
    save(&desk, &other).await;

    let preview = read(&desk, Some(&other)).await;
    assert_eq!((preview.refusals.len(), preview.notes.len()), (0, 0));
    assert_eq!((preview.hosts, preview.zones, preview.parameters), (3, 3, 2));
    let paths: Vec<&str> = preview.differences.iter().map(|it| it.path.as_str()).collect();
    assert!(
        paths.contains(&"hosts 10.0.0.9:2886") && paths.contains(&"hosts 10.0.0.3:2886 zone"),
        "{paths:?}"
    );
    assert_eq!(load(&desk, &other.id).await.hosts, other.hosts, "nothing is stored yet");

    let applied = apply(&desk, &preview, Some(&other)).await.unwrap();
    assert_eq!(load(&desk, &other.id).await, applied);
    assert_eq!((applied.id.as_str(), applied.environment), (other.id.as_str(), Environment::Prod));
    assert_eq!(applied.cluster.name, "ob_order");
    let addresses: Vec<&str> = applied.hosts.iter().map(|host| host.address.as_str()).collect();
    assert_eq!(addresses, ["10.0.0.1:2886", "10.0.0.2", "10.0.0.3"]);
    assert_eq!(applied.hosts[2].agent_password, Some(kept.clone()));
    assert!(applied.accepted_warnings.is_empty(), "what was agreed to is asked anew");
    assert_eq!(desk.reveal(&kept).await.as_deref(), Some("aaBB11##kept"));
    assert_eq!(desk.reveal(&lost).await, None, "its host is gone, and nobody else needs it");
    let again = apply(&desk, &preview, Some(&other)).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound, "a preview is good for once");
}

#[tokio::test]
async fn a_plan_makes_a_draft_of_its_own() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    let text = export(&desk, &draft, "plan.yaml").await;
    let preview = read(&desk, None).await;
    assert!(preview.differences.is_empty(), "there is nothing to compare it with");
    let made = apply(&desk, &preview, None).await.unwrap();
    assert_ne!(made.id, draft.id);
    assert_eq!((made.kind, made.step), (DraftKind::Init, WizardStep::Hosts));
    assert_eq!(made.cluster.root_password, None, "it is to be entered");
    assert_eq!(export(&desk, &made, "again.yaml").await, text);
    let home = desk.console.home(Nothing {}).await.unwrap();
    assert!(home.drafts.iter().any(|it| it.id == made.id));
}

#[tokio::test]
async fn hosts_that_join_need_to_know_whom() {
    let desk = Desk::new().await;
    desk.files.choose(&examples().join("scale-out.plan.yaml"));
    let preview = read(&desk, None).await;
    assert_eq!(preview.kind, DraftKind::ScaleOut);
    assert_eq!(apply(&desk, &preview, None).await.unwrap_err().code, ErrorCode::Invalid);
    assert!(desk.console.home(Nothing {}).await.unwrap().drafts.is_empty());
}

#[tokio::test]
async fn a_plan_that_is_refused_cannot_be_applied() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    let whole = export(&desk, &draft, "plan.yaml").await;
    let scale_out = whole.replace("kind: init", "kind: scaleOut");
    let cases = [
        ("a: [1".to_owned(), PlanNoteCode::NotYaml),
        ("format: obdeck-connections".to_owned(), PlanNoteCode::NotAPlan),
        (whole.replace("obdeckPlan: 1", "obdeckPlan: 7"), PlanNoteCode::NewerVersion),
        (whole.replace("environment: prod", "environment: 1"), PlanNoteCode::WrongType),
        (scale_out, PlanNoteCode::OtherKind),
        (format!("{whole}#{}", "x".repeat(1 << 20)), PlanNoteCode::TooLarge),
    ];
    for (text, code) in cases {
        let preview = read_text(&desk, Some(&draft), &text).await;
        let codes: Vec<PlanNoteCode> = preview.refusals.iter().map(|note| note.code).collect();
        assert_eq!(codes, [code]);
        assert!(preview.differences.is_empty());
        let refused = apply(&desk, &preview, Some(&draft)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{code:?}");
    }
    assert_eq!(load(&desk, &draft.id).await.hosts, draft.hosts);
}

#[tokio::test]
async fn what_is_left_out_is_told_and_the_rest_taken() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    let whole = export(&desk, &draft, "plan.yaml").await;
    let text = whole.replace("cluster:\n  name", "cluster:\n  rootPassword: hunter2\n  nickname: x\n  name");
    let preview = read_text(&desk, Some(&draft), &text).await;
    let notes: Vec<(PlanNoteCode, &str)> =
        preview.notes.iter().map(|it| (it.code, it.path.as_str())).collect();
    let expected = [
        (PlanNoteCode::SecretLeftOut, "cluster.rootPassword"),
        (PlanNoteCode::UnknownKey, "cluster.nickname"),
    ];
    assert_eq!(notes, expected);
    assert!(preview.notes.iter().all(|note| note.line.is_some()));
    assert!(preview.refusals.is_empty() && preview.differences.is_empty());
    assert!(!format!("{preview:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_cancelled_dialog_changes_nothing() {
    let desk = Desk::new().await;
    let draft = furnished(&desk).await;
    let exported = desk.console.export_plan(DraftReq { id: draft.id.clone() }).await.unwrap();
    assert_eq!(exported.path, None);
    assert_eq!(desk.console.read_plan(ReadPlanReq { draft_id: None }).await.unwrap().preview, None);
    assert_eq!(desk.console.compare_plans(Nothing {}).await.unwrap().comparison, None);
    let missing = desk.directory.path().join("gone.yaml");
    desk.files.choose(&missing);
    let problem = desk.console.read_plan(ReadPlanReq { draft_id: None }).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::Storage);
}

#[tokio::test]
async fn the_examples_are_sound_and_as_obdeck_writes_them() {
    let desk = Desk::new().await;
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(examples()).unwrap() {
        let path = entry.unwrap().path();
        desk.files.choose(&path);
        let preview = read(&desk, None).await;
        assert_eq!((&preview.refusals, &preview.notes), (&Vec::new(), &Vec::new()), "{}", path.display());
        seen.push((preview.kind, preview.hosts, preview.zones));
        let mut draft = empty(&desk).await;
        draft.kind = preview.kind;
        save(&desk, &draft).await;
        let made = apply(&desk, &preview, Some(&draft)).await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(export(&desk, &made, "again.yaml").await, text, "{}", path.display());
    }
    seen.sort_by_key(|(_, hosts, zones)| (*zones, *hosts));
    let expected = [(DraftKind::Init, 1, 1), (DraftKind::ScaleOut, 1, 1), (DraftKind::Init, 3, 3)];
    seen.sort_by_key(|(kind, _, zones)| (*zones, *kind == DraftKind::ScaleOut));
    assert_eq!(seen, expected);
}

/// Files that are chosen one after the other.
struct Queue(Mutex<VecDeque<PathBuf>>);

impl Files for Queue {
    fn save_as(&self, _: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        self.open()
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(self.0.lock().unwrap().pop_front()) })
    }
}

#[tokio::test]
async fn two_files_are_compared() {
    let directory = tempfile::tempdir().unwrap();
    let three = examples().join("three-zones.plan.yaml");
    let text = std::fs::read_to_string(&three).unwrap();
    let changed = directory.path().join("changed.yaml");
    std::fs::write(&changed, text.replace("memory_limit: 32G", "memory_limit: 48G")).unwrap();
    let broken = directory.path().join("broken.yaml");
    std::fs::write(&broken, "a: [").unwrap();
    let chosen = [&three, &changed, &three, &broken, &three].map(PathBuf::clone);
    let files = Arc::new(Queue(Mutex::new(chosen.into())));
    let setup = setup(directory.path(), &Vault::memory(), files, Arc::new(SetClock::default()));
    let console = Console::open(setup).await.unwrap();

    let found = console.compare_plans(Nothing {}).await.unwrap().comparison.unwrap();
    assert_eq!(found.before.file, three.display().to_string());
    assert_eq!(found.differences.len(), 1);
    let difference = &found.differences[0];
    assert_eq!(difference.path, "parameters cluster memory_limit");
    assert_eq!((difference.before.as_deref(), difference.after.as_deref()), (Some("32G"), Some("48G")));
    let found = console.compare_plans(Nothing {}).await.unwrap().comparison.unwrap();
    assert_eq!(found.after.refusals[0].code, PlanNoteCode::NotYaml);
    assert!(found.differences.is_empty());
    assert_eq!(console.compare_plans(Nothing {}).await.unwrap().comparison, None, "the second was cancelled");
}
