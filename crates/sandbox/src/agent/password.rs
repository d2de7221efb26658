//! `POST /agent/password`.

use crate::http::call::{Answer, Call, Reply};

/// Sets the agent password. There is no way to clear it.
pub(crate) fn set(call: &mut Call<'_>) -> Answer {
    let password = call.body()?.required_text("password")?;
    call.agent_mut().state.agent_password = Some(password);
    Ok(Reply::Empty)
}
