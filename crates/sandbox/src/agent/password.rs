//! `POST /agent/password`.

use crate::agent::identity::Identity;
use crate::fault::Fault;
use crate::http::call::{Answer, Call, Reply};
use crate::secure::kept::KeptPassword;

/// Sets the agent password. There is no way to clear it.
///
/// A MASTER or FOLLOWER without one answers with a crash whatever it is told, and stores it all the same.
pub(crate) fn set(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    let in_group = matches!(state.identity, Identity::Master | Identity::Follower);
    let crashes = in_group && state.agent_password.is_none();
    let stored = store(call);
    if crashes { Err(Fault::crash()) } else { stored }
}

fn store(call: &mut Call<'_>) -> Answer {
    let password = call.body()?.required_text("password")?;
    let agent = call.agent_mut();
    agent.state.agent_password = Some(KeptPassword::keep(&password, &agent.state.token));
    Ok(Reply::Empty)
}
