//! Packages on their way to an agent.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use obshell_api::{
    ApiErrorKind, CancellationToken, Client, Error, ObproxyPackage, PackageFile, UploadProgress,
};

use super::obproxy::{at, cluster, upgrade};
use crate::common::group::{Group, kind};

const NAME: &str = "obproxy-ce-4.3.1.0-4.el7.x86_64.rpm";
const MIB: usize = 1024 * 1024;

fn package(name: &str, length: usize) -> PackageFile {
    let content: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
    PackageFile::new(name, length as u64, Cursor::new(content))
}

async fn upload(client: &Client, package: PackageFile) -> Result<ObproxyPackage, Error> {
    client.obproxy_upload(package, drop, &CancellationToken::new()).await
}

async fn with_proxy() -> (Group, Client) {
    let (group, client) = cluster().await;
    let dag = client.obproxy_add(&at("/data/obproxy")).await.unwrap();
    group.done(&client, &dag).await;
    (group, client)
}

#[tokio::test]
async fn a_package_is_uploaded_and_upgraded_to() {
    let (group, client) = with_proxy().await;
    let package = upload(&client, package(NAME, 1_000)).await.unwrap();
    assert_eq!((package.name.as_str(), package.version.as_str()), ("obproxy-ce", "4.3.1.0"));
    assert_eq!((package.release_distribution.as_str(), package.payload_size), ("4.el7", Some(1_000)));
    assert!(package.gmt_modify.is_some());
    let dag = client.obproxy_upgrade(&upgrade()).await.unwrap();
    let dag = group.done(&client, &dag).await;
    assert_eq!((dag.name.as_str(), dag.nodes.len()), ("Upgrade obproxy", 10));
    let again = client.obproxy_upgrade(&upgrade()).await;
    assert_eq!(kind(again), ApiErrorKind::ObproxyUpgradeToLowerVersion);
}

#[tokio::test]
async fn a_long_file_arrives_whole() {
    let (_group, client) = cluster().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(20 * MIB as u64).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = told.clone();
    let progress = move |progress: UploadProgress| listener.lock().unwrap().push(progress.read);
    let file = PackageFile::open(&path).await.unwrap();
    let package = client.obproxy_upload(file, progress, &CancellationToken::new()).await.unwrap();
    assert_eq!((package.payload_size, package.chunk_count), (Some(20 * MIB as u64), Some(3)));
    let told = told.lock().unwrap();
    assert!(told.is_sorted() && told.len() > 10 && told.last() == Some(&(20 * MIB as u64)), "{told:?}");
}

#[tokio::test]
async fn one_that_was_cancelled_is_not_there() {
    let (_group, client) = with_proxy().await;
    let cancel = CancellationToken::new();
    let trigger = cancel.clone();
    let progress = move |progress: UploadProgress| {
        if progress.read > MIB as u64 {
            trigger.cancel();
        }
    };
    let error = client.obproxy_upload(package(NAME, 20 * MIB), progress, &cancel).await.unwrap_err();
    assert!(matches!(error, Error::Cancelled { whole: false }), "{error:?}");
    assert_eq!(kind(client.obproxy_upgrade(&upgrade()).await), ApiErrorKind::ObproxyPackageNotFound);
    upload(&client, package(NAME, 10)).await.unwrap();
}

#[tokio::test]
async fn what_is_no_package_is_refused() {
    let (_group, client) = cluster().await;
    let other = upload(&client, package("oceanbase-ce-4.3.1.0-4.el7.x86_64.rpm", 10)).await;
    assert_eq!(kind(other), ApiErrorKind::ObproxyPackageNameInvalid);
    let old = upload(&client, package("obproxy-ce-3.2.3.0-4.el7.x86_64.rpm", 10)).await;
    assert_eq!(kind(old), ApiErrorKind::ObproxyVersionNotSupported);
    let group = Group::plain(1).await;
    let unset = group.client(0);
    assert_eq!(kind(upload(&unset, package(NAME, 10)).await), ApiErrorKind::AgentPasswordNotSet);
}

#[tokio::test]
async fn a_new_key_costs_a_second_attempt_and_no_bytes() {
    let (group, client) = cluster().await;
    client.obproxy_stop().await.unwrap_err();
    group.sandbox.replace_key(0).await;
    let package = upload(&client, package(NAME, 3 * MIB)).await.unwrap();
    assert_eq!(package.payload_size, Some(3 * MIB as u64));
    assert_eq!(package.pkg_id, 1);
}
