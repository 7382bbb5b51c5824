//! Where a timeline is shown.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Beginning, Hours};
use crate::archive::store::Archive;
use crate::source::Source;

/// What the newsroom's articles say of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whether an article shows it.
    pub is_shown: bool,
    /// The article that has its name, if there is one.
    pub article: Option<String>,
    /// What a new file begins with.
    pub beginning: Beginning,
}

/// Looks for a timeline in the articles. Its title and day are those of the article that has its
/// name, unless no post is of that day; then the day is that of the first post.
pub fn shown(archive: &Archive, name: &str, posts: &Hours) -> Shown {
    let articles = &archive.content.articles;
    let is_shown = articles.iter().any(|article| shows(&article.text, name));
    let article = articles
        .iter()
        .find_map(|article| Some((article, front_matter(article, name)?)));
    let days: Vec<Date> = posts
        .values()
        .map(|at| archive.wording.local(*at).date())
        .collect();
    let first = days.iter().min().copied();
    let published = article
        .as_ref()
        .and_then(|(_, (_, published))| *published)
        .map(|at| archive.wording.local(at).date());
    let day = published
        .filter(|day| days.is_empty() || days.contains(day))
        .or(first)
        .unwrap_or_else(|| archive.wording.local(Timestamp::now()).date());
    let title = article
        .as_ref()
        .map_or_else(|| name.replace('-', " "), |(_, (title, _))| title.clone());
    Shown {
        is_shown,
        article: article.map(|(article, _)| article.path.clone()),
        beginning: Beginning { title, day },
    }
}

/// Whether a body shows a timeline.
pub(super) fn shows(text: &str, name: &str) -> bool {
    let source = format!("src=\"{name}\"");
    text.lines().any(|line| {
        let line = line.trim_start();
        let directive = line.trim_start_matches(':').trim_start();
        line.starts_with(":::")
            && (directive.starts_with("fil") || directive.starts_with("timeline"))
            && directive.contains(&source)
    })
}

/// The title and the instant of publication of an article, if it has this slug.
fn front_matter(article: &Source, slug: &str) -> Option<(String, Option<Timestamp>)> {
    let rest = article.text.trim_start_matches('\u{feff}');
    let rest = rest.strip_prefix("+++")?;
    let (front, _) = rest.split_once("\n+++")?;
    let table: toml::Table = front.parse().ok()?;
    if table.get("slug")?.as_str()? != slug {
        return None;
    }
    let published = table
        .get("published")
        .and_then(toml::Value::as_datetime)
        .and_then(|written| written.to_string().parse().ok());
    Some((table.get("title")?.as_str()?.to_owned(), published))
}
