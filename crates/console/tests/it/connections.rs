//! Keeping connections, through the commands a window has.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::keeping::{Chosen, Desk, cluster, request, setup};
use console::dto::*;
use console::{Console, Sink};
use obshell_api::Clock;
use tokio::sync::mpsc;
use tokio::time::Instant;
use vault::Vault;

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);

#[tokio::test]
async fn what_was_added_and_edited_is_there_after_a_restart() {
    let mut desk = Desk::new().await;
    let added = desk.add(ConnectionSettings { note: "first".to_owned(), ..cluster(" ob_pay ") }).await;
    assert_eq!(added.settings.name, "ob_pay");
    assert_eq!(added.state.kind, ConnectionStateKind::NotContacted);
    desk.add(cluster("ob_order")).await;
    let edit =
        desk.edit(&added, |settings| settings.addresses.push("[2001:db8::1]".to_owned())).await.unwrap();
    assert_eq!(edit.settings.addresses, ["10.0.0.1:2886", "[2001:db8::1]:2886"]);
    desk.restart().await;
    assert_eq!(desk.names().await, ["ob_pay", "ob_order"]);
    assert_eq!(desk.named("ob_pay").await, edit);
}

#[tokio::test]
async fn any_script_is_a_name_and_ten_thousand_characters_are_none() {
    let mut desk = Desk::new().await;
    let long = "名".repeat(200);
    let names = [
        "Robert'); DROP TABLE connection;--",
        "\"pay\" & <b>co</b>",
        "支付 🦀 👩‍💻",
        "مجموعة الدفع",
        "תשלום",
        &long,
    ];
    for name in names {
        desk.add(cluster(name)).await;
    }
    desk.restart().await;
    assert_eq!(desk.names().await, names);
    let endless = "x".repeat(10_000);
    for (name, field) in [(endless.as_str(), "name"), ("a\u{202E}b", "name"), ("a\nb", "name"), ("", "name")]
    {
        let refused = desk.try_add(cluster(name), None).await.unwrap_err();
        assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some(field)));
        assert!(refused.message.len() < 300, "{}", refused.message);
    }
    let note = ConnectionSettings { note: "n".repeat(10_000), ..cluster("with a note") };
    assert_eq!(desk.add(note).await.settings.note.len(), 10_000);
}

#[tokio::test]
async fn no_two_connections_share_a_name() {
    let desk = Desk::new().await;
    let first = desk.add(cluster("ob_pay")).await;
    let second = desk.add(cluster("ob_order")).await;
    for refused in [
        desk.try_add(cluster("OB_Pay"), None).await.unwrap_err(),
        desk.edit(&second, |settings| settings.name = "ob_PAY".to_owned()).await.unwrap_err(),
    ] {
        assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some("name")));
    }
    desk.edit(&first, |settings| settings.name = "OB_PAY".to_owned()).await.unwrap();
    assert_eq!(desk.names().await, ["OB_PAY", "ob_order"]);
}

#[tokio::test]
async fn production_is_guarded_by_its_name_at_least() {
    use Environment::{Dev, Prod, Stage};
    use GuardLevel::{Confirm, Open, ReadOnly, TypeName};
    let desk = Desk::new().await;
    let wanted = [
        (Dev, None, Open),
        (Stage, None, Confirm),
        (Prod, None, TypeName),
        (Prod, Some(Open), TypeName),
        (Prod, Some(ReadOnly), ReadOnly),
        (Dev, Some(Confirm), Confirm),
    ];
    for (at, (environment, guard, base)) in wanted.into_iter().enumerate() {
        let settings = ConnectionSettings { environment, ..cluster(&format!("c{at}")) };
        assert_eq!(
            desk.try_add(settings, guard).await.unwrap().guard.base,
            base,
            "{environment:?} {guard:?}"
        );
    }
    let dev = desk.named("c0").await;
    let prod = desk.edit(&dev, |settings| settings.environment = Prod).await.unwrap();
    assert_eq!(prod.guard.level, TypeName);
    let request = AuditReq { before: None, connection_id: Some(dev.id), only_trouble: false, limit: 10 };
    let audit = desk.console.audit(request).await.unwrap().entries;
    assert_eq!(audit[0].call, "raise guard to TypeName");

    let reason = "repair".to_owned();
    let lower = LowerGuardReq { connection_id: prod.id.clone(), level: Open, reason };
    desk.console.lower_guard(lower).await.unwrap();
    let edited = desk.edit(&prod, |settings| settings.note = "n".to_owned()).await.unwrap();
    assert_eq!((edited.guard.level, edited.guard.base), (Open, TypeName), "an edit does not end a lowering");
    let dev_again = desk.edit(&edited, |settings| settings.environment = Dev).await.unwrap();
    assert_eq!(dev_again.guard.base, TypeName, "an edit lowers nothing");
}

#[tokio::test]
async fn a_copy_has_secrets_of_its_own() {
    let mut desk = Desk::new().await;
    let mut settings =
        ConnectionSettings { pinned: true, environment: Environment::Prod, ..cluster("ob_pay") };
    settings.passwords.root = Some(desk.secret("aaBB11##root").await);
    let password = Some(desk.secret("proxy pw").await);
    let proxy = ProxyChoice { address: "proxy:3128".to_owned(), user: Some("dba".to_owned()), password };
    settings.reach.route = Route::HttpProxy { proxy };
    let original = desk.add(settings).await;
    desk.add(cluster("last")).await;

    let copy = desk.console.duplicate_connection(request(&original)).await.unwrap();
    desk.console.duplicate_connection(request(&copy)).await.unwrap();
    assert_eq!(desk.names().await, ["ob_pay", "ob_pay copy", "ob_pay copy 2", "last"]);
    assert_eq!((copy.guard.base, copy.settings.pinned), (GuardLevel::TypeName, false));
    assert_eq!(copy.settings.addresses, original.settings.addresses);
    let roots = [&original, &copy].map(|view| view.settings.passwords.root.clone().unwrap());
    assert_ne!(roots[0].id, roots[1].id);

    desk.console.delete_connection(request(&original)).await.unwrap();
    desk.restart().await;
    assert_eq!(desk.reveal(&roots[0]).await, None);
    assert_eq!(desk.reveal(&roots[1]).await.as_deref(), Some("aaBB11##root"));
    let Route::HttpProxy { proxy } = copy.settings.reach.route else { panic!("another route") };
    assert_eq!(desk.reveal(&proxy.password.unwrap()).await.as_deref(), Some("proxy pw"));
}

#[tokio::test]
async fn a_deletion_can_be_taken_back_passwords_and_all() {
    let mut desk = Desk::new().await;
    let secret = desk.secret("aaBB11##root").await;
    for name in ["a", "b", "c"] {
        let mut settings = cluster(name);
        settings.passwords.root = Some(secret.clone()).filter(|_| name == "b");
        desk.add(settings).await;
    }
    let before = desk.named("b").await;
    let deleted = desk.console.delete_connection(request(&before)).await.unwrap();
    assert_eq!(deleted.until, 1_800_000_000_000 + 300_000);
    assert_eq!(desk.names().await, ["a", "c"]);
    let restored = desk.console.restore_connection(request(&before)).await.unwrap();
    assert_eq!(restored, before);
    assert_eq!(desk.names().await, ["a", "b", "c"]);
    assert_eq!(desk.reveal(&secret).await.as_deref(), Some("aaBB11##root"));

    desk.console.delete_connection(request(&before)).await.unwrap();
    desk.restart().await;
    assert_eq!(desk.reveal(&secret).await, None);
    let gone = desk.console.restore_connection(request(&before)).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_secret_stays_while_somebody_needs_it() {
    let mut desk = Desk::new().await;
    let [shared, drafted, alone] =
        [desk.secret("shared").await, desk.secret("drafted").await, desk.secret("alone").await];
    let mut settings = cluster("a");
    settings.passwords.root = Some(shared.clone());
    desk.add(settings.clone()).await;
    settings.name = "b".to_owned();
    settings.passwords.agent = Some(drafted.clone());
    let doomed = desk.add(settings).await;
    let draft = CreateDraftReq { kind: DraftKind::Init, practice: false, connection_id: None };
    let mut draft = desk.console.create_draft(draft).await.unwrap();
    draft.cluster.root_password = Some(drafted.clone());
    desk.console.save_draft(SaveDraftReq { draft: draft.clone() }).await.unwrap();

    // Replacing a password in a form does not take the stored one away before the form is saved.
    let replace = StoreSecretReq { replaces: Some(shared.id.clone()), value: "new".into() };
    desk.console.store_secret(replace).await.unwrap();
    assert!(desk.reveal(&shared).await.is_some());

    desk.edit(&doomed, |settings| settings.passwords.ocp = Some(alone.clone())).await.unwrap();
    desk.console.delete_connection(request(&doomed)).await.unwrap();
    desk.restart().await;
    assert_eq!(desk.reveal(&alone).await, None);
    assert!(desk.reveal(&shared).await.is_some(), "another connection needs it");
    assert!(desk.reveal(&drafted).await.is_some(), "a draft needs it");

    let first = desk.named("a").await;
    desk.edit(&first, |settings| settings.passwords.root = None).await.unwrap();
    assert_eq!(desk.reveal(&shared).await, None, "an edit drops what it replaces");
    let other = WizardDraft { id: "other".to_owned(), ..draft.clone() };
    desk.console.save_draft(SaveDraftReq { draft: other.clone() }).await.unwrap();
    desk.console.delete_draft(DraftReq { id: draft.id }).await.unwrap();
    assert!(desk.reveal(&drafted).await.is_some(), "the other draft needs it");
    desk.console.delete_draft(DraftReq { id: other.id }).await.unwrap();
    assert_eq!(desk.reveal(&drafted).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_becomes_final_while_obdeck_runs() {
    let (directory, vault) = (tempfile::tempdir().unwrap(), Vault::memory());
    let clock = Arc::new(Paused(Instant::now()));
    let console =
        Console::open(setup(directory.path(), &vault, Arc::new(Chosen::default()), clock)).await.unwrap();
    let id = vault.put("aaBB11##root".to_owned().into()).await.unwrap();
    let mut settings = cluster("a");
    settings.passwords.root = Some(SecretRef { id: id.to_string(), weak: false });
    let view = console.add_connection(AddConnectionReq { settings, guard: None }).await.unwrap();
    assert!(vault.get(&id).await.unwrap().is_some());
    let deleted_at = Instant::now();
    console.delete_connection(request(&view)).await.unwrap();
    while vault.get(&id).await.unwrap().is_some() {
        assert!(deleted_at.elapsed() < FIVE_MINUTES * 2, "the secret of a deleted connection stays");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(deleted_at.elapsed() >= FIVE_MINUTES);
}

#[tokio::test]
async fn connections_are_arranged_group_by_group() {
    let mut desk = Desk::new().await;
    for name in ["a", "b", "c"] {
        desk.add(cluster(name)).await;
    }
    let all = desk.all().await;
    let place = |at: usize, group: &str| ConnectionPlace { id: all[at].id.clone(), group: group.to_owned() };
    let places = vec![place(2, " 东区 "), place(0, "west")];
    desk.console.arrange_connections(ArrangeConnectionsReq { places }).await.unwrap();
    desk.restart().await;
    assert_eq!(desk.names().await, ["c", "a", "b"]);
    let groups: Vec<String> = desk.all().await.into_iter().map(|view| view.settings.group).collect();
    assert_eq!(groups, ["东区", "west", ""]);
    let places = vec![place(1, "a\u{202E}b")];
    let refused = desk.console.arrange_connections(ArrangeConnectionsReq { places }).await.unwrap_err();
    assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some("group")));
}

#[tokio::test]
async fn the_window_hears_of_each_change_once() {
    let desk = Desk::new().await;
    let first = desk.add(cluster("a")).await;
    let (sender, mut events) = mpsc::unbounded_channel();
    let watch = WatchConnectionsReq { watch_id: "list".to_owned() };
    let sink = Sink::new(move |event: ConnectionsEvent| sender.send(event).is_ok());
    desk.console.watch_connections(watch, sink).await.unwrap();
    assert_eq!(events.recv().await.unwrap().order, Some(vec![first.id.clone()]));
    let second = desk.add(cluster("b")).await;
    let event = events.recv().await.unwrap();
    assert_eq!(event.order, Some(vec![first.id.clone(), second.id.clone()]));
    assert_eq!(event.connections, [second]);
    desk.console.delete_connection(request(&first)).await.unwrap();
    assert_eq!(events.recv().await.unwrap().connections, []);
    desk.console.unwatch(UnwatchReq { watch_id: "list".to_owned() }).await.unwrap();
    assert!(events.recv().await.is_none());
}

#[tokio::test]
async fn a_damaged_row_keeps_nobody_from_starting() {
    let mut desk = Desk::new().await;
    let secret = desk.secret("aaBB11##root").await;
    for name in ["a", "b"] {
        let mut settings = cluster(name);
        settings.passwords.root = Some(secret.clone());
        desk.add(settings).await;
    }
    let damage =
        "UPDATE connection SET body = substr(body, 1, 40) WHERE json_extract(body, '$.settings.name') = 'a'";
    assert_eq!(database(desk.directory.path()).execute(damage, []).unwrap(), 1);
    desk.restart().await;
    assert_eq!(desk.names().await, ["b"]);
    assert_eq!(desk.console.app_info(Nothing {}).await.unwrap().damaged_connections, Some(1));
    assert!(desk.reveal(&secret).await.is_some());
    desk.restart().await;
    assert_eq!(desk.console.app_info(Nothing {}).await.unwrap().damaged_connections, None);
    let kept = "SELECT count(*) FROM connection_damaged";
    let kept: u32 = database(desk.directory.path()).query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
}

fn database(directory: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(directory.join("obdeck.db")).unwrap()
}

/// Goes as the runtime's own clock does.
struct Paused(Instant);

impl Clock for Paused {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + self.0.elapsed()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }
}
