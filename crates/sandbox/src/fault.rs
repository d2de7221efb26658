//! A refusal as an agent words it: HTTP status, code, message.

const WAIT_FOR_OPERATOR: &str = "wait operator to advance";

/// A refusal as an agent words it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub status: u16,
    /// The numeric code of old releases; 0 is left out.
    pub legacy: u32,
    pub code: &'static str,
    pub message: String,
    /// The handler crashed: constant time stamp, no trace id.
    pub crash: bool,
}

impl Fault {
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, legacy: 0, code, message: message.into(), crash: false }
    }

    /// What a crashed handler leaves behind.
    pub fn crash() -> Self {
        Self { crash: true, ..Self::unexpected("Internal Server Error") }
    }

    pub fn unexpected(detail: impl std::fmt::Display) -> Self {
        Self::new(500, "Common.Unexpected", format!("Unexpected error: {detail}"))
    }

    pub fn not_found(what: impl std::fmt::Display) -> Self {
        Self::new(404, "Common.NotFound", format!("Element not found: {what}"))
    }

    pub fn bind(detail: impl std::fmt::Display) -> Self {
        Self::new(400, "Common.BindJsonFailed", format!("Bind JSON failed: {detail}"))
    }

    pub fn illegal(name: &str, detail: impl std::fmt::Display) -> Self {
        Self::new(400, "Common.IllegalArgument", format!("The input parameter '{name}' is illegal: {detail}"))
    }

    pub fn task_not_found(reason: Option<&str>) -> Self {
        let message = reason.map_or_else(|| "Task not found".to_owned(), |r| format!("Task not found: {r}"));
        Self::new(404, "Task.NotFound", message)
    }

    /// A 401 about who is calling, worded as the outer check does.
    pub fn unauthorized(code: &'static str, detail: impl std::fmt::Display) -> Self {
        let fault = Self::new(401, code, format!("Unauthorized: {detail}"));
        Self { legacy: 10008, ..fault }
    }

    /// A 401 given before the outer check is reached.
    pub fn unauthorized_bare(code: &'static str, detail: impl Into<String>) -> Self {
        Self { legacy: 10008, ..Self::new(401, code, detail) }
    }

    /// The same refusal behind an outer message.
    pub fn within(mut self, outer: impl std::fmt::Display) -> Self {
        self.message = format!("{outer}: {}", self.message);
        self
    }

    /// What a task ends with that has nothing to do until an operator comes.
    pub fn wait_for_operator() -> Self {
        Self::unexpected(WAIT_FOR_OPERATOR)
    }

    pub fn waits_for_operator(&self) -> bool {
        self.message.ends_with(WAIT_FOR_OPERATOR)
    }

    /// How a task log quotes it.
    pub fn quoted(&self) -> String {
        format!("[{}]: {}", self.code, self.message)
    }

    /// The last line of a task that ends with it.
    pub fn last_words(&self) -> String {
        if self.waits_for_operator() {
            WAIT_FOR_OPERATOR.to_owned()
        } else {
            format!("ERROR: {}", self.quoted())
        }
    }
}
