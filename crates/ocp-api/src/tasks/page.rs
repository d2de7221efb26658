use serde_json::Value;

use super::fields::Fields;
use super::instance::TaskInstance;

/// One page of a list of tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskPage {
    pub tasks: Vec<TaskInstance>,
    /// 1 for the first.
    pub number: u32,
    /// 1 when OCP did not say.
    pub pages: u32,
    /// Tasks on all pages.
    pub total: u64,
}

impl TaskPage {
    /// A list comes bare, as `contents`, or as `contents` with `page`. `None` when it is none of these.
    pub(crate) fn read(value: &Value) -> Option<TaskPage> {
        let (list, page) = match value {
            Value::Array(list) => (list, None),
            Value::Object(fields) => {
                let fields = Fields(fields);
                (fields.value(&["contents"])?.as_array()?, fields.value(&["page"]).and_then(Fields::of))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        let tasks: Vec<TaskInstance> = list.iter().filter_map(TaskInstance::read).collect();
        let said = |names: &[&str]| page.and_then(|page| page.number(names));
        let small = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        Some(TaskPage {
            number: small(said(&["number"])).unwrap_or(1),
            pages: small(said(&["totalPages", "totalPage"])).unwrap_or(1),
            total: said(&["totalElements"]).and_then(|n| u64::try_from(n).ok()).unwrap_or(tasks.len() as u64),
            tasks,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_comes_in_three_forms_and_its_pages_in_two_spellings() {
        let task = json!({"id": 1, "status": "RUNNING"});
        let read = |value: Value| {
            TaskPage::read(&value).map(|page| (page.tasks.len(), page.number, page.pages, page.total))
        };
        assert_eq!(read(json!([task, null, 3])), Some((1, 1, 1, 1)));
        assert_eq!(read(json!({"contents": [task]})), Some((1, 1, 1, 1)));
        for spelling in ["totalPage", "totalPages"] {
            let page = json!({spelling: 7, "number": 2, "totalElements": 61});
            assert_eq!(read(json!({"contents": [], "page": page})), Some((0, 2, 7, 61)));
        }
        let both = json!({"totalPage": null, "totalPages": 3});
        assert_eq!(read(json!({"contents": [], "page": both})), Some((0, 1, 3, 0)));
        assert_eq!((read(json!({})), read(json!("no"))), (None, None));
    }
}
