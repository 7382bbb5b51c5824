//! The app adopts what the press printed: no node is made again, no word changes.

use std::time::Duration;

use serde_json::{Value, json};
use support::{Case, Engine, Error, Outcome, Rule, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("hydration";
        Setting::EVERYWHERE => [
            printed_nodes_are_adopted_on_every_kind_of_page,
            a_chosen_theme_changes_its_button_alone,
            without_its_program_the_page_stays_as_printed,
        ],
        Setting::CHROMIUM_ONLY => [
            the_app_makes_what_was_printed,
            the_app_starts_after_the_page_at_low_priority,
        ],
    )
}

/// Notes every node of the document, and from now on what goes wrong in it.
const RECORD: &str = r"
    window.kiosqueErrors = [];
    for (const name of ['error', 'warn']) {
        const own = console[name];
        console[name] = (...words) => {
            window.kiosqueErrors.push(`console.${name}: ${words.join(' ')}`);
            own.apply(console, words);
        };
    }
    addEventListener('error', (event) => window.kiosqueErrors.push(`error: ${event.message}`));
    addEventListener('unhandledrejection', (event) =>
        window.kiosqueErrors.push(`unhandled: ${event.reason}`));
    const name = (node) => node.nodeName.toLowerCase()
        + (node.classList?.length ? `.${node.classList[0]}` : '');
    window.kiosquePath = (node) => {
        const path = [];
        for (let at = node; at && at.nodeType !== Node.DOCUMENT_NODE; at = at.parentNode) {
            path.unshift(name(at));
        }
        return path.join(' ');
    };
    window.kiosqueNodes = () => {
        const nodes = [];
        const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
        while (walker.nextNode()) nodes.push(walker.currentNode);
        return nodes;
    };
    window.kiosquePrinted = window.kiosqueNodes().map((node) => ({
        node,
        path: window.kiosquePath(node),
        parent: node.parentNode,
        text: node.nodeValue,
        attributes: Object.fromEntries([...(node.attributes ?? [])]
            .map(({ name, value }) => [name, value])),
    }));";

/// What became of the noted nodes, a line each difference.
const CHANGES: &str = r"(() => {
    const changes = [];
    const now = window.kiosqueNodes();
    const printed = new Map(window.kiosquePrinted.map((was) => [was.node, was]));
    for (const was of window.kiosquePrinted) {
        const { node, path } = was;
        if (!node.isConnected) { changes.push(`${path}: gone: ${was.text}`); continue; }
        if (node.parentNode !== was.parent) changes.push(`${path}: moved`);
        if (node.nodeValue !== was.text) {
            changes.push(`${path}: ${was.text} became ${node.nodeValue}`);
        }
        const names = new Set([...Object.keys(was.attributes),
            ...(node.getAttributeNames?.() ?? [])]);
        for (const name of names) {
            const [a, b] = [was.attributes[name] ?? null, node.getAttribute(name)];
            if (a !== b) changes.push(`${path} @${name}: ${a} became ${b}`);
        }
    }
    for (const node of now) {
        if (!printed.has(node)) {
            changes.push(`${window.kiosquePath(node)}: new: ${node.nodeValue}`);
        }
    }
    const kept = window.kiosquePrinted.map(({ node }) => node).filter((node) => node.isConnected);
    const old = now.filter((node) => printed.has(node));
    if (kept.some((node, index) => node !== old[index])) changes.push('another order');
    return changes;
})()";

/// Lets effects, frames and idle time go by.
const SETTLED: &str = "new Promise((done) => requestAnimationFrame(() =>
    requestAnimationFrame(() => setTimeout(() => done(true), 250))))";

/// What the app sets in a page on purpose, once it answers.
const ON_PURPOSE: [&str; 6] = [
    "html @data-app: null became ",
    "html body main div.reading-progress @style: null became --progress: 0;",
    // Without the app it is shown all the time.
    "html body a.back-to-top @data-managed: null became ",
    // The app's own, in a place that is printed empty.
    "html body div.pocket div.notice-bar",
    "html body div.pocket section.install-offer",
    // The host of most tests offers no worker, and without one nothing can be kept.
    "html body main article.article footer.article-foot div.sharing button.save-toggle @data-unable: ",
];

/// Loads a page with the app's program held back, notes it, and lets the program come.
async fn adopt(scene: &Scene, url: &str) -> Result<Vec<String>, Error> {
    let Scene { tab, server, site } = scene;
    let program = site.file_ending(".wasm")?;
    let asked = server.count(&program);
    server.rule(&program, Rule::Held);
    tab.load(url).await?;
    tab.until_printed(url).await?;
    server.until_asked(&program, asked + 1).await?;
    assert_eq!(tab.count("html[data-app]").await?, 0, "{url}");
    tab.run(RECORD).await?;
    let nodes: usize = tab.eval("window.kiosquePrinted.length").await?;
    assert!(nodes > 100, "{url} has {nodes} nodes");
    server.behave();
    tab.until_alive().await?;
    changes(tab).await
}

/// What became of the page since it was noted, but for what the app sets on purpose.
async fn changes(tab: &Tab) -> Result<Vec<String>, Error> {
    tab.promised::<bool>(SETTLED).await?;
    let mut changes: Vec<String> = tab.eval(CHANGES).await?;
    changes.retain(|change| !ON_PURPOSE.iter().any(|start| change.starts_with(start)));
    changes.extend(tab.eval::<Vec<String>>("window.kiosqueErrors").await?);
    Ok(changes)
}

/// What Chromium's console holds against the page; nothing in other engines, which keep no log.
async fn console(tab: &Tab) -> Result<Vec<Value>, Error> {
    if tab.engine() != Engine::Chromium {
        return Ok(Vec::new());
    }
    let mut log = tab.log("browser").await?;
    // The offer to install the site is made later, in the page: so the browser says each time. The
    // host of these tests offers no worker.
    let expected = [
        "beforeinstallprompt",
        "(404) was received when fetching the script",
    ];
    log.retain(|entry| {
        let said = entry["message"].as_str().unwrap_or_default();
        !expected.iter().any(|words| said.contains(words))
    });
    Ok(log)
}

/// Every element of the body, with its attributes and its own words; but for what the shell says
/// without script, for the bare groups in which Leptos makes parts of drawings, and for what the app
/// has of its own in a place that is printed empty.
const SHAPE: &str = r"[...document.body.querySelectorAll('*')]
    .filter(({ localName, attributes }) => !['noscript', 'script'].includes(localName)
        && !(localName === 'g' && attributes.length === 0))
    .filter(({ parentElement }) => !parentElement.closest('.pocket'))
    .map((element) => [
        element.localName,
        ...[...element.attributes].map(({ name, value }) => `${name}=${value}`).sort(),
        [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
            .map(({ data }) => data).join('').trim(),
    ].join(' | '))";

/// An element that the press forgot would be taken for its neighbour without a word; the app that
/// starts on an empty shell makes all of them.
async fn the_app_makes_what_was_printed(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = &scene;
    for (kind, url) in site.kinds()? {
        tab.open(&url).await?;
        tab.promised::<bool>(SETTLED).await?;
        let printed: Vec<String> = tab.eval(SHAPE).await?;
        server.rule(&url, Rule::Shell);
        tab.open(&url).await?;
        tab.promised::<bool>(SETTLED).await?;
        let made: Vec<String> = tab.eval(SHAPE).await?;
        server.behave();
        assert!(made.len() > 30, "{kind}: {} elements", made.len());
        let different = printed
            .iter()
            .zip(&made)
            .find(|(printed, made)| printed != made);
        assert_eq!(different, None, "{kind}");
        assert_eq!(printed.len(), made.len(), "{kind}");
    }
    Ok(())
}

async fn printed_nodes_are_adopted_on_every_kind_of_page(scene: Scene) -> Outcome {
    for (kind, url) in scene.site.kinds()? {
        let changes = adopt(&scene, &url).await?;
        assert!(changes.is_empty(), "{kind}: {changes:#?}");
        let console: Vec<_> = console(&scene.tab)
            .await?
            .into_iter()
            // The document that is not found is told by the browser itself.
            .filter(|entry| kind != "not found" || entry["source"] != "network")
            .collect();
        assert!(console.is_empty(), "{kind}: {console:#?}");
    }
    Ok(())
}

async fn a_chosen_theme_changes_its_button_alone(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = &scene;
    tab.load("/").await?;
    tab.run("localStorage.setItem('kiosque.theme', 'dark');")
        .await?;
    for url in ["/", &site.report()?.0.url] {
        let changes = adopt(&scene, url).await?;
        let (of_button, others): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|change| change.contains(" button.theme-toggle"));
        assert!(others.is_empty(), "{url}: {others:#?}");
        assert!(
            of_button
                .iter()
                .any(|change| change.contains("@aria-label")),
            "{url}: the button does not tell the theme: {of_button:#?}"
        );
        assert_eq!(
            tab.attribute("html", "data-theme").await?.as_deref(),
            Some("dark")
        );
    }
    Ok(())
}

async fn without_its_program_the_page_stays_as_printed(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = &scene;
    let glue = site.file_ending(".js")?;
    let program = site.file_ending(".wasm")?;
    for broken in [&program, &glue] {
        server.rule(broken, Rule::Held);
        let asked = server.count(broken);
        console(tab).await?;
        tab.load("/").await?;
        server.until_asked(broken, asked + 1).await?;
        tab.run(RECORD).await?;
        server.rule(broken, Rule::Status(404));
        tokio::time::sleep(Duration::from_millis(500)).await;
        let changes = changes(tab).await?;
        assert!(changes.is_empty(), "without {broken}: {changes:#?}");
        let console: Vec<_> = console(tab)
            .await?
            .into_iter()
            .filter(|entry| entry["source"] != "network")
            .collect();
        assert!(console.is_empty(), "without {broken}: {console:#?}");
        assert_eq!(tab.count("html[data-app], [role=alert]").await?, 0);

        // Links are the document's own.
        let link = ".front .lead .summary-headline a";
        let article = tab.attribute(link, "href").await?;
        let article = article.ok_or("the lead leads nowhere")?;
        tab.run("window.kiosqueTest = 'here';").await?;
        tab.click(link).await?;
        tab.until_printed(&article).await?;
        assert!(
            tab.eval::<bool>("window.kiosqueTest === undefined").await?,
            "the app runs"
        );
        server.behave();
    }
    Ok(())
}

async fn the_app_starts_after_the_page_at_low_priority(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    for url in ["/", &site.report()?.0.url] {
        tab.log("performance").await?;
        tab.open(url).await?;
        // How long after the end of the load event each of the app's files was asked for.
        let asked: Vec<(String, f64)> = tab
            .eval(
                "performance.getEntriesByType('resource')
                    .filter(({ name }) => /[.](js|wasm)$/.test(name))
                    .map(({ name, startTime }) => [new URL(name).pathname, startTime
                        - performance.getEntriesByType('navigation')[0].loadEventEnd])",
            )
            .await?;
        for file in [site.file_ending(".js")?, site.file_ending(".wasm")?] {
            let after = asked.iter().find(|(name, _)| *name == file);
            let (_, after) = after.ok_or_else(|| format!("{file} is not in {asked:?}"))?;
            assert!(*after >= 0.0, "{file} was asked for {} ms early", -after);
        }
        let log = tab.log("performance").await?;
        let priority = |ending: &str| {
            log.iter()
                .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
                .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
                .map(|entry| entry["message"]["params"]["request"].clone())
                .find(|request| {
                    request["url"]
                        .as_str()
                        .is_some_and(|url| url.ends_with(ending))
                })
                .map(|request| request["initialPriority"].clone())
        };
        // `import()` has no way to ask for less than its own priority; the glue is small.
        assert_eq!(priority(".wasm"), Some(json!("Low")), "{url}");
        assert_eq!(priority(".js"), Some(json!("High")), "{url}");
    }
    Ok(())
}
