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
        Ok(self
            .client
            .issue_cmd(ChromiumCommand { name, parameters })
            .await?)
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
        let entries = self.client.issue_cmd(Log { kind }).await?;
        Ok(serde_json::from_value(entries)?)
    }
}

#[derive(Debug)]
struct ChromiumCommand {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for ChromiumCommand {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

#[derive(Debug)]
struct Log {
    kind: &'static str,
}

impl WebDriverCompatibleCommand for Log {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/se/log"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "type": self.kind });
        (http::Method::POST, Some(body.to_string()))
    }
}
