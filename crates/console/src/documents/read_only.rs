use crate::dto::{ActionOff, Contact, ContactState, OperationView, OperatorOff, OperatorView};

/// The view of a task that nobody follows: everything that could change it is off.
pub fn read_only(mut view: OperationView) -> OperationView {
    view.head.contact = Contact { state: ContactState::Idle, problem: None, ..view.head.contact };
    for action in &mut view.head.actions {
        action.off = Some(ActionOff::Finished);
    }
    for call in &mut view.calls {
        call.head.operator_pending = None;
        turn_off(&mut call.head.operators);
        call.steps.iter_mut().for_each(|step| turn_off(&mut step.operators));
    }
    view
}

fn turn_off(operators: &mut [OperatorView]) {
    for operator in operators {
        operator.off = Some(OperatorOff::ReadOnly);
    }
}
