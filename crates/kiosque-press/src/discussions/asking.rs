//! A service of comments, asked over the network.

use std::io;
use std::time::{Duration, Instant};

use kiosque_catalogue::editor::ServiceFault;
use kiosque_drivers::{Answer, Request};
use ureq::http::{self, Response, header};
use ureq::{Agent, Body, Error};
use url::Url;

use crate::hosting::is_here;

/// How long answers are waited for, and how long they may be.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connecting: Duration,
    /// For a whole answer, connection included.
    pub answer: Duration,
    /// For all answers together: no question is asked any more after that.
    pub all: Duration,
    /// Bytes of an answer.
    pub bytes: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connecting: Duration::from_secs(5),
            answer: Duration::from_secs(20),
            all: Duration::from_secs(120),
            bytes: 32 * 1024 * 1024,
        }
    }
}

/// What asks a service.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    patience: Patience,
    since: Instant,
}

impl Client {
    /// What asks the service at an address. Time runs from now on.
    pub fn new(address: &str, patience: Patience) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A question that is sent on may become another: the newsroom corrects the address.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(patience.connecting))
            .timeout_global(Some(patience.answer))
            .user_agent(concat!(
                "Kiosque/",
                env!("CARGO_PKG_VERSION"),
                " (comments)"
            ));
        let config = if Url::parse(address).is_ok_and(|url| is_here(&url)) {
            // A proxy would look for the service on its own machine.
            config.proxy(None)
        } else {
            config
        };
        Self {
            agent: config.build().into(),
            patience,
            since: Instant::now(),
        }
    }

    /// Asks. An answer of any status is one, but for those that send elsewhere.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn ask(&self, request: &Request) -> Result<Answer, ServiceFault> {
        if self.since.elapsed() > self.patience.all {
            return Err(ServiceFault::Late);
        }
        let asked = http::Request::builder()
            .method(request.method.name())
            .uri(&request.url)
            .header(header::ACCEPT, "application/json");
        let response = match &request.body {
            Some(body) => asked
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.clone())
                .map_err(Error::from)
                .and_then(|asked| self.agent.run(asked)),
            None => asked
                .body(())
                .map_err(Error::from)
                .and_then(|asked| self.agent.run(asked)),
        };
        self.read(response.map_err(fault)?, &request.url)
    }

    fn read(&self, response: Response<Body>, at: &str) -> Result<Answer, ServiceFault> {
        let status = response.status();
        let said = |name| {
            let value = response.headers().get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        if status.is_redirection() {
            let to = said(header::LOCATION.as_str()).unwrap_or_default();
            let to = Url::parse(at).and_then(|at| at.join(&to));
            return Err(match to {
                Ok(to) => ServiceFault::Moved(to.into()),
                Err(_) => ServiceFault::Status(status.as_u16()),
            });
        }
        let content_type = said(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let total = said("x-wp-total").and_then(|total| total.trim().parse().ok());
        let body = response
            .into_body()
            .into_with_config()
            .limit(self.patience.bytes)
            .read_to_vec()
            .map_err(fault)?;
        Ok(Answer {
            status: status.as_u16(),
            content_type,
            total,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

fn fault(error: Error) -> ServiceFault {
    match error {
        Error::Timeout(_) => ServiceFault::Late,
        Error::BodyExceedsLimit(_) => ServiceFault::TooLong,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => ServiceFault::Late,
        error => ServiceFault::Connection(error.to_string()),
    }
}
