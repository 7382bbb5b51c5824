//! What is said of posts on their way into the archive.

mod english;
mod fault;
mod french;

use kiosque_model::Language;

pub use fault::ArchiveFault;

/// Why an input, or a post in it, is not archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It is no UTF-8 text.
    NotUtf8 {
        /// Bytes that were.
        at: usize,
    },
    /// It begins as JSON and does not end as such.
    MalformedJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// It is a TOML that cannot be read.
    MalformedToml {
        /// From 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// A record of a post copied by hand has a key that records have not.
    UnknownKey {
        /// The key.
        key: String,
        /// Its line, from 1.
        line: usize,
        /// The keys that may stand there.
        known: &'static [&'static str],
    },
    /// A record of a post copied by hand lacks a key.
    MissingKey {
        /// The key.
        key: String,
        /// The line of the record, from 1.
        line: usize,
    },
    /// A key of a record has a value that cannot be read.
    WrongKey {
        /// The key.
        key: String,
        /// Its line, from 1.
        line: usize,
        /// What stands there.
        found: String,
        /// What should.
        expected: RecordValue,
    },
    /// It is of no format that is known.
    UnknownFormat,
    /// It was read as this format, and holds no post.
    NoPost {
        /// The format's name.
        format: &'static str,
    },
    /// It holds something else: its own word for that.
    NotAPost {
        /// The network's word.
        kind: String,
    },
    /// The id was written as a number, and so may have been rounded.
    NumberId,
    /// Something that no post can do without is missing.
    MissingField {
        /// Its name in the input.
        field: String,
    },
    /// Something that no post can do without cannot be read.
    WrongField {
        /// Its name in the input.
        field: String,
        /// What stands there.
        found: String,
    },
    /// The account is protected.
    Protected,
    /// The post was for some readers alone: the network's word for whom.
    Private {
        /// `private`, `direct`…
        visibility: String,
    },
    /// The network withholds it and gives a notice in place of its words.
    Withheld,
    /// The account is suspended.
    Suspended,
    /// It was deleted.
    Deleted,
    /// The network says only that it is not there: its own words.
    Gone {
        /// What the network says; may be empty.
        reason: String,
    },
    /// The export does not say whose it is.
    NoAccount,
    /// Nothing in it says where the post was published.
    NoPermalink,
    /// One address was given for several posts that do not say where they were published.
    OneAddress {
        /// How many there are.
        posts: usize,
    },
    /// It is an address that is no post's on a network that is known.
    UnknownAddress {
        /// The address.
        address: String,
    },
    /// It is on a server that the newsroom does not name in its settings.
    UnlistedInstance {
        /// The server.
        host: String,
    },
    /// The network does not give it.
    Unanswered {
        /// The host that was asked.
        host: String,
        /// Why.
        why: MediaRefusal,
    },
}

/// What a key of a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordValue {
    /// Words between quotes.
    Text,
    /// A moment with its time zone.
    Moment,
    /// The address of a post.
    Permalink,
    /// The address of a page.
    WebAddress,
    /// The name of an account on the post's network.
    Handle,
    /// The address of a post, or a handle.
    Answered,
    /// A language's code.
    Language,
    /// A file of a kind that posts have: an address, or a path beside the record.
    MediaFile,
    /// Who wrote an alternative text.
    AltBy,
    /// Tables.
    Tables,
}

/// What a post had and its archive has not, or what an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// A span lies outside the text, or cuts a character.
    SpanOutside {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// A span begins before the one in front of it ends.
    SpanOverlap {
        /// Its words.
        text: String,
    },
    /// The words under a span are not what it says.
    SpanMismatch {
        /// The words.
        text: String,
    },
    /// An address that no page may link to.
    Address {
        /// The address.
        href: String,
    },
    /// The visible part of the text was given beyond its end.
    RangeOutside,
    /// The full text is not in the input.
    Truncated,
    /// A part that cannot be read and that the post can do without.
    Field {
        /// Its name in the input.
        field: String,
    },
    /// Media of a kind that is not known.
    MediaKind {
        /// The network's word.
        kind: String,
    },
    /// A video that exists in slices alone, which no file holds.
    VideoInSlices,
    /// A link preview of a kind that is not known.
    UnknownCard {
        /// The network's word.
        kind: String,
    },
    /// Something embedded of a kind that is not known.
    UnknownEmbed {
        /// The network's word.
        kind: String,
    },
    /// The post quoted quotes another, which is left as a link.
    InnerQuote,
    /// The words show a link whose target they do not say: cut, or X's own redirect.
    UnknownTarget {
        /// The words.
        text: String,
    },
    /// Words that a record links are not in its text.
    LinkNotFound {
        /// The words.
        text: String,
    },
    /// The author's clock and the network's are more than a day apart.
    Clock {
        /// What the author's says.
        declared: String,
        /// What the network's says.
        observed: String,
    },
    /// The day alone is known: noon in UTC stands for the hour.
    Hour {
        /// The date as it is printed.
        printed: String,
    },
    /// A media file was not kept.
    Media {
        /// Where it was.
        url: String,
        /// Why.
        why: MediaRefusal,
    },
}

/// Why a media file is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaRefusal {
    /// The host is not one of the network's own.
    Host {
        /// The host.
        host: String,
    },
    /// It is not served over https.
    Scheme,
    /// The host has an address inside a private network.
    PrivateAddress {
        /// The address.
        address: String,
    },
    /// The host sends elsewhere.
    Redirect {
        /// Where to; may be empty.
        to: String,
    },
    /// The server answers with another status than 200.
    Status(u16),
    /// It is larger than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It is no picture, video, sound or captions that can be kept.
    Type {
        /// What it says it is, or looks like.
        found: String,
    },
    /// No answer.
    Unreachable {
        /// What the system says.
        reason: String,
    },
    /// It is not in the export.
    Missing,
}

impl Refusal {
    /// Why, in one sentence.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Fr => french::refusal(self).0,
            Language::En => english::refusal(self).0,
        }
    }

    /// What to do about it, in one or two sentences.
    pub fn mend(&self, language: Language) -> String {
        match language {
            Language::Fr => french::refusal(self).1,
            Language::En => english::refusal(self).1,
        }
    }
}

impl Loss {
    /// What was lost and why, in one sentence.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Fr => french::loss(self),
            Language::En => english::loss(self),
        }
    }
}
