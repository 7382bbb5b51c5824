use super::{Loss, MediaRefusal, RecordValue, Refusal};

pub(super) fn refusal(refusal: &Refusal) -> (String, String) {
    use Refusal as R;
    let elsewhere = "Ask for the original document, or copy the post by hand (--format written).";
    match refusal {
        R::Empty => (
            "the file is empty".into(),
            "Save the network’s answer again.".into(),
        ),
        R::NotUtf8 { at } => (
            format!("it is not UTF-8 text: byte {} is not", at + 1),
            "Give the file as the network handed it out, not saved in another encoding.".into(),
        ),
        R::MalformedJson {
            line,
            column,
            reason,
        } => (
            format!("the JSON cannot be read, line {line}, column {column}: {reason}"),
            "The file may be cut: save it again, whole.".into(),
        ),
        R::MalformedToml { line, reason } => (
            format!("the record cannot be read, line {line}: {reason}"),
            "A record is TOML: one “key = value” a line, words between quotes.".into(),
        ),
        R::UnknownKey { key, line, known } => (
            format!("line {line}: a record has no key “{key}”"),
            format!(
                "Correct it or take it out. Known here: {}.",
                known.join(", ")
            ),
        ),
        R::MissingKey { key, line } => (
            format!("the record at line {line} has no “{key}”"),
            "Add it: nobody can tell it from the rest of the record.".into(),
        ),
        R::WrongKey {
            key,
            line,
            found,
            expected,
        } => (
            format!("line {line}: “{key}” cannot be read: {found}"),
            record_value(*expected).into(),
        ),
        R::UnknownFormat => (
            "no known format is recognised".into(),
            "Name it with --format; “kiosque archive --help” lists them.".into(),
        ),
        R::NoPost { format } => (
            format!("read as “{format}”, the file holds no post"),
            "Check the file, or name another format with --format.".into(),
        ),
        R::NotAPost { kind } => (
            format!("this is not a post but “{kind}”"),
            "Give the post itself.".into(),
        ),
        R::NumberId => (
            "the post’s id is written as a number, and may have been rounded".into(),
            "Ask for an export that writes it between quotes (id_str).".into(),
        ),
        R::MissingField { field } => (format!("“{field}” is missing"), elsewhere.into()),
        R::WrongField { field, found } => (
            format!("“{field}” cannot be read: {found}"),
            elsewhere.into(),
        ),
        R::Protected => (
            "the account is protected: the post was not public".into(),
            "It cannot be archived. Ask its author to entrust it to you.".into(),
        ),
        R::Private { visibility } => (
            format!("the post was not public (“{visibility}”)"),
            "It cannot be archived. Ask its author to entrust it to you.".into(),
        ),
        R::Withheld => (
            "the network withholds this post and gives a notice in place of its words".into(),
            elsewhere.into(),
        ),
        R::Suspended => ("the account is suspended".into(), elsewhere.into()),
        R::Deleted => ("the post was deleted".into(), elsewhere.into()),
        R::Gone { reason } if reason.is_empty() => (
            "the network says that the post is not there, without saying why".into(),
            elsewhere.into(),
        ),
        R::Gone { reason } => (
            format!("the network says that the post is not there: “{reason}”"),
            elsewhere.into(),
        ),
        R::NoAccount => (
            "the export does not say whose account it is".into(),
            "Leave “account.js” beside the file, or give --handle and --name.".into(),
        ),
        R::NoPermalink => (
            "nothing says where the post was published".into(),
            "Give its address with --url.".into(),
        ),
        R::OneAddress { posts } => (
            format!(
                "--url is the address of one post, and {posts} posts given here do not say theirs"
            ),
            "Give them one by one, each with its own --url.".into(),
        ),
        R::UnknownAddress { address } => (
            format!("{address} is not the address of a post on X, Bluesky or Mastodon"),
            "Copy the address of the post’s own page, or give the file of an export.".into(),
        ),
        R::UnlistedInstance { host } => (
            format!("site.toml does not name {host} among the Mastodon servers to ask"),
            format!("Add it: [archive] mastodon = [\"{host}\"]."),
        ),
        R::Unanswered { host, why } => (
            format!("{host} does not give the post: {}", media(why)),
            "Try again later, or save the network’s answer and give the file.".into(),
        ),
    }
}

fn record_value(expected: RecordValue) -> &'static str {
    use RecordValue as V;
    match expected {
        V::Text => "Write words between quotes.",
        V::Moment => "Write the day, the hour and the time zone: 2020-01-02T09:30:00+01:00.",
        V::Permalink => {
            "Give the address of the post itself, on X, Bluesky or Mastodon, as the network links \
             the post’s date to it."
        }
        V::WebAddress => "Write an address that begins with https://.",
        V::Handle => "Write the account’s name as the network has it, after the @.",
        V::Answered => "Give the address of the post answered, or the @name of its author.",
        V::Language => "Write the language’s code: fr, en, pt-BR.",
        V::MediaFile => {
            "Give an https address or a path beside the record, of a picture (jpg, png, webp, gif), a video (mp4, webm) or a sound (mp3, m4a, ogg, wav)."
        }
        V::AltBy => "Write newsroom or author.",
        V::Tables => "Write each one as a table below a line of its own: [[name]].",
    }
}

pub(super) fn loss(loss: &Loss) -> String {
    use Loss as L;
    match loss {
        L::SpanOutside { start, end } => {
            format!("a link announced at bytes {start} to {end} lies outside the text; left out")
        }
        L::SpanOverlap { text } => format!("two links overlap; “{text}” stays text"),
        L::SpanMismatch { text } => format!("“{text}” is not the word announced; it stays text"),
        L::Address { href } => format!("“{href}” is no web address; no link"),
        L::RangeOutside => "the visible part announced goes beyond the text; cut at its end".into(),
        L::Truncated => {
            "the full text is not in the file; the post will point to the original".into()
        }
        L::Field { field } => format!("“{field}” cannot be read; left out"),
        L::MediaKind { kind } => format!("media of an unknown kind (“{kind}”); left out"),
        L::VideoInSlices => {
            "the video exists in slices alone (m3u8); only its still is kept".into()
        }
        L::UnknownCard { kind } => format!("a preview of an unknown kind (“{kind}”); left out"),
        L::UnknownEmbed { kind } => format!("an embed of an unknown kind (“{kind}”); left out"),
        L::UnknownTarget { text } => format!(
            "nothing says where “{text}” leads; it stays text. In a record, [[links]] may say it"
        ),
        L::LinkNotFound { text } => {
            format!("“{text}”, which [[links]] links, is not in the text; no link")
        }
        L::InnerQuote => "the quoted post quotes another, which stays a link".into(),
        L::Clock { declared, observed } => {
            format!("its author dates the post {declared}, the network {observed}; check the day")
        }
        L::Hour { printed } => {
            format!("only the day is known (“{printed}”), noon UTC stands for the hour; check it")
        }
        L::Media { url, why } => format!("{url} is not kept: {}", media(why)),
    }
}

fn media(why: &MediaRefusal) -> String {
    use MediaRefusal as M;
    match why {
        M::Host { host } => format!("{host} is not a media host of this network"),
        M::Scheme => "it is not served over https".into(),
        M::PrivateAddress { address } => format!("its host has a private address ({address})"),
        M::Redirect { to } if to.is_empty() => "the server sends elsewhere".into(),
        M::Redirect { to } => format!("the server sends to {to}"),
        M::Status(status) => format!("the server answers {status}"),
        M::TooLarge { limit } => format!("it is larger than {} MB", limit / 1_000_000),
        M::Type { found } => format!("“{found}” is neither picture, video nor sound"),
        M::Unreachable { reason } => format!("no answer ({reason})"),
        M::Missing => "it is not in the export".into(),
    }
}
