//! What readers write under articles: what the newsroom says of it, what its service told when it was
//! last asked, and both put under the articles of an edition.
//!
//! Comments are printed so that they are there before any script is, and without one. A build asks
//! the service ([`asking`]), keeps what it told ([`kept`]), and prints it; where the service does not
//! answer, what was kept is printed and the build goes on.

pub mod asking;
pub mod gathering;
pub mod kept;
mod settings;

use kiosque_catalogue::editor::{Problem, Unasked};
use kiosque_model::{CommentService, Discussion, PageBody};

use crate::articles::{ArticleFile, Commenting};
use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Findings};
use crate::edition::Edition;
use crate::moments::Wording;
use crate::services::{self, Asking};
use crate::settings::Settings;
use crate::source::Source;
use gathering::Shortfall;
use kept::{Keeper, Kept};

pub use settings::DiscussionSettings;
pub(crate) use settings::read;

/// The fragment of an article's page where its discussion stands.
pub const FRAGMENT: &str = "commentaires";

/// Comments printed under one article: as many as a telephone shows at once without choking. The app
/// asks for the others.
const MOST_PRINTED: usize = 1_000;

/// Whether a fragment is, or may become, a comment's: `comment-12`.
pub(crate) fn is_of_comment(fragment: &str) -> bool {
    fragment.strip_prefix("comment-").is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The discussion under an article, nobody asked yet: none where the newsroom wants none, and where
/// WordPress keeps the comments and the article does not say under which number.
pub(crate) fn of_article(settings: &Settings, file: &ArticleFile<'_>) -> Option<Discussion> {
    let discussions = settings.discussions.as_ref()?;
    let closed = match file.comments {
        Commenting::None => return None,
        Commenting::Closed => true,
        Commenting::Open => false,
    };
    let url = file.permalink.value.url();
    let (thread, address) = if discussions.is_wordpress() {
        let post = file.comments_post.as_ref()?;
        let address = format!("{}{url}", settings.base_url);
        (post.value.to_string(), Some(address))
    } else {
        (url, None)
    };
    Some(Discussion {
        service: discussions.service.clone(),
        thread,
        closed,
        zone: settings.zone_name.clone(),
        address,
        total: 0,
        comments: Vec::new(),
    })
}

/// The discussions of an edition: what the newsroom says of them, and how hours are worded.
#[derive(Debug, Clone)]
pub struct EditionDiscussions {
    /// What `site.toml` says.
    pub settings: DiscussionSettings,
    /// The site's zone and language.
    pub wording: Wording,
}

/// What a build does about comments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// Where the service is asked, instead of where the newsroom says.
    pub address: Option<String>,
    /// Whether nobody is asked: what was kept is printed.
    pub offline: bool,
    /// Whether nobody writes under any article.
    pub closed: bool,
}

impl Manner {
    /// What a developer asks for in one word: `closed`, or the address of a service to be asked.
    /// None for another word.
    pub fn of(word: &str, offline: bool) -> Option<Self> {
        if word == "closed" {
            return Some(Self {
                offline: true,
                closed: true,
                ..Self::default()
            });
        }
        let address = services::service(word, Asking::Press).ok()?;
        Some(Self {
            address: Some(address),
            offline,
            closed: false,
        })
    }
}

/// Puts comments under the articles of an edition. What could not be asked for is told, with its
/// place in `site.toml`. `asked` is called with the number of discussions that were read, and of all.
pub fn print(
    edition: &mut Edition,
    site: Option<&Source>,
    cache: &Cache,
    manner: &Manner,
    asked: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Diagnostic> {
    let Some(EditionDiscussions { settings, wording }) = edition.discussions.clone() else {
        return Vec::new();
    };
    if manner.closed {
        close(edition);
    }
    let Some(address) = manner.address.clone().or_else(|| settings.ask.clone()) else {
        return Vec::new();
    };
    let keeper = Keeper::of(
        cache,
        &edition.site.base_url,
        settings.service.driver,
        &address,
    );
    let mut kept = keeper.read();
    let threads: Vec<String> = discussions(edition).map(|one| one.thread.clone()).collect();
    let findings = Findings::default();
    if !manner.offline && !threads.is_empty() {
        let service = CommentService {
            url: address.clone(),
            ..settings.service.clone()
        };
        let client = asking::Client::new(&address, asking::Patience::default());
        let gathered = gathering::gather(
            &service,
            &threads,
            kept,
            gathering::Asker {
                ask: &|request| client.ask(request),
                now: edition.site.now.as_second(),
                asked,
            },
        );
        kept = gathered.kept;
        keeper.write(&kept);
        if let (Some(shortfall), Some(site)) = (gathered.shortfall, site) {
            let problem = unasked(address, shortfall, threads.len(), &wording);
            findings.at(site, settings.at.clone(), problem);
        }
    }
    fill(edition, kept, &wording);
    findings.into_sorted()
}

fn unasked(address: String, shortfall: Shortfall, of: usize, wording: &Wording) -> Problem {
    let Shortfall {
        fault,
        unread,
        oldest,
    } = shortfall;
    Problem::CommentsUnasked {
        address,
        fault,
        printed: Unasked {
            unread,
            of,
            kept: oldest.map(|asked| wording.seconds(asked).full),
        },
    }
}

fn discussions(edition: &Edition) -> impl Iterator<Item = &Discussion> {
    edition.pages.values().filter_map(|page| match &page.body {
        PageBody::Article(article) => article.discussion.as_deref(),
        _ => None,
    })
}

fn discussions_mut(edition: &mut Edition) -> impl Iterator<Item = &mut Discussion> {
    edition
        .pages
        .values_mut()
        .filter_map(|page| match &mut page.body {
            PageBody::Article(article) => article.discussion.as_deref_mut(),
            _ => None,
        })
}

fn close(edition: &mut Edition) {
    for discussion in discussions_mut(edition) {
        discussion.closed = true;
    }
}

/// Puts what a service told under the articles, its hours in the site's words.
fn fill(edition: &mut Edition, mut kept: Kept, wording: &Wording) {
    for discussion in discussions_mut(edition) {
        let Some(thread) = kept.threads.remove(&discussion.thread) else {
            continue;
        };
        discussion.total = thread.total;
        discussion.comments = thread.comments;
        // Answers come after what they answer: none is left without it.
        discussion.comments.truncate(MOST_PRINTED);
        for comment in &mut discussion.comments {
            comment.moment = wording.seconds(comment.created);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_of_comments_are_known() {
        for (fragment, known) in [
            ("comment-1", true),
            ("comment-00012", true),
            ("comment-", false),
            ("comment-1a", false),
            ("comment-1-2", false),
            ("comment", false),
            ("le-comment-1", false),
        ] {
            assert_eq!(is_of_comment(fragment), known, "{fragment}");
        }
    }
}
