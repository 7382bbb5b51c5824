//! One address, asked.

use std::time::Duration;

use kiosque_catalogue::editor::{LinkDoubt, Problem};
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};
use url::Url;

/// Redirections followed before they are taken for a loop: RFC 9110 leaves the number open, and
/// browsers stop at 20.
const LONGEST_WAY: usize = 10;

/// What asks.
pub(super) fn agent(patience: Duration) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(patience))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!(
            "Kiosque/",
            env!("CARGO_PKG_VERSION"),
            " (link check)"
        ))
        .build()
        .into()
}

/// Asks an address, and says what is wrong with it, if anything is.
pub(super) fn ask(agent: &Agent, address: &str) -> Option<Problem> {
    let link = address.to_owned();
    let mut at = address.to_owned();
    // Where the way leads for good: as far as nothing on it is temporary.
    let mut moved = None;
    let mut for_good = true;
    for _ in 0..LONGEST_WAY {
        let answer = match answer(agent, &at) {
            Ok(answer) => answer,
            Err(error) => return Some(failure(link, &at, &error)),
        };
        let status = answer.status();
        if let Some(next) = next(&answer, &at) {
            for_good &= matches!(
                status,
                StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
            );
            at = next;
            if for_good {
                moved = Some(at.clone());
            }
            continue;
        }
        return match status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Some(Problem::OutsideLinkGone {
                link,
                status: status.as_u16(),
            }),
            status if status.is_success() => moved.map(|to| Problem::OutsideLinkMoved { link, to }),
            status => Some(Problem::OutsideLinkUnclear {
                link,
                doubt: LinkDoubt::Status(status.as_u16()),
            }),
        };
    }
    Some(Problem::OutsideLinkUnclear {
        link,
        doubt: LinkDoubt::Loop,
    })
}

/// Asks for the headers alone; servers that do not know how are asked for the page.
fn answer(agent: &Agent, address: &str) -> Result<Response<Body>, Error> {
    match agent.head(address).call() {
        Ok(answer) if answer.status().is_success() || answer.status().is_redirection() => {
            Ok(answer)
        }
        Ok(_) | Err(Error::Protocol(_)) => agent.get(address).call(),
        Err(error) => Err(error),
    }
}

fn next(answer: &Response<Body>, at: &str) -> Option<String> {
    if !answer.status().is_redirection() {
        return None;
    }
    let location = answer.headers().get(header::LOCATION)?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let next = Url::parse(at).ok()?.join(&location).ok()?;
    matches!(next.scheme(), "http" | "https").then(|| next.into())
}

fn failure(link: String, at: &str, error: &Error) -> Problem {
    let host = || {
        let url = Url::parse(at).ok();
        url.and_then(|url| Some(url.host_str()?.to_owned()))
            .unwrap_or_default()
    };
    match error {
        Error::HostNotFound => Problem::OutsideHostUnknown { link, host: host() },
        Error::Io(reason) if is_unknown_host(&reason.to_string()) => {
            Problem::OutsideHostUnknown { link, host: host() }
        }
        Error::Timeout(_) => Problem::OutsideLinkUnclear {
            link,
            doubt: LinkDoubt::Late,
        },
        error => Problem::OutsideLinkUnclear {
            link,
            doubt: LinkDoubt::Connection(error.to_string()),
        },
    }
}

/// Whether the resolver is sure; it also fails where the network is down, and then says otherwise.
fn is_unknown_host(reason: &str) -> bool {
    reason.contains("Name or service not known")
        || reason.contains("nodename nor servname provided")
        || reason.contains("No such host is known")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_is_down_condemns_no_link() {
        let lookup = |end: &str| format!("failed to lookup address information: {end}");
        assert!(is_unknown_host(&lookup("Name or service not known")));
        assert!(!is_unknown_host(&lookup(
            "Temporary failure in name resolution"
        )));
    }
}
