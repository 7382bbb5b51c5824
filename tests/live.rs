//! A live article that grows while it is read.

mod asking;
mod day;

use std::time::Duration;

use serde_json::json;
use support::{ARTICLE, Case, Error, IssoSettings, Need, Outcome, Scene, Setting, Tab, cases};

use day::Day;

pub fn cases() -> Vec<Case> {
    let cases = cases!("live";
        Setting::EVERYWHERE => [
            new_posts_wait_for_the_press_of_their_button,
            what_was_changed_comes_with_the_press_too,
            when_coverage_ends_the_page_in_order_is_a_press_away,
            a_page_gone_to_is_followed_and_back_shows_what_came,
        ],
        Setting::CHROMIUM_ONLY => [
            nothing_shifts_when_posts_come,
            a_finished_article_has_nothing_of_it,
        ],
    );
    let mut writing = cases!("live";
        Setting::EVERYWHERE => [a_half_written_comment_stays_as_it_is],
    );
    writing = writing
        .into_iter()
        .map(|case| case.needing(&[Need::Isso]))
        .collect();
    let asking = asking::cases().into_iter();
    asking.chain(cases).chain(writing).collect()
}

const OFFER: &str = ".live-arrivals";

/// Waits until something is offered in these words.
async fn until_offered(tab: &Tab, words: &str) -> Outcome {
    let offered = format!(
        "(() => {{ const button = document.querySelector('{OFFER}');
            return button.textContent === {} && getComputedStyle(button).visibility === 'visible';
        }})()",
        json!(words)
    );
    tab.until(words, &offered).await
}

async fn until_state(tab: &Tab, words: &str) -> Outcome {
    let said = format!(
        "document.querySelector('.live-state').textContent.includes({})",
        json!(words)
    );
    tab.until(words, &said).await
}

/// Presses the button where a reader finds it.
async fn accept(tab: &Tab) -> Outcome {
    tab.bring(OFFER).await?;
    tab.click(OFFER).await
}

/// The anchors of the posts, in the document's order.
async fn posts(tab: &Tab) -> Result<Vec<String>, Error> {
    tab.eval("[...document.querySelectorAll('.timeline-entry .post')].map((post) => post.id)")
        .await
}

async fn statuses(tab: &Tab) -> Result<Vec<u16>, Error> {
    tab.eval("window.answers.map(({ status }) => status)").await
}

async fn sleep(seconds: f64) {
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
}

async fn new_posts_wait_for_the_press_of_their_button(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 6, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    let title: String = tab.eval("document.title").await?;
    let before = posts(tab).await?;
    assert_eq!(before.len(), 6);
    assert!(
        before[0].ends_with('6'),
        "the newest is not first: {before:?}"
    );
    let visibility = format!("getComputedStyle(document.querySelector('{OFFER}')).visibility");
    assert_eq!(tab.eval::<String>(&visibility).await?, "hidden");

    let read = format!("#{}", before[3]);
    tab.bring(&read).await?;
    tab.run("window.nodes = [...document.querySelectorAll('.timeline-entry')];")
        .await?;
    let top = format!("document.querySelector('{read}').getBoundingClientRect().top");
    let at: f64 = tab.eval(&top).await?;
    let id = day.goes_on()?;
    let counted = format!("document.title === {}", json!(format!("(1) {title}")));
    tab.until("the number in the title", &counted).await?;
    until_offered(tab, "1\u{a0}nouveau message").await?;
    let told = ".live-told[role=status]";
    assert_eq!(tab.text(told).await?, "1\u{a0}nouveau message");
    day.goes_on()?;
    until_offered(tab, "2\u{a0}nouveaux messages").await?;
    assert_eq!(tab.text(told).await?, "2\u{a0}nouveaux messages");
    assert_eq!(posts(tab).await?, before, "posts came by themselves");
    let moved = tab.eval::<f64>(&top).await? - at;
    assert!(moved.abs() < 1.0, "what was being read moved by {moved}");

    accept(tab).await?;
    tab.until(
        "focus on the first new post",
        "document.activeElement === document.querySelector('.timeline-entry .post')",
    )
    .await?;
    let after = posts(tab).await?;
    assert_eq!(after[2..], before[..], "{after:?}");
    assert!(after[1].contains(&id), "{after:?}");
    tab.until(
        "the title alone",
        &format!("document.title === {}", json!(title)),
    )
    .await?;
    assert_eq!(tab.eval::<String>(&visibility).await?, "hidden");
    let same = "window.nodes.every((node, index) =>
        node === document.querySelectorAll('.timeline-entry')[index + 2])";
    assert!(tab.eval::<bool>(same).await?, "posts were made again");
    assert_eq!(tab.text(".timeline-count").await?, "8\u{a0}messages");
    tab.until(
        "the post in view",
        "(({ top }) => top > 0 && top < innerHeight / 2)(
            document.activeElement.getBoundingClientRect())",
    )
    .await
}

async fn what_was_changed_comes_with_the_press_too(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 5, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    let before = posts(tab).await?;
    tab.run("window.nodes = [...document.querySelectorAll('.timeline-entry')];")
        .await?;
    day.withdraws(4);
    day.writes("Le marché a fermé à midi.");
    day.corrects(2, "Un message corrigé.")?;
    until_offered(tab, "Afficher les modifications").await?;
    let title: String = tab.eval("document.title").await?;
    assert!(!title.starts_with('('), "{title}");
    let words = "main .article-body";
    assert!(
        !tab.text(words).await?.contains("corrigé"),
        "it came by itself"
    );
    accept(tab).await?;
    tab.until(
        "the changed post",
        "document.querySelector('main').textContent.includes('Un message corrigé.')",
    )
    .await?;
    assert_eq!(posts(tab).await?, before);
    let text = tab.text(words).await?;
    assert!(text.contains("Le marché a fermé à midi."), "{text}");
    assert!(!text.contains("a rouvert"), "{text}");
    assert!(text.contains("Une erreur sur la personne."), "{text}");
    assert!(!text.contains("Message 4."), "{text}");
    // Of five, the newest first: the fourth and the second are others now.
    let same: Vec<bool> = tab
        .eval(
            "window.nodes.map((node, index) =>
                node === document.querySelectorAll('.timeline-entry')[index])",
        )
        .await?;
    assert_eq!(same, [true, false, true, false, true]);
    assert!(tab.focus_is(".live-pause").await?, "focus is nowhere");
    Ok(())
}

async fn when_coverage_ends_the_page_in_order_is_a_press_away(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 4, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    let mut before = posts(tab).await?;
    day.ends()?;
    until_offered(tab, "Lire dans l’ordre du jour").await?;
    until_state(tab, "Le direct est terminé").await?;
    assert_eq!(posts(tab).await?, before, "the page turned by itself");
    let asked = day.questions();
    sleep(2.5).await;
    assert_eq!(day.questions(), asked, "asked after the end");
    accept(tab).await?;
    tab.until(
        "the page afresh",
        "document.querySelector('.live-bar') === null",
    )
    .await?;
    tab.until_page(ARTICLE).await?;
    before.reverse();
    assert_eq!(posts(tab).await?, before);
    Ok(())
}

async fn a_page_gone_to_is_followed_and_back_shows_what_came(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 3, "").await?;
    let tab = &scene.tab;
    tab.load(&format!("{}/", day.server.origin())).await?;
    tab.until_page("/").await?;
    let link = format!("main a[href='{ARTICLE}']");
    tab.run(&format!("document.querySelector(\"{link}\").click();"))
        .await?;
    tab.until_page(ARTICLE).await?;
    tab.until(
        "all posts",
        "document.querySelectorAll('.timeline-entry').length === 3",
    )
    .await?;
    let id = day.goes_on()?;
    until_offered(tab, "1\u{a0}nouveau message").await?;
    accept(tab).await?;
    tab.until(
        "the new post",
        &format!("document.activeElement.id.includes('{id}')"),
    )
    .await?;
    tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
        .await?;
    tab.until_page("/").await?;
    let title: String = tab.eval("document.title").await?;
    assert!(!title.starts_with('('), "{title}");
    tab.run("history.back();").await?;
    tab.until_page(ARTICLE).await?;
    tab.until(
        "what had come",
        "document.querySelectorAll('.timeline-entry').length === 4",
    )
    .await
}

async fn nothing_shifts_when_posts_come(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 4, "").await?;
    let tab = &scene.tab;
    for width in [320, 768, 1280] {
        tab.viewport(width, 700).await?;
        day.open(tab).await?;
        tab.run(
            "window.shifts = [];
             new PerformanceObserver((list) => {
                 for (const { value, startTime, sources } of list.getEntries()) {
                     window.shifts.push([value, startTime, ...sources.map((source) =>
                         [source.node?.className, source.previousRect.y, source.currentRect.y])].join());
                 }
             }).observe({ type: 'layout-shift', buffered: true });",
        )
        .await?;
        day.goes_on()?;
        until_offered(tab, "1\u{a0}nouveau message").await?;
        sleep(0.3).await;
        let shifts: Vec<String> = tab.eval("window.shifts").await?;
        assert!(shifts.is_empty(), "{width} px: {shifts:?}");
        let wide: bool = tab
            .eval("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            .await?;
        assert!(!wide, "{width} px: the page must be scrolled sideways");
    }
    Ok(())
}

async fn a_finished_article_has_nothing_of_it(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 2, "").await?;
    day.ends()?;
    let tab = &scene.tab;
    day.open(tab).await?;
    assert_eq!(tab.count(".live-bar, .live").await?, 0);
    sleep(2.5).await;
    assert_eq!(day.questions(), 0);
    Ok(())
}

async fn a_half_written_comment_stays_as_it_is(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 3, "").await?;
    let isso = day.server.isso("/isso", &IssoSettings::default()).await?;
    day.set("[comments]\ndriver = \"isso\"\nurl = \"/isso\"\n")?;
    let tab = &scene.tab;
    day.open(tab).await?;
    tab.bring(".discussion h2").await?;
    let field = ".comment-form textarea";
    tab.until(
        "the form",
        &format!("document.querySelector('{field}') !== null"),
    )
    .await?;
    tab.run(&format!(
        "const field = document.querySelector('{field}');
         window.field = field;
         field.focus();
         field.value = 'À moitié éc';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    ))
    .await?;
    let kept = "document.querySelector('.comment-form textarea') === window.field
        && window.field.value === 'À moitié éc'";
    day.goes_on()?;
    until_offered(tab, "1\u{a0}nouveau message").await?;
    assert!(tab.eval::<bool>(kept).await?, "changed before the press");
    assert!(tab.focus_is(field).await?, "focus was taken");
    // Not the reader's press, which would move focus by itself.
    tab.run(&format!("document.querySelector('{OFFER}').click();"))
        .await?;
    tab.until(
        "the new post",
        "document.querySelectorAll('.timeline-entry').length === 4",
    )
    .await?;
    assert!(tab.eval::<bool>(kept).await?, "changed by the press");
    drop(isso);
    Ok(())
}
