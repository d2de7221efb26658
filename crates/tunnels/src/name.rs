use crate::TunnelError;

/// DNS allows 253 characters, and a user's name comes before.
const LONGEST: usize = 300;

/// A jump host as the user's configuration knows it, perhaps with a user: `bastion`, `ops@10.0.0.1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Jump(String);

/// Where a forward leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Target {
    host: String,
    port: u16,
}

impl Jump {
    pub(crate) fn new(name: &str) -> Result<Self, TunnelError> {
        check(name)?;
        Ok(Self(name.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Target {
    pub(crate) fn new(host: &str, port: u16) -> Result<Self, TunnelError> {
        check(host)?;
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if port == 0 || bare.is_empty() || bare.contains(['[', ']', '@']) {
            return Err(bad(host));
        }
        Ok(Self { host: bare.to_owned(), port })
    }
}

/// As `ssh -L` wants it: an IPv6 address in brackets.
impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// Letters that mean nothing to a shell, and no part that `ssh` could hand on as an option: the user's own
/// configuration may put a name into a command line.
fn check(name: &str) -> Result<(), TunnelError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._@:%[]-".contains(&byte);
    let parts_are_plain = name.split('@').all(|part| !part.is_empty() && !part.starts_with('-'));
    if name.len() > LONGEST || !name.bytes().all(plain) || !parts_are_plain {
        return Err(bad(name));
    }
    Ok(())
}

fn bad(name: &str) -> TunnelError {
    TunnelError::BadName(name.chars().take(80).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_hosts_are_taken() {
        for name in
            ["bastion", "ops@bastion.example.com", "a@b@10.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "x_y-z"]
        {
            assert_eq!(Jump::new(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn what_could_be_an_option_or_a_command_is_refused() {
        let long = "x".repeat(LONGEST + 1);
        let names = [
            "",
            "-",
            "-oProxyCommand=id",
            "--",
            "-F/etc/passwd",
            "a b",
            "a\nb",
            "a\0b",
            "a;b",
            "$(id)",
            "`id`",
            "a|b",
            "a/b",
            "~",
            "a=b",
            "a'b",
            "a\"b",
            "a\\b",
            "a,b",
            "bästion",
            "🦀",
            "\u{202e}host",
            "@",
            "a@",
            "@b",
            "a@-oProxyCommand=id",
            "-a@b",
            "ssh://host",
            long.as_str(),
        ];
        for name in names {
            assert!(
                matches!(Jump::new(name), Err(TunnelError::BadName(_))),
                "{name:?} was taken for a jump host"
            );
            assert!(
                matches!(Target::new(name, 1), Err(TunnelError::BadName(_))),
                "{name:?} was taken for a target"
            );
        }
    }

    #[test]
    fn a_target_is_one_host_and_port() {
        let shown = |host, port| Target::new(host, port).map(|target| target.to_string()).ok();
        assert_eq!(shown("10.0.0.1", 2886).as_deref(), Some("10.0.0.1:2886"));
        assert_eq!(shown("ob-1.example.com", 65535).as_deref(), Some("ob-1.example.com:65535"));
        assert_eq!(shown("::1", 2886).as_deref(), Some("[::1]:2886"));
        assert_eq!(shown("[::1]", 2886).as_deref(), Some("[::1]:2886"));
        for (host, port) in [("a", 0), ("[]", 1), ("[a", 1), ("a]", 1), ("[[::1]]", 1), ("user@host", 1)] {
            assert_eq!(shown(host, port), None, "{host} {port}");
        }
    }

    #[test]
    fn a_bad_name_is_told_in_part() {
        let error = Jump::new(&" 密".repeat(5_000)).unwrap_err().to_string();
        assert!(error.len() < 500, "{error}");
    }
}
