//! From page to page: one document, fetched early, announced, and never a dead end.

mod places;

use kiosque_model::{Page, PageBody};
use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Site, Tab, cases, path_of_json, run_together};

pub fn cases() -> Vec<Case> {
    let mut cases = cases!("navigation";
        Setting::EVERYWHERE => [
            a_link_changes_the_page_and_keeps_the_document,
            hovering_fetches_before_the_click,
            focusing_fetches_before_the_click,
            a_page_that_cannot_be_fetched_is_loaded_by_the_browser,
            a_first_page_that_fails_can_be_tried_again,
            a_newer_page_asks_for_a_reload,
            an_unknown_address_says_so,
            lists_lead_from_page_to_page,
            the_masthead_says_where_the_reader_is,
            a_fragment_stays_on_its_page,
        ],
    );
    cases.extend(places::cases());
    cases
}

/// The front page, and the article that leads it.
fn front_and_lead(site: &Site) -> Result<(&Page, String), support::Error> {
    let front = site.front()?;
    let PageBody::Front(body) = &front.body else {
        return Err("the page at / is no front page".into());
    };
    let lead = body.lead.as_ref().ok_or("nothing leads the front page")?;
    Ok((front, lead.url.clone()))
}

const LEAD: &str = ".front .lead .summary-headline a";

/// Leaves something in the document that only a new document lacks.
async fn mark(tab: &Tab) -> Outcome {
    tab.run("window.kiosqueTest = 'here';").await
}

async fn is_marked(tab: &Tab) -> Result<bool, support::Error> {
    tab.eval("window.kiosqueTest === 'here'").await
}

async fn a_link_changes_the_page_and_keeps_the_document(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (_, lead) = front_and_lead(&site)?;
    let article = site.find("lead article", |page| page.url == lead)?;
    tab.open("/").await?;
    mark(&tab).await?;
    tab.run("scrollTo({ top: 400, behavior: 'instant' });")
        .await?;
    tab.click(LEAD).await?;
    tab.until_page(&lead).await?;
    tab.until(
        "focus on the heading",
        "document.activeElement.matches('main h1')",
    )
    .await?;
    assert!(is_marked(&tab).await?, "the document was loaded again");
    assert_eq!(
        server.count(&lead),
        0,
        "the article's own document was asked for"
    );

    let title = tab.client().title().await?;
    assert!(title.starts_with(&article.title), "the title is {title:?}");
    let said = format!(
        "document.querySelector('#annonce').textContent.includes({})",
        json!(article.title)
    );
    tab.until("the title in the live region", &said).await?;
    assert_eq!(
        tab.attribute("#annonce", "role").await?.as_deref(),
        Some("status")
    );
    tab.until("the top of the new page", "scrollY === 0")
        .await?;
    assert_eq!(tab.count("h1").await?, 1);
    Ok(())
}

async fn hovering_fetches_before_the_click(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (_, lead) = front_and_lead(&site)?;
    tab.open("/").await?;
    let data = path_of_json(&lead);
    assert_eq!(
        server.count(&data),
        0,
        "fetched before any sign of interest"
    );
    tab.hover(LEAD).await?;
    server.until_asked(&data, 1).await?;
    assert_eq!(tab.eval::<String>("location.pathname").await?, "/");
    tab.click(LEAD).await?;
    tab.until_page(&lead).await?;
    assert_eq!(server.count(&data), 1, "fetched again for the click");
    Ok(())
}

async fn focusing_fetches_before_the_click(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (_, lead) = front_and_lead(&site)?;
    tab.open("/").await?;
    let data = path_of_json(&lead);
    assert_eq!(
        server.count(&data),
        0,
        "fetched before any sign of interest"
    );
    tab.run(&format!("document.querySelector({}).focus();", json!(LEAD)))
        .await?;
    server.until_asked(&data, 1).await?;
    tab.press(support::Key::Enter).await?;
    tab.until_page(&lead).await?;
    assert_eq!(server.count(&data), 1, "fetched again for the key");
    Ok(())
}

async fn a_page_that_cannot_be_fetched_is_loaded_by_the_browser(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (_, lead) = front_and_lead(&site)?;
    tab.open("/").await?;
    mark(&tab).await?;
    server.rule(&path_of_json(&lead), Rule::Status(503));
    tab.click(LEAD).await?;
    tab.until("a new document", "window.kiosqueTest === undefined")
        .await?;
    assert_eq!(tab.eval::<String>("location.pathname").await?, lead);
    server.until_asked(&lead, 1).await?;
    // What was printed needs no data.
    tab.until_page(&lead).await
}

async fn a_first_page_that_fails_can_be_tried_again(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, _) = site.report()?;
    let data = path_of_json(&page.url);
    server.rule(&page.url, Rule::Shell);
    server.rule(&data, Rule::Status(500));
    tab.load(&page.url).await?;
    let failure = "document.querySelector('[role=alert].load-failure') !== null";
    tab.until("a message", failure).await?;
    let said = tab.text(".load-failure").await?;
    assert!(
        said.contains("500") && said.len() > 40,
        "the message is {said:?}"
    );
    assert_eq!(tab.count("h1").await?, 1);

    let before = server.count(&data);
    tab.click("button.retry").await?;
    server.until_asked(&data, before + 1).await?;
    tab.until("the message again", failure).await?;
    server.behave();
    tab.click("button.retry").await?;
    tab.until_page(&page.url).await
}

async fn a_newer_page_asks_for_a_reload(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, _) = site.report()?;
    let newer = r#"{"version":999,"body":{"kind":"hologram"}}"#;
    server.rule(&page.url, Rule::Shell);
    server.rule(&path_of_json(&page.url), Rule::Json(newer.into()));
    tab.load(&page.url).await?;
    tab.until(
        "a message",
        "document.querySelector('[role=alert].load-failure') !== null",
    )
    .await?;
    mark(&tab).await?;
    server.behave();
    tab.click("button.retry").await?;
    tab.until_page(&page.url).await?;
    assert!(!is_marked(&tab).await?, "an old app showed a newer page");
    Ok(())
}

async fn an_unknown_address_says_so(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/une/adresse/inconnue/").await?;
    assert_eq!(tab.count("main .not-found").await?, 1);
    assert!(tab.text("main h1").await?.len() > 5);
    mark(&tab).await?;
    tab.click("main .not-found a").await?;
    tab.until_page("/").await?;
    assert!(
        is_marked(&tab).await?,
        "the way home loaded the document again"
    );
    Ok(())
}

async fn lists_lead_from_page_to_page(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (front, _) = front_and_lead(&site)?;
    let PageBody::Front(body) = &front.body else {
        return Err("the page at / is no front page".into());
    };
    let older = body
        .pagination
        .older
        .clone()
        .ok_or("the front page has no second page")?;
    tab.open("/").await?;
    let first = tab.texts("main .summary-headline").await?;
    assert_eq!(tab.count("nav.pagination a[rel=prev]").await?, 0);
    tab.click("nav.pagination a[rel=next]").await?;
    tab.until_page(&older).await?;
    let second = tab.texts("main .summary-headline").await?;
    assert!(!second.is_empty(), "{older} lists nothing");
    assert!(
        second.iter().all(|headline| !first.contains(headline)),
        "{first:?} {second:?}"
    );
    tab.click("nav.pagination a[rel=prev]").await?;
    tab.until_page("/").await?;
    assert_eq!(tab.texts("main .summary-headline").await?, first);
    Ok(())
}

async fn the_masthead_says_where_the_reader_is(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let sections = &site.front()?.masthead.sections;
    let section = sections.first().ok_or("the newsroom has no section")?;
    tab.open("/").await?;
    let nav = "header.masthead nav[aria-label=Rubriques]";
    assert_eq!(tab.count(&format!("{nav} li [aria-current]")).await?, 0);
    let link = format!("{nav} li a[href='{}']", section.url);
    tab.click(&link).await?;
    tab.until_page(&section.url).await?;
    assert_eq!(
        tab.attribute(&link, "aria-current").await?.as_deref(),
        Some("page")
    );
    assert_eq!(tab.count(&format!("{nav} [aria-current]")).await?, 1);
    Ok(())
}

async fn a_fragment_stays_on_its_page(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    mark(&tab).await?;
    let asked = server.count(&path_of_json(&page.url));
    let fragment = tab
        .attribute(".timeline-hour a", "href")
        .await?
        .ok_or("an hour leads nowhere")?;
    assert!(fragment.starts_with('#'), "{fragment} is no fragment");
    for (link, fragment) in [
        (".timeline-hour a", fragment.as_str()),
        ("a.skip-link", "#contenu"),
    ] {
        // The skip link is out of sight for the mouse, so the keyboard follows both.
        tab.run(&format!("document.querySelector({}).focus();", json!(link)))
            .await?;
        tab.press(support::Key::Enter).await?;
        let there = format!("location.hash === {}", json!(fragment));
        tab.until("the fragment", &there).await?;
        assert_eq!(tab.eval::<String>("location.pathname").await?, page.url);
        let target = format!(
            "(({{ top }}) => top > -1 && top < innerHeight)\
             (document.querySelector({}).getBoundingClientRect())",
            json!(fragment)
        );
        tab.until("its target in view", &target).await?;
    }
    tab.client().back().await?;
    let back = format!("location.hash === {}", json!(fragment));
    tab.until("the fragment before", &back).await?;
    assert_eq!(tab.text("h1").await?, run_together(&page.title));
    assert!(is_marked(&tab).await?, "the document was loaded again");
    assert_eq!(
        server.count(&path_of_json(&page.url)),
        asked,
        "the page was fetched again"
    );
    Ok(())
}
