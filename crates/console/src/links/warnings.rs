use obshell_api::Identity;

use crate::dto::{ConnectionWarning, WarningCode};

/// Fewer bits than this can be broken by anybody who wants to.
const SHORTEST_KEY: u32 = 1024;
/// An agent's clock, or an OCP's, may be off by as much.
pub const LARGEST_OFFSET_MS: f64 = 1000.0;

/// What an agent said of itself, as far as somebody may have to be warned of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    pub address: String,
    pub identity: Identity,
    pub key_bits: u32,
    pub password_set: bool,
    pub accepts_bare_calls: bool,
    pub address_differs: bool,
    pub clock_offset_ms: f64,
}

/// Every warning once, with the agents it is about.
pub fn warnings<'a>(suspects: impl IntoIterator<Item = &'a Suspect>) -> Vec<ConnectionWarning> {
    let mut all: Vec<ConnectionWarning> = Vec::new();
    for suspect in suspects {
        for code in suspect.codes() {
            match all.iter_mut().find(|warning| warning.code == code) {
                Some(warning) => warning.agents.push(suspect.address.clone()),
                None => all.push(ConnectionWarning { code, agents: vec![suspect.address.clone()] }),
            }
        }
    }
    all.sort_by_key(|warning| warning.code);
    all
}

impl Suspect {
    fn codes(&self) -> impl Iterator<Item = WarningCode> {
        let free = matches!(self.identity, Identity::Single | Identity::Master | Identity::Follower);
        let codes = [
            (WarningCode::ShortKey, self.key_bits < SHORTEST_KEY),
            (WarningCode::NoAgentPassword, free && !self.password_set),
            (WarningCode::AcceptsBareCalls, self.accepts_bare_calls),
            (WarningCode::AddressDiffers, self.address_differs),
            (WarningCode::ClockOffset, self.clock_offset_ms.abs() > LARGEST_OFFSET_MS),
        ];
        codes.into_iter().filter(|(_, holds)| *holds).map(|(code, _)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suspect(address: &str) -> Suspect {
        Suspect {
            address: address.to_owned(),
            identity: Identity::ClusterAgent,
            key_bits: 1024,
            password_set: false,
            accepts_bare_calls: false,
            address_differs: false,
            clock_offset_ms: -900.0,
        }
    }

    #[test]
    fn agents_with_the_same_weakness_share_a_warning() {
        assert_eq!(warnings([&suspect("a")]), []);
        let short = |address| Suspect { key_bits: 512, ..suspect(address) };
        let open = Suspect { identity: Identity::Single, clock_offset_ms: 1001.0, ..short("c") };
        let codes: Vec<_> = warnings([&short("a"), &suspect("b"), &open])
            .into_iter()
            .map(|warning| (warning.code, warning.agents.join(" ")))
            .collect();
        let expected = [
            (WarningCode::ShortKey, "a c"),
            (WarningCode::NoAgentPassword, "c"),
            (WarningCode::ClockOffset, "c"),
        ];
        assert_eq!(codes, expected.map(|(code, agents)| (code, agents.to_owned())));
    }
}
