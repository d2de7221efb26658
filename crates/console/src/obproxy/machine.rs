/// Whether what is built for one runs on the other, as far as both are known.
pub fn same_architecture(one: &str, other: &str) -> bool {
    let (one, other) = (architecture(one), architecture(other));
    let is_any = |name: &str| name.is_empty() || name == "noarch";
    is_any(&one) || is_any(&other) || one == other
}

/// The same for operating systems: only where both name a release of Enterprise Linux, like `el7`, or of the one of
/// Alibaba, like `alios7`, it is certain that they differ.
pub fn same_system(one: &str, other: &str) -> bool {
    match (release(one), release(other)) {
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => true,
    }
}

fn architecture(text: &str) -> String {
    let name = text.trim().to_ascii_lowercase();
    match name.as_str() {
        "amd64" | "x86-64" | "x64" => "x86_64".to_owned(),
        "arm64" => "aarch64".to_owned(),
        _ => name,
    }
}

/// The number behind `el` or `alios`, or the one that is everything.
fn release(text: &str) -> Option<u32> {
    let text = text.trim().to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let behind = |word: &str| word.strip_prefix("el").or(word.strip_prefix("alios"))?.parse().ok();
    text.parse().ok().or_else(|| words.into_iter().find_map(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn architectures_have_many_names() {
        assert!(same_architecture("x86_64", "AMD64") && same_architecture("arm64", "aarch64"));
        assert!(same_architecture("", "aarch64") && same_architecture("noarch", "aarch64"));
        assert!(!same_architecture("x86_64", "aarch64"));
    }

    #[test]
    fn systems_differ_only_where_it_is_certain() {
        assert!(same_system("el7", "Linux 3.10.0-327.ali2010.rc7.alios7.x86_64"));
        assert!(same_system("7", "3.10.0-1160.el7.x86_64") && same_system("el7", "Ubuntu 22.04"));
        assert!(same_system("", "el8") && same_system("Linux", "el8"));
        assert!(!same_system("el7", "4.18.0-553.el8.x86_64") && !same_system("8", "el7"));
    }
}
