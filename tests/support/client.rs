//! A client of web servers and services, which keeps cookies as a reader's browser does.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, Response, header};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio::time::timeout;

use crate::Error;

/// More than any file of a site.
const MOST_BYTES: usize = 64 << 20;
const PATIENCE: Duration = Duration::from_secs(60);

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it was sent, compressed or not.
    pub body: Vec<u8>,
}

impl Answer {
    /// The values of a header, joined; empty where it is absent.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let values: Vec<_> = self
            .headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect();
        values.join(", ")
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends a request on a connection of its own, and follows no redirect.
///
/// # Errors
///
/// When there is no answer, or not all of it.
pub async fn send(request: Request<Vec<u8>>) -> Result<Answer, Error> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let answered = async {
        let answer: Response<_> = client.request(request.map(Body::from)).await?;
        let (parts, body) = answer.into_parts();
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: to_bytes(Body::new(body), MOST_BYTES).await?.into(),
        })
    };
    timeout(PATIENCE, answered).await?
}

/// Somebody at a browser of their own: cookies that they were given come back.
#[derive(Debug, Default)]
pub struct Reader {
    /// The address that a proxy in front of a service would tell of them; everyone here has the
    /// same.
    address: Option<String>,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Reader {
    /// Somebody who was never here.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Somebody who was never here, from this address.
    #[must_use]
    pub fn at(address: &str) -> Self {
        Self {
            address: Some(address.to_owned()),
            ..Self::default()
        }
    }

    /// Asks a service what a driver wants to know.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn ask(
        &self,
        question: &kiosque_drivers::Request,
    ) -> Result<kiosque_drivers::Answer, Error> {
        let mut request = Request::builder()
            .method(question.method.name())
            .uri(&question.url)
            .header(header::ACCEPT, "application/json");
        if question.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(address) = &self.address {
            request = request.header("x-forwarded-for", address);
        }
        let request = request.body(question.body.clone().unwrap_or_default().into_bytes())?;
        let answer = if question.cookies {
            self.visit(request).await?
        } else {
            send(request).await?
        };
        Ok(kiosque_drivers::Answer {
            status: answer.status,
            content_type: answer.header("content-type"),
            total: answer.header("x-wp-total").parse().ok(),
            body: answer.text(),
        })
    }

    /// Sends a form, as browsers do without script.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn fill_in(&self, url: &str, fields: &[(&str, &str)]) -> Result<Answer, Error> {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into_bytes())?;
        self.visit(request).await
    }

    /// Sends a request with the cookies, and keeps those that come back.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn visit(&self, mut request: Request<Vec<u8>>) -> Result<Answer, Error> {
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.parse()?);
        }
        let answer = send(request).await?;
        let mut kept = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                kept.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        Ok(answer)
    }

    /// The value of the `Cookie` header; empty where there are none.
    #[must_use]
    pub fn cookies(&self) -> String {
        let kept = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<_> = kept
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }
}
