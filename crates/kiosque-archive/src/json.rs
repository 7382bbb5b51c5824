//! Reading JSON that drifts: keys come and go, lists turn into `{}` or null, numbers into strings.
//!
//! A part that is not there, or is of another kind, reads as absent; what cannot do without it
//! refuses the post by name.

use serde_json::Value;

/// What a JSON value holds, as far as it holds it.
pub trait Part {
    /// The value behind keys, from the outside in; null is absent.
    fn at(&self, path: &[&str]) -> Option<&Value>;

    /// A string that is not empty.
    fn text(&self, path: &[&str]) -> Option<&str>;

    /// A list; absent, null, `{}` and anything else read as an empty one.
    fn list(&self, path: &[&str]) -> &[Value];

    /// A whole number, also where it was written as a string.
    fn count(&self, path: &[&str]) -> Option<u64>;

    /// Whether it is `true`, also where that was written as a string.
    fn is_true(&self, path: &[&str]) -> bool;

    /// An id: a string, because numbers beyond 2^53 were rounded by whoever wrote them.
    fn id(&self, path: &[&str]) -> Option<&str>;
}

impl Part for Value {
    fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter()
            .try_fold(self, |value, key| value.get(key))
            .filter(|value| !value.is_null())
    }

    fn text(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.as_str().filter(|text| !text.is_empty())
    }

    fn list(&self, path: &[&str]) -> &[Value] {
        self.at(path)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    fn count(&self, path: &[&str]) -> Option<u64> {
        let value = self.at(path)?;
        value
            .as_u64()
            .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
    }

    fn is_true(&self, path: &[&str]) -> bool {
        self.at(path)
            .is_some_and(|value| value == true || value == "true")
    }

    fn id(&self, path: &[&str]) -> Option<&str> {
        self.text(path)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_missing_or_of_another_kind_is_absent() {
        let value = json!({"a": {"list": {}, "null": null, "n": "12", "yes": "true", "id": 7}});
        assert!(value.list(&["a", "list"]).is_empty());
        assert!(value.list(&["a", "null"]).is_empty());
        assert_eq!(value.at(&["a", "null"]), None);
        assert_eq!(value.count(&["a", "n"]), Some(12));
        assert!(value.is_true(&["a", "yes"]));
        assert_eq!(value.id(&["a", "id"]), None);
        assert_eq!(value.text(&["b", "c"]), None);
    }
}
