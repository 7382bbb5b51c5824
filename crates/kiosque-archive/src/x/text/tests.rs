use super::*;

fn link(tco: &str) -> SpanKind {
    SpanKind::Link {
        href: "https://exemple.example/page".into(),
        display: "exemple.example/page".into(),
        tco: Some(tco.into()),
    }
}

fn hashtag(tag: &str) -> SpanKind {
    SpanKind::Hashtag {
        tag: tag.into(),
        href: format!("https://x.com/hashtag/{tag}"),
    }
}

fn mention(handle: &str) -> SpanKind {
    SpanKind::Mention {
        handle: handle.into(),
        href: format!("https://x.com/{handle}"),
    }
}

/// Marks the `nth` place (from 0) where some words stand.
fn over(text: &str, unit: Unit, words: &str, nth: usize, mark: Mark) -> Entity {
    let (at, _) = text
        .match_indices(words)
        .nth(nth)
        .unwrap_or_else(|| unreachable!("{words:?} is in {text:?}"));
    let count = |text: &str| match unit {
        Unit::CodePoints => text.chars().count() as u64,
        Unit::Utf16 => text.encode_utf16().count() as u64,
    };
    let start = count(&text[..at]);
    Entity {
        start,
        end: start + count(words),
        address: address(&mark, words),
        mark,
    }
}

fn address(mark: &Mark, words: &str) -> Option<String> {
    match mark {
        Mark::Kept(SpanKind::Link { tco, .. }) => tco.clone(),
        Mark::Quote(_) | Mark::Dropped => Some(words.to_owned()),
        Mark::Kept(_) => None,
    }
}

fn raw<'a>(text: &'a str, visible: Option<(u64, u64)>, entities: Vec<Entity>) -> Raw<'a> {
    Raw {
        text,
        escaped: true,
        unit: Unit::CodePoints,
        visible,
        entities,
    }
}

/// The words under each span.
fn under(cut: &Cut) -> Vec<&str> {
    cut.spans
        .iter()
        .map(|span| &cut.text[span.start..span.end])
        .collect()
}

#[test]
fn offsets_move_past_emoji_and_references_in_both_units() {
    let text = "🚀🇫🇷 Été &amp; &lt;3 à @Camille_Demo #Aix&gt; https://t.co/abc fin";
    for unit in [Unit::CodePoints, Unit::Utf16] {
        let cut = cut(Raw {
            unit,
            ..raw(
                text,
                None,
                vec![
                    over(
                        text,
                        unit,
                        "https://t.co/abc",
                        0,
                        Mark::Kept(link("https://t.co/abc")),
                    ),
                    over(text, unit, "#Aix", 0, Mark::Kept(hashtag("Aix"))),
                    over(
                        text,
                        unit,
                        "@Camille_Demo",
                        0,
                        Mark::Kept(mention("camille_demo")),
                    ),
                ],
            )
        });
        assert_eq!(
            cut.text,
            "🚀🇫🇷 Été & <3 à @Camille_Demo #Aix> https://t.co/abc fin"
        );
        assert_eq!(under(&cut), ["@Camille_Demo", "#Aix", "https://t.co/abc"]);
        assert_eq!(cut.losses, []);
    }
}

#[test]
fn offsets_in_the_other_unit_leave_text() {
    let text = "🚀🚀🚀 bonjour #Aix";
    let wrong = over(text, Unit::Utf16, "#Aix", 0, Mark::Kept(hashtag("Aix")));
    let cut = cut(raw(text, None, vec![wrong]));
    assert_eq!(cut.text, text);
    assert_eq!(cut.spans, []);
    assert_eq!(cut.losses, [Loss::SpanOutside { start: 15, end: 19 }]);
}

#[test]
fn references_are_read_once_and_never_in_note_tweets() {
    assert_eq!(
        unescape("&amp;lt; &quot; &gt;&amp;amp;& &l"),
        "&lt; &quot; >&amp;& &l"
    );
    let note = Raw {
        escaped: false,
        ..raw("a &amp; b", None, Vec::new())
    };
    assert_eq!(cut(note).text, "a &amp; b");
}

#[test]
fn the_visible_range_drops_reply_names_and_media() {
    let text = "@un @deux 😀 d&amp;accord https://t.co/photo";
    let photo = || {
        over(
            text,
            Unit::CodePoints,
            "https://t.co/photo",
            0,
            Mark::Dropped,
        )
    };
    let named = |name: &str| {
        over(
            text,
            Unit::CodePoints,
            &format!("@{name}"),
            0,
            Mark::Kept(mention(name)),
        )
    };
    // The same address once a photo, as X repeats it.
    let entities = vec![photo(), named("un"), photo(), named("deux"), photo()];
    let end = over(text, Unit::CodePoints, " https", 0, Mark::Dropped).start;
    let shown = cut(raw(text, Some((10, end)), entities.clone()));
    assert_eq!((shown.text.as_str(), shown.spans.len()), ("😀 d&accord", 0));
    assert_eq!(shown.losses, []);
    let derived = visible(text, Unit::CodePoints, &entities, true);
    assert_eq!(derived.0, 10);
    assert_eq!(cut(raw(text, Some(derived), entities)), shown);
}

#[test]
fn an_empty_range_shows_nothing() {
    let text = "@camille_demo https://t.co/gif";
    let entities = vec![over(
        text,
        Unit::CodePoints,
        "https://t.co/gif",
        0,
        Mark::Dropped,
    )];
    for range in [(0, 0), (13, 13)] {
        let cut = cut(raw(text, Some(range), entities.clone()));
        assert_eq!((cut.text.as_str(), cut.losses.len()), ("", 0));
    }
}

#[test]
fn ranges_that_make_no_sense_lose_no_word() {
    let outside = [Loss::RangeOutside];
    for (range, text) in [
        ((0, 99), "été 😀 là"),
        ((4, 2), "été 😀 là"),
        ((50, 60), "été 😀 là"),
        ((4, u64::MAX), "😀 là"),
    ] {
        let cut = cut(raw("été 😀 là", Some(range), Vec::new()));
        assert_eq!(
            (cut.text.as_str(), cut.losses.as_slice()),
            (text, &outside[..])
        );
    }
    // The end lies between the two halves of the emoji.
    let halved = cut(Raw {
        unit: Unit::Utf16,
        ..raw("été 😀 là", Some((0, 5)), Vec::new())
    });
    assert_eq!(
        (halved.text.as_str(), halved.losses.as_slice()),
        ("été 😀", &outside[..])
    );
    // And inside a reference.
    assert_eq!(cut(raw("a &amp; b", Some((0, 4)), Vec::new())).text, "a &");
}

#[test]
fn media_inside_the_range_are_left_out_with_one_space() {
    let text = "Regardez https://t.co/video ici\nhttps://t.co/video\net là";
    let cut = cut(raw(
        text,
        Some((0, text.chars().count() as u64)),
        vec![
            over(
                text,
                Unit::CodePoints,
                "https://t.co/video",
                0,
                Mark::Dropped,
            ),
            over(
                text,
                Unit::CodePoints,
                "https://t.co/video",
                1,
                Mark::Dropped,
            ),
        ],
    ));
    assert_eq!(cut.text, "Regardez ici\n\net là");
}

#[test]
fn only_an_address_is_left_out() {
    let text = "des mots qui restent";
    let wrong = Entity {
        start: 4,
        end: 8,
        address: Some("https://t.co/photo".into()),
        mark: Mark::Dropped,
    };
    let cut = cut(raw(text, None, vec![wrong]));
    assert_eq!(cut.text, text);
    assert_eq!(
        cut.losses,
        [Loss::SpanMismatch {
            text: "mots".into()
        }]
    );
}

#[test]
fn the_quoted_address_goes_from_the_end_alone() {
    let quote = |text, nth| {
        over(
            text,
            Unit::CodePoints,
            "https://t.co/cite",
            nth,
            Mark::Quote(link("https://t.co/cite")),
        )
    };
    let photo = |text| {
        over(
            text,
            Unit::CodePoints,
            "https://t.co/photo",
            0,
            Mark::Dropped,
        )
    };
    let last = "Voir https://t.co/cite https://t.co/photo";
    assert_eq!(
        cut(raw(last, None, vec![quote(last, 0), photo(last)])).text,
        "Voir"
    );
    let within = "Voir https://t.co/cite : 😀 https://t.co/cite";
    let cut = cut(raw(within, None, vec![quote(within, 0), quote(within, 1)]));
    assert_eq!(cut.text, "Voir https://t.co/cite : 😀");
    assert_eq!(under(&cut), ["https://t.co/cite"]);
}

#[test]
fn the_longer_of_two_that_begin_together_and_the_earlier_of_two_that_overlap() {
    let text = "#foobar #un#deux";
    let at = |start, end, tag: &str| Entity {
        start,
        end,
        address: None,
        mark: Mark::Kept(hashtag(tag)),
    };
    let cut = cut(raw(
        text,
        None,
        vec![
            at(0, 4, "foo"),
            at(0, 7, "foobar"),
            at(11, 16, "deux"),
            at(8, 16, "un#deux"),
            at(99, 120, "x"),
        ],
    ));
    assert_eq!(under(&cut), ["#foobar", "#un#deux"]);
    assert_eq!(
        cut.losses,
        [
            Loss::SpanOutside {
                start: 99,
                end: 120
            },
            Loss::SpanOverlap {
                text: "#foo".into()
            },
            Loss::SpanOverlap {
                text: "#deux".into()
            },
        ]
    );
}

#[test]
fn a_range_that_halves_a_reference_spoils_nothing() {
    let text = "a &amp; b";
    let halved = Entity {
        start: 2,
        end: 4,
        address: None,
        mark: Mark::Kept(SpanKind::Bold),
    };
    let cut = cut(raw(text, None, vec![halved]));
    assert_eq!((cut.text.as_str(), cut.spans.len()), ("a & b", 0));
    assert_eq!(cut.losses, [Loss::SpanMismatch { text: "&a".into() }]);
}

#[test]
fn formatting_gives_way_to_links() {
    let text = "Très #gras ici";
    let cut = cut(raw(
        text,
        None,
        vec![
            over(text, Unit::CodePoints, text, 0, Mark::Kept(SpanKind::Bold)),
            over(
                text,
                Unit::CodePoints,
                "ici",
                0,
                Mark::Kept(SpanKind::Italic),
            ),
            over(
                text,
                Unit::CodePoints,
                "#gras",
                0,
                Mark::Kept(hashtag("gras")),
            ),
        ],
    ));
    assert_eq!(under(&cut), ["Très ", "#gras", " ici"]);
    assert_eq!(cut.losses, []);
}

#[test]
fn a_link_whose_address_is_not_its_own_stays_text() {
    let text = "voir https://t.co/abc";
    let wrong = over(
        text,
        Unit::CodePoints,
        "https://t.co/abc",
        0,
        Mark::Kept(link("https://t.co/xyz")),
    );
    let cut = cut(raw(text, None, vec![wrong]));
    assert_eq!(
        (cut.text.as_str(), cut.spans.len(), cut.losses.len()),
        (text, 0, 1)
    );
}

#[test]
fn only_replies_lose_leading_names_and_only_one_space_apart() {
    let named = |text, name: &str| {
        over(
            text,
            Unit::CodePoints,
            &format!("@{name}"),
            0,
            Mark::Kept(mention(name)),
        )
    };
    let text = "@un  @deux oui";
    let entities = vec![named(text, "un"), named(text, "deux")];
    assert_eq!(visible(text, Unit::CodePoints, &entities, true), (4, 14));
    assert_eq!(visible(text, Unit::CodePoints, &entities, false), (0, 14));
    let names = "@un @deux";
    let entities = vec![named(names, "un"), named(names, "deux")];
    assert_eq!(visible(names, Unit::CodePoints, &entities, true), (0, 9));
}

#[test]
fn any_ranges_give_disjoint_spans_on_characters() {
    let text = "@un é&amp;😀 #tag https://t.co/a &lt;";
    let length = text.encode_utf16().count() as u64 + 3;
    for unit in [Unit::CodePoints, Unit::Utf16] {
        for start in 0..length {
            for end in 0..length {
                let kinds = [
                    SpanKind::Bold,
                    hashtag("tag"),
                    mention("un"),
                    link("https://t.co/a"),
                ];
                let mut entities: Vec<Entity> = kinds
                    .into_iter()
                    .map(|kind| Entity {
                        start,
                        end,
                        address: address(&Mark::Kept(kind.clone()), ""),
                        mark: Mark::Kept(kind),
                    })
                    .collect();
                entities.push(Entity {
                    start: end,
                    end: start,
                    address: Some("https://t.co/a".into()),
                    mark: Mark::Dropped,
                });
                let cut = cut(Raw {
                    unit,
                    ..raw(text, Some((end / 2, start)), entities)
                });
                let mut reached = 0;
                for span in &cut.spans {
                    assert!(span.start >= reached && span.end > span.start);
                    assert!(cut.text.get(span.start..span.end).is_some());
                    reached = span.end;
                }
            }
        }
    }
}

#[test]
fn long_texts_are_cut_in_reasonable_time() {
    let front = "🚀".repeat(5_000_000);
    let text = front + &"#a ".repeat(20_000);
    let entities = (0..20_000).map(|nth| Entity {
        start: 5_000_000 + nth * 3,
        end: 5_000_000 + nth * 3 + 2,
        address: None,
        mark: Mark::Kept(hashtag("a")),
    });
    // Seconds on a busy machine; minutes for what reads the text again for each stretch.
    let begun = std::time::Instant::now();
    let cut = cut(raw(&text, None, entities.collect()));
    assert_eq!((cut.spans.len(), cut.losses.len()), (20_000, 0));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
