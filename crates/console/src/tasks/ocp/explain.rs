use ocp_api::{Advice, advice_of};

use crate::dto::Explanation;

/// The cause that OCP's code, or what a task has said, points to.
pub fn explain_ocp(message: &str, code: Option<&str>) -> Explanation {
    if let Some(known) = code.and_then(advice_of).and_then(of_advice) {
        return known;
    }
    let text = message.to_lowercase();
    let hit = WORDS.iter().find(|(words, _)| words.iter().all(|word| text.contains(word)));
    hit.map_or(Explanation::Other, |(_, explanation)| *explanation)
}

fn of_advice(advice: Advice) -> Option<Explanation> {
    let explanation = match advice {
        Advice::InvalidParameter => Explanation::OcpInvalidParameter,
        Advice::NameTaken => Explanation::OcpNameTaken,
        Advice::RightMissing | Advice::Forbidden => Explanation::OcpRightMissing,
        Advice::ProcessOnHost => Explanation::OcpProcessOnHost,
        Advice::NotFound
        | Advice::TaskNotFound
        | Advice::ObproxyClusterNotFound
        | Advice::ObproxyServerNotFound => Explanation::OcpGone,
        Advice::Conflict
        | Advice::TaskState
        | Advice::RollbackProhibited
        | Advice::SkipProhibited
        | Advice::ObproxyClusterState
        | Advice::ObproxyServerState
        | Advice::ClusterEmpty
        | Advice::AlreadyDone => Explanation::OcpState,
        Advice::TaskOutdated | Advice::TaskInterrupted => Explanation::OcpInterrupted,
        Advice::ObproxyUnreachable => Explanation::OcpProxyUnreachable,
        Advice::ProxyroPasswordDiffers | Advice::ProxyroRefused => Explanation::OcpProxyroPassword,
        Advice::ObproxyTooOld | Advice::ObVersionUnsupported | Advice::PackageUnsupported => {
            Explanation::OcpVersion
        }
        Advice::ParameterReadOnly => Explanation::OcpParameterReadOnly,
        Advice::PasswordFormat => Explanation::OcpPasswordFormat,
        Advice::DirectoryNotEmpty => Explanation::OcpDirectoryNotEmpty,
        Advice::AlreadyOnHost => Explanation::OcpHostTaken,
        // Its own words say more.
        Advice::TimedOut | Advice::PasswordNotChangeable | Advice::LoadBalancer => return None,
    };
    Some(explanation)
}

/// Words that stand together in what OCP's tasks say. The first hit wins.
const WORDS: &[(&[&str], Explanation)] = &[
    (&["command", "not found"], Explanation::OcpCommandMissing),
    (&["process", "should not exist"], Explanation::OcpProcessOnHost),
    (&["odp connection"], Explanation::OcpProxyUnreachable),
    (&["root@proxysys"], Explanation::OcpProxyUnreachable),
    (&["not empty"], Explanation::OcpDirectoryNotEmpty),
    (&["permission denied"], Explanation::OcpDirectoryNotWritable),
    (&["no space left"], Explanation::NotEnoughDisk),
    (&["disk space"], Explanation::NotEnoughDisk),
    (&["cannot allocate memory"], Explanation::NotEnoughMemory),
    (&["out of memory"], Explanation::NotEnoughMemory),
    (&["already in use"], Explanation::PortInUse),
    (&["port", "in use"], Explanation::PortInUse),
    (&["port", "already used"], Explanation::PortInUse),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_decides_before_words() {
        let of = |code| explain_ocp("permission denied", Some(code));
        assert_eq!(of("COM32001"), Explanation::OcpProcessOnHost);
        assert_eq!(of("ODP10001"), Explanation::OcpProxyUnreachable);
        assert_eq!(of("ODP21011"), Explanation::OcpProxyroPassword);
        assert_eq!(of("ODP21110"), Explanation::OcpVersion);
        assert_eq!(of("ODP21116"), Explanation::OcpHostTaken);
        assert_eq!(of("COM99999"), Explanation::OcpDirectoryNotWritable);
    }

    #[test]
    fn what_tasks_say_is_understood() {
        let of = |message| explain_ocp(message, None);
        assert_eq!(
            of("java.lang.IllegalStateException: command nc not found"),
            Explanation::OcpCommandMissing
        );
        assert_eq!(
            of("Failed to check odp connection DrizzleConnection [connected=false]"),
            Explanation::OcpProxyUnreachable
        );
        assert_eq!(of("obproxy did not start: port 2883 is in use"), Explanation::PortInUse);
        assert_eq!(of("Failed to reset the password"), Explanation::Other);
    }
}
