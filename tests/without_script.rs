//! A browser that runs no script of any page shows everything that was printed.

use kiosque_model::PageBody;
use kiosque_model::post::PostState;
use serde_json::json;
use support::{Case, Error, Key, Outcome, Scene, Setting, Tab, cases, run_together, timelines};

pub fn cases() -> Vec<Case> {
    cases!("without_script";
        Setting::WITHOUT_SCRIPT => [
            no_script_of_a_page_runs,
            a_report_is_read_whole,
            lists_lead_from_page_to_page,
            the_way_back_to_the_top_is_a_link,
            what_needs_script_is_not_shown,
        ],
        Setting::WITHOUT_SCRIPT_AND_AWARE => [what_needs_script_says_so_and_nothing_else_does],
    )
}

/// Loads a page, and waits for no app.
async fn open(tab: &Tab, path: &str) -> Outcome {
    tab.load(path).await?;
    tab.until_printed(path).await
}

/// What the other cases stand on: an app that ran would hide what they look for.
async fn no_script_of_a_page_runs(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    open(&tab, "/").await?;
    // Longer than the app waits for an idle moment.
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    assert_eq!(tab.count("html[data-app]").await?, 0);
    for ending in [".js", ".wasm"] {
        assert_eq!(server.count(&site.file_ending(ending)?), 0, "{ending}");
    }
    Ok(())
}

async fn a_report_is_read_whole(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    open(&tab, &page.url).await?;
    assert_eq!(tab.text("h1").await?, run_together(&article.headline));
    let urls = |links: &[kiosque_model::Link]| -> Vec<_> {
        links.iter().map(|link| link.url.clone()).collect()
    };
    for (selector, expected) in [
        (".breadcrumb a", urls(&article.breadcrumb)),
        (".tags a", urls(&article.tags)),
        (".masthead-sections li a", urls(&page.masthead.sections)),
    ] {
        assert!(!expected.is_empty(), "{selector} shows nothing");
        assert_eq!(tab.attributes(selector, "href").await?, expected);
    }
    let related: Vec<_> = article
        .related
        .iter()
        .map(|other| other.url.clone())
        .collect();
    assert!(!related.is_empty(), "the report has nothing related");
    assert_eq!(
        tab.attributes(".related .summary-headline a", "href")
            .await?,
        related
    );

    let mut sections = 0;
    let mut posts = 0;
    for block in timelines(article) {
        for section in &block.timeline.sections {
            sections += 1;
            for (_, post) in block.posts_of(section) {
                posts += 1;
                let card = format!("#{}", post.anchor.replace(':', "\\:"));
                let text = tab.text(&card).await?;
                let words = match &post.post.state {
                    PostState::Withdrawn { public_reason, .. } => public_reason.clone(),
                    _ => post.post.author.spoken_name(),
                };
                assert!(text.contains(words.as_str()), "{card} says {text:?}");
                assert!(shown(&tab, &card).await?, "{card} is not shown");
            }
        }
    }
    assert!(sections >= 2 && posts >= 12, "{sections}, {posts}");
    Ok(())
}

/// Whether the first element that matches has a place on the page and may be seen.
async fn shown(tab: &Tab, selector: &str) -> Result<bool, Error> {
    tab.eval(&format!(
        "((element) => element.getClientRects().length > 0
            && getComputedStyle(element).visibility === 'visible'
            && parseFloat(getComputedStyle(element).opacity) > 0)
         (document.querySelector({}))",
        json!(selector)
    ))
    .await
}

async fn lists_lead_from_page_to_page(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let PageBody::Front(front) = &site.front()?.body else {
        return Err("the page at / is no front page".into());
    };
    let older = front.pagination.older.as_ref();
    let older = older.ok_or("the front page has no second page")?;
    open(&tab, "/").await?;
    let first = tab.texts("main .summary-headline").await?;
    tab.click("nav.pagination a[rel=next]").await?;
    tab.until_printed(older).await?;
    let second = tab.texts("main .summary-headline").await?;
    assert!(!second.is_empty() && second.iter().all(|headline| !first.contains(headline)));
    tab.click("nav.pagination a[rel=prev]").await?;
    tab.until_printed("/").await?;
    assert_eq!(tab.texts("main .summary-headline").await?, first);
    let link = ".front .lead .summary-headline a";
    let article = tab.attribute(link, "href").await?;
    tab.click(link).await?;
    tab.until_printed(&article.ok_or("the lead leads nowhere")?)
        .await
}

async fn the_way_back_to_the_top_is_a_link(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, _) = site.report()?;
    open(&tab, &page.url).await?;
    tab.run("scrollTo({ top: innerHeight * 3, behavior: 'instant' });")
        .await?;
    tab.until("the page scrolled", "scrollY > innerHeight")
        .await?;
    assert!(shown(&tab, "a.back-to-top").await?, "it is not shown");
    tab.click("a.back-to-top").await?;
    tab.until("the top", "scrollY === 0 && location.hash === '#haut'")
        .await?;
    tab.press(Key::Tab).await?;
    assert!(
        tab.focus_is("a.skip-link").await?,
        "the keyboard was left behind"
    );
    Ok(())
}

async fn what_needs_script_is_not_shown(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    for (kind, url) in site.kinds()? {
        open(&tab, &url).await?;
        let idle: Vec<String> = tab
            .eval(
                "[...document.querySelectorAll('button, [role=button], input, select, textarea')]
                    .filter((control) => control.getClientRects().length > 0
                        && getComputedStyle(control).visibility === 'visible'
                        && control.closest('form[action]') === null)
                    .map((control) => control.outerHTML.slice(0, 120))",
            )
            .await?;
        assert!(idle.is_empty(), "{kind}: {idle:#?}");
        let empty: Vec<String> = tab
            .eval(
                "[...document.querySelectorAll('a[href]')]
                    .filter((link) => link.getClientRects().length > 0
                        && !(link.textContent.trim() || link.getAttribute('aria-label')
                            || link.querySelector('img[alt]:not([alt=\"\"])')))
                    .map((link) => link.outerHTML.slice(0, 120))",
            )
            .await?;
        assert!(empty.is_empty(), "{kind}: links without words: {empty:#?}");
    }
    Ok(())
}

/// Reading asks for none: searching does, and writing to services that take no form.
async fn what_needs_script_says_so_and_nothing_else_does(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    for (kind, url) in site.kinds()? {
        let page = site.pages().iter().find(|page| page.url == url);
        let expected = match page.map(|page| &page.body) {
            Some(PageBody::Search(_)) => 1,
            Some(PageBody::Article(article)) => {
                usize::from(article.discussion.is_some())
                    + usize::from(article.newsletter.is_some())
            }
            _ => 0,
        };
        open(&tab, &url).await?;
        let asks: usize = tab
            .eval(
                "[...document.querySelectorAll('body *')]
                    .filter((element) => !element.closest('script, article')
                        && element.children.length === 0
                        && /JavaScript/.test(element.textContent)
                        && element.getClientRects().length > 0).length",
            )
            .await?;
        assert_eq!(asks, expected, "{kind} asks {asks} times");
    }
    Ok(())
}
