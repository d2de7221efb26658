use crate::api_error::ApiError;

/// Why OCP did not do what it was asked to, where something helpful can be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Advice {
    /// A parameter is missing or invalid; [`ApiError::sub_errors`] may say which. `COM10001`
    InvalidParameter,
    /// `COM10002`
    NotFound,
    /// `COM10004`
    TimedOut,
    /// Something else is under way with the same object. `COM10005`
    Conflict,
    /// `COM10006`
    NameTaken,
    /// The user lacks a right. `IAM11000`, `COM10009`, or status 403 without a code.
    RightMissing,
    /// A process is on the host that must not be there, mostly another obproxy. `COM32001`
    ProcessOnHost,
    /// `TSK10001`
    TaskNotFound,
    /// The task, or the subtask, is not in a state for it. `TSK10007`, `TSK10016`, `TSK10017`
    TaskState,
    /// `TSK10009`
    RollbackProhibited,
    /// `TSK10010`
    SkipProhibited,
    /// OCP was upgraded since, and the task is of the old release. `TSK10011`
    TaskOutdated,
    /// OCP was restarted while the task ran: it can be tried again. `TSK10013`, `TSK10015`
    TaskInterrupted,
    /// OCP cannot connect to the OBProxy: it is down, has another password, or does not let OCP's address in unless
    /// its start-up parameter `skip_proxy_sys_private_check` is true. `ODP10001`
    ObproxyUnreachable,
    /// `ODP21001`, `ODP21009`
    ObproxyClusterNotFound,
    /// There is no such server, or it is another cluster's. `ODP21002`, `ODP21003`, `ODP21015`, `ODP21019`
    ObproxyServerNotFound,
    /// `ODP21004`
    PasswordNotChangeable,
    /// The OB clusters, or the OBProxies, have different passwords of `proxyro`. `ODP21006`
    ProxyroPasswordDiffers,
    /// The user `proxyro` cannot connect to the OB cluster. `ODP21011`
    ProxyroRefused,
    /// The OBProxy is too old for it. `ODP21007`, `ODP21018`
    ObproxyTooOld,
    /// The OBProxy cluster is in a state in which it cannot be done. `ODP21010`
    ObproxyClusterState,
    /// An OBProxy is in a state in which it cannot be done. `ODP21016`, `ODP21017`
    ObproxyServerState,
    /// It already is as it was asked to become. `ODP21104`
    AlreadyDone,
    /// `ODP21105`
    ParameterReadOnly,
    /// A password does not follow OCP's rule. `ODP21106`
    PasswordFormat,
    /// `ODP21107`
    Forbidden,
    /// This version of OBProxy does not work with the version of the OB cluster. `ODP21110`
    ObVersionUnsupported,
    /// This version of OCP does not manage the package. `ODP21113`
    PackageUnsupported,
    /// The installation directory is not empty. `ODP21114`
    DirectoryNotEmpty,
    /// The OBProxy cluster has no server. `ODP21115`
    ClusterEmpty,
    /// An OBProxy is on the host already. `ODP21116`
    AlreadyOnHost,
    /// The configuration of the load balancer is wrong. `ODP21117`
    LoadBalancer,
}

impl ApiError {
    /// What can be said of an error other than a login that was turned away; for that see [`ApiError::refusal`].
    pub fn advice(&self) -> Option<Advice> {
        // Of numbers alone nobody knows what they are about.
        let bare = self.status == 403 && matches!(self.code.as_str(), "" | "0");
        if bare { Some(Advice::RightMissing) } else { advice_of(&self.code) }
    }
}

/// What can be said of an error with this code.
pub fn advice_of(code: &str) -> Option<Advice> {
    let advice = match code {
        "COM10001" => Advice::InvalidParameter,
        "COM10002" => Advice::NotFound,
        "COM10004" => Advice::TimedOut,
        "COM10005" => Advice::Conflict,
        "COM10006" => Advice::NameTaken,
        "IAM11000" | "COM10009" => Advice::RightMissing,
        "COM32001" => Advice::ProcessOnHost,
        "TSK10001" => Advice::TaskNotFound,
        "TSK10007" | "TSK10016" | "TSK10017" => Advice::TaskState,
        "TSK10009" => Advice::RollbackProhibited,
        "TSK10010" => Advice::SkipProhibited,
        "TSK10011" => Advice::TaskOutdated,
        "TSK10013" | "TSK10015" => Advice::TaskInterrupted,
        "ODP10001" => Advice::ObproxyUnreachable,
        "ODP21001" | "ODP21009" => Advice::ObproxyClusterNotFound,
        "ODP21002" | "ODP21003" | "ODP21015" | "ODP21019" => Advice::ObproxyServerNotFound,
        "ODP21004" => Advice::PasswordNotChangeable,
        "ODP21006" => Advice::ProxyroPasswordDiffers,
        "ODP21007" | "ODP21018" => Advice::ObproxyTooOld,
        "ODP21010" => Advice::ObproxyClusterState,
        "ODP21011" => Advice::ProxyroRefused,
        "ODP21016" | "ODP21017" => Advice::ObproxyServerState,
        "ODP21104" => Advice::AlreadyDone,
        "ODP21105" => Advice::ParameterReadOnly,
        "ODP21106" => Advice::PasswordFormat,
        "ODP21107" => Advice::Forbidden,
        "ODP21110" => Advice::ObVersionUnsupported,
        "ODP21113" => Advice::PackageUnsupported,
        "ODP21114" => Advice::DirectoryNotEmpty,
        "ODP21115" => Advice::ClusterEmpty,
        "ODP21116" => Advice::AlreadyOnHost,
        "ODP21117" => Advice::LoadBalancer,
        _ => return None,
    };
    Some(advice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_say_what_to_do() {
        let advice = |status, code| {
            let envelope = json!({"error": {"code": code}});
            ApiError::read(status, envelope.as_object().unwrap()).advice()
        };
        assert_eq!(advice(409, "COM10006"), Some(Advice::NameTaken));
        assert_eq!(advice(403, "IAM11000"), Some(Advice::RightMissing));
        assert_eq!(advice(403, ""), Some(Advice::RightMissing));
        assert_eq!(advice(400, "ODP21011"), Some(Advice::ProxyroRefused));
        assert_eq!(advice(400, "ODP21015"), Some(Advice::ObproxyServerNotFound));
        assert_eq!(advice(400, "TSK10017"), Some(Advice::TaskState));
        for (status, code) in [(400, "10006"), (400, ""), (403, "COM99999"), (400, "COMMON_UNEXPECTED")] {
            assert_eq!(advice(status, code), None, "{code:?}");
        }
    }
}
