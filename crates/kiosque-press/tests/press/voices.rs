//! What readers write, and what they are sent: settings, pages, what hosts and machines are told.

mod asked;
mod service;
mod wrong;

use std::fs;
use std::path::Path;

use kiosque_model::{Comment, CommentDriver, NewsletterService, PageBody};
use kiosque_press::cache::Cache;
use kiosque_press::discussions::kept::{Keeper, Kept, KeptThread};
use kiosque_press::discussions::{self, Manner};
use kiosque_press::hosting::ContentSecurity;
use kiosque_press::{feeds, fragments, hosting, sitemap, structured_data};

use crate::{article, edition, newsroom, page, write_article};

const VISIT: &str = "ville/visite/page.json";
const CONCERT: &str = "2014/été à Aix/concert/page.json";

/// A newsroom with other settings than the sound one's, at the end of `site.toml`.
pub fn with_settings(settings: &str) -> tempfile::TempDir {
    let folder = newsroom("minimal");
    add_settings(folder.path(), settings);
    folder
}

fn add_settings(folder: &Path, settings: &str) {
    let site = folder.join("site.toml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(site, format!("{text}\n{settings}\n")).unwrap();
}

#[test]
fn each_published_article_has_its_discussion_unless_the_newsroom_wants_none() {
    let folder = newsroom("comments");
    let edition = edition(folder.path(), true);
    let discussion = article(&edition, CONCERT).discussion.as_ref().unwrap();
    assert_eq!(discussion.thread, page(&edition, CONCERT).url);
    assert_eq!(discussion.zone, "Europe/Paris");
    assert!(!discussion.closed);
    let service = &discussion.service;
    assert_eq!(service.driver, CommentDriver::Isso);
    assert_eq!(service.url, "https://commentaires.example/isso");
    assert!(!service.name_required && service.email_required);
    let closed = article(&edition, "ville/clos/page.json");
    assert!(closed.discussion.as_ref().unwrap().closed);
    for without in ["ville/muet/page.json", "ville/brouillon/page.json"] {
        assert_eq!(article(&edition, without).discussion, None, "{without}");
    }
}

#[test]
fn wordpress_keeps_the_comments_of_articles_that_say_their_number() {
    let folder = with_settings("[comments]\ndriver = \"wordpress\"\nurl = \"https://wp.example\"");
    write_article(folder.path(), "ancien", 20, "comments_post = 4", "Texte.");
    let edition = edition(folder.path(), false);
    let old = article(&edition, "ville/ancien/page.json");
    let discussion = old.discussion.as_ref().unwrap();
    assert_eq!(discussion.thread, "4");
    assert_eq!(
        discussion.address.as_deref(),
        Some("https://kiosque.example/ville/ancien/")
    );
    assert_eq!(article(&edition, VISIT).discussion, None);
    // Who has no script sends a form.
    let header = ContentSecurity::new(&edition.security).header();
    for part in [
        "connect-src 'self' https://wp.example;",
        "form-action 'self' https://wp.example;",
    ] {
        assert!(header.contains(part), "{part} is not in {header}");
    }
}

#[test]
fn without_comments_articles_may_still_say_what_they_would_be() {
    let folder = newsroom("minimal");
    let matter = "comments = \"closed\"\ncomments_post = 4";
    write_article(folder.path(), "ancien", 20, matter, "Texte.");
    let edition = edition(folder.path(), false);
    assert_eq!(article(&edition, "ville/ancien/page.json").discussion, None);
    assert_eq!(edition.newsletter, None);
    assert!(!edition.pages.contains_key("infolettre/page.json"));
}

#[test]
fn the_newsletter_has_its_page_and_every_page_leads_to_it() {
    let folder = newsroom("comments");
    let edition = edition(folder.path(), false);
    let own = page(&edition, "infolettre/page.json");
    assert_eq!(own.title, "Infolettre");
    assert_eq!(
        own.description,
        "Recevez le meilleur de l’actualité de la semaine gratuitement\u{202f}! Chaque vendredi\u{a0}: \
         l’essentiel\u{202f}!"
    );
    let PageBody::Newsletter(newsletter) = &own.body else {
        panic!("{:?}", own.body);
    };
    assert_eq!(newsletter.page, "/infolettre/");
    assert_eq!(
        newsletter.service,
        NewsletterService::Listmonk {
            url: "https://lettre.example".into(),
            lists: vec!["1f2e3d4c-5b6a-4789-8abc-0123456789ab".into()],
        }
    );
    let offered = &article(&edition, VISIT).newsletter;
    assert_eq!(offered.as_deref(), Some(&**newsletter));
    let footer = &own.masthead.footer;
    let titles: Vec<_> = footer.iter().map(|link| link.title.as_str()).collect();
    assert_eq!(titles, ["La visite", "Infolettre"]);
    let files = sitemap::files(&edition);
    let map = files
        .iter()
        .find(|file| file.path == "sitemap.xml")
        .unwrap();
    let map = String::from_utf8((map.make)().unwrap()).unwrap();
    assert!(map.contains("<loc>https://kiosque.example/infolettre/</loc>"));
}

#[test]
fn the_newsletters_page_stands_where_the_newsroom_wants_it_and_is_led_to_once() {
    let folder = newsroom("minimal");
    let ghost = "[[footer]]\ntitle = \"La lettre\"\nlink = \"/lettre/\"\n[routes]\n\
                 newsletter = \"/lettre/\"\n[newsletter]\ndriver = \"ghost\"\nurl = \"/ghost\"\n\
                 newsletters = [\"Hebdo\"]";
    add_settings(folder.path(), ghost);
    let edition = edition(folder.path(), false);
    let footer = &page(&edition, "lettre/page.json").masthead.footer;
    let titles: Vec<_> = footer.iter().map(|link| link.title.as_str()).collect();
    assert_eq!(titles, ["La visite", "La lettre"]);
    assert_eq!(
        edition.newsletter.unwrap().service,
        NewsletterService::Ghost {
            url: "/ghost".into(),
            newsletters: vec!["Hebdo".into()],
        }
    );
    assert!(edition.security.connect.is_empty());
}

#[test]
fn a_form_is_sent_where_its_service_says() {
    let folder = with_settings(
        "[newsletter]\ndriver = \"form\"\naction = \"https://n.example/post?u=1&id=2\"\n\
         field = \"EMAIL\"\nhidden = { u = \"1\", id = \"2\" }",
    );
    let edition = edition(folder.path(), false);
    assert_eq!(
        edition.newsletter.unwrap().service,
        NewsletterService::Form {
            action: "https://n.example/post?u=1&id=2".into(),
            field: "EMAIL".into(),
            hidden: vec![("id".into(), "2".into()), ("u".into(), "1".into())],
        }
    );
    assert_eq!(edition.security.forms, ["https://n.example"]);
    assert!(edition.security.connect.is_empty());
}

#[test]
fn the_policy_lets_the_app_ask_the_services() {
    let folder = newsroom("comments");
    add_settings(
        folder.path(),
        "[security]\nconnect = [\"https://mesure.example\"]",
    );
    let edition = edition(folder.path(), false);
    let policy = ContentSecurity::new(&edition.security);
    let files = hosting::files(&edition, &policy);
    let headers = files.iter().find(|file| file.path == "_headers").unwrap();
    let headers = String::from_utf8((headers.make)().unwrap()).unwrap();
    assert!(
        headers.contains(
            "connect-src 'self' https://commentaires.example https://lettre.example \
             https://mesure.example;"
        ),
        "{headers}"
    );
    assert!(headers.contains("form-action 'self';"), "{headers}");
}

#[test]
fn no_heading_takes_a_fragment_that_is_a_comments() {
    let folder = newsroom("comments");
    let edition = edition(folder.path(), false);
    let html = format!("{:?}", article(&edition, "ville/clos/page.json").body);
    for id in ["comment", "comment-section-2", "comment-12-2"] {
        assert!(
            html.contains(&format!("<h2 id=\\\"{id}\\\">")),
            "{id}: {html}"
        );
    }
    let content = kiosque_press::content::Content::read(folder.path()).unwrap();
    assert_eq!(fragments::check(&content, &edition), []);
}

#[test]
fn feeds_and_search_engines_are_told_where_an_article_is_discussed() {
    let folder = newsroom("comments");
    let edition = edition(folder.path(), false);
    let files = feeds::files(&edition);
    let feed = files.iter().find(|file| file.path == "feed.xml").unwrap();
    let feed = String::from_utf8((feed.make)().unwrap()).unwrap();
    let told = "<comments>https://kiosque.example/ville/visite/#commentaires</comments>";
    assert!(feed.contains(told), "{feed}");
    assert_eq!(feed.matches("<comments>").count(), 3);
    let graph = |file| structured_data::graph(&edition.site, page(&edition, file), None).unwrap();
    let news = &graph(VISIT)["@graph"][0];
    assert_eq!(
        news["discussionUrl"],
        "https://kiosque.example/ville/visite/#commentaires"
    );
    assert_eq!(news["commentCount"], 0);
    assert!(news.get("comment").is_none());
    let silent = graph("ville/muet/page.json");
    assert!(silent["@graph"][0].get("discussionUrl").is_none());
    assert!(silent["@graph"][0].get("commentCount").is_none());
}

/// A comment that was kept, its hour not worded yet.
fn comment(id: u64, html: &str) -> Comment {
    Comment {
        id,
        created: 1_417_161_900,
        html: html.into(),
        ..Comment::default()
    }
}

#[test]
fn search_engines_are_told_the_first_comments_in_plain_words() {
    let folder = newsroom("comments");
    let mut edition = edition(folder.path(), false);
    let mut comments: Vec<Comment> = (3..40).map(|id| comment(id, "<p>Merci.</p>")).collect();
    let long = format!("<p>Oui &amp; <b>non</b><br>{}</p>", "mot ".repeat(1000));
    comments.insert(0, comment(1, &long));
    comments.insert(1, comment(2, ""));
    comments[0].author = "Zoé </script>".into();
    comments[1].deleted = true;
    let thread = KeptThread {
        asked: 0,
        total: 38,
        comments,
    };
    let cache_folder = tempfile::TempDir::new().unwrap();
    let cache = Cache::at(cache_folder.path());
    let (site, address) = (
        "https://kiosque.example",
        "https://commentaires.example/isso",
    );
    Keeper::of(&cache, site, CommentDriver::Isso, address).write(&Kept {
        threads: [("/ville/visite/".to_owned(), thread)].into(),
    });
    let offline = Manner {
        offline: true,
        ..Manner::default()
    };
    let told = discussions::print(&mut edition, None, &cache, &offline, &|_, _| {});
    assert_eq!(told, []);
    let page = page(&edition, VISIT);
    let graph = structured_data::graph(&edition.site, page, None).unwrap();
    let news = &graph["@graph"][0];
    assert_eq!(news["commentCount"], 38);
    let told = news["comment"].as_array().unwrap();
    assert_eq!(told.len(), 20);
    let first = &told[0];
    assert_eq!(
        first["@id"],
        "https://kiosque.example/ville/visite/#comment-1"
    );
    assert_eq!(first["author"]["name"], "Zoé </script>");
    assert_eq!(first["dateCreated"], "2014-11-28T09:05:00+01:00");
    let text = first["text"].as_str().unwrap();
    assert!(
        text.starts_with("Oui & non mot mot") && text.ends_with("mot…"),
        "{text}"
    );
    assert!(text.chars().count() <= 500);
    assert_eq!(told[1]["text"], "Merci.");
    assert!(told[1].get("author").is_none());
    // The document's own data has no second copy of what it shows.
    let json = page.in_its_document().to_json().unwrap();
    assert!(!json.contains("Merci") && json.contains("\"total\":38"));
    assert!(page.to_json().unwrap().contains("Merci"));
}
