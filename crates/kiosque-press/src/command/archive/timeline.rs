//! The posts that came in, put into a timeline.

use std::fs;

use kiosque_catalogue::editor::archive_words;
use kiosque_press::archive::fates::Arrival;
use kiosque_press::archive::placing::place;
use kiosque_press::archive::store::Archive;
use kiosque_press::archive::timeline::{Hours, append, begun, shown};

use super::super::telling::Ending;
use super::super::unreachable_path;
use super::reporting::Report;

/// Adds posts to a timeline's file, and says where to show it.
pub fn add(
    archive: &Archive,
    name: &str,
    arrivals: &[Arrival],
    dry: bool,
    report: &mut Report<'_>,
) -> Result<(), Ending> {
    let language = archive.wording.language;
    let words = archive_words(language);
    let posts: Hours = arrivals
        .iter()
        .filter(|arrival| arrival.fate.is_well())
        .map(|arrival| (arrival.post.id.clone(), arrival.posted))
        .collect();
    if posts.is_empty() {
        return Ok(());
    }
    let known: Hours = archive
        .posts
        .iter()
        .map(|(id, stored)| (id.clone(), stored.posted))
        .collect();
    let path = format!("timelines/{name}.toml");
    let full = archive.folder.join(&path);
    let shown = shown(archive, name, &posts);
    let unreadable = |reason: &str| (words.timeline_unreadable)(&path, reason);
    let before = match fs::read_to_string(&full) {
        Ok(text) => Some(text),
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => None,
        Err(reason) => {
            report.timeline_fault(&path, unreadable(&reason.to_string()));
            return Ok(());
        }
    };
    let text = before.clone().unwrap_or_else(|| begun(&shown.beginning));
    let after = match append(&text, &posts, &known, &archive.wording) {
        Ok(after) => after,
        Err(reason) => {
            report.timeline_fault(&path, unreadable(&reason));
            return Ok(());
        }
    };
    if !after.added.is_empty() && !dry {
        place(&full, after.text.as_bytes())
            .map_err(|error| Ending::failure(unreachable_path(&error, language), language))?;
    }
    if before.is_none() && !dry {
        report.line((words.timeline_made)(&path));
    }
    report.line((words.timeline_added)(after.added.len(), &path));
    if !shown.is_shown {
        report.line((words.timeline_line)(name, shown.article.as_deref()));
    }
    Ok(())
}
