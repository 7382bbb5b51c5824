//! Readers write under an article, and read each other: the whole conversation, with a real Isso.

mod fields;
mod hostile;
mod lost_answers;
mod outbox;
mod threads;
mod wordpress;

use serde_json::json;
use support::{
    Case, Error, Isso, IssoSettings, Need, Outcome, Scene, Setting, Site, State, Tab, cases,
};

pub fn cases() -> Vec<Case> {
    let conversation = cases!("comments";
        Setting::EVERYWHERE => [
            a_comment_is_held_then_approved_then_read_by_all,
            a_published_comment_appears_in_place_and_takes_focus,
            a_comment_is_answered_changed_and_taken_back,
            readers_vote,
            what_is_written_can_be_seen_before,
        ],
    );
    let conversation = conversation
        .into_iter()
        .map(|case| case.needing(&[Need::Isso]));
    conversation
        .chain(fields::cases())
        .chain(outbox::cases())
        .chain(lost_answers::cases())
        .chain(threads::cases())
        .chain(hostile::cases())
        .chain(wordpress::cases())
        .collect()
}

/// Permalink of an article that readers can write under.
fn article(site: &Site) -> Result<String, Error> {
    let (page, _) = site.article("a discussion and no timeline", |article| {
        article.discussion.is_some() && support::timelines(article).next().is_none()
    })?;
    Ok(page.url.clone())
}

/// Starts an Isso below the site, and opens an article at its discussion: its permalink comes with it.
async fn with_isso(scene: &Scene, settings: &IssoSettings) -> Result<(Isso, String), Error> {
    let isso = scene.server.isso("/isso", settings).await?;
    let url = article(&scene.site)?;
    open(&scene.tab, &url).await?;
    Ok((isso, url))
}

/// The same, with a comment in the thread.
async fn with_a_comment(scene: &Scene) -> Result<(Isso, String), Error> {
    let isso = scene.server.isso("/isso", &IssoSettings::default()).await?;
    let url = article(&scene.site)?;
    someone_wrote(&isso, &url, "Le premier").await?;
    open(&scene.tab, &url).await?;
    until_shown(&scene.tab, 1).await?;
    Ok((isso, url))
}

/// What a reader writes.
struct Words<'a> {
    text: &'a str,
    name: &'a str,
    email: &'a str,
    website: &'a str,
}

impl<'a> Words<'a> {
    const fn of(name: &'a str, text: &'a str) -> Self {
        Self {
            text,
            name,
            email: "lecteur@example.org",
            website: "",
        }
    }
}

/// Opens an article at its discussion, and waits until its thread was asked for and its form answers.
async fn open(tab: &Tab, url: &str) -> Outcome {
    tab.open(url).await?;
    at_the_discussion(tab).await
}

async fn at_the_discussion(tab: &Tab) -> Outcome {
    tab.bring(".discussion h2").await?;
    tab.until(
        "the form",
        "document.querySelector('.comment-form[novalidate]') !== null",
    )
    .await?;
    tab.until(
        "the thread",
        "!document.querySelector('.discussion-status').textContent.includes('Chargement')",
    )
    .await
}

/// Fills the form in, as if it were typed.
async fn fill(tab: &Tab, words: &Words<'_>) -> Outcome {
    let fields = json!({
        "comment": words.text,
        "author": words.name,
        "email": words.email,
        "url": words.website,
    });
    tab.run(&format!(
        "for (const [name, value] of Object.entries({fields})) {{
            const field = document.querySelector(`.comment-form [name=${{name}}]`);
            field.focus();
            field.value = value;
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
        }}"
    ))
    .await
}

/// Presses a button of the form.
async fn press(tab: &Tab, selector: &str) -> Outcome {
    tab.bring(selector).await?;
    tab.click(selector).await
}

/// Fills the form in and sends it.
async fn send(tab: &Tab, words: &Words<'_>) -> Outcome {
    fill(tab, words).await?;
    press(tab, ".comment-form [type=submit]").await
}

/// Waits until the form says something.
async fn until_said(tab: &Tab, sentence: &str) -> Outcome {
    tab.until(
        sentence,
        &format!(
            "document.querySelector('.comment-form .form-status').textContent.includes({})",
            json!(sentence)
        ),
    )
    .await
}

/// Waits until as many comments stand in the thread, those that only their writer sees left out.
async fn until_shown(tab: &Tab, count: usize) -> Outcome {
    tab.until(
        &format!("{count} comments"),
        &format!("document.querySelectorAll('.comments .comment').length === {count}"),
    )
    .await
}

/// A comment that stands already, by someone else.
async fn someone_wrote(isso: &Isso, thread: &str, text: &str) -> Result<u64, Error> {
    let reader = support::Reader::new();
    let body = json!({
        "author": "Zoé", "email": "zoe@example.org", "text": text, "title": "A", "parent": null,
    });
    let request = http::Request::post(format!("{}/new?uri={thread}", isso.origin()))
        .header("Content-Type", "application/json")
        // From another network than the browser's: nobody votes for themselves.
        .header("X-Forwarded-For", "198.51.100.7")
        .body(body.to_string().into_bytes())?;
    let answer = reader.visit(request).await?;
    let comment: serde_json::Value = serde_json::from_slice(&answer.body)?;
    comment["id"]
        .as_u64()
        .ok_or_else(|| format!("Isso answered {}: {}", answer.status, answer.text()).into())
}

async fn a_comment_is_held_then_approved_then_read_by_all(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    let isso = server
        .isso(
            "/isso",
            &IssoSettings {
                moderation: true,
                ..IssoSettings::default()
            },
        )
        .await?;
    let url = article(&site)?;
    open(&tab, &url).await?;
    send(&tab, &Words::of("Élodie", "Merci, très **clair** !")).await?;
    until_said(&tab, "en attente de validation").await?;
    let held = ".comments-held .comment";
    assert!(tab.text(held).await?.contains("Merci, très"));
    assert!(tab.focus_is(held).await?, "the held comment has no focus");
    assert_eq!(isso.comments().await?.len(), 1);

    // Its writer sees it again on this device, nobody else does.
    open(&tab, &url).await?;
    tab.until(
        "the held comment",
        &format!("document.querySelector('{held}') !== null"),
    )
    .await?;
    assert_eq!(tab.count(".comments .comment").await?, 0);
    assert_eq!(tab.text(".discussion h2").await?, "Commentaires");

    isso.approve(1).await?;
    open(&tab, &url).await?;
    until_shown(&tab, 1).await?;
    assert_eq!(tab.count(".comments-held").await?, 0);
    assert_eq!(tab.text(".comments .comment-text strong").await?, "clair");
    assert_eq!(tab.text(".comment-author").await?, "Élodie");
    assert_eq!(tab.text(".discussion h2").await?, "1\u{a0}commentaire");
    assert_eq!(tab.text(".comment-count").await?, "1\u{a0}commentaire");
    Ok(())
}

async fn a_published_comment_appears_in_place_and_takes_focus(scene: Scene) -> Outcome {
    let (_isso, url) = with_a_comment(&scene).await?;
    let tab = scene.tab;
    // By the keyboard alone.
    tab.run("document.querySelector('.comment-form textarea').focus();")
        .await?;
    for words in ["Le deuxième", "Ali", "ali@example.org"] {
        let focused = tab.client().active_element().await?;
        focused.send_keys(words).await?;
        tab.press(support::Key::Tab).await?;
    }
    tab.tab_to(".comment-form [type=submit]", 6).await?;
    tab.press(support::Key::Enter).await?;
    until_said(&tab, "Votre commentaire est publié.").await?;
    until_shown(&tab, 2).await?;
    tab.until("focus", "document.activeElement.matches('#comment-2')")
        .await?;
    assert!(tab.text("#comment-2").await?.contains("Le deuxième"));
    assert_eq!(tab.text(".discussion h2").await?, "2\u{a0}commentaires");
    // Its date leads to it.
    let date = tab.text("#comment-2 time").await?;
    assert!(date.contains("20") && date.contains(" à "), "{date}");
    // The page is still on its way to the new comment: a click would land beside the link.
    press(&tab, "#comment-1 .comment-permalink").await?;
    tab.until("focus", "document.activeElement.matches('#comment-1')")
        .await?;
    // The form is empty for the next one, and remembers nobody who did not ask.
    assert_eq!(
        tab.eval::<String>("document.querySelector('.comment-form textarea').value")
            .await?,
        ""
    );
    tab.load(&url).await?;
    at_the_discussion(&tab).await?;
    assert_eq!(
        tab.eval::<String>("document.querySelector('.comment-form [name=author]').value")
            .await?,
        ""
    );
    Ok(())
}

async fn a_comment_is_answered_changed_and_taken_back(scene: Scene) -> Outcome {
    let (isso, _) = with_a_comment(&scene).await?;
    let tab = scene.tab;

    press(&tab, "#comment-1 [data-act=reply]").await?;
    assert!(tab.focus_is(".comment-form textarea").await?);
    assert!(
        tab.text(".form-parent")
            .await?
            .contains("Vous répondez à Zoé.")
    );
    send(&tab, &Words::of("Ali", "D’accord avec *Zoé*")).await?;
    tab.until(
        "the answer under its comment",
        "document.querySelector('.comment-answers #comment-2') !== null",
    )
    .await?;
    assert!(
        tab.eval::<bool>("document.querySelector('.form-parent').hidden")
            .await?
    );

    press(&tab, "#comment-2 [data-act=edit]").await?;
    tab.until(
        "the words as they were typed",
        "document.querySelector('.comment-form textarea').value === 'D’accord avec *Zoé*'",
    )
    .await?;
    fill(&tab, &Words::of("Ali", "Pas d’accord")).await?;
    press(&tab, ".comment-form [type=submit]").await?;
    tab.until(
        "the change",
        "document.querySelector('#comment-2 .comment-text').textContent.includes('Pas d’accord')",
    )
    .await?;
    assert!(
        tab.text("#comment-2 .comment-head")
            .await?
            .contains("modifié")
    );

    // Two presses, so that one by mistake does nothing.
    press(&tab, "#comment-2 [data-act=delete]").await?;
    assert_eq!(
        tab.text("#comment-2 [data-act=delete-for-good]").await?,
        "Supprimer pour de bon"
    );
    press(&tab, "#comment-2 [data-act=delete-for-good]").await?;
    until_shown(&tab, 1).await?;
    assert!(tab.focus_is(".discussion h2").await?);
    assert!(
        isso.comments()
            .await?
            .iter()
            .all(|comment| comment.state == State::Published && comment.id == 1)
    );
    // What is someone else's cannot be changed.
    assert_eq!(tab.count("#comment-1 [data-act=edit]").await?, 0);
    Ok(())
}

async fn readers_vote(scene: Scene) -> Outcome {
    let (_isso, _) = with_a_comment(&scene).await?;
    let tab = scene.tab;
    let button = "#comment-1 [data-act=like]";
    assert!(tab.text(button).await?.ends_with('0'));
    press(&tab, button).await?;
    tab.until(
        "the vote",
        &format!("document.querySelector('{button}').textContent.endsWith('1')"),
    )
    .await?;
    assert!(tab.focus_is(button).await?, "the keyboard lost its place");
    assert!(
        tab.text(".discussion-status")
            .await?
            .contains("Votre avis est compté.")
    );
    Ok(())
}

async fn what_is_written_can_be_seen_before(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = scene.tab;
    fill(
        &tab,
        &Words::of("Ali", "Du *texte*\n\n<script>alert(1)</script>"),
    )
    .await?;
    press(&tab, ".comment-form [data-act=preview]").await?;
    tab.until(
        "the preview",
        "document.querySelector('.form-preview .comment-text em') !== null",
    )
    .await?;
    assert!(tab.focus_is(".form-preview h4").await?);
    assert_eq!(tab.count(".form-preview script").await?, 0);
    assert!(isso.comments().await?.is_empty(), "a preview was sent");
    Ok(())
}
