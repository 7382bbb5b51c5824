//! When a live article's data is asked for again, and when not.

use support::{ARTICLE, Case, Outcome, Rule, Scene, Setting, cases, path_of_json};

use super::day::Day;
use super::{OFFER, sleep, statuses, until_offered, until_state};

pub fn cases() -> Vec<Case> {
    cases!("live";
        Setting::EVERYWHERE => [
            a_question_without_news_costs_nothing,
            a_pause_is_kept,
            nobody_asks_who_does_not_see_or_is_offline,
        ],
        Setting::CHROMIUM_ONLY => [
            silence_makes_questions_rare,
            a_kept_copy_is_no_answer,
            a_page_that_is_gone_is_not_asked_for_again,
        ],
    )
}

async fn a_question_without_news_costs_nothing(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    // A document of this very second may be one whose date the server did not tell.
    sleep(1.5).await;
    day.open(tab).await?;
    let unchanged = "window.answers.filter(({ status }) => status === 304).length";
    tab.until("three answers without news", &format!("{unchanged} >= 3"))
        .await?;
    until_state(tab, "À jour à ").await?;
    let all = statuses(tab).await?;
    assert_eq!(all.iter().find(|status| **status != 304), None, "{all:?}");
    day.goes_on()?;
    until_offered(tab, "1\u{a0}nouveau message").await?;
    tab.run("window.answers = [];").await?;
    tab.until("an answer", "window.answers.length > 1").await?;
    let all = statuses(tab).await?;
    assert!(all.iter().all(|status| *status == 304), "{all:?}");
    Ok(())
}

async fn a_pause_is_kept(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    tab.bring(".live-pause").await?;
    assert_eq!(tab.text(".live-pause").await?, "Mettre en pause");
    tab.click(".live-pause").await?;
    assert_eq!(tab.text(".live-pause").await?, "Reprendre");
    assert_eq!(tab.text(".live-state").await?, "Direct en pause");
    assert_eq!(tab.text(".live-told").await?, "Direct en pause");
    // One may have been on its way.
    sleep(0.5).await;
    let asked = day.questions();
    day.goes_on()?;
    sleep(2.5).await;
    assert_eq!(
        day.questions(),
        asked,
        "a question was asked during the pause"
    );
    tab.click(".live-pause").await?;
    until_offered(tab, "1\u{a0}nouveau message").await?;
    assert_eq!(tab.text(".live-pause").await?, "Mettre en pause");
    Ok(())
}

async fn nobody_asks_who_does_not_see_or_is_offline(scene: Scene) -> Outcome {
    let day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    for (owner, name, stopped, event, target) in [
        ("document", "hidden", "true", "visibilitychange", "document"),
        ("navigator", "onLine", "false", "offline", "window"),
    ] {
        tab.run("window.answers = [];").await?;
        tab.until("a question", "window.answers.length > 0").await?;
        tab.run(&format!(
            "Object.defineProperty({owner}, '{name}', {{ configurable: true, get: () => {stopped} }});
             {target}.dispatchEvent(new Event('{event}'));"
        ))
        .await?;
        sleep(0.5).await;
        let asked = day.questions();
        sleep(2.5).await;
        assert_eq!(day.questions(), asked, "{name}: asked all the same");
        let back = if event == "offline" { "online" } else { event };
        tab.run(&format!(
            "delete {owner}.{name}; {target}.dispatchEvent(new Event('{back}'));
             window.backAt = performance.now(); window.answers = [];"
        ))
        .await?;
        tab.until("a question", "window.answers.length > 0").await?;
        let waited: f64 = tab.eval("window.answers[0].at - window.backAt").await?;
        assert!(waited < 1_500.0, "{name}: asked {waited} ms after");
    }
    Ok(())
}

async fn silence_makes_questions_rare(scene: Scene) -> Outcome {
    let day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    let path = path_of_json(ARTICLE);
    day.server.rule(&path, Rule::Status(500));
    tab.until(
        "four failures",
        "window.answers.filter(({ status }) => status === 500).length > 3",
    )
    .await?;
    until_state(tab, "Pas de réponse").await?;
    let times: Vec<f64> = tab
        .eval("window.answers.filter(({ status }) => status === 500).map(({ at }) => at)")
        .await?;
    let waits: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for (wait, least) in waits.iter().zip([1_500.0, 3_000.0, 6_000.0]) {
        assert!(*wait > least - 50.0 && *wait < least * 2.0, "{waits:?}");
    }
    day.server.behave();
    until_state(tab, "À jour à ").await?;
    tab.run("window.answers = [];").await?;
    tab.until("the pace", "window.answers.length > 2").await?;
    let times: Vec<f64> = tab.eval("window.answers.map(({ at }) => at)").await?;
    assert!(times[1] - times[0] < 1_700.0, "{times:?}");
    Ok(())
}

async fn a_kept_copy_is_no_answer(scene: Scene) -> Outcome {
    let mut day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    day.open(tab).await?;
    // As the worker marks what it gives in place of an answer.
    tab.run(
        "const own = window.fetch;
         window.fetch = async (...question) => {
             const answer = await own.apply(window, question);
             if (answer.status !== 200) return answer;
             const headers = new Headers(answer.headers);
             headers.set('Kiosque-Stored', '2026-01-15T10:00:00Z');
             return new Response(await answer.text(), { headers });
         };",
    )
    .await?;
    day.goes_on()?;
    until_state(tab, "Pas de réponse").await?;
    let waiting = format!("document.querySelector('{OFFER}').hasAttribute('data-waiting')");
    assert!(!tab.eval::<bool>(&waiting).await?);
    Ok(())
}

async fn a_page_that_is_gone_is_not_asked_for_again(scene: Scene) -> Outcome {
    let day = Day::begin(&scene, 2, "").await?;
    let tab = &scene.tab;
    let path = path_of_json(ARTICLE);
    day.server.rule(&path, Rule::Status(404));
    day.open(tab).await?;
    day.server.until_asked(&path, 1).await?;
    sleep(3.0).await;
    assert_eq!(day.questions(), 1);
    Ok(())
}
