//! Fixtures, read as the app's and the press's clients would.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use kiosque_drivers::Answer;

fn folder(service: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/answers")
        .join(service)
}

/// The answer that a fixture holds.
pub fn answer(service: &str, name: &str) -> Answer {
    let path = folder(service).join(name).with_added_extension("http");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let (head, body) = text.split_once("\n\n").expect("an empty line");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    Answer {
        status: status
            .and_then(|status| status.parse().ok())
            .expect("a status"),
        content_type: header("Content-Type").unwrap_or_default().into(),
        total: header("X-WP-Total").and_then(|total| total.parse().ok()),
        body: body.into(),
    }
}

/// Checks a table of fixtures, what each is read as, and what it comes to; and that it names every
/// fixture of the service.
pub fn check<Ask: Copy>(
    service: &str,
    table: &[(&str, Ask, &str)],
    read: impl Fn(Ask, &Answer) -> String,
) {
    let mut named = BTreeSet::new();
    for (name, ask, comes_to) in table {
        let answer = answer(service, name);
        assert_eq!(read(*ask, &answer), *comes_to, "{service}/{name}");
        named.insert((*name).to_owned());
    }
    let kept: BTreeSet<String> = fs::read_dir(folder(service))
        .expect("fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let forgotten: Vec<_> = kept.difference(&named).collect();
    assert!(forgotten.is_empty(), "{service}: {forgotten:?}");
}
