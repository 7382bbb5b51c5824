//! axe-core finds nothing, on every kind of page, in both themes, at three widths.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("accessibility";
        Setting::CHROMIUM_ONLY => [
            the_front_page_is_for_everyone,
            its_second_page_is_for_everyone,
            a_report_is_for_everyone,
            a_filtered_report_is_for_everyone,
            an_open_photo_is_for_everyone,
            an_article_is_for_everyone,
            a_discussion_is_for_everyone,
            a_section_is_for_everyone,
            a_tag_is_for_everyone,
            an_author_is_for_everyone,
            the_search_page_is_for_everyone,
            the_not_found_page_is_for_everyone,
            a_failure_is_for_everyone,
            nothing_scrolls_sideways_at_320_pixels,
        ],
    )
}

const WIDTHS: [u32; 3] = [360, 768, 1280];
const THEMES: [&str; 2] = ["light", "dark"];
/// What axe-core says of a page.
#[derive(Debug, Deserialize)]
struct Findings {
    /// What it holds against the page, a line each.
    violations: Vec<String>,
    passes: usize,
}

/// Runs axe-core with all its rules, best practices included, and the one of WCAG 2.2 that it leaves
/// out unless asked.
const AXE: &str = "axe.run(document, { resultTypes: ['violations'],
    rules: { 'target-size': { enabled: true } } }).then((results) => ({
    passes: results.passes.length,
    violations: results.violations.flatMap(({ id, nodes }) => nodes.map((node) =>
        `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`)),
}))";

/// Lets colours arrive where they are going: half-way they may lack contrast.
const SETTLED: &str = "Promise.allSettled(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished))";

/// Asserts that axe-core finds nothing in what the tab shows.
pub async fn examine(tab: &Tab, what: &str) -> Outcome {
    let path = std::env::var("KIOSQUE_AXE")
        .map_err(|_| "KIOSQUE_AXE names no axe.min.js: run the suite with `cargo xtask test`")?;
    tab.run(&std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?)
        .await?;
    // One finding is told once, with the first look of the page that had it.
    let mut found = BTreeMap::new();
    for theme in THEMES {
        tab.run(&format!(
            "document.documentElement.dataset.theme = {};",
            json!(theme)
        ))
        .await?;
        for width in WIDTHS {
            tab.viewport(width, 900).await?;
            tab.promised::<serde_json::Value>(SETTLED).await?;
            let Findings { violations, passes } = tab.promised(AXE).await?;
            let look = format!("{theme}, {width} px");
            assert!(
                passes > 5,
                "{what}, {look}: axe-core looked at next to nothing"
            );
            for violation in violations {
                found.entry(violation).or_insert_with(|| look.clone());
            }
        }
    }
    assert!(found.is_empty(), "{what}: {found:#?}");
    Ok(())
}

async fn examine_kind(scene: Scene, kind: &str) -> Outcome {
    let kinds = scene.site.kinds()?;
    let (what, url) = kinds
        .iter()
        .find(|(name, _)| *name == kind)
        .ok_or("no such kind")?;
    scene.tab.open(url).await?;
    examine(&scene.tab, what).await
}

async fn the_front_page_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "front").await
}

async fn its_second_page_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "front, page 2").await
}

async fn a_report_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "report").await
}

/// With comments and an answer, a letter that waits, a form with faults, an order to choose.
async fn a_discussion_is_for_everyone(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    let comment = |id: u32, parent: Option<u32>| {
        json!({
            "id": id, "parent": parent, "created": 1_700_000_000.5, "modified": null, "mode": 1,
            "text": "<p>Un <a href=\"https://example.org\">lien</a>, du <code>code</code></p>\
                     <blockquote><p>une citation</p></blockquote><ul><li>un</li></ul>",
            "author": "Ali", "website": "https://example.org", "likes": 1, "dislikes": 0,
            "hash": "a", "replies": [],
        })
    };
    let mut first = comment(1, None);
    first["replies"] = json!([comment(2, Some(1))]);
    let thread = json!({
        "id": null, "total_replies": 3, "hidden_replies": 0, "replies": [first, comment(3, None)],
    });
    server.rule("/isso/", Rule::Json(thread.to_string()));
    server.rule("/isso/new", Rule::Status(502));
    let (page, _) = site.article("a discussion and no timeline", |article| {
        article.discussion.is_some() && support::timelines(article).next().is_none()
    })?;
    tab.open(&page.url).await?;
    tab.bring(".discussion h2").await?;
    tab.until(
        "the thread and its form",
        "document.querySelectorAll('.comments .comment').length === 3
            && document.querySelector('.comment-form[novalidate]') !== null",
    )
    .await?;
    tab.run(
        "const form = document.querySelector('.comment-form');
         const fill = (fields) => {
            for (const [name, value] of Object.entries(fields)) {
                const field = form.querySelector(`[name=${name}]`);
                field.value = value;
                field.dispatchEvent(new Event('input', { bubbles: true }));
            }
            form.requestSubmit();
         };
         fill({ comment: 'Bonjour', author: 'Ali', email: 'ali@example.org' });
         fill({ comment: '', author: '', email: 'ali' });
         document.querySelector('.comment [data-act=reply]').click();",
    )
    .await?;
    tab.until(
        "the letter and the faults",
        "document.querySelector('.outbox-told').textContent.includes('Aucune réponse')
            && !document.querySelector('.form-faults').hidden",
    )
    .await?;
    // As the other pages are examined: axe-core looks at what is scrolled away, too.
    tab.run("scrollTo({ top: 0, behavior: 'instant' });")
        .await?;
    tab.until(
        "the way back to the top to be gone",
        "!document.querySelector('.back-to-top').checkVisibility({ visibilityProperty: true, opacityProperty: true })",
    )
    .await?;
    examine(&tab, "discussion").await
}

async fn a_filtered_report_is_for_everyone(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open(&site.report()?.0.url).await?;
    tab.click(".timeline-filters input").await?;
    let filtered = "document.querySelector('li.timeline-entry[hidden]') !== null";
    tab.until("fewer posts", filtered).await?;
    tab.run("scrollTo({ top: 0, behavior: 'instant' });")
        .await?;
    examine(&tab, "a filtered report").await
}

async fn an_open_photo_is_for_everyone(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open(&site.report()?.0.url).await?;
    tab.click("a.post-photo").await?;
    let arrived = "document.querySelector('.photo-viewer-photo[data-arrived]') !== null";
    tab.until("the photo", arrived).await?;
    examine(&tab, "an open photo").await?;
    // Enlarged, it can be moved by keys.
    tab.click("[data-does=enlarge]").await?;
    examine(&tab, "an enlarged photo").await
}

async fn an_article_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "article").await
}

async fn a_section_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "section").await
}

async fn a_tag_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "tag").await
}

async fn an_author_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "author").await
}

async fn the_search_page_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "search").await
}

async fn the_not_found_page_is_for_everyone(scene: Scene) -> Outcome {
    examine_kind(scene, "not found").await
}

async fn a_failure_is_for_everyone(scene: Scene) -> Outcome {
    scene.server.rule("/", Rule::Shell);
    scene.server.rule("/page.json", Rule::Status(500));
    scene.tab.load("/").await?;
    let failure = "document.querySelector('[role=alert].load-failure') !== null";
    scene.tab.until("a message", failure).await?;
    examine(&scene.tab, "a failure").await
}

async fn nothing_scrolls_sideways_at_320_pixels(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.viewport(320, 640).await?;
    for (what, url) in site.kinds()? {
        tab.open(&url).await?;
        let width: u32 = tab.eval("document.documentElement.scrollWidth").await?;
        let wide: Vec<String> = tab
            .eval(
                "[...document.querySelectorAll('body *')]
                    .filter((element) => element.getBoundingClientRect().right > 320.5)
                    .map((element) => element.outerHTML.slice(0, 100))",
            )
            .await?;
        assert!(width <= 320, "{what} is {width} pixels wide: {wide:#?}");
    }
    Ok(())
}
