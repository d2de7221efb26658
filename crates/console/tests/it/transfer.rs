//! Export and import, through the commands a window has.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::keeping::{Desk, cluster};
use console::dto::*;
use serde_json::{Value, json};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIBcanary\n-----END CERTIFICATE-----\n";

/// What a desk with everything on it has for secrets.
const SECRETS: [(&str, &str); 5] = [
    ("root", "aaBB11##root-canary"),
    ("agent", "aaBB11##agent-canary"),
    ("ocp", "aaBB11##ocp-canary"),
    ("proxy", "proxy-canary"),
    ("key", "-----BEGIN PRIVATE KEY----- key-canary"),
];

async fn furnished() -> Desk {
    let desk = Desk::new().await;
    let mut refs = BTreeMap::new();
    for (name, value) in SECRETS {
        refs.insert(name, desk.secret(value).await);
    }
    let take = |name: &str| refs[name].clone();
    let mut pay = ConnectionSettings {
        environment: Environment::Prod,
        group: "东区 \"core\"".to_owned(),
        note: "line one\nline two".to_owned(),
        addresses: vec!["10.0.0.1:2886".to_owned(), "[2001:db8::1]:2886".to_owned()],
        ..cluster("支付 🦀 'pay'")
    };
    pay.passwords.root = Some(take("root"));
    pay.passwords.agent = Some(take("agent"));
    pay.reach.tls = TlsChoice::PrivateCa { pem: PEM.to_owned() };
    let proxy = ProxyChoice {
        address: "proxy:3128".to_owned(),
        user: Some("dba".to_owned()),
        password: Some(take("proxy")),
    };
    pay.reach.route = Route::HttpProxy { proxy };
    pay.reach.client_certificate = Some(ClientCertificate { pem: PEM.to_owned(), key: take("key") });
    desk.try_add(pay, Some(GuardLevel::ReadOnly)).await.unwrap();
    let mut ocp = ConnectionSettings {
        kind: ConnectionKind::Ocp,
        addresses: vec!["https://ocp.example:8080".to_owned()],
        ..cluster("ocp")
    };
    ocp.ocp = OcpOptions {
        login: OcpLogin::AccessKey,
        signing_host: "ocp.internal:8080".to_owned(),
        exporter: ExporterMember::ExportPort,
        link_ids: LinkIds::ObClusterIdOnly,
        server_paths: ServerPathChoice::New,
        undocumented: true,
    };
    ocp.passwords.ocp_user = Some("admin".to_owned());
    ocp.passwords.ocp = Some(take("ocp"));
    desk.add(ocp).await;
    let route = Route::Jump { host: "dba@bastion".to_owned() };
    let reach = Reach { route, ..Reach::default() };
    desk.add(ConnectionSettings { reach, pinned: true, ..cluster("ob_order") }).await;
    trust(&desk, "10.0.0.1:2886", 1).await;
    desk
}

async fn trust(desk: &Desk, address: &str, number: u8) {
    let request = TrustKeyReq { address: address.to_owned(), fingerprint: fingerprint(number) };
    desk.console.trust_key(request).await.unwrap();
}

fn fingerprint(number: u8) -> String {
    format!("SHA256 {}", vec![format!("{number:02x}"); 32].join(":"))
}

fn pins(desk: &Desk) -> BTreeMap<String, String> {
    let database = rusqlite::Connection::open(desk.directory.path().join("obdeck.db")).unwrap();
    let mut query = database.prepare("SELECT address, fingerprint FROM key_pin").unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

async fn export(desk: &Desk, passphrase: Option<&str>) -> (Exported, PathBuf) {
    let path = desk.directory.path().join("export.json");
    desk.files.choose(&path);
    let request = ExportConnectionsReq { ids: Vec::new(), passphrase: passphrase.map(Into::into) };
    (desk.console.export_connections(request).await.unwrap(), path)
}

/// Reads a file that says `content`.
async fn read(desk: &Desk, content: impl AsRef<[u8]>) -> Result<ImportPreview, IpcError> {
    let path = desk.directory.path().join("import.json");
    std::fs::write(&path, content).unwrap();
    desk.files.choose(&path);
    Ok(desk.console.read_import(Nothing {}).await?.preview.unwrap())
}

async fn read_items(desk: &Desk, connections: Value) -> ImportPreview {
    read(desk, file(connections).to_string()).await.unwrap()
}

fn file(connections: Value) -> Value {
    json!({ "format": "obdeck-connections", "version": 1, "connections": connections })
}

/// The least that a connection of a file needs.
fn item(name: &str) -> Value {
    json!({ "name": name, "environment": "dev", "kind": "cluster", "addresses": ["10.0.0.1:2886"] })
}

async fn apply(
    desk: &Desk,
    preview: &ImportPreview,
    keys: &[&str],
    passphrase: Option<&str>,
) -> Result<Imported, IpcError> {
    let accept = keys.iter().map(|&key| key.to_owned()).collect();
    let passphrase = passphrase.map(Into::into);
    let request = ApplyImportReq { import_id: preview.import_id.clone(), accept, passphrase };
    desk.console.apply_import(request).await
}

async fn apply_all(
    desk: &Desk,
    preview: &ImportPreview,
    passphrase: Option<&str>,
) -> Result<Imported, IpcError> {
    let keys: Vec<&str> = preview.items.iter().map(|item| item.key.as_str()).collect();
    apply(desk, preview, &keys, passphrase).await
}

fn changes(preview: &ImportPreview) -> Vec<ImportChange> {
    preview.items.iter().map(|item| item.change).collect()
}

/// The settings without what refers to the vault.
fn public(view: &ConnectionView) -> ConnectionSettings {
    let mut settings = view.settings.clone();
    settings.passwords = ConnectionPasswords { ocp_user: settings.passwords.ocp_user, ..Default::default() };
    settings.reach.client_certificate = None;
    if let Route::HttpProxy { proxy } = &mut settings.reach.route {
        proxy.password = None;
    }
    settings
}

fn secret_of<'a>(view: &'a ConnectionView, name: &str) -> Option<&'a SecretRef> {
    let ConnectionSettings { passwords, reach, .. } = &view.settings;
    match name {
        "root" => passwords.root.as_ref(),
        "agent" => passwords.agent.as_ref(),
        "ocp" => passwords.ocp.as_ref(),
        "key" => reach.client_certificate.as_ref().map(|it| &it.key),
        _ => match &reach.route {
            Route::HttpProxy { proxy } => proxy.password.as_ref(),
            Route::Direct | Route::Jump { .. } | Route::SocksProxy { .. } => None,
        },
    }
}

fn secret_ids(view: &ConnectionView) -> Vec<String> {
    SECRETS.iter().filter_map(|(name, _)| secret_of(view, name)).map(|secret| secret.id.clone()).collect()
}

#[tokio::test]
async fn without_a_passphrase_nothing_secret_leaves() {
    let from = furnished().await;
    let (exported, path) = export(&from, None).await;
    assert_eq!((exported.connections, exported.secrets), (3, 0));
    assert_eq!(from.files.suggested(), ["obdeck-connections-2027-01-15.json"]);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(SECRETS.iter().all(|(_, value)| !text.contains(value)));
    let ids: Vec<String> = from.all().await.iter().flat_map(secret_ids).collect();
    assert_eq!(ids.len(), SECRETS.len());
    assert!(ids.iter().all(|id| !text.contains(id)), "not even the id of a secret is in the file");

    let to = Desk::new().await;
    let preview = read(&to, &text).await.unwrap();
    assert_eq!(preview.exported_at, Some(1_800_000_000_000));
    assert_eq!((preview.secrets, changes(&preview)), (0, vec![ImportChange::New; 3]));
    assert_eq!(to.names().await.len(), 0, "a preview stores nothing");
    let imported = apply_all(&to, &preview, None).await.unwrap();
    assert_eq!((imported.added, imported.changed, imported.secrets), (3, 0, 0));
    let (before, after) = (from.all().await, to.all().await);
    assert_eq!(
        before.iter().map(public).collect::<Vec<_>>(),
        after.iter().map(|it| it.settings.clone()).collect::<Vec<_>>()
    );
    assert_eq!(after[0].guard.base, GuardLevel::ReadOnly);
    assert_eq!(pins(&to), pins(&from));
    let again = apply_all(&to, &preview, None).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound, "an import is applied once");
}

#[tokio::test]
async fn under_the_passphrase_everything_comes_along() {
    let from = furnished().await;
    let (exported, path) = export(&from, Some("correct horse")).await;
    assert_eq!((exported.connections, exported.secrets), (3, 5));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(SECRETS.iter().all(|(_, value)| !text.contains(value)));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    let mut to = Desk::new().await;
    let preview = read(&to, &text).await.unwrap();
    assert_eq!(preview.secrets, 5);
    for wrong in ["correct hors", "Correct horse"] {
        let refused = apply_all(&to, &preview, Some(wrong)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::WrongPassphrase);
    }
    assert_eq!(to.names().await.len(), 0, "nothing is stored under a wrong passphrase");
    let imported = apply_all(&to, &preview, Some("correct horse")).await.unwrap();
    assert_eq!((imported.added, imported.secrets), (3, 5));
    to.restart().await;
    let (before, after) = (from.all().await, to.all().await);
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(public(old), public(new));
    }
    for (name, value) in SECRETS {
        let view = if name == "ocp" { &after[1] } else { &after[0] };
        assert_eq!(to.reveal(secret_of(view, name).unwrap()).await.as_deref(), Some(value));
    }
    assert_eq!(after[0].settings.reach.client_certificate.as_ref().unwrap().pem, PEM);

    // The same file once more: nothing differs, and the passwords take the place of those before.
    let preview = read(&to, &text).await.unwrap();
    assert_eq!(changes(&preview), [ImportChange::Same; 3]);
    let replaced = secret_of(&after[0], "root").unwrap();
    apply_all(&to, &preview, Some("correct horse")).await.unwrap();
    assert_eq!(to.reveal(replaced).await, None);
    let renewed = to.named(&after[0].settings.name).await;
    assert_eq!(to.reveal(secret_of(&renewed, "root").unwrap()).await.as_deref(), Some(SECRETS[0].1));
}

#[tokio::test]
async fn an_empty_passphrase_is_none() {
    let desk = furnished().await;
    let request = ExportConnectionsReq { ids: Vec::new(), passphrase: Some("".into()) };
    let refused = desk.console.export_connections(request).await.unwrap_err();
    assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some("passphrase")));
    let cancelled = ExportConnectionsReq { ids: Vec::new(), passphrase: None };
    assert_eq!(desk.console.export_connections(cancelled).await.unwrap().path, None);
    assert_eq!(desk.console.read_import(Nothing {}).await.unwrap().preview, None);
    let unknown = ExportConnectionsReq { ids: vec!["x".to_owned()], passphrase: None };
    assert_eq!(desk.console.export_connections(unknown).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_change_is_shown_field_by_field_and_only_what_was_accepted_is_taken() {
    let desk = Desk::new().await;
    let root = desk.secret("aaBB11##root").await;
    let mut settings = cluster("ob_pay");
    settings.passwords.root = Some(root.clone());
    settings.addresses.push("10.0.0.2:2886".to_owned());
    desk.add(settings).await;
    let mut changed = item("OB_PAY");
    changed["note"] = json!("from the file");
    changed["environment"] = json!("stage");
    changed["addresses"] = json!(["10.0.0.2:2886"]);
    let preview = read_items(&desk, json!([changed, item("second"), item("third")])).await;
    assert_eq!(changes(&preview), [ImportChange::Changed, ImportChange::New, ImportChange::New]);
    let fields: Vec<(&str, &str, &str)> = preview.items[0]
        .differences
        .iter()
        .map(|it| (it.field.as_str(), it.here.as_str(), it.file.as_str()))
        .collect();
    let addresses = ("addresses", "10.0.0.1:2886, 10.0.0.2:2886", "10.0.0.2:2886");
    let rest = [addresses, ("note", "", "from the file")];
    assert_eq!(fields[..2], [("name", "ob_pay", "OB_PAY"), ("environment", "dev", "stage")]);
    assert_eq!(fields[2..], rest);

    let unknown = apply(&desk, &preview, &["1", "4"], None).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::Invalid);
    let imported = apply(&desk, &preview, &["3", "1", "1"], None).await.unwrap();
    assert_eq!((imported.added, imported.changed), (1, 1));
    assert_eq!(desk.names().await, ["OB_PAY", "third"]);
    let view = desk.named("OB_PAY").await;
    assert_eq!(view.settings.note, "from the file");
    assert_eq!(
        view.settings.passwords.root,
        Some(root.clone()),
        "the password stays: it leads to nobody new"
    );
    assert!(desk.reveal(&root).await.is_some());
}

#[tokio::test]
async fn a_password_is_not_taken_to_strangers() {
    let desk = Desk::new().await;
    let proxied =
        |address: &str| json!({ "route": { "type": "httpProxy", "address": address, "user": "dba" } });
    for (name, change) in [
        ("address", json!({ "addresses": ["10.0.0.1:2886", "10.6.6.6:2886"] })),
        ("proxy", json!({ "reach": proxied("evil:3128") })),
        ("tls", json!({ "reach": { "tls": { "type": "privateCa", "pem": PEM } } })),
        ("harmless", json!({ "note": "hello" })),
    ] {
        let root = desk.secret("aaBB11##root").await;
        let mut settings = cluster(name);
        settings.passwords.root = Some(root.clone());
        desk.add(settings).await;
        let mut item = item(name);
        item.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let preview = read_items(&desk, json!([item])).await;
        let told =
            preview.items[0].differences.iter().any(|it| it.field == "passwords" && it.file.is_empty());
        apply_all(&desk, &preview, None).await.unwrap();
        let kept = desk.named(name).await.settings.passwords.root.is_some();
        assert_eq!((told, kept), (name != "harmless", name == "harmless"), "{name}");
        assert_eq!(desk.reveal(&root).await.is_some(), kept, "{name}");
    }
    let password = Some(desk.secret("proxy pw").await);
    let proxy = ProxyChoice { address: "proxy:3128".to_owned(), user: Some("dba".to_owned()), password };
    let mut settings = cluster("through a proxy");
    settings.reach.route = Route::HttpProxy { proxy };
    desk.add(settings).await;
    for (address, kept) in [("proxy:3128", true), ("evil:3128", false)] {
        let mut item = item("through a proxy");
        item["reach"] = proxied(address);
        let preview = read_items(&desk, json!([item])).await;
        apply_all(&desk, &preview, None).await.unwrap();
        let view = desk.named("through a proxy").await;
        assert_eq!(secret_of(&view, "proxy").is_some(), kept, "{address}");
    }
}

#[tokio::test]
async fn how_an_ocp_is_spoken_to_is_read_leniently_and_no_key_becomes_a_password() {
    let desk = Desk::new().await;
    let addresses = vec!["https://ocp.example:8080".to_owned()];
    let mut settings = ConnectionSettings { kind: ConnectionKind::Ocp, addresses, ..cluster("ocp") };
    settings.ocp.login = OcpLogin::AccessKey;
    let secret = desk.secret("secret key").await;
    settings.passwords.ocp = Some(secret.clone());
    desk.add(settings).await;
    let ocp = json!({
        "name": "ocp", "environment": "dev", "kind": "ocp", "addresses": ["https://ocp.example:8080"],
    });
    let with = |options: Value| {
        let mut item = ocp.clone();
        item["ocp"] = options;
        item
    };
    let silent = read_items(&desk, json!([ocp])).await;
    assert_eq!(changes(&silent), [ImportChange::Same], "a file of before says nothing of it");
    for wrong in [json!([]), json!({"login": "magic"}), json!({"undocumented": 1})] {
        let refused = read_items(&desk, json!([with(wrong)])).await.items.remove(0);
        let told = refused.reason.unwrap();
        assert!(refused.change == ImportChange::Refused && told.starts_with("ocp"), "{told}");
    }
    let same = json!({"login": "accessKey", "undocumented": true, "later": 1});
    let preview = read_items(&desk, json!([with(same)])).await;
    assert_eq!(preview.items[0].differences[0].file, "login: \"accessKey\", undocumented: true");
    apply_all(&desk, &preview, None).await.unwrap();
    let kept = desk.named("ocp").await.settings;
    assert_eq!((kept.ocp.undocumented, kept.passwords.ocp), (true, Some(secret.clone())));
    let preview = read_items(&desk, json!([with(json!({}))])).await;
    apply_all(&desk, &preview, None).await.unwrap();
    assert_eq!(desk.named("ocp").await.settings.passwords.ocp, None);
    assert_eq!(desk.reveal(&secret).await, None);
}

#[tokio::test]
async fn a_guard_gets_no_lower() {
    let desk = Desk::new().await;
    desk.try_add(cluster("strict"), Some(GuardLevel::ReadOnly)).await.unwrap();
    desk.add(cluster("open")).await;
    let with = |name: &str, guard: &str, environment: &str| {
        let mut item = item(name);
        item["guard"] = json!(guard);
        item["environment"] = json!(environment);
        item
    };
    let items =
        json!([with("strict", "open", "dev"), with("open", "confirm", "dev"), with("new", "open", "prod")]);
    let preview = read_items(&desk, items).await;
    assert_eq!(changes(&preview), [ImportChange::Same, ImportChange::Changed, ImportChange::New]);
    assert_eq!(preview.items[1].differences[0].field, "guard");
    apply_all(&desk, &preview, None).await.unwrap();
    let guards: Vec<GuardLevel> = desk.all().await.iter().map(|view| view.guard.base).collect();
    assert_eq!(guards, [GuardLevel::ReadOnly, GuardLevel::Confirm, GuardLevel::TypeName]);
}

#[tokio::test]
async fn a_trusted_key_stays_and_new_ones_come_with_their_connection_only() {
    let desk = Desk::new().await;
    trust(&desk, "10.0.0.1:2886", 1).await;
    let mut other = item("other");
    other["addresses"] = json!(["10.0.0.2:2886", "10.0.0.3"]);
    let mut file = file(json!([item("ob_pay"), other]));
    let pin = |address: &str, number: u8| json!({ "address": address, "fingerprint": fingerprint(number) });
    file["pins"] = json!([
        pin("10.0.0.1:2886", 9),
        pin("10.0.0.2:2886", 2),
        pin("10.0.0.9:2886", 9),
        { "address": "10.0.0.3:2886", "fingerprint": "SHA256 nonsense" },
        5,
    ]);
    let preview = read(&desk, file.to_string()).await.unwrap();
    assert_eq!(preview.items[0].other_keys, ["10.0.0.1:2886"]);
    assert_eq!(preview.items[1].other_keys, [""; 0]);
    apply(&desk, &preview, &["1"], None).await.unwrap();
    let trusted = BTreeMap::from([("10.0.0.1:2886".to_owned(), fingerprint(1))]);
    assert_eq!(pins(&desk), trusted);
    let preview = read(&desk, file.to_string()).await.unwrap();
    apply(&desk, &preview, &["2"], None).await.unwrap();
    let new = BTreeMap::from([("10.0.0.2:2886".to_owned(), fingerprint(2))]);
    assert_eq!(pins(&desk), trusted.into_iter().chain(new).collect());
}

#[tokio::test]
async fn a_connection_that_changed_meanwhile_is_not_overwritten() {
    let desk = Desk::new().await;
    let view = desk.add(cluster("ob_pay")).await;
    let mut changed = item("ob_pay");
    changed["note"] = json!("from the file");
    let preview = read_items(&desk, json!([item("new"), changed])).await;
    desk.edit(&view, |settings| settings.note = "mine".to_owned()).await.unwrap();
    let refused = apply_all(&desk, &preview, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert_eq!(desk.names().await, ["ob_pay"], "all of it or nothing");
    assert_eq!(desk.named("ob_pay").await.settings.note, "mine");
    desk.add(cluster("NEW")).await;
    let refused = apply(&desk, &preview, &["1"], None).await.unwrap_err();
    assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some("name")));
}

#[tokio::test]
async fn one_bad_item_is_refused_and_the_others_stay() {
    let desk = Desk::new().await;
    let with = |name: &str, field: &str, value: Value| {
        let mut item = item(name);
        item[field] = value;
        item
    };
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let mut cases = vec![
        (with("a1", "name", json!("pay\u{202E}dorp")), Some("name")),
        (with("a2", "name", json!("a\u{0007}b")), Some("name")),
        (with("a3", "name", json!("n".repeat(10_000))), Some("name")),
        (with("a4", "name", json!(5)), Some("name")),
        (with("a5", "addresses", json!(["<img src=x onerror=alert(1)>"])), Some("addresses")),
        (with("a6", "addresses", json!("10.0.0.1")), Some("addresses")),
        (with("a7", "environment", json!("production")), Some("environment")),
        (with("a8", "kind", json!(null)), Some("kind")),
        (with("a9", "guard", json!("off")), Some("guard")),
        (
            with("b1", "reach", json!({ "route": { "type": "jump", "host": "-oProxyCommand=id" } })),
            Some("reach.route"),
        ),
        (with("b2", "reach", json!({ "tls": { "type": "privateCa", "pem": 1 } })), Some("reach.tls")),
        (with("b3", "reach", json!([])), Some("reach")),
        (with("b4", "clientCertificate", json!("PRIVATE KEY")), Some("reach.clientCertificate")),
        (json!([1, 2]), Some("connection")),
        (json!("ob_pay"), Some("connection")),
        (item("twice"), None),
        (item("TWICE"), Some("name")),
        (with("b5", "passwords", json!({ "root": { "id": "6f0c2f2e-95a4-4a5e-8d2e-0123456789ab" } })), None),
        (with("b6", "unknown", json!({ "deep": [[[1]]] })), None),
        (item("good"), None),
    ];
    cases.push((with("b7", "note", json!("DEEP")), Some("note")));
    let items: Vec<&Value> = cases.iter().map(|(item, _)| item).collect();
    let text = file(json!(items)).to_string().replace("\"DEEP\"", &deep);
    let preview = read(&desk, text).await.unwrap();
    for (found, (item, field)) in preview.items.iter().zip(&cases) {
        let reason = found.reason.as_deref().map(|reason| reason.split_once(": ").unwrap().0);
        assert_eq!(reason, *field, "{}", item.to_string().chars().take(200).collect::<String>());
        assert!(found.name.chars().count() <= 200 && !found.name.contains(['\u{202E}', '\u{0007}']));
    }
    let refused = apply_all(&desk, &preview, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert_eq!(desk.names().await.len(), 0);
    let sound: Vec<&str> =
        preview.items.iter().filter(|it| it.reason.is_none()).map(|it| it.key.as_str()).collect();
    apply(&desk, &preview, &sound, None).await.unwrap();
    assert_eq!(desk.names().await, ["twice", "b5", "b6", "good"]);
    assert!(desk.named("b5").await.settings.passwords.root.is_none(), "a file cannot point into the vault");
}

#[tokio::test]
async fn what_is_no_export_is_told_apart() {
    let desk = Desk::new().await;
    desk.add(cluster("kept")).await;
    let many: Vec<Value> = (0..10_001).map(|_| json!({})).collect();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("tooLarge", vec![b' '; 8 * 1024 * 1024 + 1]),
        ("notJson", b"".to_vec()),
        ("notJson", b"format: obdeck-connections".to_vec()),
        ("notJson", b"{\"format\": \"obdeck-connections\", ".to_vec()),
        ("notJson", vec![b'{', b'"', 0xff, b'"', b':', b'1', b'}']),
        ("foreign", b"[1, 2]".to_vec()),
        ("foreign", ("[".repeat(100_000) + &"]".repeat(100_000)).into_bytes()),
        ("notJson", "[".repeat(4_000_000).into_bytes()),
        ("foreign", b"{\"connections\": []}".to_vec()),
        ("foreign", b"{\"format\": \"dbeaver\", \"version\": 1}".to_vec()),
        ("foreign", b"{\"format\": \"obdeck-connections\"}".to_vec()),
        ("foreign", b"{\"format\": \"obdeck-connections\", \"version\": -1}".to_vec()),
        ("newer", b"{\"format\": \"obdeck-connections\", \"version\": 99, \"shape\": []}".to_vec()),
        ("damaged", b"{\"format\": \"obdeck-connections\", \"version\": 1}".to_vec()),
        ("damaged", file(json!("none")).to_string().into_bytes()),
        ("damaged", file(json!(many)).to_string().into_bytes()),
    ];
    let mut messages = Vec::new();
    for (at, (word, content)) in cases.into_iter().enumerate() {
        let refused = read(&desk, content).await.unwrap_err();
        assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some(word)), "case {at}");
        messages.push(refused.message);
    }
    messages.sort();
    messages.dedup();
    assert!(messages.len() >= 5, "each has its own words: {messages:?}");
    desk.files.choose(desk.directory.path());
    assert_eq!(desk.console.read_import(Nothing {}).await.unwrap_err().code, ErrorCode::Storage);
    assert_eq!(desk.names().await, ["kept"]);
}

#[tokio::test]
async fn an_older_file_is_read() {
    let desk = Desk::new().await;
    let mut old = file(json!([item("ob_pay")]));
    old["version"] = json!(0);
    let text = format!("\u{FEFF}{old}");
    let preview = read(&desk, text).await.unwrap();
    apply_all(&desk, &preview, None).await.unwrap();
    let view = desk.named("ob_pay").await;
    assert_eq!((view.guard.base, view.settings.pinned), (GuardLevel::Open, false));
}

#[tokio::test]
async fn damaged_secrets_leave_the_connections_usable() {
    let from = furnished().await;
    let (_, path) = export(&from, Some("correct horse")).await;
    let mut document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let to = Desk::new().await;
    for broken in [json!({ "v": 1 }), json!("sealed")] {
        document["secrets"] = broken;
        let preview = read(&to, document.to_string()).await.unwrap();
        assert_eq!(preview.secrets, 5);
        let refused = apply_all(&to, &preview, Some("correct horse")).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid);
        assert_eq!(to.names().await.len(), 0);
    }
    let preview = read(&to, document.to_string()).await.unwrap();
    assert_eq!(apply_all(&to, &preview, None).await.unwrap().added, 3);
}

#[tokio::test]
async fn twenty_previews_are_remembered() {
    let desk = Desk::new().await;
    let first = read_items(&desk, json!([item("first")])).await;
    let second = read_items(&desk, json!([item("second")])).await;
    for _ in 0..19 {
        read_items(&desk, json!([item("other")])).await;
    }
    assert_eq!(apply_all(&desk, &first, None).await.unwrap_err().code, ErrorCode::NotFound);
    apply_all(&desk, &second, None).await.unwrap();
    assert_eq!(desk.names().await, ["second"]);
}
