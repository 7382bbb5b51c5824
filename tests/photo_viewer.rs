//! The photos of a post, as large as the window.

use std::time::Duration;

use kiosque_model::post::MediaKind;
use kiosque_model::{Page, TimelinePost};
use serde::Deserialize;
use serde_json::json;
use support::{Case, Error, Key, Outcome, Rule, Scene, Setting, Site, Tab, cases, timelines};

pub fn cases() -> Vec<Case> {
    cases!("photo_viewer";
        Setting::EVERYWHERE => [
            a_photo_opens_whole_and_gives_focus_back,
            keys_go_through_the_photos_of_the_post,
            buttons_go_through_the_photos_and_stop_at_the_ends,
            a_photo_is_enlarged_moved_and_seen_whole_again,
            a_click_beside_the_photo_closes,
            back_closes_it_and_leaves_the_page_where_it_was,
            the_post_is_one_link_away,
            a_photo_that_does_not_come_says_so,
        ],
        &[Setting::CHROMIUM, Setting::FIREFOX] => [any_other_click_is_the_browsers],
        Setting::CHROMIUM_ONLY => [a_finger_goes_through_the_photos, the_page_does_not_move],
    )
}

const OPEN: &str = "document.querySelector('dialog.photo-viewer')?.open === true";
const CLOSED: &str = "document.querySelector('dialog.photo-viewer') === null";
const ARRIVED: &str = "document.querySelector('.photo-viewer-photo[data-arrived]') !== null";

/// The report, and its post with the most photos.
fn richest(site: &Site) -> Result<(&Page, &TimelinePost), Error> {
    let (page, article) = site.report()?;
    let post = timelines(article)
        .flat_map(|block| &block.posts)
        .max_by_key(|post| photos(post));
    let post = post.filter(|post| photos(post) >= 3);
    Ok((page, post.ok_or("no post of the report has three photos")?))
}

fn photos(post: &TimelinePost) -> usize {
    let media = post.post.media.iter();
    media.filter(|media| media.kind == MediaKind::Photo).count()
}

/// The link of a photo of a post, counted from 1.
fn link(post: &TimelinePost, number: usize) -> String {
    format!("#{} .post-photos > :nth-child({number})", post.anchor)
}

/// Clicks a photo of a post in the middle of the window: WebKit's driver finds no way to what has
/// no height of its own until it comes near.
async fn click(tab: &Tab, link: &str) -> Outcome {
    tab.bring(link).await?;
    tab.click(link).await
}

/// Opens the report and a photo of its richest post, counted from 1.
async fn open(scene: &Scene, number: usize) -> Result<&TimelinePost, Error> {
    let (page, post) = richest(&scene.site)?;
    scene.tab.open(&page.url).await?;
    click(&scene.tab, &link(post, number)).await?;
    scene.tab.until("the viewer", OPEN).await?;
    Ok(post)
}

/// Which photo is shown, counted from 1, by the file of its link.
async fn shown(tab: &Tab, post: &TimelinePost) -> Result<usize, Error> {
    tab.eval(&format!(
        "[...document.querySelectorAll('#{} .post-photos > *')].findIndex(({{ href }}) =>
            href === document.querySelector('.photo-viewer-photo').src) + 1",
        post.anchor
    ))
    .await
}

#[derive(Debug, Deserialize)]
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn width(&self) -> f64 {
        self.right - self.left
    }
}

async fn box_of(tab: &Tab, selector: &str) -> Result<Box, Error> {
    tab.eval(&format!(
        "(({{ left, top, right, bottom }}) => ({{ left, top, right, bottom }}))(
            document.querySelector({}).getBoundingClientRect())",
        json!(selector)
    ))
    .await
}

async fn a_photo_opens_whole_and_gives_focus_back(scene: Scene) -> Outcome {
    let post = open(&scene, 2).await?;
    let Scene { tab, .. } = &scene;
    tab.until("the whole photo", ARRIVED).await?;
    assert_eq!(shown(tab, post).await?, 2);
    let photo = box_of(tab, ".photo-viewer-photo").await?;
    let room = box_of(tab, ".photo-viewer-room").await?;
    assert!(
        photo.left >= room.left - 0.5
            && photo.right <= room.right + 0.5
            && photo.top >= room.top - 0.5
            && photo.bottom <= room.bottom + 0.5
            && photo.width() > 100.0,
        "{photo:?} in {room:?}"
    );
    let count = photos(post);
    assert_eq!(
        tab.text(".photo-viewer-count").await?,
        format!("2 sur {count}")
    );
    let alt = post.post.media[1].alt.clone().unwrap_or_default();
    let caption = tab.text(".photo-viewer-caption").await?;
    assert!(caption.contains(&alt), "{caption:?} lacks {alt:?}");
    assert!(caption.contains(&post.post.author.name), "{caption:?}");
    // The page under it is out of reach.
    let inside = "document.activeElement.closest('dialog') !== null
        || document.activeElement === document.body";
    for _ in 0..8 {
        tab.press(Key::Tab).await?;
        assert!(tab.eval::<bool>(inside).await?, "focus left the dialog");
    }
    tab.press(Key::Escape).await?;
    tab.until("no viewer", CLOSED).await?;
    let back = format!("document.activeElement.matches({})", json!(link(post, 2)));
    tab.until("focus on the link", &back).await
}

async fn keys_go_through_the_photos_of_the_post(scene: Scene) -> Outcome {
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    let last = photos(post);
    for (key, number) in [
        (Key::Right, 2),
        (Key::Right, 3),
        (Key::Left, 2),
        (Key::End, last),
        (Key::Right, last),
        (Key::Home, 1),
        (Key::Left, 1),
        (Key::Right, 2),
    ] {
        tab.press(key).await?;
        assert_eq!(shown(tab, post).await?, number, "after {key:?}");
        assert_eq!(
            tab.text(".photo-viewer-count").await?,
            format!("{number} sur {last}")
        );
    }
    // Focus goes back to the photo that was shown last; `j` is nothing here.
    tab.press('j').await?;
    tab.press(Key::Escape).await?;
    tab.until("no viewer", CLOSED).await?;
    let back = format!("document.activeElement.matches({})", json!(link(post, 2)));
    tab.until("focus on the link", &back).await
}

async fn buttons_go_through_the_photos_and_stop_at_the_ends(scene: Scene) -> Outcome {
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    let (previous, next) = ("[data-does=previous]", "[data-does=next]");
    let ended = |button: &'static str| async move {
        Ok::<_, Error>(tab.attribute(button, "aria-disabled").await?.as_deref() == Some("true"))
    };
    assert!(ended(previous).await? && !ended(next).await?);
    for number in 2..=photos(post) {
        tab.click(next).await?;
        assert_eq!(shown(tab, post).await?, number);
    }
    assert!(!ended(previous).await? && ended(next).await?);
    tab.click(previous).await?;
    assert_eq!(shown(tab, post).await?, photos(post) - 1);
    let small: Vec<String> = tab
        .eval(
            "[...document.querySelectorAll('dialog button')]
                .filter((button) => Math.min(button.offsetWidth, button.offsetHeight) < 44
                    || !button.getAttribute('aria-label'))
                .map(({ outerHTML }) => outerHTML)",
        )
        .await?;
    assert!(small.is_empty(), "small or nameless: {small:?}");
    tab.click("[data-does=close]").await?;
    tab.until("no viewer", CLOSED).await
}

async fn a_photo_is_enlarged_moved_and_seen_whole_again(scene: Scene) -> Outcome {
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    tab.until("the whole photo", ARRIVED).await?;
    let picture = ".photo-viewer-picture";
    let whole = box_of(tab, picture).await?.width();
    let button = "[data-does=enlarge]";
    let pressed = || tab.attribute(button, "aria-pressed");
    assert_eq!(pressed().await?.as_deref(), Some("false"));
    tab.click(button).await?;
    assert_eq!(pressed().await?.as_deref(), Some("true"));
    let large = box_of(tab, picture).await?;
    assert!(large.width() > whole * 2.0, "{large:?} after {whole}");
    // Arrows move it now, and leave the photo.
    tab.press(Key::Right).await?;
    let moved = box_of(tab, picture).await?;
    assert!(moved.left < large.left - 20.0, "{moved:?} after {large:?}");
    assert_eq!(shown(tab, post).await?, 1);
    tab.press('0').await?;
    let width = box_of(tab, picture).await?.width();
    assert!((width - whole).abs() < 1.0, "{width} after {whole}");
    tab.press('+').await?;
    let step = box_of(tab, picture).await?.width();
    assert!(step > whole * 1.3 && step < whole * 2.0, "{step}");
    tab.press('-').await?;
    let width = box_of(tab, picture).await?.width();
    assert!((width - whole).abs() < 1.0, "{width} after {whole}");
    // A double press keeps what it was on where it was.
    tab.run(
        "const photo = document.querySelector('.photo-viewer-photo');
         const box = photo.getBoundingClientRect();
         photo.dispatchEvent(new MouseEvent('dblclick', { bubbles: true,
             clientX: box.left + box.width * 0.6, clientY: box.top + box.height * 0.5 }));
         window.kiosqueAt = box.left + box.width * 0.6;",
    )
    .await?;
    let at: f64 = tab.eval("window.kiosqueAt").await?;
    let large = box_of(tab, picture).await?;
    let there = large.left + large.width() * 0.6;
    assert!(
        large.width() > whole * 2.0 && (there - at).abs() < 3.0,
        "{there} was {at}"
    );
    tab.press(Key::Escape).await?;
    tab.until("no viewer", CLOSED).await
}

async fn a_click_beside_the_photo_closes(scene: Scene) -> Outcome {
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    tab.until("the whole photo", ARRIVED).await?;
    tab.click(".photo-viewer-photo").await?;
    tab.until("the viewer still", OPEN).await?;
    tab.run(
        "const room = document.querySelector('.photo-viewer-room');
         const { left, top } = room.getBoundingClientRect();
         document.elementFromPoint(left + 2, top + 2).click();",
    )
    .await?;
    tab.until("no viewer", CLOSED).await?;
    let back = format!("document.activeElement.matches({})", json!(link(post, 1)));
    tab.until("focus on the link", &back).await
}

async fn back_closes_it_and_leaves_the_page_where_it_was(scene: Scene) -> Outcome {
    let (page, _) = richest(&scene.site)?;
    scene.tab.open("/").await?;
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    let y: f64 = tab.eval("scrollY").await?;
    tab.client().back().await?;
    tab.until("no viewer", CLOSED).await?;
    let back = format!("document.activeElement.matches({})", json!(link(post, 1)));
    tab.until("focus on the link", &back).await?;
    assert!((tab.eval::<f64>("scrollY").await? - y).abs() < 2.0);
    tab.until_page(&page.url).await?;

    // Closed otherwise, it leaves no entry behind to go back over.
    tab.press(Key::Enter).await?;
    tab.until("the viewer again", OPEN).await?;
    tab.press(Key::Escape).await?;
    tab.until("no viewer", CLOSED).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!((tab.eval::<f64>("scrollY").await? - y).abs() < 2.0);
    tab.client().back().await?;
    tab.until_page("/").await
}

async fn the_post_is_one_link_away(scene: Scene) -> Outcome {
    let (page, _) = richest(&scene.site)?;
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    let link = ".photo-viewer-post";
    assert!(tab.text(link).await?.contains(post.posted.hour.trim()));
    tab.click(link).await?;
    tab.until("no viewer", CLOSED).await?;
    let target = format!(
        "document.querySelector(':target')?.id === {}",
        json!(post.anchor)
    );
    tab.until("the post as target", &target).await?;
    tab.client().back().await?;
    tab.until("the page without a fragment", "location.hash === ''")
        .await?;
    tab.until_page(&page.url).await
}

async fn a_photo_that_does_not_come_says_so(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = &scene;
    let (page, post) = richest(site)?;
    tab.open(&page.url).await?;
    let file: String = tab
        .eval(&format!(
            "document.querySelector({}).pathname",
            json!(link(post, 2))
        ))
        .await?;
    // A file that no picture of the page has loaded yet.
    let broken = format!("{file}-absent.jpg");
    tab.run(&format!(
        "document.querySelector({}).href = {};",
        json!(link(post, 2)),
        json!(broken)
    ))
    .await?;
    server.rule(&broken, Rule::Held);
    click(tab, &link(post, 2)).await?;
    tab.until("the viewer", OPEN).await?;
    assert_eq!(
        tab.text(".photo-viewer-wait").await?,
        "Chargement de la photo…"
    );
    server.rule(&broken, Rule::Status(500));
    let failure = ".photo-viewer-failure[role=alert]";
    tab.until(
        "a message",
        &format!("document.querySelector({}) !== null", json!(failure)),
    )
    .await?;
    assert_eq!(tab.count(".photo-viewer-wait").await?, 0);
    let href = tab.attribute(&format!("{failure} a"), "href").await?;
    assert!(href.is_some_and(|href| href.ends_with(&broken)));
    tab.press(Key::Right).await?;
    tab.until("the next photo", ARRIVED).await?;
    assert_eq!(tab.count(failure).await?, 0);
    Ok(())
}

async fn any_other_click_is_the_browsers(scene: Scene) -> Outcome {
    let (page, post) = richest(&scene.site)?;
    let tab = &scene.tab;
    tab.open(&page.url).await?;
    for modifier in ["ctrlKey", "metaKey", "shiftKey", "altKey"] {
        // Told to the page alone, so that no tab opens: what counts is that nothing prevents it.
        let left: bool = tab
            .eval(&format!(
                "(() => {{
                    let prevented;
                    addEventListener('click', (click) => {{
                        prevented = click.defaultPrevented;
                        click.preventDefault();
                    }}, {{ once: true }});
                    document.querySelector({}).dispatchEvent(new MouseEvent('click',
                        {{ bubbles: true, cancelable: true, {modifier}: true }}));
                    return prevented === false;
                }})()",
                json!(link(post, 1))
            ))
            .await?;
        assert!(left, "{modifier}");
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(tab.eval::<bool>(CLOSED).await?);
    Ok(())
}

async fn a_finger_goes_through_the_photos(scene: Scene) -> Outcome {
    let post = open(&scene, 1).await?;
    let tab = &scene.tab;
    tab.until("the whole photo", ARRIVED).await?;
    let room = box_of(tab, ".photo-viewer-room").await?;
    let (x, y) = (
        (room.left + room.right) / 2.0,
        (room.top + room.bottom) / 2.0,
    );
    for (by, number) in [(-160.0, 2), (-20.0, 2), (-160.0, 3), (160.0, 2)] {
        let point = |x: f64| json!([{ "x": x, "y": y }]);
        let touch = |kind: &str, points| json!({ "type": kind, "touchPoints": points });
        let send = |parameters| tab.chromium("Input.dispatchTouchEvent", parameters);
        send(touch("touchStart", point(x))).await?;
        send(touch("touchMove", point(x + by / 2.0))).await?;
        send(touch("touchMove", point(x + by))).await?;
        send(touch("touchEnd", json!([]))).await?;
        tab.until(
            "the finger's photo",
            &format!(
                "document.querySelector('.photo-viewer-count').textContent.startsWith('{number}')"
            ),
        )
        .await?;
        assert_eq!(shown(tab, post).await?, number, "after {by}");
        tab.until("the whole photo", ARRIVED).await?;
    }
    tab.until("the viewer still", OPEN).await
}

async fn the_page_does_not_move(scene: Scene) -> Outcome {
    let (page, post) = richest(&scene.site)?;
    let tab = &scene.tab;
    tab.open(&page.url).await?;
    tab.bring(&link(post, 1)).await?;
    let place = format!(
        "(({{ left, top }}) => [left, top])(
            document.querySelector({}).getBoundingClientRect())",
        json!(link(post, 1))
    );
    let before: (f64, f64) = tab.eval(&place).await?;
    click(tab, &link(post, 1)).await?;
    tab.until("the viewer", OPEN).await?;
    let moved = |(left, top): (f64, f64)| (left - before.0).abs() + (top - before.1).abs() > 1.0;
    assert!(!moved(tab.eval(&place).await?), "it moved as it opens");
    let locked = "getComputedStyle(document.documentElement).overflow";
    assert_eq!(tab.eval::<String>(locked).await?, "hidden");
    tab.press(Key::Escape).await?;
    tab.until("no viewer", CLOSED).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!moved(tab.eval(&place).await?), "it moved as it closes");
    Ok(())
}
