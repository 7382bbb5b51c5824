//! The headers that bind the browser to what the site is known to need.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use kiosque_catalogue::editor::Problem;
use sha2::{Digest, Sha256};
use url::{Host, Url};

use crate::fields::Fields;

/// Other sites that the settings let the page talk to, as origins: `https://comments.example`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Security {
    /// What the app may ask: comments, newsletter.
    pub connect: Vec<String>,
    /// Where pictures may come from: readers' portraits.
    pub images: Vec<String>,
    /// Where forms may be sent.
    pub forms: Vec<String>,
}

/// Reads the `[security]` table of `site.toml`. What is wrong is noted.
pub(crate) fn read(fields: &mut Fields<'_>) -> Security {
    let Some(mut table) = fields.table("security") else {
        return Security::default();
    };
    let mut origins = |key: &'static str| {
        let written = table.texts(key);
        let read = |text: crate::source::Located<String>| match origin(&text.value) {
            Ok(origin) => Some(origin),
            Err(suggestion) => {
                let written = text.value;
                let problem = Problem::Origin {
                    written,
                    suggestion,
                };
                table.problem(text.at, problem);
                None
            }
        };
        written.into_iter().filter_map(read).collect()
    };
    let security = Security {
        connect: origins("connect"),
        images: origins("images"),
        forms: origins("forms"),
    };
    table.finish();
    security
}

/// An origin in its one spelling: `https` with a domain and perhaps a port; `http` only for a
/// server on this machine, which is how one is tried out.
///
/// # Errors
///
/// The origin that was likely meant, if there is one.
fn origin(written: &str) -> Result<String, Option<String>> {
    let Ok(url) = Url::parse(written.trim()) else {
        return Err(None);
    };
    let Some(origin) = origin_of(&url) else {
        return Err(None);
    };
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if bare && !written.trim().ends_with('/') {
        Ok(origin)
    } else {
        Err(Some(origin))
    }
}

/// Whether an address is one of this machine.
pub(crate) fn is_here(url: &Url) -> bool {
    url.host().is_some_and(|host| match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    })
}

/// The origin of an address that browsers may be let talk to; none for one that they may not.
pub(crate) fn origin_of(url: &Url) -> Option<String> {
    url.host()?;
    let origin = url.origin().ascii_serialization();
    // A domain may carry more than the characters of a name; a policy ends at a `;` or `,`.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]/".contains(c);
    let safe = url.scheme() == "https" || url.scheme() == "http" && is_here(url);
    (safe && origin.chars().all(plain)).then_some(origin)
}

/// What the pages of a site may do, as its Content Security Policy tells the browser
/// (<https://www.w3.org/TR/CSP3/>).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentSecurity {
    /// Hashes of the inline scripts, as [`ContentSecurity::hash`] gives them.
    pub script_hashes: Vec<String>,
    /// Hashes of the inline style sheets.
    pub style_hashes: Vec<String>,
    /// Origins the app may ask.
    pub connect: Vec<String>,
    /// Origins pictures may come from.
    pub images: Vec<String>,
    /// Origins forms may be sent to.
    pub form_targets: Vec<String>,
    /// Whether scripts may insert HTML only through the policy named `default`
    /// (<https://www.w3.org/TR/trusted-types/>).
    pub trusted_types: bool,
}

impl ContentSecurity {
    /// A policy with the origins that the settings name.
    pub fn new(security: &Security) -> Self {
        Self {
            connect: security.connect.clone(),
            images: security.images.clone(),
            form_targets: security.forms.clone(),
            ..Self::default()
        }
    }

    /// The hash of an inline script or style sheet: its exact text between the tags.
    pub fn hash(text: &str) -> String {
        format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
    }

    /// The value of the `Content-Security-Policy` header. The order of what it was given does not
    /// count.
    pub fn header(&self) -> String {
        let quoted = |hashes: &[String]| hashes.iter().map(|hash| format!("'{hash}'")).collect();
        let list = |name: &str, fixed: &str, more: Vec<String>| {
            let more: BTreeSet<String> = more.into_iter().collect();
            let words = [name.to_owned(), fixed.to_owned()];
            words.into_iter().chain(more).collect::<Vec<_>>().join(" ")
        };
        let mut directives = vec![
            "default-src 'none'".to_owned(),
            list(
                "script-src",
                "'self' 'wasm-unsafe-eval'",
                quoted(&self.script_hashes),
            ),
            list("style-src", "'self'", quoted(&self.style_hashes)),
            list("img-src", "'self' data:", self.images.clone()),
            "font-src 'self'".to_owned(),
            list("connect-src", "'self'", self.connect.clone()),
            "media-src 'self'".to_owned(),
            "manifest-src 'self'".to_owned(),
            "worker-src 'self'".to_owned(),
            list("form-action", "'self'", self.form_targets.clone()),
            "base-uri 'none'".to_owned(),
            "frame-ancestors 'none'".to_owned(),
            "object-src 'none'".to_owned(),
        ];
        if self.trusted_types {
            directives.push("require-trusted-types-for 'script'".to_owned());
            directives.push("trusted-types default".to_owned());
        }
        directives.join("; ")
    }
}

/// The headers that every answer carries, redirects and errors included, in order.
///
/// `frame-ancestors` says what `X-Frame-Options` would, to every browser that runs WebAssembly.
/// `Cross-Origin-Resource-Policy` is left out: readers of feeds show the site's pictures.
pub fn security_headers(policy: &ContentSecurity) -> Vec<(&'static str, String)> {
    [
        ("Content-Security-Policy", policy.header()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        (
            "Referrer-Policy",
            "strict-origin-when-cross-origin".to_owned(),
        ),
        ("Permissions-Policy", PERMISSIONS.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ]
    .into()
}

/// What no page of the site asks for.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), \
     gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// For hosts that hold the certificate themselves: a year, this name alone.
pub(super) const HTTPS_ONLY: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn origins_have_one_spelling() {
        for (written, expected) in [
            ("https://comments.example", "https://comments.example"),
            (
                "https://Comments.Example:8443",
                "https://comments.example:8443",
            ),
            ("https://comments.example:443", "https://comments.example"),
            ("https://été.example", "https://xn--t-9fab.example"),
            ("http://localhost:8801", "http://localhost:8801"),
            ("http://127.0.0.1:8801", "http://127.0.0.1:8801"),
            ("http://[::1]:8801", "http://[::1]:8801"),
        ] {
            assert_eq!(origin(written).as_deref(), Ok(expected), "{written}");
        }
    }

    #[test]
    fn what_is_no_origin_is_refused_and_the_likely_one_named() {
        let meant = Err(Some("https://a.example".to_owned()));
        for written in [
            "https://a.example/",
            "https://a.example/api",
            "https://a.example?x",
            "https://a.example#x",
            "https://me@a.example",
        ] {
            assert_eq!(origin(written), meant, "{written}");
        }
        for written in [
            "a.example",
            "http://a.example",
            "//a.example",
            "*",
            "'unsafe-inline'",
            "https://*.example",
            "https://a;script-src",
            "https://a,b",
            "data:",
            "wss://a.example",
            "",
        ] {
            assert_eq!(origin(written), Err(None), "{written}");
        }
    }

    #[test]
    fn the_policy_is_strict_and_in_one_order() {
        let hash = ContentSecurity::hash("");
        assert_eq!(hash, "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        let policy = |hashes: [&str; 3]| ContentSecurity {
            script_hashes: hashes.map(str::to_owned).into(),
            connect: vec!["https://c.example".into()],
            form_targets: vec!["https://n.example".into()],
            trusted_types: true,
            ..ContentSecurity::default()
        };
        let header = policy(["sha256-b", "sha256-a", "sha256-b"]).header();
        assert_eq!(
            header,
            policy(["sha256-a", "sha256-b", "sha256-a"]).header()
        );
        let directives: Vec<_> = header.split("; ").collect();
        for directive in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b'",
            "style-src 'self'",
            "connect-src 'self' https://c.example",
            "form-action 'self' https://n.example",
            "trusted-types default",
        ] {
            assert!(directives.contains(&directive), "{directive} in {header}");
        }
        for word in ["unsafe-inline", "'unsafe-eval'", "http:", "*"] {
            assert!(!header.contains(word), "{word} in {header}");
        }
        let plain = ContentSecurity::default().header();
        assert!(!plain.contains("trusted-types"), "{plain}");
    }
}
