//! What services are asked, to the letter.

use kiosque_drivers::comments::{Sort, Submission, Thread};
use kiosque_drivers::{Method, Request, newsletter, printed};
use kiosque_model::{CommentDriver, CommentService, NewsletterService};
use serde_json::{Value, json};

use crate::newsletters::{ghost, listmonk};
use crate::words::service;

fn isso() -> CommentService {
    CommentService {
        url: "/isso".into(),
        ..service(CommentDriver::Isso)
    }
}

fn thread<'a>(service: &'a CommentService) -> Thread<'a> {
    Thread {
        service,
        name: match service.driver {
            CommentDriver::Isso => "/vie/l'été & nous/",
            CommentDriver::WordPress => "4",
        },
    }
}

fn submission() -> Submission {
    Submission {
        text: "    un code\nun mot \n".into(),
        name: " Inès ".into(),
        email: " ines@example.org ".into(),
        website: "https://example.org".into(),
        parent: Some(3),
        title: "L'été".into(),
    }
}

fn body(request: &Request) -> Value {
    let body = request.body.as_deref().expect("a body");
    serde_json::from_str(body).expect("JSON")
}

const URI: &str = "uri=/vie/l%27%C3%A9t%C3%A9%20%26%20nous/";

#[test]
fn isso_lists_first_comments_by_the_hundred_and_all_answers_to_them() {
    let service = isso();
    let thread = thread(&service);
    for (sort, from, asked) in [
        (Sort::Oldest, 0, "sort=oldest&limit=100&offset=0"),
        (Sort::Newest, 100, "sort=newest&limit=100&offset=100"),
        (Sort::Best, 0, "sort=upvotes&limit=100&offset=0"),
    ] {
        let request = thread.list(sort, from);
        let url = format!("/isso/?{URI}&{asked}&nested_limit=1000000");
        assert_eq!((request.method, request.url), (Method::Get, url));
        assert!(request.body.is_none() && !request.cookies);
    }
}

#[test]
fn isso_is_sent_a_comment_with_a_title_and_without_what_is_not_given() {
    let service = isso();
    let request = thread(&service).submit(&submission());
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, format!("/isso/new?{URI}"));
    assert!(request.cookies);
    assert_eq!(
        body(&request),
        json!({
            "text": "    un code\nun mot", "author": "Inès", "email": "ines@example.org",
            "website": "https://example.org", "parent": 3, "title": "L'été"
        })
    );
    let bare = Submission {
        text: "Un mot".into(),
        website: " ".into(),
        ..Submission::default()
    };
    let request = thread(&service).submit(&bare);
    assert_eq!(
        body(&request),
        json!({
            "text": "Un mot", "author": null, "email": null, "website": null, "parent": null,
            "title": ""
        })
    );
}

#[test]
fn isso_knows_writers_by_their_cookies() {
    let service = isso();
    let thread = thread(&service);
    let asked = [
        (thread.own(7), Method::Get, "/isso/id/7"),
        (thread.source(7), Method::Get, "/isso/id/7?plain=1"),
        (thread.edit(7, &submission()), Method::Put, "/isso/id/7"),
        (thread.delete(7), Method::Delete, "/isso/id/7"),
        (thread.vote(7, false), Method::Post, "/isso/id/7/like"),
        (thread.vote(7, true), Method::Post, "/isso/id/7/dislike"),
    ];
    for (request, method, url) in asked {
        let request = request.expect("a question");
        assert_eq!((request.method, request.url.as_str()), (method, url));
        assert!(request.cookies, "{url}");
        assert_eq!(request.body.is_some(), method == Method::Put, "{url}");
    }
}

#[test]
fn isso_is_asked_the_rest_without_cookies() {
    let service = isso();
    let thread = thread(&service);
    let look = thread.look_for().expect("a question");
    assert_eq!(look.url, format!("/isso/?{URI}&plain=1"));
    let info = thread.ask_moderation().expect("a question");
    assert_eq!(info.url, "/isso/info");
    let preview = thread.preview("*a*").expect("a question");
    assert_eq!(
        (preview.method, preview.url.as_str()),
        (Method::Post, "/isso/preview")
    );
    assert_eq!(body(&preview), json!({ "text": "*a*" }));
    let counts = printed::counts(&service, &["/a/", "/é/"]).expect("a question");
    assert_eq!(
        (counts.method, counts.url.as_str()),
        (Method::Post, "/isso/count")
    );
    assert_eq!(body(&counts), json!(["/a/", "/é/"]));
    for request in [look, info, preview, counts] {
        assert!(!request.cookies, "{}", request.url);
    }
    assert_eq!(printed::page(&service, 0), None);
}

#[test]
fn wordpress_lists_comments_by_the_hundred() {
    let service = service(CommentDriver::WordPress);
    let thread = thread(&service);
    let fields = "_fields=id,post,parent,author_name,author_url,date_gmt,content,status";
    for (sort, from, asked) in [
        (Sort::Oldest, 0, "page=1&orderby=date_gmt&order=asc"),
        (Sort::Best, 100, "page=2&orderby=date_gmt&order=asc"),
        (Sort::Newest, 250, "page=3&orderby=date_gmt&order=desc"),
    ] {
        let url = format!(
            "http://127.0.0.1:8802/wp-json/wp/v2/comments?post=4&per_page=100&{asked}&{fields}"
        );
        let request = thread.list(sort, from);
        assert_eq!((request.method, request.url), (Method::Get, url));
    }
    let site = printed::page(&service, 100).expect("a question");
    assert_eq!(
        site.url,
        format!(
            "http://127.0.0.1:8802/wp-json/wp/v2/comments?per_page=100&page=2&orderby=date_gmt\
             &order=asc&{fields}"
        )
    );
    assert_eq!(printed::counts(&service, &["4"]), None);
}

#[test]
fn wordpress_is_sent_a_comment_without_what_is_not_given() {
    let service = service(CommentDriver::WordPress);
    let request = thread(&service).submit(&submission());
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, "http://127.0.0.1:8802/wp-json/wp/v2/comments");
    assert!(!request.cookies);
    assert_eq!(
        body(&request),
        json!({
            "post": 4, "parent": 3, "author_name": "Inès", "author_email": "ines@example.org",
            "author_url": "https://example.org", "content": "un code\nun mot"
        })
    );
    let unknown = Thread {
        service: &service,
        name: "/a/",
    };
    let bare = Submission {
        text: "Un mot".into(),
        ..Submission::default()
    };
    assert_eq!(
        body(&unknown.submit(&bare)),
        json!({ "post": 0, "author_name": "", "author_email": "", "content": "Un mot" })
    );
}

#[test]
fn wordpress_has_nothing_to_take_back_and_nobody_votes() {
    let service = service(CommentDriver::WordPress);
    let thread = thread(&service);
    let asked = [
        thread.look_for(),
        thread.ask_moderation(),
        thread.own(1),
        thread.source(1),
        thread.edit(1, &submission()),
        thread.delete(1),
        thread.vote(1, false),
        thread.preview("a"),
    ];
    assert_eq!(asked, [const { None }; 8]);
    assert_eq!(thread.written("a\nb"), "<p>a<br />\nb</p>\n");
}

#[test]
fn ghost_is_asked_a_token_and_then_a_message() {
    let token = newsletter::ask_token(&ghost()).expect("a question");
    assert_eq!(
        token.url,
        "http://127.0.0.1:8803/members/api/integrity-token/"
    );
    let sent = newsletter::submit(&ghost(), " ines@example.org", Some("1:2:3"));
    let sent = sent.expect("a question");
    assert_eq!(
        sent.url,
        "http://127.0.0.1:8803/members/api/send-magic-link/"
    );
    assert_eq!(
        body(&sent),
        json!({
            "email": "ines@example.org", "emailType": "subscribe",
            "newsletters": [{ "name": "Le Matin" }], "integrityToken": "1:2:3", "honeypot": ""
        })
    );
    let any = NewsletterService::Ghost {
        url: "/ghost".into(),
        newsletters: Vec::new(),
    };
    let sent = newsletter::submit(&any, "ines@example.org", None).expect("a question");
    assert_eq!(
        body(&sent),
        json!({ "email": "ines@example.org", "emailType": "subscribe", "honeypot": "" })
    );
}

#[test]
fn listmonk_is_sent_an_address_and_lists() {
    assert_eq!(newsletter::ask_token(&listmonk()), None);
    let sent = newsletter::submit(&listmonk(), "ines@example.org ", None).expect("a question");
    assert_eq!(sent.method, Method::Post);
    assert_eq!(sent.url, "http://127.0.0.1:9000/api/public/subscription");
    assert_eq!(
        body(&sent),
        json!({
            "email": "ines@example.org", "list_uuids": ["eb420c55-4cfb-4972-92ba-c93c34ba475d"]
        })
    );
}
