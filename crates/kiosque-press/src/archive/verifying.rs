//! The archive read again, to say what is damaged.

use std::collections::BTreeSet;

use kiosque_catalogue::editor::ArchiveFault;
use kiosque_model::post::{Media, Post};
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;

use super::importing::is_withdrawn;
use super::kept::sum_of;
use super::post_files::{files_of, for_each_media, is_unkept};
use super::raws::{all_raw_files, raw_files, raw_stem};
use super::store::{Archive, NETWORKS};

/// What was found.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many posts were read.
    pub posts: usize,
    /// How many media files were read.
    pub files: usize,
    /// Files of posts that cannot be read, or that no page could show.
    pub diagnostics: Vec<Diagnostic>,
    /// Damage, each with the file of its post below the content folder; none for what is nobody's.
    pub faults: Vec<(String, ArchiveFault)>,
}

/// Reads every post again, with its media and what it was read from. `each` is called after each
/// post.
pub fn verify(archive: &Archive, each: &dyn Fn()) -> Verified {
    let mut verified = Verified {
        posts: archive.posts.len(),
        diagnostics: archive.diagnostics.clone(),
        ..Verified::default()
    };
    for stored in archive.posts.values() {
        let mut faults = Vec::new();
        // Of a withdrawn post no file is wanted.
        if !is_withdrawn(&stored.post) {
            media(archive, &stored.post, &mut verified.files, &mut faults);
        }
        raw(archive, &stored.post, &mut faults);
        if is_withdrawn(&stored.post) && speaks(&stored.post) {
            let id = stored.post.id.clone();
            faults.push(ArchiveFault::WithdrawnSpeaks { id });
        }
        let placed = faults.into_iter().map(|fault| (stored.path.clone(), fault));
        verified.faults.extend(placed);
        each();
    }
    verified.faults.extend(unclaimed_raws(archive));
    for file in unused(archive) {
        let path = format!("media/{file}");
        verified.faults.push((path, ArchiveFault::Unused { file }));
    }
    verified
}

fn media(archive: &Archive, post: &Post, read: &mut usize, faults: &mut Vec<ArchiveFault>) {
    for_each_media(&mut post.clone(), &mut |media, _, _, _| {
        if is_unkept(media) {
            let url = media.origin_url.clone().unwrap_or_default();
            faults.push(ArchiveFault::MediaUnkept { url });
        } else {
            *read += 1;
            faults.extend(damage(archive, &media.file, Some(media)));
        }
        let others = media.poster.iter();
        for file in others.chain(media.captions.iter().map(|caption| &caption.file)) {
            *read += 1;
            faults.extend(damage(archive, file, None));
        }
    });
}

/// What is wrong with a file: by what was written down of it, and by its own name where that says
/// the beginning of its hash.
fn damage(archive: &Archive, name: &str, recorded: Option<&Media>) -> Option<ArchiveFault> {
    let file = name.to_owned();
    if !crate::media::is_below_media(name) {
        return Some(ArchiveFault::MediaPath { file });
    }
    let path = archive.folder.join("media").join(name);
    let Ok(data) = std::fs::metadata(&path) else {
        return Some(ArchiveFault::MediaMissing { file });
    };
    let size = recorded.and_then(|media| media.bytes);
    if size.is_some_and(|size| size != data.len()) {
        return Some(ArchiveFault::MediaChanged { file });
    }
    let sum = recorded.and_then(|media| media.sha256.clone());
    let named = name_of_hash(name);
    if sum.is_none() && named.is_none() {
        return None;
    }
    let Ok(found) = sum_of(&path) else {
        return Some(ArchiveFault::MediaMissing { file });
    };
    let same = sum.is_none_or(|sum| sum.eq_ignore_ascii_case(&found))
        && named.is_none_or(|named| found.starts_with(named));
    (!same).then_some(ArchiveFault::MediaChanged { file })
}

/// The beginning of the hash that a file of the archive is named by.
fn name_of_hash(name: &str) -> Option<&str> {
    let name = name.strip_prefix("posts/")?;
    let (stem, _) = name.rsplit_once('.')?;
    let (_, hash) = stem.rsplit_once('-')?;
    let hexadecimal = hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hash.len() == 12 && hexadecimal).then_some(hash)
}

fn raw(archive: &Archive, post: &Post, faults: &mut Vec<ArchiveFault>) {
    let files = raw_files(&archive.folder, post.source, &post.id);
    if is_withdrawn(post) {
        faults.extend(files.into_iter().map(|file| ArchiveFault::WithdrawnRaw {
            id: post.id.clone(),
            file,
        }));
        return;
    }
    let Some(from) = &post.provenance else { return };
    // What another tool read is kept, or not, where that tool says.
    let (Some(sum), true) = (&from.raw_sha256, from.importer == "kiosque-archive") else {
        return;
    };
    match files.first() {
        None => faults.push(ArchiveFault::RawMissing {
            file: format!("{}.*", raw_stem(post.source, &post.id)),
        }),
        Some(file) => {
            if !sum_of(&archive.folder.join(file)).is_ok_and(|found| found == *sum) {
                faults.push(ArchiveFault::RawChanged { file: file.clone() });
            }
        }
    }
}

/// Whether a withdrawn post still says something, or somebody.
fn speaks(post: &Post) -> bool {
    let author = &post.author;
    !(post.text.is_empty()
        && post.media.is_empty()
        && post.quote.is_none()
        && post.cw.is_none()
        && post.card.is_none()
        && post.poll.is_none()
        && post.repost_by.is_none()
        && author.handle.is_empty()
        && author.name.is_empty()
        && author.avatar.is_none())
}

/// What posts were read from that are no longer stored: of a withdrawn one nothing should be left.
fn unclaimed_raws(archive: &Archive) -> Vec<(String, ArchiveFault)> {
    let of = |source, id: &str| raw_files(&archive.folder, source, id);
    let mut claimed: BTreeSet<String> = archive
        .posts
        .values()
        .flat_map(|stored| of(stored.post.source, &stored.post.id))
        .collect();
    let mut faults = Vec::new();
    let withdrawn = archive.withdrawn.keys();
    for id in withdrawn.filter(|id| !archive.posts.contains_key(*id)) {
        for file in NETWORKS.into_iter().flat_map(|source| of(source, id)) {
            // Another network's post may have the id.
            if claimed.insert(file.clone()) {
                let id = id.clone();
                faults.push((file.clone(), ArchiveFault::WithdrawnRaw { id, file }));
            }
        }
    }
    if archive.unread.is_empty() {
        let unclaimed = all_raw_files(&archive.folder).into_iter();
        faults.extend(
            unclaimed
                .filter(|file| !claimed.contains(file))
                .map(|file| (file.clone(), ArchiveFault::RawUnclaimed { file })),
        );
    }
    faults
}

/// Files below `media/posts/` that no post names and no text of the newsroom either.
fn unused(archive: &Archive) -> Vec<String> {
    let media = archive.folder.join("media");
    let used: BTreeSet<String> = archive
        .posts
        .values()
        .flat_map(|stored| files_of(&stored.post))
        .collect();
    // Where a post cannot be read, nobody knows which files are its own.
    if !archive.unread.is_empty() {
        return Vec::new();
    }
    let mut unused: Vec<String> = WalkDir::new(media.join("posts"))
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let below = entry.path().strip_prefix(&media).ok()?;
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            Some(parts.join("/"))
        })
        .filter(|file| !used.contains(file) && texts_with(archive, file).next().is_none())
        .collect();
    unused.sort();
    unused
}

/// The newsroom's own texts that name a media file, posts left out.
pub(super) fn texts_with<'a>(
    archive: &'a Archive,
    file: &'a str,
) -> impl Iterator<Item = &'a str> + 'a {
    let content = &archive.content;
    content
        .site
        .iter()
        .chain(&content.articles)
        .chain(&content.timelines)
        .filter(move |source| source.text.contains(file))
        .map(|source| source.path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_beginning_of_a_hash_or_nothing() {
        assert_eq!(
            name_of_hash("posts/x/12-0123456789ab.jpg"),
            Some("0123456789ab")
        );
        for name in [
            "portraits/12-0123456789ab.jpg",
            "posts/x/vue-de-la-gare.jpg",
            "posts/x/12-0123456789abcd.jpg",
            "posts/x/photo",
        ] {
            assert_eq!(name_of_hash(name), None, "{name}");
        }
    }
}
