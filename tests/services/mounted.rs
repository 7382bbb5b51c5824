//! Services behind the site's own origin, and what is left of a comment when the way there fails.

use std::sync::Arc;

use http::{Method, Request};
use kiosque_drivers::{Outcome as Came, Submission};
use kiosque_model::discussion::CommentDriver;
use support::{
    Backends, Error, Fault, Faults, IssoSettings, KeptComment, Need, Outcome, Reader, Server,
    ServiceCase, WordPressPost, WordPressSettings, service_cases,
};

use crate::talk::{Talk, wording, words};

pub fn cases() -> Vec<ServiceCase> {
    let mut cases = service_cases!("mounted"; Need::Isso => [
        isso_and_its_moderators_are_at_home_below_a_path,
        isso_has_each_comment_once_whatever_fails,
    ]);
    cases.extend(service_cases!("mounted"; Need::WordPress => [
        wordpress_is_at_home_below_a_path,
        wordpress_has_each_comment_once_whatever_fails,
    ]));
    cases
}

async fn isso_and_its_moderators_are_at_home_below_a_path(backends: Arc<Backends>) -> Outcome {
    let server = Server::of_one_page().await?.with(backends);
    let settings = IssoSettings {
        moderation: true,
        ..IssoSettings::default()
    };
    let isso = server.isso("/isso", &settings).await?;
    let url = format!("{}/isso", server.origin());
    let writer = Talk::new(CommentDriver::Isso, &url, "/a/", Reader::new());
    let Came::Held(Some(id)) = writer.send(&words("En attente")).await? else {
        return Err("not held".into());
    };
    assert!(matches!(writer.own(id).await?, Ok(Some(_))));
    isso.approve(id).await?;
    assert_eq!(writer.places().await?, [(id, None)]);

    // A moderator's browser stays below the path.
    let moderator = Reader::new();
    let entry = format!("{url}/login/");
    let answer = moderator
        .fill_in(&entry, &[("password", "not this one")])
        .await?;
    assert_eq!(answer.status, 200);
    assert!(
        answer.text().contains(&format!("action=\"{entry}\"")),
        "{}",
        answer.text()
    );
    let password = [("password", support::ISSO_PASSWORD)];
    let answer = moderator.fill_in(&entry, &password).await?;
    assert_eq!(answer.header("location"), format!("{url}/admin/"));
    let page = Request::get(format!("{url}/admin/?mode=1")).body(Vec::new())?;
    let page = moderator.visit(page).await?.text();
    assert!(
        page.contains(&format!("src=\"{url}/js/admin.js\"")),
        "{page}"
    );
    assert!(page.contains("En attente"), "{page}");
    Ok(())
}

async fn wordpress_is_at_home_below_a_path(backends: Arc<Backends>) -> Outcome {
    let server = Server::of_one_page().await?.with(backends);
    // A path that begins as WordPress's own do.
    let wordpress = server
        .wordpress("/wp", &WordPressSettings::default())
        .await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let url = format!("{}/wp", server.origin());
    let name = post.to_string();
    let writer = Talk::new(CommentDriver::WordPress, &url, &name, Reader::new());
    let id = writer.publish(&words("Bonjour")).await?.id;
    assert_eq!(writer.places().await?, [(id, None)]);
    // The form leads back to the site, which is the same host.
    let back = format!("{}/a/", server.origin());
    let fields = [
        ("comment_post_ID", name.as_str()),
        ("author", "Inès Faure"),
        ("email", "ines@example.org"),
        ("comment", "Sans script"),
        ("redirect_to", &back),
    ];
    let form = format!("{url}/wp-comments-post.php");
    let answer = Reader::new().fill_in(&form, &fields).await?;
    let kept = wordpress.comments(post)?.pop().ok_or("nothing is kept")?;
    assert_eq!(
        answer.header("location"),
        format!("{back}#comment-{}", kept.id)
    );
    Ok(())
}

/// Sends a comment again and again until it is known to be there, as an outbox does: only where a
/// service takes a comment twice is it looked for before.
async fn sent_for_good(talk: &Talk, submission: &Submission, after: Option<u64>) -> Outcome {
    for turn in 0..100 {
        let answer = talk.ask(&talk.thread().submit(submission)).await;
        let came = answer.map(|answer| talk.thread().outcome(&answer, turn > 0, &wording));
        match came {
            Ok(Came::Published(_) | Came::Held(_)) => return Ok(()),
            Ok(Came::Unclear) | Err(_) => {}
            Ok(other) => return Err(format!("{other:?}").into()),
        }
        let Some(question) = talk.thread().look_for() else {
            continue;
        };
        // Until there is an answer that is one.
        loop {
            let Ok(answer) = talk.ask(&question).await else {
                continue;
            };
            match talk.thread().is_there(&answer, submission, after) {
                Ok(Some(_)) => return Ok(()),
                Ok(None) => break,
                Err(_) => {}
            }
        }
    }
    Err("a hundred times, and not there".into())
}

const COMMENTS: usize = 40;

fn each_once(kept: &[KeptComment]) -> Result<(), Error> {
    for number in 0..COMMENTS {
        let text = format!("Commentaire {number} & suite");
        let times = kept
            .iter()
            .filter(|kept| kept.text.contains(&format!("Commentaire {number} ")))
            .count();
        if times != 1 {
            return Err(format!("{text}: {times} times").into());
        }
    }
    Ok(())
}

async fn isso_has_each_comment_once_whatever_fails(backends: Arc<Backends>) -> Outcome {
    let server = Server::of_one_page().await?.with(backends);
    let isso = server.isso("/isso", &IssoSettings::default()).await?;
    let faults = |seed| Faults::random(seed, 60, Fault::QUICK);
    server.trouble(Method::POST, "/isso/new", faults(1));
    server.trouble(Method::GET, "/isso/*", faults(2));
    let url = format!("{}/isso", server.origin());
    let talk = Talk::new(CommentDriver::Isso, &url, "/a/", Reader::new());
    for number in 0..COMMENTS {
        let submission = words(&format!("Commentaire {number} & suite"));
        let after = isso.comments().await?.last().map(|kept| kept.id);
        sent_for_good(&talk, &submission, after).await?;
    }
    each_once(&isso.comments().await?)?;
    all_failed(&server)
}

async fn wordpress_has_each_comment_once_whatever_fails(backends: Arc<Backends>) -> Outcome {
    let server = Server::of_one_page().await?.with(backends);
    let wordpress = server
        .wordpress("/wp", &WordPressSettings::default())
        .await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let faults = Faults::random(3, 60, Fault::QUICK);
    server.trouble(Method::POST, "/wp/wp-json/*", faults);
    let url = format!("{}/wp", server.origin());
    let name = post.to_string();
    let talk = Talk::new(CommentDriver::WordPress, &url, &name, Reader::new());
    for number in 0..COMMENTS {
        let submission = words(&format!("Commentaire {number} & suite"));
        sent_for_good(&talk, &submission, None).await?;
    }
    each_once(&wordpress.comments(post)?)?;
    all_failed(&server)
}

/// Every kind of fault had its turn, or the test shows less than it says.
fn all_failed(server: &Server) -> Outcome {
    let exchanges = server.exchanges();
    for fault in Fault::QUICK {
        let posted = exchanges
            .iter()
            .any(|exchange| exchange.method == Method::POST && exchange.fault == fault);
        if !posted {
            return Err(format!("no {fault:?}").into());
        }
    }
    Ok(())
}
