//! What WordPress makes of what readers write: lengths, letters, markup.

use std::sync::Arc;

use kiosque_drivers::{Outcome as Came, Submission};
use kiosque_model::field_rules::Field;
use support::{
    Backends, Need, Outcome, ServiceCase, WordPressPost, WordPressSettings, service_cases,
};

use crate::talk::{Talk, words};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("wordpress_texts"; Need::WordPress => [
        texts_are_taken_up_to_their_greatest_length,
        what_is_too_long_is_refused_by_field,
        any_script_of_the_world_comes_back_as_it_was_written,
        scripts_are_taken_out_and_links_are_not_followed,
    ])
}

async fn texts_are_taken_up_to_their_greatest_length(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let longest = "e".repeat(65_525);
    let comment = writer.publish(&words(&longest)).await?;
    assert_eq!(comment.html.trim_end(), format!("<p>{longest}</p>"));
    let refused = Came::Refused(Some(Field::Text));
    for text in [format!("{longest}e"), "é".repeat(32_763)] {
        assert_eq!(writer.send(&words(&text)).await?, refused);
    }
    assert_eq!(writer.send(&words("  ")).await?, refused);
    writer.publish(&words("🙂")).await?;
    Ok(())
}

async fn what_is_too_long_is_refused_by_field(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    for (field, sent) in [
        (
            Field::Name,
            Submission {
                name: "é".repeat(123),
                ..words("Un nom trop long")
            },
        ),
        (
            Field::Email,
            Submission {
                email: format!("{}@example.org", "a".repeat(95)),
                ..words("Une adresse trop longue")
            },
        ),
        (
            Field::Website,
            Submission {
                website: format!("https://example.org/{}", "a".repeat(200)),
                ..words("Un site trop long")
            },
        ),
    ] {
        assert_eq!(writer.send(&sent).await?, Came::Refused(Some(field)));
    }
    // Bytes are counted, in all of them.
    let longest = Submission {
        name: format!("{}e", "é".repeat(122)),
        ..words(&format!("{}e", "é".repeat(32_762)))
    };
    assert_eq!(writer.publish(&longest).await?.author, longest.name);
    Ok(())
}

async fn any_script_of_the_world_comes_back_as_it_was_written(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    for text in [
        "👩‍👩‍👧‍👦🇫🇷🙂",
        "e\u{301}te\u{301} décomposé",
        "renversé \u{202e}txet\u{202c} puis droit",
        "عربي ثم français",
        "zéro\u{200b}largeur",
    ] {
        let comment = writer.publish(&words(text)).await?;
        assert_eq!(comment.html.trim_end(), format!("<p>{text}</p>"));
        let kept = wordpress.comments(post)?.pop().ok_or("nothing is kept")?;
        assert_eq!(kept.text, text);
    }
    // A null byte is the one letter that is not kept.
    let comment = writer.publish(&words("avant\u{0}après")).await?;
    assert_eq!(comment.html.trim_end(), "<p>avantaprès</p>");
    Ok(())
}

async fn scripts_are_taken_out_and_links_are_not_followed(backends: Arc<Backends>) -> Outcome {
    let wordpress = backends.wordpress(&WordPressSettings::default()).await?;
    let post = wordpress.post(&WordPressPost::default())?;
    let writer = Talk::with_wordpress(&wordpress, post);
    let text = "<script>alert(1)</script><img src=x onerror=alert(1)> \
                <a href=\"javascript:alert(1)\">un</a> **pas de Markdown**";
    let html = writer.publish(&words(text)).await?.html;
    assert!(
        !html.contains("<script") && !html.contains("<img"),
        "{html}"
    );
    assert!(!html.contains("javascript:"), "{html}");
    assert!(html.contains("**pas de Markdown**"), "{html}");
    let link = words("<a href=\"https://example.org\">un lien</a>");
    let html = writer.publish(&link).await?.html;
    assert!(html.contains("rel=\"nofollow ugc\""), "{html}");
    Ok(())
}
