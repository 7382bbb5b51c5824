//! Threads of Isso: what is sent, held, listed, counted and refused.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kiosque_drivers::comments::{Unreadable, Wants};
use kiosque_drivers::{Outcome as Came, Sort, Submission, printed};
use kiosque_model::field_rules::Field;
use support::{
    Backends, IssoSettings, Need, Outcome, Reader, ServiceCase, State, send, service_cases,
};

use crate::talk::{Talk, answer, words};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("isso"; Need::Isso => [
        a_comment_is_published_and_everyone_sees_it,
        a_comment_is_held_until_a_moderator_publishes_it,
        a_held_comment_that_a_moderator_deletes_is_gone,
        a_writer_who_was_published_before_is_not_held_again,
        a_second_comment_within_the_minute_is_too_fast,
        an_address_has_enough_of_a_thread,
        one_s_own_comment_is_answered_once_it_cannot_be_changed,
        what_the_newsroom_asks_of_writers_is_told_and_insisted_on,
        answers_to_answers_stand_below_the_first_comment,
        comments_are_counted_thread_by_thread,
        a_comment_to_which_no_answer_came_is_found,
        a_thread_of_a_thousand_comments_is_read_in_pages,
        pages_of_other_sites_are_not_told_that_they_may_ask,
        the_number_of_a_deleted_comment_is_given_again,
    ])
}

async fn a_comment_is_published_and_everyone_sees_it(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/2014/une-journée/", Reader::new());
    let before = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() as i64;
    let sent = Submission {
        name: "<b>Éva</b> & \"Co\"".into(),
        website: "https://example.org/?a=1&b=2".into(),
        ..words("Merci, c’était très clair.\n\nDeuxième paragraphe.")
    };
    let comment = writer.publish(&sent).await?;
    assert_eq!(comment.author, sent.name);
    assert_eq!(comment.website.as_deref(), Some(sent.website.as_str()));
    assert_eq!(
        comment.html,
        "<p>Merci, c’était très clair.</p>\n<p>Deuxième paragraphe.</p>"
    );
    assert!(
        (before - 1..before + 60).contains(&comment.created),
        "{comment:?}"
    );

    let page = Talk::with_isso(&isso, "/2014/une-journée/", Reader::new())
        .page(Sort::Oldest, 0)
        .await?;
    assert_eq!(
        (page.comments, page.total, page.next),
        (vec![comment], 1, None)
    );
    let elsewhere = Talk::with_isso(&isso, "/2014/", Reader::new());
    assert_eq!(elsewhere.page(Sort::Oldest, 0).await?.total, 0);
    assert_eq!(isso.comments().await?[0].email, "ines@example.org");
    Ok(())
}

async fn a_comment_is_held_until_a_moderator_publishes_it(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            moderation: true,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let other = Talk::with_isso(&isso, "/a/", Reader::new());
    let told = writer.ask_for(writer.thread().ask_moderation()).await?;
    assert_eq!(writer.thread().is_moderated(&told), Ok(true));
    let Came::Held(Some(id)) = writer.send(&words("En attente")).await? else {
        return Err("not held".into());
    };
    assert!(other.places().await?.is_empty());
    assert_eq!(counted(&other, &["/a/"]).await?, [0]);
    // Its writer sees it, and nobody else.
    let own = writer
        .own(id)
        .await?
        .map_err(|error| format!("{error:?}"))?;
    assert_eq!(own.ok_or("gone")?.html, "<p>En attente</p>");
    assert_eq!(other.own(id).await?, Err(Unreadable::Forbidden));
    let looked = writer.ask_for(writer.thread().look_for()).await?;
    assert_eq!(
        writer
            .thread()
            .is_there(&looked, &words("En attente"), None),
        Ok(None)
    );

    isso.approve(id).await?;
    assert_eq!(other.places().await?, [(id, None)]);
    assert_eq!(counted(&other, &["/a/"]).await?, [1]);
    Ok(())
}

async fn a_held_comment_that_a_moderator_deletes_is_gone(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            moderation: true,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let Came::Held(Some(id)) = writer.send(&words("En attente")).await? else {
        return Err("not held".into());
    };
    assert_eq!(isso.comments().await?[0].state, State::Held);
    isso.delete(id).await?;
    assert_eq!(writer.own(id).await?, Ok(None));
    assert!(isso.comments().await?.is_empty());
    Ok(())
}

async fn a_writer_who_was_published_before_is_not_held_again(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            moderation: true,
            known_writers: true,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let Came::Held(Some(id)) = writer.send(&words("Une première fois")).await? else {
        return Err("not held".into());
    };
    isso.approve(id).await?;
    writer.publish(&words("Une deuxième fois")).await?;
    let unknown = Submission {
        email: "autre@example.org".into(),
        ..words("Une première fois")
    };
    assert!(matches!(writer.send(&unknown).await?, Came::Held(_)));
    let nameless = Submission {
        email: String::new(),
        ..words("Sans adresse")
    };
    assert!(matches!(writer.send(&nameless).await?, Came::Held(_)));
    Ok(())
}

async fn a_second_comment_within_the_minute_is_too_fast(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            per_minute: 1,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::at("192.0.2.1"));
    writer.publish(&words("Un premier")).await?;
    let second = words("Un deuxième");
    assert_eq!(writer.send(&second).await?, Came::TooFast { wait: 60 });
    // The address counts, and of it only the network.
    let neighbour = Talk::with_isso(&isso, "/b/", Reader::at("192.0.2.200"));
    assert_eq!(neighbour.send(&second).await?, Came::TooFast { wait: 60 });
    let stranger = Talk::with_isso(&isso, "/a/", Reader::at("198.51.100.1"));
    stranger.publish(&second).await?;
    Ok(())
}

async fn an_address_has_enough_of_a_thread(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            per_thread: 2,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let first = writer.publish(&words("Un premier")).await?;
    writer.publish(&words("Un deuxième")).await?;
    assert_eq!(writer.send(&words("Un troisième")).await?, Came::Enough);
    writer.publish(&answer(first.id, "Une réponse")).await?;
    let elsewhere = Talk::with_isso(&isso, "/b/", Reader::new());
    elsewhere.publish(&words("Ailleurs")).await?;
    Ok(())
}

async fn one_s_own_comment_is_answered_once_it_cannot_be_changed(
    backends: Arc<Backends>,
) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            answer_oneself: false,
            window: 3,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::at("192.0.2.1"));
    let first = writer.publish(&words("Un premier")).await?;
    let other = Talk::with_isso(&isso, "/a/", Reader::at("198.51.100.1"));
    other.publish(&answer(first.id, "D’une autre")).await?;
    let own = answer(first.id, "De moi-même");
    assert_eq!(writer.send(&own).await?, Came::OwnComment);
    tokio::time::sleep(Duration::from_secs(4)).await;
    writer.publish(&own).await?;
    Ok(())
}

async fn what_the_newsroom_asks_of_writers_is_told_and_insisted_on(
    backends: Arc<Backends>,
) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            require_name: true,
            require_email: true,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let wants = writer.page(Sort::Oldest, 0).await?.wants;
    let both = Wants {
        name: true,
        email: true,
    };
    assert_eq!(wants, Some(both));
    let nameless = Submission {
        name: " ".into(),
        ..words("Sans nom")
    };
    let refused = |field| Came::Refused(Some(field));
    assert_eq!(writer.send(&nameless).await?, refused(Field::Name));
    let unreachable = Submission {
        email: String::new(),
        ..words("Sans adresse")
    };
    assert_eq!(writer.send(&unreachable).await?, refused(Field::Email));

    let free = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&free, "/a/", Reader::new());
    let wants = writer.page(Sort::Oldest, 0).await?.wants;
    let neither = Wants {
        name: false,
        email: false,
    };
    assert_eq!(wants, Some(neither));
    let comment = writer
        .publish(&Submission {
            name: String::new(),
            ..unreachable
        })
        .await?;
    assert_eq!(comment.author, "");
    Ok(())
}

async fn answers_to_answers_stand_below_the_first_comment(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let first = writer.publish(&words("Un premier")).await?.id;
    let reply = writer.publish(&answer(first, "Une réponse")).await?;
    assert_eq!(reply.parent, Some(first));
    let deeper = writer
        .publish(&answer(reply.id, "Une réponse à la réponse"))
        .await?;
    assert_eq!(deeper.parent, Some(first));
    let second = writer.publish(&words("Un deuxième")).await?.id;
    let lost = writer.publish(&answer(9_999, "À personne")).await?;
    assert_eq!(lost.parent, None);
    assert_eq!(
        writer.places().await?,
        [
            (first, None),
            (reply.id, Some(first)),
            (deeper.id, Some(first)),
            (second, None),
            (lost.id, None)
        ]
    );
    Ok(())
}

async fn counted(talk: &Talk, names: &[&str]) -> Result<Vec<u32>, support::Error> {
    let told = talk.ask_for(printed::counts(talk.service(), names)).await?;
    printed::read_counts(&told, names.len()).map_err(|error| format!("{error:?}").into())
}

async fn comments_are_counted_thread_by_thread(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let first = writer.publish(&words("Un premier")).await?.id;
    writer.publish(&answer(first, "Une réponse")).await?;
    let elsewhere = Talk::with_isso(&isso, "/été/", Reader::new());
    elsewhere.publish(&words("Un troisième")).await?;
    let names = ["/a/", "/jamais/", "/été/"];
    assert_eq!(counted(&writer, &names).await?, [2, 0, 1]);
    Ok(())
}

async fn a_comment_to_which_no_answer_came_is_found(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let sent = words("  Une *seule* fois.\n\nAvec `deux` paragraphes & « guillemets ».\n");
    let before = writer.publish(&sent).await?.id;
    let look = async |submission: &Submission, after| {
        let told = writer.ask_for(writer.thread().look_for()).await?;
        let found = writer.thread().is_there(&told, submission, after);
        found.map_err(|error| support::Error::from(format!("{error:?}")))
    };
    assert_eq!(look(&sent, None).await?, Some(before));
    assert_eq!(look(&sent, Some(before)).await?, None);
    // The answer to this one is lost.
    writer.ask(&writer.thread().submit(&sent)).await?;
    let found = look(&sent, Some(before)).await?.ok_or("not found")?;
    assert!(found > before);
    let reply = answer(before, "Une réponse");
    writer.ask(&writer.thread().submit(&reply)).await?;
    assert!(look(&reply, Some(found)).await?.is_some());
    assert_eq!(look(&words("Jamais envoyé"), None).await?, None);
    Ok(())
}

async fn a_thread_of_a_thousand_comments_is_read_in_pages(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let texts: Vec<_> = (1..=990)
        .map(|number| format!("Commentaire {number}"))
        .collect();
    isso.import("/a/", &texts)?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let (comments, _) = writer.all(Sort::Oldest).await?;
    let first = comments.first().ok_or("no comment")?.id;
    for number in 1..=10 {
        writer
            .publish(&answer(first, &format!("Réponse {number}")))
            .await?;
    }
    for sort in [Sort::Oldest, Sort::Newest, Sort::Best] {
        let (comments, pages) = writer.all(sort).await?;
        let mut ids: Vec<_> = comments.iter().map(|comment| comment.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(
            (ids.len(), comments.len(), pages),
            (1000, 1000, 10),
            "{sort:?}"
        );
    }
    assert_eq!(writer.page(Sort::Oldest, 0).await?.total, 1000);
    assert_eq!(counted(&writer, &["/a/"]).await?, [1000]);
    let (comments, _) = writer.all(Sort::Newest).await?;
    assert_eq!(
        comments.first().map(|comment| comment.html.as_str()),
        Some("<p>Commentaire 990</p>")
    );
    Ok(())
}

/// CORS is no guard: it says who may read the answer, not who may send.
async fn pages_of_other_sites_are_not_told_that_they_may_ask(backends: Arc<Backends>) -> Outcome {
    let ours = "https://journal.example";
    let isso = backends
        .isso(&IssoSettings {
            sites: vec!["https://www.journal.example".into(), ours.into()],
            ..IssoSettings::default()
        })
        .await?;
    let allowed = async |origin: &str, method: &str| {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}/?uri=/a/", isso.origin()))
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
        let answer = send(request.body(Vec::new())?).await?;
        Ok::<_, support::Error>(answer.header("access-control-allow-origin"))
    };
    for method in ["GET", "OPTIONS"] {
        assert_eq!(allowed(ours, method).await?, ours);
        let other = allowed("https://autre.example", method).await?;
        assert_eq!(other, "https://www.journal.example");
    }
    Ok(())
}

/// SQLite gives the greatest number there is and one, so what a browser remembers of a comment may
/// come to be about another.
async fn the_number_of_a_deleted_comment_is_given_again(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let deleted = writer.publish(&words("Bientôt effacé")).await?.id;
    isso.delete(deleted).await?;
    let other = Talk::with_isso(&isso, "/a/", Reader::new());
    assert_eq!(other.publish(&words("Un autre")).await?.id, deleted);
    Ok(())
}
