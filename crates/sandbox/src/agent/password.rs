//! `POST /agent/password`.

use crate::agent::identity::Identity;
use crate::fault::Fault;
use crate::http::call::{Answer, Call, Reply};

/// Sets the agent password. There is no way to clear it.
///
/// A MASTER that had none stores it, and crashes before it answers.
pub(crate) fn set(call: &mut Call<'_>) -> Answer {
    let password = call.body()?.required_text("password")?;
    let state = &mut call.agent_mut().state;
    let first = state.agent_password.replace(password).is_none();
    if first && state.identity == Identity::Master {
        return Err(Fault::crash());
    }
    Ok(Reply::Empty)
}
