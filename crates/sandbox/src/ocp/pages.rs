//! Lists: pages, their order, and the shapes they come in.

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::ocp::asked::Asked;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::traits::OcpTraits;

const MOST_A_PAGE: usize = 2_000;

/// The page of `found` that is asked for. Lists are sorted by no field but those in `sortable`.
pub fn page(asked: &Asked<'_>, traits: &OcpTraits, sortable: &[&str], mut found: Vec<Value>) -> Answer {
    let page = asked.number("page", 1)?;
    let size = asked.number("size", 10)?;
    if size > MOST_A_PAGE {
        return Err(Refusal::illegal(format!("size must be between 1 and {MOST_A_PAGE}.")));
    }
    if let Some(wanted) = asked.parameter("sort") {
        sort(&wanted, sortable, &mut found)?;
    }
    let (total, pages) = (found.len(), found.len().div_ceil(size));
    let contents: Vec<Value> = found.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    let spelt = if traits.says_total_page { "totalPage" } else { "totalPages" };
    Ok(Some(json!({
        "contents": contents,
        "page": {"totalElements": total, spelt: pages, "number": page, "size": size},
    })))
}

/// A list without pages.
pub fn whole(traits: &OcpTraits, contents: Vec<Value>) -> Answer {
    Ok(Some(if traits.bare_lists { Value::from(contents) } else { json!({ "contents": contents }) }))
}

fn sort(wanted: &str, sortable: &[&str], found: &mut [Value]) -> Result<(), Refusal> {
    let (field, direction) = wanted.split_once(',').unwrap_or((wanted, "asc"));
    if !sortable.contains(&field) || !["asc", "desc"].contains(&direction) {
        return Err(Refusal::new(400, "COM10011", format!("The list cannot be sorted by {wanted}.")));
    }
    found.sort_by(|one, other| compare(&one[field], &other[field]));
    if direction == "desc" {
        found.reverse();
    }
    Ok(())
}

fn compare(one: &Value, other: &Value) -> Ordering {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) | (None, Some(_)) | (None, None) => one.as_str().cmp(&other.as_str()),
    }
}
