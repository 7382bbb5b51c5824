//! Light, dark, or as the system says.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::platform::storage;
use crate::words::words;

/// Where the choice is kept. `index.html` reads it too, before the first paint.
const KEY: &str = "kiosque.theme";

/// A theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// As stored and as in `data-theme`; the system's theme is the absence of both.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn stored() -> Self {
        match storage::get(KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    fn apply(self) {
        let Some(root) = document().document_element() else {
            return;
        };
        match self.name() {
            Some(name) => {
                storage::set(KEY, name);
                let _ = root.set_attribute("data-theme", name);
            }
            None => {
                storage::remove(KEY);
                let _ = root.remove_attribute("data-theme");
            }
        }
    }
}

/// Goes through the themes, one press at a time.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let words = words();
    let theme = RwSignal::new(Theme::default());
    // The stored choice is the browser's: the printed button shows the system's theme.
    Effect::new(move |_| theme.set(Theme::stored()));
    let label = move || {
        let theme = match theme.get() {
            Theme::System => words.theme_system,
            Theme::Light => words.theme_light,
            Theme::Dark => words.theme_dark,
        };
        format!("{} – {theme}", words.theme)
    };
    let turn = move |_| {
        theme.update(|theme| *theme = theme.next());
        theme.get_untracked().apply();
    };
    view! {
        <button type="button" class="theme-toggle" on:click=turn aria-label=label title=label>
            {move || {
                let icon = match theme.get() {
                    Theme::System => Icon::HalfDisc,
                    Theme::Light => Icon::Sun,
                    Theme::Dark => Icon::Moon,
                };
                view! { <IconView icon /> }
            }}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn three_presses_come_back() {
        let start = Theme::System;
        let turns = [start.next(), start.next().next()];
        assert_eq!(turns, [Theme::Light, Theme::Dark]);
        assert_eq!(turns[1].next(), start);
    }
}
