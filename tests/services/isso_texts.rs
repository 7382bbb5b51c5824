//! What Isso makes of what readers write: lengths, letters, markup.

use std::sync::Arc;

use kiosque_drivers::{Outcome as Came, Submission};
use kiosque_model::field_rules::Field;
use support::{Backends, IssoSettings, Need, Outcome, Reader, ServiceCase, service_cases};

use crate::talk::{Talk, words};

pub fn cases() -> Vec<ServiceCase> {
    service_cases!("isso_texts"; Need::Isso => [
        texts_are_taken_up_to_their_greatest_length,
        what_is_too_long_or_no_address_is_refused_by_field,
        any_script_of_the_world_comes_back_as_it_was_written,
        markup_is_markdown_and_html_is_words,
    ])
}

async fn texts_are_taken_up_to_their_greatest_length(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let longest = "é".repeat(65_535);
    let comment = writer.publish(&words(&longest)).await?;
    assert_eq!(comment.html, format!("<p>{longest}</p>"));
    let refused = Came::Refused(Some(Field::Text));
    for text in [
        format!("{longest}é"),
        "🙂".repeat(65_536),
        "ab".into(),
        "🙂".into(),
    ] {
        assert_eq!(writer.send(&words(&text)).await?, refused, "{}", text.len());
    }
    writer.publish(&words("🙂🙂🙂")).await?;
    Ok(())
}

async fn what_is_too_long_or_no_address_is_refused_by_field(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let email = Submission {
        email: format!("{}@example.org", "a".repeat(250)),
        ..words("Une longue adresse")
    };
    assert_eq!(
        writer.send(&email).await?,
        Came::Refused(Some(Field::Email))
    );
    for website in [
        "javascript:alert(1)".to_owned(),
        format!("https://{}.fr", "a".repeat(260)),
    ] {
        let sent = Submission {
            website,
            ..words("Un site qui n’en est pas un")
        };
        assert_eq!(
            writer.send(&sent).await?,
            Came::Refused(Some(Field::Website))
        );
    }
    // Only the form looks whether an address is one.
    let email = Submission {
        email: "pas-une-adresse".into(),
        ..words("Une adresse qui n’en est pas une")
    };
    writer.publish(&email).await?;
    Ok(())
}

/// What `source` gives is what was sent, whatever the letters.
async fn any_script_of_the_world_comes_back_as_it_was_written(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    for text in [
        "👩‍👩‍👧‍👦🇫🇷🙂",
        "e\u{301}te\u{301} décomposé",
        "renversé \u{202e}txet\u{202c} puis droit",
        "عربي ثم français",
        "avant\u{0}après",
        "ligne\r\nligne\u{2028}ligne",
        "zéro\u{200b}largeur",
    ] {
        let id = writer.publish(&words(text)).await?.id;
        let told = writer.ask_for(writer.thread().source(id)).await?;
        assert_eq!(writer.thread().read_source(&told).as_deref(), Ok(text));
        let looked = writer.ask_for(writer.thread().look_for()).await?;
        assert_eq!(
            writer.thread().is_there(&looked, &words(text), None),
            Ok(Some(id)),
            "{text:?}"
        );
    }
    Ok(())
}

async fn markup_is_markdown_and_html_is_words(backends: Arc<Backends>) -> Outcome {
    let isso = backends.isso(&IssoSettings::default()).await?;
    let writer = Talk::with_isso(&isso, "/a/", Reader::new());
    let text = "**gras** <script>alert(1)</script> [lien](javascript:alert(1)) [site](https://example.org)";
    let html = writer.publish(&words(text)).await?.html;
    assert!(html.contains("<strong>gras</strong>"), "{html}");
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{html}"
    );
    assert!(!html.contains("href=\"javascript"), "{html}");
    assert!(html.contains("href=\"https://example.org\""), "{html}");
    // A preview is what the comment will be, and keeps nothing.
    let told = writer.ask_for(writer.thread().preview(text)).await?;
    assert_eq!(
        writer.thread().read_preview(&told).as_deref(),
        Ok(html.as_str())
    );
    assert_eq!(writer.places().await?.len(), 1);
    Ok(())
}
