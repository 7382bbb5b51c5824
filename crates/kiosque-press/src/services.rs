//! Services of others, as settings name them: which program it is, and its address.

use kiosque_catalogue::editor::Problem;
use url::Url;

use crate::diagnostic::nearest;
use crate::fields::Fields;
use crate::hosting::origin_of;
use crate::source::Located;

/// Reads which program a service is, by its name among those known. What is wrong is noted.
pub(crate) fn read_driver<T: Copy>(
    fields: &mut Fields<'_>,
    known: &'static [&'static str],
    drivers: &[T],
) -> Option<T> {
    let Located { value: driver, at } = fields.required_text("driver")?;
    let found = known.iter().position(|name| *name == driver);
    if found.is_none() {
        let suggestion = nearest(&driver, known.iter().copied());
        fields.problem(
            at,
            Problem::UnknownDriver {
                driver,
                known,
                suggestion,
            },
        );
    }
    drivers.get(found?).copied()
}

/// Who asks at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asking {
    /// Readers' browsers: `https`, `http` for a server on this machine alone, or a path of the
    /// site's own.
    Browsers,
    /// The press, which may stand in the same private network: `https` or `http`.
    Press,
}

/// Reads the address of a service, in its one spelling: without a slash at the end. What is wrong is
/// noted.
pub(crate) fn read_address(
    fields: &Fields<'_>,
    written: Located<String>,
    by: Asking,
) -> Option<String> {
    let Located { value: written, at } = written;
    service(&written, by)
        .map_err(|suggestion| {
            let path = by == Asking::Browsers;
            fields.problem(
                at,
                Problem::ServiceAddress {
                    written,
                    path,
                    suggestion,
                },
            );
        })
        .ok()
}

/// Reads where a form is sent: as for browsers, with a query where the service has one. What is
/// wrong is noted.
pub(crate) fn read_action(fields: &Fields<'_>, written: Located<String>) -> Option<String> {
    let Located { value: written, at } = written;
    let action = action(&written);
    if action.is_none() {
        fields.problem(at, Problem::FormAddress { written });
    }
    action
}

/// The address of a service in its one spelling, whoever wrote it.
///
/// # Errors
///
/// The address that was likely meant, if there is one.
pub(crate) fn service(written: &str, by: Asking) -> Result<String, Option<String>> {
    let Some(read) = Read::of(written) else {
        return Err(with_scheme(written.trim()));
    };
    let Read { url, own } = &read;
    let path = url.path().trim_end_matches('/');
    let address = if *own {
        path.to_owned()
    } else {
        format!("{}{path}", url.origin().ascii_serialization())
    };
    let fit = match by {
        Asking::Browsers => *own || origin_of(url).is_some(),
        Asking::Press => !own,
    };
    if !fit {
        let safer = address
            .strip_prefix("http:")
            .map(|rest| format!("https:{rest}"));
        return Err(safer);
    }
    if url.query().is_some() || url.fragment().is_some() || read.has_credentials() {
        return Err(Some(address).filter(|address| !address.is_empty()));
    }
    Ok(address)
}

/// The address that was likely meant by one without its scheme.
fn with_scheme(written: &str) -> Option<String> {
    let meant = format!("https://{}", written.trim_end_matches('/'));
    let url = Url::parse(&meant).ok()?;
    let known = !written.starts_with('/') && url.domain()?.contains('.');
    known.then_some(meant)
}

fn action(written: &str) -> Option<String> {
    let read = Read::of(written)?;
    let Read { url, own } = &read;
    if url.fragment().is_some() || read.has_credentials() {
        return None;
    }
    if *own {
        let query = url.query().map(|query| format!("?{query}"));
        return Some(format!("{}{}", url.path(), query.unwrap_or_default()));
    }
    origin_of(url).map(|_| url.as_str().to_owned())
}

/// The origin that an address is of; none for a path of the site's own.
pub(crate) fn origin(address: &str) -> Option<String> {
    origin_of(&Url::parse(address).ok()?)
}

/// An address taken apart.
struct Read {
    url: Url,
    /// Whether it is a path of the site's own.
    own: bool,
}

impl Read {
    fn of(written: &str) -> Option<Self> {
        let written = written.trim();
        if !written.starts_with('/') {
            let url = Url::parse(written).ok()?;
            let web = matches!(url.scheme(), "https" | "http") && url.has_host();
            return web.then_some(Self { url, own: false });
        }
        let site = Url::parse("https://site.invalid/").ok()?;
        let url = site.join(written).ok()?;
        // `//elsewhere` is no path.
        (url.origin() == site.origin()).then_some(Self { url, own: true })
    }

    fn has_credentials(&self) -> bool {
        !self.url.username().is_empty() || self.url.password().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        for (written, read) in [
            ("https://Comments.Example", "https://comments.example"),
            ("https://comments.example/", "https://comments.example"),
            ("https://a.example:443/isso//", "https://a.example/isso"),
            ("http://localhost:8801/", "http://localhost:8801"),
            ("http://[::1]:8801", "http://[::1]:8801"),
            (" /isso/ ", "/isso"),
            ("/a/../été", "/%C3%A9t%C3%A9"),
            ("/", ""),
        ] {
            assert_eq!(
                service(written, Asking::Browsers).as_deref(),
                Ok(read),
                "{written}"
            );
        }
        assert_eq!(
            service("http://isso:8080/api/", Asking::Press).as_deref(),
            Ok("http://isso:8080/api")
        );
    }

    #[test]
    fn what_is_no_address_is_refused_and_the_likely_one_named() {
        for (written, meant) in [
            ("http://a.example/isso/", Some("https://a.example/isso")),
            ("a.example/isso/", Some("https://a.example/isso")),
            ("https://a.example/?uri=", Some("https://a.example")),
            ("https://me:pass@a.example/#x", Some("https://a.example")),
            ("/isso?a", Some("/isso")),
            ("//a.example", None),
            ("/\\a.example", None),
            ("localhost:8801", None),
            ("ftp://a.example", None),
            ("javascript:alert(1)", None),
            ("https://a;script-src", None),
            ("https://", None),
            ("isso", None),
            ("", None),
        ] {
            assert_eq!(
                service(written, Asking::Browsers),
                Err(meant.map(str::to_owned)),
                "{written}"
            );
        }
        assert_eq!(service("/isso", Asking::Press), Err(None));
    }

    #[test]
    fn forms_may_carry_a_query() {
        for (written, read) in [
            (
                "https://n.example/subscribe/post?u=1&id=2",
                Some("https://n.example/subscribe/post?u=1&id=2"),
            ),
            ("/abonnement/?a", Some("/abonnement/?a")),
            ("http://localhost:9000/", Some("http://localhost:9000/")),
            ("http://n.example/", None),
            ("https://me@n.example/", None),
            ("https://n.example/#a", None),
            ("mailto:a@n.example", None),
            ("javascript:a", None),
        ] {
            assert_eq!(action(written).as_deref(), read, "{written}");
        }
    }

    #[test]
    fn a_path_of_the_site_has_no_origin_of_its_own() {
        assert_eq!(origin("/isso"), None);
        assert_eq!(origin(""), None);
        assert_eq!(
            origin("https://a.example/isso").as_deref(),
            Some("https://a.example")
        );
    }
}
