//! Packages of OBProxy: what is kept of an upload, and what is refused.

use crate::common::proxies::{PACKAGE, added, bench, client, form, upload};
use crate::common::raw;
use serde_json::json;

#[tokio::test]
async fn a_package_is_known_by_its_name() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 2).await;
    let content = "x".repeat(100_000);
    let reply = upload(&client, &form("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", &content)).await;
    let package = reply.data();
    let expected = [
        ("PkgId", json!(1)),
        ("Name", json!("obproxy-ce")),
        ("Version", json!("4.3.1.0")),
        ("ReleaseDistribution", json!("4.el7")),
        ("Distribution", json!("el7")),
        ("Release", json!("4")),
        ("Architecture", json!("x86_64")),
        ("PayloadSize", json!(100_000)),
        ("ChunkCount", json!(1)),
    ];
    for (field, value) in expected {
        assert_eq!(package[field], value, "{field}");
    }
    assert_eq!(package["Md5"].as_str().unwrap().len(), 32);
    assert_eq!(package.get("UpgradeDepYaml"), None);
    let second = upload(&client, &form("obproxy-ce-4.3.2.0-1.el8.aarch64.rpm", "")).await;
    assert_eq!((&second.data()["PkgId"], &second.data()["Architecture"]), (&json!(2), &json!("aarch64")));
}

#[tokio::test]
async fn what_is_no_package_is_refused() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    let cases = [
        (form("oceanbase-ce-4.3.1.0-4.el7.x86_64.rpm", "x"), 400, "OBProxy.Package.Name.Invalid"),
        (form("notes.txt", "x"), 400, "OBProxy.Package.Name.Invalid"),
        (form("obproxy-ce-3.2.3.0-4.el7.x86_64.rpm", "x"), 400, "OBProxy.Version.NotSupported"),
        (form("obproxy-ce-4.3.1.0-4.rpm", "x"), 400, "Package.ReleaseFormat.Invalid"),
        (form("p.rpm", "x").replace("name=\"file\"", "name=\"other\""), 500, "Request.File.Missing"),
        (form("p.rpm", "x").replace("--xyz--", ""), 500, "Request.File.Missing"),
        ("no form".to_owned(), 500, "Request.File.Missing"),
    ];
    for (form, status, code) in cases {
        let reply = upload(&client, &form).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{form}");
    }
    let headers = [("X-OCS-Agent-Header", "***"), ("Content-Type", "multipart/form-data; boundary=xyz")];
    let reply = raw(&client.address, "POST", PACKAGE, &headers, "AAAA").await.unwrap();
    assert_eq!(reply.code(), "Security.Authentication.Header.DecryptFailed");
}

#[tokio::test]
async fn a_package_for_another_host_is_no_help() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    added(&bench, &client, "/data/obproxy").await;
    upload(&client, &form("obproxy-ce-4.3.1.0-4.el7.aarch64.rpm", "x")).await.data();
    upload(&client, &form("obproxy-ce-4.2.3.0-3.el7.x86_64.rpm", "x")).await.data();
    let code = |version: &'static str, release: &'static str, dir: &'static str| {
        let body = json!({"version": version, "release": release, "upgrade_dir": dir});
        let client = client.clone();
        async move { client.post("/api/v1/obproxy/upgrade", body).await.code().to_owned() }
    };
    assert_eq!(code("4.3.1.0", "4.el7", "").await, "OBProxy.Package.NotFound");
    assert_eq!(code("4.2.3.0", "3.el7", "").await, "OBProxy.UpgradeToLowerVersion", "it runs already");
    assert_eq!(code("4.3.1.0", "4", "").await, "Package.ReleaseFormat.Invalid");
    assert_eq!(code("4.3.1.0", "4.el7", "tmp").await, "Common.InvalidPath");
    assert_eq!(code("", "4.el7", "").await, "Common.BindJsonFailed");
}
