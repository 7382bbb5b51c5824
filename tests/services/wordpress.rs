//! Comments of WordPress over its REST API: what is sent, held, listed and refused.

use std::sync::Arc;

use kiosque_drivers::{Outcome as Came, Sort, Submission, printed};
use kiosque_model::field_rules::Field;
use support::{
    Backends, Need, Outcome, ServiceCase, State, WordPressPost, WordPressSettings, service_cases,
};

use crate::talk::{Talk, answer, wording, words};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("wordpress"; Need::WordPress => [
        a_comment_is_published_and_everyone_sees_it,
        a_comment_is_held_until_a_moderator_publishes_it,
        comments_are_held_for_their_words_and_links_and_refused_for_others,
        a_comment_is_taken_once,
        a_second_comment_at_once_is_too_fast,
        nobody_writes_where_nobody_may,
        without_the_plugin_or_with_accounts_alone_readers_must_log_in,
        writers_name_themselves_where_they_must,
        answers_stand_where_they_were_given,
        a_thread_of_a_thousand_comments_is_read_in_pages,
        the_press_reads_the_comments_of_all_posts,
        nothing_is_taken_back_and_nobody_votes,
    ])
}

async fn a_comment_is_published_and_everyone_sees_it(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let sent = Submission {
        name: "Éva O’Neil & Co".into(),
        website: "https://example.org/?a=1&b=2".into(),
        ..words("Merci, c'était très clair.\n\nDeuxième <b>paragraphe</b>.")
    };
    let comment = writer.publish(&sent).await?;
    assert_eq!(comment.author, sent.name);
    assert_eq!(comment.website.as_deref(), Some(sent.website.as_str()));
    assert_eq!(
        comment.html.trim_end(),
        "<p>Merci, c&rsquo;était très clair.</p>\n<p>Deuxième <b>paragraphe</b>.</p>"
    );
    let page = writer.page(Sort::Oldest, 0).await?;
    assert_eq!(
        (page.comments, page.total, page.next),
        (vec![comment], 1, None)
    );
    let other = wordpress.post(&WordPressPost::default())?;
    let other = Talk::with_wordpress(&wordpress, other);
    assert_eq!(other.page(Sort::Oldest, 0).await?.total, 0);
    assert_eq!(wordpress.comments(post)?[0].email, "ines@example.org");
    Ok(())
}

async fn a_comment_is_held_until_a_moderator_publishes_it(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends
        .wordpress(&WordPressSettings {
            moderation: true,
            ..WordPressSettings::default()
        })
        .await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let Came::Held(Some(id)) = writer.send(&words("En attente")).await? else {
        return Err("not held".into());
    };
    assert!(writer.places().await?.is_empty());
    assert_eq!(wordpress.comments(post)?[0].state, State::Held);
    wordpress.approve(id)?;
    assert_eq!(writer.places().await?, [(id, None)]);
    wordpress.delete(id)?;
    assert!(writer.places().await?.is_empty());
    assert_eq!(wordpress.comments(post)?[0].state, State::Gone);
    Ok(())
}

async fn comments_are_held_for_their_words_and_links_and_refused_for_others(
    backends: Arc<Backends>,
) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    for text in [
        "Ceci est a-voir.",
        "<a href=\"https://a.example\">un</a> et <a href=\"https://b.example\">deux</a>",
    ] {
        let came = writer.send(&words(text)).await?;
        assert!(matches!(came, Came::Held(Some(_))), "{came:?}");
    }
    let came = writer.send(&words("Un mot-interdit")).await?;
    assert_eq!(came, Came::Unwelcome);
    assert!(writer.places().await?.is_empty());
    Ok(())
}

/// WordPress alone does not know again what it escaped or cleaned: that is the plugin's.
async fn a_comment_is_taken_once(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    for text in [
        "Une seule fois, « s’il vous plaît ».",
        "Toi & moi",
        "1 < 2 > 0, C:\\temp et l'apostrophe \"droite\"",
        "<b>Gras</b> et <a href=\"https://example.org/?a=1&b=2\">un lien</a>",
        "<script>alert(1)</script> ôté",
        "Deux\r\n\r\nparagraphes 🙂",
    ] {
        let post = wordpress.post(&WordPressPost::default())?;
        let writer = Talk::with_wordpress(&wordpress, post);
        let sent = Submission {
            name: "Éva O'Neil & <Co>".into(),
            ..words(text)
        };
        let first = writer.publish(&sent).await?;
        assert_eq!(writer.send(&sent).await?, Came::Duplicate, "{text}");
        // The service has what was sent before and not answered.
        let again = writer.ask(&writer.thread().submit(&sent)).await?;
        assert_eq!(
            writer.thread().outcome(&again, true, &wording),
            Came::Held(None)
        );
        assert_eq!(wordpress.comments(post)?.len(), 1, "{text}");
        // The same words in another place or by another are others.
        writer
            .publish(&Submission {
                parent: Some(first.id),
                ..sent.clone()
            })
            .await?;
        writer
            .publish(&Submission {
                name: "Une autre".into(),
                email: "autre@example.org".into(),
                ..sent
            })
            .await?;
    }
    Ok(())
}

async fn a_second_comment_at_once_is_too_fast(backends: Arc<Backends>) -> Outcome {
    let quick = backends
        .wordpress(&WordPressSettings {
            flood: true,
            ..WordPressSettings::default()
        })
        .await?;
    let post = quick.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&quick, post);
    // The guard compares addresses: another test may have been first.
    let sent = Submission {
        email: "pressee@example.org".into(),
        ..words("Un premier")
    };
    let _ = writer.send(&sent).await?;
    let second = Submission {
        text: "Un deuxième".into(),
        ..sent
    };
    assert_eq!(writer.send(&second).await?, Came::TooFast { wait: 15 });
    Ok(())
}

async fn nobody_writes_where_nobody_may(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let closed = wordpress.post(&WordPressPost {
        open: false,
        ..WordPressPost::default()
    })?;
    let draft = wordpress.post(&WordPressPost {
        published: false,
        ..WordPressPost::default()
    })?;
    for post in [closed, draft, 999_999, 0] {
        let writer = Talk::with_wordpress(&wordpress, post);
        let came = writer.send(&words("Bonjour")).await?;
        assert_eq!(came, Came::Closed, "{post}");
    }
    assert!(wordpress.comments(closed)?.is_empty());
    Ok(())
}

async fn without_the_plugin_or_with_accounts_alone_readers_must_log_in(
    backends: Arc<Backends>,
) -> Outcome {
    for settings in [
        WordPressSettings {
            plugin: false,
            ..WordPressSettings::default()
        },
        WordPressSettings {
            registered_only: true,
            ..WordPressSettings::default()
        },
    ] {
        let wordpress = backends.wordpress(&settings).await?;
        let post = wordpress.post(&WordPressPost::default())?;
        let writer = Talk::with_wordpress(&wordpress, post);
        assert_eq!(writer.send(&words("Bonjour")).await?, Came::LoginRequired);
        assert_eq!(writer.page(Sort::Oldest, 0).await?.total, 0, "all may read");
    }
    Ok(())
}

async fn writers_name_themselves_where_they_must(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let nameless = Submission {
        name: " ".into(),
        ..words("Sans nom")
    };
    assert_eq!(writer.send(&nameless).await?, Came::Refused(None));
    let unreachable = Submission {
        email: String::new(),
        ..words("Sans adresse")
    };
    let refused = Came::Refused(Some(Field::Email));
    let came = writer.send(&unreachable).await?;
    assert!(came == Came::Refused(None) || came == refused, "{came:?}");
    let wrong = Submission {
        email: "pas-une-adresse".into(),
        ..words("Une adresse qui n’en est pas une")
    };
    assert_eq!(writer.send(&wrong).await?, refused);

    let free = backends
        .wordpress(&WordPressSettings {
            require_name_and_email: false,
            ..WordPressSettings::default()
        })
        .await?;
    let writer = Talk::with_wordpress(&free, post);
    let anonymous = Submission {
        name: String::new(),
        email: String::new(),
        ..words("Personne")
    };
    writer.publish(&anonymous).await?;
    Ok(())
}

async fn answers_stand_where_they_were_given(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let first = writer.publish(&words("Un premier")).await?.id;
    let reply = writer.publish(&answer(first, "Une réponse")).await?;
    assert_eq!(reply.parent, Some(first));
    let deeper = writer
        .publish(&answer(reply.id, "Une réponse à la réponse"))
        .await?;
    assert_eq!(deeper.parent, Some(reply.id));
    // What it answers need not be there.
    let lost = writer.publish(&answer(999_999, "À personne")).await?;
    assert_eq!(lost.parent, Some(999_999));
    let mut places = writer.places().await?;
    places.sort_unstable();
    assert_eq!(
        places,
        [
            (first, None),
            (reply.id, Some(first)),
            (deeper.id, Some(reply.id)),
            (lost.id, Some(999_999))
        ]
    );
    Ok(())
}

async fn a_thread_of_a_thousand_comments_is_read_in_pages(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    wordpress.fill(post, 1_000)?;
    let reader = Talk::with_wordpress(&wordpress, post);
    for sort in [Sort::Oldest, Sort::Newest] {
        let (comments, pages) = reader.all(sort).await?;
        let mut ids: Vec<_> = comments.iter().map(|comment| comment.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(
            (ids.len(), comments.len(), pages),
            (1000, 1000, 10),
            "{sort:?}"
        );
    }
    let page = reader.page(Sort::Oldest, 0).await?;
    assert_eq!(
        (page.comments.len(), page.total, page.next),
        (100, 1000, Some(100))
    );
    assert_eq!(page.comments[0].author, "Lectrice 1");
    let newest = reader.page(Sort::Newest, 0).await?;
    assert_eq!(newest.comments[0].author, "Lectrice 1000");
    // A comment that came meanwhile moves the pages; past the end there is nothing, and no error.
    assert_eq!(reader.page(Sort::Oldest, 1_100).await?.comments, []);
    Ok(())
}

async fn the_press_reads_the_comments_of_all_posts(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let posts = [
        wordpress.post(&WordPressPost::default())?,
        wordpress.post(&WordPressPost::default())?,
    ];
    let mut sent = Vec::new();
    for post in posts {
        let writer = Talk::with_wordpress(&wordpress, post);
        sent.push((post, writer.publish(&words(&format!("Pour {post}"))).await?));
    }
    let reader = Talk::with_wordpress(&wordpress, posts[0]);
    let (mut read, mut from) = (Vec::new(), Some(0));
    while let Some(next) = from {
        let told = reader
            .ask_for(printed::page(reader.service(), next))
            .await?;
        let page = printed::read_page(&told, next, &wording);
        let page = page.map_err(|error| format!("{error:?}"))?;
        read.extend(page.comments);
        from = page.next;
    }
    for comment in sent {
        assert!(read.contains(&comment), "{comment:?}");
    }
    Ok(())
}

async fn nothing_is_taken_back_and_nobody_votes(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let id = writer.publish(&words("Pour toujours")).await?.id;
    let thread = writer.thread();
    for none in [
        thread.own(id),
        thread.source(id),
        thread.edit(id, &words("Autre chose")),
        thread.delete(id),
        thread.vote(id, false),
        thread.look_for(),
        thread.ask_moderation(),
    ] {
        assert_eq!(none, None);
    }
    // Which is as well: it would refuse.
    let request = http::Request::delete(format!(
        "{}/wp-json/wp/v2/comments/{id}",
        wordpress.origin()
    ));
    assert_eq!(support::send(request.body(Vec::new())?).await?.status, 401);
    Ok(())
}
