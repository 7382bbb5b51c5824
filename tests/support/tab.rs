//! What a reader does in a tab, and what a test can see in it.

mod chromium;

use std::time::{Duration, Instant};

use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MouseActions, PointerAction,
};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, Locator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub use fantoccini::key::Key;

use crate::{Engine, Error, Setting};

/// How long a test waits for what must happen. Generous: it is only spent on failures, and a
/// machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(20);

const GLANCE: Duration = Duration::from_millis(40);

/// A browser tab.
#[derive(Debug, Clone)]
pub struct Tab {
    client: Client,
    setting: Setting,
    origin: String,
}

impl Tab {
    pub(crate) fn new(client: Client, setting: Setting, origin: &str) -> Self {
        Self {
            client,
            setting,
            origin: origin.to_owned(),
        }
    }

    /// Brings a new session to the same start in every engine.
    pub(crate) async fn prepare(&self) -> Result<(), Error> {
        let script = Some(Duration::from_secs(60));
        let load = Some(Duration::from_secs(60));
        self.client
            .update_timeouts(TimeoutConfiguration::new(script, load, None))
            .await?;
        if self.engine() == Engine::Chromium {
            self.viewport(1280, 800).await?;
            self.prefer_theme(if self.setting.dark { "dark" } else { "light" })
                .await?;
        } else {
            self.client.set_window_size(1280, 900).await?;
        }
        Ok(())
    }

    /// The engine the tab is of.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.setting.engine
    }

    /// The WebDriver client, for what has no shorter way here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Loads an address of the site, or of another when it has a scheme, and waits for no more
    /// than the document.
    ///
    /// # Errors
    ///
    /// When the browser cannot load it.
    pub async fn load(&self, path: &str) -> Result<(), Error> {
        let url = if path.contains("://") {
            path.to_owned()
        } else {
            format!("{}{path}", self.origin)
        };
        Ok(self.client.goto(&url).await?)
    }

    /// Loads an address and waits until its page is shown and the app answers in it.
    ///
    /// # Errors
    ///
    /// When no page comes, or the app does not start.
    pub async fn open(&self, path: &str) -> Result<(), Error> {
        self.load(path).await?;
        self.until_page(path).await
    }

    /// Waits until the page of a path is shown, and the app answers in it.
    ///
    /// # Errors
    ///
    /// When no page comes, or another, or the app does not start.
    pub async fn until_page(&self, path: &str) -> Result<(), Error> {
        self.until_printed(path).await?;
        self.until_alive().await
    }

    /// Waits until the page of a path is shown, by the press or by the app.
    ///
    /// # Errors
    ///
    /// When no page comes, or another.
    pub async fn until_printed(&self, path: &str) -> Result<(), Error> {
        let condition = format!(
            "location.pathname === {} && document.querySelector('main#contenu h1') !== null \
             && document.querySelector('.load-failure') === null",
            json!(path)
        );
        self.until(&format!("the page of {path}"), &condition).await
    }

    /// Waits until the app answers in the page.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn until_alive(&self) -> Result<(), Error> {
        let condition = "document.documentElement.hasAttribute('data-app')";
        self.until("the app", condition).await
    }

    /// The value of a JavaScript expression in the page.
    ///
    /// # Errors
    ///
    /// When it throws, or its value is of another type.
    pub async fn eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T, Error> {
        let script = format!("return ({expression});");
        let value = self
            .client
            .execute(&script, Vec::new())
            .await
            .map_err(|error| format!("{expression}: {error}"))?;
        serde_json::from_value(value.clone())
            .map_err(|error| format!("{expression} is {value}: {error}").into())
    }

    /// Runs statements in the page.
    ///
    /// # Errors
    ///
    /// When they throw.
    pub async fn run(&self, statements: &str) -> Result<(), Error> {
        self.client.execute(statements, Vec::new()).await?;
        Ok(())
    }

    /// The value that a JavaScript expression promises.
    ///
    /// # Errors
    ///
    /// When the promise is broken, or its value is of another type.
    pub async fn promised<T: DeserializeOwned>(&self, expression: &str) -> Result<T, Error> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve({expression}).then(
                 (value) => done({{ value }}),
                 (error) => done({{ error: String(error) }}));"
        );
        let mut answer = self.client.execute_async(&script, Vec::new()).await?;
        if let Some(error) = answer.get("error") {
            return Err(format!("{expression}: {error}").into());
        }
        let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
        Ok(serde_json::from_value(value)?)
    }

    /// Waits until a JavaScript expression is true. An expression that throws is not true yet:
    /// the document may be between two pages.
    ///
    /// # Errors
    ///
    /// When it is not true in time; `what` says what was waited for.
    pub async fn until(&self, what: &str, condition: &str) -> Result<(), Error> {
        until(what, || self.eval(condition)).await
    }

    /// Waits until a promise comes to `true`. One that is broken is not true yet: the document may
    /// be between two pages.
    ///
    /// # Errors
    ///
    /// When it does not in time; `what` says what was waited for.
    pub async fn until_promised(&self, what: &str, expression: &str) -> Result<(), Error> {
        until(what, || self.promised(expression)).await
    }

    /// How many elements match a selector.
    ///
    /// # Errors
    ///
    /// When the selector is wrong.
    pub async fn count(&self, selector: &str) -> Result<usize, Error> {
        self.eval(&format!(
            "document.querySelectorAll({}).length",
            json!(selector)
        ))
        .await
    }

    /// The texts of all elements that match, white space run together.
    ///
    /// # Errors
    ///
    /// When the selector is wrong.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>, Error> {
        let expression = format!(
            "[...document.querySelectorAll({})].map((element) => \
             element.textContent.replace(/[ \\n\\t]+/g, ' ').trim())",
            json!(selector)
        );
        self.eval(&expression).await
    }

    /// An attribute of all elements that match.
    ///
    /// # Errors
    ///
    /// When one of them lacks it.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<String>, Error> {
        let expression = format!(
            "[...document.querySelectorAll({})].map((element) => element.getAttribute({}))",
            json!(selector),
            json!(name)
        );
        self.eval(&expression).await
    }

    /// The text of the first element that matches, white space run together.
    ///
    /// # Errors
    ///
    /// When nothing matches.
    pub async fn text(&self, selector: &str) -> Result<String, Error> {
        let expression = format!(
            "document.querySelector({}).textContent.replace(/[ \\n\\t]+/g, ' ').trim()",
            json!(selector)
        );
        self.eval(&expression).await
    }

    /// An attribute of the first element that matches.
    ///
    /// # Errors
    ///
    /// When nothing matches.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<Option<String>, Error> {
        let expression = format!(
            "document.querySelector({}).getAttribute({})",
            json!(selector),
            json!(name)
        );
        self.eval(&expression).await
    }

    /// Whether the element that has focus matches a selector.
    ///
    /// # Errors
    ///
    /// When the selector is wrong.
    pub async fn focus_is(&self, selector: &str) -> Result<bool, Error> {
        self.eval(&format!(
            "document.activeElement.matches({})",
            json!(selector)
        ))
        .await
    }

    /// Clicks the first element that matches, where a reader would: in view and not covered.
    ///
    /// # Errors
    ///
    /// When there is none, or something covers it.
    pub async fn click(&self, selector: &str) -> Result<(), Error> {
        let element = self
            .client
            .find(Locator::Css(selector))
            .await
            .map_err(|error| format!("{selector}: {error}"))?;
        element
            .click()
            .await
            .map_err(|error| format!("cannot click {selector}: {error}").into())
    }

    /// Brings the first element that matches into the middle of the window, and waits until the
    /// page rests: what is drawn only when it comes near moves what follows it.
    ///
    /// # Errors
    ///
    /// When there is none, or the page does not rest in time.
    pub async fn bring(&self, selector: &str) -> Result<(), Error> {
        self.bring_to("center", selector).await
    }

    /// As [`Tab::bring`], to the `start`, `center` or `end` of the window.
    ///
    /// # Errors
    ///
    /// When there is none, or the page does not rest in time.
    pub async fn bring_to(&self, block: &str, selector: &str) -> Result<(), Error> {
        // A wheel is turned too, as by a reader who scrolls: the app holds the place it brought
        // them to until they do.
        let moved = format!(
            "new Promise((done) => {{
                const element = document.querySelector({});
                const top = () => element.getBoundingClientRect().top;
                element.dispatchEvent(new WheelEvent('wheel', {{ bubbles: true }}));
                element.scrollIntoView({{ block: {}, behavior: 'instant' }});
                const before = top();
                requestAnimationFrame(() => requestAnimationFrame(() =>
                    setTimeout(() => done(Math.abs(top() - before)), 50)));
            }})",
            json!(selector),
            json!(block)
        );
        let deadline = Instant::now() + PATIENCE;
        let mut at_rest = 0;
        while at_rest < 2 {
            let rests = self.promised::<f64>(&moved).await? <= 1.0;
            at_rest = if rests { at_rest + 1 } else { 0 };
            if Instant::now() > deadline {
                return Err(format!("{selector} does not come to rest").into());
            }
        }
        Ok(())
    }

    /// Moves the mouse over the first element that matches.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn hover(&self, selector: &str) -> Result<(), Error> {
        self.bring(selector).await?;
        let element = self.client.find(Locator::Css(selector)).await?;
        let actions = MouseActions::new("mouse".into()).then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses and releases a key, or the key of a character.
    ///
    /// # Errors
    ///
    /// When the driver refuses.
    pub async fn press(&self, key: impl Into<char>) -> Result<(), Error> {
        let value = key.into();
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        Ok(self.client.perform_actions(Actions::from(actions)).await?)
    }

    /// Presses Tab until the element that has focus matches a selector.
    ///
    /// # Errors
    ///
    /// When it is not reached within `at_most` presses.
    pub async fn tab_to(&self, selector: &str, at_most: usize) -> Result<usize, Error> {
        for presses in 1..=at_most {
            self.press(Key::Tab).await?;
            if self.focus_is(selector).await? {
                return Ok(presses);
            }
        }
        Err(format!("{at_most} presses of Tab do not reach {selector}").into())
    }

    /// A picture of the page and its source.
    pub(crate) async fn evidence(&self) -> Result<(Vec<u8>, String), Error> {
        Ok((self.client.screenshot().await?, self.client.source().await?))
    }
}

/// Looks again and again until something is true.
async fn until<F>(what: &str, look: impl Fn() -> F) -> Result<(), Error>
where
    F: Future<Output = Result<bool, Error>>,
{
    let deadline = Instant::now() + PATIENCE;
    loop {
        let last = look().await;
        if matches!(last, Ok(true)) {
            return Ok(());
        }
        if Instant::now() > deadline {
            let last = last.map_or_else(|error| format!(" ({error})"), |_| String::new());
            return Err(format!("waited {PATIENCE:?} in vain for {what}{last}").into());
        }
        tokio::time::sleep(GLANCE).await;
    }
}
