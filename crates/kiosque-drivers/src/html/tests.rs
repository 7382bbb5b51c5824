use super::*;

/// A comment as it is understood, written with its characters as they are.
fn read(html: &str) -> String {
    fn write(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element {
                    tag,
                    href,
                    children,
                } => {
                    *out += &format!("<{}", tag.name());
                    if let Some(href) = href {
                        *out += &format!(" {href}");
                    }
                    *out += ">";
                    if *tag != Tag::Break {
                        write(children, out);
                        *out += &format!("</{}>", tag.name());
                    }
                }
            }
        }
    }
    let mut out = String::new();
    write(&parse(html), &mut out);
    out
}

#[test]
fn a_comment_of_isso_is_read_as_it_was_meant() {
    let html = "<p>Merci&nbsp;! Voir <a href=\"https://paper.example/a?b=1&amp;c=2\" \
                rel=\"nofollow noopener\">l&#39;article</a>.</p>\n\n<blockquote>\n\
                <p>Une <em>citation</em></p>\n</blockquote>\n<ul>\n<li>un</li>\n<li>deux</li>\n\
                </ul>\n<pre><code>let a = &lt;b&gt;;\n  c\n</code></pre>\n";
    assert_eq!(
        read(html),
        "<p>Merci\u{a0}! Voir <a https://paper.example/a?b=1&c=2>l'article</a>.</p>\
         <blockquote><p>Une <em>citation</em></p></blockquote><ul><li>un</li><li>deux</li></ul>\
         <pre><code>let a = <b>;\n  c\n</code></pre>"
    );
}

#[test]
fn a_comment_of_wordpress_is_read_as_it_was_meant() {
    let html = "<p>L&#8217;article dit &laquo;&nbsp;oui&nbsp;&raquo;&#8230;<br />\nPas moi &#8211; \
                <strong>non</strong> <cite>Nom</cite></p>\n<p><del datetime=\"2020\">x</del></p>\n";
    assert_eq!(
        read(html),
        "<p>L’article dit «\u{a0}oui\u{a0}»…<br>\nPas moi – <strong>non</strong> Nom</p>\
         <p><del>x</del></p>"
    );
}

#[test]
fn words_without_markup_are_one_text() {
    assert_eq!(parse("just words"), [Node::Text("just words".into())]);
    assert_eq!(
        parse("a<!-- -->b<span>c</span>"),
        [Node::Text("abc".into())]
    );
    assert_eq!(parse(""), []);
    assert_eq!(parse(" \n\t"), []);
}

#[test]
fn less_than_signs_are_words_where_no_tag_begins() {
    for words in [
        "1 < 2",
        "I <3 you",
        "a <",
        "a </",
        "<<",
        "< b>",
        "<é>",
        "<\u{fffd}>",
    ] {
        assert_eq!(read(words), words);
    }
}

#[test]
fn elements_of_one_meaning_become_one_element() {
    assert_eq!(read("<EM>a</EM><i>b</i>"), "<em>a</em><em>b</em>");
    assert_eq!(
        read("<strong>a</strong><b>b</B>"),
        "<strong>a</strong><strong>b</strong>"
    );
    assert_eq!(
        read("<s>a</s><del>b</del><strike>c</strike>"),
        "<del>a</del><del>b</del><del>c</del>"
    );
    assert_eq!(read("<h3>a</h3>b"), "<p><strong>a</strong></p>b");
}

#[test]
fn words_of_unknown_elements_stay() {
    assert_eq!(
        read("<u>a</u> <x-y z>b</x-y> <button>c</button><img alt=d>"),
        "a b c"
    );
}

#[test]
fn words_of_unknown_blocks_do_not_run_together() {
    assert_eq!(read("<div>a</div><div>b</div>"), "<p>a</p><p>b</p>");
    assert_eq!(read("<div><p>a</p>b</div>c"), "<p>a</p>b\nc");
    assert_eq!(
        read("<table><tr><th>a</th><th>b</th></tr><tr><td>c<td>d</table>"),
        "<p>a\nb</p><p>c\nd</p>"
    );
    assert_eq!(read("<dl><dt>a<dd>b</dl>"), "<p>a</p><p>b</p>");
}

#[test]
fn paragraphs_end_where_blocks_begin() {
    assert_eq!(read("<p>a<p>b"), "<p>a</p><p>b</p>");
    assert_eq!(read("<p>a<ul><li>b</ul>c"), "<p>a</p><ul><li>b</li></ul>c");
    assert_eq!(
        read("<p><b>a<blockquote>b"),
        "<p><strong>a</strong></p><blockquote>b</blockquote>"
    );
    assert_eq!(read("<p>a<pre>b</pre>"), "<p>a</p><pre>b</pre>");
    assert_eq!(read("<b>a<p>b</b>c"), "<strong>a</strong><p>bc</p>");
    assert_eq!(
        read("<a href=https://paper.example/><h2>a</h2></a>"),
        "<p><strong>a</strong></p>"
    );
}

#[test]
fn lists_have_items_only() {
    assert_eq!(read("<ul> a <li>b</ul>"), "<ul><li> a</li><li>b</li></ul>");
    assert_eq!(
        read("<ol>\n<li>a\n<li>b</ol>"),
        "<ol><li>a</li><li>b</li></ol>"
    );
    assert_eq!(
        read("<ul><b>a</b><p>b</ul>"),
        "<ul><li><strong>a</strong><p>b</p></li></ul>"
    );
    assert_eq!(
        read("<ul><ul><li>a</ul></ul>"),
        "<ul><li><ul><li>a</li></ul></li></ul>"
    );
    assert_eq!(
        read("<ul><li>a<ol><li>b</ol>c</ul>"),
        "<ul><li>a<ol><li>b</li></ol>c</li></ul>"
    );
}

#[test]
fn items_without_a_list_are_words() {
    assert_eq!(read("<li>a</li><li>b</li>"), "a\nb");
    let quote = "<ul><li><blockquote>a<li>b</li>c</blockquote>d</ul>";
    assert_eq!(
        read(quote),
        "<ul><li><blockquote>a\nb\nc</blockquote>d</li></ul>"
    );
}

#[test]
fn the_outer_end_tag_ends_what_was_closed_in_another_order() {
    assert_eq!(read("<b>a<i>b</b>c</i>d"), "<strong>a<em>b</em></strong>cd");
    assert_eq!(read("</i></p>a</ul></b>"), "a");
    assert_eq!(read("<p>a<b>b<i>c"), "<p>a<strong>b<em>c</em></strong></p>");
    assert_eq!(read("a</br>b"), "a<br>b");
}

#[test]
fn elements_without_words_are_left_out() {
    assert_eq!(read("<p></p>a<p> </p>b<p><br></p><p>c</p>"), "a\nb<p>c</p>");
    assert_eq!(
        read("a<b> </b>b<i></i><a href='https://paper.example/'>\n</a>c"),
        "a b\nc"
    );
    assert_eq!(
        read("<ul><li></li></ul><blockquote><p></p></blockquote>"),
        ""
    );
}

#[test]
fn white_space_between_blocks_is_left_out_and_stays_elsewhere() {
    assert_eq!(
        read("\n<p>a</p>\n\n<p> b <b>c</b> </p> \n"),
        "<p>a</p><p> b <strong>c</strong></p>"
    );
    assert_eq!(read("<b>a</b> <i>b</i>"), "<strong>a</strong> <em>b</em>");
    assert_eq!(
        read("<pre>\n\n a\r\n\tb\n\n</pre>"),
        "<pre>\n a\n\tb\n\n</pre>"
    );
    assert_eq!(
        read("<pre><b>\na</b></pre>"),
        "<pre><strong>\na</strong></pre>"
    );
}

#[test]
fn links_lead_to_the_web_or_to_a_mailbox() {
    for url in [
        "https://paper.example/",
        "HTTP://paper.example",
        "mailto:a@paper.example",
    ] {
        assert_eq!(
            read(&format!("<a href='{url}'>a</a>")),
            format!("<a {url}>a</a>")
        );
    }
    for url in [
        "javascript:x",
        "java\tscript:x",
        "&#106;avascript:x",
        "data:text/html,x",
        "/relative",
        "//paper.example/",
        "https:/paper.example/",
        "https:paper.example",
        "https://",
        "\\\\paper.example",
        "ftp://paper.example/",
        "java&Tab;script&colon;x",
        "https\u{200b}://paper.example/",
        "https://paper.example/\u{202e}",
        "https://paper.example/\u{1}x",
        "",
    ] {
        assert_eq!(
            read(&format!("<a href='{url}'>a <b>b</b></a>")),
            "a <strong>b</strong>",
            "{url}"
        );
    }
}

#[test]
fn links_lose_what_browsers_strip() {
    let url = "\u{1} \n ht\ttps://pa\r\nper.example/a b \u{1f}";
    assert_eq!(
        read(&format!("<a href='{url}'>a</a>")),
        "<a https://paper.example/a b>a</a>"
    );
}

#[test]
fn the_first_href_counts() {
    assert_eq!(read("<a href=x href='https://paper.example/'>a</a>"), "a");
    assert_eq!(
        read("<a =href=x HREF=https://paper.example/ href=x>a</a>"),
        "<a https://paper.example/>a</a>"
    );
    assert_eq!(
        read("<a title='>' a/href = https://paper.example/b/>c"),
        "<a https://paper.example/b/>c</a>"
    );
}

#[test]
fn links_in_links_are_words() {
    let html = "<a href=https://paper.example/>a <a href=https://other.example/>b</a> c</a>";
    assert_eq!(read(html), "<a https://paper.example/>a b</a> c");
}

#[test]
fn what_runs_or_loads_goes_with_its_content() {
    for name in [
        "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea",
        "select", "title", "xmp", "noembed", "noframes", "head", "audio", "video", "canvas",
    ] {
        assert_eq!(
            read(&format!("a<{name} x='>'>b<b>c</b></{name} y>d")),
            "ad",
            "{name}"
        );
        assert_eq!(read(&format!("a<{name}>b<p>c")), "a", "{name}");
    }
    assert_eq!(read("a<embed src=x>b<plaintext>c</plaintext>d"), "ab");
    assert_eq!(
        read("<svg><svg></svg>a</svg>b<math/>c<svg><svg/>d</svg>e"),
        "bce"
    );
}

#[test]
fn text_of_raw_elements_ends_at_their_end_tag_only() {
    assert_eq!(read("<style><b></b></styles></ style></style/>a"), "a");
    assert_eq!(
        read("<template><script></template></script>a</template>b"),
        "b"
    );
    assert_eq!(read("<script><!--<script></script>a--></script>b"), "b");
    assert_eq!(read("<script><!--></script>a"), "a");
    assert_eq!(read("<style><!--<style></style>a"), "a");
}

#[test]
fn comments_and_declarations_are_left_out() {
    assert_eq!(
        read("a<!-- <b> -->b<!-->c<!--->d<!-- x --!>e<!---->f"),
        "abcdef"
    );
    assert_eq!(
        read("a<!doctype '>'>b<?php echo ?>c</ x>d</>e<![CDATA[x]]>f<!x>g"),
        "a'>bcdefg"
    );
    assert_eq!(read("a<!-- -- > <p>"), "a");
}

#[test]
fn a_tag_that_is_cut_off_is_left_out() {
    for html in [
        "a<b",
        "a<b c='>d",
        "a<a href=\"https://paper.example/>b</a>",
        "a</b c",
        "a<b c=",
    ] {
        assert_eq!(read(html), "a");
    }
}

#[test]
fn query_strings_are_not_references() {
    let url = "https://paper.example/?a&copy=1&region=2&lt&amp;b&copy;";
    let meant = "https://paper.example/?a&copy=1&region=2<&b©";
    assert_eq!(
        read(&format!("<a href={url}>a</a>")),
        format!("<a {meant}>a</a>")
    );
}

#[test]
fn a_plain_line_is_one_line_without_controls() {
    assert_eq!(plain("a\tb\r\nc\u{202e}d\0 &amp;"), "a b  cd &amp;");
}

#[test]
fn words_are_a_line_for_each_block() {
    let html = "<p>a <b>b</b></p><ul><li>c</li><li>d<br>e</li></ul>f";
    assert_eq!(words(&parse(html)), "a b\nc\nd\ne\nf");
}

#[test]
fn depth_is_bounded_and_words_stay() {
    for (unit, depth) in [
        ("<b>", DEPTH),
        ("<i><del><code>", DEPTH),
        ("<blockquote>", DEPTH),
        ("<blockquote><ol>", DEPTH),
        ("<ul><li>", DEPTH),
        ("<ol>", DEPTH),
        ("<pre>", 1),
        ("<p>", 1),
        ("<h1>", 2),
    ] {
        let nodes = parse(&(unit.repeat(200_000 / unit.len()) + "a<br><li><p>b"));
        let (mut level, mut found) = (&nodes, 0);
        while let Some(Node::Element { children, .. }) = level.first() {
            level = children;
            found += 1;
        }
        assert_eq!(found, depth, "{unit}");
        let words = words(&nodes);
        assert_eq!(
            words.split_whitespace().collect::<Vec<_>>(),
            ["a", "b"],
            "{unit}"
        );
    }
}

#[test]
fn what_was_too_deep_ends_with_what_is_around_it() {
    let html = "<p>".to_owned() + &"<b>".repeat(40) + "a<p><i>b</i>c<p>d";
    let nodes = parse(&html);
    assert_eq!(words(&nodes), "a\nbc\nd");
    assert!(read(&html).ends_with("<p><em>b</em>c</p><p>d</p>"));
    let html = "<b>".repeat(40) + "a" + &"</b>".repeat(40) + "b";
    assert!(read(&html).ends_with("</strong>b"));
}
