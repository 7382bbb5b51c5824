//! Sessions: a fresh browser with a fresh profile for every test.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::driver::Driver;
use crate::{Engine, Error, Setting};

/// Opens a browser.
pub async fn open(driver: &Driver, setting: Setting) -> Result<Client, Error> {
    let capabilities = capabilities(setting, &driver.browser.to_string_lossy());
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&driver.url)
        .await
        .map_err(|error| format!("no session in {}: {error}", setting.engine.name()).into())
}

fn capabilities(setting: Setting, browser: &str) -> Map<String, Value> {
    let options = match setting.engine {
        Engine::Chromium => json!({
            "goog:chromeOptions": {
                "binary": browser,
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                    "--window-size=1280,900",
                ],
                "prefs": {
                    // 1 allows, 2 blocks.
                    "profile.managed_default_content_settings.javascript":
                        if setting.scripted { 1 } else { 2 },
                },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }),
        Engine::Firefox => json!({
            "moz:firefoxOptions": {
                "binary": browser,
                "args": ["-headless", "-width", "1280", "-height", "900"],
                "prefs": {
                    // Firefox asks the network about itself unless told not to.
                    "app.normandy.enabled": false,
                    "browser.safebrowsing.malware.enabled": false,
                    "browser.safebrowsing.phishing.enabled": false,
                    "datareporting.policy.dataSubmissionEnabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                    "layout.css.prefers-color-scheme.content-override":
                        if setting.dark { 0 } else { 1 },
                    "ui.prefersReducedMotion": i32::from(setting.still),
                    "javascript.enabled": setting.scripted,
                },
            },
        }),
        Engine::WebKit => json!({
            "webkitgtk:browserOptions": { "binary": browser, "args": [
                "--automation",
                // The driver's own scripts still run: without them it sees nothing.
                format!("--enable-javascript-markup={}", setting.scripted),
            ] },
        }),
    };
    match options {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
