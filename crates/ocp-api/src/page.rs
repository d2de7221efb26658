use std::collections::HashSet;

use serde_json::Value;

use crate::fields::Fields;

/// OCP gives no larger pages.
pub const MOST_A_PAGE: u32 = 2_000;

/// How large the pages are when a whole list is read, and how many of them are.
const WHOLE_LIST_PAGE: u32 = 500;
const MOST_PAGES: u32 = 200;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageQuery {
    /// 1 for the first.
    pub page: u32,
    /// At most [`MOST_A_PAGE`]; more is asked for as that.
    pub size: u32,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// 1 for the first.
    pub number: u32,
    /// 1 when OCP did not say.
    pub pages: u32,
    /// Items on all pages; those of this one when OCP did not say.
    pub total: u64,
}

/// A list that was read page by page, without repetitions.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    pub items: Vec<T>,
    /// Whether this is all; OCP had more than anybody reads when it is not.
    pub complete: bool,
}

impl Default for PageQuery {
    fn default() -> PageQuery {
        PageQuery { page: 1, size: 100 }
    }
}

impl PageQuery {
    /// Page and size within what OCP takes.
    pub(crate) fn said(self) -> (u32, u32) {
        (self.page.max(1), self.size.clamp(1, MOST_A_PAGE))
    }
}

impl<T> Page<T> {
    /// A list comes bare, as `contents`, or as `contents` with `page`. `None` when it is none of these. What of it
    /// cannot be read is left out.
    pub(crate) fn read(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Page<T>> {
        let (list, page) = match value {
            Value::Array(list) => (list.as_slice(), None),
            Value::Object(fields) => {
                let known = ["contents", "page"].iter().any(|name| fields.contains_key(*name));
                let fields = Fields(fields);
                let list = match fields.value(&["contents"]) {
                    Some(list) => list.as_array()?.as_slice(),
                    None if known => &[],
                    None => return None,
                };
                (list, fields.value(&["page"]).and_then(Fields::of))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        let items: Vec<T> = list.iter().filter_map(item).collect();
        let small = |names: &[&str]| page.and_then(|page| page.small(names));
        let total = page.and_then(|page| page.small(&["totalElements"]));
        Some(Page {
            number: small(&["number"]).unwrap_or(1),
            pages: small(&["totalPages", "totalPage"]).unwrap_or(1),
            total: total.unwrap_or(items.len() as u64),
            items,
        })
    }
}

/// Gathers a whole list. What OCP says of its size decides only whether another page is asked for: a page without
/// anything new ends it, and so does a number of pages that nobody has.
pub(crate) struct Gathering<T> {
    items: Vec<T>,
    seen: HashSet<i64>,
    asked: u32,
    more: bool,
}

impl<T> Gathering<T> {
    pub fn new() -> Gathering<T> {
        Gathering { items: Vec::new(), seen: HashSet::new(), asked: 0, more: true }
    }

    /// The page to ask for next.
    pub fn next(&mut self) -> Option<PageQuery> {
        if !self.more || self.asked == MOST_PAGES {
            return None;
        }
        self.asked += 1;
        Some(PageQuery { page: self.asked, size: WHOLE_LIST_PAGE })
    }

    /// Takes the page that was asked for; `id` tells its items apart.
    pub fn take(&mut self, page: Page<T>, id: impl Fn(&T) -> i64) {
        let length = page.items.len();
        let before = self.items.len();
        let seen = &mut self.seen;
        self.items.extend(page.items.into_iter().filter(|item| seen.insert(id(item))));
        let grew = self.items.len() > before;
        let gathered = self.items.len() as u64;
        let is_full = length >= WHOLE_LIST_PAGE as usize;
        self.more = grew && (is_full || self.asked < page.pages || gathered < page.total);
    }

    pub fn done(self) -> Listing<T> {
        Listing { items: self.items, complete: !self.more }
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
