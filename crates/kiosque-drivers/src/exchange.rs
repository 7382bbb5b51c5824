//! A question to a service and its answer, whoever carries them.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// How a service is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Changes.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A question to a service. `Accept: application/json` goes with every one, and
/// `Content-Type: application/json` with every body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// How it is asked.
    pub method: Method,
    /// Where: as in the settings, so it may be a path of the site's own.
    pub url: String,
    /// JSON.
    pub body: Option<String>,
    /// Whether the service's cookies must go with it, and come back.
    pub cookies: bool,
}

impl Request {
    /// Asks without a body and without cookies.
    pub(crate) fn get(url: String) -> Self {
        Self {
            method: Method::Get,
            url,
            body: None,
            cookies: false,
        }
    }

    /// Sends JSON.
    pub(crate) fn json(method: Method, url: String, body: &impl Serialize) -> Self {
        Self {
            method,
            url,
            // Only maps with other keys than strings have no JSON, and nobody sends one.
            body: Some(serde_json::to_string(body).unwrap_or_default()),
            cookies: false,
        }
    }

    /// With the service's cookies.
    pub(crate) fn with_cookies(self) -> Self {
        Self {
            cookies: true,
            ..self
        }
    }
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The value of `Content-Type`; empty where there is none.
    pub content_type: String,
    /// The value of `X-WP-Total`.
    pub total: Option<u32>,
    /// The body as text; what is no UTF-8 replaced.
    pub body: String,
}

impl Answer {
    /// Whether the body says that it is JSON. A captive portal's page and a server's error page
    /// come with any status.
    pub fn is_json(&self) -> bool {
        self.content_type
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    }

    /// Reads the body as JSON; none where it says that it is something else, or is.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        if !self.is_json() {
            return None;
        }
        // A PHP file saved with a byte order mark puts it before everything that WordPress answers;
        // browsers take it away, other clients do not.
        serde_json::from_str(self.body.trim_start_matches('\u{feff}')).ok()
    }
}

/// A number of a comment. Every number is read as `f64`, which is what the services' own scripts
/// do: then one that is negative, broken or huge costs its comment and not the whole list.
pub(crate) fn id(number: Option<f64>) -> Option<u64> {
    // Above 2⁵³ two whole numbers may read as one.
    number
        .filter(|number| (1.0..=9_007_199_254_740_992.0).contains(number) && number.fract() == 0.0)
        .map(|number| number as u64)
}

/// How many there are of something: nothing below 0, and nothing where nothing is told.
pub(crate) fn count(number: Option<f64>) -> u32 {
    number.unwrap_or_default() as u32
}

/// Percent-encodes a value for the query of an address.
pub(crate) fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        // RFC 3986, unreserved; `/` may stand in a query as it is.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const DIGITS: [char; 16] = [
                '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
            ];
            encoded.push('%');
            encoded.push(DIGITS[usize::from(byte >> 4)]);
            encoded.push(DIGITS[usize::from(byte & 15)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_for_a_query() {
        assert_eq!(
            encoded("/été à l'ombre/?&=%"),
            "/%C3%A9t%C3%A9%20%C3%A0%20l%27ombre/%3F%26%3D%25"
        );
    }

    #[test]
    fn json_says_so() {
        let answer = |content_type: &str| Answer {
            content_type: content_type.into(),
            ..Answer::default()
        };
        assert!(answer("application/json; charset=UTF-8").is_json());
        assert!(!answer("text/html").is_json());
        assert!(!answer("").is_json());
    }

    #[test]
    fn json_is_read_where_it_says_that_it_is_json() {
        let answer = |content_type: &str, body: &str| Answer {
            content_type: content_type.into(),
            body: body.into(),
            ..Answer::default()
        };
        assert_eq!(answer("application/json", "[1]").json(), Some([1]));
        assert_eq!(answer("application/json", "\u{feff}[1]").json(), Some([1]));
        assert_eq!(answer("text/html", "[1]").json::<[u8; 1]>(), None);
        assert_eq!(answer("application/json", "[1").json::<[u8; 1]>(), None);
    }

    #[test]
    fn only_whole_numbers_above_nought_name_a_comment() {
        assert_eq!(id(Some(1.0)), Some(1));
        assert_eq!(id(Some(9_007_199_254_740_992.0)), Some(1 << 53));
        for no in [0.0, -1.0, 1.5, 1e300, f64::INFINITY, f64::NAN] {
            assert_eq!(id(Some(no)), None, "{no}");
        }
        assert_eq!(id(None), None);
        assert_eq!(count(Some(-3.0)), 0);
        assert_eq!(count(Some(1e12)), u32::MAX);
    }
}
