//! Posts brought into the archive.

use std::path::PathBuf;

use jiff::Timestamp;
use kiosque_archive::Refused;
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{PostState, Quote};

use crate::content::Unreachable;

use super::asking::Asker;
use super::copies::{Single, singles};
use super::fates::{Arrival, Fate, known_fate};
use super::keeping::Keeper;
use super::merging::{is_poorer, merged};
use super::placing::{Staged, remove};
use super::raws::{forget_raw, has_its_raw, raw_files, raw_path};
use super::silencing::{leads_to, mentions, silence};
use super::store::Archive;

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
    for Single { incoming, copies } in singles(incoming) {
        let arrival = bring_one(archive, &mut keeper, incoming, manner)?;
        arrivals.push(Arrival { copies, ..arrival });
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
    let stored = archive.posts.get(&post.id).cloned();
    let fate = known_fate(archive, &post, manner.refresh).or_else(|| match &stored {
        Some(stored) => is_poorer(&stored.post, &post).then_some(Fate::Poorer),
        // Whatever stands there: as far as anybody can read, it is not this post.
        None => {
            let taken = archive.folder.join(&path).exists();
            taken.then(|| Fate::Unreadable(path.clone()))
        }
    });
    if let Some(fate) = fate {
        let shown = match (&fate, stored) {
            (Fate::Already | Fate::Poorer, Some(stored)) => stored.post,
            _ => post,
        };
        return Ok(Arrival::left(shown, posted, fate, path, from));
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
        && has_its_raw(&archive.folder, &stored.post)
    {
        fate = Fate::Unchanged;
    }
    if manner.dry {
        // What comes after it is told as it would be.
        archive.remember(path.clone(), post.clone(), posted);
    } else if fate != Fate::Unchanged {
        let raw = (!silenced).then_some(raw);
        store(archive, &path, &mut post, posted, raw.as_deref())?;
    }
    Ok(Arrival {
        post,
        posted,
        fate,
        path,
        media,
        losses,
        from,
        copies: Vec::new(),
    })
}

/// Writes a post, then what it was read from: until the post is written, the one there is may be
/// all there is, and what stands beside it is what that was read from.
fn store(
    archive: &mut Archive,
    path: &str,
    post: &mut Post,
    posted: Timestamp,
    raw: Option<&[u8]>,
) -> Result<(), Unreachable> {
    let raw_path = raw_path(post);
    let staged = raw.map(|raw| Staged::write(&archive.folder.join(&raw_path), raw));
    let staged = staged.transpose()?;
    if staged.is_none() {
        forget_raw(post);
    }
    archive.write_post(path.to_owned(), post.clone(), posted)?;
    let is_kept = staged.is_some();
    if let Some(staged) = staged {
        staged.put(&archive.folder.join(&raw_path))?;
    }
    for other in raw_files(&archive.folder, post.source, &post.id) {
        if !is_kept || other != raw_path {
            remove(&archive.folder.join(other))?;
        }
    }
    Ok(())
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
    let withdrawn = &archive.withdrawn;
    silence(post, &|id| withdrawn.contains_key(id), &|url| {
        withdrawn.keys().any(|id| leads_to(url, id))
    });
    let raw = String::from_utf8_lossy(raw);
    withdrawn.keys().any(|id| mentions(&raw, id))
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
