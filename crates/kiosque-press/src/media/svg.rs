//! SVG drawings: only those that draw and do nothing else.

use kiosque_catalogue::editor::Problem;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{Options, Tree};

use image::RgbaImage;

use super::{Kind, Measured, placeholder};

/// Most XML nodes a drawing may have.
const MOST_NODES: u32 = 500_000;
/// Largest drawing in bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Elements that run, load or embed.
const REFUSED: [&str; 11] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
    "canvas",
    "link",
];

/// Whether bytes begin like an SVG or any other XML text.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Checks, measures and sketches a drawing.
pub(super) fn measure(name: &str, bytes: &[u8]) -> Result<Measured, Problem> {
    let broken = |reason: String| Problem::NotAPicture {
        file: name.to_owned(),
        reason,
    };
    if bytes.len() > MOST_BYTES {
        return Err(Problem::PictureTooLarge {
            file: name.to_owned(),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| broken(error.to_string()))?;
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(text, options).map_err(|error| broken(error.to_string()))?;
    if let Some(found) = unsafe_part(&document) {
        return Err(Problem::SvgUnsafe {
            file: name.to_owned(),
            found,
        });
    }
    let tree = Tree::from_xmltree(&document, &Options::default())
        .map_err(|error| broken(error.to_string()))?;
    let (width, height) = (whole(tree.size().width()), whole(tree.size().height()));
    Ok(Measured {
        kind: Kind::Svg,
        still: None,
        width,
        height,
        placeholder: placeholder::data_uri(width, height, |width, height| {
            sketch(&tree, width, height)
        }),
    })
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped before"
)]
fn whole(length: f32) -> u32 {
    length.round().clamp(1.0, 65_535.0) as u32
}

/// The first part of a drawing that could run or load something, as it is written.
fn unsafe_part(document: &Document<'_>) -> Option<String> {
    if document
        .descendants()
        .any(|node| node.is_pi() && node.pi().is_some_and(|pi| pi.target == "xml-stylesheet"))
    {
        return Some("<?xml-stylesheet?>".to_owned());
    }
    document
        .descendants()
        .filter(Node::is_element)
        .find_map(|node| {
            let tag = node.tag_name();
            let html = tag.namespace() == Some("http://www.w3.org/1999/xhtml");
            if html
                || REFUSED
                    .iter()
                    .any(|refused| refused.eq_ignore_ascii_case(tag.name()))
            {
                return Some(format!("<{}>", tag.name()));
            }
            if tag.name() == "style" {
                let css: String = node.children().filter_map(|child| child.text()).collect();
                if loads(&css) {
                    return Some("<style> url()".to_owned());
                }
            }
            node.attributes().find_map(|attribute| {
                let (name, value) = (attribute.name(), attribute.value());
                let handler = name.len() > 2 && name.to_ascii_lowercase().starts_with("on");
                let link = matches!(name, "href" | "src") && !is_inner(value);
                let animated =
                    name == "attributeName" && (value.ends_with("href") || value.starts_with("on"));
                (handler || link || animated || loads(value)).then(|| {
                    let short: String = value.chars().take(40).collect();
                    format!("{name}=\"{short}\"")
                })
            })
        })
}

/// A link within the drawing, or a picture carried in it.
fn is_inner(link: &str) -> bool {
    let link = link.trim();
    link.is_empty()
        || link.starts_with('#')
        || ["png", "jpeg", "jpg", "gif", "webp"]
            .iter()
            .any(|format| link.starts_with(&format!("data:image/{format};")))
}

/// Whether a style or presentation attribute loads something.
fn loads(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    // CSS lets any letter be written as an escape; no drawing needs one.
    css.contains("@import")
        || (css.contains('\\') && css.contains('('))
        || css.contains("image-set(")
        || css
            .split("url(")
            .skip(1)
            .any(|rest| !is_inner(rest.trim_start().trim_start_matches(['"', '\''])))
}

fn sketch(tree: &Tree, width: u32, height: u32) -> Option<RgbaImage> {
    // Drawn larger, then shrunk: lines thinner than a pixel keep their share of it.
    let scale = 4;
    let mut pixmap = Pixmap::new(width * scale, height * scale)?;
    #[allow(clippy::cast_precision_loss, reason = "at most 128")]
    let transform = Transform::from_scale(
        (width * scale) as f32 / tree.size().width(),
        (height * scale) as f32 / tree.size().height(),
    );
    resvg::render(tree, transform, &mut pixmap.as_mut());
    let pixels = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        })
        .collect();
    let drawn = RgbaImage::from_raw(pixmap.width(), pixmap.height(), pixels)?;
    Some(image::imageops::thumbnail(&drawn, width, height))
}

/// A drawing that was measured, drawn to cover a size; its middle is kept.
pub(crate) fn draw(bytes: &[u8], width: u32, height: u32) -> Option<Pixmap> {
    let options = Options::default();
    let tree = Tree::from_data(bytes, &options).ok()?;
    let mut pixmap = Pixmap::new(width, height)?;
    #[allow(
        clippy::cast_precision_loss,
        reason = "a size of a few thousand at most"
    )]
    let (width, height) = (width as f32, height as f32);
    let (own_width, own_height) = (tree.size().width(), tree.size().height());
    let scale = (width / own_width).max(height / own_height);
    let transform = Transform::from_row(
        scale,
        0.0,
        0.0,
        scale,
        (width - own_width * scale) / 2.0,
        (height - own_height * scale) / 2.0,
    );
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    Some(pixmap)
}
