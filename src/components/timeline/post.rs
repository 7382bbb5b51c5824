//! One post: a quotation, not a widget.

use kiosque_catalogue::reader::network_name;
use kiosque_model::TimelinePost;
use kiosque_model::post::{Edited, Post, PostState, web_link};
use kiosque_model::timeline::Entry;
use leptos::prelude::*;

use super::super::when::{Precision, When};
use super::author::Author;
use super::cover::Cover;
use super::media::{PollView, PostMedia};
use super::quote::QuoteView;
use super::text::PostText;
use crate::words::words;

/// A post at its place on the rail.
#[component]
pub fn PostView(
    /// What the timeline says of it.
    entry: Entry,
    /// The post.
    post: TimelinePost,
) -> impl IntoView {
    let words = words();
    let hour = format!("#{}", post.anchor);
    let note = entry.note.map(|note| {
        view! {
            <p class="post-note">
                <span class="visually-hidden">{words.editor_note} " "</span>
                {note}
            </p>
        }
    });
    view! {
        <li class="timeline-entry" data-key=entry.key.then_some("")>
            <p class="timeline-hour">
                <a href=hour>
                    <When moment=post.posted.clone() precision=Precision::Hour />
                </a>
                {entry
                    .key
                    .then(|| view! { <span class="visually-hidden">" – " {words.key_post}</span> })}
            </p>
            {note}
            {if let PostState::Withdrawn { public_reason, .. } = &post.post.state {
                let reason = public_reason.clone();
                withdrawn(post, reason).into_any()
            } else {
                card(post).into_any()
            }}
        </li>
    }
    .into_any()
}

/// What is left of a post that the newsroom took down: its hour, its fragment, and why.
fn withdrawn(post: TimelinePost, reason: String) -> impl IntoView {
    let date = post.withdrawn_on.unwrap_or_default();
    view! {
        <article class="post post-withdrawn" id=post.anchor tabindex="-1">
            <p>{(words().withdrawn)(&date)} " " {reason}</p>
        </article>
    }
    .into_any()
}

fn card(timeline_post: TimelinePost) -> impl IntoView {
    let words = words();
    let TimelinePost {
        post,
        posted,
        archived,
        quoted,
        anchor,
        ..
    } = timeline_post;
    let Post {
        source,
        url,
        author,
        cw,
        media,
        sensitive,
        card,
        poll,
        quote,
        reply_to,
        repost_by,
        edited,
        truncated,
        state,
        ..
    } = post.clone();
    let name = (words.post_by)(&author.name, &posted.full);
    let network = network_name(source);
    let notice = (words.post_state)(&state);
    let archived_on = archived.date.clone();
    let gone = state != PostState::LiveSnapshot;
    view! {
        <article
            class="post"
            class:post-deleted=state == PostState::DeletedUpstream
            id=anchor
            tabindex="-1"
            aria-label=name
        >
            {repost_by
                .map(|repost| {
                    view! { <p class="post-context">{(words.reposted_by)(&repost.author.name)}</p> }
                })}
            <header class="post-head">
                <Author author network=source />
            </header>
            {reply_to
                .and_then(|reply| reply.handle)
                .map(|handle| {
                    view! {
                        <p class="post-context">{(words.replying_to)(&format!("@{handle}"))}</p>
                    }
                })}
            <Cover warning=cw>
                <PostText post=post.clone() />
                {truncated.then(|| view! { <p class="post-notice">{words.truncated}</p> })}
                <PostMedia media=media.clone() sensitive />
                {poll
                    .clone()
                    .map(|poll| view! { <PollView poll archived=archived_on.clone() /> })}
                {card
                    .clone()
                    .and_then(|card| {
                        let href = web_link(&card.url)?.to_owned();
                        Some(
                            view! {
                                <a
                                    class="post-card"
                                    href=href
                                    rel="noopener nofollow ugc external"
                                >
                                    <span class="post-card-domain">{card.domain}</span>
                                    <span class="post-card-title" dir="auto">
                                        {card.title}
                                    </span>
                                    <span dir="auto">{card.description}</span>
                                </a>
                            },
                        )
                    })}
                {quote
                    .clone()
                    .map(|quote| view! { <QuoteView quote posted=quoted.clone() /> })}
            </Cover>
            {notice.map(|notice| view! { <p class="post-notice">{notice}</p> })}
            <footer class="post-foot">
                {match edited {
                    Edited::None => None,
                    Edited::Version { n, of, .. } => {
                        Some(view! { <span>{(words.edited)(n, of)}</span> })
                    }
                }}
                <span>{(words.archived_on)(&archived.date)}</span>
                {(!gone)
                    .then(|| web_link(&url).map(str::to_owned))
                    .flatten()
                    .map(|href| {
                        view! {
                            <a
                                class="post-source"
                                href=href
                                rel="noopener nofollow ugc external"
                            >
                                {(words.view_on)(network)}
                            </a>
                        }
                    })}
            </footer>
        </article>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use kiosque_model::post::Quote;
    use kiosque_model::post::UnavailableReason;
    use kiosque_model::{Language, Moment};

    use super::*;
    use crate::rendering::html;

    fn moment() -> Moment {
        Moment {
            iso: "2014-11-28T09:05:00+01:00".into(),
            full: "28 novembre 2014 à 9 h 05".into(),
            date: "28 novembre 2014".into(),
            hour: "9 h 05".into(),
        }
    }

    fn post(extra: &str) -> TimelinePost {
        let json = format!(
            r#"{{"schema":1,"source":"x","id":"7","url":"https://x.com/redaction/status/7",
            "author":{{"id":"1","name":"La rédaction","handle":"redaction",
            "profile_url":"https://x.com/redaction"}},
            "created_at":"2014-11-28T08:05:00Z","archived_at":"2014-11-29T08:00:00Z"{extra}}}"#
        );
        TimelinePost {
            post: serde_json::from_str(&json).unwrap(),
            posted: moment(),
            archived: moment(),
            quoted: None,
            withdrawn_on: Some("2 janvier 2020".into()),
            anchor: "post-7".into(),
        }
    }

    fn show(post: TimelinePost) -> String {
        let entry = Entry {
            post_id: "7".into(),
            key: false,
            note: None,
        };
        html(Language::Fr, move || view! { <PostView entry post /> })
    }

    #[test]
    fn the_hour_is_a_permalink_and_the_network_is_named() {
        let html = show(post(r#","text":"Bonjour""#));
        assert!(html.contains(r##"href="#post-7""##) && html.contains(r#"id="post-7""#));
        assert!(html.contains("Voir sur X"));
        assert!(html.contains("Message de La rédaction, 28 novembre 2014 à 9 h 05"));
    }

    #[test]
    fn words_of_a_post_are_text_and_never_markup() {
        let html = show(post(r#","text":"<script>alert(1)</script> & <b>gras</b>""#));
        assert!(
            !html.contains("<script>") && !html.contains("<b>"),
            "{html}"
        );
        assert!(html.contains("&lt;script"));
    }

    #[test]
    fn a_link_that_is_not_of_the_web_stays_text() {
        let html = show(post(
            r#","text":"ici","spans":[{"start":0,"end":3,"kind":{"link":
            {"href":"javascript:alert(1)","display":"ici"}}}]"#,
        ));
        assert!(!html.contains("javascript:"), "{html}");
        assert!(html.contains("ici"));
    }

    #[test]
    fn a_withdrawn_post_says_why_and_nothing_else() {
        let mut post = post(r#","text":"Secret""#);
        post.post.state = PostState::Withdrawn {
            date: "2020-01-02".into(),
            public_reason: "À la demande de son auteur.".into(),
        };
        let html = show(post);
        assert!(html.contains("retiré par la rédaction le 2 janvier 2020"));
        assert!(html.contains("À la demande de son auteur."));
        assert!(
            !html.contains("Secret") && !html.contains("La rédaction"),
            "{html}"
        );
        assert!(html.contains("9 h 05") && html.contains(r#"id="post-7""#));
    }

    #[test]
    fn a_deleted_post_keeps_its_words_and_loses_its_link() {
        let mut post = post(r#","text":"Toujours là""#);
        post.post.state = PostState::DeletedUpstream;
        let html = show(post);
        assert!(html.contains("Toujours là") && html.contains("a été supprimé"));
        assert!(!html.contains("Voir sur X"));
    }

    #[test]
    fn an_absent_quote_says_why() {
        let mut post = post(r#","text":"Lire""#);
        post.post.quote = Some(Quote::Unavailable {
            reason: UnavailableReason::Suspended,
            url: Some("https://x.com/autre/status/8".into()),
        });
        let html = show(post);
        assert!(html.contains("compte suspendu") && html.contains("https://x.com/autre/status/8"));
    }

    #[test]
    fn a_warning_covers_words_and_pictures() {
        let html = show(post(r#","text":"Fin du film","cw":"Divulgâcheur""#));
        let (cover, rest) = html.split_once("<summary").unwrap();
        assert!(!cover.contains("Fin du film"));
        assert!(rest.contains("Divulgâcheur") && rest.contains("Fin du film"));
    }
}
