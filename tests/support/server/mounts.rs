//! Services behind the site's own origin, as a web server's reverse proxy has them.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use super::faults::{self, Fault, Faults};
use crate::Error;

/// Longer than any request to a service here.
const MOST_BYTES: usize = 16 << 20;

/// A service below a path.
#[derive(Debug, Clone)]
pub(super) struct Mount {
    /// Without a slash at its end.
    pub prefix: String,
    pub origin: String,
}

impl Mount {
    /// What of a path is the service's own.
    pub fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(&self.prefix)?;
        rest.starts_with('/').then_some(rest)
    }
}

/// Faults for the requests of a method to a path.
#[derive(Debug)]
pub(super) struct Trouble {
    pub method: Method,
    /// A path, or with `*` at its end all that begin like it.
    pub path: String,
    pub faults: Faults,
}

/// A request to a service and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The method.
    pub method: Method,
    /// Path and query, as the browser asked.
    pub target: String,
    /// What happened to it.
    pub fault: Fault,
    /// What the service answered, where it saw the request and answered.
    pub answered: Option<u16>,
}

/// Headers that are about one connection.
const OF_A_CONNECTION: [HeaderName; 7] = [
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// What came of a request: the response for the browser, and the service's own status.
pub(super) struct Passed {
    pub response: Response,
    pub answered: Option<u16>,
}

/// Passes a request on to a service, as far as a fault lets it.
pub(super) async fn pass(mount: &Mount, request: Request, fault: Fault) -> Passed {
    if !fault.reaches() {
        let response = match fault {
            Fault::HtmlInstead => faults::portal(),
            Fault::Status500Before => faults::status(StatusCode::INTERNAL_SERVER_ERROR),
            _ => faults::cut(),
        };
        return Passed {
            response,
            answered: None,
        };
    }
    let Ok((parts, body)) = forward(mount, request).await else {
        return Passed {
            response: faults::status(StatusCode::BAD_GATEWAY),
            answered: None,
        };
    };
    let answered = Some(parts.status.as_u16());
    let response = match fault {
        Fault::CutAfter => faults::cut(),
        Fault::CutInBody => faults::halved(parts, &body),
        Fault::Status500After => faults::status(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Late(delay) => {
            tokio::time::sleep(delay).await;
            Response::from_parts(parts, Body::from(body))
        }
        _ => Response::from_parts(parts, Body::from(body)),
    };
    Passed { response, answered }
}

async fn forward(mount: &Mount, request: Request) -> Result<(Parts, Bytes), Error> {
    let (mut parts, body) = request.into_parts();
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let rest = target.strip_prefix(&mount.prefix).unwrap_or(target);
    let host = parts.headers.get(header::HOST).cloned();
    parts.uri = Uri::try_from(format!("{}{rest}", mount.origin))?;
    of_this_hop(&mut parts.headers);
    // Whatever a browser says of itself here, the proxy knows better.
    for (name, value) in [
        ("x-forwarded-for", HeaderValue::from_static("127.0.0.1")),
        ("x-forwarded-proto", HeaderValue::from_static("http")),
        ("x-forwarded-prefix", HeaderValue::try_from(&mount.prefix)?),
        (
            "x-forwarded-host",
            host.unwrap_or_else(|| HeaderValue::from_static("")),
        ),
    ] {
        parts.headers.insert(name, value);
    }
    let body = to_bytes(body, MOST_BYTES).await?;
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let request = Request::from_parts(parts, Body::from(body));
    let (mut parts, body) = client.request(request).await?.into_parts();
    let body = to_bytes(Body::new(body), MOST_BYTES).await?;
    of_this_hop(&mut parts.headers);
    Ok((parts, body))
}

fn of_this_hop(headers: &mut HeaderMap) {
    for name in OF_A_CONNECTION {
        headers.remove(name);
    }
    headers.remove("keep-alive");
}
