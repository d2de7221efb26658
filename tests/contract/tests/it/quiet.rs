//! What is not sent: events that say nothing, requests that ask for nothing.

use crate::common::group::Group;
use contract::Waiting;
use obshell_api::Scope;

#[tokio::test]
async fn a_task_that_does_not_change_sends_nothing() {
    let mut waiting = Waiting::start(60).await.unwrap();
    let polls = waiting.polls(50).await.unwrap();
    assert_eq!(waiting.events(), 0, "{} polls brought no news", polls.len());
    let odd: Vec<_> = polls.iter().filter(|asked| !asked.starts_with("/api/v1/task/dag/")).collect();
    assert!(odd.is_empty(), "a poll is one request: {odd:#?}");
    waiting.advance(1_200);
    assert!(waiting.news().await, "it is not asleep");
}

#[tokio::test]
async fn a_call_is_one_request_once_key_and_clock_are_known() {
    let (group, master) = Group::joined(2, |agent, traits| {
        traits.agent_password = (agent == 0).then(|| "4gent".to_owned());
    })
    .await;
    let mut known = group.count(0);
    let mut one_more = |what: &str| {
        let now = group.count(0);
        assert_eq!(now - known, 1, "{what}");
        known = now;
    };
    for _ in 0..3 {
        master.dags_agent().await.unwrap();
        one_more("a list");
        master.host_info().await.unwrap();
        one_more("the host");
        master.info().await.unwrap();
        one_more("an open route");
        master.maintain_agent().await.unwrap().unwrap();
        one_more("the last task");
    }
    let request = crate::common::group::observer(Scope::Global, &[("cpu_count", "4".to_owned())]);
    let dag = master.observer_config(&request).await.unwrap();
    one_more("a change");
    master.dag(&dag.id, true).await.unwrap();
    one_more("a task");
    master.operate_dag(&dag.id, obshell_api::Operator::Retry).await.unwrap_err();
    one_more("a refusal that is not about who asks");
}
