//! What the reader is told and offered around the pocket edition, as far as it needs no network to
//! fail: notices, the offer to install, the reader's own page where nothing can be kept.

use kiosque_model::{Page, PageBody};
use serde_json::json;
use support::{Case, Error, Key, Outcome, Rule, Scene, Setting, Site, Tab, cases};

use crate::accessibility::examine;

pub fn cases() -> Vec<Case> {
    cases!("pocket_app";
        Setting::EVERYWHERE => [
            nothing_is_offered_before_something_was_read,
            a_no_holds_for_three_months,
            a_yes_is_the_browsers_to_ask_for,
            where_the_share_sheet_installs_the_gesture_is_told,
            the_network_is_told_once_and_can_be_put_away,
            a_notice_covers_no_last_line,
            where_nothing_can_be_kept_the_page_says_so,
            shared_words_are_looked_for,
            every_page_leads_to_the_readers_own,
        ],
        Setting::CHROMIUM_ONLY => [
            the_browser_finds_the_site_fit_to_be_installed,
            the_readers_own_page_is_for_everyone,
            the_offline_page_is_for_everyone,
            a_notice_and_an_offer_are_for_everyone,
        ],
    )
}

const OFFER: &str = ".install-offer";
const OFFERED: &str = "document.querySelector('.install-offer') !== null";
const NOT_OFFERED: &str = "document.querySelector('.install-offer') === null";

/// The browser's own offer, of which two engines know nothing.
const BROWSER_OFFERS: &str = "
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    window.asked = 0;
    offer.prompt = () => { window.asked += 1; return Promise.resolve(); };
    offer.userChoice = Promise.resolve({ outcome: 'accepted' });
    window.ownOffer = dispatchEvent(offer);";

fn shelf(site: &Site) -> Result<&Page, Error> {
    site.find("page of one's own", |page| {
        matches!(page.body, PageBody::Shelf)
    })
}

/// Opens the report, and has the browser offer to install the site.
async fn open_report(scene: &Scene) -> Outcome {
    scene.tab.open(&scene.site.report()?.0.url).await?;
    scene.tab.run(BROWSER_OFFERS).await
}

async fn read_to_the_end(tab: &Tab) -> Outcome {
    tab.bring(".end-mark").await
}

/// What Lighthouse asked the browser for as long as it looked at installing.
async fn the_browser_finds_the_site_fit_to_be_installed(scene: Scene) -> Outcome {
    let tab = &scene.tab;
    tab.open("/").await?;
    let manifest = tab.chromium("Page.getAppManifest", json!({})).await?;
    let url = manifest["url"].as_str().unwrap_or_default();
    assert!(url.ends_with("/manifest.webmanifest"), "{manifest}");
    assert_eq!(manifest["errors"], json!([]), "what the manifest has wrong");
    let lacking = tab
        .chromium("Page.getInstallabilityErrors", json!({}))
        .await?;
    assert_eq!(lacking["installabilityErrors"], json!([]));
    Ok(())
}

async fn nothing_is_offered_before_something_was_read(scene: Scene) -> Outcome {
    open_report(&scene).await?;
    let tab = scene.tab;
    assert!(
        !tab.eval::<bool>("window.ownOffer").await?,
        "the browser would show an offer of its own"
    );
    // Long enough for whatever the app does once it is there.
    tab.promised::<()>("new Promise((done) => setTimeout(() => done(null), 1500))")
        .await?;
    assert_eq!(tab.count(OFFER).await?, 0, "offered at once");
    read_to_the_end(&tab).await?;
    tab.until("the offer", OFFERED).await?;
    let below: bool = tab
        .eval(
            "(() => {
            const offer = document.querySelector('.install-offer').getBoundingClientRect();
            const footer = document.querySelector('.site-footer').getBoundingClientRect();
            return offer.top >= footer.bottom - 1 && getComputedStyle(
                document.querySelector('.install-offer')).position === 'static';
        })()",
        )
        .await?;
    assert!(below, "the offer is not at the end of the page");
    assert!(!tab.focus_is(".install-offer *").await?, "focus was taken");
    Ok(())
}

async fn a_no_holds_for_three_months(scene: Scene) -> Outcome {
    open_report(&scene).await?;
    let tab = &scene.tab;
    read_to_the_end(tab).await?;
    tab.until("the offer", OFFERED).await?;
    tab.bring(".install-no").await?;
    tab.click(".install-no").await?;
    tab.until("no offer", NOT_OFFERED).await?;
    open_report(&scene).await?;
    read_to_the_end(tab).await?;
    tab.promised::<()>("new Promise((done) => setTimeout(() => done(null), 1500))")
        .await?;
    assert_eq!(tab.count(OFFER).await?, 0, "offered again");
    tab.run(
        "const [no, at] = localStorage.getItem('kiosque.install').split(' ');
         localStorage.setItem('kiosque.install', `${no} ${at - 93 * 24 * 3600 * 1000}`);",
    )
    .await?;
    open_report(&scene).await?;
    read_to_the_end(tab).await?;
    tab.until("the offer after three months", OFFERED).await
}

async fn a_yes_is_the_browsers_to_ask_for(scene: Scene) -> Outcome {
    open_report(&scene).await?;
    let tab = &scene.tab;
    read_to_the_end(tab).await?;
    tab.until("the offer", OFFERED).await?;
    tab.bring(".install-offer [data-act=install]").await?;
    assert_eq!(tab.eval::<u32>("window.asked").await?, 0);
    tab.click(".install-offer [data-act=install]").await?;
    tab.until("no offer", NOT_OFFERED).await?;
    assert_eq!(tab.eval::<u32>("window.asked").await?, 1);
    let kept: String = tab.eval("localStorage.getItem('kiosque.install')").await?;
    assert_eq!(kept, "done");
    Ok(())
}

async fn where_the_share_sheet_installs_the_gesture_is_told(scene: Scene) -> Outcome {
    let tab = &scene.tab;
    tab.open(&scene.site.report()?.0.url).await?;
    // As iOS and iPadOS say of a site that is not installed.
    tab.run(
        "Object.defineProperty(navigator, 'standalone', { value: false });
         Object.defineProperty(window, 'installOffer', { value: undefined });",
    )
    .await?;
    read_to_the_end(tab).await?;
    tab.until("the offer", OFFERED).await?;
    let told = tab.text(".install-gesture").await?;
    assert!(
        told.contains("Partager") && told.contains("Sur l’écran d’accueil"),
        "{told}"
    );
    assert_eq!(tab.count(".install-offer [data-act=install]").await?, 0);
    Ok(())
}

/// Has the browser say that the network has gone, or has come back.
async fn network(tab: &Tab, is_there: bool) -> Outcome {
    let event = if is_there { "online" } else { "offline" };
    tab.run(&format!(
        "Object.defineProperty(navigator, 'onLine', {{ value: {is_there}, configurable: true }});
         dispatchEvent(new Event({}));",
        json!(event)
    ))
    .await
}

const SHOWN: &str = "document.querySelector('.notice-bar').hasAttribute('data-shown')";
const GONE: &str = "!document.querySelector('.notice-bar').hasAttribute('data-shown')";

async fn the_network_is_told_once_and_can_be_put_away(scene: Scene) -> Outcome {
    let tab = &scene.tab;
    tab.open("/").await?;
    tab.until("the bar's place", GONE).await?;
    tab.run("document.querySelector('.masthead-search').focus();")
        .await?;
    network(tab, false).await?;
    tab.until("the notice", SHOWN).await?;
    let told = tab.text(".notice-text").await?;
    assert!(told.starts_with("Hors ligne."), "{told}");
    assert_eq!(
        tab.attribute(".notice-text", "role").await?.as_deref(),
        Some("status")
    );
    assert!(tab.focus_is(".masthead-search").await?, "focus was taken");
    // Closed with the keyboard, it gives focus back.
    tab.run("document.querySelector('.notice-close').focus();")
        .await?;
    tab.press(Key::Escape).await?;
    tab.until("no notice after Escape", GONE).await?;
    assert!(tab.focus_is(".masthead-search").await?, "focus was lost");
    network(tab, true).await?;
    tab.until("the notice", SHOWN).await?;
    assert_eq!(tab.text(".notice-text").await?, "De nouveau en ligne");
    tab.until("a notice that goes by itself", GONE).await?;
    // What was put away is told again when it happens again.
    network(tab, false).await?;
    tab.until("the notice", SHOWN).await?;
    tab.click(".notice-close").await?;
    tab.until("no notice after a click", GONE).await
}

async fn a_notice_covers_no_last_line(scene: Scene) -> Outcome {
    let tab = &scene.tab;
    tab.open(&scene.site.report()?.0.url).await?;
    tab.until("the bar's place", GONE).await?;
    network(tab, false).await?;
    tab.until("the notice", SHOWN).await?;
    tab.until(
        "the last line above the notice",
        // Comments are still being made when the end is first come to.
        "(() => {
            scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
            const [footer, bar] = ['.site-footer', '.notice-bar']
                .map((name) => document.querySelector(name).getBoundingClientRect());
            return footer.bottom <= bar.top + 1 && bar.bottom <= innerHeight + 1;
        })()",
    )
    .await
}

async fn where_nothing_can_be_kept_the_page_says_so(scene: Scene) -> Outcome {
    scene.server.rule("/sw.js", Rule::Status(404));
    let tab = &scene.tab;
    tab.open(&shelf(&scene.site)?.url).await?;
    tab.until(
        "a word on what cannot be kept",
        "document.querySelector('.shelf-status').textContent.includes('ne sait pas garder')",
    )
    .await?;
    assert_eq!(tab.count(".shelf-place *").await?, 0);
    tab.open(&scene.site.report()?.0.url).await?;
    tab.until(
        "no button that does nothing",
        "getComputedStyle(document.querySelector('.save-toggle')).visibility === 'hidden'",
    )
    .await
}

async fn shared_words_are_looked_for(scene: Scene) -> Outcome {
    let search = scene.site.find("search page", |page| {
        matches!(page.body, PageBody::Search(_))
    })?;
    let tab = &scene.tab;
    let words = "title=Marseille&text=vieux+port+https%3A%2F%2Felsewhere.example%2Fa";
    tab.load(&format!("{}?{words}", shelf(&scene.site)?.url))
        .await?;
    tab.until_page(&search.url).await?;
    let asked: String = tab
        .eval("new URLSearchParams(location.search).get('q')")
        .await?;
    assert_eq!(asked, "vieux port");
    Ok(())
}

async fn every_page_leads_to_the_readers_own(scene: Scene) -> Outcome {
    let tab = &scene.tab;
    let shelf = shelf(&scene.site)?;
    tab.open("/").await?;
    let link = format!(".site-footer a[href={}]", json!(shelf.url));
    tab.bring(&link).await?;
    tab.click(&link).await?;
    tab.until_page(&shelf.url).await?;
    assert_eq!(tab.text("main h1").await?, shelf.title);
    Ok(())
}

/// Shares the report with the page, which then lists it.
async fn the_readers_own_page_is_for_everyone(scene: Scene) -> Outcome {
    scene.server.offer_worker();
    let tab = &scene.tab;
    let report = &scene.site.report()?.0.url;
    let origin = scene.server.origin().replace("://", "%3A%2F%2F");
    let shared = format!("{origin}{report}");
    tab.load(&format!("{}?url={shared}", shelf(&scene.site)?.url))
        .await?;
    tab.until(
        "the report on the list",
        &format!(
            "document.querySelector('[data-act=remove]')?.dataset.url === {}",
            json!(report)
        ),
    )
    .await?;
    let said = tab.text(".shelf-status").await?;
    assert!(said.ends_with("est gardé pour plus tard."), "{said}");
    examine(tab, "the reader's own page").await
}

async fn the_offline_page_is_for_everyone(scene: Scene) -> Outcome {
    scene.server.offer_worker();
    let offline = scene.site.find("offline page", |page| {
        matches!(page.body, PageBody::Offline)
    })?;
    scene.tab.open(&offline.url).await?;
    scene
        .tab
        .until(
            "what can be read",
            "document.querySelector('.shelf-list') !== null",
        )
        .await?;
    examine(&scene.tab, "the offline page").await
}

async fn a_notice_and_an_offer_are_for_everyone(scene: Scene) -> Outcome {
    open_report(&scene).await?;
    let tab = &scene.tab;
    read_to_the_end(tab).await?;
    tab.until("the offer", OFFERED).await?;
    tab.run("scrollTo({ top: 0, behavior: 'instant' });")
        .await?;
    network(tab, false).await?;
    tab.until("the notice", SHOWN).await?;
    examine(tab, "a notice and an offer").await
}
