//! Threads as they are read: long ones, linked ones, broken ones.

use serde_json::json;
use support::{Case, IssoSettings, Need, Outcome, Rule, Scene, Setting, cases};

use super::{article, open, press, until_shown};

pub fn cases() -> Vec<Case> {
    let real = cases!("comments::threads";
        Setting::EVERYWHERE => [
            a_link_to_a_comment_brings_the_reader_there,
            the_order_is_the_reader_s,
        ],
        Setting::CHROMIUM_ONLY => [a_thread_of_ten_thousand_is_read_page_by_page],
    );
    let alone = cases!("comments::threads";
        Setting::EVERYWHERE => [
            nothing_is_asked_before_a_reader_comes_near,
            a_service_that_does_not_answer_is_said,
            orphans_are_shown,
        ],
    );
    real.into_iter()
        .map(|case| case.needing(&[Need::Isso]))
        .chain(alone)
        .collect()
}

fn numbered(count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| format!("Commentaire numéro {number}"))
        .collect()
}

async fn a_link_to_a_comment_brings_the_reader_there(scene: Scene) -> Outcome {
    let isso = scene.server.isso("/isso", &IssoSettings::default()).await?;
    let url = article(&scene.site)?;
    isso.import(&url, &numbered(250))?;
    let tab = &scene.tab;
    // It is on the third page of the thread.
    tab.load(&format!("{url}#comment-245")).await?;
    tab.until_alive().await?;
    tab.until("focus", "document.activeElement.matches('#comment-245')")
        .await?;
    tab.until(
        "the comment in the window",
        "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(
            document.querySelector('#comment-245').getBoundingClientRect())",
    )
    .await?;
    Ok(())
}

async fn the_order_is_the_reader_s(scene: Scene) -> Outcome {
    let isso = scene.server.isso("/isso", &IssoSettings::default()).await?;
    let url = article(&scene.site)?;
    isso.import(&url, &numbered(3))?;
    let tab = &scene.tab;
    open(tab, &url).await?;
    until_shown(tab, 3).await?;
    assert_eq!(
        tab.attributes(".comments .comment", "id").await?,
        ["comment-1", "comment-2", "comment-3"]
    );
    tab.run(
        "const select = document.querySelector('.discussion-order select');
         select.value = 'newest';
         select.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    tab.until(
        "the last first",
        "document.querySelector('.comments .comment').id === 'comment-3'",
    )
    .await?;
    Ok(())
}

async fn a_thread_of_ten_thousand_is_read_page_by_page(scene: Scene) -> Outcome {
    let isso = scene.server.isso("/isso", &IssoSettings::default()).await?;
    let url = article(&scene.site)?;
    isso.import(&url, &numbered(10_000))?;
    let tab = &scene.tab;
    open(tab, &url).await?;
    until_shown(tab, 100).await?;
    assert_eq!(
        tab.text(".discussion h2").await?,
        "10\u{202f}000\u{a0}commentaires"
    );
    press(tab, ".discussion-more button").await?;
    until_shown(tab, 200).await?;
    assert!(
        tab.focus_is("#comment-101").await?,
        "focus is not on the first new one"
    );
    Ok(())
}

async fn nothing_is_asked_before_a_reader_comes_near(scene: Scene) -> Outcome {
    let Scene {
        tab, server, site, ..
    } = scene;
    let (page, _) = site.article("a discussion far from the top", |article| {
        article.discussion.is_some() && support::timelines(article).next().is_some()
    })?;
    tab.open(&page.url).await?;
    assert_eq!(server.count("/isso/"), 0);
    tab.bring(".discussion h2").await?;
    server.until_asked("/isso/", 1).await
}

async fn a_service_that_does_not_answer_is_said(scene: Scene) -> Outcome {
    let Scene {
        tab, server, site, ..
    } = scene;
    let url = article(&site)?;
    let answers = [
        Rule::Status(502),
        Rule::Html("<!doctype html><title>Wi-Fi</title><p>Connectez-vous".into()),
        Rule::Json("{\"replies\":".into()),
        Rule::Json("[]".into()),
        Rule::Json("\u{feff}{}".into()),
    ];
    for answer in answers {
        server.rule("/isso/", answer.clone());
        tab.open(&url).await?;
        tab.bring(".discussion h2").await?;
        tab.until(
            &format!("the failure of {answer:?} to be said"),
            "document.querySelector('.discussion-status').textContent
                === 'Les commentaires n’ont pas pu être chargés.'",
        )
        .await?;
        // One can write all the same.
        assert_eq!(tab.count(".comment-form").await?, 1);
    }
    Ok(())
}

async fn orphans_are_shown(scene: Scene) -> Outcome {
    let Scene {
        tab, server, site, ..
    } = scene;
    let comment = |id: u32, parent: Option<u32>, text: &str| {
        json!({
            "id": id, "parent": parent, "created": 1_700_000_000.5, "modified": null, "mode": 1,
            "text": format!("<p>{text}</p>"), "author": "Ali", "website": null,
            "likes": 0, "dislikes": 0, "hash": "a",
        })
    };
    let thread = json!({
        "id": null, "total_replies": 2, "hidden_replies": 0,
        "replies": [comment(1, None, "Un"), comment(7, Some(4242), "Sept")],
    });
    server.rule("/isso/", Rule::Json(thread.to_string()));
    open(&tab, &article(&site)?).await?;
    until_shown(&tab, 2).await?;
    assert!(
        tab.text("#comment-7 .comment-orphan")
            .await?
            .contains("qui n’est plus affiché")
    );
    Ok(())
}
