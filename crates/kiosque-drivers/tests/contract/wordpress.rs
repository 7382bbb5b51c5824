use kiosque_drivers::comments::Thread;
use kiosque_drivers::{Answer, Outcome, printed};
use kiosque_model::CommentDriver;

use crate::answers::{answer, check};
use crate::words::{listing, outcome, page, place, read, service, wording};

/// What was asked.
#[derive(Clone, Copy)]
enum Ask {
    Send,
    /// A comment to which no answer came.
    SendAgain,
    List,
    /// The page after so many comments.
    ListFrom(u32),
    /// The comments of the whole site.
    Site,
}

fn came_to(ask: Ask, answer: &Answer) -> String {
    let service = service(CommentDriver::WordPress);
    let thread = Thread {
        service: &service,
        name: "4",
    };
    let list = |from| read(thread.read_list(answer, from, &wording), |it| page(&it));
    match ask {
        Ask::Send => outcome(thread.outcome(answer, false, &wording)),
        Ask::SendAgain => outcome(thread.outcome(answer, true, &wording)),
        Ask::List => list(0),
        Ask::ListFrom(from) => list(from),
        Ask::Site => read(printed::read_page(answer, 100, &wording), |site| {
            let places = site
                .comments
                .iter()
                .map(|(post, comment)| format!("{post}:{}", place(comment)));
            listing(places, site.total, site.next)
        }),
    }
}

#[test]
fn every_answer_of_wordpress_has_a_meaning() {
    use Ask::*;
    check(
        "wordpress",
        &[
            // A thread, and the site.
            ("list", List, "2 3<2 of 2"),
            ("list-without-content", List, "2 of 1"),
            ("list-of-answers", List, "3<2 of 1"),
            ("list-second-page", ListFrom(100), "103<2 of 101"),
            ("list-newest", List, "8 2 7<3 9<8 of 4"),
            ("list-without-held", List, "5 4 3 2 of 4"),
            ("list-of-a-moderator", List, "of 6"),
            ("list-of-no-post", List, "of 0"),
            ("list-empty-page", ListFrom(100), "of 2"),
            ("list-past-the-end", ListFrom(100), "of 100"),
            ("list-past-the-end", List, "unexpected"),
            ("list-too-many", List, "unexpected"),
            ("list-held-refused", List, "forbidden"),
            ("list-email-refused", List, "forbidden"),
            ("list-of-a-protected-post", List, "forbidden"),
            ("held-unreadable", List, "forbidden"),
            ("post-unreadable", List, "forbidden"),
            ("post-gone", List, "unexpected"),
            ("one-unknown", List, "unexpected"),
            ("no-route", List, "unexpected"),
            ("head", List, "unexpected"),
            ("preflight", List, "unexpected"),
            ("warning-before-json", List, "unexpected"),
            ("printed", Site, "4:2 11:3 4:4<2 of 240 next 200"),
            ("list-past-the-end", Site, "of 100"),
            ("list-too-many", Site, "of 100"),
            ("list-of-a-moderator", Site, "of 6"),
            ("firewall", Site, "forbidden"),
            // A comment that is sent.
            ("sent", Send, "published 4"),
            ("sent-answer", Send, "published 5<2"),
            ("sent-known-writer", Send, "published 8"),
            ("sent-with-an-odd-site", Send, "published 12"),
            ("sent-to-no-parent", Send, "published 13<9999"),
            ("sent-with-an-agent", Send, "published 14"),
            ("held", Send, "held 6"),
            ("held-unknown-writer", Send, "held 7"),
            ("held-word", Send, "held 9"),
            ("held-links", Send, "held 11"),
            ("trashed-word", Send, "unwelcome"),
            ("spam", Send, "unwelcome"),
            ("duplicate", Send, "duplicate"),
            ("duplicate", SendAgain, "held"),
            ("form-duplicate", Send, "duplicate"),
            ("form-duplicate", SendAgain, "held"),
            ("flood", Send, "too fast 15"),
            ("flood", SendAgain, "too fast 15"),
            ("form-flood", Send, "too fast 15"),
            ("login-required", Send, "login"),
            ("closed", Send, "closed"),
            ("post-unknown", Send, "closed"),
            ("post-draft", Send, "closed"),
            ("post-trashed", Send, "closed"),
            ("post-protected", Send, "closed"),
            ("writer-missing", Send, "refused"),
            ("email-invalid", Send, "refused Email"),
            ("email-long", Send, "refused Email"),
            ("name-long", Send, "refused Name"),
            ("url-long", Send, "refused Website"),
            ("content-invalid", Send, "refused Text"),
            ("content-long", Send, "refused Text"),
            ("post-no-number", Send, "failed"),
            ("broken-json", Send, "failed"),
            ("status-set", Send, "failed"),
            ("author-set", Send, "failed"),
            ("address-set", Send, "failed"),
            ("edit-refused", Send, "failed"),
            ("delete-refused", Send, "failed"),
            ("no-route", Send, "failed"),
            ("firewall", Send, "failed"),
            ("form-closed", Send, "failed"),
            ("form-read", Send, "failed"),
            ("create-failed", Send, "unclear"),
            ("form-sent", Send, "unclear"),
            ("form-held", Send, "unclear"),
            ("form-sent-elsewhere", Send, "unclear"),
            ("form-refused", Send, "unclear"),
            ("form-of-no-post", Send, "unclear"),
            ("preflight", Send, "unclear"),
            ("warning-before-json", Send, "unclear"),
        ],
        came_to,
    );
}

#[test]
fn a_comment_is_read_whole_and_its_escapes_are_resolved() {
    let service = service(CommentDriver::WordPress);
    let thread = Thread {
        service: &service,
        name: "4",
    };
    let page = thread.read_list(&answer("wordpress", "list"), 0, &wording);
    let comments = page.expect("a list").comments;
    let [first, second] = &comments[..] else {
        panic!("{comments:?}");
    };
    assert_eq!(first.author, "Inès Faure");
    assert_eq!((first.parent, first.website.as_deref()), (None, None));
    assert_eq!(first.created, 1_770_109_687);
    assert_eq!(
        first.html,
        "<p>La salle était pleine.</p>\n<p>Et bruyante.</p>\n"
    );
    assert_eq!(first.votes, None);
    assert_eq!(second.author, "Karim & fils");
    assert_eq!(
        second.website.as_deref(),
        Some("https://example.org/?a=1&b=2")
    );
}

#[test]
fn a_site_that_is_none_is_not_linked() {
    let service = service(CommentDriver::WordPress);
    let thread = Thread {
        service: &service,
        name: "4",
    };
    let sent = answer("wordpress", "sent-with-an-odd-site");
    match thread.outcome(&sent, false, &wording) {
        Outcome::Published(comment) => assert_eq!(comment.website, None),
        other => panic!("{other:?}"),
    }
}

#[test]
fn where_the_total_is_hidden_a_full_page_has_another_after_it() {
    let service = service(CommentDriver::WordPress);
    let thread = Thread {
        service: &service,
        name: "4",
    };
    let one = r#"{"id":1,"parent":0,"status":"approved"}"#;
    let next = |comments: usize, from| {
        let answer = Answer {
            status: 200,
            content_type: "application/json".into(),
            total: None,
            body: format!("[{}]", vec![one; comments].join(",")),
        };
        let page = thread.read_list(&answer, from, &wording).expect("a list");
        (page.total, page.next)
    };
    assert_eq!(next(100, 0), (100, Some(100)));
    assert_eq!(next(100, 200), (300, Some(300)));
    assert_eq!(next(99, 100), (199, None));
    assert_eq!(next(100, u32::MAX), (u32::MAX, Some(u32::MAX)));
}
