//! Whatever happens between a reader and the service, a comment arrives, and arrives once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::Method;
use support::{Case, Fault, Faults, IssoSettings, Need, Outcome, Scene, Setting, State, cases};

use super::{Words, article, fill, open, send, until_said, until_shown, with_isso};

pub fn cases() -> Vec<Case> {
    let faults = cases!("comments::lost_answers";
        Setting::EVERYWHERE => [under_random_faults_nothing_is_lost_and_nothing_comes_twice],
    );
    let single = cases!("comments::lost_answers";
        Setting::EVERYWHERE => [every_fault_ends_in_one_comment],
        Setting::CHROMIUM_ONLY => [
            a_tab_that_dies_while_it_sends_loses_nothing,
            a_held_comment_whose_answer_was_cut_is_found_by_its_cookie,
            a_held_comment_whose_answer_is_lost_is_its_writer_s_to_decide,
        ],
    );
    faults
        .into_iter()
        .map(|case| case.within(Duration::from_secs(900)))
        .chain(single)
        .map(|case| case.needing(&[Need::Isso]))
        .collect()
}

/// Comments sent in each engine: three of them, 510 in all.
const SUBMISSIONS: usize = 170;

/// Requests of a hundred that fail.
const FAILING: u8 = 30;

async fn under_random_faults_nothing_is_lost_and_nothing_comes_twice(scene: Scene) -> Outcome {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let seed = std::env::var("KIOSQUE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed: u64 =
        seed.unwrap_or_else(|| since.as_secs() + SEED.fetch_add(1, Ordering::Relaxed) * 1_000_003);
    let Scene { tab, server, site } = scene;
    println!(
        "{:?}: seed {seed} (KIOSQUE_SEED plays it again)",
        tab.engine()
    );
    let isso = server
        .isso(
            "/isso",
            &IssoSettings {
                guard: false,
                ..IssoSettings::default()
            },
        )
        .await?;
    let url = article(&site)?;
    open(&tab, &url).await?;
    server.trouble(
        Method::POST,
        "/isso/new",
        Faults::random(seed, FAILING, Fault::QUICK),
    );
    server.trouble(
        Method::GET,
        "/isso/*",
        Faults::random(seed ^ 0xffff, FAILING / 2, Fault::QUICK),
    );
    for number in 1..=SUBMISSIONS {
        fill(
            &tab,
            &Words::of("Ali", &format!("Numéro {number} de {seed}")),
        )
        .await?;
        tab.run("document.querySelector('.comment-form').requestSubmit();")
            .await?;
    }
    let deadline = tokio::time::Instant::now() + Duration::from_secs(600);
    loop {
        // Readers come back to the page, and the network comes and goes.
        tab.run("dispatchEvent(new Event('online'));").await?;
        let left: usize = tab
            .eval("Object.keys(localStorage).filter((key) => key.startsWith('kiosque.outbox.')).length")
            .await?;
        if left == 0 {
            break;
        }
        if tokio::time::Instant::now() > deadline {
            return Err(format!("seed {seed}: {left} letters are still in the outbox").into());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let kept = isso.comments().await?;
    let mut texts: Vec<_> = kept.iter().map(|comment| comment.text.clone()).collect();
    texts.sort();
    let mut expected: Vec<_> = (1..=SUBMISSIONS)
        .map(|number| format!("Numéro {number} de {seed}"))
        .collect();
    expected.sort();
    let lost: Vec<_> = expected
        .iter()
        .filter(|text| !texts.contains(text))
        .collect();
    let doubled = texts.windows(2).filter(|pair| pair[0] == pair[1]).count();
    println!(
        "{:?}: {SUBMISSIONS} submissions, {} lost, {doubled} doubled, {} requests",
        tab.engine(),
        lost.len(),
        server.exchanges().len()
    );
    assert!(lost.is_empty(), "seed {seed}: lost {lost:?}");
    assert_eq!(doubled, 0, "seed {seed}");
    Ok(())
}

async fn every_fault_ends_in_one_comment(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    for (place, fault) in Fault::QUICK.into_iter().enumerate() {
        scene
            .server
            .trouble(Method::POST, "/isso/new", Faults::script([fault]));
        send(tab, &Words::of("Ali", &format!("Après {fault:?}"))).await?;
        until_shown(tab, place + 1).await?;
        until_said(tab, "Votre commentaire est publié.").await?;
    }
    let kept = isso.comments().await?;
    assert_eq!(kept.len(), Fault::QUICK.len(), "{kept:?}");
    Ok(())
}

async fn a_tab_that_dies_while_it_sends_loses_nothing(scene: Scene) -> Outcome {
    let (isso, url) = with_isso(&scene, &IssoSettings::default()).await?;
    let tab = &scene.tab;
    for fault in [Fault::Late(Duration::from_secs(5)), Fault::CutBefore] {
        scene
            .server
            .trouble(Method::POST, "/isso/new", Faults::script([fault]));
        send(tab, &Words::of("Ali", &format!("Pendant {fault:?}"))).await?;
        scene.server.until_asked("/isso/new", 1).await?;
        open(tab, &url).await?;
        tab.until(
            "an empty outbox",
            "document.querySelector('.outbox') === null",
        )
        .await?;
    }
    let texts: Vec<_> = isso
        .comments()
        .await?
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    Ok(())
}

fn moderated() -> IssoSettings {
    IssoSettings {
        moderation: true,
        ..IssoSettings::default()
    }
}

async fn a_held_comment_whose_answer_was_cut_is_found_by_its_cookie(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &moderated()).await?;
    let tab = &scene.tab;
    scene.server.trouble(
        Method::POST,
        "/isso/new",
        Faults::script([Fault::CutInBody]),
    );
    send(tab, &Words::of("Ali", "Coupé")).await?;
    until_said(tab, "en attente de validation").await?;
    let kept = isso.comments().await?;
    assert_eq!((kept.len(), kept[0].state), (1, State::Held));
    Ok(())
}

async fn a_held_comment_whose_answer_is_lost_is_its_writer_s_to_decide(scene: Scene) -> Outcome {
    let (isso, _) = with_isso(&scene, &moderated()).await?;
    let tab = &scene.tab;
    scene
        .server
        .trouble(Method::POST, "/isso/new", Faults::script([Fault::CutAfter]));
    send(tab, &Words::of("Ali", "Perdu de vue")).await?;
    until_said(tab, "À vous de choisir").await?;
    assert_eq!(isso.comments().await?.len(), 1);
    assert_eq!(
        tab.text(".outbox [data-act=send]").await?,
        "Renvoyer quand même"
    );
    // Nothing happens by itself, however often the network comes back.
    tab.run("dispatchEvent(new Event('online'));").await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(isso.comments().await?.len(), 1);
    super::press(tab, ".outbox [data-act=discard]").await?;
    tab.until(
        "an empty outbox",
        "document.querySelector('.outbox') === null",
    )
    .await?;
    Ok(())
}
