//! What OBDeck writes about itself: a log a day, and a report when something in it panics. Neither has a secret:
//! the types that hold one cannot be formatted.

use std::backtrace::Backtrace;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// Days of logs that are kept.
const LOGS: usize = 14;
/// Reports that are kept.
const REPORTS: usize = 20;
/// How a report is named until it was spoken of.
const NEW: &str = "new-";

/// Logs to `folder` and to stderr. `RUST_LOG` chooses what; by default what OBDeck itself finds worth knowing.
pub fn log_to(folder: &Path) {
    let filter = || {
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,obdeck=info,console=info"))
    };
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("obdeck")
        .filename_suffix("log")
        .max_log_files(LOGS)
        .build(folder)
        .map(|file| fmt::layer().with_ansi(false).with_writer(file));
    let (file, problem) = match file {
        Ok(file) => (Some(file), None),
        Err(problem) => (None, Some(problem)),
    };
    let stderr = fmt::layer().with_writer(std::io::stderr);
    // Only a test has a subscriber already.
    let _ = tracing_subscriber::registry().with(filter()).with(file).with(stderr).try_init();
    if let Some(problem) = problem {
        tracing::warn!(%problem, "no log file");
    }
}

/// From now on a panic leaves a report in `folder`.
pub fn report_panics_to(folder: PathBuf, version: String) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let at = OffsetDateTime::now_utc();
        let path = folder.join(format!("{NEW}{}.txt", at.unix_timestamp_nanos() / 1_000_000));
        let written =
            fs::create_dir_all(&folder).and_then(|()| fs::write(&path, report(panic, &version, at)));
        match written {
            Ok(()) => tracing::error!(path = %path.display(), "a part of OBDeck panicked"),
            Err(problem) => {
                tracing::error!(%problem, "a part of OBDeck panicked, and the report cannot be written")
            }
        }
        before(panic);
    }));
}

/// The newest report that was not spoken of yet. Older ones are cleared away.
pub fn take_report(folder: &Path) -> Option<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    all.sort_by_key(|path| stamp(path).to_owned());
    let spoken_of: Vec<PathBuf> = all.iter().filter_map(|path| settle(path)).collect();
    for old in all.iter().rev().skip(REPORTS) {
        // It is looked for again at the next start.
        let _ = fs::remove_file(old);
    }
    spoken_of.into_iter().next_back()
}

/// Gives a new report its lasting name.
fn settle(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_prefix(NEW)?;
    let lasting = path.with_file_name(name);
    fs::rename(path, &lasting).ok()?;
    Some(lasting)
}

fn stamp(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_prefix(NEW).unwrap_or(name)
}

fn report(panic: &PanicHookInfo<'_>, version: &str, at: OffsetDateTime) -> String {
    let thread = std::thread::current();
    format!(
        "OBDeck {version} on {} {}\nat {}\nthread {}\n\n{panic}\n\n{}\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
        at.format(&Rfc3339).unwrap_or_default(),
        thread.name().unwrap_or("without a name"),
        Backtrace::force_capture(),
    )
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const FOLDER: &str = "OBDECK_TEST_REPORTS";

    #[test]
    fn a_panic_leaves_a_report_that_is_spoken_of_once() {
        if let Some(folder) = std::env::var_os(FOLDER) {
            report_panics_to(PathBuf::from(folder), "1.2.3".to_owned());
            let panicking = std::thread::Builder::new().name("reader".to_owned());
            assert!(panicking.spawn(|| panic!("the tail was cut")).unwrap().join().is_err());
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(take_report(folder.path()), None);
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "reports::tests::a_panic_leaves_a_report_that_is_spoken_of_once"]);
        assert!(child.env(FOLDER, folder.path()).output().unwrap().status.success());

        let report = take_report(folder.path()).unwrap();
        let text = fs::read_to_string(&report).unwrap();
        assert!(text.starts_with("OBDeck 1.2.3 on "), "{text}");
        assert!(text.contains("thread reader") && text.contains("the tail was cut"), "{text}");
        assert_eq!(take_report(folder.path()), None, "told once");
        assert!(report.exists(), "and kept");
    }

    #[test]
    fn only_the_newest_reports_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        for number in 100..130 {
            fs::write(folder.path().join(format!("{number}.txt")), "").unwrap();
        }
        take_report(folder.path());
        let mut kept: Vec<_> =
            fs::read_dir(folder.path()).unwrap().flatten().map(|it| it.file_name()).collect();
        kept.sort();
        assert_eq!(kept.len(), REPORTS);
        assert_eq!(kept[0], "110.txt");
    }
}
