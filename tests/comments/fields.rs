//! Fields are looked at when they are left and when they are sent, and say the mend.

use serde_json::json;
use support::{Case, IssoSettings, Need, Outcome, Scene, Setting, Tab, cases};

use super::{Words, article, fill, open, press, send, until_said, with_isso};

pub fn cases() -> Vec<Case> {
    cases!("comments::fields";
        Setting::EVERYWHERE => [
            faults_are_told_in_a_summary_that_leads_to_them,
            a_fault_is_told_on_leaving_and_taken_back_when_it_is_mended,
            characters_are_counted_near_the_limit,
            the_form_has_room_at_320_pixels,
        ],
        Setting::CHROMIUM_ONLY => [
            a_field_nobody_sees_keeps_programs_out_and_loses_nothing,
            a_reader_is_remembered_only_when_they_wish_it,
            any_words_arrive_as_they_were_written,
        ],
    )
    .into_iter()
    .map(|case| case.needing(&[Need::Isso]))
    .collect()
}

async fn fault(tab: &Tab, name: &str) -> Result<String, support::Error> {
    tab.text(&format!("#courrier-{name}-faute")).await
}

async fn faults_are_told_in_a_summary_that_leads_to_them(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    assert_eq!(tab.count(".comment-form [aria-invalid]").await?, 0);
    let words = Words {
        email: "élodie@example.org",
        website: "pas une url",
        ..Words::of("", "")
    };
    send(tab, &words).await?;
    assert!(
        tab.focus_is(".form-faults").await?,
        "the summary has no focus"
    );
    assert_eq!(
        tab.text(".form-faults h4").await?,
        "4\u{a0}champs sont à corriger"
    );
    assert_eq!(tab.count(".comment-form [aria-invalid=true]").await?, 4);
    assert!(fault(tab, "email").await?.contains("sans accents"));
    assert!(fault(tab, "url").await?.contains("exemple.fr"));
    // Each field's fault is what describes it.
    let described: bool = tab
        .eval(
            "[...document.querySelectorAll('.comment-form [aria-invalid]')].every((field) =>
                field.getAttribute('aria-describedby').split(' ').some((id) =>
                    document.getElementById(id).matches('.form-fault:not(:empty)')))",
        )
        .await?;
    assert!(described);
    tab.click(".form-faults li:nth-child(2) a").await?;
    tab.until("focus", "document.activeElement.matches('[name=author]')")
        .await?;
    assert!(isso.comments().await?.is_empty());

    send(tab, &Words::of("Élodie", "Enfin juste")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    assert!(
        tab.eval::<bool>("document.querySelector('.form-faults').hidden")
            .await?
    );
    Ok(())
}

async fn a_fault_is_told_on_leaving_and_taken_back_when_it_is_mended(scene: Scene) -> Outcome {
    let (_isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    let field = "document.querySelector('.comment-form [name=email]')";
    let typed = |value: &str| {
        format!(
            "{field}.focus(); {field}.value = {}; \
             {field}.dispatchEvent(new Event('input', {{ bubbles: true }}));",
            json!(value)
        )
    };
    tab.bring(".comment-form [name=email]").await?;
    tab.run(&typed("zoe@")).await?;
    assert_eq!(fault(tab, "email").await?, "", "told while it is typed");
    tab.run(&format!("{field}.blur();")).await?;
    assert!(fault(tab, "email").await?.contains("nom@exemple.fr"));
    tab.run(&typed("zoe@example.org")).await?;
    assert_eq!(fault(tab, "email").await?, "");
    // Who only passes by is left in peace.
    tab.run(
        "document.querySelector('.comment-form textarea').focus(); document.activeElement.blur();",
    )
    .await?;
    assert_eq!(fault(tab, "comment").await?, "");
    Ok(())
}

async fn characters_are_counted_near_the_limit(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    let text = "é".repeat(65_536);
    fill(tab, &Words::of("Ali", &text)).await?;
    assert_eq!(tab.text(".form-count").await?, "1\u{a0}caractère en trop");
    press(tab, ".comment-form [type=submit]").await?;
    assert!(
        fault(tab, "comment")
            .await?
            .contains("Raccourcissez de 1\u{a0}caractère")
    );
    let kept: usize = tab
        .eval("document.querySelector('.comment-form textarea').value.length")
        .await?;
    assert_eq!(kept, 65_536, "the text was cut");
    send(tab, &Words::of("Ali", &"é".repeat(65_535))).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    assert_eq!(isso.comments().await?.len(), 1);
    Ok(())
}

async fn the_form_has_room_at_320_pixels(scene: Scene) -> Outcome {
    let (_isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    // What 1280 pixels are at 400 %.
    tab.client().set_window_size(320, 640).await?;
    tab.bring(".comment-form").await?;
    let wide: bool = tab
        .eval("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        .await?;
    assert!(!wide, "the page must be scrolled sideways");
    send(tab, &Words::of("", "")).await?;
    let wide: bool = tab
        .eval("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        .await?;
    assert!(!wide, "with its faults the page must be scrolled sideways");
    Ok(())
}

async fn a_field_nobody_sees_keeps_programs_out_and_loses_nothing(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    fill(tab, &Words::of("Programme", "Achetez")).await?;
    tab.run("document.querySelector('[name=courriel]').value = 'x';")
        .await?;
    press(tab, ".comment-form [type=submit]").await?;
    until_said(tab, "que les lecteurs ne voient pas").await?;
    assert!(isso.comments().await?.is_empty());
    // A reader whose browser filled it in only has to send once more.
    press(tab, ".comment-form [type=submit]").await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    Ok(())
}

async fn a_reader_is_remembered_only_when_they_wish_it(scene: Scene) -> Outcome {
    let (_isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    let box_is = "document.querySelector('.comment-form [type=checkbox]').checked";
    assert!(
        !tab.eval::<bool>(box_is).await?,
        "the box is ticked for them"
    );
    press(tab, ".comment-form [type=checkbox]").await?;
    send(tab, &Words::of("Élodie", "Bonjour")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    open(tab, &article(&scene.site)?).await?;
    let name = "document.querySelector('.comment-form [name=author]').value";
    assert_eq!(tab.eval::<String>(name).await?, "Élodie");
    assert!(tab.eval::<bool>(box_is).await?);
    press(tab, ".comment-form [type=checkbox]").await?;
    send(tab, &Words::of("Élodie", "Au revoir")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    open(tab, &article(&scene.site)?).await?;
    assert_eq!(tab.eval::<String>(name).await?, "");
    Ok(())
}

async fn any_words_arrive_as_they_were_written(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    let texts = [
        "🙂🙂🙂",
        "مرحبا بالجميع",
        "a \u{202e}tfel ot thgir\u{202c} b",
        "<b>gras</b> & \"guillemets\" 'simples' \\ `code`",
    ];
    for (index, text) in texts.iter().enumerate() {
        send(tab, &Words::of("<i>Ali</i> \u{202e}x", text)).await?;
        super::until_shown(tab, index + 1).await?;
    }
    let kept = isso.comments().await?;
    let written: Vec<_> = kept.iter().map(|comment| comment.text.as_str()).collect();
    assert!(kept.len() == texts.len(), "{written:?}");
    // What turns the words around it is not let into the page.
    let turned: bool = tab
        .eval("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.querySelector('.comments').textContent)")
        .await?;
    assert!(!turned);
    assert_eq!(tab.count(".comments :is(b, i, script)").await?, 0);
    // A null byte is no letter.
    send(tab, &Words::of("Ali", "a\u{0}b")).await?;
    assert!(fault(tab, "comment").await?.contains("invisible"));
    Ok(())
}
