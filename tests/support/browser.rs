//! Sessions: a fresh browser with a fresh profile for every test.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::driver::Driver;
use crate::{Engine, Error, Setting, Storage};

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
    let private = setting.storage == Storage::Private;
    let mut options = match setting.engine {
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
                    // What it says of cookies holds for all that a site may keep.
                    "profile.default_content_setting_values.cookies":
                        if setting.storage == Storage::Refused { 2 } else { 1 },
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
                    "browser.privatebrowsing.autostart": private,
                    // 5 is what it begins with, 2 refuses all that a site may keep.
                    "network.cookie.cookieBehavior":
                        if setting.storage == Storage::Refused { 2 } else { 5 },
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
    if let (true, Some((place, switch))) = (private, private_window(setting.engine))
        && let Some(Value::Array(switches)) = options.pointer_mut(place)
    {
        switches.push(switch.into());
    }
    match options {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Where an engine takes the switch that makes its window private, and the switch. Firefox has a
/// preference.
const fn private_window(engine: Engine) -> Option<(&'static str, &'static str)> {
    match engine {
        Engine::Chromium => Some(("/goog:chromeOptions/args", "--incognito")),
        Engine::Firefox => None,
        Engine::WebKit => Some(("/webkitgtk:browserOptions/args", "--private")),
    }
}
