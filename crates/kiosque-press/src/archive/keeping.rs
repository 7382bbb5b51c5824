//! A post's files, brought into the archive.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use kiosque_catalogue::editor::{Loss, MediaRefusal};
use kiosque_model::Post;
use kiosque_model::post::{Media, MediaKind, Source};
use sha2::{Digest, Sha256};

use crate::content::Unreachable;

use super::asking::{Asker, Limited, read_refusal};
use super::export;
use super::hosts::Wanted;
use super::kept::{Kept, hexadecimal, sum_of};
use super::placing::Staged;
use super::post_files::{for_each_media, is_unkept, leave_out, unkept};
use super::recognised::{self, Role};
use super::store::network;

/// How long a picture may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a film may take.
const LONG_PATIENCE: Duration = Duration::from_secs(900);

type Brought = Result<Kept, MediaRefusal>;

/// Brings files into the archive, each once.
pub struct Keeper<'a> {
    asker: &'a Asker,
    media: PathBuf,
    /// The folder of the export, where files may lie.
    beside: Option<PathBuf>,
    /// What the archive has already, by where it came from.
    known: HashMap<String, Kept>,
    /// What was asked for in this run.
    asked: HashMap<(String, &'static str), Brought>,
    /// Nothing is asked for and nothing written.
    dry: bool,
    each: &'a dyn Fn(),
}

/// How many of a post's files were kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Kept now or before.
    pub kept: usize,
    /// All it has.
    pub all: usize,
}

impl<'a> Keeper<'a> {
    /// What brings files into the `media/` of a content folder; `each` is called after each file.
    pub fn new(content: &Path, asker: &'a Asker, dry: bool, each: &'a dyn Fn()) -> Self {
        Self {
            asker,
            media: content.join("media"),
            beside: None,
            known: HashMap::new(),
            asked: HashMap::new(),
            dry,
            each,
        }
    }

    /// Takes the files of an export out of its folder from now on.
    pub fn beside(&mut self, folder: Option<&Path>) {
        self.beside = folder.map(Path::to_owned);
    }

    /// Learns where the files of a stored post came from, so that they are not asked for again.
    pub fn learn(&mut self, post: &Post) {
        let mut post = post.clone();
        let known = &mut self.known;
        for_each_media(&mut post, &mut |media, _, _, _| {
            if let (Some(origin), Some(kept)) = (&media.origin_url, Kept::of(media)) {
                known.insert(origin.clone(), kept);
            }
        });
    }

    /// Brings the files of a post and puts their paths in place of their addresses. What is refused
    /// is told; the post does without.
    ///
    /// # Errors
    ///
    /// Where this system refuses a file of the archive.
    pub fn keep(&mut self, post: &mut Post, losses: &mut Vec<Loss>) -> Result<Count, Unreachable> {
        let mut count = Count::default();
        let mut failed = None;
        for_each_media(post, &mut |media, role, source, stem| {
            if failed.is_some() {
                return;
            }
            match self.media(media, role, (source, stem), losses) {
                Ok(one) => {
                    count.kept += one.kept;
                    count.all += one.all;
                }
                Err(error) => failed = Some(error),
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if !self.dry {
            leave_out(post);
        }
        Ok(count)
    }

    /// Lets the still of a film that was refused stand for it, as of one that exists in slices
    /// alone: better than nothing, and than nothing else.
    pub fn leave_stills(&self, post: &mut Post) {
        for_each_media(post, &mut |media, _, _, _| {
            let still = media.poster.as_ref().filter(|_| is_unkept(media));
            if let Some(still) = still.and_then(|still| self.kept(still)).cloned() {
                media.kind = MediaKind::Photo;
                media.poster = None;
                media.captions.clear();
                media.duration_ms = None;
                still.fill(media);
            }
        });
    }

    /// What is known of a file of the archive.
    fn kept(&self, file: &str) -> Option<&Kept> {
        let asked = self.asked.values().flatten();
        asked
            .chain(self.known.values())
            .find(|kept| kept.file == file)
    }

    fn media(
        &mut self,
        media: &mut Media,
        role: Role,
        place: (Source, &str),
        losses: &mut Vec<Loss>,
    ) -> Result<Count, Unreachable> {
        let mut count = Count { kept: 0, all: 1 };
        let origin = media.origin_url.clone();
        let address = std::mem::take(&mut media.file);
        let brought = self.bring(&address, origin.as_deref(), role, place)?;
        if let Some(address) = media.poster.take() {
            count.all += 1;
            match self.bring(&address, None, Role::Picture, place)? {
                Ok(kept) => {
                    count.kept += 1;
                    media.poster = Some(kept.file);
                }
                Err(why) => losses.push(Loss::Media { url: address, why }),
            }
        }
        let mut captions = Vec::new();
        for mut caption in std::mem::take(&mut media.captions) {
            count.all += 1;
            match self.bring(&caption.file, None, Role::Captions, place)? {
                Ok(kept) => {
                    count.kept += 1;
                    caption.file = kept.file;
                    captions.push(caption);
                }
                Err(why) => losses.push(Loss::Media {
                    url: caption.file,
                    why,
                }),
            }
        }
        media.captions = captions;
        match brought {
            Ok(kept) => {
                count.kept += 1;
                kept.fill(media);
            }
            Err(why) => {
                let url = origin.unwrap_or(address);
                losses.push(Loss::Media {
                    url: url.clone(),
                    why,
                });
                media.origin_url = Some(url);
                unkept(media);
            }
        }
        Ok(count)
    }

    /// One file: known from before, or brought now.
    fn bring(
        &mut self,
        address: &str,
        origin: Option<&str>,
        role: Role,
        (source, stem): (Source, &str),
    ) -> Result<Brought, Unreachable> {
        let from = origin.unwrap_or(address);
        // A film may have left its still alone, under its own address.
        let known = self.known.get(from);
        if let Some(kept) = known.filter(|kept| role.fits(&kept.mime) && self.is_intact(kept)) {
            (self.each)();
            return Ok(Ok(kept.clone()));
        }
        let key = (address.to_owned(), network(source));
        if let Some(brought) = self.asked.get(&key) {
            (self.each)();
            return Ok(brought.clone());
        }
        let brought = self.fetch(address, origin, role, (source, stem))?;
        self.asked.insert(key, brought.clone());
        (self.each)();
        Ok(brought)
    }

    fn is_intact(&self, kept: &Kept) -> bool {
        let path = self.media.join(&kept.file);
        fs::metadata(&path).is_ok_and(|data| data.len() == kept.bytes)
            && sum_of(&path).is_ok_and(|sum| sum == kept.sha256)
    }

    fn fetch(
        &self,
        address: &str,
        origin: Option<&str>,
        role: Role,
        (source, stem): (Source, &str),
    ) -> Result<Brought, Unreachable> {
        let mut address = address;
        if !address.contains("://") {
            let beside = self.beside.as_deref();
            match beside.and_then(|folder| export::file(folder, address)) {
                Some(path) if self.dry => return Ok(Ok(Kept::dry(&path.display().to_string()))),
                Some(path) => {
                    return match File::open(&path) {
                        Ok(file) => {
                            let reader = Limited::new(file, role.limit());
                            self.store(reader, None, role, (source, stem))
                        }
                        Err(_) => Ok(Err(MediaRefusal::Missing)),
                    };
                }
                // An export without its media: the network may still have them.
                None => match origin.filter(|origin| origin.contains("://")) {
                    Some(origin) => address = origin,
                    None => return Ok(Err(MediaRefusal::Missing)),
                },
            }
        }
        if self.dry {
            let may = self.asker.may_ask(address, source, Wanted::Media);
            return Ok(may.map(|()| Kept::dry(address)));
        }
        let patience = match role {
            Role::Video | Role::Loop | Role::Sound => LONG_PATIENCE,
            Role::Picture | Role::Captions => PATIENCE,
        };
        let answer = match self.asker.ask(address, source, Wanted::Media, patience) {
            Ok(answer) => answer,
            Err(why) => return Ok(Err(why)),
        };
        let told = answer.media_type();
        match answer.reader(role.limit()) {
            Ok(reader) => self.store(reader, told.as_deref(), role, (source, stem)),
            Err(why) => Ok(Err(why)),
        }
    }

    /// Writes a file beside its place, looks at what it is, and moves it there.
    fn store(
        &self,
        mut reader: impl Read,
        told: Option<&str>,
        role: Role,
        (source, stem): (Source, &str),
    ) -> Result<Brought, Unreachable> {
        let folder = format!("posts/{}", network(source));
        let path = self.media.join(&folder).join("file");
        let refused = |reason| Unreachable {
            path: path.clone(),
            reason,
        };
        let (staged, mut file) = Staged::create(&path)?;
        let mut sum = Sha256::new();
        let (mut bytes, mut buffer) = (0, vec![0; 64 * 1024]);
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Ok(Err(read_refusal(&error))),
            };
            let part = buffer.get(..read).unwrap_or_default();
            sum.update(part);
            bytes += read as u64;
            file.write_all(part).map_err(refused)?;
        }
        file.sync_all().map_err(refused)?;
        drop(file);
        let found = match recognised::read(&staged.partial, role, told) {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        let sha256 = hexadecimal(&sum.finalize());
        let short = sha256.get(..12).unwrap_or_default();
        let file = format!("{folder}/{stem}-{short}.{}", found.kind.extension());
        let place = self.media.join(&file);
        if !sum_of(&place).is_ok_and(|sum| sum == sha256) {
            staged.put(&place)?;
        }
        Ok(Ok(Kept {
            file,
            sha256,
            bytes,
            mime: found.kind.mime().to_owned(),
            width: found.width,
            height: found.height,
        }))
    }
}
