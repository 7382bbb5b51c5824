//! A poll as it stood when archived.
//!
//! Accessibility: every share is told in words; the bar beside it is for the eye alone and left out
//! of what is read aloud. A list without marks is told to be one, for Safari.

use kiosque_catalogue::reader::PostWords;
use kiosque_model::post::{Poll, PollOption};
use kiosque_model::timeline::PollDates;

use crate::markup::{Element, element};

/// Shows a poll: shares of all votes, how many there were, and of when they are. `lang` is the
/// language of what could be chosen.
pub fn poll(
    words: &'static PostWords,
    poll: &Poll,
    dates: Option<&PollDates>,
    lang: Option<&String>,
) -> Element {
    let votes = || poll.options.iter().filter_map(|option| option.votes);
    let sum = votes().fold(0, u64::saturating_add);
    // Who may choose several things is one voter and several votes.
    let total = poll.total.unwrap_or(sum);
    let most = votes().max().filter(|most| *most > 0);
    let rows: Vec<_> = poll
        .options
        .iter()
        .map(|option| row(words, option, total, most, lang))
        .collect();
    let told = votes().next().is_some();
    let mut line = Vec::new();
    match (told, poll.is_final, dates) {
        (false, ..) => line.push(words.poll_unknown.to_owned()),
        (true, true, _) => line.push(words.poll_final.to_owned()),
        (true, false, Some(dates)) => line.push((words.poll_as_of)(&dates.as_of)),
        (true, false, None) => {}
    }
    if told || poll.total.is_some() {
        line.push((words.votes)(total));
    }
    let ends = dates.and_then(|dates| dates.ends.as_ref());
    line.extend(ends.map(|ends| (words.poll_ends)(ends, poll.is_final)));
    element("div")
        .class("post-poll")
        .child(element("ul").with("role", "list").child(rows))
        .child(element("p").class("post-small").child(line.join(" · ")))
}

fn row(
    words: &PostWords,
    option: &PollOption,
    total: u64,
    most: Option<u64>,
    lang: Option<&String>,
) -> Element {
    let row = element("li").child(
        element("span")
            .with("dir", "auto")
            .maybe("lang", lang.cloned())
            .child(option.label.clone()),
    );
    let Some(votes) = option.votes else {
        return row;
    };
    let share = share(votes, total);
    let leads = most == Some(votes);
    let mut line = vec![(words.share)(share), (words.votes)(votes)];
    if leads {
        line.push(words.poll_leads.to_owned());
    }
    row.when(leads, "data-leads")
        .child(
            element("meter")
                .with("max", "100")
                .with("value", share.to_string())
                .with("aria-hidden", "true"),
        )
        .child(element("span").class("post-small").child(line.join(" · ")))
}

/// Votes in whole hundredths of all, halves rounded up: 0 where nobody voted, 100 at most.
fn share(votes: u64, total: u64) -> u64 {
    let (votes, total) = (u128::from(votes), u128::from(total));
    let share = (votes * 100 + total / 2).checked_div(total).unwrap_or(0);
    u64::try_from(share).unwrap_or(u64::MAX).min(100)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_of_all_votes_and_never_of_none() {
        let cases = [
            ((0, 0), 0),
            ((3, 0), 0),
            ((1, 3), 33),
            ((2, 3), 67),
            ((1, 200), 1),
            ((9, 3), 100),
            ((u64::MAX, u64::MAX), 100),
        ];
        for ((votes, total), expected) in cases {
            assert_eq!(share(votes, total), expected, "{votes} of {total}");
        }
    }
}
