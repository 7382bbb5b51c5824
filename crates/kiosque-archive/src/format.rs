//! The formats that posts come in.

use crate::input::Input;

/// A format an importer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// X: what its own widget asks for, `tweet-result`.
    XSyndication,
    /// X: REST API v1.1, in its compatible, extended and streaming text modes.
    XV1,
    /// X: what its site and apps ask for, with `legacy` inside.
    XGraphql,
    /// X: API v2, `data` with `includes`.
    XV2,
    /// X: `tweets.js` of the archive that X hands to its members.
    XArchive,
    /// Bluesky: post views, threads and bare records.
    Bluesky,
    /// Mastodon and what speaks its API: a status.
    Mastodon,
    /// An oEmbed answer.
    Oembed,
    /// The `<blockquote>` that embeds left in articles.
    Blockquote,
    /// A post copied by hand: TOML.
    Written,
}

impl Format {
    /// Every format, in the order in which they are tried.
    pub const ALL: [Self; 10] = [
        Self::XArchive,
        Self::XV2,
        Self::XGraphql,
        Self::XSyndication,
        Self::XV1,
        Self::Bluesky,
        Self::Mastodon,
        Self::Oembed,
        Self::Blockquote,
        Self::Written,
    ];

    /// Its name on the command line and in [`Provenance::format`](kiosque_model::post::Provenance).
    pub const fn name(self) -> &'static str {
        match self {
            Self::XSyndication => "x-syndication",
            Self::XV1 => "x-v1",
            Self::XGraphql => "x-graphql",
            Self::XV2 => "x-v2",
            Self::XArchive => "x-archive",
            Self::Bluesky => "bluesky",
            Self::Mastodon => "mastodon",
            Self::Oembed => "oembed",
            Self::Blockquote => "blockquote",
            Self::Written => "written",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format an input shows by itself, if it shows one.
    pub fn of(input: &Input) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.is_of(input))
    }

    /// Whether an input has the marks of this format.
    fn is_of(self, input: &Input) -> bool {
        match self {
            Self::XArchive => crate::x::data_archive::is_of(input),
            Self::XV2 => crate::x::v2::is_of(input),
            Self::XGraphql => crate::x::graphql::is_of(input),
            Self::XSyndication => crate::x::syndication::is_of(input),
            Self::XV1 => crate::x::v1::is_of(input),
            Self::Bluesky => crate::bluesky::is_of(input),
            Self::Mastodon => crate::mastodon::is_of(input),
            Self::Oembed => crate::embed::oembed::is_of(input),
            Self::Blockquote => crate::embed::blockquote::is_of(input),
            Self::Written => crate::written::is_of(input),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.name()), Some(format));
        }
        assert_eq!(Format::named("x"), None);
    }
}
