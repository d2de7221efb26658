use std::collections::{BTreeMap, BTreeSet};

/// Puts nodes into an order in which each comes after those it waits for; ties go to the smaller one. Of a circle the
/// smallest node comes first, as if it waited for nobody that is left.
///
/// `waits` says for each node which it waits for; nodes are numbers from 0, and numbers beyond are not there.
pub fn topological(waits: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut followers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::with_capacity(waits.len());
    for (node, upstreams) in waits.iter().enumerate() {
        let others = upstreams.iter().filter(|upstream| **upstream != node && **upstream < waits.len());
        let others: Vec<usize> = others.copied().collect();
        open.push(others.len());
        others.into_iter().for_each(|upstream| followers.entry(upstream).or_default().push(node));
    }
    let mut left: BTreeSet<usize> = (0..waits.len()).collect();
    let mut ready: BTreeSet<usize> = left.iter().copied().filter(|node| open[*node] == 0).collect();
    let mut order = Vec::with_capacity(waits.len());
    while let Some(node) = ready.pop_first().or_else(|| left.first().copied()) {
        left.remove(&node);
        order.push(node);
        for follower in followers.get(&node).into_iter().flatten() {
            open[*follower] = open[*follower].saturating_sub(1);
            if open[*follower] == 0 && left.contains(follower) {
                ready.insert(*follower);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ordered(waits: &[&[usize]]) -> Vec<usize> {
        topological(&waits.iter().map(|waits| waits.iter().copied().collect()).collect::<Vec<_>>())
    }

    #[test]
    fn whoever_waits_comes_later_and_ties_go_to_the_smaller() {
        assert_eq!(ordered(&[&[2], &[0], &[]]), [2, 0, 1]);
        assert_eq!(ordered(&[&[], &[], &[0, 1], &[0]]), [0, 1, 2, 3]);
        assert_eq!(ordered(&[]), [0_usize; 0]);
    }

    #[test]
    fn a_circle_and_an_edge_into_nowhere_end_all_the_same() {
        assert_eq!(ordered(&[&[1], &[0], &[0, 7], &[3]]), [3, 0, 1, 2]);
        assert_eq!(ordered(&[&[1], &[2], &[0]]), [0, 2, 1]);
    }

    proptest! {
        #[test]
        fn every_node_comes_once(edges in proptest::collection::vec((0..40_usize, 0..50_usize), 0..200)) {
            let mut waits = vec![BTreeSet::new(); 40];
            for (node, upstream) in edges {
                waits[node].insert(upstream);
            }
            let order = topological(&waits);
            let mut sorted = order;
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..40).collect::<Vec<_>>());
        }

        #[test]
        fn without_circles_every_edge_is_kept(edges in proptest::collection::vec((0..40_usize, 0..40_usize), 0..200)) {
            let mut waits = vec![BTreeSet::new(); 40];
            for (one, other) in edges {
                // Larger numbers first, so that the order is not that of the numbers.
                waits[one.min(other)].insert(one.max(other));
            }
            let order = topological(&waits);
            let place = |node: usize| order.iter().position(|other| *other == node).unwrap();
            for (node, upstreams) in waits.iter().enumerate() {
                for upstream in upstreams.iter().filter(|upstream| **upstream != node) {
                    prop_assert!(place(*upstream) < place(node));
                }
            }
        }
    }
}
