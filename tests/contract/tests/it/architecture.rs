//! Who may depend on whom, and what every file is held to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Every package of the workspace and what it may depend on there, outside its tests.
const MAY_USE: &[(&str, &[&str])] = &[
    ("reach", &[]),
    ("obshell-api", &["reach"]),
    ("ocp-api", &["reach"]),
    ("vault", &[]),
    ("tunnels", &[]),
    ("sandbox", &[]),
    ("console", &["obshell-api", "ocp-api", "vault", "tunnels"]),
    ("obdeck", &["obshell-api", "vault", "tunnels", "console", "sandbox"]),
    ("contract", &["obshell-api", "ocp-api", "vault", "console", "sandbox"]),
    ("perf", &["obshell-api", "vault", "console", "sandbox", "contract"]),
];

/// What its tests may use beyond that.
const TESTS_MAY_USE: &[(&str, &[&str])] = &[("console", &["sandbox"])];

const LONGEST_FILE: usize = 700;

#[test]
fn dependencies_run_one_way() {
    let metadata = metadata();
    let members: BTreeSet<&str> =
        metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        let allowed = MAY_USE.iter().find(|(known, _)| *known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("say here what {name} may depend on"));
        let in_tests = TESTS_MAY_USE.iter().find(|(known, _)| *known == name).map_or(&[][..], |row| row.1);
        for dependency in package.dependencies.iter().filter(|other| members.contains(other.name.as_str())) {
            let other = dependency.name.as_str();
            let tolerated = dependency.kind == DependencyKind::Development && in_tests.contains(&other);
            assert!(allowed.contains(&other) || tolerated, "{name} must not depend on {other}");
        }
    }
}

#[test]
fn only_the_rim_knows_of_windows() {
    let metadata = metadata();
    for package in metadata.workspace_packages().iter().filter(|package| package.name.as_str() != "obdeck") {
        let windows: Vec<&str> = package
            .dependencies
            .iter()
            .map(|dependency| dependency.name.as_str())
            .filter(|name| name.starts_with("tauri") || name.starts_with("wry") || name.starts_with("tao"))
            .collect();
        assert!(windows.is_empty(), "{} depends on {windows:?}", package.name);
    }
}

#[test]
fn no_product_crate_holds_a_private_key() {
    let metadata = metadata();
    let mut looked = 0;
    let product = ["reach", "obshell-api", "ocp-api", "console", "vault", "obdeck"];
    for package in product.map(|name| find(&metadata, name)) {
        for (path, text) in sources(package).into_iter().filter(|(path, _)| !is_test(path)) {
            looked += 1;
            assert!(!text.contains("RsaPrivateKey"), "{} names a private key", path.display());
        }
    }
    assert!(looked > 50, "only {looked} files were looked at");
}

#[test]
fn no_file_is_too_long_to_read() {
    let metadata = metadata();
    let root = metadata.workspace_root.as_std_path();
    let product = |package: &&&Package| {
        let home = package.manifest_path.as_std_path().strip_prefix(root).unwrap();
        home.starts_with("crates") || home.starts_with("src-tauri")
    };
    let packages = metadata.workspace_packages();
    let lengths: BTreeMap<PathBuf, usize> = packages
        .iter()
        .filter(product)
        .flat_map(|package| sources(package))
        .map(|(path, text)| (path, text.lines().count()))
        .collect();
    assert!(lengths.len() > 100, "only {} files were found", lengths.len());
    let long: Vec<_> = lengths.iter().filter(|(_, lines)| **lines > LONGEST_FILE).collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {long:#?}");
}

fn metadata() -> Metadata {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap()
}

fn find<'a>(metadata: &'a Metadata, name: &str) -> &'a Package {
    let packages = metadata.workspace_packages();
    packages.into_iter().find(|package| package.name.as_str() == name).unwrap()
}

/// The Rust files below `src` with their text.
fn sources(package: &Package) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut directories = vec![package.manifest_path.as_std_path().parent().unwrap().join("src")];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// Tests that have a file of their own: `tests.rs`, `…_tests.rs`.
fn is_test(path: &Path) -> bool {
    path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.ends_with("tests"))
}
