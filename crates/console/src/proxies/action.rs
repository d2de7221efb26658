use crate::dto::{IpcError, ObproxyAction, ObproxyDeed};
use crate::operations::{ProxyCall, ProxyDeed};

/// Which agents an action is about, and what is done there; `None` for one that goes through an OCP.
pub fn named(action: &ObproxyAction) -> Option<(ObproxyDeed, &[String])> {
    told(action).map(|(deed, agents)| (deed.kind(), agents))
}

/// One call an agent, each agent once.
///
/// # Errors
/// `Invalid` for an action that goes through an OCP, and for a version, release or directory that is none.
pub fn calls_of(action: &ObproxyAction) -> Result<Vec<ProxyCall>, IpcError> {
    let (deed, agents) = told(action).ok_or_else(|| IpcError::invalid("this goes through an OCP"))?;
    if let ProxyDeed::Upgrade { version, release, upgrade_dir } = &deed {
        check_upgrade(version, release, upgrade_dir)?;
    }
    let mut calls: Vec<ProxyCall> = Vec::new();
    for agent in agents {
        if calls.iter().all(|call| call.agent != *agent) {
            calls.push(ProxyCall { agent: agent.clone(), deed: deed.clone() });
        }
    }
    Ok(calls)
}

/// As it was typed.
fn told(action: &ObproxyAction) -> Option<(ProxyDeed, &[String])> {
    match action {
        ObproxyAction::StartProxies { agents } => Some((ProxyDeed::Start, agents)),
        ObproxyAction::StopProxies { agents } => Some((ProxyDeed::Stop, agents)),
        ObproxyAction::DeleteProxies { agents } => Some((ProxyDeed::Delete, agents)),
        ObproxyAction::UpgradeProxies { agents, version, release, upgrade_dir } => {
            let [version, release, upgrade_dir] =
                [version, release, upgrade_dir].map(|text| text.trim().to_owned());
            Some((ProxyDeed::Upgrade { version, release, upgrade_dir }, agents))
        }
        ObproxyAction::AddServers { .. }
        | ObproxyAction::TakeOver { .. }
        | ObproxyAction::RemoveServers { .. }
        | ObproxyAction::Restart { .. }
        | ObproxyAction::Start { .. }
        | ObproxyAction::Stop { .. }
        | ObproxyAction::Upgrade { .. }
        | ObproxyAction::EditAddress { .. }
        | ObproxyAction::AddLink { .. }
        | ObproxyAction::RemoveLink { .. }
        | ObproxyAction::SetParameters { .. }
        | ObproxyAction::DeleteCluster { .. } => None,
    }
}

fn check_upgrade(version: &str, release: &str, upgrade_dir: &str) -> Result<(), IpcError> {
    let is_version = version.split('.').count() == 4 && version.split('.').all(is_number);
    if !is_version {
        return Err(IpcError::invalid("the version has four numbers"));
    }
    let is_release = release.split_once('.').is_some_and(|(build, rest)| is_number(build) && is_plain(rest));
    if !is_release {
        return Err(IpcError::invalid("the release is a build number and a distribution, joined by a dot"));
    }
    if !upgrade_dir.is_empty() && !upgrade_dir.starts_with('/') {
        return Err(IpcError::invalid("the directory must be an absolute path"));
    }
    Ok(())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(version: &str, release: &str, upgrade_dir: &str) -> ObproxyAction {
        let [version, release, upgrade_dir] = [version, release, upgrade_dir].map(str::to_owned);
        let agents = vec!["10.0.0.1:2886".to_owned(), "10.0.0.1:2886".to_owned()];
        ObproxyAction::UpgradeProxies { agents, version, release, upgrade_dir }
    }

    #[test]
    fn an_upgrade_names_what_an_agent_understands() {
        let calls = calls_of(&action(" 4.3.1.0 ", "4.el7", "")).unwrap();
        assert_eq!(
            (calls.len(), calls[0].path()),
            (1, "/api/v1/obproxy/upgrade"),
            "each agent is asked once"
        );
        assert!(calls_of(&action("4.3.1.0", "20250101.el7", "/data/tmp")).is_ok());
        for (version, release, dir) in [
            ("4.3.1", "4.el7", ""),
            ("4.3.1.x", "4.el7", ""),
            ("4.3.1.0", "4", ""),
            ("4.3.1.0", "el7.4", ""),
            ("4.3.1.0", "4.el7;rm", ""),
            ("4.3.1.0", "4.el7", "tmp"),
        ] {
            let problem = calls_of(&action(version, release, dir)).unwrap_err();
            assert_eq!(problem.code, crate::dto::ErrorCode::Invalid, "{version} {release} {dir}");
        }
    }

    #[test]
    fn what_goes_through_an_ocp_is_none_of_these() {
        let action = ObproxyAction::DeleteCluster { cluster_id: "1".to_owned() };
        assert!(named(&action).is_none() && calls_of(&action).is_err());
    }
}
