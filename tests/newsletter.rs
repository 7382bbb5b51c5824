//! Readers subscribe to the newsletter.

use std::time::Duration;

use serde_json::json;
use support::{ARTICLE, Case, Error, Newsroom, Outcome, Rule, Scene, Server, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("newsletter";
        Setting::EVERYWHERE => [
            an_address_is_checked_then_sent_with_a_token,
            every_answer_has_its_own_sentence,
            an_address_waits_for_the_network,
        ],
        Setting::CHROMIUM_ONLY => [
            listmonk_says_whether_to_confirm,
            a_plain_form_is_sent_by_the_browser,
            the_newsletter_has_a_page_of_its_own,
        ],
        Setting::WITHOUT_SCRIPT => [a_form_that_can_posts_without_script],
    )
}

const GHOST: &str =
    "[newsletter]\ndriver = \"ghost\"\nurl = \"/ghost\"\npromise = \"Chaque vendredi.\"\n";
const TOKEN: &str = "/ghost/members/api/integrity-token/";
const SEND: &str = "/ghost/members/api/send-magic-link/";

async fn open(scene: &Scene, settings: &str) -> Result<(Newsroom, Server), Error> {
    let newsroom = Newsroom::make(scene.site.bundle(), settings, "")?;
    let server = newsroom.print().await?;
    show(&scene.tab, &server, ARTICLE).await?;
    Ok((newsroom, server))
}

async fn show(tab: &Tab, server: &Server, path: &str) -> Outcome {
    tab.load(&format!("{}{path}", server.origin())).await?;
    tab.until_page(path).await?;
    tab.bring(".newsletter form").await
}

async fn subscribe(tab: &Tab, address: &str) -> Outcome {
    tab.run(&format!(
        "const field = document.querySelector('#infolettre-adresse');
         field.focus();
         field.value = {};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        json!(address)
    ))
    .await?;
    tab.bring(".newsletter [type=submit]").await?;
    tab.click(".newsletter [type=submit]").await
}

async fn until_said(tab: &Tab, sentence: &str) -> Outcome {
    tab.until(
        sentence,
        &format!(
            "document.querySelector('.newsletter .form-status').textContent.includes({})",
            json!(sentence)
        ),
    )
    .await
}

fn text(status: u16, kind: &'static str, body: &str) -> Rule {
    Rule::Answer {
        status,
        kind,
        body: body.to_owned(),
    }
}

async fn an_address_is_checked_then_sent_with_a_token(scene: Scene) -> Outcome {
    let (_newsroom, server) = open(&scene, GHOST).await?;
    let tab = &scene.tab;
    assert_eq!(
        tab.text(".newsletter h2").await?,
        "Recevez le meilleur de l’actualité de la semaine gratuitement\u{202f}!"
    );
    assert!(
        tab.text(".newsletter-promise")
            .await?
            .contains("Chaque vendredi")
    );
    server.rule(TOKEN, text(200, "text/plain", "1700000000000:a:b"));
    server.rule(SEND, text(201, "text/plain", "Created."));
    subscribe(tab, "zoé@example.org").await?;
    assert!(
        tab.text("#infolettre-faute")
            .await?
            .contains("sans accents")
    );
    assert!(tab.focus_is("#infolettre-adresse").await?);
    assert_eq!(server.count(SEND), 0);
    subscribe(tab, "zoe@example.org").await?;
    until_said(tab, "Regardez dans votre boîte aux lettres").await?;
    let sent = server.bodies(SEND);
    let sent: serde_json::Value = serde_json::from_str(sent.last().ok_or("nothing was sent")?)?;
    assert_eq!(sent["email"], "zoe@example.org");
    assert_eq!(sent["integrityToken"], "1700000000000:a:b");
    assert_eq!(sent["honeypot"], "");
    assert_eq!(server.take_reports(), Vec::<String>::new());
    Ok(())
}

async fn every_answer_has_its_own_sentence(scene: Scene) -> Outcome {
    let (_newsroom, server) = open(&scene, GHOST).await?;
    let tab = &scene.tab;
    server.rule(TOKEN, text(200, "text/plain", "1:a:b"));
    let invalid = r#"{"errors":[{"message":"Email is not valid"}]}"#;
    let often = r#"{"errors":[{"message":"Too many different sign-in attempts, try again in 10 minutes"}]}"#;
    for (answer, sentence) in [
        (
            text(201, "application/json", "{}"),
            "Regardez dans votre boîte",
        ),
        (
            text(400, "application/json", invalid),
            "Le service refuse cette adresse",
        ),
        (text(429, "application/json", often), "Trop d’inscriptions"),
        (
            text(400, "text/plain", "Bad Request."),
            "Le service refuse cette adresse",
        ),
        (
            text(500, "text/html", "<h1>Oups</h1>"),
            "Aucune réponse n’est venue",
        ),
        (
            text(200, "text/html", "<p>Wi-Fi"),
            "Aucune réponse n’est venue",
        ),
    ] {
        server.rule(SEND, answer);
        subscribe(tab, "zoe@example.org").await?;
        until_said(tab, sentence).await?;
        tab.run("localStorage.clear();").await?;
        show(tab, &server, ARTICLE).await?;
    }
    Ok(())
}

async fn an_address_waits_for_the_network(scene: Scene) -> Outcome {
    let (_newsroom, server) = open(&scene, GHOST).await?;
    let tab = &scene.tab;
    server.rule(TOKEN, Rule::Status(502));
    server.rule(SEND, Rule::Status(502));
    subscribe(tab, "zoe@example.org").await?;
    until_said(tab, "Aucune réponse n’est venue").await?;
    assert!(tab.text(".outbox-title").await?.contains("zoe@example.org"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.rule(TOKEN, text(200, "text/plain", "1:a:b"));
    server.rule(SEND, text(201, "text/plain", "Created."));
    show(tab, &server, ARTICLE).await?;
    tab.until(
        "an empty outbox",
        "document.querySelector('.outbox') === null",
    )
    .await?;
    assert!(
        server
            .bodies(SEND)
            .iter()
            .any(|body| body.contains("zoe@example.org"))
    );
    Ok(())
}

async fn listmonk_says_whether_to_confirm(scene: Scene) -> Outcome {
    let settings = "[newsletter]\ndriver = \"listmonk\"\nurl = \"/lettres\"\n\
                    lists = [\"0b1f8d8e-2f0a-4d3c-9a38-5b0f3f6a1c11\"]\n";
    let (_newsroom, server) = open(&scene, settings).await?;
    let tab = &scene.tab;
    let path = "/lettres/api/public/subscription";
    for (answer, sentence) in [
        (
            r#"{"data":{"has_optin":true}}"#,
            "Regardez dans votre boîte",
        ),
        (
            r#"{"has_optin":false}"#,
            "vous recevrez la prochaine lettre",
        ),
        (r#"{"data":true}"#, "Regardez dans votre boîte"),
    ] {
        server.rule(path, Rule::Json(answer.into()));
        subscribe(tab, "zoe@example.org").await?;
        until_said(tab, sentence).await?;
        show(tab, &server, ARTICLE).await?;
    }
    assert!(server.bodies(path)[0].contains("0b1f8d8e-2f0a-4d3c-9a38-5b0f3f6a1c11"));
    Ok(())
}

const FORM: &str = "[newsletter]\ndriver = \"form\"\naction = \"/inscription\"\nfield = \"EMAIL\"\n\
                    hidden = { u = \"1\" }\n";

async fn a_plain_form_is_sent_by_the_browser(scene: Scene) -> Outcome {
    let (_newsroom, server) = open(&scene, FORM).await?;
    let tab = &scene.tab;
    server.rule(
        "/inscription",
        Rule::Html("<!doctype html><title>Merci</title><h1>Merci</h1>".into()),
    );
    subscribe(tab, "pas une adresse").await?;
    assert_eq!(server.count("/inscription"), 0);
    subscribe(tab, "zoe@example.org").await?;
    tab.until("the service's page", "document.title === 'Merci'")
        .await?;
    assert_eq!(
        server.bodies("/inscription"),
        ["u=1&EMAIL=zoe%40example.org"]
    );
    Ok(())
}

async fn a_form_that_can_posts_without_script(scene: Scene) -> Outcome {
    let newsroom = Newsroom::make(scene.site.bundle(), FORM, "")?;
    let server = newsroom.print().await?;
    let tab = &scene.tab;
    tab.load(&format!("{}{ARTICLE}", server.origin())).await?;
    tab.until_printed(ARTICLE).await?;
    server.rule(
        "/inscription",
        Rule::Html("<!doctype html><title>Merci</title><h1>Merci</h1>".into()),
    );
    let field = tab
        .client()
        .find(fantoccini::Locator::Css("#infolettre-adresse"))
        .await?;
    field.send_keys("zoe@example.org").await?;
    tab.click(".newsletter [type=submit]").await?;
    tab.until("the service's page", "document.title === 'Merci'")
        .await?;
    assert_eq!(
        server.bodies("/inscription"),
        ["u=1&EMAIL=zoe%40example.org"]
    );
    Ok(())
}

async fn the_newsletter_has_a_page_of_its_own(scene: Scene) -> Outcome {
    let (_newsroom, server) = open(&scene, GHOST).await?;
    let tab = &scene.tab;
    tab.bring(".site-footer a[href='/infolettre/']").await?;
    tab.click(".site-footer a[href='/infolettre/']").await?;
    tab.until_page("/infolettre/").await?;
    assert_eq!(tab.count("h1").await?, 1);
    assert!(tab.text("h1").await?.contains("Recevez le meilleur"));
    server.rule(TOKEN, text(200, "text/plain", "1:a:b"));
    server.rule(SEND, text(201, "text/plain", "Created."));
    subscribe(tab, "zoe@example.org").await?;
    until_said(tab, "Regardez dans votre boîte").await?;
    Ok(())
}
