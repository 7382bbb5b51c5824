//! `kiosque archive status`.

use kiosque_catalogue::editor::archive_words;
use kiosque_model::Language;
use kiosque_press::archive::status::{rows, state_index, state_name};
use kiosque_press::archive::store::network;
use serde_json::json;

use super::super::telling::{Ending, Found};
use super::arguments::Status;
use super::open;
use super::reporting::{opening, plain};

/// Lists what is in the archive.
pub fn run(status: &Status, language: Language) -> Result<Ending, Ending> {
    let archive = open(&status.folder.content, language)?;
    let wording = &archive.wording;
    let language = wording.language;
    let words = archive_words(language);
    let rows = rows(&archive);
    let mut lines = Vec::new();
    let mut posts = Vec::new();
    for row in &rows {
        let post = &row.stored.post;
        let state = words.states.get(state_index(&post.state)).copied();
        let archived = row.archived.map(|at| wording.moment(at));
        let mut parts = vec![
            plain(&post.id),
            wording.moment(row.stored.posted).full,
            state.unwrap_or_default().to_owned(),
        ];
        parts.extend(
            archived
                .as_ref()
                .map(|archived| (words.archived_on)(&archived.date)),
        );
        if row.files > 0 {
            let (files, size) = ((words.media)(row.files, row.files), (words.size)(row.bytes));
            parts.push(format!("{files}, {size}"));
        }
        parts.push(row.timelines.join(", "));
        if !post.author.handle.is_empty() {
            parts.push(format!("@{}", plain(&post.author.handle)));
        }
        parts.push(opening(post));
        parts.retain(|part| !part.is_empty());
        lines.push(parts.join("  "));
        posts.push(json!({
            "id": post.id,
            "source": network(post.source),
            "state": state_name(&post.state),
            "file": row.stored.path,
            "posted": wording.moment(row.stored.posted).iso,
            "archived": archived.map(|archived| archived.iso),
            "media": row.files,
            "bytes": row.bytes,
            "timelines": row.timelines,
        }));
    }
    let files = rows.iter().map(|row| row.files).sum();
    let bytes = rows.iter().map(|row| row.bytes).sum();
    lines.push(if rows.is_empty() {
        words.empty.to_owned()
    } else {
        (words.total)(rows.len(), files, bytes)
    });
    let found = Found {
        content: Some(&archive.content),
        folder: status.folder.content.display().to_string(),
        language,
    };
    Ok(Ending::new(language)
        .with_problems(&found, &archive.diagnostics)
        .with_count("posts", rows.len())
        .with_count("media", files)
        .with_posts(posts)
        .succeeded(lines.join("\n")))
}
