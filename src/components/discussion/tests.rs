use kiosque_model::discussion::{CommentService, Votes};
use kiosque_model::{Comment, Moment};

use super::*;
use crate::rendering::html;

fn comment(id: u64, parent: Option<u64>, html: &str) -> Comment {
    Comment {
        id,
        parent,
        author: "Zoé <b>Martin</b>".into(),
        website: Some("https://example.org/zoe".into()),
        created: 0,
        moment: Moment {
            iso: "2026-01-15T19:00:00+01:00".into(),
            full: "15 janvier 2026 à 19 h".into(),
            date: "15 janvier 2026".into(),
            hour: "19 h".into(),
        },
        edited: false,
        deleted: false,
        votes: Some(Votes {
            likes: 2,
            dislikes: 1,
        }),
        html: html.into(),
    }
}

fn discussion(driver: CommentDriver, comments: Vec<Comment>) -> Discussion {
    Discussion {
        service: CommentService {
            driver,
            url: "https://wp.example".into(),
            name_required: true,
            email_required: true,
        },
        thread: "12".into(),
        closed: false,
        zone: "Europe/Paris".into(),
        address: Some("https://journal.example/a/".into()),
        total: u32::try_from(comments.len()).unwrap_or_default(),
        comments,
    }
}

fn printed(discussion: Discussion) -> String {
    let page = Page {
        url: "/a/".into(),
        title: "A".into(),
    };
    html(Language::Fr, move || {
        view! { <DiscussionView discussion page /> }
    })
}

#[test]
fn comments_are_printed_under_what_they_answer_and_can_be_linked_to() {
    let html = printed(discussion(
        CommentDriver::Isso,
        vec![
            comment(1, None, "<p>Un</p>"),
            comment(2, Some(1), "<p>Deux</p>"),
        ],
    ));
    for part in [
        "<h2 id=\"commentaires-titre\" tabindex=\"-1\">2\u{a0}commentaires</h2>",
        "<article class=\"comment\" id=\"comment-1\"",
        "<ol class=\"comment-answers\"><li class=\"comment-entry\"><article class=\"comment\" id=\"comment-2\"",
        "<a class=\"comment-permalink\" href=\"#comment-2\"><time datetime=\"2026-01-15T19:00:00+01:00\">",
        "J’approuve\u{a0}: 2",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
}

#[test]
fn what_a_service_says_is_never_html() {
    let html = printed(discussion(
        CommentDriver::Isso,
        vec![comment(
            1,
            None,
            "<p>a<img src=x onerror=alert(1)><script>alert(2)</script> \
             <a href=\"javascript:alert(3)\">b</a></p>",
        )],
    ));
    for part in ["<img", "<script", "javascript:", "<b>Martin"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
    assert!(html.contains("Zoé &lt;b&gt;Martin&lt;/b&gt;"));
}

#[test]
fn only_a_form_that_can_post_by_itself_is_printed() {
    let html = printed(discussion(CommentDriver::WordPress, Vec::new()));
    for part in [
        "<form class=\"comment-form\" id=\"laisser-un-commentaire\"",
        "action=\"https://wp.example/wp-comments-post.php\" method=\"post\"",
        "name=\"comment_post_ID\" value=\"12\"",
        "name=\"redirect_to\" value=\"https://journal.example/a/\"",
        "autocomplete=\"email\" required",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    let html = printed(discussion(CommentDriver::Isso, Vec::new()));
    assert!(!html.contains("<form"), "{html}");
    assert!(
        html.contains("<p class=\"needs-script\">Pour écrire un commentaire"),
        "{html}"
    );
}

#[test]
fn a_closed_discussion_has_neither_form_nor_answers() {
    let mut closed = discussion(
        CommentDriver::WordPress,
        vec![comment(1, None, "<p>Un</p>")],
    );
    closed.closed = true;
    let html = printed(closed);
    assert!(!html.contains("<form") && !html.contains("data-act=\"reply\""));
    assert!(html.contains("Les commentaires de cet article sont fermés."));
    assert!(html.contains("id=\"comment-1\""));
}

#[test]
fn what_a_writer_took_back_stays_as_a_place_for_its_answers() {
    let mut gone = comment(1, None, "");
    gone.deleted = true;
    let html = printed(discussion(
        CommentDriver::Isso,
        vec![gone, comment(2, Some(1), "<p>Deux</p>")],
    ));
    assert!(html.contains("Ce commentaire a été retiré par son auteur."));
    assert!(html.contains("<p>Deux</p>"));
}
