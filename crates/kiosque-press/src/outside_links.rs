//! Whether the articles' links to other sites still lead somewhere.
//!
//! Every address is asked once. Hosts are asked side by side, the addresses of one host one after
//! the other, so that nobody is taken for an attack.

mod asking;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use kiosque_catalogue::editor::Problem;
use url::Url;

use crate::content::Content;
use crate::diagnostic::{Diagnostic, Findings};
use crate::written_links::{self, WrittenLink};

/// How outside links are asked.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// For an answer to one request, connection included.
    pub patience: Duration,
    /// How many hosts are asked at once.
    pub hosts_at_once: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(20),
            hosts_at_once: 16,
        }
    }
}

/// The outside links of the articles.
#[derive(Debug, Default)]
pub struct OutsideLinks<'s> {
    /// Where each address, its fragment left out, is written.
    places: BTreeMap<String, Vec<WrittenLink<'s>>>,
}

/// Finds the outside links of the articles, drafts included.
pub fn find(content: &Content) -> OutsideLinks<'_> {
    let mut places: BTreeMap<String, Vec<WrittenLink<'_>>> = BTreeMap::new();
    for article in written_links::articles(content) {
        for link in written_links::of(&article) {
            if let Some(address) = address_of(&link.target) {
                places.entry(address).or_default().push(link);
            }
        }
    }
    OutsideLinks { places }
}

/// An address as it is asked; none for a link that leads nowhere outside.
fn address_of(target: &str) -> Option<String> {
    let mut url = Url::parse(target).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    url.set_fragment(None);
    web.then(|| url.into())
}

impl OutsideLinks<'_> {
    /// How many addresses there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Asks every address, and says what is wrong with each link. `asked` is called after each.
    pub fn ask(&self, manners: Manners, asked: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
        let hosts = Mutex::new(self.by_host());
        let answers = Mutex::new(Vec::new());
        let agent = asking::agent(manners.patience);
        let work = || {
            while let Some(addresses) = take(&hosts) {
                for address in addresses {
                    let problem = asking::ask(&agent, address);
                    asked();
                    if let Some(problem) = problem {
                        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                        answers.push((address, problem));
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..manners.hosts_at_once.max(1) {
                scope.spawn(work);
            }
        });
        let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.placed(answers)
    }

    fn by_host(&self) -> VecDeque<Vec<&str>> {
        let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for address in self.places.keys() {
            let host = Url::parse(address)
                .ok()
                .and_then(|url| Some(url.host_str()?.to_owned()));
            hosts
                .entry(host.unwrap_or_default())
                .or_default()
                .push(address);
        }
        hosts.into_values().collect()
    }

    fn placed(&self, answers: Vec<(&str, Problem)>) -> Vec<Diagnostic> {
        let findings = Findings::default();
        for (address, problem) in answers {
            for link in self.places.get(address).into_iter().flatten() {
                findings.at(link.source, link.at.clone(), problem.clone());
            }
        }
        findings.into_sorted()
    }
}

fn take<'a>(hosts: &Mutex<VecDeque<Vec<&'a str>>>) -> Option<Vec<&'a str>> {
    hosts
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_and_other_schemes_ask_nobody() {
        let cases = [
            ("https://a.fr/é?b#c", Some("https://a.fr/%C3%A9?b")),
            ("HTTP://A.fr", Some("http://a.fr/")),
            ("mailto:a@b.fr", None),
            ("article:visite", None),
            ("/ville/", None),
            ("#matin", None),
        ];
        for (target, address) in cases {
            assert_eq!(address_of(target).as_deref(), address, "{target}");
        }
    }
}
