use serde_json::Value;
use time::OffsetDateTime;

use crate::client::Client;
use crate::error::Error;
use crate::fields::Fields;
use crate::page::{Gathering, Listing, Page, PageQuery};
use crate::target::Target;
use crate::words::words;

words! {
    /// What a package installs.
    PackageKind {
        Obproxy = "OBPROXY_INSTALL_PACKAGE",
        ObServer = "OB_SERVER_INSTALL_PACKAGE",
        OcpAgent = "OCP_AGENT_INSTALL_PACKAGE",
        ObBackupAgent = "OB_BACKUP_AGENT_INSTALL_PACKAGE",
    }
}

/// Which packages are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageQuery {
    pub page: PageQuery,
    pub kind: PackageKind,
    /// Part of a file's name; any when empty.
    pub keyword: String,
    /// For example `x86_64`; any when empty.
    pub architecture: String,
}

/// A software package in OCP's store. What OCP left out is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftwarePackage {
    pub id: i64,
    /// For example `obproxy`.
    pub name: String,
    /// For example `obproxy-1.9.1.1-1919579.el7.x86_64.rpm`: the version that an installation is asked for by.
    pub file_name: String,
    /// For example `1.9.1.1`.
    pub version: String,
    /// For example `1919579`; some releases add `.el7`.
    pub build_number: String,
    /// For example `x86_64`; it must be that of the host.
    pub architecture: String,
    /// For example `7` or `el7`; it must be that of the host.
    pub operating_system: String,
    pub kind: PackageKind,
    /// In bytes.
    pub size: Option<u64>,
    pub created_at: Option<OffsetDateTime>,
}

impl PackageQuery {
    /// The first page of the packages of a kind.
    pub fn of(kind: PackageKind) -> PackageQuery {
        let (page, keyword, architecture) = (PageQuery::default(), String::new(), String::new());
        PackageQuery { page, kind, keyword, architecture }
    }
}

impl Client {
    /// One page of the packages of a kind. `GET /api/v2/software-packages`, right `PACKAGE_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn software_packages(&self, query: &PackageQuery) -> Result<Page<SoftwarePackage>, Error> {
        let target = Target::new("/api/v2/software-packages").paged(query.page);
        let target = target.with("type", query.kind.as_str()).with("keyword", &query.keyword);
        let path = target.with("architecture", &query.architecture).to_string();
        self.get_as(&path, |data| Page::read(data, SoftwarePackage::read)).await
    }

    /// All packages that are wanted, page by page; the page of the query is of no account.
    ///
    /// # Errors
    ///
    /// As [`Client::software_packages`].
    pub async fn all_software_packages(
        &self,
        query: &PackageQuery,
    ) -> Result<Listing<SoftwarePackage>, Error> {
        let mut gathering = Gathering::new();
        while let Some(page) = gathering.next() {
            let read = self.software_packages(&PackageQuery { page, ..query.clone() }).await?;
            gathering.take(read, |package| package.id);
        }
        Ok(gathering.done())
    }
}

impl SoftwarePackage {
    /// `obproxy-1.9.1.1-1919579`: what an upgrade is asked for by. It has neither operating system nor architecture.
    pub fn short_rpm_name(&self) -> String {
        let build = self.build_number.split_once('.').map_or(self.build_number.as_str(), |(build, _)| build);
        format!("{}-{}-{build}", self.name, self.version)
    }

    fn read(value: &Value) -> Option<SoftwarePackage> {
        let fields = Fields::of(value)?;
        Some(SoftwarePackage {
            id: fields.number(&["id"])?,
            name: fields.text(&["name"]),
            file_name: fields.text(&["fileName"]),
            version: fields.text(&["version"]),
            build_number: fields.text(&["buildNumber"]),
            architecture: fields.text(&["architecture"]),
            operating_system: fields.text(&["operatingSystem"]),
            kind: PackageKind::of(&fields.text(&["type"])),
            size: fields.small(&["size"]),
            created_at: fields.time(&["createTime"]),
        })
    }
}
