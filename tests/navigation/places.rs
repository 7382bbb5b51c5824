//! Where in a page the reader is brought.

use std::time::Duration;

use kiosque_model::Page;
use serde_json::json;
use support::{
    Case, Error, Outcome, Rule, Scene, Setting, Site, Tab, cases, in_order, path_of_json, timelines,
};

use super::{is_marked, mark};

pub fn cases() -> Vec<Case> {
    cases!("navigation";
        Setting::EVERYWHERE => [
            back_returns_to_where_the_reader_was,
            back_returns_to_the_post_the_reader_was_at,
            back_finds_the_place_of_a_page_that_comes_late,
            back_does_not_hold_a_reader_who_goes_on,
            a_link_leads_to_the_last_post_of_another_page,
            a_key_post_is_come_to_and_stays,
        ],
    )
}

/// The report, and what of its posts is sought.
struct Report<'a> {
    page: &'a Page,
    /// How many posts it has.
    count: usize,
    /// Anchor of the post in the middle.
    middle: &'a str,
    /// Anchor of the last post.
    last: &'a str,
}

fn report(site: &Site) -> Result<Report<'_>, Error> {
    let (page, article) = site.report()?;
    let posts: Vec<_> = timelines(article).flat_map(in_order).collect();
    let (Some(middle), Some(last)) = (posts.get(posts.len() / 2), posts.last()) else {
        return Err("the report has no post".into());
    };
    Ok(Report {
        page,
        count: posts.len(),
        middle: &middle.anchor,
        last: &last.anchor,
    })
}

/// Goes to the front page from wherever in a page the reader is.
async fn leave(tab: &Tab) -> Outcome {
    tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
        .await?;
    tab.until_page("/").await
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
    let report = report(&site)?;
    let url = &report.page.url;
    tab.open(url).await?;
    mark(&tab).await?;
    for (anchor, how) in [(report.middle, "center"), (report.last, "start")] {
        let post = format!("document.getElementById({})", json!(anchor));
        let top = format!("{post}?.getBoundingClientRect().top");
        tab.bring_to(how, &format!("#{anchor}")).await?;
        let left_at: f64 = tab.eval(&top).await?;
        let scrolled: f64 = tab.eval("scrollY").await?;
        assert!(scrolled > 300.0, "the report is too short: {scrolled}");
        leave(&tab).await?;
        // WebKit's own Back passes over pages that were left without a reader's click.
        tab.run("history.back();").await?;
        tab.until_page(url).await?;
        let there = format!("Math.abs({top} - {left_at}) < 3");
        tab.until("the post the reader left", &there).await?;
        let made = format!(
            "document.querySelectorAll('.timeline-entry').length === {}",
            report.count
        );
        tab.until("all posts", &made).await?;
        assert!(is_marked(&tab).await?, "Back loaded the document again");
    }
    Ok(())
}

async fn back_finds_the_place_of_a_page_that_comes_late(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let Report { page, middle, .. } = report(&site)?;
    let post = format!("#{middle}");
    let top = format!(
        "document.querySelector({})?.getBoundingClientRect().top",
        json!(post)
    );
    tab.open(&page.url).await?;
    tab.bring(&post).await?;
    let left_at: f64 = tab.eval(&top).await?;
    leave(&tab).await?;
    // Longer than the app waits before it writes down a place.
    let late = Duration::from_secs(2);
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
    let Report {
        page, middle, last, ..
    } = report(&site)?;
    tab.open(&page.url).await?;
    tab.bring(&format!("#{middle}")).await?;
    leave(&tab).await?;
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
    tokio::time::sleep(Duration::from_secs(3)).await;
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
    let Report { page, last, .. } = report(&site)?;
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

async fn a_key_post_is_come_to_and_stays(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open(&report(&site)?.page.url).await?;
    // From the top: what lies on the way has never been drawn. Longer than a place is held.
    let top: f64 = tab
        .promised(
            "new Promise((done) => {
                const link = [...document.querySelectorAll('.timeline-keys a')].at(-1);
                link.click();
                const post = document.getElementById(decodeURIComponent(link.hash.slice(1)));
                setTimeout(() => done(post.getBoundingClientRect().top), 3000);
            })",
        )
        .await?;
    assert!(
        (0.0..300.0).contains(&top),
        "{top} pixels from the window's edge"
    );
    Ok(())
}
