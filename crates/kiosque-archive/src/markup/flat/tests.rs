use super::super::tokens;
use super::*;

fn flat(html: &str) -> Flat {
    let reading = Reading {
        strike: true,
        ..Reading::default()
    };
    Flat::of(&tokens(html), reading)
}

fn marked(flat: &Flat) -> Vec<(&str, &str)> {
    flat.marks
        .iter()
        .map(|mark| {
            (
                mark.tag.name.as_str(),
                flat.text.get(mark.range.clone()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn paragraphs_lines_and_spaces() {
    for (html, text) in [
        ("<p>un</p><p>deux</p>", "un\n\ndeux"),
        ("<p>un<br>deux<br />\n trois</p>\n", "un\ndeux\ntrois"),
        ("<p>a<br><br><br>b", "a\n\n\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("  \n <p>\n  un \n  deux </p>", "un deux"),
        ("<p>un  deux</p>", "un  deux"),
        ("<pre>a\n  b\n</pre>c", "a\n  b\n\nc"),
        ("x <script>alert('<p>')</script>y<style>p{}</style>", "x y"),
        ("<ul><li>a</li><li></li><li>b</ul>c", "• a\n• b\n\nc"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        (
            "<blockquote><p>a</p><p>b</p></blockquote>c",
            "> a\n\n> b\n\nc",
        ),
        ("c'est <del>vrai</del> faux", "c'est ~~vrai~~ faux"),
        ("<img alt=🦊> <img>!", "🦊 !"),
        ("a\u{a0}:&nbsp;b", "a\u{a0}:\u{a0}b"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
    ] {
        assert_eq!(flat(html).text, text, "{html}");
    }
}

#[test]
fn marks_lie_on_their_words() {
    let flat =
        flat("<p>👩‍🚀 <b> gras <a href=x>lien</a></b> <a href=y>autre<a href=z>suite</a> <i></i>fin");
    assert_eq!(flat.text, "👩‍🚀  gras lien autresuite fin");
    assert_eq!(
        marked(&flat),
        [
            ("a", "lien"),
            ("b", "gras lien"),
            ("a", "autre"),
            ("a", "suite")
        ]
    );
}

#[test]
fn links_without_words_are_told_with_their_place() {
    let flat = flat(
        "<a href=1> </a><p>é<a href=2></a></p> <a href=3><img></a><br><script><a href=4></a></script>\
         <a class=invisible href=5></a>fin<a href=6>",
    );
    assert_eq!(flat.text, "é\n\n\nfin");
    let wordless: Vec<_> = flat
        .wordless
        .iter()
        .map(|link| (link.tag.attribute("href"), link.at, link.own_line))
        .collect();
    assert_eq!(
        wordless,
        [
            (Some("1"), 0, true),
            (Some("2"), 2, false),
            (Some("3"), 2, true),
            (Some("6"), 8, false)
        ]
    );
}

#[test]
fn what_is_invisible_is_dropped_and_what_is_cut_says_so() {
    let flat = flat(
        "<a href=\"https://exemple.example/é/long\"><span class=\"invisible\">https://</span>\
         <span class=\"ellipsis\">exemple.example/é</span><span class=\"invisible\">/long</span></a>.",
    );
    assert_eq!(flat.text, "exemple.example/é….");
    assert_eq!(marked(&flat), [("a", "exemple.example/é…")]);
}

#[test]
fn links_of_what_is_left_out_are_told_and_no_other_hidden_ones() {
    let reading = Reading {
        hidden_class: Some("quote-inline"),
        ..Reading::default()
    };
    let flat = Flat::of(
        &tokens(
            "<p class=invisible><a href=https://a.example/0>x</a></p>\
             <p class=quote-inline>RE: <span class=invisible><a href=https://a.example/1>x</a></span>\
             </p><p>Oui</p><svg><a href=https://a.example/2>x</a></svg>",
        ),
        reading,
    );
    assert_eq!(flat.text, "Oui");
    assert_eq!(flat.hidden_links, ["https://a.example/1"]);
}

#[test]
fn an_authors_line_breaks_are_kept_where_the_network_keeps_them() {
    let reading = Reading {
        newlines: Newlines::Authored,
        ..Reading::default()
    };
    let flat = Flat::of(
        &tokens("<p>\n  un\n  deux\n\n\n  trois</p>\n&mdash; Nom\n(x)"),
        reading,
    );
    assert_eq!(flat.text, "un\ndeux\n\ntrois\n\n— Nom (x)");
}

#[test]
fn no_depth_is_too_deep() {
    let deep = format!(
        "{}fin{}",
        "<div><b>".repeat(100_000),
        "</b></div>".repeat(100_000)
    );
    assert_eq!(flat(&deep).text, "fin");
    assert_eq!(flat(&"</p><a".repeat(50_000)).text, "");
}
