//! Whether every feed is one that readers of feeds accept.

use kiosque_catalogue::editor::Problem;
use quick_xml::Reader;
use quick_xml::events::Event;
use rayon::prelude::*;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Findings};
use crate::edition::Edition;
use crate::feeds;
use crate::site_file::SiteFile;

/// What an element must hold.
struct Rule {
    /// The element, by its way from the root: `rss/channel`.
    of: &'static str,
    /// The elements it must hold.
    needs: &'static [&'static str],
}

/// The elements RSS 2.0 requires, with the `guid` by which readers know an item again.
const RSS: &[Rule] = &[
    Rule {
        of: "rss/channel",
        needs: &["title", "link", "description"],
    },
    Rule {
        of: "rss/channel/item",
        needs: &["title", "link", "guid"],
    },
];

/// The elements RFC 4287 requires, sections 4.1.1 and 4.1.2.
const ATOM: &[Rule] = &[
    Rule {
        of: "feed",
        needs: &["id", "title", "updated"],
    },
    Rule {
        of: "feed/entry",
        needs: &["id", "title", "updated"],
    },
];

/// Makes every feed and reads it back.
pub fn check(edition: &Edition) -> Vec<Diagnostic> {
    let found: Vec<_> = feeds::files(edition)
        .par_iter()
        .filter_map(|file| Some((file.path.clone(), fault(file)?)))
        .collect();
    let findings = Findings::default();
    for (path, reason) in found {
        findings.in_file(&path, Problem::FeedInvalid { reason });
    }
    findings.into_sorted()
}

fn fault(file: &SiteFile<'_>) -> Option<String> {
    let bytes = match (file.make)() {
        Ok(bytes) => bytes,
        Err(reason) => return Some(reason.to_string()),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Some("UTF-8".to_owned());
    };
    let checked = if file.path.ends_with(".json") {
        json(&text)
    } else if file.path.ends_with("atom.xml") {
        xml(&text, ATOM)
    } else {
        xml(&text, RSS)
    };
    checked.err()
}

/// JSON Feed 1.1: `version`, `title`, `items`, and each item's `id`.
fn json(text: &str) -> Result<(), String> {
    let feed: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let said = |value: &Value| value.as_str().is_some_and(|words| !words.is_empty());
    for name in ["version", "title"] {
        if !said(&feed[name]) {
            return Err(name.to_owned());
        }
    }
    let items = feed["items"].as_array().ok_or("items")?;
    if items.iter().all(|item| said(&item["id"])) {
        Ok(())
    } else {
        Err("items/id".to_owned())
    }
}

fn xml(text: &str, rules: &[Rule]) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    // Open elements, outermost first, each with the names of what it held so far.
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let mut roots = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("{error} ({})", reader.error_position()))?;
        let (name, empty) = match &event {
            Event::Start(start) => (start.name().0.to_owned(), false),
            Event::Empty(start) => (start.name().0.to_owned(), true),
            Event::End(_) => {
                close(&mut open, rules)?;
                continue;
            }
            Event::Eof if open.is_empty() && roots == 1 => return Ok(()),
            Event::Eof => return Err("EOF".to_owned()),
            _ => continue,
        };
        match open.last_mut() {
            Some((_, held)) => held.push(name.clone()),
            None => roots += 1,
        }
        open.push((name, Vec::new()));
        if empty {
            close(&mut open, rules)?;
        }
    }
}

/// Closes the innermost element, if it holds what it must.
fn close(open: &mut Vec<(String, Vec<String>)>, rules: &[Rule]) -> Result<(), String> {
    let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    let way = names.join("/");
    let Some((_, held)) = open.pop() else {
        return Err(way);
    };
    let missing = rules
        .iter()
        .filter(|rule| rule.of == way)
        .flat_map(|rule| rule.needs)
        .find(|need| !held.iter().any(|name| name == *need));
    missing.map_or(Ok(()), |need| Err(format!("{way}/{need}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_something_says_what() {
        let entry = "<entry><id>a</id><title/><updated>b</updated></entry>";
        let feed = |inner: &str| {
            format!(
                "<?xml version=\"1.0\"?><feed><id>a</id><title>b</title><updated/>{inner}</feed>"
            )
        };
        assert_eq!(xml(&feed(entry), ATOM), Ok(()));
        let lacking = entry.replace("<title/>", "");
        assert_eq!(xml(&feed(&lacking), ATOM), Err("feed/entry/title".into()));
        for broken in [
            feed("<entry>"),
            feed("</entry>"),
            "<feed>".into(),
            String::new(),
        ] {
            assert!(xml(&broken, ATOM).is_err(), "{broken}");
        }
        assert!(xml("<rss><channel><title/><link/></channel></rss>", RSS).is_err());
        assert_eq!(
            json(r#"{"version":"v","title":"t","items":[{"id":"a"}]}"#),
            Ok(())
        );
        assert_eq!(
            json(r#"{"version":"v","title":"t","items":[{}]}"#),
            Err("items/id".into())
        );
        assert!(json("{").is_err());
    }
}
