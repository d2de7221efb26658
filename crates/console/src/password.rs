const SPECIAL: &str = "~!@#%^&*_-+=|(){}[]:;,.?/";

/// Whether a password misses one of OceanBase's rules for accounts: 8 to 32 characters with at least two
/// upper case letters, two lower case letters, two digits and two special characters.
pub fn is_weak(password: &str) -> bool {
    let count = |is: fn(char) -> bool| password.chars().filter(|c| is(*c)).count();
    let length = password.chars().count();
    let enough = [
        count(|c| c.is_ascii_uppercase()),
        count(|c| c.is_ascii_lowercase()),
        count(|c| c.is_ascii_digit()),
        count(|c| SPECIAL.contains(c)),
    ];
    !(8..=32).contains(&length) || enough.into_iter().any(|count| count < 2)
}

#[cfg(test)]
mod tests {
    use super::is_weak;

    #[test]
    fn every_rule_counts() {
        assert!(!is_weak("aaBB11##"));
        for weak in ["aB1#", "aaaBB11#", "aabb11##", "AABB11##", "aaBBcc##", &"aaBB11##".repeat(5)] {
            assert!(is_weak(weak), "{weak} misses a rule");
        }
    }
}
