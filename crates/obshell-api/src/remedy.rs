//! What to make of an agent's refusal.

use serde_json::Value;

use crate::api_error::ApiError;
use crate::api_error_kind::ApiErrorKind;
use crate::call::Call;
use crate::client::Client;
use crate::credentials::{Held, Rule};
use crate::error::Error;
use crate::gate::Verdict;
use crate::model::agent::Identity;

/// How far the agent's clock must have moved for a bare "unauthorized" to be blamed on it.
const DRIFT_MS: f64 = 20_000.0;

impl Client {
    /// Corrects the cause of a refusal, and names the credential to try once more with.
    /// `None` when there is nothing to correct.
    pub(crate) async fn remedy(
        &self,
        call: &Call,
        tried: Held,
        error: &ApiError,
        trace_id: &str,
    ) -> Result<Option<Held>, Error> {
        let kind = error.kind();
        if kind == ApiErrorKind::DecryptFailed {
            self.fetch_key(trace_id).await?;
            return Ok(Some(tried));
        }
        if kind == ApiErrorKind::Expired {
            self.measure(trace_id).await?;
            return Ok(Some(tried));
        }
        if !concerns_credential(kind, error) {
            return Ok(None);
        }
        if error.err_code.is_empty() && self.clock_moved(trace_id).await? {
            return Ok(Some(tried));
        }
        // What is known may be outdated; if it cannot be refreshed it has to do.
        if let Err(error) = self.fetch_info(trace_id).await {
            tracing::debug!(agent = %self.address(), %error, "identity not refreshed");
        }
        let known = self.known();
        let Some(facts) = &known.facts else { return Ok(None) };
        Ok(known.credentials.second(call.rule, facts, tried, error))
    }

    /// Agents before 4.3.1 do not tell an expired header from a wrong password.
    async fn clock_moved(&self, trace_id: &str) -> Result<bool, Error> {
        let before = self.clock_offset();
        let after = self.measure(trace_id).await?;
        Ok(before.is_some_and(|before| (after.offset_ms - before.offset_ms).abs() > DRIFT_MS))
    }

    /// What the answer says of the credential that the call was sent with.
    pub(crate) fn verdict(&self, call: &Call, held: Held, answer: &Result<Option<Value>, Error>) -> Verdict {
        let passed = if call.rule == Rule::Unguarded { Verdict::Nothing } else { Verdict::Accepted };
        let error = match answer {
            Ok(_) => return passed,
            Err(Error::Rejected(error)) => error,
            Err(_) => return Verdict::Nothing,
        };
        if error.status != 401 {
            return if was_authenticated(error) { passed } else { Verdict::Nothing };
        }
        let known = self.known();
        // It hands the header on to its master, who looks at no root password while it only takes agent passwords.
        let follows = known.facts.as_ref().is_some_and(|facts| facts.identity == Identity::Follower);
        if follows && error.kind() == ApiErrorKind::NeedsAgentPassword {
            return Verdict::Nothing;
        }
        let refused = held.is_refused_by(error) && known.credentials.answer_for(call.rule);
        if refused { Verdict::Refused } else { Verdict::Nothing }
    }
}

fn concerns_credential(kind: ApiErrorKind, error: &ApiError) -> bool {
    let legacy = kind == ApiErrorKind::Unauthorized && error.err_code.is_empty();
    let named = [
        ApiErrorKind::WrongRootPassword,
        ApiErrorKind::WrongAgentPassword,
        ApiErrorKind::NeedsAgentPassword,
        ApiErrorKind::NeedsRootPassword,
    ];
    legacy || named.contains(&kind)
}

/// Whether the agent had looked at the credential before it refused the call.
fn was_authenticated(error: &ApiError) -> bool {
    let before = [ApiErrorKind::HeaderNotFound, ApiErrorKind::NotFound, ApiErrorKind::Unexpected];
    !error.err_code.is_empty() && !error.err_code.starts_with("Request.") && !before.contains(&error.kind())
}
