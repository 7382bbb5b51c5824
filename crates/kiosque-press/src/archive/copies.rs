//! Several copies of one post in what is brought in: the fullest one stands for all.

use std::collections::BTreeMap;

use kiosque_model::Post;

use super::fates::is_same;
use super::importing::Incoming;
use super::merging::is_poorer;

/// A post on its way in, once.
pub(super) struct Single {
    /// The copy that says most.
    pub incoming: Incoming,
    /// The inputs of the others.
    pub copies: Vec<String>,
}

/// Each post once, where its first copy stood.
pub(super) fn singles(incoming: Vec<Incoming>) -> Vec<Single> {
    let mut singles: Vec<Single> = Vec::new();
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for one in incoming {
        let of_id = by_id.entry(one.post.id.clone()).or_default();
        let is_copy = |place: &&usize| {
            singles.get(**place).is_some_and(|single| {
                let other = &single.incoming.post;
                other.source == one.post.source && is_same(other, &one.post)
            })
        };
        let place = of_id.iter().find(is_copy).copied();
        match place.and_then(|place| singles.get_mut(place)) {
            Some(single) => single.take(one),
            None => {
                of_id.push(singles.len());
                singles.push(Single {
                    incoming: one,
                    copies: Vec::new(),
                });
            }
        }
    }
    singles
}

impl Single {
    fn take(&mut self, copy: Incoming) {
        let left = if is_fuller(&copy.post, &self.incoming.post) {
            std::mem::replace(&mut self.incoming, copy)
        } else {
            copy
        };
        self.copies.push(left.from);
    }
}

/// Whether a copy says more than the one before. Of two that say as much, the post itself comes
/// before a passing on of it.
fn is_fuller(copy: &Post, before: &Post) -> bool {
    let itself = before.repost_by.is_some() && copy.repost_by.is_none();
    !is_poorer(before, copy) && (is_poorer(copy, before) || itself)
}
