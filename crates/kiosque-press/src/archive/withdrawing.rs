//! A post taken down: its hour and its place stay, and nothing of what it said or who said it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_model::Post;
use kiosque_model::post::{PostState, Quote, Source};
use walkdir::WalkDir;

use crate::content::Unreachable;

use super::placing::remove;
use super::post_files::files_of;
use super::raws::{forget_raw, raw_files};
use super::silencing::{mentions, removed_quote};
use super::store::{Archive, StoredPost, WITHDRAWALS, network};
use super::timeline::ids_in;
use super::verifying::texts_with;

/// A decision to take a post down.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The post.
    pub id: String,
    /// What readers are told.
    pub reason: String,
    /// The local day of the decision.
    pub date: Date,
    /// When it was carried out.
    pub now: Timestamp,
}

/// What taking a post down did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withdrawal {
    /// The tombstone, below the content folder; none for a post that was only quoted.
    pub path: Option<String>,
    /// Files deleted, below the content folder.
    pub deleted: Vec<String>,
    /// Media files that others use, with one of those who do.
    pub kept: Vec<(String, String)>,
    /// Posts that quoted it, below the content folder.
    pub quoted_in: Vec<String>,
    /// Where the newsroom's own words may repeat it: timelines and articles that show it.
    pub look_at: Vec<String>,
}

/// Whether there is a post to take down: one of the archive, one that it quotes, or a withdrawn one
/// of which something may be left.
pub fn is_there(archive: &Archive, id: &str) -> bool {
    archive.posts.contains_key(id)
        || archive.withdrawn.contains_key(id)
        || archive
            .posts
            .values()
            .any(|stored| quotes(&stored.post, id))
}

fn quotes(post: &Post, id: &str) -> bool {
    matches!(&post.quote, Some(Quote::Post(quoted)) if quoted.id == id)
}

/// Takes a post down. What was interrupted is finished by doing it again.
///
/// # Errors
///
/// What the system refuses. The decision is written down first: from then on the post is not
/// archived again.
pub fn withdraw(archive: &mut Archive, decision: &Decision) -> Result<Withdrawal, Unreachable> {
    let id = decision.id.as_str();
    let source = source_of(archive, id);
    let mut withdrawal = Withdrawal {
        look_at: shown_in(archive, id),
        ..Withdrawal::default()
    };
    if archive.withdrawn.get(id) != Some(&decision.reason) || !is_logged(archive, id) {
        log(archive, source, decision)?;
    }
    let mut media: BTreeSet<String> = BTreeSet::new();
    let mut raws: BTreeSet<String> = BTreeSet::new();
    for (network, below) in media_named_by(&archive.folder, id) {
        if source.is_none_or(|source| source == network) {
            media.insert(below);
        }
    }
    let others: Vec<StoredPost> = archive.posts.values().cloned().collect();
    for stored in others {
        if stored.post.id == id {
            continue;
        }
        let mut post = stored.post;
        let mut changed = false;
        if let Some(Quote::Post(quoted)) = &post.quote
            && quoted.id == id
        {
            media.extend(files_of(quoted));
            post.quote = Some(removed_quote());
            withdrawal.quoted_in.push(stored.path.clone());
            changed = true;
        }
        if let Some(reply) = &mut post.reply_to
            && reply.id.as_deref() == Some(id)
            && reply.url.take().is_some()
        {
            changed = true;
        }
        // What another post was read from may hold this one, quoted or answered.
        for raw in raw_files(&archive.folder, post.source, &post.id) {
            let path = archive.folder.join(&raw);
            let text = fs::read(&path).map_err(|reason| Unreachable { path, reason })?;
            if mentions(&String::from_utf8_lossy(&text), id) {
                raws.insert(raw);
                forget_raw(&mut post);
                changed = true;
            }
        }
        if changed {
            archive.write_post(stored.path, post, stored.posted)?;
        }
    }
    if let Some(stored) = archive.posts.get(id).cloned() {
        media.extend(files_of(&stored.post));
        raws.extend(raw_files(&archive.folder, stored.post.source, id));
        let post = tombstone(stored.post, decision);
        let path = archive.path_without_author(&post, stored.posted);
        archive.write_post(path.clone(), post, stored.posted)?;
        if stored.path != path {
            remove(&archive.folder.join(&stored.path))?;
        }
        withdrawal.path = Some(path);
    }
    archive
        .withdrawn
        .insert(id.to_owned(), decision.reason.clone());
    for raw in raws {
        if remove(&archive.folder.join(&raw))? {
            withdrawal.deleted.push(raw);
        }
    }
    delete_media(archive, media, &mut withdrawal)?;
    Ok(withdrawal)
}

fn source_of(archive: &Archive, id: &str) -> Option<Source> {
    let own = archive.posts.get(id).map(|stored| stored.post.source);
    own.or_else(|| {
        archive
            .posts
            .values()
            .find_map(|stored| match &stored.post.quote {
                Some(Quote::Post(quoted)) if quoted.id == id => Some(quoted.source),
                _ => None,
            })
    })
}

/// The post with nothing left but its place: identity, hour, state. The address on the network
/// names its author, and so do the record of how it came and the name of its file.
fn tombstone(mut post: Post, decision: &Decision) -> Post {
    let provenance = post.provenance.take().map(|mut from| {
        from.raw_sha256 = None;
        from.capture_method.clear();
        from.licence_note.clear();
        from
    });
    post.state = PostState::Withdrawn {
        date: decision.date.to_string(),
        public_reason: decision.reason.clone(),
    };
    let mut post = post.published();
    post.lang = None;
    post.truncated = false;
    post.sensitive = false;
    post.edited = kiosque_model::post::Edited::None;
    post.provenance = provenance;
    post
}

/// Timelines and articles that show a post.
fn shown_in(archive: &Archive, id: &str) -> Vec<String> {
    let timelines = archive
        .content
        .timelines
        .iter()
        .filter(|timeline| ids_in(&timeline.text).contains(id));
    let mut shown: Vec<String> = Vec::new();
    for timeline in timelines {
        shown.push(timeline.path.clone());
        let name = crate::timelines::name_of(&timeline.path);
        let source = format!("src=\"{name}\"");
        let articles = archive.content.articles.iter();
        shown.extend(
            articles
                .filter(|article| article.text.contains(&source))
                .map(|article| article.path.clone()),
        );
    }
    shown.sort();
    shown.dedup();
    shown
}

fn is_logged(archive: &Archive, id: &str) -> bool {
    fs::read_to_string(archive.folder.join(WITHDRAWALS))
        .is_ok_and(|log| log.lines().any(|line| line.split('\t').nth(2) == Some(id)))
}

/// Writes the decision down: when, what, why; nothing of what the post said.
fn log(archive: &Archive, source: Option<Source>, decision: &Decision) -> Result<(), Unreachable> {
    let path = archive.folder.join(WITHDRAWALS);
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = format!(
        "{}\t{}\t{}\t{}\n",
        decision.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        source.map_or("-", network),
        plain(&decision.id),
        plain(&decision.reason)
    );
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::File::options().create(true).append(true).open(&path))
        .and_then(|mut file| {
            file.write_all(line.as_bytes())?;
            file.sync_all()
        });
    written.map_err(|reason: io::Error| Unreachable { path, reason })
}

/// Media files that are named after a post, with their network; left over where a withdrawal was
/// interrupted.
fn media_named_by(folder: &Path, id: &str) -> Vec<(Source, String)> {
    let stem = format!("{}-", super::store::file_part(id));
    let mut found = Vec::new();
    for source in [Source::X, Source::Bluesky, Source::Mastodon] {
        let below = format!("posts/{}", network(source));
        let entries = WalkDir::new(folder.join("media").join(&below)).max_depth(1);
        for entry in entries.into_iter().flatten() {
            let name = entry.file_name().to_string_lossy();
            let hash = name
                .strip_prefix(&stem)
                .and_then(|rest| rest.split('.').next());
            if hash.is_some_and(|hash| hash.len() == 12) && entry.file_type().is_file() {
                found.push((source, format!("{below}/{name}")));
            }
        }
    }
    found
}

fn delete_media(
    archive: &Archive,
    media: BTreeSet<String>,
    withdrawal: &mut Withdrawal,
) -> Result<(), Unreachable> {
    for file in media {
        if !crate::media::is_below_media(&file) {
            continue;
        }
        let post = archive
            .posts
            .values()
            .find(|stored| files_of(&stored.post).contains(&file))
            .map(|stored| stored.path.as_str());
        let user = post.or_else(|| texts_with(archive, &file).next());
        if let Some(user) = user {
            withdrawal
                .kept
                .push((format!("media/{file}"), user.to_owned()));
            continue;
        }
        let content = &archive.content;
        crate::media::forget(&file, content.media.as_ref(), &content.cache);
        if remove(&archive.folder.join("media").join(&file))? {
            withdrawal.deleted.push(format!("media/{file}"));
        }
    }
    Ok(())
}
