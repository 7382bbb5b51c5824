//! A whole article as the plain HTML that readers of feeds show.
//!
//! Made of the page's data, not of the app's views: no class, no control, nothing that a reader's
//! own style sheet or cleaner would make senseless.

use std::fmt::Write as _;
use std::io;

use kiosque_catalogue::reader::Words;
use kiosque_model::{Article, Block, Figure, Picture};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::posts;
use crate::edition::Site;
use crate::html::escape;

/// The article under a root-relative permalink, every address in it absolute.
pub(super) fn html(
    site: &Site,
    words: &Words,
    permalink: &str,
    article: &Article,
) -> io::Result<String> {
    let mut html = String::new();
    if article.is_live() {
        paragraph(&mut html, "strong", words.live);
    }
    if let Some(standfirst) = &article.standfirst {
        paragraph(&mut html, "strong", standfirst);
    }
    if let Some(hero) = &article.hero {
        figure(&mut html, words, hero);
    }
    for block in &article.body {
        self::block(&mut html, words, block);
    }
    absolute(&html, site, permalink)
}

fn block(out: &mut String, words: &Words, block: &Block) {
    match block {
        Block::Prose { html } => out.push_str(html),
        Block::Figure(figure) => self::figure(out, words, figure),
        Block::PullQuote { html, cite } => {
            let _ = write!(out, "<blockquote>{html}");
            if let Some(cite) = cite {
                paragraph(out, "cite", cite);
            }
            out.push_str("</blockquote>");
        }
        Block::Explainer { title, html, .. } => {
            let (kind, title) = (escape(words.explainer), escape(title));
            let _ = write!(out, "<aside><h2>{kind} – {title}</h2>{html}</aside>");
        }
        Block::Correction { date, html } => {
            let (kind, iso) = (escape(words.correction), escape(&date.iso));
            let full = escape(&date.full);
            let _ = write!(
                out,
                "<aside><p><strong>{kind} – <time datetime=\"{iso}\">{full}</time></strong></p>\
                 {html}</aside>"
            );
        }
        Block::Timeline(timeline) => posts::timeline(out, words, timeline),
    }
    out.push('\n');
}

/// Words in an element of a paragraph.
pub(super) fn paragraph(out: &mut String, element: &str, text: &str) {
    let text = escape(text);
    let _ = write!(out, "<p><{element}>{text}</{element}></p>");
}

fn figure(out: &mut String, words: &Words, figure: &Figure) {
    out.push_str("<figure>");
    picture(out, &figure.picture);
    if figure.caption.is_some() || figure.credit.is_some() {
        out.push_str("<figcaption>");
        if let Some(caption) = &figure.caption {
            out.push_str(caption);
        }
        if let Some(credit) = &figure.credit {
            let (label, credit) = (escape(words.credit), escape(credit));
            let _ = write!(out, " <small>({label} – {credit})</small>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

fn picture(out: &mut String, picture: &Picture) {
    image(
        out,
        &picture.src,
        &picture.alt,
        picture.width,
        picture.height,
    );
}

/// A picture; its size is left out where it is not known.
pub(super) fn image(out: &mut String, src: &str, alt: &str, width: u32, height: u32) {
    let _ = write!(out, "<img src=\"{}\" alt=\"{}\"", escape(src), escape(alt));
    if width > 0 && height > 0 {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push('>');
}

/// The HTML with every root-relative address and every fragment made absolute: a reader of feeds
/// shows it far from where it was published.
fn absolute(html: &str, site: &Site, permalink: &str) -> io::Result<String> {
    let rewritten = |value: &str| {
        if value.starts_with('#') {
            Some(format!("{}{value}", site.absolute(permalink)))
        } else if value.starts_with('/') && !value.starts_with("//") {
            Some(site.absolute(value))
        } else {
            None
        }
    };
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("[href], [src], [poster]", |element| {
            for name in ["href", "src", "poster"] {
                if let Some(url) = element.get_attribute(name).as_deref().and_then(&rewritten) {
                    element.set_attribute(name, &url)?;
                }
            }
            Ok(())
        })],
        ..RewriteStrSettings::new()
    };
    rewrite_str(html, settings).map_err(io::Error::other)
}

#[cfg(test)]
mod tests;
