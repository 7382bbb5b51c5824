//! A service of comments, asked by `kiosque build`: what it tells is printed, and printed again
//! where it does not answer.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;
use std::thread;
use std::time::Duration;

use kiosque_model::{Article, Discussion, Page, PageBody};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::service::{Health, Service};
use super::with_settings;
use crate::command::{command, told};
use crate::write_article;
use crate::writing::tree;

/// A newsroom, and where its site and what it keeps go.
struct Newsroom {
    content: TempDir,
    out: TempDir,
    cache: TempDir,
}

impl Newsroom {
    fn with(settings: &str) -> Self {
        Self {
            content: with_settings(settings),
            out: TempDir::new().unwrap(),
            cache: TempDir::new().unwrap(),
        }
    }

    fn isso(service: &Service) -> Self {
        Self::with(&format!(
            "[comments]\ndriver = \"isso\"\nurl = \"/isso\"\nask = \"{}\"",
            service.url()
        ))
    }

    fn build(&self, arguments: &[&str], variable: Option<&str>) -> Output {
        let mut command = command();
        command
            .args(["build", "--no-compress", "--out"])
            .arg(self.out.path())
            .arg("--content")
            .arg(self.content.path())
            .args(arguments)
            .env("KIOSQUE_CACHE", self.cache.path());
        if let Some(value) = variable {
            command.env("KIOSQUE_COMMENTS", value);
        }
        command.output().unwrap()
    }

    /// Builds without a fault, and says what was said.
    fn built(&self, arguments: &[&str], variable: Option<&str>) -> String {
        let built = self.build(arguments, variable);
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
        told(&built)
    }

    fn article(&self, path: &str) -> Article {
        let json = fs::read_to_string(self.out.path().join(path).join("page.json")).unwrap();
        match <Page>::from_json(&json).unwrap().body {
            PageBody::Article(article) => *article,
            other => panic!("{other:?}"),
        }
    }

    fn discussion(&self) -> Discussion {
        *self.article("ville/visite").discussion.unwrap()
    }

    fn total(&self) -> u32 {
        let discussion = self.discussion();
        assert_eq!(discussion.comments.len() as u32, discussion.total);
        discussion.total
    }
}

#[test]
fn what_the_service_tells_is_printed_in_the_sites_words() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::isso(&service);
    assert_eq!(newsroom.built(&[], None), "");
    let discussion = newsroom.discussion();
    assert_eq!(discussion.total, 2);
    let first = &discussion.comments[0];
    assert_eq!(
        first.moment.full,
        "28\u{a0}novembre\u{a0}2014 à 9\u{a0}h\u{a0}05"
    );
    assert_eq!((first.author.as_str(), &first.website), ("Zoé <b>", &None));
    // The service is asked by the press, and by browsers at its own address.
    assert_eq!(discussion.service.url, "/isso");
    assert_eq!(
        newsroom
            .article("2014/été à Aix/concert")
            .discussion
            .unwrap()
            .total,
        0
    );
    let html = fs::read_to_string(newsroom.out.path().join("ville/visite/index.html"));
    if let Ok(html) = html {
        assert!(!html.contains("alert(1)</script>"), "{html}");
    }
}

#[test]
fn the_same_answers_give_the_same_site() {
    let service = Service::start(Health::Well(3));
    let newsroom = Newsroom::isso(&service);
    newsroom.built(&[], None);
    let before = tree(newsroom.out.path());
    let other = Newsroom::isso(&service);
    other.built(&[], None);
    let site = |files: std::collections::BTreeMap<String, Vec<u8>>| {
        let mut files = files;
        files.retain(|name, _| !name.starts_with(".kiosque"));
        files
    };
    assert!(site(before) == site(tree(other.out.path())));
    newsroom.built(&[], None);
    service.is(Health::Well(4));
    newsroom.built(&[], None);
    assert_eq!(newsroom.total(), 4);
}

#[test]
fn a_service_that_does_not_answer_leaves_what_it_told_the_last_time() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::isso(&service);
    newsroom.built(&[], None);
    for (health, reason) in [
        (Health::Ill, "répond 500"),
        (Health::Page, "n’est pas celle"),
        (Health::Nonsense, "n’est pas celle"),
        (Health::Moved, "/ailleurs"),
    ] {
        service.is(health);
        let said = newsroom.built(&[], None);
        for words in [
            "avertissement",
            "site.toml:34",
            reason,
            "dernière fois (",
            &service.url(),
        ] {
            assert!(said.contains(words), "{words:?} is not in:\n{said}");
        }
        assert_eq!(newsroom.total(), 2, "{reason}");
    }
    service.is(Health::Well(0));
    assert_eq!(newsroom.built(&[], None), "");
    assert_eq!(
        newsroom.total(),
        0,
        "a thread that shrank to nothing is empty"
    );
}

#[test]
fn a_service_that_never_answered_stops_no_build() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let newsroom = Newsroom::with(&format!(
        "[comments]\ndriver = \"isso\"\nurl = \"http://{closed}/isso/\""
    ));
    let built = newsroom.build(&["--json"], None);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let document: Value = serde_json::from_slice(&built.stdout).unwrap();
    assert_eq!(document["counts"]["warnings"], 1);
    let found = &document["diagnostics"][0];
    assert_eq!(found["code"], "comments-unasked");
    assert_eq!(
        (&found["file"], &found["line"]),
        (&json!("site.toml"), &json!(34))
    );
    let message = found["message"].as_str().unwrap();
    assert!(
        message.contains(&format!("http://{closed}/isso\u{a0}:")),
        "{message}"
    );
    assert!(found["mend"].as_str().unwrap().contains("sans eux"));
    assert_eq!(newsroom.total(), 0);
}

#[test]
fn a_service_that_says_nothing_is_waited_for_no_longer_than_it_may_take() {
    use kiosque_catalogue::editor::ServiceFault;
    use kiosque_drivers::{Method, Request};
    use kiosque_press::discussions::asking::{Client, Patience};

    let service = Service::start(Health::Silent);
    let patience = Patience {
        answer: Duration::from_millis(300),
        ..Patience::default()
    };
    let client = Client::new(&service.url(), patience);
    let request = Request {
        method: Method::Get,
        url: service.url(),
        body: None,
        cookies: false,
    };
    assert_eq!(client.ask(&request), Err(ServiceFault::Late));
    service.is(Health::Page);
    assert_eq!(client.ask(&request).map(|answer| answer.status), Ok(200));
    let all = Duration::ZERO;
    let late = Client::new(&service.url(), Patience { all, ..patience });
    thread::sleep(Duration::from_millis(5));
    assert_eq!(late.ask(&request), Err(ServiceFault::Late));
    let short = Client::new(
        &service.url(),
        Patience {
            bytes: 8,
            ..patience
        },
    );
    assert_eq!(short.ask(&request), Err(ServiceFault::TooLong));
}

#[test]
fn wordpress_is_asked_for_its_whole_site() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::with(&format!(
        "[comments]\ndriver = \"wordpress\"\nurl = \"{}/\"",
        service.url()
    ));
    let content = newsroom.content.path();
    write_article(content, "ancien", 20, "comments_post = 4", "Texte.");
    write_article(content, "muet", 21, "comments_post = 5", "Texte.");
    assert_eq!(newsroom.built(&[], None), "");
    assert_eq!(service.asked(), 1);
    let total = |path: &str| newsroom.article(path).discussion.unwrap().total;
    assert_eq!((total("ville/ancien"), total("ville/muet")), (2, 0));
    service.is(Health::Ill);
    assert!(newsroom.built(&[], None).contains("répond 500"));
    assert_eq!(total("ville/ancien"), 2);
}

#[test]
fn offline_nobody_is_asked_and_what_was_kept_is_printed() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::isso(&service);
    assert_eq!(newsroom.built(&["--offline"], None), "");
    assert_eq!((service.asked(), newsroom.total()), (0, 0));
    newsroom.built(&[], None);
    service.is(Health::Well(5));
    assert!(service.asked() > 0);
    assert_eq!(newsroom.built(&["--offline"], None), "");
    assert_eq!((service.asked(), newsroom.total()), (0, 2));
}

#[test]
fn a_path_of_the_site_is_never_asked() {
    let newsroom = Newsroom::with("[comments]\ndriver = \"isso\"\nurl = \"/isso\"");
    assert_eq!(newsroom.built(&[], None), "");
    assert_eq!(newsroom.total(), 0);
}

#[test]
fn a_developer_says_where_comments_are_asked_for() {
    let (own, other) = (
        Service::start(Health::Well(1)),
        Service::start(Health::Well(3)),
    );
    let newsroom = Newsroom::isso(&own);
    newsroom.built(&[], Some(&other.url()));
    assert_eq!((own.asked(), newsroom.total()), (0, 3));
    // What a service that is tried out tells is not printed for readers.
    newsroom.built(&["--offline"], None);
    assert_eq!(newsroom.total(), 0);
    newsroom.built(&[], Some("closed"));
    assert_eq!(own.asked(), 0);
    assert!(newsroom.discussion().closed);
    newsroom.built(&[], Some(""));
    assert!(own.asked() > 0 && !newsroom.discussion().closed);
    let wrong = newsroom.build(&[], Some("ouvert"));
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        told(&wrong).contains("KIOSQUE_COMMENTS"),
        "{}",
        told(&wrong)
    );
}

#[test]
fn under_trunk_nobody_is_asked_unless_a_developer_says_where() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::isso(&service);
    let trunk = |variable: Option<&str>| {
        let mut command = command();
        command
            .args(["build", "--under-trunk", "--content"])
            .arg(newsroom.content.path())
            .env("TRUNK_STAGING_DIR", newsroom.out.path())
            .env("KIOSQUE_CACHE", newsroom.cache.path());
        if let Some(value) = variable {
            command.env("KIOSQUE_COMMENTS", value);
        }
        let built = command.output().unwrap();
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    };
    trunk(None);
    assert_eq!((service.asked(), newsroom.total()), (0, 0));
    trunk(Some(&service.url()));
    assert_eq!(newsroom.total(), 2);
}

#[test]
fn what_is_kept_lies_in_the_cache_alone() {
    let service = Service::start(Health::Well(2));
    let newsroom = Newsroom::isso(&service);
    newsroom.built(&[], None);
    let folder = newsroom.cache.path().join("comments");
    let files: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(files.len(), 1);
    let named = |folder: &Path| {
        tree(folder)
            .into_keys()
            .any(|name| name.contains("comments/"))
    };
    assert!(!named(newsroom.out.path()) && !named(newsroom.content.path()));
    fs::remove_dir_all(folder).unwrap();
    service.is(Health::Ill);
    newsroom.built(&[], None);
    assert_eq!(newsroom.total(), 0);
}
