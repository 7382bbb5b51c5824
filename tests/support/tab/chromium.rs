//! What Chromium alone can be told and asked, by its own protocol.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::Tab;
use crate::{Engine, Error};

impl Tab {
    /// Gives the page exactly this size. Chromium only.
    ///
    /// # Errors
    ///
    /// In another engine.
    pub async fn viewport(&self, width: u32, height: u32) -> Result<(), Error> {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.chromium("Emulation.setDeviceMetricsOverride", size)
            .await
            .map(|_| ())
    }

    /// Gives the system a theme. Chromium only.
    ///
    /// # Errors
    ///
    /// In another engine.
    pub async fn prefer_theme(&self, theme: &str) -> Result<(), Error> {
        let motion = if self.setting.still {
            "reduce"
        } else {
            "no-preference"
        };
        let media = json!({
            "features": [
                { "name": "prefers-color-scheme", "value": theme },
                { "name": "prefers-reduced-motion", "value": motion },
            ],
        });
        self.chromium("Emulation.setEmulatedMedia", media)
            .await
            .map(|_| ())
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Errors
    ///
    /// In another engine, or when Chromium refuses.
    pub async fn chromium(&self, name: &'static str, parameters: Value) -> Result<Value, Error> {
        if self.engine() != Engine::Chromium {
            return Err(format!("{name} is Chromium's").into());
        }
        let command = Vendor {
            path: "goog/cdp/execute",
            body: json!({ "cmd": name, "params": parameters }),
        };
        Ok(self.client.issue_cmd(command).await?)
    }

    /// What Chromium noted since it was last asked: `browser` is its console, `performance` what
    /// it did on the network.
    ///
    /// # Errors
    ///
    /// In another engine.
    pub async fn log(&self, kind: &'static str) -> Result<Vec<Value>, Error> {
        if self.engine() != Engine::Chromium {
            return Err("only Chromium keeps a log".into());
        }
        let command = Vendor {
            path: "se/log",
            body: json!({ "type": kind }),
        };
        let entries = self.client.issue_cmd(command).await?;
        Ok(serde_json::from_value(entries)?)
    }
}

/// A command of chromedriver's that WebDriver does not have.
#[derive(Debug)]
struct Vendor {
    /// Below the session.
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
