//! Who must prove what, by the identity of the agent that is asked.

use crate::agent::identity::Identity;
use crate::agent::state::AgentState;
use crate::fault::Fault;
use crate::http::router::Guard;
use crate::secure::header::{Credential, Header};

const WRONG_ROOT: &str = "Security.Authentication.IncorrectOceanbasePassword";
const WRONG_AGENT: &str = "Security.Authentication.IncorrectAgentPassword";

/// What the check comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    /// A FOLLOWER hands the request on to its MASTER.
    Forward,
}

/// Checks a request for `target`, received at `now` seconds of the agent's own clock.
pub(crate) fn verify(
    state: &AgentState,
    guard: Guard,
    id: &str,
    header: Option<&(Credential, Header)>,
    target: &str,
    now: i64,
) -> Result<Verdict, Fault> {
    if guard == Guard::Open {
        return Ok(Verdict::Pass);
    }
    let Some((credential, header)) = header else {
        let message = "X-OCS-Agent-Header or X-OCS-Header not found in http request header";
        return Err(Fault::new(400, "Request.Header.NotFound", message));
    };
    if guard == Guard::Obproxy && *credential == Credential::Root {
        let message = "X-OCS-Agent-Header not found in http request header";
        return Err(Fault::new(400, "Request.Header.NotFound", message));
    }
    if header.uri != target {
        return Err(Fault::unauthorized_bare("Security.Authentication.Header.UriMismatch", "URI mismatch"));
    }
    let check = Check { state, credential: *credential, header, now };
    match guard {
        Guard::Open => Ok(Verdict::Pass),
        Guard::AgentPassword => check.setting_agent_password(),
        Guard::Obproxy => check.agent_password_only(),
        Guard::Task if matches!(id.as_bytes().first(), Some(b'4' | b'5')) => check.agent_password_only(),
        Guard::Main | Guard::Task => check.main_rule(),
    }
}

/// Whether a request was refused because of the password it offered.
pub(crate) fn is_wrong_password(fault: &Fault) -> bool {
    [WRONG_ROOT, WRONG_AGENT].contains(&fault.code)
}

struct Check<'a> {
    state: &'a AgentState,
    credential: Credential,
    header: &'a Header,
    now: i64,
}

impl Check<'_> {
    fn main_rule(&self) -> Result<Verdict, Fault> {
        let has_token = !self.header.token.is_empty() && self.header.token == self.state.token;
        match self.state.identity {
            Identity::Single | Identity::Follower if has_token => Ok(Verdict::Pass),
            Identity::Follower => Ok(Verdict::Forward),
            Identity::Single => self.single(),
            Identity::Master | Identity::ClusterAgent | Identity::ScalingOut | Identity::ScalingIn => {
                self.by_credential()
            }
        }
    }

    fn single(&self) -> Result<Verdict, Fault> {
        match (&self.state.agent_password, self.credential) {
            (None, _) => Ok(Verdict::Pass),
            (Some(_), Credential::Agent) => self.agent_password(),
            (Some(_), Credential::Root) => Err(use_agent_password("agent password has been set")),
        }
    }

    fn by_credential(&self) -> Result<Verdict, Fault> {
        let has_agent_password = self.state.agent_password.is_some();
        match self.credential {
            Credential::Root if !self.state.root_initialised && has_agent_password => {
                Err(use_agent_password("oceanbase password is not initialized"))
            }
            Credential::Root => self.root_password(),
            Credential::Agent if has_agent_password => self.agent_password(),
            Credential::Agent if self.state.root_initialised => {
                Err(use_root_password("agent password is not initialized"))
            }
            Credential::Agent => Ok(Verdict::Pass),
        }
    }

    fn setting_agent_password(&self) -> Result<Verdict, Fault> {
        match (&self.state.agent_password, self.state.identity, self.credential) {
            (Some(_), _, Credential::Agent) => self.agent_password(),
            (Some(_), _, Credential::Root) => Err(use_agent_password("agent password has been set")),
            (None, Identity::ClusterAgent, Credential::Root) => self.root_password(),
            (None, Identity::ClusterAgent, Credential::Agent) => {
                Err(use_root_password("oceanbase password has been set"))
            }
            // A MASTER or FOLLOWER crashes in this check, which spoils the answer but stops nobody.
            (
                None,
                Identity::Single
                | Identity::Master
                | Identity::Follower
                | Identity::ScalingOut
                | Identity::ScalingIn,
                _,
            ) => Ok(Verdict::Pass),
        }
    }

    fn agent_password_only(&self) -> Result<Verdict, Fault> {
        match (self.credential, &self.state.agent_password) {
            (Credential::Root, _) => Err(use_agent_password("this route only support agent password")),
            (Credential::Agent, None) => Err(Fault::unauthorized(
                "Security.Authentication.AgentPasswordNotInitialized",
                "Agent password is not initialized",
            )),
            (Credential::Agent, Some(_)) => self.agent_password(),
        }
    }

    fn agent_password(&self) -> Result<Verdict, Fault> {
        self.in_time()?;
        if self.state.agent_password.as_ref().is_some_and(|kept| kept.is(&self.header.auth)) {
            return Ok(Verdict::Pass);
        }
        Err(Fault::unauthorized(WRONG_AGENT, "Agent password is incorrect"))
    }

    fn root_password(&self) -> Result<Verdict, Fault> {
        self.in_time()?;
        if self.state.root_password.is(&self.header.auth) {
            return Ok(Verdict::Pass);
        }
        Err(Fault::unauthorized(WRONG_ROOT, "OceanBase password is incorrect"))
    }

    /// The expiry counts only when a password is offered.
    fn in_time(&self) -> Result<(), Fault> {
        if self.header.auth.is_empty() {
            return Ok(());
        }
        let Ok(expiry) = self.header.ts.parse::<i64>() else {
            let ts = &self.header.ts;
            let message =
                format!("Invalid timestamp: {ts}, err: strconv.ParseInt: parsing \"{ts}\": invalid syntax");
            return Err(Fault::unauthorized("Security.Authentication.Timestamp.Invalid", message));
        };
        if self.now > expiry {
            return Err(Fault::unauthorized("Security.Authentication.Expired", "Authentication expired"));
        }
        Ok(())
    }
}

fn use_agent_password(why: &str) -> Fault {
    let message = format!("Should use agent_password to verify: {why}");
    Fault::unauthorized("Security.Authentication.WithAgentPassword", message)
}

fn use_root_password(why: &str) -> Fault {
    let message = format!("Should use oceanbase_password to verify: {why}");
    Fault::unauthorized("Security.Authentication.WithOceanBasePassword", message)
}
