use serde_json::json;

use super::*;

fn read(value: Value) -> Option<(Vec<i64>, u32, u32, u64)> {
    let page = Page::read(&value, Value::as_i64)?;
    Some((page.items, page.number, page.pages, page.total))
}

/// What is gathered of a server that answers page `n` with `answer(n)`, and how often it was asked.
fn gathered(answer: impl Fn(u32) -> Page<i64>) -> (usize, bool, u32) {
    let mut gathering = Gathering::new();
    let mut asked = 0;
    while let Some(query) = gathering.next() {
        assert_eq!((query.page, query.size), (asked + 1, 500));
        asked += 1;
        gathering.take(answer(query.page), |id| *id);
    }
    let listing = gathering.done();
    (listing.items.len(), listing.complete, asked)
}

fn page(ids: std::ops::Range<i64>, number: u32, pages: u32, total: u64) -> Page<i64> {
    Page { items: ids.collect(), number, pages, total }
}

#[test]
fn a_list_comes_in_three_forms_and_its_pages_in_two_spellings() {
    assert_eq!(read(json!([1, null, "no"])), Some((vec![1], 1, 1, 1)));
    assert_eq!(read(json!({"contents": [1]})), Some((vec![1], 1, 1, 1)));
    for spelling in ["totalPage", "totalPages"] {
        let page = json!({spelling: 7, "number": "2", "totalElements": 61, "size": 10});
        assert_eq!(read(json!({"contents": [], "page": page})), Some((vec![], 2, 7, 61)));
    }
    let both = json!({"totalPage": null, "totalPages": 3, "number": null});
    assert_eq!(read(json!({"contents": [], "page": both})), Some((vec![], 1, 3, 0)));
    assert_eq!(read(json!({"contents": null, "page": null})), Some((vec![], 1, 1, 0)));
    assert_eq!((read(json!({})), read(json!("no")), read(json!({"contents": 1}))), (None, None, None));
}

#[test]
fn a_whole_list_is_read_page_by_page() {
    let pages = |number: u32| {
        let start = i64::from(number - 1) * 500;
        page(start..(start + 500).min(1_100), number, 3, 1_100)
    };
    assert_eq!(gathered(pages), (1_100, true, 3));
    assert_eq!(gathered(|_| page(0..20, 1, 1, 20)), (20, true, 1));
    assert_eq!(gathered(|_| page(0..0, 1, 1, 0)), (0, true, 1));
}

#[test]
fn what_the_server_says_of_its_size_is_not_believed() {
    let honest = |number: u32| {
        let start = i64::from(number - 1) * 10;
        start..(start + 10).min(25)
    };
    // It says more than there is, gives smaller pages than asked for, repeats itself, never ends.
    assert_eq!(gathered(|n| page(honest(n), n, 99, 9_999)), (25, true, 4));
    assert_eq!(gathered(|n| page(honest(n), n, 1, 25)), (25, true, 3));
    assert_eq!(gathered(|_| page(0..500, 1, 99, 9_999)), (500, true, 2));
    let endless = |n: u32| page(i64::from(n) * 500..i64::from(n + 1) * 500, n, u32::MAX, u64::MAX);
    assert_eq!(gathered(endless), (100_000, false, 200));
}

#[test]
fn an_item_that_moved_to_the_next_page_is_there_once() {
    let moved = |number: u32| if number == 1 { page(0..500, 1, 2, 501) } else { page(499..501, 2, 2, 501) };
    assert_eq!(gathered(moved), (501, true, 2));
}
