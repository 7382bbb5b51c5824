//! From post to post by keys.

use super::*;

pub fn cases() -> Vec<Case> {
    cases!("timeline_tools";
        Setting::EVERYWHERE => [
            keys_go_from_post_to_post,
            keys_are_left_to_those_who_write,
            keys_are_turned_off_for_good,
        ],
    )
}

const FOCUSED: &str = "document.activeElement.closest('article.post')?.id ?? ''";

async fn focused_post(tab: &Tab) -> Result<String, Error> {
    tab.eval(FOCUSED).await
}

async fn keys_go_from_post_to_post(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    let posts: Vec<_> = timelines(article)
        .flat_map(in_order)
        .map(|post| post.anchor.clone())
        .collect();
    tab.open(&page.url).await?;
    let seen = tab.count(".timeline-key-switch").await?;
    assert_eq!(seen, timelines(article).count(), "the keys say themselves");
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, posts[0]);
    let in_view = format!(
        "(() => {{ const box = document.getElementById({}).getBoundingClientRect();
           return box.top > 0 && box.top < innerHeight / 2; }})()",
        json!(posts[0])
    );
    tab.until("the first post in view", &in_view).await?;
    for next in &posts[1..4] {
        tab.press('j').await?;
        assert_eq!(focused_post(&tab).await?, *next);
    }
    tab.press('k').await?;
    assert_eq!(focused_post(&tab).await?, posts[2]);

    // From what is in view, where no post has focus: the post at the upper edge is where one is.
    // Posts drawn on the way there move what follows: the reader presses once the page rests.
    tab.run("document.activeElement.blur();").await?;
    tab.bring_to("start", &format!("#{}", posts[6])).await?;
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, posts[7]);

    // No way past the ends, and none to what a filter hides.
    tab.run(&format!(
        "document.getElementById({}).focus();",
        json!(posts[posts.len() - 1])
    ))
    .await?;
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, posts[posts.len() - 1]);
    let (_, block) = filtered(&site)?;
    click(&tab, &format!("#{} .timeline-filters input", block.anchor)).await?;
    let kept = shown(&tab, block).await?;
    tab.run(&format!(
        "document.getElementById({}).focus();",
        json!(kept[0])
    ))
    .await?;
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, kept[1]);
    Ok(())
}

async fn keys_are_left_to_those_who_write(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    for (field, set) in [
        ("input", "made.type = 'search';"),
        ("textarea", ""),
        ("select", "made.add(new Option('jour'));"),
        ("div", "made.contentEditable = 'true';"),
    ] {
        tab.run(&format!(
            "document.getElementById('essai')?.remove();
             const made = document.createElement('{field}'); {set}
             made.id = 'essai'; document.querySelector('main').prepend(made); made.focus();"
        ))
        .await?;
        assert!(tab.focus_is("#essai").await?, "{field} has no focus");
        tab.press('j').await?;
        assert!(tab.focus_is("#essai").await?, "{field} lost the keyboard");
    }
    let written: String = tab
        .eval("document.getElementById('essai').textContent")
        .await?;
    assert!(written.contains('j'), "{written}");
    // A modifier makes another shortcut of it.
    tab.run("document.getElementById('essai').remove();")
        .await?;
    for modifier in ["ctrlKey", "altKey", "metaKey"] {
        let refused: bool = tab
            .eval(&format!(
                "document.body.dispatchEvent(new KeyboardEvent('keydown',
                    {{ key: 'j', bubbles: true, cancelable: true, {modifier}: true }}))"
            ))
            .await?;
        assert!(refused, "{modifier}");
        assert_eq!(focused_post(&tab).await?, "", "{modifier}");
    }
    Ok(())
}

async fn keys_are_turned_off_for_good(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    let switch = ".timeline-key-switch input";
    let all = format!("[...document.querySelectorAll('{switch}')].map(({{ checked }}) => checked)");
    assert!(tab.eval::<Vec<bool>>(&all).await?.iter().all(|on| *on));
    click(&tab, switch).await?;
    assert!(!tab.eval::<Vec<bool>>(&all).await?.contains(&true));
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, "");
    tab.open("/").await?;
    tab.open(&page.url).await?;
    tab.until(
        "the switch as it was left",
        &format!("!document.querySelector('{switch}').checked"),
    )
    .await?;
    tab.press('j').await?;
    assert_eq!(focused_post(&tab).await?, "");
    click(&tab, switch).await?;
    tab.press('j').await?;
    assert_ne!(focused_post(&tab).await?, "");
    Ok(())
}
