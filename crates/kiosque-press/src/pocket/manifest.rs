//! The web app manifest (<https://www.w3.org/TR/appmanifest/>), with the share target of
//! <https://w3c.github.io/web-share-target/>.

use kiosque_model::Page;
use serde_json::{Value, json};

use super::icons::{self, Purpose};
use super::{Screenshot, address};
use crate::edition::{ArticleList, Edition, ListKind};

/// `--paper` of `style/tokens.css`, light and dark.
const PAPER: [&str; 2] = ["#fbf9f5", "#14161a"];
/// What launchers show of shortcuts at most.
const SHORTCUTS: usize = 4;

/// The manifest of an edition's site. It names no icons where there was nothing to draw them from.
pub(super) fn manifest(edition: &Edition, has_icons: bool) -> Value {
    let (site, pocket) = (&edition.site, &edition.pocket);
    let [light, dark] = PAPER;
    let mut manifest = json!({
        "id": "/",
        "name": site.name,
        "short_name": pocket.short_name,
        "lang": site.language.tag(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "display_override": ["standalone", "minimal-ui"],
        "theme_color": light,
        "background_color": light,
        "color_scheme_dark": { "theme_color": dark, "background_color": dark },
        "categories": ["news"],
    });
    let description = Some(&site.description).filter(|text| !text.is_empty());
    let description = description.or(site.tagline.as_ref());
    let members = [
        ("description", description.map(|text| json!(text))),
        ("icons", has_icons.then(icons)),
        ("shortcuts", list(shortcuts(edition))),
        (
            "screenshots",
            list(pocket.screenshots.iter().map(screenshot).collect()),
        ),
        (
            "share_target",
            pocket.worker.then(|| {
                json!({
                    "action": pocket.shelf.url(),
                    "method": "GET",
                    "enctype": "application/x-www-form-urlencoded",
                    "params": { "title": "title", "text": "text", "url": "url" },
                })
            }),
        ),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            manifest[name] = value;
        }
    }
    manifest
}

fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

fn icons() -> Value {
    let named = icons::ICONS.iter().filter_map(|icon| {
        let purpose = match icon.purpose {
            Purpose::Any => "any",
            Purpose::Maskable => "maskable",
            Purpose::Monochrome => "monochrome",
            // The head of each page names it.
            Purpose::Touch => return None,
        };
        Some(json!({
            "src": address(icon.path),
            "sizes": format!("{0}x{0}", icon.size),
            "type": "image/png",
            "purpose": purpose,
        }))
    });
    named.collect()
}

/// The first sections that have articles, in the editor's order.
fn shortcuts(edition: &Edition) -> Vec<Value> {
    let has_articles = |url: &str| {
        let is_list = |list: &&ArticleList| {
            list.kind == ListKind::Section && list.pages.first().is_some_and(|first| first == url)
        };
        let list = edition.lists.iter().find(is_list);
        list.is_some_and(|list| !list.articles.is_empty())
    };
    let front = edition.page("/");
    let sections = front.map_or(&[][..], |page: &Page| &page.masthead.sections);
    let sections = sections
        .iter()
        .filter(|section| has_articles(&section.url))
        .take(SHORTCUTS);
    sections
        .map(|section| json!({ "name": section.title, "url": section.url }))
        .collect()
}

fn screenshot(shot: &Screenshot) -> Value {
    json!({
        "src": shot.url,
        "sizes": format!("{}x{}", shot.width, shot.height),
        "type": shot.mime,
        "form_factor": if shot.wide { "wide" } else { "narrow" },
        "label": shot.label,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_site() {
        let tokens = include_str!("../../../../style/tokens.css");
        let [light, dark] = PAPER;
        let paper = format!("--paper: light-dark({light}, {dark})");
        assert!(tokens.contains(&paper), "{paper}");
    }
}
