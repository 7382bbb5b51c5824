//! X's own conformance suite for what stands in a text: `fixtures/twitter-text`.

use std::collections::BTreeMap;

use kiosque_archive::entities::{Entity, EntityKind, Grammar, answered, entities};
use serde_json::{Value, json};

const SUITE: &str = include_str!("../fixtures/twitter-text/extract.yml");

/// Sections of the suite with their cases: a section that vanished would pass unseen.
const SECTIONS: [(&str, usize); 13] = [
    ("mentions", 23),
    ("mentions_with_indices", 3),
    ("mentions_or_lists_with_indices", 5),
    ("replies", 13),
    ("urls", 91),
    ("urls_with_indices", 10),
    ("urls_with_directional_markers", 2),
    ("tco_urls_with_params", 5),
    ("hashtags", 65),
    ("hashtags_from_astral", 3),
    ("hashtags_with_indices", 8),
    ("cashtags", 8),
    ("cashtags_with_indices", 2),
];

/// What a text holds, in the words of a section.
fn answer(section: &str, text: &str) -> Value {
    if section == "replies" {
        return answered(text, Grammar::X).map_or(Value::Null, Value::from);
    }
    let found = entities(text, Grammar::X);
    let described = found
        .iter()
        .filter_map(|entity| described(section, text, entity));
    Value::Array(described.collect())
}

fn described(section: &str, text: &str, entity: &Entity<'_>) -> Option<Value> {
    let (kind, name, word) = match entity.kind {
        EntityKind::Url { url, .. } => ("url", "url", url),
        EntityKind::Hashtag { tag } => ("hashtag", "hashtag", tag),
        EntityKind::Cashtag { symbol } => ("cashtag", "cashtag", symbol),
        EntityKind::Mention { handle, .. } => ("mention", "screen_name", handle),
    };
    if !section.starts_with(kind) && !section.starts_with(&format!("tco_{kind}")) {
        return None;
    }
    let characters = |at: usize| text[..at].chars().count();
    let indices = json!([characters(entity.start), characters(entity.end)]);
    Some(match entity.kind {
        EntityKind::Mention { list, .. } if section.contains("lists") => {
            json!({name: word, "list_slug": list, "indices": indices})
        }
        _ if section.contains("indices") || section.contains("markers") => {
            json!({name: word, "indices": indices})
        }
        _ => json!(word),
    })
}

#[test]
fn every_case_of_the_suite_passes() {
    let suite: BTreeMap<String, BTreeMap<String, Vec<BTreeMap<String, Value>>>> =
        serde_saphyr::from_str(SUITE).expect("the suite is YAML");
    let sections = &suite["tests"];
    let counts: BTreeMap<&str, usize> = sections
        .iter()
        .map(|(name, cases)| (name.as_str(), cases.len()))
        .collect();
    assert_eq!(counts, BTreeMap::from(SECTIONS));
    let mut wrong = Vec::new();
    for (section, cases) in sections {
        for case in cases {
            let text = case["text"].as_str().expect("a text");
            let found = answer(section, text);
            if found != case["expected"] {
                wrong.push(format!(
                    "{section}: {}\n  text     {text}\n  expected {}\n  found    {found}",
                    case["description"], case["expected"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
