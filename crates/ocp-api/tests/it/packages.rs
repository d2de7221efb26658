//! Packages that an OBProxy may be installed of.

use ocp_api::{PackageKind, PackageQuery};
use serde_json::json;

use crate::support::{answering, data};

#[tokio::test]
async fn packages_are_asked_for_by_kind_and_tell_both_of_their_names() {
    let package = json!({
        "id": 3, "name": "obproxy", "fileName": "obproxy-1.9.1.1-1919579.el7.x86_64.rpm", "extension": "rpm",
        "size": 90_000_000_000_u64, "sha1": "x", "type": "OBPROXY_INSTALL_PACKAGE", "version": "1.9.1.1",
        "buildNumber": "1919579", "operatingSystem": "7", "architecture": "x86_64", "deletable": true,
        "createTime": "2021-08-25T14:30:27.2+08:00", "installationDataList": [],
    });
    let mut other = package.clone();
    other["id"] = json!("4");
    other["buildNumber"] = json!("1919579.el7");
    let (server, client) = answering(data(&json!({"contents": [package, other]})));
    let mut query = PackageQuery::of(PackageKind::Obproxy);
    query.architecture = "x86_64".to_owned();
    let page = client.software_packages(&query).await.unwrap();
    let expected = "architecture=x86_64&page=1&size=100&type=OBPROXY_INSTALL_PACKAGE";
    assert_eq!(server.calls(), [format!("GET /api/v2/software-packages?{expected}")]);
    let package = &page.items[0];
    assert_eq!(package.file_name, "obproxy-1.9.1.1-1919579.el7.x86_64.rpm");
    assert_eq!((&*package.operating_system, package.size), ("7", Some(90_000_000_000)));
    for package in &page.items {
        assert_eq!(package.short_rpm_name(), "obproxy-1.9.1.1-1919579");
    }
}

#[tokio::test]
async fn all_packages_are_read() {
    let (server, client) = answering(data(&json!([{"id": 1, "type": "NEW"}])));
    let listing = client.all_software_packages(&PackageQuery::of(PackageKind::Obproxy)).await.unwrap();
    assert!(listing.complete);
    assert_eq!(listing.items[0].kind, PackageKind::Other("NEW".to_owned()));
    assert_eq!(server.calls().len(), 1);
}
