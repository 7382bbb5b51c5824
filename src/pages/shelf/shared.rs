//! What another program shared with the site.

use kiosque_model::Masthead;
use leptos::prelude::*;
use web_sys::UrlSearchParams;

use crate::platform::elements;

/// What was shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shared {
    /// A page of this site: its path.
    Link(String),
    /// Words to look for.
    Words(String),
}

/// What was shared with the page in the document, if something was.
pub(super) fn here(masthead: &Masthead) -> Option<Shared> {
    let query = window().location().search().ok()?;
    let asked = UrlSearchParams::new_with_str(&query).ok()?;
    let said = ["url", "text", "title"].map(|name| asked.get(name).unwrap_or_default());
    // A site is read under its own address, or under the one of a copy.
    let canonical = elements::find::<web_sys::Element>("link[rel=canonical]")
        .and_then(|link| link.get_attribute("href"))
        .unwrap_or_default();
    let origins = [
        window().location().origin().unwrap_or_default(),
        origin(&canonical).to_owned(),
    ];
    let shared = shared(&said, &origins)?;
    let own = [&masthead.shelf, &masthead.search];
    match shared {
        Shared::Link(path) if own.iter().any(|own| own.as_ref() == Some(&path)) => None,
        shared => Some(shared),
    }
}

/// Scheme and host of an address.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..]
        .find(['/', '?', '#'])
        .map_or(address.len(), |at| host + at);
    &address[..end]
}

/// Programs put an address into whichever of address, text and title they like.
fn shared(said: &[String; 3], origins: &[String]) -> Option<Shared> {
    let words = || said.iter().flat_map(|said| said.split_whitespace());
    let path = words().find_map(|word| {
        let own = origin(word);
        let is_own = !own.is_empty() && origins.iter().any(|origin| origin == own);
        let path = word[own.len()..].split(['?', '#']).next()?;
        is_own.then_some(if path.is_empty() { "/" } else { path })
    });
    if let Some(path) = path {
        return Some(Shared::Link(path.to_owned()));
    }
    let [_, text, title] = said;
    let told = [text, title]
        .into_iter()
        .map(|said| {
            let words = said.split_whitespace().filter(|word| !word.contains("://"));
            words.collect::<Vec<_>>().join(" ")
        })
        .find(|words| !words.is_empty())?;
    Some(Shared::Words(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str, text: &str, title: &str) -> Option<Shared> {
        let origins = ["http://localhost:8080", "https://kiosque.example"].map(str::to_owned);
        shared(&[url, text, title].map(str::to_owned), &origins)
    }

    #[test]
    fn a_link_to_the_site_is_one_wherever_it_stands() {
        let link = Some(Shared::Link("/a/b/".into()));
        assert_eq!(read("https://kiosque.example/a/b/?x=1#c", "", "A"), link);
        assert_eq!(read("", "À lire https://kiosque.example/a/b/", ""), link);
        assert_eq!(read("", "", "http://localhost:8080/a/b/"), link);
        let front = Some(Shared::Link("/".into()));
        assert_eq!(read("https://kiosque.example", "", ""), front);
    }

    #[test]
    fn anything_else_is_looked_for() {
        let words = |words: &str| Some(Shared::Words(words.into()));
        assert_eq!(
            read("https://elsewhere.example/a/", "le vieux port", "Titre"),
            words("le vieux port")
        );
        assert_eq!(
            read("", "https://kiosque.example.evil/a/", "Le port"),
            words("Le port")
        );
        assert_eq!(read("/a/b/", "", ""), None);
        assert_eq!(read("https://elsewhere.example/", "", ""), None);
    }
}
