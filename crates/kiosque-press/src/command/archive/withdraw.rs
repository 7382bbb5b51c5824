//! `kiosque archive withdraw`.

use jiff::Timestamp;
use kiosque_catalogue::editor::archive_words;
use kiosque_model::Language;
use kiosque_press::archive::store::Archive;
use kiosque_press::archive::withdrawing::{self, Decision, NotWithdrawn};
use kiosque_press::diagnostic::nearest;
use serde_json::json;

use super::super::telling::{Ending, Found};
use super::super::{cache_of, unreachable_path};
use super::arguments::Withdraw;
use super::open_to_write;

/// Takes a post down.
pub fn run(withdraw: &Withdraw, language: Language) -> Result<Ending, Ending> {
    let mut archive = open_to_write(&withdraw.folder.content, language)?;
    archive.content.cache = cache_of(&withdraw.cache);
    let language = archive.wording.language;
    let words = archive_words(language);
    let usage = |sentence: String| Ending::failure(sentence, language);
    let now = Timestamp::now();
    let date = match &withdraw.date {
        Some(written) => written
            .trim()
            .parse()
            .map_err(|_| usage((words.no_day)(written)))?,
        None => archive.wording.local(now).date(),
    };
    let reason = withdraw.reason.as_deref().unwrap_or_default().trim();
    if reason.is_empty() {
        return Err(usage(words.no_reason.to_owned()));
    }
    if !withdrawing::is_there(&archive, &withdraw.id) {
        let near = nearest(&withdraw.id, archive.posts.keys().map(String::as_str));
        let sentence = (words.no_such_post)(&withdraw.id, near.as_deref());
        return Err(Ending::new(language).failed(sentence, 1));
    }
    let decision = Decision {
        id: withdraw.id.clone(),
        reason: reason.to_owned(),
        date,
        now,
    };
    let done = withdrawing::withdraw(&mut archive, &decision).map_err(|refused| match refused {
        NotWithdrawn::Unread(files) => unread(withdraw, &archive, &files),
        NotWithdrawn::System(error) => usage(unreachable_path(&error, language)),
    })?;
    let mut lines = Vec::new();
    if let Some(path) = &done.path {
        lines.push((words.withdrew)(&decision.id, path));
    }
    lines.push((words.deleted)(done.deleted.len()));
    lines.extend(done.deleted.iter().map(|file| format!("  {file}")));
    let kept = done.kept.iter();
    lines.extend(kept.map(|(file, user)| (words.stays)(file, user)));
    lines.extend(done.quoted_in.iter().map(|file| (words.quoted_in)(file)));
    lines.extend(done.look_at.iter().map(|file| (words.look_at)(file)));
    lines.push(words.copies.to_owned());
    Ok(Ending::new(language)
        .with_count("files_removed", done.deleted.len())
        .with_posts(vec![json!({
            "id": decision.id,
            "file": done.path,
            "deleted": done.deleted,
            "quoted_in": done.quoted_in,
            "look_at": done.look_at,
        })])
        .succeeded(lines.join("\n")))
}

/// The end where files of posts are not read: what is wrong in them, and that nothing was done.
fn unread(withdraw: &Withdraw, archive: &Archive, files: &[String]) -> Ending {
    let language = archive.wording.language;
    let found = Found {
        content: Some(&archive.content),
        folder: withdraw.folder.content.display().to_string(),
        language,
    };
    let theirs = archive.diagnostics.iter();
    let theirs = theirs.filter(|found| files.contains(&found.file)).cloned();
    let sentence = (archive_words(language).not_withdrawn)(&withdraw.id, files);
    Ending::new(language)
        .with_problems(&found, &theirs.collect::<Vec<_>>())
        .failed(sentence, 1)
}
