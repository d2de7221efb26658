use std::collections::BTreeMap;

use crate::dto::{Choice, ObproxyProblem, ObproxyProblemCode, ObproxyStep, Severity, Verdict};

/// Problems in the order in which they were found.
#[derive(Default)]
pub struct Findings {
    problems: Vec<ObproxyProblem>,
}

/// Adds to the problem that was found last.
pub struct Finding<'a>(&'a mut ObproxyProblem);

impl Findings {
    pub fn block(&mut self, step: ObproxyStep, code: ObproxyProblemCode, field: &str) -> Finding<'_> {
        self.add(step, Severity::Block, code, field)
    }

    pub fn warn(&mut self, step: ObproxyStep, code: ObproxyProblemCode, field: &str) -> Finding<'_> {
        self.add(step, Severity::Warn, code, field)
    }

    /// What speaks against something that was chosen.
    pub fn choice(&mut self, step: ObproxyStep, choice: &Choice, field: &str) {
        let Some(code) = choice.code else { return };
        let severity = match choice.verdict {
            Verdict::Fail => Severity::Block,
            Verdict::Warn => Severity::Warn,
            Verdict::Pass | Verdict::Pending | Verdict::Unknown => return,
        };
        self.add(step, severity, code, field).0.args.clone_from(&choice.args);
    }

    pub fn problems(self) -> Vec<ObproxyProblem> {
        self.problems
    }

    fn add(
        &mut self,
        step: ObproxyStep,
        severity: Severity,
        code: ObproxyProblemCode,
        field: &str,
    ) -> Finding<'_> {
        let (field, args) = (Some(field.to_owned()), BTreeMap::new());
        self.problems.push(ObproxyProblem { step, severity, code, field, args });
        let last = self.problems.len() - 1;
        Finding(&mut self.problems[last])
    }
}

impl Finding<'_> {
    pub fn arg(self, name: &str, value: impl ToString) -> Self {
        self.0.args.insert(name.to_owned(), value.to_string());
        self
    }
}
