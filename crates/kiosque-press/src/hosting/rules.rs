//! How long files may be kept, and their types.

/// For a name that holds its content's hash: what is there never changes.
pub const ONE_YEAR: &str = "public, max-age=31536000, immutable";
/// For everything else: kept, and checked before each use. A page that was corrected must not be
/// read uncorrected, and a check that finds nothing new costs a few hundred bytes.
pub const NO_CACHE: &str = "no-cache";

/// Which paths hold their content's hash, in the common ground of PCRE and RE2: media, the app,
/// and the search index's pieces.
pub const HASHED_NAMES: &str =
    r"^/(media/.|kiosque-app-[0-9a-f]|pagefind/.+\.pf_(meta|index|fragment|filter)$)";

/// The same for hosts that know only `*`.
pub(super) const HASHED_PATTERNS: [&str; 6] = [
    "/media/*",
    "/kiosque-app-*",
    "/pagefind/*.pf_meta",
    "/pagefind/*.pf_index",
    "/pagefind/*.pf_fragment",
    "/pagefind/*.pf_filter",
];

/// Whether a file below the output folder has a name that holds its content's hash.
pub fn is_hashed(path: &str) -> bool {
    let piece = |ending: &str| path.starts_with("pagefind/") && path.ends_with(ending);
    path.strip_prefix("media/")
        .is_some_and(|name| !name.is_empty())
        || path
            .strip_prefix("kiosque-app-")
            .is_some_and(|rest| rest.starts_with(|c: char| matches!(c, '0'..='9' | 'a'..='f')))
        || [".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter"]
            .into_iter()
            .any(piece)
}

/// What is for web servers and for the press, not for readers.
pub(super) const HIDDEN_NAMES: &str =
    r"^/(\.hosting(/|$)|\.nojekyll$|\.kiosque|_headers$|_redirects$)";

/// Feeds by their file name: their ending alone does not tell them.
pub(super) const FEEDS: [(&str, &str); 3] = [
    ("feed.xml", "application/rss+xml"),
    ("atom.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
];

/// Types by the endings of names. Text has UTF-8 added where its type does not imply it.
pub(super) const TYPES: [(&str, &str); 28] = [
    ("application/gzip", "gz"),
    ("application/json", "json"),
    ("application/manifest+json", "webmanifest"),
    ("application/pdf", "pdf"),
    ("application/wasm", "wasm"),
    ("application/xml", "xml"),
    ("audio/mp4", "m4a"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "oga ogg opus"),
    ("audio/wav", "wav"),
    ("font/woff2", "woff2"),
    ("image/avif", "avif"),
    ("image/gif", "gif"),
    ("image/jpeg", "jpeg jpg"),
    ("image/jxl", "jxl"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/webp", "webp"),
    ("image/x-icon", "ico"),
    ("text/css", "css"),
    ("text/html", "htm html"),
    ("text/javascript", "js mjs"),
    ("text/markdown", "md"),
    ("text/plain", "txt"),
    ("text/vtt", "vtt"),
    ("text/xsl", "xsl"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
];

/// Types of text that do not imply UTF-8, `text/html` aside.
pub(super) const CHARSET_TYPES: [&str; 10] = [
    "application/atom+xml",
    "application/feed+json",
    "application/rss+xml",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/javascript",
    "text/markdown",
    "text/plain",
    "text/xsl",
];
