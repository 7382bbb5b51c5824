//! What was given, before its format is known.

use kiosque_catalogue::editor::Refusal;
use serde_json::Value;
use serde_json::value::RawValue;

/// The first reading of some bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// One JSON value, or several one after the other (JSON lines).
    Json(Vec<Value>),
    /// `window.YTD.… = [ … ]` of X's data archive: the name assigned to, and the items as JSON.
    ///
    /// Each is to be read by itself: an archive of years is hundreds of megabytes, and several
    /// times as much once all of it is values.
    Assigned(String, Vec<Box<str>>),
    /// Anything else that is UTF-8: HTML or TOML.
    Text(String),
}

impl Input {
    /// Reads bytes. JavaScript is taken apart, never run.
    ///
    /// # Errors
    ///
    /// Where they are empty, are not UTF-8, or begin as JSON and do not end as such.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(bytes).map_err(|error| Refusal::NotUtf8 {
            at: error.valid_up_to(),
        })?;
        // Blank lines in front stay where lines are counted.
        let whole = text.trim_start_matches('\u{feff}').trim_end();
        let text = whole.trim_start();
        if text.is_empty() {
            return Err(Refusal::Empty);
        }
        if let Some((name, json)) = assignment(text) {
            let json = json.trim_end().trim_end_matches(';');
            return items(json)
                .map(|items| Self::Assigned(name.to_owned(), items))
                .map_err(|error| malformed(&error));
        }
        if text.starts_with('{') || opens_json_list(text) {
            let values = serde_json::Deserializer::from_str(whole)
                .into_iter()
                .collect::<Result<Vec<Value>, _>>()
                .map_err(|error| malformed(&error))?;
            return Ok(Self::Json(values));
        }
        Ok(Self::Text(whole.to_owned()))
    }

    /// The JSON values in it: none in a text, nor in an archive, whose items are still text.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::Json(values) => values,
            Self::Assigned(..) | Self::Text(_) => &[],
        }
    }
}

/// The name and the value of `window.NAME = VALUE`.
fn assignment(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix("window.")?.split_once('=')?;
    Some((name.trim(), value.trim_start()))
}

/// The items of a list, or the one value there is.
fn items(json: &str) -> serde_json::Result<Vec<Box<str>>> {
    let items: Vec<Box<RawValue>> = if json.starts_with('[') {
        serde_json::from_str(json)?
    } else {
        vec![serde_json::from_str(json)?]
    };
    Ok(items.into_iter().map(Box::<str>::from).collect())
}

/// Whether `[` opens a JSON list and not a table of TOML, whose name follows at once.
fn opens_json_list(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| {
        rest.trim_start().starts_with(['{', '[', ']', '"']) && !rest.starts_with("[")
    })
}

/// Where JSON cannot be read.
pub(crate) fn malformed(error: &serde_json::Error) -> Refusal {
    Refusal::MalformedJson {
        line: error.line(),
        column: error.column(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_archive_is_taken_apart_without_being_run() {
        let input = Input::read(b"window.YTD.tweets.part0 = [ {\"tweet\": {}}, 1 ];");
        assert_eq!(
            input,
            Ok(Input::Assigned(
                "YTD.tweets.part0".into(),
                vec!["{\"tweet\": {}}".into(), "1".into()]
            ))
        );
        assert!(matches!(
            Input::read(b"window.YTD.tweets.part0 = alert(1)"),
            Err(Refusal::MalformedJson { .. })
        ));
    }

    #[test]
    fn lines_of_json_are_read_one_by_one() {
        assert_eq!(
            Input::read("\u{feff}{\"a\":1}\n{\"a\":2}\n".as_bytes()),
            Ok(Input::Json(vec![json!({"a": 1}), json!({"a": 2})]))
        );
    }

    #[test]
    fn a_cut_file_says_where_it_ends() {
        let refusal = Input::read(b"{\"text\": \"cut of").err();
        assert!(
            matches!(refusal, Some(Refusal::MalformedJson { line: 1, .. })),
            "{refusal:?}"
        );
        assert_eq!(Input::read(b" \n"), Err(Refusal::Empty));
        assert_eq!(Input::read(b"a\xff"), Err(Refusal::NotUtf8 { at: 1 }));
    }

    #[test]
    fn html_and_toml_are_text() {
        for text in [
            "<blockquote>",
            "url = \"x\"",
            "[[posts]]\nurl = \"x\"",
            "[post]",
        ] {
            assert_eq!(Input::read(text.as_bytes()), Ok(Input::Text(text.into())));
        }
    }
}
