//! Posts brought into the archive.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use kiosque_archive::{Format, Refused};
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{PostState, Quote, Source, UnavailableReason};

use crate::content::Unreachable;

use super::asking::Asker;
use super::keeping::{Count, Keeper};
use super::merging::{is_poorer, merged};
use super::post_files::count_files;
use super::store::{Archive, place, raw_files, raw_stem, remove};

/// Which posts of an input are wanted.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// These.
    pub ids: Vec<String>,
    /// Those from this instant on.
    pub from: Option<Timestamp>,
    /// Those before this instant.
    pub until: Option<Timestamp>,
    /// Every one.
    pub all: bool,
}

impl Choice {
    /// Whether somebody chose at all.
    pub fn is_made(&self) -> bool {
        self.all || !self.ids.is_empty() || self.has_days()
    }

    /// Whether days choose.
    pub fn has_days(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether a post is wanted.
    pub fn takes(&self, post: &Post) -> bool {
        let within = |posted: Timestamp| {
            self.from.is_none_or(|from| posted >= from)
                && self.until.is_none_or(|until| posted < until)
        };
        (self.ids.is_empty() || self.ids.contains(&post.id))
            && ((self.from.is_none() && self.until.is_none())
                || posted_at(post).is_some_and(within))
    }

    /// Whether a post that cannot be kept was wanted, as far as that can be told.
    pub fn wanted(&self, refused: &Refused) -> bool {
        self.ids.is_empty() || refused.id.as_ref().is_some_and(|id| self.ids.contains(id))
    }
}

/// When a post was posted: the earlier of the author's clock and the network's.
pub fn posted_at(post: &Post) -> Option<Timestamp> {
    let created: Timestamp = post.created_at.parse().ok()?;
    let indexed = post.indexed_at.as_ref().and_then(|at| at.parse().ok());
    Some(created.min(indexed.unwrap_or(Timestamp::MAX)))
}

/// A post on its way in.
pub struct Incoming {
    /// The post, its media still elsewhere.
    pub post: Post,
    /// What it was read from.
    pub raw: Vec<u8>,
    /// What it lost so far.
    pub losses: Vec<Loss>,
    /// The folder where files of its export may be.
    pub beside: Option<PathBuf>,
    /// The input it came in.
    pub from: String,
}

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is in the archive now.
    Kept,
    /// It was in the archive and is stored anew.
    Refreshed,
    /// It was in the archive, and nothing about it is new.
    Unchanged,
    /// It was in the archive, and nobody asked for it anew.
    Already,
    /// The newsroom withdrew it.
    Withdrawn,
    /// Another network's post has this id, in this file.
    OtherNetwork(String),
    /// What was given says less than what is stored.
    Poorer,
}

impl Fate {
    /// Whether the post is in the archive, as was asked.
    pub const fn is_well(&self) -> bool {
        matches!(
            self,
            Self::Kept | Self::Refreshed | Self::Unchanged | Self::Already
        )
    }
}

/// A post with what became of it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The post, as it is stored or would be.
    pub post: Post,
    /// When it was posted.
    pub posted: Timestamp,
    /// What became of it.
    pub fate: Fate,
    /// Its file, below the content folder.
    pub path: String,
    /// Its files.
    pub media: Count,
    /// What it lost.
    pub losses: Vec<Loss>,
    /// The input it came in.
    pub from: String,
}

/// How posts are brought in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Those that are there are stored anew.
    pub refresh: bool,
    /// Nothing is written, and no media asked for.
    pub dry: bool,
    /// What the newsroom wrote down about its right to show a post gives way to what was given now.
    pub licence: bool,
}

/// What is known of a post before it is brought in, without asking anybody.
pub fn known_fate(archive: &Archive, source: Source, id: &str, refresh: bool) -> Option<Fate> {
    if archive.withdrawn.contains_key(id) {
        return Some(Fate::Withdrawn);
    }
    let stored = archive.posts.get(id)?;
    if stored.post.source != source {
        return Some(Fate::OtherNetwork(stored.path.clone()));
    }
    (!refresh).then_some(Fate::Already)
}

/// What is in the archive already, as something that came in.
pub fn known_arrival(archive: &Archive, id: &str, fate: Fate, from: &str) -> Option<Arrival> {
    let stored = archive.posts.get(id)?;
    let all = count_files(&stored.post);
    Some(Arrival {
        post: stored.post.clone(),
        posted: stored.posted,
        fate,
        path: stored.path.clone(),
        media: Count { kept: all, all },
        losses: Vec::new(),
        from: from.to_owned(),
    })
}

/// Brings posts into the archive, each with its files. `each` is called after each file.
///
/// # Errors
///
/// Where this system refuses a file of the archive. What was stored before stays stored.
pub fn bring(
    archive: &mut Archive,
    asker: &Asker,
    incoming: Vec<Incoming>,
    manner: Manner,
    each: &dyn Fn(),
) -> Result<Vec<Arrival>, Unreachable> {
    let folder = archive.folder.clone();
    let mut keeper = Keeper::new(&folder, asker, manner.dry, each);
    for stored in archive.posts.values() {
        keeper.learn(&stored.post);
    }
    let mut arrivals = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for one in incoming {
        // A post that two inputs hold is brought once.
        if seen.contains_key(&one.post.id) {
            continue;
        }
        seen.insert(one.post.id.clone(), arrivals.len());
        arrivals.push(bring_one(archive, &mut keeper, one, manner)?);
    }
    Ok(arrivals)
}

fn bring_one(
    archive: &mut Archive,
    keeper: &mut Keeper<'_>,
    incoming: Incoming,
    manner: Manner,
) -> Result<Arrival, Unreachable> {
    let Incoming {
        mut post,
        raw,
        mut losses,
        beside,
        from,
    } = incoming;
    let posted = posted_at(&post).unwrap_or_default();
    let path = archive.path_of(&post, posted);
    let fate = known_fate(archive, post.source, &post.id, manner.refresh);
    let stored = archive.posts.get(&post.id).cloned();
    let fate = fate.or_else(|| {
        let stored = stored.as_ref()?;
        is_poorer(&stored.post, &post).then_some(Fate::Poorer)
    });
    if let Some(fate) = fate {
        let shown = match (&fate, stored) {
            (Fate::Already | Fate::Poorer, Some(stored)) => stored.post,
            _ => post,
        };
        let all = count_files(&shown);
        return Ok(Arrival {
            media: Count { kept: all, all },
            post: shown,
            posted,
            fate,
            path,
            losses: Vec::new(),
            from,
        });
    }
    let silenced = without_withdrawn(archive, &mut post, &raw);
    keeper.beside(beside.as_deref());
    let media = keeper.keep(&mut post, &mut losses)?;
    // One emoji in a name and in the words is one file.
    losses.dedup();
    let mut fate = Fate::Kept;
    if let Some(stored) = &stored {
        if let (false, Some(now), Some(before)) = (
            manner.licence,
            post.provenance.as_mut(),
            stored.post.provenance.as_ref(),
        ) {
            now.licence_note.clone_from(&before.licence_note);
        }
        post = merged(&stored.post, post);
        fate = Fate::Refreshed;
    }
    // Only now: a film that is stored is more than the still of one that is refused.
    keeper.leave_stills(&mut post);
    if let Some(stored) = &stored
        && same_but_for_the_moment(&stored.post, &post)
    {
        fate = Fate::Unchanged;
    }
    if !manner.dry && fate != Fate::Unchanged {
        let ending = raw_ending(&post);
        let raw_path = format!("{}.{ending}", raw_stem(post.source, &post.id));
        for other in raw_files(&archive.folder, post.source, &post.id) {
            if silenced || other != raw_path {
                remove(&archive.folder.join(other))?;
            }
        }
        if silenced {
            forget_raw(&mut post);
        } else {
            place(&archive.folder.join(raw_path), &raw)?;
        }
        archive.write_post(path.clone(), post.clone(), posted)?;
    }
    Ok(Arrival {
        post,
        posted,
        fate,
        path,
        media,
        losses,
        from,
    })
}

/// The ending of the file of what a post was read from.
fn raw_ending(post: &Post) -> &'static str {
    let format = post.provenance.as_ref().map(|from| from.format.as_str());
    if format == Some(Format::Blockquote.name()) {
        "html"
    } else if format == Some(Format::Written.name()) {
        "toml"
    } else {
        "json"
    }
}

/// Whether two readings of a post differ by nothing but the moment they were taken: the counts'
/// hour and the archive's.
fn same_but_for_the_moment(stored: &Post, anew: &Post) -> bool {
    let plain = |post: &Post| {
        let mut post = post.clone();
        post.archived_at.clear();
        if let Some(counts) = &mut post.counts {
            counts.captured_at.clear();
        }
        if let Some(provenance) = &mut post.provenance {
            provenance.capture_method.clear();
            provenance.raw_sha256 = None;
            provenance.importer_version.clear();
        }
        if let Some(Quote::Post(quoted)) = &mut post.quote {
            quoted.archived_at.clear();
            if let Some(counts) = &mut quoted.counts {
                counts.captured_at.clear();
            }
        }
        post
    };
    plain(stored) == plain(anew)
}

/// Takes out of a post what it would bring back of withdrawn ones, and says whether what it was
/// read from holds any of that.
fn without_withdrawn(archive: &Archive, post: &mut Post, raw: &[u8]) -> bool {
    let withdrawn = |id: &str| archive.withdrawn.contains_key(id);
    if matches!(&post.quote, Some(Quote::Post(quoted)) if withdrawn(&quoted.id)) {
        post.quote = Some(removed_quote());
    }
    if let Some(reply) = &mut post.reply_to
        && reply.id.as_deref().is_some_and(withdrawn)
    {
        reply.url = None;
    }
    let raw = String::from_utf8_lossy(raw);
    archive.withdrawn.keys().any(|id| mentions(&raw, id))
}

/// What is said in the place of a quoted post that was withdrawn.
pub(super) const fn removed_quote() -> Quote {
    Quote::Unavailable {
        reason: UnavailableReason::RemovedByUs,
        url: None,
    }
}

/// Whether a text names an id, and not only a longer one.
pub(super) fn mentions(text: &str, id: &str) -> bool {
    let part_of_id = |c: char| c.is_ascii_alphanumeric();
    !id.is_empty()
        && text.match_indices(id).any(|(at, found)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text
                .get(at + found.len()..)
                .and_then(|text| text.chars().next());
            !before.is_some_and(part_of_id) && !after.is_some_and(part_of_id)
        })
}

/// Notes that there is nothing any more that a post was read from.
pub(super) fn forget_raw(post: &mut Post) {
    if let Some(provenance) = &mut post.provenance {
        provenance.raw_sha256 = None;
    }
}

/// Whether a network says that a post is there no more, or no more for everybody.
pub const fn is_gone(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::Gone { .. }
            | Refusal::Deleted
            | Refusal::Suspended
            | Refusal::Protected
            | Refusal::Withheld
            | Refusal::Private { .. }
    )
}

/// Whether a stored post still stands as it was archived.
pub const fn is_withdrawn(post: &Post) -> bool {
    matches!(post.state, PostState::Withdrawn { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::post;

    #[test]
    fn an_id_is_not_found_in_a_longer_one() {
        assert!(mentions("{\"id_str\":\"12\"}", "12"));
        assert!(mentions("at://did/app.bsky.feed.post/3kabc", "3kabc"));
        assert!(!mentions("{\"id_str\":\"123\"}", "12"));
        assert!(!mentions("é12é312", "3"));
        assert!(!mentions("anything", ""));
    }

    #[test]
    fn days_and_ids_choose() {
        let at = |instant: &str| Some(instant.parse().unwrap());
        let mut one = post("1");
        one.created_at = "2014-11-28T08:00:00Z".into();
        let day = Choice {
            from: at("2014-11-27T23:00:00Z"),
            until: at("2014-11-28T08:00:00Z"),
            ..Choice::default()
        };
        assert!(day.is_made() && !day.takes(&one));
        one.indexed_at = Some("2014-11-28T07:59:59Z".into());
        assert!(day.takes(&one));
        let named = Choice {
            ids: vec!["2".into()],
            ..Choice::default()
        };
        assert!(named.is_made() && !named.takes(&one) && named.takes(&post("2")));
        assert!(!Choice::default().is_made() && Choice::default().takes(&one));
    }
}
