use std::fmt::Write;

use crate::drafts::{effective_value, observer_ports, observers_by_host, parse_capacity};
use crate::dto::{DraftHost, DraftKind, WizardDraft};

const TEMPLATE: &str = include_str!("script.sh");

/// A POSIX shell script for all hosts of the draft. On each it prints what that one's agent cannot tell.
pub fn script(draft: &WizardDraft) -> String {
    let mut text = TEMPLATE.to_owned();
    let by_host = observers_by_host(draft);
    let counts: Vec<String> =
        by_host.iter().map(|(host, all)| quoted(&format!("{}={}", plain(host), all.len()))).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "limits \"$(observers {})\"", counts.join(" "));
    if draft.kind != DraftKind::Join {
        // A host behind an address translation does not know the address it is reached at: it checks all.
        let _ = writeln!(text, "everywhere=1");
        for host in by_host.keys() {
            let _ = writeln!(
                text,
                "case \"$here\" in *{}*) everywhere=0 ;; esac",
                quoted(&format!(" {} ", plain(host)))
            );
        }
        for (host, observers) in &by_host {
            for (line, address) in observers {
                let _ = writeln!(
                    text,
                    "if on_this_host {}; then {}; fi",
                    quoted(plain(host)),
                    server(draft, line, address)
                );
            }
        }
    }
    text.push_str("exit $failed\n");
    text
}

fn server(draft: &WizardDraft, host: &DraftHost, address: &str) -> String {
    let value = |name| effective_value(&draft.parameters, name, address, &host.zone).unwrap_or_default();
    let kilobytes = |name| parse_capacity(value(name)).unwrap_or(0).div_ceil(1024);
    let ports = observer_ports(draft, host, address);
    let port = |at: usize| ports.get(at).copied().unwrap_or_default();
    let data = value("data_dir");
    let log = if value("redo_dir").is_empty() { data } else { value("redo_dir") };
    format!(
        "server {} {} {} {} {} {} {}",
        quoted(address),
        port(0),
        port(1),
        quoted(data),
        quoted(log),
        kilobytes("datafile_size"),
        kilobytes("log_disk_size"),
    )
}

/// A host as the host itself writes it: an IPv6 address without brackets.
fn plain(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// One word for a shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::drafts::blank;
    use crate::dto::{DraftParameter, Environment, ParameterScope};

    fn draft(parameters: &[(&str, &str)]) -> WizardDraft {
        let agents = ["127.0.0.1:2886", "127.0.0.1:3886", "10.255.0.1:2886"].map(str::to_owned);
        let mut draft = blank("1".to_owned(), 0, Environment::Dev, "test", &agents);
        draft.parameters = parameters
            .iter()
            .map(|(name, value)| DraftParameter {
                scope: ParameterScope::Cluster,
                name: (*name).to_owned(),
                value: (*value).to_owned(),
            })
            .collect();
        draft
    }

    fn written(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("obdeck-preflight.sh");
        std::fs::write(&path, text).unwrap();
        (directory, path)
    }

    #[test]
    fn a_shell_understands_it() {
        let nasty = draft(&[("data_dir", "/data/$(touch x)'\"; exit 7 #\n"), ("mysql_port", "no")]);
        for draft in [draft(&[]), nasty, WizardDraft { kind: DraftKind::Join, ..draft(&[]) }] {
            let (_directory, path) = written(&script(&draft));
            let read = Command::new("sh").arg("-n").arg(&path).output().unwrap();
            assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        }
    }

    #[test]
    fn every_line_has_a_value_a_need_and_a_verdict() {
        let full = tempfile::tempdir().unwrap();
        std::fs::write(full.path().join("in the way"), "").unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let taken = listener.local_addr().unwrap().port().to_string();
        let data = full.path().display().to_string();
        let draft = draft(&[("data_dir", &data), ("datafile_size", "1000P"), ("mysql_port", &taken)]);
        let (_directory, path) = written(&script(&draft));
        let run = Command::new("sh").arg(&path).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&run.stderr), "");
        let output = String::from_utf8(run.stdout).unwrap();
        let lines: Vec<&str> =
            output.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        for line in &lines {
            let verdict = line.split_whitespace().next_back().unwrap();
            assert!(["PASS", "WARN", "FAIL", "UNKNOWN"].contains(&verdict), "{line}");
            assert!(line.len() > 84, "three columns before the verdict: {line}");
        }
        let says = |start: &str, verdict: &str| {
            lines.iter().any(|line| line.starts_with(start) && line.ends_with(verdict))
        };
        for check in ["fs.aio-max-nr ", "vm.max_map_count", "stack size", "core file", "vm.overcommit", "AVX"]
        {
            assert!(lines.iter().any(|line| line.starts_with(check)), "{check} in {output}");
        }
        assert!(says("data_dir, kB free", "FAIL"), "{output}");
        assert!(says("data_dir, content", "FAIL"), "{output}");
        assert!(says("disks of data and log", "WARN"), "{output}");
        assert!(says("port 2882", "PASS") || says("port 2882", "UNKNOWN"), "{output}");
        assert!(!says(&format!("port {taken}"), "PASS"), "{output}");
        assert_eq!(run.status.code(), Some(1), "something failed");
    }
}
