//! The conversation with a real WordPress on another origin, and without script.

use serde_json::json;
use support::{
    ARTICLE, Case, Error, Need, Newsroom, Outcome, Scene, Server, Setting, State, Tab, WordPress,
    WordPressPost, WordPressSettings, cases,
};

use super::{Words, at_the_discussion, send, until_said, until_shown};

pub fn cases() -> Vec<Case> {
    cases!("comments::wordpress";
        Setting::EVERYWHERE => [
            a_comment_is_published_on_another_origin,
            every_refusal_has_its_own_sentence,
        ],
        Setting::WITHOUT_SCRIPT => [
            printed_comments_are_read_and_the_form_posts_by_itself,
        ],
        Setting::CHROMIUM_ONLY => [
            a_service_that_is_down_leaves_the_printed_comments,
            a_refreshed_thread_does_not_jump,
        ],
    )
    .into_iter()
    .map(|case| case.needing(&[Need::WordPress]))
    .collect()
}

fn settings(origin: &str) -> String {
    format!(
        "[comments]\ndriver = \"wordpress\"\nurl = {}\n",
        json!(origin)
    )
}

/// A WordPress that lets a site in, a post of it, and the newsroom that has its comments there.
struct Stand {
    wordpress: WordPress,
    post: u64,
    newsroom: Newsroom,
    server: Server,
}

impl Stand {
    async fn build(
        scene: &Scene,
        kept: &WordPressSettings,
        post: &WordPressPost,
    ) -> Result<Self, Error> {
        // WordPress must know the site's address, and the site WordPress's: a first printing tells
        // where it is served.
        let first = scene
            .server
            .wordpress("/wordpress", &WordPressSettings::default())
            .await?;
        let number = first.post(post)?;
        let newsroom = Newsroom::make(
            scene.site.bundle(),
            &settings(first.origin()),
            &format!("comments_post = {number}"),
        )?;
        let server = newsroom.print().await?;
        let address = server.origin().to_owned();
        let wordpress = scene
            .server
            .wordpress(
                "/wordpress",
                &WordPressSettings {
                    sites: vec![address.clone()],
                    ..kept.clone()
                },
            )
            .await?;
        newsroom.set(&address, &settings(wordpress.origin()))?;
        newsroom.print_once()?;
        server.read_headers_again()?;
        Ok(Self {
            wordpress,
            post: number,
            newsroom,
            server,
        })
    }

    async fn open(&self, tab: &Tab) -> Outcome {
        tab.load(&format!("{}{ARTICLE}", self.server.origin()))
            .await?;
        tab.until_page(ARTICLE).await?;
        at_the_discussion(tab).await
    }

    /// Prints the site again where it is served.
    async fn print(&self) -> Outcome {
        self.newsroom.print_once().map(drop)
    }

    fn nothing_was_refused(&self) {
        assert_eq!(self.server.take_reports(), Vec::<String>::new());
    }
}

async fn a_comment_is_published_on_another_origin(scene: Scene) -> Outcome {
    let stand = Stand::build(
        &scene,
        &WordPressSettings::default(),
        &WordPressPost::default(),
    )
    .await?;
    let tab = &scene.tab;
    stand.open(tab).await?;
    send(tab, &Words::of("Élodie", "Un <b>mot</b>\n\net un autre")).await?;
    until_said(tab, "Votre commentaire est publié.").await?;
    until_shown(tab, 1).await?;
    assert_eq!(tab.count(".comments .comment-text p").await?, 2);
    assert_eq!(tab.text(".comments .comment-text strong").await?, "mot");
    assert_eq!(
        tab.count(".comments [data-act=like]").await?,
        0,
        "nobody votes here"
    );
    let kept = stand.wordpress.comments(stand.post)?;
    assert_eq!((kept.len(), kept[0].state), (1, State::Published));
    // The same words again are told apart from a letter that was sent twice.
    send(tab, &Words::of("Élodie", "Un <b>mot</b>\n\net un autre")).await?;
    until_said(tab, "Ce commentaire a déjà été envoyé").await?;
    stand.nothing_was_refused();
    Ok(())
}

async fn every_refusal_has_its_own_sentence(scene: Scene) -> Outcome {
    let rows = [
        (
            WordPressSettings {
                moderation: true,
                ..WordPressSettings::default()
            },
            WordPressPost::default(),
            "en attente de validation",
        ),
        (
            WordPressSettings::default(),
            WordPressPost {
                open: false,
                ..WordPressPost::default()
            },
            "Les commentaires de cet article sont fermés",
        ),
        (
            WordPressSettings {
                registered_only: true,
                ..WordPressSettings::default()
            },
            WordPressPost::default(),
            "seuls les lecteurs qui ont un compte",
        ),
    ];
    for (settings, post, sentence) in rows {
        let stand = Stand::build(&scene, &settings, &post).await?;
        stand.open(&scene.tab).await?;
        send(&scene.tab, &Words::of("Ali", "Bonjour")).await?;
        until_said(&scene.tab, sentence).await?;
        // No server's words come into the page.
        let page = scene.tab.text("main").await?;
        for word in ["Sorry", "rest_comment", "Désolé"] {
            assert!(!page.contains(word), "{word}");
        }
        stand.nothing_was_refused();
        scene.tab.run("localStorage.clear();").await?;
    }
    Ok(())
}

async fn printed_comments_are_read_and_the_form_posts_by_itself(scene: Scene) -> Outcome {
    let stand = Stand::build(
        &scene,
        &WordPressSettings::default(),
        &WordPressPost::default(),
    )
    .await?;
    stand.wordpress.fill(stand.post, 3)?;
    stand.print().await?;
    let tab = &scene.tab;
    tab.load(&format!("{}{ARTICLE}", stand.server.origin()))
        .await?;
    tab.until_printed(ARTICLE).await?;
    assert_eq!(tab.count(".comments .comment").await?, 3);
    assert_eq!(tab.text(".discussion h2").await?, "3\u{a0}commentaires");
    tab.run("document.activeElement.blur();").await?;
    for (name, words) in [
        ("comment", "Sans script"),
        ("author", "Ali"),
        ("email", "ali@example.org"),
    ] {
        let field = format!(".comment-form [name={name}]");
        let field = fantoccini::Locator::Css(&field);
        tab.client().find(field).await?.send_keys(words).await?;
    }
    tab.click(".comment-form [type=submit]").await?;
    tab.until("the way back", "location.hash.startsWith('#comment-')")
        .await?;
    tab.until_printed(ARTICLE).await?;
    let kept = stand.wordpress.comments(stand.post)?;
    assert_eq!(
        kept.last().map(|one| one.text.as_str()),
        Some("Sans script")
    );
    Ok(())
}

async fn a_service_that_is_down_leaves_the_printed_comments(scene: Scene) -> Outcome {
    let stand = Stand::build(
        &scene,
        &WordPressSettings::default(),
        &WordPressPost::default(),
    )
    .await?;
    stand.wordpress.fill(stand.post, 2)?;
    stand.print().await?;
    let Stand {
        wordpress,
        newsroom,
        server,
        ..
    } = stand;
    drop(wordpress);
    // The press goes on with what it was told the last time, and says so.
    let said = newsroom.print_once()?;
    assert!(said.contains("Ceux de la dernière fois"), "{said}");
    let tab = &scene.tab;
    tab.load(&format!("{}{ARTICLE}", server.origin())).await?;
    tab.until_page(ARTICLE).await?;
    tab.bring(".discussion h2").await?;
    tab.until(
        "the failure to be said",
        "document.querySelector('.discussion-status').textContent.includes('impression de la page')",
    )
    .await?;
    assert_eq!(tab.count(".comments .comment").await?, 2);
    Ok(())
}

async fn a_refreshed_thread_does_not_jump(scene: Scene) -> Outcome {
    let stand = Stand::build(
        &scene,
        &WordPressSettings::default(),
        &WordPressPost::default(),
    )
    .await?;
    stand.wordpress.fill(stand.post, 30)?;
    stand.print().await?;
    // What came since the page was printed stands before what the reader looks at.
    let first = stand.wordpress.comments(stand.post)?[0].id;
    stand.wordpress.delete(first)?;
    stand.wordpress.fill(stand.post, 5)?;
    let tab = &scene.tab;
    let url = format!("{}{ARTICLE}", stand.server.origin());
    tab.load(&url).await?;
    tab.until_printed(ARTICLE).await?;
    tab.run(
        "document.querySelectorAll('.comments .comment')[15].scrollIntoView({ block: 'center' });
         window.looked = document.querySelectorAll('.comments .comment')[15];
         window.stood = window.looked.getBoundingClientRect().top;",
    )
    .await?;
    until_shown(tab, 34).await?;
    let moved: f64 = tab
        .eval("Math.abs(window.looked.getBoundingClientRect().top - window.stood)")
        .await?;
    assert!(moved < 2.0, "the comment in view moved by {moved} pixels");
    assert!(
        tab.eval::<bool>("window.looked.isConnected").await?,
        "what had not changed was made again"
    );
    Ok(())
}
