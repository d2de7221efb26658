//! Versions as agents compare them.

use std::cmp::Ordering;

use crate::fault::Fault;

/// The lowest version that is managed.
pub(super) const LOWEST: &str = "4.0.0";

/// Compares two versions with or without a build number; what is no number counts as 0.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let number = |text: &str| text.parse::<u64>().unwrap_or_default();
    let parts = |text: &str| {
        let (version, build) = text.split_once('-').unwrap_or((text, ""));
        (version.split('.').map(number).collect::<Vec<_>>(), number(build))
    };
    let ((one, one_build), (other, other_build)) = (parts(one), parts(other));
    // The same beginning: the longer one is higher.
    one.cmp(&other).then(one_build.cmp(&other_build))
}

/// Build number and distribution of a release.
pub(super) fn split(release: &str) -> Result<(&str, &str), Fault> {
    let parts: Vec<&str> = release.split('.').collect();
    match parts[..] {
        [build, .., distribution] => Ok((build, distribution)),
        _ => Err(Fault::new(
            400,
            "Package.ReleaseFormat.Invalid",
            format!("Release format {release} is illegal"),
        )),
    }
}

pub(super) fn too_low(version: &str) -> Fault {
    let message = format!("OBProxy version {version} is lower than the minimum supported version {LOWEST}");
    Fault::new(400, "OBProxy.Version.NotSupported", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_count_when_versions_are_the_same() {
        assert_eq!(compare("4.2.3.0-3", "4.2.3.0-3"), Ordering::Equal);
        assert_eq!(compare("4.2.3.0-10", "4.2.3.0-9"), Ordering::Greater);
        assert_eq!(compare("4.10.0.0-1", "4.9.0.0-5"), Ordering::Greater);
        assert_eq!(compare("3.9.9.9", LOWEST), Ordering::Less);
        assert_eq!(split("4.el7").unwrap(), ("4", "el7"));
        assert_eq!(split("4").unwrap_err().code, "Package.ReleaseFormat.Invalid");
    }
}
