//! Finding results in an answer of any shape.

use serde_json::Value;

use crate::json::Part;

/// A result, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<'a> {
    /// The result; null where X had none to give.
    pub result: &'a Value,
    /// Whether it stood under one of X's keys for results.
    pub within: bool,
    /// Whether it is an advertisement among the posts asked for.
    pub promoted: bool,
}

/// The keys under which X puts a result, or a list of results.
const KEYS: [&str; 4] = [
    "tweetResult",
    "tweet_results",
    "tweet_result",
    "tweetResults",
];

/// The results of an answer, in its order. Quoted and reposted posts are inside theirs.
pub fn results(values: &[Value]) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut ahead: Vec<(&Value, bool)> = values.iter().rev().map(|value| (value, false)).collect();
    while let Some((value, promoted)) = ahead.pop() {
        if is_result(value) {
            found.push(Found {
                result: value,
                within: false,
                promoted,
            });
            continue;
        }
        match value {
            Value::Array(list) => ahead.extend(list.iter().rev().map(|item| (item, promoted))),
            Value::Object(map) => {
                let promoted = promoted || map.contains_key("promotedMetadata");
                let holders = KEYS.iter().filter_map(|key| map.get(*key));
                for holder in holders {
                    let each = holder
                        .as_array()
                        .map_or(std::slice::from_ref(holder), Vec::as_slice);
                    found.extend(each.iter().map(|holder| Found {
                        result: holder.at(&["result"]).unwrap_or(&Value::Null),
                        within: true,
                        promoted,
                    }));
                }
                ahead.extend(
                    map.iter()
                        .rev()
                        .filter(|(key, _)| !KEYS.contains(&key.as_str()))
                        .map(|(_, value)| (value, promoted)),
                );
            }
            _ => {}
        }
    }
    found
}

/// Whether a value is a post, or stands in the place of one.
fn is_result(value: &Value) -> bool {
    value.at(&["legacy", "full_text"]).is_some()
        || matches!(
            value.text(&["__typename"]),
            Some(
                "TweetTombstone"
                    | "TweetUnavailable"
                    | "TweetWithVisibilityResults"
                    | "TweetPreviewDisplay"
            )
        )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn results_are_found_at_any_depth_and_quotes_stay_inside() {
        let post = |id: &str| {
            json!({"rest_id": id, "legacy": {"full_text": "x"},
            "quoted_status_result": {"result": {"rest_id": "9", "legacy": {"full_text": "y"}}}})
        };
        let mut deep = json!({"tweet_results": {"result": post("1")}, "promotedMetadata": {}});
        for _ in 0..1000 {
            deep = json!([{"content": deep}]);
        }
        let values = [deep, json!([post("2"), {"tweetResult": {}}])];
        let found = results(&values);
        let ids: Vec<_> = found
            .iter()
            .map(|found| {
                (
                    found.result.text(&["rest_id"]),
                    found.within,
                    found.promoted,
                )
            })
            .collect();
        assert_eq!(
            ids,
            [
                (Some("1"), true, true),
                (Some("2"), false, false),
                (None, true, false)
            ]
        );
        // Dropping a value this deep is the parser's affair: it refuses to make one.
        std::mem::forget(values);
    }
}
