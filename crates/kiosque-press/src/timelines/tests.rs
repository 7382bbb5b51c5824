use super::*;
use crate::{posts, settings};

const SITE: &str = "name = \"K\"\nlanguage = \"fr\"\ntime_zone = \"Europe/Paris\"\n\
                    base_url = \"https://k.example\"\n";

fn post(id: &str, at: &str) -> Source {
    let text = format!(
        r#"{{"schema": 1, "source": "x", "id": "{id}", "url": "https://x.com/a/status/{id}",
        "author": {{"id": "1", "name": "A", "handle": "a", "profile_url": "https://x.com/a"}},
        "created_at": "{at}", "archived_at": "2014-11-29T08:00:00Z", "text": "Bonjour",
        "provenance": {{"importer": "manual", "importer_version": "1", "format": "manual",
        "capture_method": "typed", "licence_note": "ours"}}}}"#
    );
    Source {
        path: format!("posts/{id}.json"),
        text,
    }
}

/// Reads a timeline over posts of given instants; ids count from 1.
fn sections(timeline: &str, instants: &[&str]) -> Vec<(String, String, Vec<String>)> {
    let findings = Findings::default();
    let site = Source {
        path: "site.toml".into(),
        text: SITE.into(),
    };
    let settings = settings::read(&site, &findings).unwrap();
    let files: Vec<_> = (1..)
        .zip(instants)
        .map(|(id, at)| post(&format!("{id}"), at))
        .collect();
    let posts = posts::read_all(&files, &findings);
    let sources = [Source {
        path: "timelines/fil.toml".into(),
        text: timeline.into(),
    }];
    let mut read = read_all(&sources, &settings, &posts, &findings);
    let read = read.remove("fil").flatten();
    assert_eq!(findings.into_sorted(), []);
    read.unwrap()
        .timeline
        .sections
        .into_iter()
        .map(|section| {
            let posts = section
                .entries
                .into_iter()
                .map(|entry| entry.post_id)
                .collect();
            (section.id, section.title, posts)
        })
        .collect()
}

fn entries(count: usize) -> String {
    (1..=count)
        .map(|id| format!("[[entries]]\npost_id = \"{id}\"\n"))
        .collect()
}

#[test]
fn posts_are_sorted_and_split_by_the_hour_of_the_zone() {
    let head = "title = \"Fil\"\nday = 2014-11-28\n";
    let instants = [
        "2014-11-28T17:30:00Z",
        "2014-11-28T10:59:00Z",
        "2014-11-28T11:00:00Z",
    ];
    let found = sections(&format!("{head}{}", entries(3)), &instants);
    let ids: Vec<_> = found
        .iter()
        .map(|(id, _, posts)| (id.as_str(), posts.join(",")))
        .collect();
    assert_eq!(
        ids,
        [
            ("matin", "2".to_owned()),
            ("apres-midi", "3".to_owned()),
            ("soir", "1".to_owned())
        ]
    );
    let elsewhere = format!("{head}tz = \"Asia/Tokyo\"\n{}", entries(1));
    assert_eq!(
        sections(&elsewhere, &["2014-11-27T23:00:00Z"])[0].0,
        "matin"
    );
}

#[test]
fn a_post_past_midnight_belongs_to_its_own_day() {
    let head = "title = \"Fil\"\nday = 2014-11-28\n";
    let found = sections(
        &format!("{head}{}", entries(2)),
        &["2014-11-28T23:30:00Z", "2014-11-28T20:00:00Z"],
    );
    assert_eq!(found[0].0, "soir");
    assert_eq!(found[1].0, "nuit-2014-11-29");
    assert_eq!(found[1].1, "La nuit (29\u{a0}novembre\u{a0}2014)");
}

#[test]
fn an_editor_s_sections_keep_their_order_and_titles() {
    let timeline = "title = \"Fil\"\nday = 2014-11-28\n\
        [[sections]]\nid = \"fin\"\ntitle = \"Pour finir...\"\n[[sections.entries]]\npost_id = \"2\"\n\
        [[sections.entries]]\npost_id = \"1\"\n[[sections]]\nid = \"matin\"\nfrom = \"09:05\"\n\
        [[sections.entries]]\npost_id = \"3\"\n";
    let at = "2014-11-28T09:00:00Z";
    assert_eq!(
        sections(timeline, &[at, at, at]),
        [
            (
                "fin".into(),
                "Pour finir…".into(),
                vec!["2".to_owned(), "1".to_owned()]
            ),
            ("matin".into(), "Le matin".into(), vec!["3".to_owned()]),
        ]
    );
}
