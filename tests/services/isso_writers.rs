//! What Isso lets writers do with what they wrote, and readers with what others did.

use std::sync::Arc;
use std::time::Duration;

use kiosque_drivers::Submission;
use kiosque_drivers::comments::{Sort, Unreadable};
use kiosque_model::discussion::{Comment, Votes};
use support::{Backends, Error, IssoSettings, Need, Outcome, Reader, ServiceCase, service_cases};

use crate::talk::{Talk, answer, wording, words};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("isso_writers"; Need::Isso => [
        a_comment_is_changed_by_its_writer_alone,
        a_comment_is_taken_back_by_its_writer_alone,
        a_comment_with_answers_leaves_its_place,
        nothing_is_changed_once_the_time_is_over,
        a_reader_has_one_voice_and_none_for_oneself,
    ])
}

async fn edited(
    talk: &Talk,
    id: u64,
    submission: &Submission,
) -> Result<Result<Option<Comment>, Unreadable>, Error> {
    let told = talk.ask_for(talk.thread().edit(id, submission)).await?;
    Ok(talk.thread().read_own(&told, &wording))
}

async fn deleted(talk: &Talk, id: u64) -> Result<Result<Option<Comment>, Unreadable>, Error> {
    let told = talk.ask_for(talk.thread().delete(id)).await?;
    Ok(talk.thread().read_own(&told, &wording))
}

async fn a_comment_is_changed_by_its_writer_alone(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let other = Talk::with_isso(&isso, "/a/", Reader::new());
    let id = writer.publish(&words("Un premiez jet")).await?.id;
    let mended = Submission {
        website: "https://example.org".into(),
        ..words("Un premier *jet*")
    };
    assert_eq!(
        edited(&other, id, &mended).await?,
        Err(Unreadable::Forbidden)
    );
    let comment = edited(&writer, id, &mended).await?;
    let comment = comment
        .map_err(|error| format!("{error:?}"))?
        .ok_or("gone")?;
    assert_eq!(comment.html, "<p>Un premier <em>jet</em></p>");
    assert!(comment.edited);
    assert_eq!(comment.website.as_deref(), Some("https://example.org"));
    let listed = other.page(Sort::Oldest, 0).await?.comments;
    assert_eq!(listed, [comment]);
    let told = writer.ask_for(writer.thread().source(id)).await?;
    assert_eq!(
        writer.thread().read_source(&told).as_deref(),
        Ok("Un premier *jet*")
    );
    Ok(())
}

async fn a_comment_is_taken_back_by_its_writer_alone(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let other = Talk::with_isso(&isso, "/a/", Reader::new());
    let id = writer.publish(&words("Un mot de trop")).await?.id;
    assert_eq!(deleted(&other, id).await?, Err(Unreadable::Forbidden));
    assert_eq!(other.places().await?, [(id, None)]);
    assert_eq!(deleted(&writer, id).await?, Ok(None));
    assert!(other.places().await?.is_empty());
    assert_eq!(writer.own(id).await?, Ok(None));
    Ok(())
}

async fn a_comment_with_answers_leaves_its_place(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let other = Talk::with_isso(&isso, "/a/", Reader::new());
    let first = writer.publish(&words("Un mot de trop")).await?.id;
    let reply = other.publish(&answer(first, "Une réponse")).await?.id;
    let left = deleted(&writer, first).await?;
    let left = left.map_err(|error| format!("{error:?}"))?.ok_or("gone")?;
    assert!(left.deleted && left.html.is_empty(), "{left:?}");
    let page = other.page(Sort::Oldest, 0).await?;
    let listed: Vec<_> = page
        .comments
        .iter()
        .map(|comment| (comment.id, comment.deleted))
        .collect();
    assert_eq!(listed, [(first, true), (reply, false)]);
    assert_eq!(page.total, 1);
    assert_eq!(page.comments[0].author, "", "its writer is forgotten");
    // With the last answer the place goes too.
    assert_eq!(deleted(&other, reply).await?, Ok(None));
    assert!(other.places().await?.is_empty());
    Ok(())
}

async fn nothing_is_changed_once_the_time_is_over(backends: Arc<Backends>) -> Outcome {
    let isso = backends
        .isso(&IssoSettings {
            window: 2,
            ..IssoSettings::default()
        })
        .await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let id = writer.publish(&words("Pour toujours")).await?.id;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(
        edited(&writer, id, &words("Autre chose")).await?,
        Err(Unreadable::Forbidden)
    );
    assert_eq!(deleted(&writer, id).await?, Err(Unreadable::Forbidden));
    assert_eq!(writer.own(id).await?, Err(Unreadable::Forbidden));
    assert_eq!(writer.places().await?, [(id, None)]);
    Ok(())
}

async fn a_reader_has_one_voice_and_none_for_oneself(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::at("192.0.2.1"));
    let id = writer.publish(&words("Qu’en pensez-vous ?")).await?.id;
    let voted = async |talk: &Talk, id, against| {
        let told = talk.ask_for(talk.thread().vote(id, against)).await?;
        let votes = talk.thread().read_votes(&told);
        let votes = votes.map_err(|error| Error::from(format!("{error:?}")))?;
        Ok::<_, Error>(votes.map(|Votes { likes, dislikes }| (likes, dislikes)))
    };
    assert_eq!(voted(&writer, id, false).await?, Some((0, 0)));
    let one = Talk::with_isso(&isso, "/a/", Reader::at("198.51.100.1"));
    assert_eq!(voted(&one, id, false).await?, Some((1, 0)));
    assert_eq!(voted(&one, id, false).await?, Some((1, 0)));
    let other = Talk::with_isso(&isso, "/a/", Reader::at("203.0.113.1"));
    assert_eq!(voted(&other, id, true).await?, Some((1, 1)));
    assert_eq!(voted(&other, 9_999, true).await?, None);
    let listed = writer.page(Sort::Oldest, 0).await?.comments;
    let votes = Votes {
        likes: 1,
        dislikes: 1,
    };
    assert_eq!(listed[0].votes, Some(votes));
    Ok(())
}
