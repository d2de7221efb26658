use crate::documents::{TaskDocument, redact};
use crate::dto::{FailureView, IpcError};

/// The document without what is obviously a secret in its texts.
pub fn masked(mut document: TaskDocument) -> TaskDocument {
    for row in &mut document.logs {
        mask(&mut row.text);
    }
    let head = &mut document.view.head;
    head.failure.iter_mut().for_each(mask_failure);
    head.contact.problem.iter_mut().for_each(mask_error);
    for call in &mut document.view.calls {
        mask(&mut call.head.body);
        call.head.error.iter_mut().for_each(mask_error);
        let runs = call.steps.iter_mut().flat_map(|step| &mut step.runs);
        let messages = runs.flat_map(|run| &mut run.attempts).filter_map(|attempt| attempt.message.as_mut());
        messages.for_each(mask);
    }
    document
}

fn mask_failure(failure: &mut FailureView) {
    mask(&mut failure.message);
}

fn mask_error(error: &mut IpcError) {
    mask(&mut error.message);
    error.detail.iter_mut().for_each(mask);
}

fn mask(text: &mut String) {
    if let std::borrow::Cow::Owned(masked) = redact(text) {
        *text = masked;
    }
}
