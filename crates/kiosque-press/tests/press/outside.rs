//! Outside links, asked of a real server.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use kiosque_catalogue::editor::{LinkDoubt, Problem, Severity};
use kiosque_press::content::Content;
use kiosque_press::outside_links::{self, Manners};
use serde_json::Value;

use crate::command::kiosque;
use crate::{newsroom, write_article};

/// A server with a page of every kind; how often `/present` was asked is counted.
fn server() -> (SocketAddr, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let to = |status: StatusCode, place: &'static str| {
        get(move || async move { (status, [(header::LOCATION, place)]).into_response() })
    };
    let status = |status: StatusCode| get(move || async move { status });
    let router = Router::new()
        .route(
            "/present",
            get(move || async move {
                counted.fetch_add(1, Ordering::Relaxed);
                "présent"
            }),
        )
        .route(
            "/sans-head",
            get(|| async { "présent" }).head(|| async { StatusCode::METHOD_NOT_ALLOWED }),
        )
        .route("/parti", status(StatusCode::GONE))
        .route("/interdit", status(StatusCode::FORBIDDEN))
        .route("/trop", status(StatusCode::TOO_MANY_REQUESTS))
        .route("/panne", status(StatusCode::INTERNAL_SERVER_ERROR))
        .route("/demenage", to(StatusCode::MOVED_PERMANENTLY, "/etape"))
        .route("/etape", to(StatusCode::PERMANENT_REDIRECT, "/present?2"))
        .route("/absent-un-temps", to(StatusCode::FOUND, "/present"))
        .route("/cercle", to(StatusCode::FOUND, "/cercle"))
        .route("/mene-a-rien", to(StatusCode::MOVED_PERMANENTLY, "/rien"))
        .route(
            "/lent",
            get(|| async {
                tokio::time::sleep(Duration::from_secs(30)).await;
                "enfin"
            }),
        );
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    (told.recv().unwrap(), asked)
}

/// A sound newsroom whose only outside links are these, from line 9 on of one article.
fn linking(links: &[String]) -> tempfile::TempDir {
    let content = newsroom("minimal");
    let visit = content.path().join("articles/visite.md");
    let text = fs::read_to_string(&visit).unwrap();
    let text = text.replace("[ailleurs](https://ailleurs.example/?a=1&b=2)", "ailleurs");
    fs::write(visit, text).unwrap();
    let body: String = links
        .iter()
        .map(|link| format!("[Un lien]({link})\n"))
        .collect();
    write_article(content.path(), "liens", 5, "", &body);
    content
}

#[test]
fn every_answer_is_judged_where_the_link_stands() {
    let (address, asked) = server();
    // A port that nothing listens on.
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let paths = [
        "present#la-fin",
        "present",
        "sans-head",
        "parti",
        "rien",
        "interdit",
        "trop",
        "panne",
        "demenage",
        "absent-un-temps",
        "cercle",
        "mene-a-rien",
        "lent",
    ];
    let mut links: Vec<_> = paths
        .iter()
        .map(|path| format!("http://{address}/{path}"))
        .collect();
    links.push(format!("http://{closed}/"));
    let folder = linking(&links);
    let content = Content::read(folder.path()).unwrap();
    let found = outside_links::find(&content);
    assert_eq!(found.len(), links.len() - 1, "one page is linked twice");
    let manners = Manners {
        patience: Duration::from_millis(700),
        ..Manners::default()
    };
    let counted = AtomicUsize::new(0);
    let told = found.ask(manners, &|| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(counted.into_inner(), found.len());
    // One HEAD for the page itself, one for each page that leads to it.
    assert!(asked.load(Ordering::Relaxed) <= 3);
    let at = |path: &str| format!("http://{address}/{path}");
    let doubt = |path: &str, doubt: LinkDoubt| Problem::OutsideLinkUnclear {
        link: at(path),
        doubt,
    };
    let gone = |path: &str, status: u16| Problem::OutsideLinkGone {
        link: at(path),
        status,
    };
    let expected = [
        (12, gone("parti", 410)),
        (13, gone("rien", 404)),
        (14, doubt("interdit", LinkDoubt::Status(403))),
        (15, doubt("trop", LinkDoubt::Status(429))),
        (16, doubt("panne", LinkDoubt::Status(500))),
        (
            17,
            Problem::OutsideLinkMoved {
                link: at("demenage"),
                to: at("present?2"),
            },
        ),
        (19, doubt("cercle", LinkDoubt::Loop)),
        (20, gone("mene-a-rien", 404)),
        (21, doubt("lent", LinkDoubt::Late)),
    ];
    let lines: Vec<_> = told
        .iter()
        .map(|told| {
            assert_eq!(told.file, "articles/liens.md");
            (told.place.as_ref().unwrap().line, told.problem.clone())
        })
        .collect();
    assert_eq!(lines[..expected.len()], expected);
    let (line, problem) = &lines[expected.len()];
    assert_eq!(*line, 22);
    assert!(
        matches!(
            problem,
            Problem::OutsideLinkUnclear {
                doubt: LinkDoubt::Connection(_),
                ..
            }
        ),
        "{problem:?}"
    );
    assert_eq!(lines.len(), expected.len() + 1);
    assert_eq!(told[2].severity, Severity::Note);
}

#[test]
fn a_domain_that_is_not_there_is_no_broken_network() {
    let folder = linking(&["https://nulle-part.invalid/page".into()]);
    let content = Content::read(folder.path()).unwrap();
    let told = outside_links::find(&content).ask(Manners::default(), &|| {});
    assert_eq!(told.len(), 1);
    // Which of the two it is depends on whether this machine has a resolver to ask.
    match &told[0].problem {
        Problem::OutsideHostUnknown { host, .. } => assert_eq!(host, "nulle-part.invalid"),
        Problem::OutsideLinkUnclear { .. } => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn outside_links_have_their_own_exit_code() {
    let (address, _) = server();
    let ask = |paths: &[&str]| {
        let links: Vec<_> = paths
            .iter()
            .map(|path| format!("http://{address}/{path}"))
            .collect();
        let content = linking(&links);
        let checked = kiosque(&["check", "--external", "--json"], content.path(), &[]);
        let document: Value = serde_json::from_slice(&checked.stdout).unwrap();
        (checked.status.code(), document)
    };
    let (code, document) = ask(&["present", "interdit"]);
    assert_eq!(code, Some(0), "{document:#}");
    assert_eq!(document["counts"]["outside_links"], 2);
    assert_eq!(document["counts"]["notes"], 1);
    let (code, document) = ask(&["present", "rien"]);
    assert_eq!(code, Some(3), "{document:#}");
    assert_eq!(document["diagnostics"][0]["code"], "outside-link-gone");
    assert_eq!(document["diagnostics"][0]["file"], "articles/liens.md");
    let content = linking(&[format!("http://{address}/rien")]);
    let unasked = kiosque(&["check"], content.path(), &[]);
    assert_eq!(
        unasked.status.code(),
        Some(0),
        "nobody is asked unless told to"
    );
}
