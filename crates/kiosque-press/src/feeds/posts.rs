//! Archived posts as plain HTML: a quotation each, with who, when and where.

use std::fmt::Write as _;

use kiosque_catalogue::reader::{Words, network_name};
use kiosque_model::post::{
    Edited, Media, MediaKind, Poll, Post, PostAuthor, PostState, Quote, SpanKind, web_link,
};
use kiosque_model::timeline::Entry;
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
        let (said, reason) = (escape(&(words.withdrawn)(date)), escape(public_reason));
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

fn standing(out: &mut String, words: &Words, entry: &Entry, timeline_post: &TimelinePost) {
    let post = &timeline_post.post;
    // What is gone from the network is not linked there.
    let address = (post.state == PostState::LiveSnapshot)
        .then(|| web_link(&post.url))
        .flatten();
    open_quote(out, address);
    out.push_str("<p>");
    hour(out, words, entry, timeline_post);
    out.push_str(" – ");
    author(out, &post.author);
    out.push_str("</p>");
    if let Some(repost) = &post.repost_by {
        paragraph(out, "em", &(words.reposted_by)(&repost.author.name));
    }
    if let Some(handle) = post.reply_to.as_ref().and_then(|to| to.handle.as_ref()) {
        paragraph(out, "em", &(words.replying_to)(&format!("@{handle}")));
    }
    let archived = &timeline_post.archived.date;
    covered(out, post.cw.as_deref(), |out| {
        matter(out, words, post);
        if post.truncated {
            paragraph(out, "em", words.truncated);
        }
        if let Some(poll) = &post.poll {
            self::poll(out, words, poll, archived);
        }
        if let Some(card) = &post.card
            && let Some(href) = web_link(&card.url)
        {
            let (href, domain) = (escape(href), escape(&card.domain));
            let title = escape(&card.title);
            let _ = write!(out, "<p>{domain} – <a href=\"{href}\">{title}</a></p>");
        }
        if let Some(quote) = &post.quote {
            self::quote(out, words, quote, timeline_post.quoted.as_ref());
        }
    });
    if let Some(notice) = (words.post_state)(&post.state) {
        paragraph(out, "em", notice);
    }
    foot(out, words, post, archived, address);
    out.push_str("</blockquote>");
}

fn foot(out: &mut String, words: &Words, post: &Post, archived: &str, address: Option<&str>) {
    out.push_str("<p><small>");
    if let Edited::Version { n, of, .. } = post.edited {
        let _ = write!(out, "{} – ", escape(&(words.edited)(n, of)));
    }
    let network = network_name(post.source);
    let archived = escape(&(words.archived_on)(archived));
    let _ = write!(out, "{network}, {archived}");
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
    let (name, handle) = (escape(&author.name), escape(&author.handle));
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

/// Words and pictures.
fn matter(out: &mut String, words: &Words, post: &Post) {
    text(out, post);
    let warning = (post.sensitive && !post.media.is_empty()).then_some(words.show_sensitive);
    covered(out, warning, |out| {
        for media in &post.media {
            self::media(out, words, media);
        }
    });
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
            Some(SpanKind::Link { display, .. }) => lines(display),
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

fn media(out: &mut String, words: &Words, media: &Media) {
    let src = escape(&media.file);
    let alt = media.alt.as_deref();
    out.push_str("<p>");
    match media.kind {
        MediaKind::Photo if media.width == 0 || media.height == 0 => {
            out.push_str(&escape(alt.unwrap_or(words.undescribed_photo)));
        }
        MediaKind::Photo => {
            let alt = alt.unwrap_or(words.undescribed_photo);
            image(out, &media.file, alt, media.width, media.height);
        }
        MediaKind::Video | MediaKind::Gif | MediaKind::Audio => {
            let name = media.file.rsplit('/').next().unwrap_or(&media.file);
            let label = escape(alt.filter(|alt| !alt.is_empty()).unwrap_or(name));
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
    }
    out.push_str("</p>");
}

fn poll(out: &mut String, words: &Words, poll: &Poll, archived: &str) {
    out.push_str("<ul>");
    for option in &poll.options {
        let _ = write!(out, "<li>{}", escape(&option.label));
        if let Some(votes) = option.votes {
            let _ = write!(out, " – {}", escape(&(words.votes)(votes)));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    if poll.is_final {
        paragraph(out, "small", words.poll_final);
    } else {
        paragraph(out, "small", &(words.poll_as_of)(archived));
    }
}

fn quote(out: &mut String, words: &Words, quote: &Quote, posted: Option<&Moment>) {
    match quote {
        Quote::Post(post) => {
            open_quote(out, web_link(&post.url));
            out.push_str("<p>");
            author(out, &post.author);
            if let Some(posted) = posted {
                out.push_str(" – ");
                time(out, posted, &posted.full);
            }
            out.push_str("</p>");
            covered(out, post.cw.as_deref(), |out| matter(out, words, post));
            out.push_str("</blockquote>");
        }
        Quote::Unavailable { reason, url } => {
            let _ = write!(out, "<p><em>{}</em>", escape((words.unavailable)(*reason)));
            if let Some(href) = url.as_deref().and_then(web_link) {
                let (href, label) = (escape(href), escape(words.original_address));
                let _ = write!(out, " <a href=\"{href}\">{label}</a>");
            }
            out.push_str("</p>");
        }
    }
}
