//! Archived posts as plain HTML: a quotation each, with who, when and where.

use std::fmt::Write as _;

use kiosque_catalogue::reader::{PostWords, Words, duration, network_name};
use kiosque_model::post::{
    Edited, Media, MediaKind, Poll, Post, PostAuthor, PostState, Quote, SpanKind,
    UnavailableReason, hidden_host, web_link,
};
use kiosque_model::timeline::{Entry, PollDates};
use kiosque_model::{Moment, TimelineBlock, TimelinePost};

use super::content::{image, paragraph};
use crate::html::escape;

/// A timeline: its sections' headings and their posts in reading order.
pub(super) fn timeline(out: &mut String, words: &Words, block: &TimelineBlock) {
    let sections = &block.timeline.sections;
    // One section says by its own heading what the timeline would say above it.
    if sections.len() > 1 {
        let _ = write!(out, "<h2>{}</h2>", escape(&block.timeline.title));
    }
    for section in sections {
        let _ = write!(out, "<h3>{}</h3>", escape(&section.title));
        for (entry, post) in block.posts_of(section) {
            self::entry(out, words, entry, post);
        }
    }
}

fn entry(out: &mut String, words: &Words, entry: &Entry, post: &TimelinePost) {
    if let Some(note) = &entry.note {
        paragraph(out, "em", note);
    }
    if let PostState::Withdrawn { public_reason, .. } = &post.post.state {
        out.push_str("<blockquote><p>");
        hour(out, words, entry, post);
        let date = post.withdrawn_on.as_deref().unwrap_or_default();
        let said = escape(&(words.posts.withdrawn)(date));
        let reason = escape(public_reason);
        let _ = write!(out, "</p><p><em>{said} {reason}</em></p></blockquote>");
    } else {
        standing(out, words, entry, post);
    }
    out.push('\n');
}

/// The hour, which leads to the post's place in the article.
fn hour(out: &mut String, words: &Words, entry: &Entry, post: &TimelinePost) {
    let _ = write!(out, "<a href=\"#{}\">", escape(&post.anchor));
    time(out, &post.posted, &post.posted.hour);
    out.push_str("</a>");
    if entry.key {
        let _ = write!(out, " – {}", escape(words.key_post));
    }
}

fn time(out: &mut String, moment: &Moment, shown: &str) {
    let (iso, shown) = (escape(&moment.iso), escape(shown));
    let _ = write!(out, "<time datetime=\"{iso}\">{shown}</time>");
}

fn standing(out: &mut String, words: &Words, entry: &Entry, shown: &TimelinePost) {
    let post = &shown.post;
    let address = address(post);
    open_quote(out, address);
    out.push_str("<p>");
    hour(out, words, entry, shown);
    out.push_str(" – ");
    author(out, &post.author);
    out.push_str("</p>");
    let words = &words.posts;
    context(out, words, shown);
    covered(out, warning(post), |out| {
        matter(out, words, post, shown.poll.as_ref());
        if let Some(quote) = &post.quote {
            self::quote(out, words, quote, shown);
        }
    });
    if let Some(notice) = (words.state)(&post.state) {
        paragraph(out, "em", notice);
    }
    foot(out, words, shown, address);
    out.push_str("</blockquote>");
}

/// Where a post still is: what is gone from the network is not linked there.
fn address(post: &Post) -> Option<&str> {
    (post.state == PostState::LiveSnapshot)
        .then(|| web_link(&post.url))
        .flatten()
}

fn warning(post: &Post) -> Option<&str> {
    post.cw.as_deref().filter(|cw| !cw.trim().is_empty())
}

/// Who passed the post on, what it answers, and its place in a thread.
fn context(out: &mut String, words: &PostWords, shown: &TimelinePost) {
    let post = &shown.post;
    if let Some(repost) = &post.repost_by {
        let mut line = (words.reposted_by)(&repost.author.spoken_name());
        if let Some(at) = &shown.reposted {
            let _ = write!(line, " – {at}");
        }
        paragraph(out, "em", &line);
    }
    if let Some(reply) = &post.reply_to {
        let said = match &reply.handle {
            Some(handle) => (words.replying_to)(&format!("@{handle}")),
            None => words.replying.to_owned(),
        };
        let place = shown.answered.as_ref().map(|anchor| format!("#{anchor}"));
        let href = place.as_deref().or_else(|| web_link(reply.url.as_deref()?));
        linked(out, href, &said);
    }
    if let Some(thread) = &post.thread {
        let place = shown.thread.as_ref().map(|anchor| format!("#{anchor}"));
        linked(out, place.as_deref(), &(words.thread)(thread.position));
    }
}

/// A paragraph that leads somewhere, or only says so.
fn linked(out: &mut String, href: Option<&str>, said: &str) {
    match href {
        Some(href) => {
            let (href, said) = (escape(href), escape(said));
            let _ = write!(out, "<p><em><a href=\"{href}\">{said}</a></em></p>");
        }
        None => paragraph(out, "em", said),
    }
}

fn foot(out: &mut String, words: &PostWords, shown: &TimelinePost, address: Option<&str>) {
    let post = &shown.post;
    out.push_str("<p><small>");
    if let Edited::Version { n, of, .. } = post.edited {
        let _ = write!(out, "{} – ", escape(&(words.edited)(n, of)));
    }
    let network = network_name(post.source);
    let archived = escape(&(words.archived_on)(&shown.archived.date));
    let _ = write!(out, "{network}, {archived}");
    if let (Some(counts), Some(day)) = (&post.counts, &shown.counted) {
        let said = (words.counts)(counts, day);
        if !said.is_empty() {
            let _ = write!(out, " – {}", escape(&said));
        }
    }
    if let Some(href) = address {
        let (href, label) = (escape(href), escape(&(words.view_on)(network)));
        let _ = write!(out, " – <a href=\"{href}\">{label}</a>");
    }
    out.push_str("</small></p>");
}

fn open_quote(out: &mut String, address: Option<&str>) {
    match address {
        Some(cite) => {
            let _ = write!(out, "<blockquote cite=\"{}\">", escape(cite));
        }
        None => out.push_str("<blockquote>"),
    }
}

fn author(out: &mut String, author: &PostAuthor) {
    let (name, handle) = (escape(&author.spoken_name()), escape(&author.handle));
    let names = format!("<b>{name}</b> @{handle}");
    match web_link(&author.profile_url) {
        Some(href) => {
            let _ = write!(out, "<a href=\"{}\">{names}</a>", escape(href));
        }
        None => out.push_str(&names),
    }
}

/// What stays shut until the reader asks, where there is a warning.
fn covered(out: &mut String, warning: Option<&str>, matter: impl FnOnce(&mut String)) {
    match warning {
        Some(warning) => {
            let warning = escape(warning);
            let _ = write!(out, "<details><summary>{warning}</summary>");
            matter(out);
            out.push_str("</details>");
        }
        None => matter(out),
    }
}

/// Words and all that goes with them, but for a quoted post.
fn matter(out: &mut String, words: &PostWords, post: &Post, dates: Option<&PollDates>) {
    text(out, post);
    if post.truncated {
        out.push_str("<p><em>");
        out.push_str(&escape(words.truncated));
        if let Some(href) = address(post) {
            let label = (words.read_on)(network_name(post.source));
            let (href, label) = (escape(href), escape(&label));
            let _ = write!(out, " <a href=\"{href}\">{label}</a>");
        }
        out.push_str("</em></p>");
    }
    let sensitive = post.sensitive && warning(post).is_none() && !post.media.is_empty();
    covered(out, sensitive.then_some(words.show_sensitive), |out| {
        for media in &post.media {
            self::media(out, words, media);
        }
    });
    if let Some(poll) = &post.poll {
        self::poll(out, words, poll, dates);
    }
    if let Some(card) = &post.card
        && let Some(href) = web_link(&card.url)
    {
        let (href, domain) = (escape(href), escape(&card.domain));
        let title = escape(&card.title);
        let _ = write!(out, "<p>{domain} – <a href=\"{href}\">{title}</a></p>");
    }
}

fn text(out: &mut String, post: &Post) {
    if post.text.is_empty() {
        return;
    }
    match &post.lang {
        Some(lang) => {
            let _ = write!(out, "<p dir=\"auto\" lang=\"{}\">", escape(lang));
        }
        None => out.push_str("<p dir=\"auto\">"),
    }
    for piece in post.pieces() {
        let lines = |text: &str| escape(text).replace('\n', "<br>");
        let shown = match piece.kind {
            Some(SpanKind::Link { href, display, .. }) => match hidden_host(href, display) {
                Some(host) => format!("{} ({})", lines(display), escape(&host)),
                None => lines(display),
            },
            Some(SpanKind::Bold) => format!("<b>{}</b>", lines(piece.text)),
            Some(SpanKind::Italic) => format!("<i>{}</i>", lines(piece.text)),
            // A reader of feeds would show an emoji of one line's height as a picture of its own.
            _ => lines(piece.text),
        };
        match piece.kind.and_then(SpanKind::href).and_then(web_link) {
            Some(href) => {
                let _ = write!(out, "<a href=\"{}\">{shown}</a>", escape(href));
            }
            None => out.push_str(&shown),
        }
    }
    out.push_str("</p>");
}

fn media(out: &mut String, words: &PostWords, media: &Media) {
    let src = escape(&media.file);
    let alt = media.alt.as_deref().unwrap_or_default();
    let is_picture = media.kind == MediaKind::Photo || media.file.ends_with(".gif");
    out.push_str("<p>");
    if media.file.is_empty() || (is_picture && (media.width == 0 || media.height == 0)) {
        let _ = write!(
            out,
            "<em>{}</em> {}",
            escape(words.missing_file),
            escape(alt)
        );
    } else if is_picture {
        image(out, &media.file, alt, media.width, media.height);
    } else {
        let mut label = (words.recording)(media.kind).to_owned();
        if let Some(length) = media.duration_ms {
            let _ = write!(label, " ({})", duration(length));
        }
        if !alt.is_empty() {
            let _ = write!(label, " – {alt}");
        }
        let label = escape(&label);
        let element = if media.kind == MediaKind::Audio {
            "audio"
        } else {
            "video"
        };
        let _ = write!(out, "<{element} controls preload=\"none\" src=\"{src}\"");
        if let Some(poster) = media.poster.as_ref().filter(|_| element == "video") {
            let _ = write!(out, " poster=\"{}\"", escape(poster));
        }
        // Readers that take recordings out leave the link.
        let _ = write!(out, "><a href=\"{src}\">{label}</a></{element}>");
    }
    out.push_str("</p>");
}

fn poll(out: &mut String, words: &PostWords, poll: &Poll, dates: Option<&PollDates>) {
    out.push_str("<ul>");
    for option in &poll.options {
        let _ = write!(out, "<li>{}", escape(&option.label));
        if let Some(votes) = option.votes {
            let _ = write!(out, " – {}", escape(&(words.votes)(votes)));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    let told = poll.options.iter().any(|option| option.votes.is_some());
    let mut said = match (told, poll.is_final, dates) {
        (false, ..) => words.poll_unknown.to_owned(),
        (true, false, Some(dates)) => (words.poll_as_of)(&dates.as_of),
        (true, true, _) => words.poll_final.to_owned(),
        (true, false, None) => String::new(),
    };
    if let Some(ends) = dates.and_then(|dates| dates.ends.as_ref()) {
        let _ = write!(said, " – {}", (words.poll_ends)(ends, poll.is_final));
    }
    paragraph(out, "small", &said);
}

fn quote(out: &mut String, words: &PostWords, quote: &Quote, shown: &TimelinePost) {
    let (reason, url) = match quote {
        Quote::Post(post) if matches!(post.state, PostState::Withdrawn { .. }) => {
            (UnavailableReason::RemovedByUs, None)
        }
        Quote::Post(post) => return quoted(out, words, post, shown),
        Quote::Unavailable { reason, url } => (*reason, url.as_deref()),
    };
    let _ = write!(out, "<p><em>{}</em>", escape((words.unavailable)(reason)));
    if let Some(href) = url.and_then(web_link) {
        let (href, label) = (escape(href), escape(words.original_address));
        let _ = write!(out, " <a href=\"{href}\">{label}</a>");
    }
    out.push_str("</p>");
}

fn quoted(out: &mut String, words: &PostWords, post: &Post, shown: &TimelinePost) {
    let address = address(post);
    open_quote(out, address);
    out.push_str("<p>");
    author(out, &post.author);
    if let Some(posted) = &shown.quoted {
        out.push_str(" – ");
        if let Some(href) = address {
            let _ = write!(out, "<a href=\"{}\">", escape(href));
        }
        time(out, posted, &posted.full);
        if address.is_some() {
            out.push_str("</a>");
        }
    }
    out.push_str("</p>");
    covered(out, warning(post), |out| {
        matter(out, words, post, shown.quoted_poll.as_ref());
    });
    if let Some(notice) = (words.state)(&post.state) {
        paragraph(out, "em", notice);
    }
    out.push_str("</blockquote>");
}
