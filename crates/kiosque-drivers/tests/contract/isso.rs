use kiosque_drivers::comments::{Submission, Thread, Wants};
use kiosque_drivers::{Answer, Outcome, printed};
use kiosque_model::CommentDriver;

use crate::answers::{answer, check};
use crate::words::{outcome, page, place, read, service, wording};

/// What was asked.
#[derive(Clone, Copy)]
enum Ask {
    Send,
    List,
    /// The page after so many first comments.
    ListFrom(u32),
    Own,
    Source,
    Vote,
    Preview,
    Moderation,
    Counts(usize),
}

fn came_to(ask: Ask, answer: &Answer) -> String {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    let list = |from| read(thread.read_list(answer, from, &wording), |it| page(&it));
    match ask {
        Ask::Send => outcome(thread.outcome(answer, false, &wording)),
        Ask::List => list(0),
        Ask::ListFrom(from) => list(from),
        Ask::Own => read(thread.read_own(answer, &wording), |own| {
            own.map_or("gone".into(), |own| place(&own))
        }),
        Ask::Source => read(thread.read_source(answer), |text| text),
        Ask::Vote => read(thread.read_votes(answer), |votes| {
            votes.map_or("gone".into(), |votes| {
                format!("{} for, {} against", votes.likes, votes.dislikes)
            })
        }),
        Ask::Preview => read(thread.read_preview(answer), |html| html),
        Ask::Moderation => read(thread.is_moderated(answer), |is| is.to_string()),
        Ask::Counts(asked) => read(printed::read_counts(answer, asked), |counts| {
            format!("{counts:?}")
        }),
    }
}

#[test]
fn every_answer_of_isso_has_a_meaning() {
    use Ask::*;
    check(
        "isso",
        &[
            // A thread.
            ("list-empty", List, "of 0"),
            ("list", List, "1 3<1 4<1 2 5 of 5"),
            ("list-with-deleted", List, "1x 3<1 4<1 2 5 7 of 5"),
            ("list-activated", List, "1 of 1"),
            ("list-first-two", List, "1x 3<1 4<1 2 of 9 next 2"),
            ("list-next-two", ListFrom(2), "5 6 of 10 next 4"),
            ("list-last", ListFrom(7), "10 of 10"),
            ("list-after-the-end", ListFrom(8), "of 10"),
            ("list-of-one", List, "1 3<1 of 9 next 1"),
            ("list-nested-one", List, "1x 3<1 of 9 next 1"),
            ("list-of-answers", List, "3<1 of 2 next 1"),
            ("list-newest-plain", List, "10 9 of 10 next 2"),
            ("list-isso-0.13", List, "1 3<1 4<1 2 of 4"),
            ("list-isso-0.13-first-two", List, "1 3<1 4<1 2 of 4 next 2"),
            ("list-isso-0.13-first-two", ListFrom(2), "1 3<1 4<1 2 of 4"),
            ("list-with-odd-numbers", List, "1 3<1 5 of 3"),
            ("list-without-uri", List, "unexpected"),
            ("list-without-uri-html", List, "unexpected"),
            ("limit-no-number", List, "unexpected"),
            ("offset-negative", List, "unexpected"),
            ("sort-unknown", List, "unexpected"),
            ("unknown-path", List, "unexpected"),
            ("config", List, "unexpected"),
            ("latest", List, "unexpected"),
            ("latest-without-limit", List, "unexpected"),
            ("feed", List, "unexpected"),
            ("feed-unchanged", List, "unexpected"),
            ("preflight", List, "unexpected"),
            // A comment that is sent.
            ("sent-first", Send, "published 1"),
            ("sent-with-more-fields", Send, "published 2"),
            ("answer", Send, "published 3<1"),
            ("answer-to-an-answer", Send, "published 4<1"),
            ("answer-to-nothing", Send, "published 5"),
            ("email-unchecked", Send, "published 6"),
            ("author-escaped", Send, "published 7"),
            ("sent-without-type", Send, "published 8"),
            ("sent-with-charset", Send, "published 9"),
            ("sent-from-elsewhere", Send, "published 10"),
            ("sent-twice", Send, "published 14"),
            ("held", Send, "held 1"),
            ("own-held", Send, "held 1"),
            ("sent-without-title", Send, "refused"),
            ("sent-without-uri", Send, "refused"),
            ("broken-json", Send, "refused"),
            ("parent-no-number", Send, "refused"),
            ("text-missing", Send, "refused Text"),
            ("text-short", Send, "refused Text"),
            ("text-long", Send, "refused Text"),
            ("body-too-large", Send, "refused Text"),
            ("author-no-string", Send, "refused Name"),
            ("author-missing", Send, "refused Name"),
            ("email-long", Send, "refused Email"),
            ("email-missing", Send, "refused Email"),
            ("website-no-address", Send, "refused Website"),
            ("website-long", Send, "refused Website"),
            ("too-fast", Send, "too fast 60"),
            ("too-fast-html", Send, "too fast 60"),
            ("enough", Send, "enough"),
            ("answer-to-oneself", Send, "own comment"),
            ("csrf", Send, "failed"),
            ("config-posted", Send, "failed"),
            ("unknown-path", Send, "failed"),
            ("json-array", Send, "unclear"),
            ("preflight", Send, "unclear"),
            ("login-refused", Send, "unclear"),
            ("login", Send, "unclear"),
            ("admin", Send, "unclear"),
            ("activated", Send, "unclear"),
            ("activated-before", Send, "unclear"),
            // A comment of one's own.
            ("sent-first", Own, "1"),
            ("own-held", Own, "1"),
            ("edited", Own, "1"),
            ("deleted-with-answers", Own, "1x"),
            ("deleted", Own, "gone"),
            ("own-gone", Own, "gone"),
            ("own-without-cookie", Own, "forbidden"),
            ("edited-too-short", Own, "unexpected"),
            ("deleted-again", Own, "unexpected"),
            (
                "source",
                Source,
                "La salle était **pleine**.\n\nQui `parle` & <script>x()</script> http://example.com/x",
            ),
            ("own-without-cookie", Source, "forbidden"),
            ("own-gone", Source, "unexpected"),
            ("deleted", Source, "unexpected"),
            // Votes.
            ("vote", Vote, "1 for, 0 against"),
            ("vote-again", Vote, "1 for, 0 against"),
            ("vote-against", Vote, "1 for, 1 against"),
            ("vote-too-many", Vote, "141 for, 1 against"),
            ("vote-for-nothing", Vote, "gone"),
            ("csrf", Vote, "forbidden"),
            // The rest.
            (
                "preview",
                Preview,
                "<h1>Un</h1>\n<p><em>deux</em> <del>trois</del></p>\n<blockquote>\n<p>quatre</p>\n\
                 </blockquote>\n<p><a href=\"https://example.org\" rel=\"nofollow noopener\">cinq</a> \
                 &lt;img src=x onerror=x()&gt; <a href=\"#harmful-link\" rel=\"nofollow \
                 noopener\">six</a></p>",
            ),
            ("preview-of-nothing", Preview, "unexpected"),
            ("info", Moderation, "false"),
            ("info-moderated", Moderation, "true"),
            ("config", Moderation, "unexpected"),
            ("counts", Counts(3), "[9, 0, 0]"),
            ("counts", Counts(2), "unexpected"),
            ("counts-without-held", Counts(1), "[0]"),
            ("counts-of-an-object", Counts(1), "[0]"),
            ("body-too-large", Counts(3), "unexpected"),
        ],
        came_to,
    );
}

#[test]
fn a_held_comment_is_not_published() {
    let mut held = answer("isso", "held");
    held.status = 201;
    assert_eq!(came_to(Ask::Send, &held), "held 1");
    let mut accepted = answer("isso", "sent-first");
    accepted.status = 202;
    assert_eq!(came_to(Ask::Send, &accepted), "held 1");
}

fn published(name: &str) -> kiosque_model::Comment {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    match thread.outcome(&answer("isso", name), false, &wording) {
        Outcome::Published(comment) => *comment,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_comment_is_read_whole() {
    let comment = published("sent-first");
    assert_eq!(comment.author, "Inès Faure");
    assert_eq!(comment.website.as_deref(), Some("http://example.org/ines"));
    assert_eq!(
        (comment.created, comment.moment),
        (1_795_000_001, wording(1_795_000_001))
    );
    assert!(comment.html.starts_with("<p>La salle était <strong>"));
    assert_eq!(
        comment.votes,
        Some(kiosque_model::discussion::Votes::default())
    );
    assert!(!comment.edited && !comment.deleted);
}

#[test]
fn a_name_and_a_site_that_isso_escaped_are_as_they_were_written() {
    let comment = published("author-escaped");
    assert_eq!(comment.author, "<b>Noé</b> & \"Fils\"");
    assert_eq!(
        comment.website.as_deref(),
        Some("http://example.org/?a=1&b=2")
    );
}

#[test]
fn a_comment_that_was_taken_back_keeps_nothing_of_its_writer() {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    let list = answer("isso", "list-with-deleted");
    let page = thread.read_list(&list, 0, &wording).expect("a list");
    let gone = page.comments.first().expect("a comment");
    assert!(gone.deleted && gone.html.is_empty() && gone.author.is_empty());
    assert_eq!(
        page.wants,
        Some(Wants {
            name: true,
            email: true
        })
    );

    let edited = thread.read_own(&answer("isso", "edited"), &wording);
    assert!(
        edited
            .expect("a comment")
            .is_some_and(|comment| comment.edited)
    );
}

#[test]
fn instants_and_votes_that_cannot_be_are_not_told() {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    let list = answer("isso", "list-with-odd-numbers");
    let page = thread.read_list(&list, 0, &wording).expect("a list");
    let odd = page.comments.last().expect("a comment");
    assert_eq!((odd.created, odd.parent), (0, None));
    assert_eq!(odd.votes.map(|votes| votes.likes), Some(0));
}

fn is_there(name: &str, submission: &Submission, after: Option<u64>) -> String {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    let found = thread.is_there(&answer("isso", name), submission, after);
    read(found, |found| {
        found.map_or("no".into(), |id| id.to_string())
    })
}

#[test]
fn a_comment_to_which_no_answer_came_is_found_by_its_words() {
    let mut sent = Submission {
        name: " Loin ".into(),
        text: "\nD'une **autre** origine\r\n".into(),
        ..Submission::default()
    };
    assert_eq!(is_there("list-newest-plain", &sent, Some(9)), "10");
    assert_eq!(is_there("list-newest-plain", &sent, None), "10");
    assert_eq!(is_there("list-newest-plain", &sent, Some(10)), "no");
    // The comment that it answers is gone, so it stands at the top.
    sent.parent = Some(3);
    assert_eq!(is_there("list-newest-plain", &sent, Some(9)), "10");
    sent.name = "Avec".into();
    assert_eq!(is_there("list-newest-plain", &sent, None), "no");
    assert_eq!(is_there("own-without-cookie", &sent, None), "forbidden");
    assert_eq!(is_there("json-array", &sent, None), "unexpected");
}

#[test]
fn an_answer_is_found_among_answers_and_the_oldest_of_several_is_meant() {
    let sent = Submission {
        name: "Lucie".into(),
        text: "<p>D&#x27;accord</p>".into(),
        parent: Some(9),
        ..Submission::default()
    };
    assert_eq!(is_there("list", &sent, Some(2)), "3");
    let at_the_top = Submission {
        parent: None,
        ..sent
    };
    assert_eq!(is_there("list", &at_the_top, Some(2)), "no");
    let escaped = Submission {
        name: "<b>Noé</b> & \"Fils\"".into(),
        text: "<p>Un nom à balises</p>".into(),
        ..Submission::default()
    };
    assert_eq!(is_there("list-with-deleted", &escaped, None), "7");
}
