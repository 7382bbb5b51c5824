//! A newsroom of the length of one test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kiosque_model::Post;
use tempfile::TempDir;
use walkdir::WalkDir;

use super::server::Server;
use crate::archive::asking::Asker;
use crate::archive::fates::Arrival;
use crate::archive::hosts::{ArchiveSettings, Hosts};
use crate::archive::importing::{Incoming, Manner, bring};
use crate::archive::store::{Archive, Closed};
use crate::content::Unreachable;

const SITE: &str = "name = \"K\"\nlanguage = \"fr\"\ntime_zone = \"Europe/Paris\"\n\
                    base_url = \"https://k.example\"\n[[sections]]\nslug = \"ville\"\nname = \"Ville\"\n\
                    [[authors]]\nslug = \"redaction\"\nname = \"La rédaction\"\n";

/// A post as an importer leaves it, with a photo, an avatar and an emoji on the network.
pub fn post(id: &str) -> Post {
    let json = serde_json::json!({
        "schema": 1, "source": "x", "id": id,
        "url": format!("https://x.com/camille_demo/status/{id}"),
        "author": {
            "id": "7", "name": "Camille 🚀", "handle": "camille_demo",
            "profile_url": "https://x.com/camille_demo",
            "avatar": {
                "kind": "photo", "file": "https://pbs.twimg.com/profile_images/a_400x400.png",
                "origin_url": "https://pbs.twimg.com/profile_images/a_400x400.png", "alt": ""
            }
        },
        "created_at": "2014-11-28T08:05:17Z", "archived_at": "2014-11-29T08:00:00Z",
        "text": format!("Été 🌞 à #Aix, {id}"),
        "spans": [{"start": 14, "end": 18, "kind": {"hashtag": {
            "tag": "Aix", "href": "https://x.com/hashtag/Aix"}}}],
        "media": [{
            "kind": "photo", "file": format!("https://pbs.twimg.com/media/{id}.png?name=orig"),
            "origin_url": format!("https://pbs.twimg.com/media/{id}.png?name=orig"),
            "alt": "Une place"
        }],
        "provenance": {
            "importer": "kiosque-archive", "importer_version": "1", "format": "x-syndication",
            "raw_sha256": crate::media::digest(raw(id).as_bytes()),
            "capture_method": "file", "licence_note": "citation"
        }
    });
    serde_json::from_value(json).unwrap()
}

fn raw(id: &str) -> String {
    format!("{{\"id_str\": \"{id}\", \"text\": \"Été\"}}")
}

pub fn incoming(post: Post) -> Incoming {
    Incoming {
        raw: raw(&post.id).into_bytes(),
        losses: Vec::new(),
        beside: None,
        from: "file.json".into(),
        post,
    }
}

/// Stores again what is there.
pub const ANEW: Manner = Manner {
    refresh: true,
    dry: false,
    licence: false,
};

pub struct Newsroom {
    folder: TempDir,
    pub server: Server,
}

impl Newsroom {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("site.toml"), SITE).unwrap();
        let server = Server::start();
        server.picture("pbs.twimg.com/profile_images/a_400x400.png", 200);
        Self { folder, server }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where a file of a post is.
    pub fn media(&self, file: &str) -> PathBuf {
        self.path().join("media").join(file)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn archive(&self) -> Archive {
        match Archive::open(self.path()) {
            Ok(archive) => archive,
            Err(Closed::System(error)) => panic!("{error}"),
            Err(Closed::Busy(folder)) => panic!("{folder:?} is busy"),
            Err(Closed::Settings(_, diagnostics)) => panic!("{diagnostics:?}"),
        }
    }

    pub fn asker(&self) -> Asker {
        let mut hosts = Hosts::new(ArchiveSettings {
            mastodon: vec!["localhost".into(), "exemple.example".into()],
            media: Vec::new(),
        });
        for host in [
            "pbs.twimg.com",
            "video.twimg.com",
            "cdn.syndication.twimg.com",
            "publish.x.com",
            "public.api.bsky.app",
            "exemple.example",
        ] {
            hosts = hosts.with_stand_in(host, self.server.address);
        }
        Asker::new(hosts)
    }

    /// Brings a post in, its photo of one shade.
    pub fn bring(&self, post: Post, manner: Manner) -> Arrival {
        self.bring_with(post, None, manner)
    }

    pub fn bring_with(&self, post: Post, beside: Option<PathBuf>, manner: Manner) -> Arrival {
        let incoming = Incoming {
            beside,
            ..incoming(post)
        };
        self.bring_all(vec![incoming], manner).remove(0)
    }

    pub fn try_bring(&self, post: Post, manner: Manner) -> Result<Vec<Arrival>, Unreachable> {
        let (mut archive, incoming) = (self.archive(), vec![incoming(post)]);
        bring(&mut archive, &self.asker(), incoming, manner, &|| {})
    }

    pub fn bring_all(&self, incoming: Vec<Incoming>, manner: Manner) -> Vec<Arrival> {
        let mut archive = self.archive();
        bring(&mut archive, &self.asker(), incoming, manner, &|| {}).unwrap()
    }

    /// Serves the photo of a post and brings the post in.
    pub fn keep(&self, post: Post) -> Arrival {
        let shade = post.id.bytes().fold(0, u8::wrapping_add);
        self.server
            .picture(&format!("pbs.twimg.com/media/{}.png", post.id), shade);
        self.bring(post, Manner::default())
    }

    /// Every file with its bytes and the instant of its last change.
    pub fn tree(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        WalkDir::new(self.path())
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let below = entry.path().strip_prefix(self.path()).unwrap();
                let changed = entry.metadata().unwrap().modified().unwrap();
                let bytes = fs::read(entry.path()).unwrap();
                (below.to_string_lossy().replace('\\', "/"), (bytes, changed))
            })
            .collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.tree().into_keys().collect()
    }
}
