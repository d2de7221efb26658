const LONGEST_NAME: usize = 200;

/// The name of a copy: `ob_pay copy`, then `ob_pay copy 2`, also for a copy of a copy.
pub fn free_copy_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let original = without_suffix(name);
    let mut number = 1u32;
    loop {
        let suffix = if number == 1 { " copy".to_owned() } else { format!(" copy {number}") };
        let short: String = original.chars().take(LONGEST_NAME - suffix.chars().count()).collect();
        let candidate = format!("{}{suffix}", short.trim_end());
        if !is_taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

fn without_suffix(name: &str) -> &str {
    let stem = match name.rsplit_once(' ') {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
        Some(_) | None => name,
    };
    stem.strip_suffix(" copy").filter(|original| !original.trim().is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_counted() {
        let mut names = vec!["ob_pay".to_owned()];
        for _ in 0..3 {
            let last = names.last().unwrap().clone();
            names.push(free_copy_name(&last, |name| names.iter().any(|taken| taken == name)));
        }
        assert_eq!(names, ["ob_pay", "ob_pay copy", "ob_pay copy 2", "ob_pay copy 3"]);
        assert_eq!(free_copy_name("zone 3", |_| false), "zone 3 copy");
        assert_eq!(free_copy_name(" copy", |_| false), " copy copy");
    }

    #[test]
    fn the_longest_name_has_copies_too() {
        let name = "名".repeat(200);
        let copy = free_copy_name(&name, |_| false);
        assert_eq!(copy.chars().count(), 200);
        assert!(copy.ends_with("名 copy"));
    }
}
