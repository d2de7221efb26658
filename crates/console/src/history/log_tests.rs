use proptest::prelude::*;

use super::*;

fn row() -> impl Strategy<Value = LogRow> {
    let level = prop_oneof![Just(LogLevel::Info), Just(LogLevel::Warn), Just(LogLevel::Error)];
    let text = prop_oneof![".{0,40}", Just("two\nlines\n".to_owned()), Just(String::new()), "密{1,9}"];
    (0..4_u32, any::<bool>(), 0..3_u32, proptest::option::of(any::<i64>()), level, text).prop_map(
        |(run, own, attempt, at, level, text)| {
            let run_key = format!("run{run}");
            let key = if own { format!("{run_key}:{attempt}") } else { format!("{run_key}9:=:x") };
            LogRow { key, run_key, host: format!("10.0.0.{run}:2886"), attempt, at, level, text }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_log_comes_back_as_it_was(log in proptest::collection::vec(row(), 0..260)) {
        let parts = pack(&log).unwrap();
        let back: Vec<LogRow> = parts.iter().flat_map(|part| unpack(part).unwrap()).collect();
        prop_assert_eq!(&back, &log);
        let told: Vec<&str> = parts.iter().flat_map(|part| texts(part).unwrap()).collect();
        prop_assert_eq!(told, log.iter().map(|row| row.text.as_str()).collect::<Vec<_>>());
        prop_assert_eq!(parts.iter().map(|part| part.lines as usize).sum::<usize>(), log.len());
        prop_assert!(parts.iter().all(|part| part.lines as usize <= LINES));
    }
}

#[test]
fn a_long_line_has_a_part_to_itself() {
    let row = |text: String| LogRow {
        key: "r:1".to_owned(),
        run_key: "r".to_owned(),
        host: "h".to_owned(),
        attempt: 1,
        at: None,
        level: LogLevel::Info,
        text,
    };
    let parts = pack(&[row("a".to_owned()), row("b".repeat(BYTES * 2)), row("c".to_owned())]).unwrap();
    assert_eq!(parts.iter().map(|part| part.lines).collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn a_damaged_part_is_an_error() {
    let [part] = &pack(&[LogRow {
        key: "r:1".to_owned(),
        run_key: "r".to_owned(),
        host: "h".to_owned(),
        attempt: 1,
        at: None,
        level: LogLevel::Info,
        text: "a line".to_owned(),
    }])
    .unwrap()[..] else {
        panic!("one part")
    };
    let cut = LogPart { text: "a".to_owned(), ..part.clone() };
    assert!(unpack(&cut).is_err() && texts(&cut).is_err());
}
