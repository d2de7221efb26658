use proptest::prelude::*;

use super::*;
use crate::obproxy::samples::parameter;

fn is_fine(kind: ParameterKind, value: &str) -> bool {
    fault_of(&parameter("p", kind, "", ""), value).is_none()
}

#[test]
fn each_kind_has_its_values() {
    use ParameterKind::{Bool, Capacity, Double, Int, Moment, Time};
    let cases: [(ParameterKind, &[&str], &[&str]); 6] = [
        (Bool, &["true", "False", " true "], &["", "1", "yes"]),
        (Int, &["0", "-1", "65535"], &["", "1.5", "1k", "0x10", "99999999999999999999"]),
        (Double, &["0.5", "1", "-2e3"], &["", "NaN", "inf", "half"]),
        (Capacity, &["2G", "512M", "100MB", "1tb", "0B"], &["", "2", "G", "1.5G", "2 Gigs", "2BB", "-1G"]),
        (Time, &["10s", "500ms", "1d", "0us", "5m", "2H"], &["", "10", "s", "1w", "1.5s", "-1s"]),
        (Moment, &["02:00", "23:59", "disable"], &["", "24:00", "2:00", "02:60", "02:00:00", "+2:00"]),
    ];
    for (kind, good, bad) in cases {
        for value in good {
            assert!(is_fine(kind.clone(), value), "{kind} {value:?}");
        }
        for value in bad {
            assert!(!is_fine(kind.clone(), value), "{kind} {value:?}");
        }
    }
    assert!(is_fine(ParameterKind::Other("JSON".to_owned()), "anything"));
}

#[test]
fn units_are_measured_against_the_range() {
    let fault = |kind, min, max, value| fault_of(&parameter("p", kind, min, max), value);
    let out = |min: &str, max: &str| Some(Fault::OutOfRange { min: min.to_owned(), max: max.to_owned() });
    assert_eq!(fault(ParameterKind::Capacity, "100MB", "100GB", "2G"), None);
    assert_eq!(fault(ParameterKind::Capacity, "100MB", "100GB", "102400K"), None);
    assert_eq!(fault(ParameterKind::Capacity, "100MB", "100GB", "99M"), out("100MB", "100GB"));
    assert_eq!(fault(ParameterKind::Time, "1s", "1h", "3600001ms"), out("1s", "1h"));
    assert_eq!(fault(ParameterKind::Double, "0.0", "0.8", "0.81"), out("0.0", "0.8"));
    // What cannot be read limits nothing.
    assert_eq!(fault(ParameterKind::Time, "", "+inf", "30d"), None);
    assert_eq!(fault(ParameterKind::Bool, "false", "true", "true"), None);
}

#[test]
fn words_are_those_that_are_allowed() {
    let mut words = parameter("p", ParameterKind::StringList, "", "");
    words.allowed = ["[client", "server]"].map(str::to_owned).to_vec();
    assert_eq!((fault_of(&words, "client"), fault_of(&words, "client,server")), (None, None));
    assert_eq!(fault_of(&words, "other"), Some(Fault::Invalid { expected: "client, server".to_owned() }));
    assert!(is_fine(ParameterKind::String, "a, b") && !is_fine(ParameterKind::String, "a\nb"));
}

proptest! {
    #[test]
    fn a_number_is_fine_exactly_within_its_range(min in -100_i64..100, width in 0_i64..100, value in -250_i64..250) {
        let max = min + width;
        let info = parameter("p", ParameterKind::Int, &min.to_string(), &max.to_string());
        prop_assert_eq!(fault_of(&info, &value.to_string()).is_none(), (min..=max).contains(&value));
    }

    #[test]
    fn a_size_is_as_large_in_every_unit(count in 1_u64..4_000) {
        let info = parameter("p", ParameterKind::Capacity, &format!("{count}G"), &format!("{count}GB"));
        prop_assert_eq!(fault_of(&info, &format!("{}M", count * 1_024)), None);
        for other in [count * 1_024 + 1, count * 1_024 - 1] {
            let fault = fault_of(&info, &format!("{other}MB"));
            prop_assert!(fault.is_some());
        }
    }

    #[test]
    fn no_text_is_too_odd(value in ".{0,12}", min in ".{0,6}", max in ".{0,6}") {
        let kinds = ["BOOL", "CAPACITY", "DOUBLE", "INT", "MOMENT", "STRING", "STRING_LIST", "TIME", "NEW"];
        for kind in kinds {
            let _ = fault_of(&parameter("p", ParameterKind::of(kind), &min, &max), &value);
        }
    }
}
