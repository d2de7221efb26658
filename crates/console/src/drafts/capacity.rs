/// Bytes of an OceanBase capacity: `8G`, `512MB`, `1073741824`, `1T`. Case does not matter; powers of 1024.
pub fn parse_capacity(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let shift = match unit.trim() {
        "" | "B" => 0,
        "K" | "KB" => 10,
        "M" | "MB" => 20,
        "G" | "GB" => 30,
        "T" | "TB" => 40,
        "P" | "PB" => 50,
        _ => return None,
    };
    number.checked_mul(1 << shift)
}

/// Whole gibibytes where it is at least one, else mebibytes: `16G`, `512M`.
pub fn format_capacity(bytes: u64) -> String {
    const GIB: u64 = 1 << 30;
    if bytes >= GIB { format!("{}G", bytes / GIB) } else { format!("{}M", bytes >> 20) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_unit() {
        assert_eq!(parse_capacity("8G"), Some(8 << 30));
        assert_eq!(parse_capacity(" 512mb "), Some(512 << 20));
        assert_eq!(parse_capacity("1T"), Some(1 << 40));
        assert_eq!(parse_capacity("1073741824"), Some(1 << 30));
    }

    #[test]
    fn refuses_what_is_no_capacity() {
        for text in ["", "G", "-1G", "1.5G", "8 Gigs", "99999999999P"] {
            assert_eq!(parse_capacity(text), None, "{text} is no capacity");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        assert_eq!(format_capacity(16 << 30), "16G");
        assert_eq!(format_capacity(512 << 20), "512M");
    }
}
