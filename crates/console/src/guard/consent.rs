use crate::dto::{Consent, ErrorCode, GuardLevel, IpcError};

/// What allowed a changing call, for the audit list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    TypedName,
    Confirmed,
    OpenGuard,
}

impl Allowed {
    pub fn word(self) -> &'static str {
        match self {
            Allowed::TypedName => "name typed",
            Allowed::Confirmed => "confirmed",
            Allowed::OpenGuard => "guard open",
        }
    }

    /// The consent that [`Allowed::word`] stands for.
    fn consent_of(word: &str) -> Consent {
        let confirmed = [Allowed::TypedName, Allowed::Confirmed].iter().any(|allowed| allowed.word() == word);
        Consent { confirmed, typed_name: None }
    }
}

/// Whether a changing call on the connection called `name` may go out.
///
/// # Errors
/// `ReadOnly`; `ConsentNeeded`, with the level as `detail`.
pub fn authorise(level: GuardLevel, name: &str, consent: &Consent) -> Result<Allowed, IpcError> {
    let needed = |message: &str| {
        let mut error = IpcError::new(ErrorCode::ConsentNeeded, message, false);
        error.detail = Some(format!("{level:?}"));
        error
    };
    match level {
        GuardLevel::ReadOnly => {
            Err(IpcError::new(ErrorCode::ReadOnly, format!("{name} is read-only"), false))
        }
        GuardLevel::TypeName if typed(consent, name) => Ok(Allowed::TypedName),
        GuardLevel::TypeName => Err(needed("the name must be typed first")),
        GuardLevel::Confirm if consent.confirmed || typed(consent, name) => Ok(Allowed::Confirmed),
        GuardLevel::Confirm => Err(needed("the call must be confirmed first")),
        GuardLevel::Open => Ok(Allowed::OpenGuard),
    }
}

/// Whether what allowed an earlier call, in the words of the audit list, still does.
///
/// # Errors
/// As [`authorise`].
pub fn still_authorised(level: GuardLevel, name: &str, allowed: &str) -> Result<(), IpcError> {
    if level == GuardLevel::TypeName && allowed == Allowed::TypedName.word() {
        return Ok(());
    }
    authorise(level, name, &Allowed::consent_of(allowed)).map(|_| ())
}

fn typed(consent: &Consent, name: &str) -> bool {
    consent.typed_name.as_deref().is_some_and(|typed| typed.trim() == name.trim() && !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(confirmed: bool, typed_name: Option<&str>) -> Consent {
        Consent { confirmed, typed_name: typed_name.map(str::to_owned) }
    }

    #[test]
    fn read_only_lets_nothing_through() {
        let all = consent(true, Some("ob_pay"));
        let refused = authorise(GuardLevel::ReadOnly, "ob_pay", &all).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ReadOnly);
    }

    #[test]
    fn the_name_must_be_typed_as_it_is() {
        for wrong in [None, Some(""), Some("ob_Pay"), Some("ob_pay2")] {
            let refused = authorise(GuardLevel::TypeName, "ob_pay", &consent(true, wrong)).unwrap_err();
            assert_eq!(
                (refused.code, refused.detail.as_deref()),
                (ErrorCode::ConsentNeeded, Some("TypeName"))
            );
        }
        let typed = consent(false, Some(" ob_pay "));
        assert_eq!(authorise(GuardLevel::TypeName, "ob_pay", &typed), Ok(Allowed::TypedName));
        assert!(authorise(GuardLevel::TypeName, "", &consent(true, Some(""))).is_err());
    }

    #[test]
    fn confirming_needs_a_word_and_open_needs_none() {
        assert!(authorise(GuardLevel::Confirm, "x", &consent(false, None)).is_err());
        assert_eq!(authorise(GuardLevel::Confirm, "x", &consent(true, None)), Ok(Allowed::Confirmed));
        assert_eq!(authorise(GuardLevel::Open, "x", &consent(false, None)), Ok(Allowed::OpenGuard));
    }
}
