//! What a reader can do with a timeline: pass it, filter it, go through it by keys.

mod keys;

use kiosque_model::post::{MediaKind, Post, PostState, Quote};
use kiosque_model::timeline::Frame;
use kiosque_model::{Article, Page, PageBody, TimelineBlock, TimelinePost};
use serde_json::json;
use support::{
    Case, Error, Key, Outcome, Rule, Scene, Setting, Site, Tab, cases, in_order, path_of_json,
    timelines,
};

pub fn cases() -> Vec<Case> {
    let mut cases = cases!("timeline_tools";
        Setting::EVERYWHERE => [
            a_link_leads_past_each_timeline,
            photos_alone_are_kept_and_counted,
            authors_are_chosen,
            a_link_to_a_hidden_post_shows_it,
        ],
        Setting::WITHOUT_SCRIPT => [the_way_past_a_timeline_needs_no_script],
    );
    cases.extend(keys::cases());
    cases
}

/// The report's timeline that can be filtered by photo.
fn filtered(site: &Site) -> Result<(&Page, &TimelineBlock), Error> {
    let (page, article) = site.report()?;
    let block = timelines(article).find(|block| {
        let photos = with_photo(block);
        block.posts.len() >= 8 && photos > 0 && photos < block.posts.len()
    });
    Ok((
        page,
        block.ok_or("no timeline of the report has posts with and without photos")?,
    ))
}

fn photo(post: &TimelinePost) -> bool {
    let own = |post: &Post| post.media.iter().any(|m| m.kind == MediaKind::Photo);
    !matches!(post.post.state, PostState::Withdrawn { .. })
        && (own(&post.post) || matches!(&post.post.quote, Some(Quote::Post(post)) if own(post)))
}

fn with_photo(block: &TimelineBlock) -> usize {
    block.posts.iter().filter(|post| photo(post)).count()
}

/// The ids of the posts of a timeline that are shown, in order.
async fn shown(tab: &Tab, block: &TimelineBlock) -> Result<Vec<String>, Error> {
    tab.eval(&format!(
        "[...document.querySelectorAll('#{} article.post')]
            .filter((post) => post.checkVisibility()).map((post) => post.id)",
        block.anchor
    ))
    .await
}

/// Clicks a control in the middle of the window, where nothing that sticks covers it.
async fn click(tab: &Tab, selector: &str) -> Outcome {
    tab.bring(selector).await?;
    tab.click(selector).await
}

async fn a_link_leads_past_each_timeline(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    tab.open(&page.url).await?;
    for block in timelines(article) {
        pass(&tab, block).await?;
    }
    Ok(())
}

async fn the_way_past_a_timeline_needs_no_script(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    tab.load(&page.url).await?;
    tab.until_printed(&page.url).await?;
    let visible = tab
        .eval::<bool>(
            "[...document.querySelectorAll('.timeline-tools')].some((tools) =>
                tools.checkVisibility({ visibilityProperty: true }))",
        )
        .await?;
    assert!(!visible, "there are filters that do nothing");
    for block in timelines(article) {
        pass(&tab, block).await?;
    }
    Ok(())
}

/// Goes past a timeline by its first link.
async fn pass(tab: &Tab, block: &TimelineBlock) -> Outcome {
    let anchor = &block.anchor;
    let link = format!("#{anchor} > a.timeline-skip");
    let first =
        format!("document.querySelector('#{anchor} a') === document.querySelector('{link}')");
    assert!(tab.eval::<bool>(&first).await?, "{anchor} begins otherwise");
    assert!(
        tab.text(&link)
            .await?
            .contains(&block.posts.len().to_string()),
        "{anchor} does not say how much is passed"
    );
    // The stop before the timeline may have been it.
    tab.run("document.activeElement.blur();").await?;
    let size = format!(
        "(({{ width, height }}) => Math.min(width, height))(
            document.querySelector('{link}').getBoundingClientRect())"
    );
    assert!(
        tab.eval::<f64>(&size).await? <= 1.0,
        "{anchor}: always seen"
    );
    // The stop before it, then the keyboard's own step.
    tab.run(&format!(
        "const stops = [...document.querySelectorAll('a[href], select, input, button')]
             .filter((stop) => stop.checkVisibility({{ visibilityProperty: true }}));
         stops[stops.indexOf(document.querySelector('{link}')) - 1].focus();"
    ))
    .await?;
    tab.press(Key::Tab).await?;
    assert!(tab.focus_is(&link).await?, "{anchor}: Tab leads elsewhere");
    assert!(tab.eval::<f64>(&size).await? > 30.0, "{anchor}: not seen");
    tab.press(Key::Enter).await?;
    tab.until(
        "the place after the timeline",
        &format!("location.hash === '#{anchor}-fin'"),
    )
    .await?;
    tab.press(Key::Tab).await?;
    let past = format!(
        "document.querySelector('#{anchor}').compareDocumentPosition(document.activeElement)
            === Node.DOCUMENT_POSITION_FOLLOWING"
    );
    tab.until("focus past the timeline", &past).await
}

async fn photos_alone_are_kept_and_counted(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = filtered(&site)?;
    tab.open(&page.url).await?;
    let (photos, all) = (with_photo(block), block.posts.len());
    let bar = format!("#{} .timeline-filters", block.anchor);
    let box_of_photos = format!("{bar} input[type=checkbox]");
    let name = tab.text(&format!("{bar} label:has(input)")).await?;
    assert_eq!(name, format!("Avec photo ({photos})"));
    assert_eq!(tab.text(&format!("{bar} [role=status]")).await?, "");

    click(&tab, &box_of_photos).await?;
    let with: Vec<_> = in_order(block)
        .into_iter()
        .filter(|post| photo(post))
        .map(|post| post.anchor.clone())
        .collect();
    assert_eq!(shown(&tab, block).await?, with);
    let said = format!(
        "{photos}\u{a0}{} sur {all}",
        if photos < 2 { "message" } else { "messages" }
    );
    assert_eq!(tab.text(&format!("{bar} [role=status]")).await?, said);
    let count = format!("#{} .timeline-count", block.anchor);
    if block.timeline.sections.len() == 1 {
        assert_eq!(tab.text(&count).await?, said);
    }

    click(&tab, &format!("{bar} .timeline-all")).await?;
    assert_eq!(shown(&tab, block).await?.len(), all);
    let everything = format!("{all}\u{a0}messages");
    assert_eq!(tab.text(&format!("{bar} [role=status]")).await?, everything);
    let focus = format!("{bar} :is(select, input)");
    assert!(tab.focus_is(&focus).await?, "the keyboard was left behind");
    let checked = format!("document.querySelector('{box_of_photos}').checked");
    assert!(!tab.eval::<bool>(&checked).await?);
    // The choice is not kept.
    click(&tab, &box_of_photos).await?;
    tab.client().refresh().await?;
    tab.until_page(&page.url).await?;
    assert_eq!(shown(&tab, block).await?.len(), all);
    assert!(!tab.eval::<bool>(&checked).await?);
    Ok(())
}

/// The report with every third post of a timeline by somebody else, who has no photo; and those
/// posts.
fn with_two_authors(page: &Page) -> Result<(Page, Vec<String>), Error> {
    let mut page = page.clone();
    let PageBody::Article(article) = &mut page.body else {
        return Err("the report is no article".into());
    };
    let mut theirs = Vec::new();
    let blocks = article.body.iter_mut().filter_map(|block| match block {
        kiosque_model::Block::Timeline(block) => Some(block),
        _ => None,
    });
    let block = blocks.into_iter().find(|block| block.posts.len() >= 8);
    let block = block.ok_or("no long timeline")?;
    for post in block.posts.iter_mut().step_by(3) {
        if matches!(post.post.state, PostState::Withdrawn { .. }) {
            continue;
        }
        post.post.author.name = "Camille Exemple".into();
        post.post.author.handle = "camille_demo".into();
        post.post.media.clear();
        post.post.quote = None;
        theirs.push(post.anchor.clone());
    }
    block.frame = Frame::of(block);
    Ok((page, theirs))
}

async fn authors_are_chosen(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, theirs) = with_two_authors(site.report()?.0)?;
    let PageBody::Article(article) = &page.body else {
        return Err("the report is no article".into());
    };
    let first = |article: &Article| {
        let found = timelines(article).find(|block| block.posts.len() >= 8);
        found.cloned().ok_or("no long timeline")
    };
    let block = first(article)?;
    server.rule(
        &path_of_json(&page.url),
        Rule::Json(serde_json::to_string(&page)?),
    );
    tab.open("/").await?;
    tab.run(&format!(
        "const link = document.createElement('a');
         link.href = {}; link.id = 'essai'; document.querySelector('main').prepend(link);
         link.click();",
        json!(page.url)
    ))
    .await?;
    tab.until_page(&page.url).await?;
    let all = block.posts.len();
    tab.until(
        "all posts",
        &format!(
            "document.querySelectorAll('#{} article.post').length === {all}",
            block.anchor
        ),
    )
    .await?;
    let bar = format!("#{} .timeline-filters", block.anchor);
    let names = tab.texts(&format!("{bar} option")).await?;
    assert!(names.contains(&format!("Tous ({all})")), "{names:?}");
    let choice = names
        .iter()
        .position(|name| *name == format!("Camille Exemple ({})", theirs.len()))
        .ok_or_else(|| format!("no such author in {names:?}"))?;
    choose(&tab, &bar, choice).await?;
    let mut kept = shown(&tab, &block).await?;
    kept.sort();
    let mut wanted = theirs.clone();
    wanted.sort();
    assert_eq!(kept, wanted);

    // Nobody's photos.
    if with_photo(&block) > 0 {
        click(&tab, &format!("{bar} input")).await?;
        assert_eq!(shown(&tab, &block).await?, Vec::<String>::new());
        assert_eq!(
            tab.text(&format!("{bar} [role=status]")).await?,
            "Aucun message ne correspond à ce choix."
        );
    }
    click(&tab, &format!("{bar} .timeline-all")).await?;
    assert_eq!(shown(&tab, &block).await?.len(), all);
    let value = format!("document.querySelector('{bar} select').selectedIndex");
    assert_eq!(tab.eval::<usize>(&value).await?, 0);
    Ok(())
}

/// Chooses an option of a select, as a reader's choice is told.
async fn choose(tab: &Tab, bar: &str, index: usize) -> Outcome {
    tab.run(&format!(
        "const select = document.querySelector('{bar} select');
         select.selectedIndex = {index};
         select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ))
    .await
}

async fn a_link_to_a_hidden_post_shows_it(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = filtered(&site)?;
    let post = in_order(block)
        .into_iter()
        .rfind(|post| !photo(post))
        .ok_or("every post has a photo")?;
    tab.open(&page.url).await?;
    let filter = format!("#{} .timeline-filters input", block.anchor);
    let in_view = format!(
        "(() => {{ const box = document.getElementById({}).getBoundingClientRect();
           return box.height > 0 && box.top > -1 && box.top < innerHeight; }})()",
        json!(post.anchor)
    );
    let hidden = format!("!({in_view})");

    click(&tab, &filter).await?;
    tab.until("the post hidden", &hidden).await?;
    // From anywhere in the page.
    tab.run(&format!(
        "const link = document.createElement('a'); link.href = '#' + {};
         link.textContent = 'voir'; document.querySelector('main').prepend(link); link.click();",
        json!(post.anchor)
    ))
    .await?;
    tab.until("the post in view", &in_view).await?;
    assert_eq!(shown(&tab, block).await?.len(), block.posts.len());

    // By the address, and by Back to it.
    click(&tab, &filter).await?;
    tab.run("location.hash = '#contenu';").await?;
    tab.until("the post hidden again", &hidden).await?;
    tab.client().back().await?;
    // Back gives the reader's place back, which is not always the post's.
    let there = format!(
        "document.getElementById({}).checkVisibility()",
        json!(post.anchor)
    );
    tab.until("the post shown again", &there).await?;
    assert_eq!(shown(&tab, block).await?.len(), block.posts.len());
    tab.until_page(&page.url).await
}
