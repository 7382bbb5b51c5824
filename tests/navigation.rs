//! From page to page: one document, fetched early, announced, and never a dead end.

use kiosque_model::{Article, Block, Page, PageBody};
use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Site, Tab, cases, path_of_json, run_together};

pub fn cases() -> Vec<Case> {
    cases!("navigation";
        Setting::EVERYWHERE => [
            a_link_changes_the_page_and_keeps_the_document,
            hovering_fetches_before_the_click,
            focusing_fetches_before_the_click,
            back_returns_to_where_the_reader_was,
            back_returns_to_the_post_the_reader_was_at,
            back_finds_the_place_of_a_page_that_comes_late,
            back_does_not_hold_a_reader_who_goes_on,
            a_link_leads_to_the_last_post_of_another_page,
            a_page_that_cannot_be_fetched_is_loaded_by_the_browser,
            a_first_page_that_fails_can_be_tried_again,
            a_newer_page_asks_for_a_reload,
            an_unknown_address_says_so,
            lists_lead_from_page_to_page,
            the_masthead_says_where_the_reader_is,
            a_fragment_stays_on_its_page,
        ],
    )
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

async fn back_returns_to_where_the_reader_was(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) =
        site.article("related articles", |article| !article.related.is_empty())?;
    let next = &article.related[0].url;
    tab.open(&page.url).await?;
    mark(&tab).await?;
    let link = ".related .summary-headline a";
    tab.bring(link).await?;
    let scrolled: f64 = tab.eval("scrollY").await?;
    assert!(
        scrolled > 300.0,
        "the article is too short to tell: {scrolled}"
    );
    let top = format!(
        "document.querySelector({})?.getBoundingClientRect().top",
        json!(link)
    );
    let left_at: f64 = tab.eval(&top).await?;
    tab.click(link).await?;
    tab.until_page(next).await?;
    tab.until("the top of the next page", "scrollY === 0")
        .await?;

    tab.client().back().await?;
    tab.until_page(&page.url).await?;
    let there = format!("Math.abs({top} - {left_at}) < 3");
    tab.until("the place the reader left", &there).await?;
    tab.until(
        "focus on the heading",
        "document.activeElement.matches('main h1')",
    )
    .await?;
    assert!(is_marked(&tab).await?, "Back loaded the document again");

    tab.client().forward().await?;
    tab.until_page(next).await?;
    tab.until("the top again", "scrollY === 0").await?;
    assert!(is_marked(&tab).await?, "Forward loaded the document again");
    Ok(())
}

/// A post's heights differ from what is guessed of it before it is seen: what counts is the post.
async fn back_returns_to_the_post_the_reader_was_at(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    let posts = posts(article);
    let middle = posts.get(posts.len() / 2).ok_or("the report has no post")?;
    let last = posts.last().ok_or("the report has no post")?;
    tab.open(&page.url).await?;
    mark(&tab).await?;
    for (anchor, how) in [(middle, "center"), (last, "start")] {
        let post = format!("document.getElementById({})", json!(anchor));
        let top = format!("{post}?.getBoundingClientRect().top");
        tab.bring_to(how, &format!("#{anchor}")).await?;
        let left_at: f64 = tab.eval(&top).await?;
        let scrolled: f64 = tab.eval("scrollY").await?;
        assert!(scrolled > 300.0, "the report is too short: {scrolled}");
        tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
            .await?;
        tab.until_page("/").await?;
        // WebKit's own Back passes over pages that were left without a reader's click.
        tab.run("history.back();").await?;
        tab.until_page(&page.url).await?;
        let there = format!("Math.abs({top} - {left_at}) < 3");
        tab.until("the post the reader left", &there).await?;
        let made = format!(
            "document.querySelectorAll('.timeline-entry').length === {}",
            posts.len()
        );
        tab.until("all posts", &made).await?;
        assert!(is_marked(&tab).await?, "Back loaded the document again");
    }
    Ok(())
}

async fn back_finds_the_place_of_a_page_that_comes_late(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, article) = site.report()?;
    let posts = posts(article);
    let middle = posts.get(posts.len() / 2).ok_or("the report has no post")?;
    let post = format!("#{middle}");
    let top = format!(
        "document.querySelector({})?.getBoundingClientRect().top",
        json!(post)
    );
    tab.open(&page.url).await?;
    tab.bring(&post).await?;
    let left_at: f64 = tab.eval(&top).await?;
    tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
        .await?;
    tab.until_page("/").await?;
    // Longer than the app waits before it writes down a place.
    let late = std::time::Duration::from_secs(2);
    server.rule(&path_of_json(&page.url), Rule::Late(late));
    tab.run("history.back();").await?;
    tokio::time::sleep(late / 2).await;
    let y: f64 = tab.eval("scrollY").await?;
    assert!(
        y < 1.0,
        "the page left was scrolled to another's place, {y}"
    );
    tab.until_page(&page.url).await?;
    let there = format!("Math.abs({top} - {left_at}) < 3");
    tab.until("the post the reader left", &there).await
}

/// Posts far from the place come near for the first time, and the page changes its length.
async fn back_does_not_hold_a_reader_who_goes_on(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    let posts = posts(article);
    let middle = posts.get(posts.len() / 2).ok_or("the report has no post")?;
    let last = posts.last().ok_or("the report has no post")?;
    tab.open(&page.url).await?;
    tab.bring(&format!("#{middle}")).await?;
    tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
        .await?;
    tab.until_page("/").await?;
    tab.run(&format!(
        "const goOn = () => {{
             const shown = document.getElementById({})?.getBoundingClientRect();
             const next = document.getElementById({});
             if (!next || !shown || shown.bottom < 0 || shown.top > innerHeight) {{
                 requestAnimationFrame(goOn);
                 return;
             }}
             document.body.dispatchEvent(new WheelEvent('wheel', {{ bubbles: true }}));
             next.scrollIntoView({{ behavior: 'instant' }});
             window.kiosqueWentOn = true;
         }};
         addEventListener('popstate', goOn);
         history.back();",
        json!(middle),
        json!(last)
    ))
    .await?;
    tab.until("the reader to go on", "window.kiosqueWentOn === true")
        .await?;
    // Longer than a place is held.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let is_there = format!(
        "(({{ top, bottom }}) => bottom > 0 && top < innerHeight)\
         (document.getElementById({}).getBoundingClientRect())",
        json!(last)
    );
    assert!(tab.eval(&is_there).await?, "the reader was brought back");
    Ok(())
}

async fn a_link_leads_to_the_last_post_of_another_page(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    let posts = posts(article);
    let last = posts.last().ok_or("the report has no post")?;
    tab.open("/").await?;
    mark(&tab).await?;
    tab.run(&format!(
        "const link = document.createElement('a');
         link.href = {};
         document.querySelector('main').append(link);
         link.click();",
        json!(format!("{}#{last}", page.url))
    ))
    .await?;
    tab.until_page(&page.url).await?;
    let there = format!(
        "(({{ top }}) => top > -1 && top < innerHeight)\
         (document.getElementById({})?.getBoundingClientRect() ?? {{}})",
        json!(last)
    );
    tab.until("the last post in view", &there).await?;
    assert!(is_marked(&tab).await?, "the document was loaded again");
    Ok(())
}

/// The anchors of all posts of an article, in order.
fn posts(article: &Article) -> Vec<&str> {
    let timelines = article.body.iter().filter_map(|block| match block {
        Block::Timeline(timeline) => Some(timeline),
        _ => None,
    });
    timelines
        .flat_map(|timeline| {
            let sections = timeline.timeline.sections.iter();
            sections.flat_map(|section| timeline.posts_of(section))
        })
        .map(|(_, post)| post.anchor.as_str())
        .collect()
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
