//! The site's security policy is in force in every test, and a breach of it is told.

use support::{Case, Outcome, Scene, Setting, cases};

pub fn cases() -> Vec<Case> {
    cases!("policy";
        Setting::EVERYWHERE => [a_breach_is_refused_and_told],
        Setting::CHROMIUM_ONLY => [a_script_of_elsewhere_is_refused_before_it_is_asked_for],
    )
}

async fn a_breach_is_refused_and_told(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    for url in ["/", "/une/adresse/inconnue/", &site.report()?.0.url] {
        tab.open(url).await?;
        assert_eq!(server.take_reports(), Vec::<String>::new(), "{url}");
        tab.run(
            "const script = document.createElement('script');
             try {
                 script.textContent = 'window.kiosqueBreach = true';
                 document.head.append(script);
             } catch { /* Trusted Types refuse earlier. */ }",
        )
        .await?;
        let reports = server.until_reported().await?;
        assert!(
            reports
                .iter()
                .all(|report| ["script-src", "require-trusted-types-for"]
                    .iter()
                    .any(|directive| report.starts_with(directive))),
            "{url}: {reports:?}"
        );
        assert!(
            tab.eval::<bool>("window.kiosqueBreach === undefined")
                .await?,
            "{url} runs any script"
        );
    }
    Ok(())
}

/// Trusted Types: the app's own policy lets the addresses of this origin become scripts.
async fn a_script_of_elsewhere_is_refused_before_it_is_asked_for(scene: Scene) -> Outcome {
    let Scene { tab, server, .. } = scene;
    tab.open("/").await?;
    assert_eq!(server.take_reports(), Vec::<String>::new());
    let refused: bool = tab
        .eval(
            "(() => { try {
                document.createElement('script').src = 'https://ailleurs.example/a.js';
                return false;
            } catch (error) { return error instanceof TypeError; } })()",
        )
        .await?;
    assert!(refused, "any address may become a script");
    let reports = server.until_reported().await?;
    assert!(
        reports
            .iter()
            .all(|report| report.starts_with("require-trusted-types-for")),
        "{reports:?}"
    );
    Ok(())
}
