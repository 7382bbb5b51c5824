//! Comments of a service that wants harm.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use support::{Case, Error, Outcome, Rule, Scene, Setting, cases};

use super::{article, open, until_shown};

pub fn cases() -> Vec<Case> {
    cases!("comments::hostile";
        Setting::EVERYWHERE => [
            no_fragment_runs_or_asks_for_anything,
            names_and_addresses_are_words,
        ],
    )
}

/// One fragment of the corpus: `html`, or `html` so many times and then `after`.
#[derive(Deserialize)]
struct Fragment {
    name: String,
    html: String,
    #[serde(default)]
    repeat: Option<usize>,
    #[serde(default)]
    after: String,
}

/// The native test of the corpus takes its long fragments whole; a page with all of them would be
/// drawn for minutes.
const LONGEST: usize = 20_000;

impl Fragment {
    fn whole(&self) -> String {
        let room = LONGEST / self.html.len().max(1);
        self.html.repeat(self.repeat.unwrap_or(1).min(room.max(1))) + &self.after
    }
}

fn corpus() -> Result<Vec<Fragment>, Error> {
    #[derive(Deserialize)]
    struct Corpus {
        fragment: Vec<Fragment>,
    }
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/kiosque-drivers/corpus/hostile.toml");
    Ok(toml::from_str::<Corpus>(&fs::read_to_string(file)?)?.fragment)
}

fn comment(id: usize, author: &str, website: Option<&str>, html: &str) -> serde_json::Value {
    json!({
        "id": id, "parent": null, "created": 1_700_000_000.5, "modified": null, "mode": 1,
        "text": html, "author": author, "website": website, "likes": 0, "dislikes": 0, "hash": "a",
    })
}

fn thread(comments: &[serde_json::Value]) -> Rule {
    let thread = json!({
        "id": null, "total_replies": comments.len(), "hidden_replies": 0, "replies": comments,
    });
    Rule::Json(thread.to_string())
}

/// Nothing but the elements of the allow-list, and no attribute but a link's.
const STRANGE: &str = "[...document.querySelectorAll('.comments .comment-text *')]
    .filter((element) =>
        !['P', 'BR', 'EM', 'STRONG', 'CODE', 'PRE', 'BLOCKQUOTE', 'UL', 'OL', 'LI', 'A', 'DEL']
            .includes(element.tagName)
        || [...element.attributes].some(({ name, value }) =>
            !(element.tagName === 'A'
                && (name === 'rel' || name === 'href' && /^(https?|mailto):/i.test(value)))))
    .map((element) => element.outerHTML)";

async fn no_fragment_runs_or_asks_for_anything(scene: Scene) -> Outcome {
    let Scene {
        tab, server, site, ..
    } = scene;
    let corpus = corpus()?;
    assert!(
        corpus.len() >= 200,
        "the corpus has {} fragments",
        corpus.len()
    );
    let comments: Vec<_> = corpus
        .iter()
        .enumerate()
        .map(|(place, fragment)| comment(place + 1, &fragment.name, None, &fragment.whole()))
        .collect();
    server.rule("/isso/", thread(&comments));
    let url = article(&site)?;
    tab.open(&url).await?;
    // Scripts that would run say so before anything else can.
    tab.run("window.breached = undefined;").await?;
    let before: f64 = tab
        .eval("performance.getEntriesByType('resource').length")
        .await?;
    tab.bring(".discussion h2").await?;
    until_shown(&tab, corpus.len()).await?;
    // As the reader who meets them all: over each, then through the whole thread.
    tab.run(
        "for (const element of document.querySelectorAll('.comments *')) {
            element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
            element.dispatchEvent(new FocusEvent('focus'));
         }
         document.querySelector('.comments > :last-child').scrollIntoView();",
    )
    .await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(
        tab.eval::<bool>("window.breached === undefined").await?,
        "a script ran: {:?}",
        tab.eval::<serde_json::Value>("window.breached").await?
    );
    let strange: Vec<String> = tab.eval(STRANGE).await?;
    assert!(strange.is_empty(), "{strange:?}");
    let foreign: Vec<String> = tab
        .eval(&format!(
            "performance.getEntriesByType('resource').slice({before}).map(({{ name }}) => name)
                .filter((name) => !name.startsWith(location.origin))"
        ))
        .await?;
    assert!(foreign.is_empty(), "asked for {foreign:?}");
    println!("{:?}: {} hostile fragments", tab.engine(), corpus.len());
    Ok(())
}

async fn names_and_addresses_are_words(scene: Scene) -> Outcome {
    let Scene {
        tab, server, site, ..
    } = scene;
    let name = "&lt;img src=x onerror=&quot;window.breached=1&quot;&gt; \u{202e}Ali";
    let comments = [
        comment(1, name, Some("javascript:window.breached=1"), "<p>Un</p>"),
        comment(
            2,
            name,
            Some("data:text/html,<script>window.breached=1</script>"),
            "Deux",
        ),
        comment(
            3,
            "",
            Some("https://example.org/\" onclick=\"window.breached=1"),
            "",
        ),
        comment(4, "Ali", Some("//evil.example"), "<p>Quatre</p>"),
    ];
    server.rule("/isso/", thread(&comments));
    open(&tab, &article(&site)?).await?;
    until_shown(&tab, comments.len()).await?;
    assert_eq!(tab.count(".comments img").await?, 0);
    let first = tab.text("#comment-1 .comment-author").await?;
    assert!(
        first.starts_with("<img src=x") && !first.contains('\u{202e}'),
        "{first}"
    );
    for place in [1, 2, 4] {
        assert_eq!(
            tab.count(&format!("#comment-{place} a.comment-author"))
                .await?,
            0,
            "the address of comment {place} is followed"
        );
    }
    assert_eq!(tab.text("#comment-3 .comment-author").await?, "Anonyme");
    assert!(tab.eval::<bool>("window.breached === undefined").await?);
    Ok(())
}
