//! The `[pocket]` table of `site.toml`.

use kiosque_catalogue::editor::Problem;
use kiosque_model::Language;

use crate::fields::Fields;
use crate::source::Located;
use crate::typography;

/// Articles put by where the newsroom does not say.
const ARTICLES: u32 = 6;
/// Most articles put by: what everyone's device keeps unasked.
const MOST_ARTICLES: u32 = 30;
/// Characters of a name that some launcher still shows. Twelve fit everywhere.
const LONGEST_NAME: usize = 30;

/// What the newsroom says of the site installed, and without a network.
#[derive(Debug, Clone)]
pub struct PocketSettings {
    /// The name under the icon, where it is not the newspaper's.
    pub short_name: Option<String>,
    /// What icons are drawn from, below `media/`; the app's own mark where there is none.
    pub icon: Option<Located<String>>,
    /// How many of the newest articles the worker puts by.
    pub articles: usize,
    /// Whether there is a worker. Where there is none, one from before is called back.
    pub worker: bool,
    /// Pictures shown to who is about to install the site.
    pub screenshots: Vec<ScreenshotSettings>,
}

/// A picture shown to who is about to install the site.
#[derive(Debug, Clone)]
pub struct ScreenshotSettings {
    /// Path below `media/`.
    pub file: Located<String>,
    /// What it shows.
    pub label: String,
    /// Whether it is of a wide window, and not of a telephone.
    pub wide: bool,
}

impl Default for PocketSettings {
    fn default() -> Self {
        Self {
            short_name: None,
            icon: None,
            articles: ARTICLES as usize,
            worker: true,
            screenshots: Vec::new(),
        }
    }
}

/// Reads the `[pocket]` table. What is wrong is noted.
pub(crate) fn read(fields: &mut Fields<'_>, language: Language) -> PocketSettings {
    let Some(mut table) = fields.table("pocket") else {
        return PocketSettings::default();
    };
    let short_name = table.text("short_name").and_then(|name| {
        let words = typography::plain(language, &name.value);
        let characters = words.chars().count();
        if characters > LONGEST_NAME {
            let problem = Problem::ShortNameLong {
                name: words.clone(),
                characters,
            };
            table.problem(name.at, problem);
        }
        (!words.is_empty()).then_some(words)
    });
    let icon = table.text("icon");
    let articles = table.number("articles", 0..=MOST_ARTICLES);
    let worker = table.switch("worker");
    let mut screenshots = Vec::new();
    for mut shot in table.tables("screenshots") {
        let file = shot.required_text("file");
        let label = shot.required_text("label");
        let wide = shot.flag("wide");
        if let (Some(file), Some(label)) = (file, label) {
            screenshots.push(ScreenshotSettings {
                file,
                label: typography::plain(language, &label.value),
                wide,
            });
        }
        shot.finish();
    }
    table.finish();
    PocketSettings {
        short_name,
        icon,
        articles: articles.unwrap_or(ARTICLES) as usize,
        worker: worker.unwrap_or(true),
        screenshots,
    }
}
