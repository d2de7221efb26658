//! The software packages of the practice OCP.

use serde_json::{Value, json};

use crate::clock::Ns;
use crate::gotime;
use crate::ocp::asked::Asked;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::traits::{OcpRight, OcpTraits};
use crate::world::SECOND;

const PACKAGES: &str = "/api/v2/software-packages";
const SORTABLE: [&str; 6] = ["id", "name", "fileName", "version", "size", "createTime"];
pub const OBPROXY: &str = "OBPROXY_INSTALL_PACKAGE";

/// A software package.
#[derive(Debug)]
pub struct Package {
    pub id: i64,
    pub name: &'static str,
    pub version: String,
    pub build: &'static str,
    pub architecture: &'static str,
    pub kind: &'static str,
    size: i64,
    created: Ns,
}

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, i64);

const FIRST: [Row; 6] = [
    ("obproxy", "4.3.2.0", "26", "x86_64", OBPROXY, 40_265_318),
    ("obproxy", "4.2.3.0", "3", "x86_64", OBPROXY, 38_692_454),
    ("obproxy", "4.1.0.0", "7", "x86_64", OBPROXY, 36_805_017),
    ("obproxy", "4.3.2.0", "26", "aarch64", OBPROXY, 39_531_315),
    ("obproxy", "3.2.12.2", "2", "x86_64", OBPROXY, 31_017_340),
    ("oceanbase", "4.2.1.8", "108000022024072217", "x86_64", "OB_SERVER_INSTALL_PACKAGE", 389_021_696),
];

/// All packages, as they are at `now`.
pub fn begin(traits: &OcpTraits, now: Ns) -> Vec<Package> {
    let day = 24 * 3_600 * SECOND;
    let first =
        FIRST.iter().zip(0..).map(|((name, version, build, architecture, kind, size), number)| Package {
            id: 21 + number,
            name,
            version: (*version).to_owned(),
            build,
            architecture,
            kind,
            size: *size,
            created: now - (40 - 3 * number) * day,
        });
    let more = (FIRST.len()..traits.packages).zip(0..).map(|(number, place)| Package {
        id: 27 + place,
        name: "obproxy",
        version: format!("4.2.0.{number}"),
        build: "1",
        architecture: "x86_64",
        kind: OBPROXY,
        size: 37_000_000 + place,
        created: now - day,
    });
    first.chain(more).collect()
}

impl Package {
    /// What a create calls its version.
    pub fn file(&self) -> String {
        format!("{}-{}-{}.el7.{}.rpm", self.name, self.version, self.build, self.architecture)
    }

    /// What an upgrade calls it.
    pub fn short(&self) -> String {
        format!("{}-{}-{}", self.name, self.version, self.build)
    }

    /// What servers call their version.
    pub fn release(&self) -> String {
        format!("{}-{}", self.version, self.build)
    }
}

/// What is asked about packages; `None`: this is about something else.
pub fn answer(asked: &Asked<'_>, packages: &[Package], traits: &OcpTraits, base: &str) -> Option<Answer> {
    let parts = asked.parts(PACKAGES)?;
    if !asked.reads() || parts.len() > 1 {
        return None;
    }
    if let Err(refusal) = traits.demand(OcpRight::PackageViewer) {
        return Some(Err(refusal));
    }
    let show = |package: &Package| view(package, asked, base);
    Some(match &*parts {
        [id] => {
            let found = packages.iter().find(|package| package.id.to_string() == *id);
            found.map(|package| Some(show(package))).ok_or_else(|| Refusal::missing(format!("Package {id}")))
        }
        _ => {
            let found = packages.iter().filter(|package| is_wanted(package, asked)).map(show).collect();
            pages::page(asked, traits, &SORTABLE, found)
        }
    })
}

fn is_wanted(package: &Package, asked: &Asked<'_>) -> bool {
    let keyword = asked.parameter("keyword").unwrap_or_default();
    asked.lets("type", package.kind)
        && asked.lets("version", &package.version)
        && asked.lets("operatingSystem", "el7")
        && asked.lets("architecture", package.architecture)
        && package.file().contains(&keyword)
}

fn view(package: &Package, asked: &Asked<'_>, base: &str) -> Value {
    let file = package.file();
    json!({
        "architecture": package.architecture, "buildNumber": package.build,
        "createTime": gotime::render(package.created, asked.offset), "deletable": true,
        "downloadUrl": format!("{base}/api/v2/files/sys-package/{file}"), "extension": "rpm", "fileName": file,
        "id": package.id, "installationDataList": [], "name": package.name, "operatingSystem": "el7",
        "sha1": format!("{:040x}", package.id * 0x9e37_79b9), "size": package.size, "type": package.kind,
        "version": package.version,
    })
}
