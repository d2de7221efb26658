use serde_json::json;

use super::*;

fn dag(additional_data: Value) -> Dag {
    serde_json::from_value(json!({"id": "1123", "additional_data": additional_data})).unwrap()
}

fn ids(dag: &Dag) -> Vec<(String, String)> {
    dag.sub_dags().into_iter().map(|(agent, id)| (agent, id.to_string())).collect()
}

#[test]
fn a_sub_dag_names_its_main_dag() {
    let sub = dag(json!({"main_dag_id": "201684300810288612"}));
    assert_eq!(sub.main_dag_id().unwrap().as_str(), "201684300810288612");
    assert_eq!(dag(json!({"main_dag_id": 22130706433028863u64})).main_dag_id().unwrap().as_str().len(), 17);
    for odd in
        [json!({"main_dag_id": ""}), json!({"main_dag_id": null}), json!({"main_dag_id": {}}), json!({})]
    {
        assert_eq!(dag(odd.clone()).main_dag_id(), None, "{odd}");
    }
    assert_eq!(dag(Value::Null).main_dag_id(), None);
    assert_eq!(dag(json!({"main_dag_id": "1123"})).main_dag_id(), None, "itself");
}

#[test]
fn a_main_dag_names_its_sub_dags() {
    let main = dag(json!({"sub_dags": {
        "10.10.10.1:2886": "201684300810288613", "10.10.10.2:2886": 201684300910288614u64,
        "[2001:db8::1]:2886": "3042540766411282592856903984951653826561028863",
        "10.10.10.4:2886": "", "10.10.10.5:2886": ["1"], "10.10.10.6:2886": null,
    }}));
    let expected = [
        ("10.10.10.1:2886", "201684300810288613"),
        ("10.10.10.2:2886", "201684300910288614"),
        ("[2001:db8::1]:2886", "3042540766411282592856903984951653826561028863"),
    ];
    assert_eq!(ids(&main), expected.map(|(agent, id)| (agent.to_owned(), id.to_owned())));
    for odd in [json!({"sub_dags": null}), json!({"sub_dags": ["1"]}), json!({"sub_dags": "1"}), json!([])] {
        assert!(dag(odd.clone()).sub_dags().is_empty(), "{odd}");
    }
}

#[test]
fn what_was_not_merged_is_found_below() {
    let main: Dag = serde_json::from_value(json!({
        "id": "1123", "additional_data": {"sub_dags": {"10.10.10.1:2886": "11"}},
        "nodes": [{
            "id": "1124", "additional_data": {"sub_dags": {"10.10.10.1:2886": "12", "10.10.10.2:2886": "13"}},
            "sub_tasks": [{"id": "1125", "additional_data": {"main_dag_id": "14"}}],
        }],
    }))
    .unwrap();
    let known = [("10.10.10.1:2886", "11"), ("10.10.10.2:2886", "13")];
    assert_eq!(ids(&main), known.map(|(agent, id)| (agent.to_owned(), id.to_owned())));
    assert_eq!(main.main_dag_id().unwrap().as_str(), "14");
}
