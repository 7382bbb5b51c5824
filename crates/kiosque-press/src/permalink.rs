//! Permalinks: root-relative, one folder each.

use kiosque_catalogue::editor::PermalinkFault;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a path segment of a URL cannot carry as it is.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// File names of an edition, in every folder.
const RESERVED_ANYWHERE: [&str; 5] = [
    "page.json",
    "index.html",
    "feed.xml",
    "atom.xml",
    "feed.json",
];
/// Names of an edition at the root.
const RESERVED_AT_ROOT: [&str; 15] = [
    ".hosting",
    ".nojekyll",
    "media",
    "404.json",
    "404.html",
    "robots.txt",
    "_headers",
    "_redirects",
    "pagefind",
    "icons",
    "manifest.webmanifest",
    "pocket.json",
    "shell.html",
    "sw-off",
    "sw.js",
];
/// How the press's own files at the root begin.
const OWN_PREFIX: &str = ".kiosque";

/// The address of a page, sound and in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permalink {
    segments: Vec<String>,
}

impl Permalink {
    /// The front page's.
    pub const fn root() -> Self {
        Self {
            segments: Vec::new(),
        }
    }

    /// Reads a permalink as an editor writes it, letters percent-encoded or not.
    ///
    /// # Errors
    ///
    /// What makes it unfit for a web server or a folder.
    pub fn parse(written: &str) -> Result<Self, PermalinkFault> {
        if written == "/" {
            return Ok(Self::root());
        }
        let inner = written
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'))
            .ok_or(PermalinkFault::Slashes)?;
        let segments = inner
            .split('/')
            .map(segment)
            .collect::<Result<Vec<_>, _>>()?;
        let first = segments.first().map(|first| first.to_lowercase());
        let reserved = segments
            .iter()
            .find(|segment| RESERVED_ANYWHERE.contains(&segment.to_lowercase().as_str()))
            .or_else(|| {
                segments.first().filter(|_| {
                    first.as_deref().is_some_and(|first| {
                        RESERVED_AT_ROOT.contains(&first)
                            || first.starts_with(OWN_PREFIX)
                            || (first.starts_with("sitemap") && first.ends_with(".xml"))
                    })
                })
            });
        match reserved {
            Some(name) => Err(PermalinkFault::Reserved(name.clone())),
            None => Ok(Self { segments }),
        }
    }

    /// The percent-encoded URL, root-relative, with its trailing slash.
    pub fn url(&self) -> String {
        let mut url = String::from("/");
        for segment in &self.segments {
            url.extend(utf8_percent_encode(segment, SEGMENT));
            url.push('/');
        }
        url
    }

    /// The permalink as an editor would write it, its letters as they are.
    pub fn written(&self) -> String {
        let inner = self.segments.iter().map(|segment| format!("{segment}/"));
        std::iter::once("/".to_owned()).chain(inner).collect()
    }

    /// The folder below the output folder, `/` between its parts; empty for the front page.
    pub fn folder(&self) -> String {
        self.segments.join("/")
    }

    /// The path of a file in that folder.
    pub fn file(&self, name: &str) -> String {
        let segments = self.segments.iter().map(String::as_str);
        segments.chain([name]).collect::<Vec<_>>().join("/")
    }

    /// This permalink with another appended.
    ///
    /// # Errors
    ///
    /// As [`Permalink::parse`].
    pub fn join(&self, path: &str) -> Result<Self, PermalinkFault> {
        let mut joined = self.clone();
        joined.segments.extend(Self::parse(path)?.segments);
        Ok(joined)
    }
}

fn segment(written: &str) -> Result<String, PermalinkFault> {
    if written.is_empty() {
        return Err(PermalinkFault::EmptySegment);
    }
    let mut rest = written;
    while let Some(at) = rest.find('%') {
        let digits = rest.as_bytes().get(at + 1..at + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(PermalinkFault::PercentEncoding);
        }
        rest = &rest[at + 1..];
    }
    let decoded = percent_decode_str(written)
        .decode_utf8()
        .map_err(|_| PermalinkFault::PercentEncoding)?;
    if matches!(&*decoded, "." | "..") {
        return Err(PermalinkFault::DotSegment);
    }
    match decoded
        .chars()
        .find(|c| c.is_control() || matches!(c, '/' | '\\' | '?' | '#'))
    {
        Some(found) => Err(PermalinkFault::Character(found)),
        None => Ok(decoded.into_owned()),
    }
}

/// A permalink with `{parts}` to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme(String);

impl Scheme {
    /// Checks a scheme against the parts it may have and the one it must have.
    ///
    /// # Errors
    ///
    /// An unknown or missing part, or what would make every permalink of the scheme unfit.
    pub fn new(
        written: &str,
        parts: &[&str],
        must: Option<&'static str>,
    ) -> Result<Self, PermalinkFault> {
        let mut rest = written;
        while let Some((_, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| PermalinkFault::UnknownPart(after.to_owned()))?;
            if !parts.contains(&name) {
                return Err(PermalinkFault::UnknownPart(name.to_owned()));
            }
            rest = after;
        }
        if let Some(part) = must.filter(|part| !written.contains(&format!("{{{part}}}"))) {
            return Err(PermalinkFault::MissingPart(part));
        }
        let scheme = Self(written.to_owned());
        let sample: Vec<_> = parts.iter().map(|part| (*part, "x")).collect();
        Permalink::parse(&scheme.fill(&sample)).map(|_| scheme)
    }

    /// The permalink as text, its parts filled in.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.0.clone(), |text, (part, value)| {
            text.replace(&format!("{{{part}}}"), value)
        })
    }
}

/// Makes a slug of words: lower-case ASCII letters and digits, hyphens between.
pub fn slug_of(words: &str) -> String {
    slug::slugify(words)
}

/// Whether a slug is made of lower-case letters, digits and single inner hyphens.
pub fn is_slug(slug: &str) -> bool {
    slug.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_encoded_once_however_they_are_written() {
        for written in ["/été à Aix/", "/%C3%A9t%C3%A9%20%C3%A0%20Aix/"] {
            let permalink = Permalink::parse(written).unwrap();
            assert_eq!(permalink.url(), "/%C3%A9t%C3%A9%20%C3%A0%20Aix/");
            assert_eq!(permalink.folder(), "été à Aix");
        }
        assert_eq!(Permalink::parse("/").unwrap().url(), "/");
    }

    #[test]
    fn unfit_permalinks_are_refused_for_their_reason() {
        use PermalinkFault as F;
        let cases = [
            ("/a", F::Slashes),
            ("a/", F::Slashes),
            ("", F::Slashes),
            ("//a/", F::EmptySegment),
            ("/a/../b/", F::DotSegment),
            ("/a/%2e%2E/b/", F::DotSegment),
            ("/./", F::DotSegment),
            ("/a%2Fb/", F::Character('/')),
            ("/a\\b/", F::Character('\\')),
            ("/a?b/", F::Character('?')),
            ("/a#b/", F::Character('#')),
            ("/a%00/", F::Character('\0')),
            ("/100%/", F::PercentEncoding),
            ("/%ff/", F::PercentEncoding),
            ("/media/", F::Reserved("media".into())),
            ("/Media/a/", F::Reserved("Media".into())),
            ("/a/page.json/", F::Reserved("page.json".into())),
            ("/404.json/", F::Reserved("404.json".into())),
            ("/a/Feed.xml/", F::Reserved("Feed.xml".into())),
            ("/sitemap-12.xml/", F::Reserved("sitemap-12.xml".into())),
            ("/robots.txt/a/", F::Reserved("robots.txt".into())),
            ("/pagefind/", F::Reserved("pagefind".into())),
            ("/sw.js/", F::Reserved("sw.js".into())),
            ("/sw-off/", F::Reserved("sw-off".into())),
            ("/icons/gravure/", F::Reserved("icons".into())),
            ("/shell.html/", F::Reserved("shell.html".into())),
            ("/pocket.json/", F::Reserved("pocket.json".into())),
            (
                "/manifest.webmanifest/",
                F::Reserved("manifest.webmanifest".into()),
            ),
            ("/.kiosque-edition/", F::Reserved(".kiosque-edition".into())),
        ];
        for (written, fault) in cases {
            assert_eq!(Permalink::parse(written), Err(fault), "{written}");
        }
        for sound in ["/a/media/", "/sitemap/", "/a/sitemap.xml/", "/feed/"] {
            assert!(Permalink::parse(sound).is_ok(), "{sound}");
        }
    }

    #[test]
    fn schemes_know_their_parts() {
        let parts = ["section", "slug", "year"];
        let scheme = Scheme::new("/{year}/{slug}/", &parts, Some("slug")).unwrap();
        assert_eq!(scheme.fill(&[("slug", "a"), ("year", "2014")]), "/2014/a/");
        let refused = |written| Scheme::new(written, &parts, Some("slug")).unwrap_err();
        assert_eq!(
            refused("/{mois}/{slug}/"),
            PermalinkFault::UnknownPart("mois".into())
        );
        assert_eq!(refused("/{year}/"), PermalinkFault::MissingPart("slug"));
        assert_eq!(refused("/../{slug}/"), PermalinkFault::DotSegment);
        assert_eq!(refused("{slug}"), PermalinkFault::Slashes);
    }

    #[test]
    fn slugs_are_made_and_told_apart() {
        assert_eq!(slug_of("L’été à l'œuvre !"), "l-ete-a-l-oeuvre");
        assert!(is_slug("visite-2014"));
        for bad in ["", "-a", "a--b", "Été", "a_b", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
