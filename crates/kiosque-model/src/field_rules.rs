//! What a comment's fields and a subscription's may hold.
//!
//! One set of rules for whoever asks: the form while a reader writes, the outbox before it sends.
//! Lengths are those that the services measured themselves with.

use crate::discussion::{CommentDriver, CommentService};

/// A field of the comment form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The comment.
    Text,
    /// The writer's name.
    Name,
    /// The writer's e-mail address.
    Email,
    /// The writer's site.
    Website,
}

/// What is wrong with a field, in a way that tells the mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing is there, and something must be.
    Missing,
    /// Fewer characters than the service takes.
    TooShort {
        /// What it takes.
        least: u32,
    },
    /// More characters than the service takes.
    TooLong {
        /// What it takes.
        most: u32,
        /// How many there are.
        now: u32,
    },
    /// An address without an `@` between two words.
    EmailShape,
    /// An address with a letter that mail servers do not take, an accent among them.
    EmailLetter {
        /// The first one.
        letter: char,
    },
    /// No address of a site.
    WebsiteShape,
    /// A character that no text has: a null byte.
    Control,
}

/// Lengths that a service takes, in its own measure: see [`length`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Least of a comment.
    pub text_least: u32,
    /// Most of a comment.
    pub text_most: u32,
    /// Most of a name.
    pub name_most: u32,
    /// Most of an e-mail address.
    pub email_most: u32,
    /// Most of a site's address.
    pub website_most: u32,
}

impl Limits {
    /// What a program takes.
    ///
    /// Isso: `isso/views/comments.py` (text 3 to 65,535, e-mail 254, website 254); it sets no bound to a
    /// name, which stays below what a line can show. WordPress: the lengths of its database's columns
    /// (`wp_get_comment_fields_max_lengths`).
    pub const fn of(driver: CommentDriver) -> Self {
        match driver {
            CommentDriver::Isso => Self {
                text_least: 3,
                text_most: 65_535,
                name_most: 245,
                email_most: 254,
                website_most: 254,
            },
            CommentDriver::WordPress => Self {
                text_least: 1,
                text_most: 65_525,
                name_most: 245,
                email_most: 100,
                website_most: 200,
            },
        }
    }

    /// Most of a field.
    pub const fn most(&self, field: Field) -> u32 {
        match field {
            Field::Text => self.text_most,
            Field::Name => self.name_most,
            Field::Email => self.email_most,
            Field::Website => self.website_most,
        }
    }
}

/// Looks at what a field of a comment holds.
///
/// # Errors
///
/// What is wrong with it.
pub fn check(field: Field, value: &str, service: &CommentService) -> Result<(), Fault> {
    let limits = Limits::of(service.driver);
    let required = match field {
        Field::Text => true,
        Field::Name => service.name_required,
        Field::Email => service.email_required,
        Field::Website => false,
    };
    let value = value.trim();
    if value.is_empty() {
        return if required {
            Err(Fault::Missing)
        } else {
            Ok(())
        };
    }
    if value.contains('\0') {
        return Err(Fault::Control);
    }
    let now = length(value, service.driver);
    let most = limits.most(field);
    if now > most {
        return Err(Fault::TooLong { most, now });
    }
    match field {
        Field::Text if now < limits.text_least => Err(Fault::TooShort {
            least: limits.text_least,
        }),
        Field::Email => email(value),
        Field::Website => website(value).map(drop).ok_or(Fault::WebsiteShape),
        Field::Text | Field::Name => Ok(()),
    }
}

/// How long a text is, as a program counts: Isso in characters (Unicode scalar values), WordPress in
/// bytes (`wp_check_comment_data_max_lengths`).
pub fn length(text: &str, driver: CommentDriver) -> u32 {
    let length = match driver {
        CommentDriver::Isso => text.chars().count(),
        CommentDriver::WordPress => text.len(),
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Looks at an e-mail address: what HTML's `type=email` takes, with a dot in its domain
/// (<https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>).
///
/// # Errors
///
/// What is wrong with it.
pub fn email(value: &str) -> Result<(), Fault> {
    let Some((name, domain)) = value.rsplit_once('@') else {
        return Err(Fault::EmailShape);
    };
    if let Some(letter) = value
        .chars()
        .find(|letter| !letter.is_ascii() || letter.is_ascii_control() || *letter == ' ')
    {
        return Err(Fault::EmailLetter { letter });
    }
    let named = !name.is_empty()
        && name.split('.').all(|part| !part.is_empty())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    if named && domain.contains('.') && domain.split('.').all(label) {
        Ok(())
    } else {
        Err(Fault::EmailShape)
    }
}

/// The address of a site as it is sent: `https://` is put before what has no scheme. None for what
/// is no address of a site, scripts and mail addresses among them.
pub fn website(value: &str) -> Option<String> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let (scheme, rest) = match lower.split_once("://") {
        Some((scheme @ ("http" | "https"), _)) => (scheme, &value[scheme.len() + 3..]),
        Some(_) => return None,
        None => ("https", value),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = host.rsplit_once(':').map_or(host, |(bare, port)| {
        if !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()) {
            bare
        } else {
            host
        }
    });
    let label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let sound = bare.contains('.')
        && bare.split('.').all(label)
        && !value.chars().any(|c| c.is_whitespace() || c.is_control());
    sound.then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(driver: CommentDriver) -> CommentService {
        CommentService {
            driver,
            url: "/isso".into(),
            name_required: true,
            email_required: true,
        }
    }

    #[test]
    fn what_must_be_there_must_be_there() {
        let mut isso = service(CommentDriver::Isso);
        for field in [Field::Text, Field::Name, Field::Email] {
            assert_eq!(check(field, " \n", &isso), Err(Fault::Missing));
        }
        assert_eq!(check(Field::Website, "", &isso), Ok(()));
        isso.name_required = false;
        isso.email_required = false;
        assert_eq!(check(Field::Name, "", &isso), Ok(()));
        assert_eq!(check(Field::Email, "", &isso), Ok(()));
    }

    #[test]
    fn lengths_are_the_service_s_in_its_own_measure() {
        let (isso, wordpress) = (
            service(CommentDriver::Isso),
            service(CommentDriver::WordPress),
        );
        assert_eq!(
            check(Field::Text, "ab", &isso),
            Err(Fault::TooShort { least: 3 })
        );
        assert_eq!(check(Field::Text, "🙂🙂🙂", &isso), Ok(()));
        assert_eq!(check(Field::Text, "é", &wordpress), Ok(()));
        assert_eq!(check(Field::Text, &"é".repeat(65_535), &isso), Ok(()));
        assert_eq!(
            check(Field::Text, &"é".repeat(65_536), &isso),
            Err(Fault::TooLong {
                most: 65_535,
                now: 65_536
            })
        );
        let long = format!("{}@example.org", "a".repeat(89));
        assert_eq!(check(Field::Email, &long, &isso), Ok(()));
        assert_eq!(
            check(Field::Email, &long, &wordpress),
            Err(Fault::TooLong {
                most: 100,
                now: 101
            })
        );
        assert_eq!(
            check(Field::Name, &"é".repeat(123), &wordpress),
            Err(Fault::TooLong {
                most: 245,
                now: 246
            })
        );
        assert_eq!(check(Field::Name, "a\0b", &isso), Err(Fault::Control));
    }

    #[test]
    fn addresses_that_mail_reaches() {
        for sound in [
            "a@example.org",
            "o'neil+x@sub.example.co",
            "A.B@xn--caf-dma.fr",
        ] {
            assert_eq!(email(sound), Ok(()), "{sound}");
        }
        for shape in [
            "pas-une-adresse",
            "@example.org",
            "a@",
            "a@localhost",
            "a@-x.org",
            "a..b@example.org",
            "a@b@example.org",
            "a@example..org",
        ] {
            assert_eq!(email(shape), Err(Fault::EmailShape), "{shape}");
        }
        assert_eq!(
            email("élodie@example.org"),
            Err(Fault::EmailLetter { letter: 'é' })
        );
        assert_eq!(
            email("a b@example.org"),
            Err(Fault::EmailLetter { letter: ' ' })
        );
    }

    #[test]
    fn sites_are_addresses_on_the_web() {
        for (written, sent) in [
            ("example.org", "https://example.org"),
            (" HTTP://Example.org/a?b#c ", "http://Example.org/a?b#c"),
            ("https://café.fr:8080/é", "https://café.fr:8080/é"),
        ] {
            assert_eq!(website(written).as_deref(), Some(sent), "{written}");
        }
        for no in [
            "",
            "javascript:alert(1)",
            "mailto:a@example.org",
            "a@example.org",
            "ftp://example.org",
            "pas une url",
            "exemple",
            "https://",
            "//example.org",
            "https://exa mple.org",
        ] {
            assert_eq!(website(no), None, "{no}");
        }
    }
}
