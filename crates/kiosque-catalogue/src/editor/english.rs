//! The problems in English.

use kiosque_model::Language;
use kiosque_model::post::SpanFault;

use super::{ExpectedValue, PermalinkFault, Problem, hosting, links, pocket, services};

fn near(suggestion: Option<&str>, otherwise: &str) -> String {
    suggestion.map_or_else(
        || otherwise.to_owned(),
        |name| format!("Did you mean “{name}”?"),
    )
}

const fn expected(value: ExpectedValue) -> &'static str {
    match value {
        ExpectedValue::Text => "words between straight quotation marks: \"…\"",
        ExpectedValue::Texts => "a list of words: [\"…\", \"…\"]",
        ExpectedValue::Flag => "true or false, without quotation marks",
        ExpectedValue::Comments => "true, false or \"closed\"",
        ExpectedValue::Instant => {
            "a date with hour and zone, without quotation marks: 2026-03-02T08:30:00+01:00"
        }
        ExpectedValue::Day => "a day, without quotation marks: 2014-11-28",
        ExpectedValue::Hour => "a local hour between quotation marks: \"09:05\"",
        ExpectedValue::Count => "a whole number of at least 1",
        ExpectedValue::Table => "a table: [name]",
        ExpectedValue::Tables => "a list of tables: [[name]]",
        ExpectedValue::WebAddress => "an address that begins with https:// or http://",
        ExpectedValue::Timestamp => "an RFC 3339 date in UTC: \"2014-11-28T08:05:00Z\"",
    }
}

fn permalink(fault: &PermalinkFault) -> (String, String) {
    let (problem, mend) = match fault {
        PermalinkFault::Slashes => (
            "it must begin and end with a slash".to_owned(),
            "Write it like this: /2014/11/28/visit/.",
        ),
        PermalinkFault::EmptySegment => (
            "it has two slashes in a row".to_owned(),
            "Take one of them out.",
        ),
        PermalinkFault::DotSegment => (
            "it has a “.” or “..” in it".to_owned(),
            "Write the whole path from the root of the site.",
        ),
        PermalinkFault::PercentEncoding => (
            "a “%” in it is not followed by two hexadecimal digits that make up UTF-8".to_owned(),
            "Write letters as they are: Kiosque encodes them.",
        ),
        PermalinkFault::Character(found) => (
            format!("the character {found:?} has no place in it"),
            "Take it out, or put a hyphen in its place.",
        ),
        PermalinkFault::Reserved(name) => (
            format!("the name “{name}” is kept for Kiosque’s own files"),
            "Choose another name.",
        ),
        PermalinkFault::UnknownPart(name) => (
            format!("there is no part {{{name}}}"),
            "Articles know {section}, {slug}, {year}, {month} and {day}; other pages {slug}; \
             pagination {n}.",
        ),
        PermalinkFault::MissingPart(name) => (
            format!("it lacks {{{name}}}, so that several pages would share one permalink"),
            "Add that part.",
        ),
    };
    (problem, mend.to_owned())
}

fn span(fault: &SpanFault) -> (String, String) {
    match fault {
        SpanFault::Bounds { start, end } => (
            format!("the span {start}..{end} leaves the text or cuts a character"),
            "Count in UTF-8 bytes, end excluded; or import the post again.".to_owned(),
        ),
        SpanFault::Overlap { start } => (
            format!("the span that begins at {start} overlaps the one before"),
            "Keep one of the two, and sort spans in the order of the text.".to_owned(),
        ),
        SpanFault::Mismatch { text } => (
            format!("the span over “{text}” announces other words"),
            "Positions were likely counted in characters: count in UTF-8 bytes.".to_owned(),
        ),
        SpanFault::Scheme { href } => (
            format!("“{href}” is not an http or https address"),
            "Correct the address, or take the span out.".to_owned(),
        ),
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a problem, nothing else")]
pub(super) fn say(problem: &Problem) -> (String, String) {
    use Problem as P;
    let (message, mend): (String, String) = match problem {
        P::SiteMissing => (
            "there is no site.toml".into(),
            "Create it in the content folder, or give the right folder with --content.".into(),
        ),
        P::NotUtf8 => (
            "the file is not UTF-8 text".into(),
            "Save it as UTF-8.".into(),
        ),
        P::FrontMatterMissing => (
            "the article does not begin with its front matter".into(),
            "Put the TOML front matter between two +++ lines, from the first line on.".into(),
        ),
        P::FrontMatterUnclosed => (
            "the front matter is not closed".into(),
            "Add a +++ line after the last line of the front matter.".into(),
        ),
        P::Toml { reason } => (
            format!("the TOML does not parse: {reason}"),
            "Correct this line: a setting is name = value, words stand between straight \
             quotation marks."
                .into(),
        ),
        P::MissingField { field } => (
            format!("the setting “{field}” is missing"),
            format!("Add a line {field} = …"),
        ),
        P::EmptyField { field } => (
            format!("the setting “{field}” is empty"),
            "Fill it in.".into(),
        ),
        P::WrongValue {
            field,
            expected: value,
        } => (
            format!("“{field}” is not of the right kind"),
            format!("Write {}.", expected(*value)),
        ),
        P::UnknownField { field, suggestion } => (
            format!("there is no setting “{field}”"),
            near(
                suggestion.as_deref(),
                "Take it out, or see docs/contracts/content.md.",
            ),
        ),
        P::DateWithoutZone { field } => (
            format!("the date “{field}” has no time zone"),
            "Add the hour and the offset: 2026-03-02T08:30:00+01:00.".into(),
        ),
        P::MalformedSlug { slug, suggestion } => (
            format!("the slug “{slug}” has other characters than a-z, 0-9 and hyphens"),
            format!("Write “{suggestion}”."),
        ),
        P::DuplicateSlug { slug, other } => (
            format!("the slug “{slug}” is taken by {other}"),
            "Change one of the two.".into(),
        ),
        P::DuplicatePermalink { permalink, other } => (
            format!("{permalink} is already the permalink of {other}"),
            "Change the slug of one of them, or give it a permalink of its own.".into(),
        ),
        P::Permalink {
            permalink: link,
            fault,
        } => {
            let (problem, mend) = permalink(fault);
            (
                format!("the permalink “{link}” cannot be published: {problem}"),
                mend,
            )
        }
        P::UnknownSection {
            section,
            suggestion,
        } => (
            format!("the section “{section}” is not in site.toml"),
            near(
                suggestion.as_deref(),
                "Add it under [[sections]], or choose another.",
            ),
        ),
        P::UnknownAuthor { author, suggestion } => (
            format!("the author “{author}” is not in site.toml"),
            near(
                suggestion.as_deref(),
                "Add them under [[authors]], or correct the slug.",
            ),
        ),
        P::TagWithoutWords { tag } => (
            format!("the tag “{tag}” has neither letter nor digit"),
            "Its permalink is made of its words: give it one, or take it out.".into(),
        ),
        P::UnknownLanguage { language } => (
            format!("the interface does not speak “{language}”"),
            "Write \"fr\" or \"en\".".into(),
        ),
        P::UnknownTimeZone { zone, suggestion } => (
            format!("there is no time zone “{zone}”"),
            near(
                suggestion.as_deref(),
                "Write a name of the IANA database: Europe/Paris.",
            ),
        ),
        P::BaseUrl { url } => (
            format!("“{url}” is not the address of the root of a site"),
            "Write protocol and domain, without a slash at the end: https://example.org.".into(),
        ),
        P::Redirect { address, fault } => hosting::redirect(address, fault, Language::En),
        P::HostName {
            written,
            suggestion,
        } => (
            format!("“{written}” is not the name of a server"),
            near(
                suggestion.as_deref(),
                "Write the domain, nothing more: mastodon.example.",
            ),
        ),
        P::Origin {
            written,
            suggestion,
        } => (
            format!("“{written}” is not the origin of a site"),
            near(
                suggestion.as_deref(),
                "Write the scheme and the domain, nothing more: https://comments.example.com.",
            ),
        ),
        P::UnknownArticle { slug, suggestion } => (
            format!("no article has the slug “{slug}”"),
            near(
                suggestion.as_deref(),
                "Correct the slug, or write the article.",
            ),
        ),
        P::UnpublishedArticle { slug } => (
            format!("the article “{slug}” is not published yet"),
            "Publish it first, or take the link out.".into(),
        ),
        P::UnknownPage { link, suggestion } => (
            format!("the link {link} leads to no page"),
            near(
                suggestion.as_deref(),
                "Link the article by its slug: article:slug.",
            ),
        ),
        P::RelativeLink { link } => (
            format!("the link “{link}” does not say where it starts from"),
            "Write article:slug, an address that begins with /, or https://…".into(),
        ),
        P::LinkScheme { link } => (
            format!("the link “{link}” is not for readers"),
            "Only http, https, mailto, tel and article are let through.".into(),
        ),
        P::UnknownFragment { .. }
        | P::OutsideLinkGone { .. }
        | P::OutsideHostUnknown { .. }
        | P::OutsideLinkMoved { .. }
        | P::OutsideLinkUnclear { .. } => links::say(problem, Language::En),
        P::HtmlRefused { tag } => (
            format!("the tag <{tag}> is not let through in an article"),
            "Write it in Markdown, or as a ::: block where there is one.".into(),
        ),
        P::UnknownDirective { name, suggestion } => (
            format!("there is no block “::: {name}”"),
            near(
                suggestion.as_deref(),
                "The blocks are figure, pull-quote, explainer, correction and timeline.",
            ),
        ),
        P::UnclosedDirective { name } => (
            format!("the block “::: {name}” is not closed"),
            "Add a ::: line after its last line.".into(),
        ),
        P::StrayDirectiveEnd => (
            "this ::: line closes no block".into(),
            "Take it out, or write the name of the block it opens.".into(),
        ),
        P::MissingAttribute {
            directive,
            attribute,
        } => (
            format!("the block “::: {directive}” lacks {attribute}=\"…\""),
            format!("Write ::: {directive} {attribute}=\"…\""),
        ),
        P::UnknownAttribute {
            directive,
            attribute,
            suggestion,
        } => (
            format!("the block “::: {directive}” knows no “{attribute}”"),
            near(suggestion.as_deref(), "Take it out."),
        ),
        P::MalformedAttributes { found } => (
            format!("“{found}” does not read as an attribute"),
            "Write name=\"value\", with straight quotation marks.".into(),
        ),
        P::EmptyDirective { name } => (
            format!("the block “::: {name}” is empty"),
            "Write its text between its two lines, or take it out.".into(),
        ),
        P::MissingAlt { file } => (
            format!("the picture {file} has no alternative text"),
            "Describe it in one sentence; in front matter or a post, alt = \"\" says that it only \
             decorates."
                .into(),
        ),
        P::MediaMissing { file, suggestion } => (
            format!("there is no file media/{file}"),
            near(
                suggestion.as_deref(),
                "Copy it into media/, or correct its name.",
            ),
        ),
        P::PostMediaMissing { file, suggestion } => (
            format!("there is no file media/{file}, which a post shows"),
            near(
                suggestion.as_deref(),
                "The page shows an empty frame in its place. Put the file back into media/, or \
                 import the post again.",
            ),
        ),
        P::MediaPath { file } => (
            format!("“{file}” is not a path below media/"),
            "Write the path from media/ on, with slashes and without “..”.".into(),
        ),
        P::MediaElsewhere { link } => (
            format!("the picture {link} is on another server"),
            "Copy it into media/: a published page asks other servers for nothing.".into(),
        ),
        P::NotAPicture { file, reason } if reason.is_empty() => (
            format!("media/{file} is not a picture of a known format"),
            "Put a PNG, JPEG, WebP, GIF or SVG picture in its place.".into(),
        ),
        P::NotAPicture { file, reason } => (
            format!("media/{file} is not a readable picture: {reason}"),
            "Put a PNG, JPEG, WebP, GIF or SVG picture in its place.".into(),
        ),
        P::PictureTooLarge { file } => (
            format!("the picture media/{file} has too many pixels"),
            "Make it smaller: 16,000 pixels a side and 256 MB decoded are the limit.".into(),
        ),
        P::SvgUnsafe { file, found } => (
            format!("the drawing media/{file} does more than draw: {found}"),
            "Export it as “plain SVG”, without scripts, links or outside files.".into(),
        ),
        P::MediaKind { file, accepted } => (
            format!("media/{file} is not of a format accepted here"),
            format!("Accepted formats: {accepted}."),
        ),
        P::VideoWithoutSize { file } => (
            format!("the size of the video media/{file} is unknown"),
            "Give width and height, or a picture as poster.".into(),
        ),
        P::PostJson { reason } => (
            format!("the archived post does not parse: {reason}"),
            "Correct this line of the JSON, or import the post again.".into(),
        ),
        P::NewerSchema { found, known } => (
            format!("the file has format {found}, newer than format {known}"),
            "Update Kiosque.".into(),
        ),
        P::DuplicatePost { id, other } => (
            format!("the post {id} is already archived in {other}"),
            "Keep one of the two files.".into(),
        ),
        P::PostWithoutProvenance { id } => (
            format!("the post {id} does not say where it comes from"),
            "Add provenance: importer, importer_version, format, capture_method and licence_note."
                .into(),
        ),
        P::Span { fault } => span(fault),
        P::UnknownTimeline { name, suggestion } => (
            format!("there is no timeline timelines/{name}.toml"),
            near(suggestion.as_deref(), "Create it, or correct its name."),
        ),
        P::UnknownTimelineSection {
            section,
            timeline,
            suggestion,
        } => (
            format!("the timeline “{timeline}” has no section “{section}”"),
            near(suggestion.as_deref(), "Correct the section’s id."),
        ),
        P::TimelineShape { both: true } => (
            "the timeline has both [[sections]] and [[entries]]".into(),
            "Keep [[sections]] to split it yourself, [[entries]] to split it by the hour.".into(),
        ),
        P::TimelineShape { both: false } => (
            "the timeline has no post".into(),
            "Add [[entries]], or [[sections]] with their [[sections.entries]].".into(),
        ),
        P::DuplicateSection { id } => (
            format!("two sections of the timeline have the id “{id}”"),
            "Change one of the two.".into(),
        ),
        P::UnknownPost { id, suggestion } => (
            format!("no file of posts/ has the post {id}"),
            near(
                suggestion.as_deref(),
                "Archive the post, or take this entry out.",
            ),
        ),
        P::PostTwice { id } => (
            format!("the post {id} stands twice in the timeline"),
            "Keep one entry.".into(),
        ),
        P::FeedInvalid { reason } => (
            format!("the feed would not be read: {reason}"),
            "This is Kiosque’s own fault: report it with this line. The rest of the site is sound."
                .into(),
        ),
        P::UnknownDriver { .. }
        | P::ServiceAddress { .. }
        | P::FormAddress { .. }
        | P::ListUuid { .. }
        | P::CommentsPostUnused
        | P::DuplicateCommentsPost { .. }
        | P::CommentsUnasked { .. } => services::say(problem, Language::En),
        P::NumberOutside { .. }
        | P::ShortNameLong { .. }
        | P::IconShape { .. }
        | P::ScreenshotShape { .. } => pocket::say(problem, Language::En),
        P::NewerEdition { found, known } => (
            format!("the folder holds an edition of format {found}, newer than format {known}"),
            "Update Kiosque, or publish into another folder.".into(),
        ),
    };
    (message, mend)
}
