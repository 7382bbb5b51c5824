use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::IntoResponse;
use tokio::net::TcpListener;

use super::{Fault, Faults, Rule, Server, headers, lock, rule_for, told};
use crate::client::{Answer, Reader, send};
use crate::{Error, Outcome};

#[test]
fn a_report_is_told_in_a_line() {
    let report = br#"{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://a/",
        "document-uri":"http://b/","line-number":7,"original-policy":"script-src"}}"#;
    assert_eq!(
        told(report),
        "img-src refused https://a/ on http://b/ (from ?, line 7, \"?\")"
    );
    assert_eq!(told(b"fin"), "a report of 3 bytes that is no JSON");
}

#[test]
fn every_answer_carries_what_the_site_says_and_reports_come_here() {
    let file = "# note\n\n/*\n  Content-Security-Policy: default-src 'none'\n  Referrer-Policy: \
                no-referrer\n\n/media/*\n  Cache-Control: public\n";
    let headers = headers(file).expect("a policy");
    let lines: Vec<_> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        lines,
        [
            "content-security-policy: default-src 'none'; report-uri /csp-report",
            "referrer-policy: no-referrer"
        ]
    );
    assert!(super::headers("/*\n  Referrer-Policy: no-referrer\n").is_err());
}

#[test]
fn a_rule_is_for_a_path_or_for_a_beginning() {
    let rules = [
        ("/a/page.json".to_owned(), Rule::Status(500)),
        ("/app-*".to_owned(), Rule::Status(404)),
    ]
    .into();
    assert_eq!(rule_for(&rules, "/a/page.json"), Some(Rule::Status(500)));
    assert_eq!(rule_for(&rules, "/a/page.jso"), None);
    assert_eq!(rule_for(&rules, "/app-12.wasm"), Some(Rule::Status(404)));
}

/// What a service behind the server saw: the request's target, headers and body.
type Seen = Arc<std::sync::Mutex<Vec<(Method, String, HeaderMap, String)>>>;

const ANSWER: &str = r#"{"a":"an answer of some length"}"#;

async fn service(
    State(seen): State<Seen>,
    method: Method,
    target: Uri,
    headers: HeaderMap,
    body: String,
) -> impl IntoResponse {
    lock(&seen).push((method, target.to_string(), headers, body));
    let headers = [
        ("content-type", "application/json"),
        ("set-cookie", "1=a; Path=/"),
    ];
    (StatusCode::CREATED, headers, ANSWER)
}

/// A server, and what the service below `/isso` saw.
async fn with_a_service() -> Result<(Server, Seen), Error> {
    let seen = Seen::default();
    let router = Router::new()
        .fallback(service)
        .with_state(Arc::clone(&seen));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let origin = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let server = Server::of_one_page().await?;
    server.mount("/isso", &origin);
    Ok((server, seen))
}

async fn sent(server: &Server, method: Method, target: &str) -> Result<Answer, Error> {
    let request = http::Request::builder()
        .method(method)
        .uri(format!("{}{target}", server.origin()))
        .header("x-forwarded-for", "192.0.2.1")
        .header("cookie", "a=b");
    send(request.body(b"a body".to_vec())?).await
}

#[tokio::test]
async fn a_service_is_asked_as_a_web_server_asks_it() -> Outcome {
    let (server, seen) = with_a_service().await?;
    let answer = sent(&server, Method::POST, "/isso/new?uri=%2Fa%2F").await?;
    assert_eq!((answer.status, answer.text().as_str()), (201, ANSWER));
    assert_eq!(answer.header("set-cookie"), "1=a; Path=/");
    assert_eq!(answer.header("content-security-policy"), "");
    {
        let seen = lock(&seen);
        let (method, target, headers, body) = &seen[0];
        assert_eq!(
            (method, target.as_str(), body.as_str()),
            (&Method::POST, "/new?uri=%2Fa%2F", "a body")
        );
        let host = server.origin().trim_start_matches("http://");
        for (name, value) in [
            ("host", host),
            ("cookie", "a=b"),
            ("x-forwarded-for", "127.0.0.1"),
            ("x-forwarded-host", host),
            ("x-forwarded-prefix", "/isso"),
            ("x-forwarded-proto", "http"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
    }
    // What is not below the path is the site's.
    for path in ["/isso", "/issoteric", "/"] {
        let own = sent(&server, Method::GET, path).await?;
        assert_eq!(
            own.header("content-security-policy"),
            "default-src 'none'; report-uri /csp-report"
        );
    }
    assert_eq!(lock(&seen).len(), 1);
    assert_eq!(server.count("/isso/new"), 1);
    Ok(())
}

#[tokio::test]
async fn a_service_that_is_gone_is_a_bad_gateway() -> Outcome {
    let (server, _) = with_a_service().await?;
    let port = crate::process::free_port()?;
    server.mount("/gone", &format!("http://127.0.0.1:{port}"));
    assert_eq!(sent(&server, Method::GET, "/gone/").await?.status, 502);
    assert_eq!(server.exchanges()[0].answered, None);
    Ok(())
}

/// What the reader gets, and how often the service was reached.
async fn fails(fault: Fault) -> Result<(Result<Answer, Error>, usize), Error> {
    let (server, seen) = with_a_service().await?;
    server.trouble(Method::POST, "/isso/new", Faults::script([fault]));
    let answer = sent(&server, Method::POST, "/isso/new").await;
    let reached = lock(&seen).len();
    let exchange = server.exchanges().pop().ok_or("no exchange")?;
    assert_eq!(exchange.fault, fault);
    assert_eq!(exchange.answered.is_some(), reached > 0);
    // Others, and the next one, come through.
    assert_eq!(sent(&server, Method::GET, "/isso/new").await?.status, 201);
    assert_eq!(sent(&server, Method::POST, "/isso/new").await?.status, 201);
    Ok((answer, reached))
}

#[tokio::test]
async fn a_cut_connection_is_an_answer_to_nobody() -> Outcome {
    for (fault, reached) in [
        (Fault::CutBefore, 0),
        (Fault::CutAfter, 1),
        (Fault::CutInBody, 1),
    ] {
        let (answer, times) = fails(fault).await?;
        assert!(answer.is_err(), "{fault:?}: {answer:?}");
        assert_eq!(times, reached, "{fault:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_body_is_cut_where_its_half_has_come() -> Outcome {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (server, _) = with_a_service().await?;
    server.trouble(Method::GET, "/isso/*", Faults::always(Fault::CutInBody));
    let host = server.origin().trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await?;
    let request = format!("GET /isso/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut came = Vec::new();
    // How the connection ends is the system's business.
    let _ = stream.read_to_end(&mut came).await;
    let came = String::from_utf8(came)?;
    assert!(came.starts_with("HTTP/1.1 201 Created\r\n"), "{came}");
    assert!(
        came.contains(&format!("content-length: {}\r\n", ANSWER.len())),
        "{came}"
    );
    assert!(came.ends_with(&ANSWER[..ANSWER.len() / 2]), "{came}");
    Ok(())
}

#[tokio::test]
async fn others_answer_in_a_service_s_place() -> Outcome {
    for (fault, status, reached) in [
        (Fault::Status500Before, 500, 0),
        (Fault::Status500After, 500, 1),
        (Fault::HtmlInstead, 200, 0),
    ] {
        let (answer, times) = fails(fault).await?;
        let answer = answer?;
        assert_eq!((answer.status, times), (status, reached), "{fault:?}");
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{fault:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_late_answer_comes_whole() -> Outcome {
    let before = Instant::now();
    let (answer, _) = fails(Fault::Late(Duration::from_millis(200))).await?;
    assert_eq!(answer?.text(), ANSWER);
    assert!(before.elapsed() >= Duration::from_millis(200));
    Ok(())
}

#[tokio::test]
async fn a_reader_who_goes_away_takes_nothing_back() -> Outcome {
    let (server, seen) = with_a_service().await?;
    let late = Fault::Late(Duration::from_millis(300));
    server.trouble(Method::POST, "/isso/new", Faults::always(late));
    let impatient = sent(&server, Method::POST, "/isso/new");
    let gone = tokio::time::timeout(Duration::from_millis(150), impatient).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(lock(&seen).len(), 1);
    assert_eq!(server.exchanges()[0].answered, Some(201));
    server.heal();
    assert_eq!(sent(&server, Method::POST, "/isso/new").await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_reader_keeps_cookies() -> Outcome {
    let (server, seen) = with_a_service().await?;
    let reader = Reader::new();
    for _ in 0..2 {
        let request = http::Request::get(format!("{}/isso/", server.origin()));
        reader.visit(request.body(Vec::new())?).await?;
    }
    assert_eq!(reader.cookies(), "1=a");
    assert_eq!(lock(&seen)[1].2["cookie"], "1=a");
    Ok(())
}

#[tokio::test]
async fn a_site_with_services_answers_once_on_a_connection_unless_told() -> Outcome {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (server, _) = with_a_service().await?;
    let host = server.origin().trim_start_matches("http://").to_owned();
    let answers = async || {
        let mut stream = tokio::net::TcpStream::connect(&host).await?;
        let request = format!("GET /isso/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let mut answers = 0;
        for _ in 0..2 {
            if stream.write_all(request.as_bytes()).await.is_err() {
                break;
            }
            let mut piece = vec![0; 4096];
            match stream.read(&mut piece).await {
                Ok(0) | Err(_) => break,
                Ok(_) => answers += 1,
            }
        }
        Ok::<_, Error>(answers)
    };
    assert_eq!(answers().await?, 1);
    server.keep_connections(true);
    assert_eq!(answers().await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_server_goes_down_and_comes_back_where_it_was() -> Outcome {
    let server = Server::of_one_page().await?;
    let page = || sent(&server, Method::GET, "/");
    assert_eq!(page().await?.status, 200);
    server.stop().await?;
    assert!(page().await.is_err(), "it answers");
    server.resume().await?;
    assert_eq!(page().await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_worker_is_there_for_those_who_ask_for_one() -> Outcome {
    let server = Server::of_one_page().await?;
    let worker = || sent(&server, Method::GET, "/sw.js");
    std::fs::write(server.shared.folder.join("sw.js"), "// empty")?;
    assert_eq!(worker().await?.status, 404);
    server.offer_worker();
    assert_eq!(worker().await?.text(), "// empty");
    Ok(())
}
