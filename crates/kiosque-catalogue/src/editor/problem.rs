//! Everything that can be wrong in a content folder.

use kiosque_model::post::SpanFault;

use super::{LinkDoubt, RedirectFault, ServiceFault, Unasked};

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while it lasts.
    Error,
    /// `kiosque build` goes on, `kiosque check` fails.
    Warning,
    /// Worth knowing; nothing fails.
    Note,
}

/// What a setting should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExpectedValue {
    /// Words between quotation marks.
    Text,
    /// A list of words.
    Texts,
    /// `true` or `false`.
    Flag,
    /// `true`, `false`, or `"closed"`.
    Comments,
    /// A date with hour and zone.
    Instant,
    /// A day, `2014-11-28`.
    Day,
    /// A local hour, `"09:05"`.
    Hour,
    /// A whole number above 0.
    Count,
    /// A table, `[name]`.
    Table,
    /// A list of tables, `[[name]]`.
    Tables,
    /// An address that begins with `https://` or `http://`.
    WebAddress,
    /// A date as JSON files carry it: RFC 3339, UTC.
    Timestamp,
}

/// Why a permalink cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PermalinkFault {
    /// It does not begin and end with `/`.
    Slashes,
    /// Two slashes in a row.
    EmptySegment,
    /// A `.` or `..` segment.
    DotSegment,
    /// A `%` that no two hexadecimal digits follow, or bytes that are not UTF-8.
    PercentEncoding,
    /// A character that no permalink may carry.
    Character(char),
    /// A name the press keeps for its own files.
    Reserved(String),
    /// A `{name}` that the scheme does not know.
    UnknownPart(String),
    /// A `{name}` that this scheme cannot do without.
    MissingPart(&'static str),
}

/// A problem in the content, with what the sentences need.
///
/// `suggestion` is always the known name that comes nearest to the one written, if any does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "fields are named for what they hold; see the note on the type"
)]
pub enum Problem {
    /// There is no `site.toml`.
    SiteMissing,
    /// A text file is not UTF-8.
    NotUtf8,
    /// An article does not begin with front matter.
    FrontMatterMissing,
    /// Front matter is not closed.
    FrontMatterUnclosed,
    /// TOML that does not parse.
    Toml { reason: String },
    /// A setting that must be there is not.
    MissingField { field: String },
    /// A setting is there and says nothing.
    EmptyField { field: String },
    /// A setting of the wrong kind.
    WrongValue {
        field: String,
        expected: ExpectedValue,
    },
    /// A setting nobody reads.
    UnknownField {
        field: String,
        suggestion: Option<String>,
    },
    /// A date without its zone.
    DateWithoutZone { field: String },
    /// A slug with other characters than lower-case letters, digits and hyphens.
    MalformedSlug { slug: String, suggestion: String },
    /// Two articles, sections or authors with one slug.
    DuplicateSlug { slug: String, other: String },
    /// Two pages with one permalink.
    DuplicatePermalink { permalink: String, other: String },
    /// A permalink that cannot be published.
    Permalink {
        permalink: String,
        fault: PermalinkFault,
    },
    /// A section that `site.toml` does not name.
    UnknownSection {
        section: String,
        suggestion: Option<String>,
    },
    /// An author that `site.toml` does not name.
    UnknownAuthor {
        author: String,
        suggestion: Option<String>,
    },
    /// A tag without a letter or digit.
    TagWithoutWords { tag: String },
    /// A language the interface does not speak.
    UnknownLanguage { language: String },
    /// A time zone that the IANA database does not have.
    UnknownTimeZone {
        zone: String,
        suggestion: Option<String>,
    },
    /// `base_url` is not the root of a web site.
    BaseUrl { url: String },
    /// An old address that cannot be redirected.
    Redirect {
        address: String,
        fault: RedirectFault,
    },
    /// What should be the origin of a site is not.
    Origin {
        written: String,
        suggestion: Option<String>,
    },
    /// What should be the name of a host is not.
    HostName {
        written: String,
        suggestion: Option<String>,
    },
    /// A slug that leads to no article.
    UnknownArticle {
        slug: String,
        suggestion: Option<String>,
    },
    /// A published article links to one that is not.
    UnpublishedArticle { slug: String },
    /// A root-relative link to no page.
    UnknownPage {
        link: String,
        suggestion: Option<String>,
    },
    /// A link without scheme that does not begin with `/` or `#`.
    RelativeLink { link: String },
    /// A link whose scheme is not for readers.
    LinkScheme { link: String },
    /// A link to a part of a page that is not there.
    UnknownFragment {
        fragment: String,
        suggestion: Option<String>,
    },
    /// An outside page that its server says is no more.
    OutsideLinkGone { link: String, status: u16 },
    /// An outside page on a domain that does not exist.
    OutsideHostUnknown { link: String, host: String },
    /// An outside page that has another address for good.
    OutsideLinkMoved { link: String, to: String },
    /// An outside page of which nobody can tell whether it exists.
    OutsideLinkUnclear { link: String, doubt: LinkDoubt },
    /// HTML that is not let through.
    HtmlRefused { tag: String },
    /// A directive of another name.
    UnknownDirective {
        name: String,
        suggestion: Option<String>,
    },
    /// A directive without its closing line.
    UnclosedDirective { name: String },
    /// A closing line without its directive.
    StrayDirectiveEnd,
    /// An attribute that must be there is not.
    MissingAttribute {
        directive: String,
        attribute: &'static str,
    },
    /// An attribute nobody reads.
    UnknownAttribute {
        directive: String,
        attribute: String,
        suggestion: Option<String>,
    },
    /// Attributes that are not `name="value"`.
    MalformedAttributes { found: String },
    /// A directive that needs words and has none.
    EmptyDirective { name: String },
    /// A picture without alternative text.
    MissingAlt { file: String },
    /// A media file that is not there.
    MediaMissing {
        file: String,
        suggestion: Option<String>,
    },
    /// A media file of a post that is not there.
    PostMediaMissing {
        file: String,
        suggestion: Option<String>,
    },
    /// A path that leaves `media/`.
    MediaPath { file: String },
    /// A picture on another server.
    MediaElsewhere { link: String },
    /// A file that is not a picture; without a reason where its first bytes are no known format's.
    NotAPicture { file: String, reason: String },
    /// A picture with too many pixels.
    PictureTooLarge { file: String },
    /// An SVG that does more than draw.
    SvgUnsafe { file: String, found: String },
    /// A file that is not the video, sound or captions it is said to be.
    MediaKind {
        file: String,
        accepted: &'static str,
    },
    /// A video whose size is nowhere.
    VideoWithoutSize { file: String },
    /// A post that does not parse.
    PostJson { reason: String },
    /// A file written for a newer Kiosque.
    NewerSchema { found: u64, known: u32 },
    /// Two files with one post.
    DuplicatePost { id: String, other: String },
    /// A post that does not say where it comes from.
    PostWithoutProvenance { id: String },
    /// A span that cannot be used.
    Span { fault: SpanFault },
    /// A timeline that is not there.
    UnknownTimeline {
        name: String,
        suggestion: Option<String>,
    },
    /// A section that a timeline does not have.
    UnknownTimelineSection {
        section: String,
        timeline: String,
        suggestion: Option<String>,
    },
    /// A timeline with `[[sections]]` and `[[entries]]`, or neither.
    TimelineShape { both: bool },
    /// Two sections of one timeline with one id.
    DuplicateSection { id: String },
    /// A post id that no file has.
    UnknownPost {
        id: String,
        suggestion: Option<String>,
    },
    /// A post that stands twice in one timeline.
    PostTwice { id: String },
    /// A feed that readers of feeds would refuse; what the parser met, or what is missing.
    FeedInvalid { reason: String },
    /// A service of a name that nobody knows; the known ones.
    UnknownDriver {
        driver: String,
        known: &'static [&'static str],
        suggestion: Option<String>,
    },
    /// What should be the address of a service is not; whether it may be a path of the site.
    ServiceAddress {
        written: String,
        path: bool,
        suggestion: Option<String>,
    },
    /// What should be the address that a form is sent to is not.
    FormAddress { written: String },
    /// What should be the UUID of a list is not.
    ListUuid { written: String },
    /// The number of a WordPress post where WordPress does not keep the comments.
    CommentsPostUnused,
    /// Two articles with the comments of one WordPress post.
    DuplicateCommentsPost { number: u32, other: String },
    /// A service that could not be asked for its comments, and what is printed in their place.
    CommentsUnasked {
        address: String,
        fault: ServiceFault,
        printed: Unasked,
    },
    /// A number outside what its setting allows.
    NumberOutside {
        field: String,
        least: u32,
        most: u32,
    },
    /// A name that no icon has room for, in characters.
    ShortNameLong { name: String, characters: usize },
    /// A picture that no icon can be drawn from, with its size in pixels.
    IconShape {
        file: String,
        width: u32,
        height: u32,
    },
    /// A screenshot that no browser would show, with its size in pixels.
    ScreenshotShape {
        file: String,
        width: u32,
        height: u32,
    },
    /// The output folder holds an edition of a newer Kiosque.
    NewerEdition { found: u32, known: u32 },
}

impl Problem {
    /// How grave the problem is.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::MissingAlt { .. }
            | Self::PostMediaMissing { .. }
            | Self::VideoWithoutSize { .. }
            | Self::UnknownFragment { .. }
            | Self::CommentsUnasked { .. }
            | Self::ShortNameLong { .. }
            | Self::ScreenshotShape { .. }
            | Self::OutsideLinkMoved { .. } => Severity::Warning,
            Self::OutsideLinkUnclear { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// A name for programs that does not change with the language: `unknown-article`.
    pub fn code(&self) -> String {
        let debug = format!("{self:?}");
        let variant = debug.chars().take_while(char::is_ascii_alphanumeric);
        let mut code = String::new();
        for letter in variant {
            if letter.is_ascii_uppercase() && !code.is_empty() {
                code.push('-');
            }
            code.push(letter.to_ascii_lowercase());
        }
        code
    }
}
