/// The numbers of a version: `4.3.2.0-26` as 4, 3, 2, 0 and 26. What is no number ends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(Vec<u64>);

impl Version {
    /// Reads a version; `None` when it does not begin with a number.
    pub fn of(text: &str) -> Option<Version> {
        let parts = text.trim().split(['.', '-']);
        let numbers: Vec<u64> = parts.map_while(|part| part.parse().ok()).collect();
        (!numbers.is_empty()).then_some(Version(numbers))
    }

    /// Of a version and a build that come apart.
    pub fn with_build(version: &str, build: &str) -> Option<Version> {
        Version::of(&format!("{version}-{build}"))
    }

    /// Without the build: OBProxy's versions have four numbers before it.
    pub fn without_build(&self) -> Version {
        Version(self.0.iter().copied().take(4).collect())
    }

    /// Whether the version begins with these numbers.
    pub fn is(&self, numbers: &[u64]) -> bool {
        self.0.starts_with(numbers)
    }

    /// Whether it comes before the version with these numbers.
    pub fn is_before(&self, numbers: &[u64]) -> bool {
        self.0.as_slice() < numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::of(text).unwrap()
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(version("4.10.0.0") > version("4.9.9.9"));
        assert!(version("4.3.2.0-27") > version("4.3.2.0-26"));
        assert!(version("4.3.2.0-26") > version("4.3.2.0"));
        assert_eq!(version("4.3.2.0-26.el7"), version("4.3.2.0-26"));
        assert_eq!(version(" 1.9.1.1-1919579 ").without_build(), version("1.9.1.1"));
        assert!(Version::with_build("4.3.2.0", "3") < Version::with_build("4.3.2.0", "26"));
        assert!(version("1.7.9").is_before(&[1, 8, 0]) && !version("1.8.0").is_before(&[1, 8, 0]));
        assert!(version("4.1.0.0").is(&[4, 1]) && !version("4.10.0.0").is(&[4, 1]));
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "next", "-1", "v4.2"] {
            assert_eq!(Version::of(text), None, "{text:?}");
        }
    }
}
