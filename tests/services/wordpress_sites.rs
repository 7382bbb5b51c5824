//! The plugin that publishers put into their WordPress: which sites may ask, and where a form
//! without script leads.

use std::sync::Arc;

use support::{
    Answer, Backends, Error, Need, Outcome, Reader, ServiceCase, WordPress, WordPressPost,
    WordPressSettings, send, service_cases,
};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("wordpress_sites"; Need::WordPress => [
        pages_of_the_named_sites_may_ask_and_no_others,
        a_page_may_ask_whether_it_may_send,
        what_is_no_comment_is_left_to_wordpress,
        with_no_site_named_all_is_left_to_wordpress,
        a_form_leads_back_to_the_article_on_the_named_sites_alone,
        a_form_that_is_held_leads_back_too,
        a_form_that_is_refused_says_so_by_its_status,
    ])
}

const OURS: &str = "https://journal.example";
const PORT: &str = "http://127.0.0.1:8080";
const FOREIGN: &str = "https://autre.example";

fn named() -> WordPressSettings {
    WordPressSettings {
        // As people write them.
        sites: vec!["https://Journal.example/".into(), format!(" {PORT}")],
        ..WordPressSettings::default()
    }
}

async fn asked(
    wordpress: &WordPress,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<Answer, Error> {
    let mut request = http::Request::builder()
        .method(method)
        .uri(format!("{}{path}", wordpress.origin()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Vec::new())?).await
}

const COMMENTS: &str = "/wp-json/wp/v2/comments";

async fn pages_of_the_named_sites_may_ask_and_no_others(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&named()).await?;
    for origin in [OURS, PORT] {
        let answer = asked(&wordpress, "GET", COMMENTS, &[("origin", origin)]).await?;
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert_eq!(
            answer.header("access-control-expose-headers"),
            "X-WP-Total, X-WP-TotalPages, Link"
        );
        assert_eq!(answer.header("vary"), "Origin");
    }
    for origin in [
        FOREIGN,
        "http://journal.example",
        "https://journal.example.autre.example",
        "null",
    ] {
        for method in ["GET", "OPTIONS"] {
            let headers = [
                ("origin", origin),
                ("access-control-request-method", "POST"),
            ];
            let answer = asked(&wordpress, method, COMMENTS, &headers).await?;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
            assert_eq!(answer.header("vary"), "Origin");
        }
    }
    let answer = asked(&wordpress, "GET", COMMENTS, &[]).await?;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("vary"), "Origin");
    Ok(())
}

async fn a_page_may_ask_whether_it_may_send(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&named()).await?;
    let headers = [
        ("origin", OURS),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let answer = asked(&wordpress, "OPTIONS", COMMENTS, &headers).await?;
    assert_eq!(answer.status, 204);
    assert!(answer.body.is_empty());
    assert_eq!(answer.header("access-control-allow-origin"), OURS);
    assert_eq!(answer.header("access-control-allow-methods"), "GET, POST");
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "Content-Type"
    );
    Ok(())
}

async fn what_is_no_comment_is_left_to_wordpress(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&named()).await?;
    let answer = asked(
        &wordpress,
        "GET",
        "/wp-json/wp/v2/posts",
        &[("origin", FOREIGN)],
    )
    .await?;
    assert_eq!(answer.header("access-control-allow-origin"), FOREIGN);
    Ok(())
}

async fn with_no_site_named_all_is_left_to_wordpress(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let answer = asked(&wordpress, "GET", COMMENTS, &[("origin", FOREIGN)]).await?;
    assert_eq!(answer.header("access-control-allow-origin"), FOREIGN);
    Ok(())
}

/// Sends the form that a page without script has.
async fn filled_in(
    wordpress: &WordPress,
    post: u64,
    text: &str,
    back: &str,
) -> Result<Answer, Error> {
    let fields = [
        ("comment_post_ID", post.to_string()),
        ("comment_parent", "0".into()),
        ("author", "Inès Faure".into()),
        ("email", "ines@example.org".into()),
        ("comment", text.to_owned()),
        ("redirect_to", back.to_owned()),
    ];
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let url = format!("{}/wp-comments-post.php", wordpress.origin());
    Reader::new().fill_in(&url, &fields).await
}

async fn a_form_leads_back_to_the_article_on_the_named_sites_alone(
    backends: Arc<Backends>,
) -> Outcome {
    let wordpress = backends.wordpress(&named()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    for (number, site) in [OURS, PORT].into_iter().enumerate() {
        let back = format!("{site}/2014/une-journ%C3%A9e/");
        let answer = filled_in(&wordpress, post, &format!("Retour {number}"), &back).await?;
        assert_eq!(answer.status, 302);
        let id = wordpress.comments(post)?.pop().ok_or("nothing is kept")?.id;
        assert_eq!(answer.header("location"), format!("{back}#comment-{id}"));
    }
    let answer = filled_in(&wordpress, post, "Ailleurs", &format!("{FOREIGN}/a/")).await?;
    assert_eq!(answer.status, 302);
    let own = format!("{}/wp-admin/", wordpress.origin());
    assert_eq!(answer.header("location"), own);
    // Nothing else of WordPress's leads there for that.
    let login = format!("/wp-login.php?action=logout&redirect_to={OURS}/");
    let answer = asked(&wordpress, "GET", &login, &[]).await?;
    assert!(!answer.header("location").starts_with(OURS), "{answer:?}");
    Ok(())
}

async fn a_form_that_is_held_leads_back_too(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends
        .wordpress(&WordPressSettings {
            moderation: true,
            ..named()
        })
        .await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let back = format!("{OURS}/a/");
    let answer = filled_in(&wordpress, post, "En attente", &back).await?;
    assert_eq!(answer.status, 302);
    let id = wordpress.comments(post)?.pop().ok_or("nothing is kept")?.id;
    let location = answer.header("location");
    assert!(
        location.starts_with(&format!("{back}?unapproved={id}&")),
        "{location}"
    );
    assert!(location.ends_with(&format!("#comment-{id}")), "{location}");
    Ok(())
}

async fn a_form_that_is_refused_says_so_by_its_status(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&named()).await?;
    let open = wordpress.post(&WordPressPost::default())?;
    let closed = wordpress.post(&WordPressPost {
        open: false,
        ..WordPressPost::default()
    })?;
    let back = format!("{OURS}/a/");
    assert_eq!(
        filled_in(&wordpress, closed, "Fermé", &back).await?.status,
        403
    );
    assert_eq!(
        filled_in(&wordpress, open, "Deux fois", &back)
            .await?
            .status,
        302
    );
    assert_eq!(
        filled_in(&wordpress, open, "Deux fois", &back)
            .await?
            .status,
        409
    );
    // An empty comment is refused with success: the page that says so is all that tells.
    assert_eq!(filled_in(&wordpress, open, "", &back).await?.status, 200);
    assert_eq!(wordpress.comments(open)?.len(), 1);
    Ok(())
}
