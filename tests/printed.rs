//! The printed folder itself, page by page: HTML without errors, and nothing that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, HtmlTreeSink, Selector};
use support::{Case, Error, Outcome, Scene, Setting, Site, cases};
use url::Url;

pub fn cases() -> Vec<Case> {
    // No browser is needed; they are Chromium's so that they run once.
    cases!("printed";
        Setting::CHROMIUM_ONLY => [
            every_page_is_html_without_errors,
            ids_are_unique_and_headings_in_order,
            pictures_have_their_words_and_their_size,
            every_link_leads_somewhere,
            pages_ask_for_nothing_before_the_reader_does,
        ],
    )
}

/// The site's pages with a permalink, and the page for addresses of none.
fn documents(site: &Site) -> Result<BTreeMap<String, String>, Error> {
    let mut documents = BTreeMap::new();
    for page in site.pages() {
        let file = format!("{}index.html", decoded(&page.url)?.trim_start_matches('/'));
        let text = fs::read_to_string(site.folder().join(&file))
            .map_err(|error| format!("{file}: {error}"))?;
        documents.insert(page.url.clone(), text);
    }
    let missing = fs::read_to_string(site.folder().join("404.html"))?;
    documents.insert("/404.html".into(), missing);
    assert!(documents.len() > 20, "the site has hardly a page");
    Ok(documents)
}

fn decoded(path: &str) -> Result<String, Error> {
    Ok(percent_decode_str(path).decode_utf8()?.into_owned())
}

/// Reads a document as a browser that runs scripts does, or one that does not: what stands in
/// `<noscript>` is text to the one and elements to the other.
fn read(text: &str, scripting_enabled: bool) -> Html {
    let tree_builder = TreeBuilderOpts {
        scripting_enabled,
        ..TreeBuilderOpts::default()
    };
    let options = ParseOpts {
        tree_builder,
        ..ParseOpts::default()
    };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text)
}

fn all<'h>(html: &'h Html, selector: &str) -> Result<Vec<ElementRef<'h>>, Error> {
    let selector = Selector::parse(selector).map_err(|error| format!("{selector}: {error}"))?;
    // What a selector borrows from is gone at the end of this function.
    let ids: Vec<_> = html.select(&selector).map(|element| element.id()).collect();
    let element = |id| html.tree.get(id).and_then(ElementRef::wrap);
    Ok(ids.into_iter().filter_map(element).collect())
}

/// Runs a check over every document, and fails with all that it found.
fn check(site: &Site, find: impl Fn(&Html) -> Result<Vec<String>, Error>) -> Outcome {
    let mut found = BTreeMap::new();
    for (url, text) in documents(site)? {
        let faults = find(&read(&text, false))?;
        if !faults.is_empty() {
            found.insert(url, faults);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}

async fn every_page_is_html_without_errors(scene: Scene) -> Outcome {
    for (url, text) in documents(&scene.site)? {
        for scripted in [true, false] {
            let html = read(&text, scripted);
            assert!(html.errors.is_empty(), "{url}: {:#?}", html.errors);
        }
    }
    // The list is no empty promise.
    assert!(!read("<!doctype html><p><div></p>", true).errors.is_empty());
    Ok(())
}

async fn ids_are_unique_and_headings_in_order(scene: Scene) -> Outcome {
    check(&scene.site, |html| {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for element in all(html, "[id]")? {
            let id = element.attr("id").unwrap_or_default();
            if id.is_empty() || id.contains(char::is_whitespace) || !ids.insert(id) {
                faults.push(format!("#{id} is not the only one, or no identifier"));
            }
        }
        let mut above = 0;
        for heading in all(html, "h1, h2, h3, h4, h5, h6")? {
            let level = heading.value().name()[1..].parse::<u32>()?;
            if level > above + 1 {
                let words: String = heading.text().collect();
                faults.push(format!("h{level} after h{above}: {words}"));
            }
            above = level;
        }
        let titles = all(html, "h1")?.len();
        if titles != 1 {
            faults.push(format!("{titles} headings of the first level"));
        }
        for reference in all(html, "[aria-labelledby], [aria-describedby], label[for]")? {
            for name in ["aria-labelledby", "aria-describedby", "for"] {
                let named = reference.attr(name).unwrap_or_default();
                for id in named.split_whitespace().filter(|id| !ids.contains(id)) {
                    faults.push(format!("{name} names #{id}, which is not there"));
                }
            }
        }
        Ok(faults)
    })
}

async fn pictures_have_their_words_and_their_size(scene: Scene) -> Outcome {
    check(&scene.site, |html| {
        Ok(all(html, "img")?
            .into_iter()
            .filter(|image| {
                let size = |name| image.attr(name).is_none_or(|n| n.parse::<u32>().is_err());
                image.attr("alt").is_none() || size("width") || size("height")
            })
            .map(|image| image.html())
            .collect())
    })
}

/// The addresses that an element leads to or fetches.
fn addresses(element: ElementRef<'_>) -> Vec<String> {
    let whole = ["href", "src", "action", "poster"];
    let mut found: Vec<_> = whole
        .iter()
        .filter_map(|name| element.attr(name))
        .map(str::to_owned)
        .collect();
    if let Some(set) = element.attr("srcset") {
        let address = |entry: &str| entry.split_whitespace().next().map(str::to_owned);
        found.extend(set.split(", ").filter_map(address));
    }
    found
}

async fn every_link_leads_somewhere(scene: Scene) -> Outcome {
    let site = &scene.site;
    let documents = documents(site)?;
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (url, text) in &documents {
        let html = read(text, false);
        let of_page = all(&html, "[id]")?
            .into_iter()
            .filter_map(|element| element.attr("id").map(str::to_owned))
            .collect();
        ids.insert(url, of_page);
    }
    let origin = Url::parse("http://site.test/")?;
    let mut broken = BTreeSet::new();
    let mut followed = 0;
    for (url, text) in &documents {
        let base = origin.join(url)?;
        for element in all(&read(text, false), "[href], [src], [srcset], [action]")? {
            for address in addresses(element) {
                let target = base.join(&address)?;
                // The page for addresses of none is shown at any of them.
                if target.origin() != origin.origin() {
                    continue;
                }
                followed += 1;
                let path = decoded(target.path())?;
                let mut file = site.folder().join(path.trim_start_matches('/'));
                if path.ends_with('/') {
                    file.push("index.html");
                }
                let fragment = decoded(target.fragment().unwrap_or_default())?;
                let anchored = fragment.is_empty()
                    || ids
                        .get(target.path())
                        .is_some_and(|of_page| of_page.contains(&fragment));
                if !file.is_file() || !anchored {
                    broken.insert(format!("{url}: {address}"));
                }
            }
        }
    }
    assert!(followed > 1000, "only {followed} links were followed");
    assert!(broken.is_empty(), "{broken:#?}");
    Ok(())
}

/// What a document fetches by itself, its own pictures aside, and what the policy would refuse.
/// Firefox fetches what `next` names.
const HASTE: &str = "link[rel~=preload], link[rel~=modulepreload], link[rel~=prefetch], \
    link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=stylesheet], link[rel~=next], script[src], iframe, \
    object, embed, base, [style], [onclick], [onload], [onerror]";

async fn pages_ask_for_nothing_before_the_reader_does(scene: Scene) -> Outcome {
    check(&scene.site, |html| {
        let mut faults: Vec<_> = all(html, HASTE)?
            .into_iter()
            .map(|element| element.html())
            .collect();
        for element in all(html, "img, source, video, audio, link[rel~=icon]")? {
            for address in addresses(element) {
                if !address.starts_with('/') && !address.starts_with("data:") {
                    faults.push(format!("of another origin: {address}"));
                }
            }
        }
        Ok(faults)
    })
}
