//! Input that makes things fail: practice for the day they do.

use std::collections::BTreeMap;

/// What a configuration asks to go wrong on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Planned {
    /// The directory is not empty, `once` or every time.
    DirNotEmpty { once: bool },
    /// The observer does not start, `once` or every time.
    NoStart { once: bool },
    /// The agent's process dies while the observer starts.
    DieMidDag,
    /// An observer that has been stopped does not start again, `once` or every time.
    NoRestart { once: bool },
    /// The observer's process survives being killed, `once` or every time.
    NoKill { once: bool },
    /// The minor freeze before a stop takes too long, `once` or every time.
    NoFreeze { once: bool },
    /// The agent cannot tell whether its observer has ever run.
    NoMarker,
}

impl Planned {
    /// The word in `data_dir` or `redo_dir` that asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::DirNotEmpty { once: true } => "not-empty-once",
            Self::DirNotEmpty { once: false } => "not-empty",
            Self::NoStart { once: true } => "no-start-once",
            Self::NoStart { once: false } => "no-start",
            Self::DieMidDag => "die-mid-dag",
            Self::NoRestart { once: true } => "no-restart-once",
            Self::NoRestart { once: false } => "no-restart",
            Self::NoKill { once: true } => "no-kill-once",
            Self::NoKill { once: false } => "no-kill",
            Self::NoFreeze { once: true } => "no-freeze-once",
            Self::NoFreeze { once: false } => "no-freeze",
            Self::NoMarker => "no-marker",
        }
    }

    /// Whether it happens one time only on each host.
    pub fn is_once(self) -> bool {
        match self {
            Self::DirNotEmpty { once }
            | Self::NoStart { once }
            | Self::NoRestart { once }
            | Self::NoKill { once }
            | Self::NoFreeze { once } => once,
            Self::DieMidDag => true,
            Self::NoMarker => false,
        }
    }
}

/// Whether the directories of a server ask for one failure. One that happens once is asked for first.
pub(crate) fn asked(dirs: &[String], planned: Planned) -> bool {
    dirs.iter().any(|dir| dir.contains(planned.word()))
}

/// What the directories of a server ask for, and the directory that does.
pub(crate) fn planned(config: &BTreeMap<String, String>) -> Option<(Planned, String)> {
    const ALL: [Planned; 5] = [
        Planned::DirNotEmpty { once: true },
        Planned::DirNotEmpty { once: false },
        Planned::NoStart { once: true },
        Planned::NoStart { once: false },
        Planned::DieMidDag,
    ];
    let dirs = ["data_dir", "redo_dir"].map(|key| config.get(key).cloned().unwrap_or_default());
    // The longer word of a pair is asked for first: it contains the shorter one.
    ALL.iter()
        .find_map(|fault| dirs.iter().find(|dir| dir.contains(fault.word())).map(|dir| (*fault, dir.clone())))
}

/// Whether a cluster of this name takes very long to bootstrap.
pub(crate) fn is_slow(cluster: &str) -> bool {
    cluster.starts_with("slow-")
}

/// Whether a cluster of this name is told that its root server list is wrong.
pub(crate) fn has_bad_rs(cluster: &str) -> bool {
    cluster == "bad-rs"
}

/// Whether the master rejects an agent that joins this zone, after that agent has accepted the request.
pub(crate) fn rejects(zone: &str) -> bool {
    zone.contains("reject-join")
}

/// Whether a word of this kind counts only the first time.
pub(crate) fn only_once(word: &str) -> bool {
    word.contains("-once")
}

/// A size such as `8G` or `512M` in bytes; `None` when it is not one.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_suffix('B').unwrap_or(&text);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match &text[digits.len()..] {
        "" | "M" => 20,
        "K" => 10,
        "G" => 30,
        "T" => 40,
        _ => return None,
    };
    digits.trim().parse::<u64>().ok()?.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_once_word_is_not_taken_for_the_other() {
        let config = BTreeMap::from([("data_dir".to_owned(), "/data/not-empty-once".to_owned())]);
        assert_eq!(planned(&config).unwrap().0, Planned::DirNotEmpty { once: true });
    }

    #[test]
    fn reads_sizes() {
        assert_eq!(bytes("8G"), Some(8 << 30));
        assert_eq!(bytes("512MB"), Some(512 << 20));
        assert_eq!(bytes("huge"), None);
    }
}
