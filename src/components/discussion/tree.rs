//! Comments under what they answer.

use std::collections::HashMap;

use kiosque_model::Comment;

/// How deep answers stand under one another; deeper ones follow each other at the last depth. As
/// deep as WordPress nests unless it is told otherwise, and as a telephone has room for.
const DEEPEST: usize = 4;

/// A comment and its answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    /// The comment.
    pub comment: &'a Comment,
    /// Whether it answers one that is not here.
    pub orphan: bool,
    /// What answers it, as it came.
    pub answers: Vec<Branch<'a>>,
}

/// Puts comments under what they answer. First comments and orphans keep their order; answers stand
/// by number, whatever the order. Every comment comes out once, in a ring of answers too.
pub fn tree(comments: &[Comment]) -> Vec<Branch<'_>> {
    let places: HashMap<u64, usize> = comments
        .iter()
        .enumerate()
        .map(|(place, comment)| (comment.id, place))
        .collect();
    let parent = |place: usize| {
        let comment = &comments[place];
        comment.parent.and_then(|id| places.get(&id).copied())
    };
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
    let mut roots = Vec::new();
    for (place, comment) in comments.iter().enumerate() {
        // A second comment of one number is none.
        if places.get(&comment.id) != Some(&place) {
            continue;
        }
        match parent(place) {
            Some(above) if above != place => answers[above].push(place),
            _ => roots.push(place),
        }
    }
    for answers in &mut answers {
        answers.sort_unstable_by_key(|place| comments[*place].id);
    }
    let mut reached = vec![false; comments.len()];
    let mut made: Vec<Branch<'_>> = Vec::with_capacity(roots.len());
    let mut grow = |root: usize, reached: &mut [bool]| {
        let orphan = comments[root].parent.is_some();
        made.push(Branch {
            orphan,
            ..branch(comments, &answers, root, 0, reached)
        });
    };
    for root in roots {
        grow(root, &mut reached);
    }
    for (place, comment) in comments.iter().enumerate() {
        if !reached[place] && places.get(&comment.id) == Some(&place) {
            grow(place, &mut reached);
        }
    }
    made
}

fn branch<'a>(
    comments: &'a [Comment],
    answers: &[Vec<usize>],
    place: usize,
    depth: usize,
    reached: &mut [bool],
) -> Branch<'a> {
    reached[place] = true;
    let mut made = Branch {
        comment: &comments[place],
        orphan: false,
        answers: Vec::new(),
    };
    if depth + 1 < DEEPEST {
        for answer in &answers[place] {
            if !reached[*answer] {
                made.answers
                    .push(branch(comments, answers, *answer, depth + 1, reached));
            }
        }
        return made;
    }
    // From here on one after the other, however long the chain.
    let mut waiting: Vec<usize> = answers[place].iter().rev().copied().collect();
    while let Some(next) = waiting.pop() {
        if std::mem::replace(&mut reached[next], true) {
            continue;
        }
        made.answers.push(Branch {
            comment: &comments[next],
            orphan: false,
            answers: Vec::new(),
        });
        waiting.extend(answers[next].iter().rev());
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: u64, parent: Option<u64>) -> Comment {
        Comment {
            id,
            parent,
            ..Comment::default()
        }
    }

    fn comments(pairs: &[(u64, u64)]) -> Vec<Comment> {
        pairs
            .iter()
            .map(|(id, parent)| comment(*id, (*parent > 0).then_some(*parent)))
            .collect()
    }

    /// Numbers, answers in brackets, orphans with a question mark.
    fn written(branches: &[Branch<'_>]) -> String {
        let words: Vec<_> = branches
            .iter()
            .map(|branch| {
                let mark = if branch.orphan { "?" } else { "" };
                match branch.answers.as_slice() {
                    [] => format!("{}{mark}", branch.comment.id),
                    answers => format!("{}{mark}({})", branch.comment.id, written(answers)),
                }
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn answers_stand_under_what_they_answer_whatever_came_first() {
        let newest_first = comments(&[(9, 0), (8, 3), (5, 3), (3, 0), (7, 5)]);
        assert_eq!(written(&tree(&newest_first)), "9 3(5(7) 8)");
    }

    #[test]
    fn an_answer_to_a_comment_nobody_sees_is_shown_as_an_orphan() {
        assert_eq!(
            written(&tree(&comments(&[(1, 0), (2, 4242), (3, 2)]))),
            "1 2?(3)"
        );
    }

    #[test]
    fn a_deep_chain_and_a_ring_come_out_whole() {
        let chain: Vec<_> = (1..=10_000).map(|id| (id, id - 1)).collect();
        let chain = comments(&chain);
        let made = tree(&chain);
        let mut count = 0;
        let mut stack: Vec<_> = made.iter().collect();
        while let Some(branch) = stack.pop() {
            count += 1;
            stack.extend(&branch.answers);
        }
        assert_eq!((made.len(), count), (1, 10_000));
        assert_eq!(
            written(&tree(&comments(&[(1, 2), (2, 1), (3, 3)]))),
            "3? 1?(2)"
        );
    }

    #[test]
    fn a_number_given_twice_is_shown_once() {
        assert_eq!(tree(&comments(&[(1, 0), (1, 0), (2, 1)])).len(), 1);
    }
}
