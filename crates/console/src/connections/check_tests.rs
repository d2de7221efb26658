use super::*;
use crate::dto::{
    ClientCertificate, ConnectionPasswords, Environment, OcpOptions, ProxyChoice, Reach, Route, SecretRef,
    TlsChoice,
};

fn settings() -> ConnectionSettings {
    ConnectionSettings {
        name: "ob_pay".to_owned(),
        group: String::new(),
        environment: Environment::Dev,
        kind: ConnectionKind::Cluster,
        addresses: vec!["10.0.0.1".to_owned()],
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    }
}

/// The field that keeps changed settings from being stored.
fn field(change: impl FnOnce(&mut ConnectionSettings)) -> Option<&'static str> {
    let mut settings = settings();
    change(&mut settings);
    checked(settings).err().map(|flaw| flaw.field)
}

fn name_of(name: &str) -> Result<String, Flaw> {
    checked(ConnectionSettings { name: name.to_owned(), ..settings() }).map(|settings| settings.name)
}

#[test]
fn any_script_is_fine_in_a_name() {
    let longest = "字".repeat(200);
    for name in
        ["o'Brien \"prod\" `x` \\", "支付集群 🦀", "مجموعة الدفع", "תשלום 1", "👩‍💻 dba", "می‌خواهم", &longest]
    {
        assert_eq!(name_of(name).as_deref(), Ok(name));
    }
    assert_eq!(name_of("  ob_pay\t").as_deref(), Ok("ob_pay"));
}

#[test]
fn a_name_reads_as_it_is() {
    let long = "x".repeat(201);
    let endless = "ي".repeat(10_000);
    let names = [
        "",
        "  ",
        "a\nb",
        "a\0",
        "\u{202E}dorp",
        "a\u{2066}b\u{2069}",
        "a\u{2028}b",
        "\u{200B}\u{200D}",
        "\u{FEFF}x",
    ];
    for name in names.into_iter().chain([long.as_str(), endless.as_str()]) {
        assert_eq!(name_of(name).err().map(|flaw| flaw.field), Some("name"), "{name:?}");
    }
    assert_eq!(field(|it| it.group = "a\u{202A}".to_owned()), Some("group"));
    assert_eq!(field(|it| it.group = "g".repeat(101)), Some("group"));
    assert_eq!(field(|it| it.group = "东区 / core".to_owned()), None);
    assert_eq!(field(|it| it.note = "first line\nsecond".repeat(550)), None);
    assert_eq!(field(|it| it.note = "n".repeat(10_001)), Some("note"));
}

#[test]
fn addresses_have_one_spelling() {
    let mut given = settings();
    given.addresses =
        ["http://10.0.0.1:2886/", "[2001:DB8:0::1]", "Host-1.Example:2999"].map(str::to_owned).into();
    let kept = checked(given).unwrap().addresses;
    assert_eq!(kept, ["10.0.0.1:2886", "[2001:db8::1]:2886", "host-1.example:2999"]);
    let many = |count: u32| (0..count).map(|at| format!("10.0.{}.{}:2886", at / 256, at % 256)).collect();
    assert_eq!(field(|it| it.addresses = many(256)), None);
    assert_eq!(field(|it| it.addresses = many(257)), Some("addresses"));
    assert_eq!(field(|it| it.addresses = Vec::new()), Some("addresses"));
    for wrong in ["<script>alert(1)</script>", "10.0.0.1:80", "10.0.0.1;rm", "javascript:alert(1)", "a b"] {
        assert_eq!(field(|it| it.addresses = vec![wrong.to_owned()]), Some("addresses"), "{wrong}");
    }
    let twice = field(|it| it.addresses = vec!["10.0.0.1".to_owned(), "10.0.0.1:2886".to_owned()]);
    assert_eq!(twice, Some("addresses"));
}

#[test]
fn an_ocp_is_one_url_without_a_password() {
    let ocp = |addresses: &[&str]| {
        let addresses = addresses.iter().map(|&text| text.to_owned()).collect();
        checked(ConnectionSettings { kind: ConnectionKind::Ocp, addresses, ..settings() })
    };
    assert_eq!(ocp(&[" https://OCP.example/ "]).unwrap().addresses, ["https://ocp.example:443"]);
    assert_eq!(ocp(&["http://10.0.0.9"]).unwrap().addresses, ["http://10.0.0.9:8080"]);
    let wrong =
        ["http://a:b@ocp", "http://a@ocp", "ftp://ocp", "http://", "http://ocp?x=1", "javascript:alert(1)"];
    for url in wrong {
        assert_eq!(ocp(&[url]).unwrap_err().field, "addresses", "{url}");
    }
    assert!(ocp(&[]).is_err() && ocp(&["http://a", "http://b"]).is_err());
}

#[test]
fn a_way_is_what_programs_can_take() {
    let route = |route: Route| field(|it| it.reach.route = route);
    for host in ["bastion", "dba@10.0.0.1", "[2001:db8::1%eth0]", "a.b-c_d:2222"] {
        assert_eq!(route(Route::Jump { host: host.to_owned() }), None, "{host}");
    }
    let long = "h".repeat(256);
    for host in ["", "-oProxyCommand=sh", "a b", "a;b", "$(id)", "a/b", "ü", &long] {
        assert_eq!(route(Route::Jump { host: host.to_owned() }), Some("reach.route"), "{host}");
    }
    let proxy = |address: &str, user: Option<&str>| {
        let proxy =
            ProxyChoice { address: address.to_owned(), user: user.map(str::to_owned), password: None };
        route(Route::SocksProxy { proxy })
    };
    for address in ["proxy:1080", "[2001:db8::1]:1080", "10.0.0.1:1"] {
        assert_eq!(proxy(address, Some("dba")), None, "{address}");
    }
    for address in
        ["proxy", "proxy:0", "proxy:99999", "http://proxy:80", "a b:80", ":80", "2001:db8::1:80", "[x]:80"]
    {
        assert_eq!(proxy(address, None), Some("reach.route"), "{address}");
    }
    assert_eq!(proxy("proxy:1080", Some("a:b")), Some("reach.route"));
}

#[test]
fn certificates_come_without_keys() {
    let pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let key = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
    let ca = |pem: String| field(|it| it.reach.tls = TlsChoice::PrivateCa { pem });
    assert_eq!(ca(pem.to_owned()), None);
    for wrong in
        [String::new(), "hello".to_owned(), format!("{pem}{key}"), format!("{pem}{}", " ".repeat(65_536))]
    {
        assert_eq!(ca(wrong), Some("reach.tls"));
    }
    let shape = format!("SHA256 {}", ["AA"; 32].join(":"));
    let pinned = |fingerprints: Vec<String>| field(|it| it.reach.tls = TlsChoice::Pinned { fingerprints });
    assert_eq!((pinned(Vec::new()), pinned(vec![shape.clone()])), (None, None));
    assert_eq!(pinned(vec![shape, "SHA256 aa:bb".to_owned()]), Some("reach.tls"));
    let client = |pem: &str, id: &str| {
        let key = SecretRef { id: id.to_owned(), weak: false };
        let certificate = ClientCertificate { pem: pem.to_owned(), key };
        field(|it| it.reach.client_certificate = Some(certificate))
    };
    let id = "6f0c2f2e-95a4-4a5e-8d2e-0123456789ab";
    assert_eq!(client(pem, id), None);
    assert_eq!(client(key, id), Some("reach.clientCertificate"));
    assert_eq!(client(pem, "my password"), Some("reach.clientCertificate"));
}

#[test]
fn a_password_is_an_id() {
    let secret = |id: &str| Some(SecretRef { id: id.to_owned(), weak: false });
    assert_eq!(field(|it| it.passwords.root = secret("aaBB11##")), Some("passwords"));
    assert_eq!(field(|it| it.passwords.ocp_user = Some("dba\0".to_owned())), Some("passwords"));
}
