//! The editor's server.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use kiosque_model::CommentDriver;
use kiosque_press::cache::Cache;
use kiosque_press::discussions::kept::{Keeper, Kept, KeptThread};
use serde_json::Value;
use tempfile::TempDir;
use ureq::Agent;
use ureq::http::Response;

use crate::command::{command, told};
use crate::voices::with_settings;
use crate::{newsroom, write_article};

struct Server {
    child: Child,
    _out: BufReader<ChildStdout>,
    root: String,
    /// Where temporary folders are made.
    temporary: TempDir,
    agent: Agent,
}

impl Server {
    fn start(content: &TempDir) -> Self {
        let temporary = TempDir::new().unwrap();
        let mut child = command()
            .args(["serve", "--port", "0", "--content"])
            .arg(content.path())
            .env("TMPDIR", temporary.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut root = None;
        while root.is_none() {
            let mut line = String::new();
            assert!(out.read_line(&mut line).unwrap() > 0, "the server ended");
            root = line
                .split_whitespace()
                .find(|word| word.starts_with("http://"))
                .map(|url| url.trim_end_matches('/').to_owned());
        }
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .proxy(None)
            .build();
        Self {
            child,
            _out: out,
            root: root.unwrap(),
            temporary,
            agent: agent.into(),
        }
    }

    fn get(&self, path: &str) -> Response<ureq::Body> {
        self.agent
            .get(format!("{}{path}", self.root))
            .call()
            .unwrap()
    }

    fn text(&self, path: &str) -> String {
        self.get(path).body_mut().read_to_string().unwrap()
    }

    /// What open pages are told, from now on.
    fn events(&self) -> Receiver<Value> {
        let agent: Agent = Agent::config_builder().proxy(None).build().into();
        let url = format!("{}/.kiosque/events", self.root);
        let (tell, told) = channel();
        std::thread::spawn(move || {
            let response = agent.get(url).call().unwrap();
            let lines = BufReader::new(response.into_body().into_reader()).lines();
            for line in lines.map_while(Result::ok) {
                if let Some(data) = line.strip_prefix("data:")
                    && tell.send(serde_json::from_str(data).unwrap()).is_err()
                {
                    return;
                }
            }
        });
        told
    }

    fn site(&self) -> PathBuf {
        let mut folders = fs::read_dir(self.temporary.path()).unwrap();
        folders.next().unwrap().unwrap().path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn header<'r>(response: &'r Response<ureq::Body>, name: &str) -> &'r str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// The next event that this is true of.
fn wait(events: &Receiver<Value>, is: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let left = Duration::from_secs(30).saturating_sub(begun.elapsed());
        let event = events.recv_timeout(left).unwrap();
        if is(&event) {
            return event;
        }
    }
}

#[test]
fn the_site_is_served_as_a_host_would() {
    let content = newsroom("minimal");
    let server = Server::start(&content);
    let page = server.get("/ville/visite/page.json");
    assert_eq!(page.status(), 200);
    assert_eq!(header(&page, "content-type"), "application/json");
    assert_eq!(header(&page, "cache-control"), "no-store");
    assert_eq!(
        server
            .get("/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/page.json")
            .status(),
        200
    );

    let drawing = fs::read_dir(server.site().join("media")).unwrap();
    let drawing = drawing
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.starts_with("port."))
        .unwrap();
    let drawing = server.get(&format!("/media/{drawing}"));
    assert_eq!(header(&drawing, "content-type"), "image/svg+xml");
    let tag = header(&drawing, "etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");

    // Drafts show.
    assert_eq!(server.get("/ville/brouillon/page.json").status(), 200);
    let moved = server.get("/ville/visite");
    assert!(moved.status().is_redirection());
    assert_eq!(header(&moved, "location"), "/ville/visite/");
    assert_eq!(server.get("/rien/").status(), 404);
    for hidden in [
        "/.kiosque-edition",
        "/%2ekiosque-edition",
        "/..%2f..%2f..%2f..%2fetc%2fhostname",
        "/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
        "/ville/..%5c..%5cetc",
    ] {
        assert_eq!(server.get(hidden).status(), 404, "{hidden}");
    }
    let url = format!("{}/page.json", server.root);
    assert_eq!(server.agent.post(url).send("x").unwrap().status(), 405);
}

#[test]
fn no_worker_stands_between_an_editor_and_a_change() {
    let content = newsroom("minimal");
    let server = Server::start(&content);
    assert_eq!(server.text("/sw-off"), "kiosque: worker off\n");
    assert!(!server.text("/page.json").contains("\"shelf\""));
    if cfg!(feature = "print") {
        let worker = server.get("/sw.js");
        let kind = header(&worker, "content-type");
        assert!(kind.starts_with("text/javascript"), "{kind}");
        assert!(!server.text("/sw.js").contains("EDITION"));
        assert_eq!(server.get("/manifest.webmanifest").status(), 200);
        assert_eq!(server.get("/pocket.json").status(), 404);
    }
}

#[test]
fn what_has_not_changed_is_not_sent_twice() {
    let content = newsroom("minimal");
    let server = Server::start(&content);
    let url = format!("{}/page.json", server.root);
    let first = server.agent.get(&url).call().unwrap();
    let tag = header(&first, "etag").to_owned();
    let again = server
        .agent
        .get(&url)
        .header("if-none-match", format!("W/\"other\", {tag}"))
        .call()
        .unwrap();
    assert_eq!(again.status(), 304);
    assert_eq!(header(&again, "etag"), tag);
    let head = server.agent.head(&url).call().unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(header(&head, "etag"), tag);
}

#[test]
fn an_edit_reloads_and_a_bad_one_is_told_and_mended() {
    let content = newsroom("minimal");
    let server = Server::start(&content);
    let events = server.events();
    let first = wait(&events, |_| true);
    assert_eq!(first["refused"], Value::Null);
    let serial = first["serial"].as_u64().unwrap();

    write_article(content.path(), "nouveau", 5, "", "Du neuf.");
    let edited = wait(&events, |event| event["serial"].as_u64() > Some(serial));
    assert!(server.text("/ville/nouveau/page.json").contains("Du neuf."));
    let serial = edited["serial"].as_u64().unwrap();

    write_article(content.path(), "nouveau", 5, "", "[Un lien](article:rien)");
    let refused = wait(&events, |event| !event["refused"].is_null());
    assert_eq!(refused["serial"].as_u64(), Some(serial), "the page stays");
    let problem = &refused["refused"]["problems"][0];
    assert_eq!(problem["file"], "articles/nouveau.md");
    assert_eq!(problem["line"], 9);
    for words in ["message", "mend"] {
        assert!(problem[words].as_str().is_some_and(|words| words.len() > 8));
    }
    assert!(
        refused["refused"]["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty())
    );
    assert!(server.text("/ville/nouveau/page.json").contains("Du neuf."));

    write_article(content.path(), "nouveau", 5, "", "Du *neuf* encore.");
    let mended = wait(&events, |event| event["refused"].is_null());
    assert!(mended["serial"].as_u64() > Some(serial));
    assert!(server.text("/ville/nouveau/page.json").contains("encore"));
}

#[test]
fn a_bad_start_shows_the_problems_until_they_are_mended() {
    let content = newsroom("invalid-slug");
    let server = Server::start(&content);
    let mut page = server.get("/ville/visite/");
    assert_eq!(page.status(), 503);
    assert!(header(&page, "content-type").starts_with("text/html"));
    let html = page.body_mut().read_to_string().unwrap();
    assert!(html.contains("articles/fautif.md:"), "{html}");
    assert!(html.contains("/.kiosque/serve.js"), "{html}");
    assert!(server.text("/.kiosque/serve.js").contains("EventSource"));
    let events = server.events();
    let serial = wait(&events, |_| true)["serial"].as_u64();
    fs::remove_file(content.path().join("articles/fautif.md")).unwrap();
    let mended = wait(&events, |event| event["refused"].is_null());
    assert!(mended["serial"].as_u64() > serial);
    assert_eq!(server.get("/page.json").status(), 200);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let content = newsroom("minimal");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let output = command()
        .args(["serve", "--port", &port, "--content"])
        .arg(content.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = told(&output);
    assert!(told.contains("--port") && told.contains(&port), "{told}");
}

#[cfg(unix)]
#[test]
fn it_stops_when_asked_and_leaves_nothing() {
    let content = newsroom("minimal");
    for signal in ["INT", "TERM"] {
        let mut server = Server::start(&content);
        let events = server.events();
        wait(&events, |_| true);
        assert!(server.site().exists());
        let id = server.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = server.child.try_wait().unwrap() {
                break status;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "{signal} is ignored"
            );
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(0), "{signal}");
        let left = fs::read_dir(server.temporary.path()).unwrap();
        assert_eq!(left.count(), 0, "{signal}");
        let mut rest = String::new();
        server._out.read_to_string(&mut rest).unwrap();
    }
}

#[test]
fn comments_are_those_that_the_last_build_kept() {
    let settings = "[comments]\ndriver = \"isso\"\nurl = \"/isso\"\nask = \"http://127.0.0.1:9\"";
    let content = with_settings(settings);
    let cache = Cache::at(std::env::temp_dir().join("kiosque-tests"));
    let (site, address) = ("https://kiosque.example", "http://127.0.0.1:9");
    let thread = KeptThread {
        total: 7,
        ..KeptThread::default()
    };
    Keeper::of(&cache, site, CommentDriver::Isso, address).write(&Kept {
        threads: [("/ville/visite/".to_owned(), thread)].into(),
    });
    let server = Server::start(&content);
    let page: Value = serde_json::from_str(&server.text("/ville/visite/page.json")).unwrap();
    assert_eq!(page["body"]["article"]["discussion"]["total"], 7);
}
