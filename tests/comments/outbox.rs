//! What a reader wrote stays on the device until it has arrived.

use http::Method;
use serde_json::json;
use support::{
    Case, Error, Fault, Faults, IssoSettings, Need, Outcome, Scene, Setting, State, Tab, cases,
};

use super::{Words, fill, open, press, send, until_said, until_shown, with_isso};

pub fn cases() -> Vec<Case> {
    cases!("comments::outbox";
        Setting::EVERYWHERE => [
            a_draft_survives_reload_and_navigation,
            what_is_written_without_a_network_leaves_when_it_is_back,
            a_letter_can_be_taken_back_and_thrown_away,
        ],
        // WebKit's driver never answers when it is asked for a second window.
        &[Setting::CHROMIUM, Setting::FIREFOX] => [two_tabs_send_each_comment_once],
        Setting::CHROMIUM_ONLY => [
            a_pause_that_the_service_wants_is_counted_down,
            an_answer_after_a_minute_is_an_answer,
            a_clock_that_jumps_holds_nothing_up,
            what_the_device_cannot_keep_is_said_and_stays_on_screen,
            a_letter_of_another_page_leads_there,
        ],
    )
    .into_iter()
    .map(|case| case.needing(&[Need::Isso]))
    .collect()
}

/// Nothing comes through any more.
fn cut_off(scene: &Scene) {
    for method in [Method::GET, Method::POST] {
        scene
            .server
            .trouble(method, "/isso/*", Faults::always(Fault::CutBefore));
    }
}

/// The network is back, and the browser says so.
async fn reconnect(scene: &Scene) -> Outcome {
    scene.server.heal();
    scene.tab.run("dispatchEvent(new Event('online'));").await
}

async fn typed(tab: &Tab) -> Result<String, Error> {
    tab.eval("document.querySelector('.comment-form textarea').value")
        .await
}

async fn a_draft_survives_reload_and_navigation(scene: Scene) -> Outcome {
    let (isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    super::someone_wrote(&isso, &url, "Le premier").await?;
    open(tab, &url).await?;
    until_shown(tab, 1).await?;
    press(tab, "#comment-1 [data-act=reply]").await?;
    fill(tab, &Words::of("Élodie", "Un long texte\nsur deux lignes")).await?;
    // At once: no pause in typing has gone by.
    tab.load(&url).await?;
    super::at_the_discussion(tab).await?;
    assert_eq!(typed(tab).await?, "Un long texte\nsur deux lignes");
    assert!(
        tab.text(".form-parent")
            .await?
            .contains("Vous répondez à Zoé.")
    );
    until_said(tab, "brouillon").await?;
    // Away by a link of the app's and back.
    tab.bring(".masthead a[href='/']").await?;
    tab.click(".masthead a[href='/']").await?;
    tab.until_page("/").await?;
    tab.client().back().await?;
    tab.until_page(&url).await?;
    super::at_the_discussion(tab).await?;
    assert_eq!(typed(tab).await?, "Un long texte\nsur deux lignes");
    press(tab, ".comment-form [type=submit]").await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    open(tab, &url).await?;
    assert_eq!(typed(tab).await?, "", "the draft outlived its comment");
    assert_eq!(isso.comments().await?.len(), 2);
    Ok(())
}

async fn what_is_written_without_a_network_leaves_when_it_is_back(scene: Scene) -> Outcome {
    let (isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    cut_off(&scene);
    send(tab, &Words::of("Ali", "Du tunnel")).await?;
    until_said(tab, "Aucune réponse n’est venue").await?;
    let row = ".outbox-letters li";
    assert!(tab.text(row).await?.contains("Du tunnel"));
    assert_eq!(typed(tab).await?, "", "the form is not free for another");
    // The page may be left and the browser closed meanwhile.
    tab.load(&url).await?;
    super::at_the_discussion(tab).await?;
    tab.until(
        "the letter",
        &format!("document.querySelector('{row}') !== null"),
    )
    .await?;
    assert!(isso.comments().await?.is_empty());
    reconnect(&scene).await?;
    until_shown(tab, 1).await?;
    assert_eq!(tab.count(row).await?, 0);
    let kept = isso.comments().await?;
    assert_eq!((kept.len(), kept[0].text.as_str()), (1, "Du tunnel"));
    Ok(())
}

async fn a_letter_can_be_taken_back_and_thrown_away(scene: Scene) -> Outcome {
    let (isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    cut_off(&scene);
    for text in ["Le premier", "Le second"] {
        send(tab, &Words::of("Ali", text)).await?;
    }
    tab.until(
        "two letters",
        "document.querySelectorAll('.outbox-letters li').length === 2",
    )
    .await?;
    let waits = "![...document.querySelectorAll('.outbox-told')].some((told) =>
        told.textContent.includes('Envoi'))";
    tab.until("silence", waits).await?;
    press(tab, ".outbox-letters li:first-child [data-act=take-back]").await?;
    tab.until(
        "the words",
        "document.querySelector('.comment-form textarea').value === 'Le premier'",
    )
    .await?;
    tab.until("silence", waits).await?;
    press(tab, ".outbox-letters li:first-child [data-act=discard]").await?;
    tab.until(
        "an empty outbox",
        "document.querySelector('.outbox') === null",
    )
    .await?;
    scene.server.heal();
    open(tab, &url).await?;
    assert_eq!(
        typed(tab).await?,
        "Le premier",
        "a letter taken back is a draft"
    );
    send(tab, &Words::of("Ali", "Le premier, mieux")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    let texts: Vec<_> = isso
        .comments()
        .await?
        .into_iter()
        .map(|kept| kept.text)
        .collect();
    assert_eq!(texts, ["Le premier, mieux"]);
    Ok(())
}

async fn two_tabs_send_each_comment_once(scene: Scene) -> Outcome {
    let (isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    cut_off(&scene);
    for text in ["A1", "A2", "A3"] {
        send(tab, &Words::of("Ali", &format!("Essai {text}"))).await?;
    }
    let first = tab.client().window().await?;
    let second = tab.client().new_window(true).await?.handle;
    tab.client().switch_to_window(second).await?;
    open(tab, &url).await?;
    for text in ["B1", "B2", "B3"] {
        send(tab, &Words::of("Ali", &format!("Essai {text}"))).await?;
    }
    scene.server.heal();
    tab.run("dispatchEvent(new Event('online'));").await?;
    tab.client().switch_to_window(first).await?;
    tab.run("dispatchEvent(new Event('online'));").await?;
    tab.until(
        "an empty outbox",
        "document.querySelector('.outbox') === null",
    )
    .await?;
    let mut texts: Vec<_> = isso
        .comments()
        .await?
        .into_iter()
        .map(|kept| kept.text)
        .collect();
    texts.sort();
    let expected = ["A1", "A2", "A3", "B1", "B2", "B3"].map(|text| format!("Essai {text}"));
    assert_eq!(texts, expected);
    Ok(())
}

async fn a_pause_that_the_service_wants_is_counted_down(scene: Scene) -> Outcome {
    let settings = IssoSettings {
        per_minute: 1,
        ..IssoSettings::default()
    };
    let (isso, _) = with_isso(&scene, &settings).await?;
    let tab = &scene.tab;
    send(tab, &Words::of("Ali", "Le premier")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    send(tab, &Words::of("Ali", "Le second")).await?;
    until_said(tab, "Le site demande une pause").await?;
    tab.until(
        "seconds",
        "/dans [1-9]\\d? *s/.test(document.querySelector('.outbox-pause').textContent.replace('\\u00a0', ' '))",
    )
    .await?;
    assert_eq!(isso.comments().await?.len(), 1);
    Ok(())
}

async fn an_answer_after_a_minute_is_an_answer(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let late = Fault::Late(std::time::Duration::from_secs(60));
    scene
        .server
        .trouble(Method::POST, "/isso/new", Faults::script([late]));
    let tab = &scene.tab;
    send(tab, &Words::of("Ali", "Patience")).await?;
    until_said(tab, "Envoi en cours").await?;
    tokio::time::sleep(std::time::Duration::from_secs(58)).await;
    until_said(tab, "Votre commentaire est publié.").await?;
    assert_eq!(isso.comments().await?.len(), 1);
    Ok(())
}

async fn a_clock_that_jumps_holds_nothing_up(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    cut_off(&scene);
    // Two hours ahead while it fails, right again when the network is back.
    tab.run("const now = Date.now; window.rightClock = now; Date.now = () => now() + 7200000;")
        .await?;
    send(tab, &Words::of("Ali", "Bonjour")).await?;
    until_said(tab, "Aucune réponse n’est venue").await?;
    tab.run("Date.now = window.rightClock;").await?;
    reconnect(&scene).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    let kept = isso.comments().await?;
    assert_eq!((kept.len(), kept[0].state), (1, State::Published));
    Ok(())
}

async fn what_the_device_cannot_keep_is_said_and_stays_on_screen(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    tab.run(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    )
    .await?;
    cut_off(&scene);
    fill(tab, &Words::of("Ali", "Rien ne me garde")).await?;
    until_said(tab, "Ce navigateur ne garde rien").await?;
    press(tab, ".comment-form [type=submit]").await?;
    until_said(tab, "Ce navigateur ne garde rien").await?;
    tab.until(
        "the words on screen",
        "document.querySelector('.outbox-words').textContent.includes('Rien ne me garde')",
    )
    .await?;
    reconnect(&scene).await?;
    until_shown(tab, 1).await?;
    assert_eq!(isso.comments().await?.len(), 1);
    Ok(())
}

async fn a_letter_of_another_page_leads_there(scene: Scene) -> Outcome {
    let (_isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    cut_off(&scene);
    send(tab, &Words::of("Ali", "Pour un autre article")).await?;
    until_said(tab, "Aucune réponse n’est venue").await?;
    let (other, _) = scene.site.article("another discussion", |article| {
        article
            .discussion
            .as_ref()
            .is_some_and(|one| one.thread != url)
    })?;
    open(tab, &other.url).await?;
    let link = format!(".outbox-title a[href={}]", json!(url));
    tab.until(
        "the way there",
        &format!("document.querySelector({}) !== null", json!(link)),
    )
    .await?;
    assert_eq!(tab.count(".outbox [data-act=take-back]").await?, 0);
    Ok(())
}
