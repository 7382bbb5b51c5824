//! The reader searches the site.

use fantoccini::Locator;
use kiosque_model::{Page, PageBody};
use serde_json::json;
use support::{Case, Error, Key, Outcome, Rule, Scene, Setting, Site, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("search";
        Setting::EVERYWHERE => [
            typing_finds_an_article,
            plurals_and_accents_are_forgiven,
            the_keyboard_is_enough,
            an_address_asks,
            a_section_narrows_what_is_found,
            nothing_found_is_said,
            other_pages_do_not_load_the_engine,
            a_broken_index_is_said,
        ],
    )
}

fn search_page(site: &Site) -> Result<&Page, Error> {
    site.find("search page", |page| {
        matches!(page.body, PageBody::Search(_))
    })
}

/// Opens the search page at an address that asks for some words.
async fn ask_by_address(tab: &Tab, search: &Page, words: &str) -> Outcome {
    let words = words.replace(' ', "+");
    tab.load(&format!("{}?q={words}", search.url)).await
}

async fn type_words(tab: &Tab, words: &str) -> Outcome {
    let field = tab.client().find(Locator::Css("input[name=q]")).await?;
    Ok(field.send_keys(words).await?)
}

/// Waits until the article behind a permalink is among what was found.
async fn until_found(tab: &Tab, permalink: &str) -> Outcome {
    let link = format!(".search-hit a[href={}]", json!(permalink));
    let condition = format!("document.querySelector({}) !== null", json!(link));
    tab.until(&format!("{permalink} among the results"), &condition)
        .await
}

/// The words of an article's headline, as a reader types them.
fn words_of(headline: &str) -> String {
    headline
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 4)
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

async fn typing_finds_an_article(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let search = search_page(&site)?;
    let (page, article) = site.report()?;
    let words = words_of(&article.headline);
    tab.open("/").await?;
    tab.click("a.masthead-search").await?;
    tab.until_page(&search.url).await?;
    type_words(&tab, &words).await?;
    until_found(&tab, &page.url).await?;
    let status = tab.text(".search-status").await?;
    assert!(status.contains(&words), "{status}");
    let results = tab.count(".search-hit").await?;
    assert!(results > 0 && status.chars().any(|c| c.is_ascii_digit()));
    let asked: String = tab
        .eval("new URLSearchParams(location.search).get('q')")
        .await?;
    assert_eq!(asked, words);
    // Excerpts are text and marks, whatever the index holds.
    assert_eq!(tab.count(".search-excerpt > :not(mark)").await?, 0);
    tab.click(&format!(".search-hit a[href={}]", json!(page.url)))
        .await?;
    tab.until_page(&page.url).await?;
    tab.client().back().await?;
    tab.until_page(&search.url).await?;
    until_found(&tab, &page.url).await?;
    let kept: String = tab.eval("document.querySelector('#mots').value").await?;
    assert_eq!(kept, words);
    Ok(())
}

async fn plurals_and_accents_are_forgiven(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let asked = "redactions";
    for page in site.pages() {
        let text = page.to_json()?.to_lowercase();
        assert!(!text.contains(asked), "{} has the word itself", page.url);
    }
    tab.open(&search_page(&site)?.url).await?;
    type_words(&tab, asked).await?;
    tab.until(
        "a marked word of the family",
        "[...document.querySelectorAll('.search-excerpt mark')]
            .some((mark) => mark.textContent.toLowerCase().includes('rédaction'))",
    )
    .await
}

async fn the_keyboard_is_enough(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    tab.open("/").await?;
    tab.tab_to("a.masthead-search", 20).await?;
    tab.press(Key::Enter).await?;
    tab.until_page(&search_page(&site)?.url).await?;
    tab.tab_to("input[name=q]", 5).await?;
    type_words(&tab, &words_of(&article.headline)).await?;
    tab.press(Key::Enter).await?;
    until_found(&tab, &page.url).await?;
    assert!(tab.focus_is("input[name=q]").await?, "focus left the field");
    tab.tab_to(".search-hit a", 5).await?;
    let chosen: String = tab.eval("document.activeElement.pathname").await?;
    tab.press(Key::Enter).await?;
    tab.until_page(&chosen).await
}

async fn an_address_asks(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let search = search_page(&site)?;
    let (page, article) = site.report()?;
    let words = words_of(&article.headline);
    ask_by_address(&tab, search, &words).await?;
    tab.until_page(&search.url).await?;
    until_found(&tab, &page.url).await?;
    let shown: String = tab.eval("document.querySelector('#mots').value").await?;
    assert_eq!(shown, words);
    // From there the link in the masthead starts over.
    tab.click("a.masthead-search").await?;
    tab.until(
        "an empty field",
        "document.querySelector('#mots').value === ''",
    )
    .await?;
    assert_eq!(tab.count(".search-hit").await?, 0);
    tab.client().back().await?;
    until_found(&tab, &page.url).await
}

async fn a_section_narrows_what_is_found(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let search = search_page(&site)?;
    let (page, article) = site.report()?;
    let words = words_of(&article.headline);
    ask_by_address(&tab, search, &words).await?;
    until_found(&tab, &page.url).await?;
    let choose = |index: usize| {
        format!(
            "const list = document.querySelector('#rubrique');
             list.selectedIndex = {index};
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        )
    };
    let sections = &page.masthead.sections;
    let own = sections
        .iter()
        .position(|section| *section == article.section)
        .ok_or("the report's section is not in the masthead")?;
    let other = (own + 1) % sections.len();
    tab.run(&choose(other + 1)).await?;
    let gone = format!(
        "document.querySelector({}) === null
         && document.querySelector('.search-status').textContent.includes({})",
        json!(format!(".search-hit a[href={}]", json!(page.url))),
        json!(words),
    );
    tab.until("the report left out", &gone).await?;
    tab.run(&choose(own + 1)).await?;
    until_found(&tab, &page.url).await?;
    let found = tab.texts(".search-hit-section").await?;
    assert!(
        found.iter().all(|name| *name == article.section.title),
        "{found:?}"
    );
    Ok(())
}

async fn nothing_found_is_said(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open(&search_page(&site)?.url).await?;
    type_words(&tab, "zzyzxqwk").await?;
    tab.until(
        "the sentence",
        "document.querySelector('.search-status').textContent.includes('zzyzxqwk')
         && document.querySelector('.search-none') !== null",
    )
    .await?;
    assert_eq!(tab.count(".search-hit").await?, 0);
    Ok(())
}

async fn other_pages_do_not_load_the_engine(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (report, _) = site.report()?;
    let search = search_page(&site)?;
    // The search page itself waits for words.
    for url in ["/", &report.url, &search.url] {
        tab.open(url).await?;
        let engine = "performance.getEntriesByType('resource')
            .filter((entry) => entry.name.includes('/pagefind/')).length";
        assert_eq!(tab.eval::<usize>(engine).await?, 0, "{url}");
    }
    Ok(())
}

async fn a_broken_index_is_said(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    let (page, article) = site.report()?;
    let words = words_of(&article.headline);
    let search = search_page(&site)?;
    for broken in ["/pagefind/pagefind.js", "/pagefind/pagefind-entry.json"] {
        server.rule(broken, Rule::Status(500));
        ask_by_address(&tab, search, &words).await?;
        tab.until(
            "a way to try again",
            "document.querySelector('.search .retry') !== null
             && document.querySelector('.search-status').textContent.trim() !== ''",
        )
        .await?;
        server.behave();
        tab.click(".search .retry").await?;
        until_found(&tab, &page.url).await?;
    }
    Ok(())
}
