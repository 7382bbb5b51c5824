#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use kiosque_drivers::Method;
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_795_390_400;

fn service(driver: CommentDriver) -> CommentService {
    CommentService {
        driver,
        url: "http://127.0.0.1:8801".into(),
        name_required: true,
        email_required: true,
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer {
        status,
        content_type: "application/json".into(),
        total: None,
        body: body.to_string(),
    }
}

fn page() -> Answer {
    Answer {
        status: 200,
        content_type: "text/html; charset=utf-8".into(),
        total: None,
        body: "<!doctype html><title>Bienvenue</title>".into(),
    }
}

/// A comment as Isso lists it.
fn isso(id: u64, replies: &[Value]) -> Value {
    json!({
        "id": id, "parent": null, "created": 1795390329.5, "modified": null, "mode": 1,
        "text": format!("<p>Commentaire {id}</p>"), "author": "Zoé &amp; Ali", "website": null,
        "likes": 0, "dislikes": 0, "hash": "9896949bbdec",
        "total_replies": replies.len(), "hidden_replies": 0, "replies": replies,
    })
}

fn thread(replies: &[Value]) -> Answer {
    let listed = json!({
        "id": null, "total_replies": replies.len(), "hidden_replies": 0, "replies": replies,
        "config": {"require-author": true, "require-email": true},
    });
    answer(200, &listed)
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn kept(name: &str, asked: i64, total: u32) -> (String, KeptThread) {
    let thread = KeptThread {
        asked,
        total,
        comments: Vec::new(),
    };
    (name.to_owned(), thread)
}

fn gathered(
    driver: CommentDriver,
    threads: &[&str],
    before: Kept,
    ask: &(dyn Fn(&Request) -> Result<Answer, ServiceFault> + Sync),
) -> Gathered {
    let asker = Asker {
        ask,
        now: NOW,
        asked: &|_, _| {},
    };
    gather(&service(driver), &names(threads), before, asker)
}

/// The threads that a question counts.
fn counted(request: &Request) -> Option<Vec<String>> {
    if request.method != Method::Post {
        return None;
    }
    serde_json::from_str(request.body.as_deref()?).ok()
}

/// The thread that a question reads.
fn asked_for(request: &Request) -> String {
    let (_, rest) = request.url.split_once("uri=").unwrap();
    rest.split('&').next().unwrap().to_owned()
}

#[test]
fn isso_is_asked_for_the_threads_that_have_comments_alone() {
    let asked = Mutex::new(Vec::new());
    let told = gathered(
        CommentDriver::Isso,
        &["/a/", "/b/", "/c/"],
        Kept::default(),
        &|request| {
            asked.lock().unwrap().push(request.url.clone());
            if let Some(names) = counted(request) {
                assert_eq!(names, ["/a/", "/b/", "/c/"]);
                return Ok(answer(200, &json!([0, 2, 0])));
            }
            assert_eq!(asked_for(request), "/b/");
            let mut reply = isso(3, &[]);
            reply["parent"] = json!(1);
            Ok(thread(&[isso(1, &[reply])]))
        },
    );
    assert_eq!(told.shortfall, None);
    assert_eq!(asked.into_inner().unwrap().len(), 2);
    let totals: Vec<_> = told
        .kept
        .threads
        .iter()
        .map(|(name, thread)| (name.as_str(), thread.total, thread.asked))
        .collect();
    assert_eq!(totals, [("/a/", 0, NOW), ("/b/", 2, NOW), ("/c/", 0, NOW)]);
    let comments = &told.kept.threads["/b/"].comments;
    let ids: Vec<_> = comments.iter().map(|one| (one.id, one.parent)).collect();
    assert_eq!(ids, [(1, None), (3, Some(1))]);
    assert_eq!(comments[0].author, "Zoé & Ali");
}

#[test]
fn a_service_that_is_down_leaves_what_it_told_before() {
    let before = Kept {
        threads: [kept("/a/", 20, 3), kept("/b/", 10, 1), kept("/gone/", 5, 9)].into(),
    };
    for (given, fault) in [
        (
            Err(ServiceFault::Connection("refused".into())),
            ServiceFault::Connection("refused".into()),
        ),
        (Err(ServiceFault::Late), ServiceFault::Late),
        (Ok(answer(500, &json!({}))), ServiceFault::Status(500)),
        (Ok(page()), ServiceFault::Unreadable),
        (Ok(answer(200, &json!([1]))), ServiceFault::Unreadable),
        (Ok(answer(200, &json!({"a": 1}))), ServiceFault::Unreadable),
    ] {
        let told = gathered(
            CommentDriver::Isso,
            &["/a/", "/b/", "/c/"],
            before.clone(),
            &|_| given.clone(),
        );
        assert_eq!(
            told.shortfall,
            Some(Shortfall {
                fault,
                unread: 3,
                oldest: Some(10)
            })
        );
        let names: Vec<_> = told.kept.threads.keys().collect();
        assert_eq!(names, ["/a/", "/b/"], "what is of no article is left");
        assert_eq!(told.kept.threads["/a/"].total, 3);
    }
    let told = gathered(CommentDriver::Isso, &["/c/"], Kept::default(), &|_| {
        Err(ServiceFault::Late)
    });
    assert_eq!(told.shortfall.map(|it| it.oldest), Some(None));
}

#[test]
fn a_thread_that_cannot_be_read_keeps_none_of_the_others_back() {
    let before = Kept {
        threads: [kept("/a/", 10, 7), kept("/b/", 10, 7)].into(),
    };
    let told = gathered(
        CommentDriver::Isso,
        &["/a/", "/b/"],
        before,
        &|request| match counted(request) {
            Some(_) => Ok(answer(200, &json!([1, 1]))),
            None if asked_for(request) == "/a/" => Ok(answer(500, &json!(null))),
            None => Ok(thread(&[isso(4, &[])])),
        },
    );
    assert_eq!(told.kept.threads["/a/"].total, 7);
    assert_eq!(told.kept.threads["/b/"].total, 1);
    assert_eq!(
        told.shortfall,
        Some(Shortfall {
            fault: ServiceFault::Status(500),
            unread: 1,
            oldest: Some(10)
        })
    );
}

#[test]
fn a_service_that_goes_wrong_again_and_again_is_left_alone() {
    let threads: Vec<String> = (0..100).map(|number| format!("/{number:02}/")).collect();
    let threads: Vec<&str> = threads.iter().map(String::as_str).collect();
    // The last ones were never read: they come first.
    let before = Kept {
        threads: (0..90).map(|n| kept(threads[n], 10, 1)).collect(),
    };
    let asked = Mutex::new(Vec::new());
    let told = gathered(CommentDriver::Isso, &threads, before, &|request| {
        if let Some(names) = counted(request) {
            return Ok(answer(200, &json!(vec![1; names.len()])));
        }
        asked.lock().unwrap().push(asked_for(request));
        Err(ServiceFault::Late)
    });
    let asked = asked.into_inner().unwrap();
    assert!(asked.len() < PATIENCE + AT_ONCE, "{asked:?}");
    assert!(
        asked.iter().all(|name| name.as_str() >= "/90/"),
        "{asked:?}"
    );
    assert_eq!(told.shortfall.map(|it| it.unread), Some(100));
}

#[test]
fn a_thread_of_many_pages_is_read_to_its_end() {
    let told = gathered(CommentDriver::Isso, &["/a/"], Kept::default(), &|request| {
        if counted(request).is_some() {
            return Ok(answer(200, &json!([150])));
        }
        let from = request.url.contains("offset=0") || !request.url.contains("offset");
        let (ids, hidden) = if from { (1..101, 50) } else { (101..151, 0) };
        let replies: Vec<_> = ids.map(|id| isso(id, &[])).collect();
        let listed = json!({
            "id": null, "total_replies": 150, "hidden_replies": hidden, "replies": replies,
        });
        Ok(answer(200, &listed))
    });
    let thread = &told.kept.threads["/a/"];
    assert_eq!((thread.total, thread.comments.len()), (150, 150));
}

/// A comment as WordPress lists it.
fn wordpress(id: u64, post: u64, parent: u64, minute: u32) -> Value {
    json!({
        "id": id, "post": post, "parent": parent, "author_name": "Zoé", "author_url": "",
        "date_gmt": format!("2026-01-15T18:{minute:02}:00"),
        "content": {"rendered": format!("<p>Commentaire {id}</p>\n")}, "status": "approved",
    })
}

fn listing(comments: &[Value], total: u32) -> Answer {
    Answer {
        total: Some(total),
        ..answer(200, &json!(comments))
    }
}

#[test]
fn wordpress_lists_its_whole_site_and_each_thread_gets_its_own() {
    let told = gathered(
        CommentDriver::WordPress,
        &["4", "7"],
        Kept {
            threads: [kept("7", 10, 5)].into(),
        },
        &|_| {
            let comments = [
                wordpress(2, 4, 0, 0),
                wordpress(3, 4, 0, 1),
                wordpress(9, 12, 0, 2),
                wordpress(5, 4, 2, 3),
                wordpress(6, 4, 99, 4),
                wordpress(8, 4, 5, 5),
            ];
            Ok(listing(&comments, 6))
        },
    );
    assert_eq!(told.shortfall, None);
    let ids = |name: &str| {
        let comments = &told.kept.threads[name].comments;
        comments.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("4"), [2, 5, 8, 3, 6]);
    assert_eq!(told.kept.threads["4"].total, 5);
    assert_eq!(ids("7"), [0; 0], "a thread that shrank to nothing is empty");
    assert_eq!(told.kept.threads["7"].total, 0);
    assert_eq!(told.kept.threads.len(), 2);
}

fn wordpress_pages(failing: Option<&'static str>) -> Gathered {
    let before = Kept {
        threads: [kept("4", 10, 5)].into(),
    };
    gathered(CommentDriver::WordPress, &["4"], before, &move |request| {
        let (_, page) = request.url.split_once("&page=").unwrap();
        let page = page.split('&').next().unwrap();
        if failing == Some(page) {
            return Ok(answer(503, &json!(null)));
        }
        let page: u64 = page.parse().unwrap();
        let ids = match page {
            1..=3 => (page - 1) * 100 + 1..page * 100 + 1,
            4 => 301..321,
            _ => 0..0,
        };
        // The one on the next page may have been seen on this one.
        let comments: Vec<_> = ids.map(|id| wordpress(id.max(2), 4, 0, 0)).collect();
        Ok(listing(&comments, 320))
    })
}

#[test]
fn a_site_of_many_pages_is_read_to_its_end() {
    let told = wordpress_pages(None);
    assert_eq!(told.shortfall, None);
    let thread = &told.kept.threads["4"];
    assert_eq!((thread.total, thread.comments.len()), (319, 319));
}

#[test]
fn a_page_that_is_not_told_leaves_every_thread_as_it_was() {
    for failing in ["1", "3", "4"] {
        let told = wordpress_pages(Some(failing));
        assert_eq!(told.kept.threads["4"].total, 5);
        let fault = told.shortfall.map(|it| it.fault);
        assert_eq!(fault, Some(ServiceFault::Status(503)));
    }
}

#[test]
fn comments_that_answer_each_other_in_a_circle_are_all_there() {
    let comment = |id, parent| {
        let comment = Comment {
            id,
            parent,
            author: String::new(),
            website: None,
            created: 0,
            moment: unworded(0),
            edited: false,
            deleted: false,
            votes: None,
            html: String::new(),
        };
        (id, comment)
    };
    let comments = [
        comment(1, Some(2)),
        comment(2, Some(1)),
        comment(3, None),
        comment(4, Some(4)),
    ];
    let sorted = with_answers(comments.into());
    let ids: Vec<_> = sorted.iter().map(|one| one.id).collect();
    assert_eq!(ids, [3, 1, 2, 4]);
}
