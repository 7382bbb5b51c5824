//! What can go wrong between a reader and a service.

use std::collections::VecDeque;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::response::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures::stream;

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection is closed before the service sees the request.
    CutBefore,
    /// The service takes the request and answers; the connection is closed before a byte of that.
    CutAfter,
    /// The service takes the request; its status, headers and half of its body come back, then the
    /// connection is closed.
    CutInBody,
    /// Status 500 in front of the service, which sees nothing.
    Status500Before,
    /// The service takes the request, and status 500 comes back.
    Status500After,
    /// The page of a captive portal with status 200; the service sees nothing.
    HtmlInstead,
    /// The service takes the request at once, and its answer comes this much later.
    Late(Duration),
}

impl Fault {
    /// Every fault that is over at once.
    pub const QUICK: [Self; 6] = [
        Self::CutBefore,
        Self::CutAfter,
        Self::CutInBody,
        Self::Status500Before,
        Self::Status500After,
        Self::HtmlInstead,
    ];

    /// Whether the service sees the request.
    #[must_use]
    pub const fn reaches(self) -> bool {
        !matches!(
            self,
            Self::CutBefore | Self::Status500Before | Self::HtmlInstead
        )
    }
}

/// A sequence of faults, one for each request.
#[derive(Debug, Clone)]
pub struct Faults(Source);

#[derive(Debug, Clone)]
enum Source {
    Script(VecDeque<Fault>),
    Always(Fault),
    Random {
        state: u64,
        percent: u64,
        kinds: Vec<Fault>,
    },
}

impl Faults {
    /// These, then none.
    #[must_use]
    pub fn script(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(Source::Script(faults.into_iter().collect()))
    }

    /// The same for each request.
    #[must_use]
    pub const fn always(fault: Fault) -> Self {
        Self(Source::Always(fault))
    }

    /// One of these kinds for so many requests of a hundred, by chance; the same seed gives the same
    /// sequence.
    #[must_use]
    pub fn random(seed: u64, percent: u8, kinds: impl IntoIterator<Item = Fault>) -> Self {
        Self(Source::Random {
            // The generator stands still at nought.
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            percent: percent.into(),
            kinds: kinds.into_iter().collect(),
        })
    }

    /// What happens to the next request.
    pub fn take(&mut self) -> Fault {
        match &mut self.0 {
            Source::Script(faults) => faults.pop_front().unwrap_or(Fault::None),
            Source::Always(fault) => *fault,
            Source::Random {
                state,
                percent,
                kinds,
            } => {
                let fails = xorshift(state) % 100 < *percent;
                let count = u64::try_from(kinds.len()).unwrap_or_default().max(1);
                let kind = usize::try_from(xorshift(state) % count).unwrap_or_default();
                kinds
                    .get(kind)
                    .filter(|_| fails)
                    .copied()
                    .unwrap_or(Fault::None)
            }
        }
    }
}

/// Marsaglia's xorshift with the multiplication of Vigna's `xorshift64*`.
fn xorshift(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
}

/// Marks a response that is never sent: its connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut;

pub(super) fn cut() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Cut);
    response
}

/// As web servers put it when what is behind them fails.
pub(super) fn status(code: StatusCode) -> Response {
    let name = code.canonical_reason().unwrap_or_default();
    let page = format!(
        "<html><head><title>{} {name}</title></head><body><center><h1>{} {name}</h1></center></body></html>",
        code.as_u16(),
        code.as_u16()
    );
    (code, Html(page)).into_response()
}

/// What a hotel's network answers to everything.
pub(super) fn portal() -> Response {
    Html(
        "<!DOCTYPE html><html><head><title>Wi-Fi gratuit</title></head><body><h1>Bienvenue</h1>\
         <form action=\"http://portal.example/accept\"><button>Accepter et continuer</button></form>\
         </body></html>",
    )
    .into_response()
}

/// A response of which half the body comes.
pub(super) fn halved(parts: Parts, body: &Bytes) -> Response {
    let half = body.slice(..body.len() / 2);
    let promised = HeaderValue::from(body.len().max(1));
    let pieces = stream::unfold(Some(half), |half| async move {
        if let Some(half) = half {
            return Some((Ok::<_, std::io::Error>(half), None));
        }
        // What is written is sent before the connection is given up.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Err(std::io::ErrorKind::ConnectionAborted.into()), None))
    });
    let mut response = Response::from_parts(parts, Body::from_stream(pieces));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, promised);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(faults: &mut Faults, count: usize) -> Vec<Fault> {
        (0..count).map(|_| faults.take()).collect()
    }

    #[test]
    fn a_script_is_followed_once() {
        let mut faults = Faults::script([Fault::CutAfter, Fault::None, Fault::HtmlInstead]);
        assert_eq!(
            taken(&mut faults, 5),
            [
                Fault::CutAfter,
                Fault::None,
                Fault::HtmlInstead,
                Fault::None,
                Fault::None
            ]
        );
    }

    #[test]
    fn chance_repeats_itself_from_the_same_seed() {
        let random = |seed, percent| Faults::random(seed, percent, Fault::QUICK);
        let first = taken(&mut random(7, 30), 1000);
        assert_eq!(first, taken(&mut random(7, 30), 1000));
        assert_ne!(first, taken(&mut random(8, 30), 1000));
        let failed = first.iter().filter(|fault| **fault != Fault::None).count();
        assert!((250..350).contains(&failed), "{failed}");
        for kind in Fault::QUICK {
            assert!(first.contains(&kind), "{kind:?}");
        }
        assert!(!taken(&mut random(7, 100), 100).contains(&Fault::None));
        assert_eq!(taken(&mut random(0, 0), 3), [Fault::None; 3]);
        assert_eq!(taken(&mut Faults::random(1, 100, []), 2), [Fault::None; 2]);
    }
}
