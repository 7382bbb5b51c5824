//! The entry page taken apart: what stands before, between and after what each page adds.

use std::cell::RefCell;
use std::fmt;

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use crate::hosting::ContentSecurity;
use crate::html::escape;
use crate::site::Metadata;

/// Stand where a page's own head and body go. Control characters: no page has them.
const HEAD: &str = "\u{1}head\u{1}";
const BODY: &str = "\u{1}body\u{1}";

/// Starts the app once the page is painted and loaded, at low priority. Where that fails the page
/// stays as it was printed. The policy is for browsers that enforce Trusted Types: HTML comes
/// from the press, which cleaned it, and scripts from the site alone.
const STARTER: &str = include_str!("starter.js");

/// An entry page in the pieces that printing puts together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    before_head: String,
    style: String,
    between: String,
    after: String,
    starter: String,
    /// `sha256-…` of each inline script, the starter's among them.
    pub script_hashes: Vec<String>,
    /// `sha256-…` of the inline style sheet.
    pub style_hash: String,
}

/// What an entry page lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// The `<meta name="viewport">` after which a page's own head goes.
    Viewport,
    /// The `#coquille` in whose place a page's body goes.
    Shell,
    /// The script by which Trunk starts the app, with the names of its files.
    Start,
    /// It cannot be read as HTML.
    Html(String),
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Viewport => f.write_str("no <meta name=\"viewport\">"),
            Self::Shell => f.write_str("no element with the id “coquille”"),
            Self::Start => f.write_str("no script of Trunk's that starts the app"),
            Self::Html(reason) => f.write_str(reason),
        }
    }
}

/// What the parts of an entry page are found to be.
#[derive(Default)]
struct Found {
    module: String,
    scripts: Vec<String>,
    style: String,
    /// Whether the text being read belongs to a module script.
    in_module: bool,
}

impl Template {
    /// Takes an entry page apart. Trunk may have minified it: quotes and tags that HTML lets one
    /// omit may be missing.
    ///
    /// # Errors
    ///
    /// What the page lacks.
    pub fn read(html: &str) -> Result<Self, TemplateFault> {
        let found = RefCell::new(Found::default());
        let rewritten = rewrite_str(
            html,
            RewriteStrSettings {
                element_content_handlers: vec![
                    element!(
                        "title, noscript, link[rel=modulepreload], link[rel=preload]",
                        |it| {
                            it.remove();
                            Ok(())
                        }
                    ),
                    element!("meta[name=viewport]", |it| {
                        it.after(HEAD, ContentType::Html);
                        Ok(())
                    }),
                    element!("#coquille", |it| {
                        it.replace(BODY, ContentType::Html);
                        Ok(())
                    }),
                    element!("script", |it| {
                        let mut found = found.borrow_mut();
                        found.in_module = it.get_attribute("type").as_deref() == Some("module");
                        if found.in_module {
                            it.remove();
                        } else {
                            found.scripts.push(String::new());
                        }
                        Ok(())
                    }),
                    text!("script", |chunk| {
                        let mut found = found.borrow_mut();
                        if found.in_module {
                            found.module.push_str(chunk.as_str());
                        } else if let Some(script) = found.scripts.last_mut() {
                            script.push_str(chunk.as_str());
                        }
                        Ok(())
                    }),
                    // One for all: each would have its own hash in the policy.
                    element!("style", |it| {
                        it.remove();
                        Ok(())
                    }),
                    text!("style", |chunk| {
                        found.borrow_mut().style.push_str(chunk.as_str());
                        Ok(())
                    }),
                ],
                ..RewriteStrSettings::default()
            },
        )
        .map_err(|error| TemplateFault::Html(error.to_string()))?;
        let found = found.into_inner();
        let (before_head, rest) = rewritten.split_once(HEAD).ok_or(TemplateFault::Viewport)?;
        let (between, after) = rest.split_once(BODY).ok_or(TemplateFault::Shell)?;
        let starter = starter(&found.module).ok_or(TemplateFault::Start)?;
        let mut script_hashes: Vec<String> = found
            .scripts
            .iter()
            .map(|it| ContentSecurity::hash(it))
            .collect();
        script_hashes.push(ContentSecurity::hash(&starter));
        Ok(Self {
            before_head: before_head.to_owned(),
            between: body_opened(between),
            after: after.trim_start().to_owned(),
            starter,
            script_hashes,
            style_hash: ContentSecurity::hash(&found.style),
            style: found.style,
        })
    }

    /// A whole document: a page's language, what it tells of itself, the style sheet it has beside
    /// the common one, the HTML of its body, and its data as JSON.
    pub fn document(
        &self,
        language: &str,
        metadata: &Metadata,
        own_style: Option<&str>,
        body: &str,
        json: &str,
    ) -> String {
        let data = json.replace('<', "\\u003c");
        let body = [
            body,
            &metadata.structured_data,
            "<script type=\"application/json\" id=\"page\">",
            &data,
            "</script>",
        ];
        self.around(language, &metadata.head, own_style, &body.concat())
    }

    /// A document without a page, in which the app shows one: its language, its own head, what is
    /// said while the page comes.
    pub fn shell(&self, language: &str, head: &str, loading: &str) -> String {
        let loading = escape(loading);
        let body =
            format!("<p id=\"coquille\" class=\"notice loading\" role=\"status\">{loading}</p>");
        self.around(language, head, None, &body)
    }

    fn around(&self, language: &str, head: &str, own_style: Option<&str>, body: &str) -> String {
        let before = self
            .before_head
            .replacen("lang=fr", &format!("lang={language}"), 1);
        let before = before.replacen("lang=\"fr\"", &format!("lang=\"{language}\""), 1);
        let own_style = own_style.map_or_else(String::new, |css| format!("<style>{css}</style>"));
        [
            before.as_str(),
            head,
            "<style>",
            &self.style,
            "</style>",
            &own_style,
            &self.between,
            body,
            "<script>",
            &self.starter,
            "</script>",
            &self.after,
        ]
        .concat()
    }

    /// Everything a printed page takes from the template.
    pub fn parts(&self) -> [&str; 5] {
        let Self {
            before_head,
            style,
            between,
            starter,
            after,
            ..
        } = self;
        [before_head, style, between, starter, after]
    }
}

/// What stands between head and body, with nothing after the tag that opens the body: the app
/// looks for its nodes from there.
fn body_opened(between: &str) -> String {
    const OPENING: &str = "<body>";
    match between.split_once(OPENING) {
        Some((head, _)) => format!("{head}{OPENING}"),
        None => format!("{}{OPENING}", between.trim_end()),
    }
}

/// The starter with the names of the app's files, read in Trunk's own script.
fn starter(module: &str) -> Option<String> {
    let glue = quoted(module, ".js")?;
    let wasm = quoted(module, ".wasm")?;
    Some(
        STARTER
            .trim_end()
            .replace("GLUE", glue)
            .replace("WASM", wasm),
    )
}

/// The first quoted string with an ending.
fn quoted<'a>(script: &'a str, ending: &str) -> Option<&'a str> {
    script
        .split(['\'', '"', '`'])
        .find(|part| part.starts_with('/') && part.ends_with(ending))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const MINIFIED: &str = "<!doctype html><html lang=fr><meta charset=utf-8><title>K</title>\
        <meta content=width=device-width name=viewport><script>theme()</script>\
        <style>a</style><style>{}</style><link crossorigin href=/app-1.js rel=modulepreload>\
        <link as=fetch href=/app-1_bg.wasm rel=preload><script type=module>\
        import init from '/app-1.js';const w=await init({module_or_path:'/app-1_bg.wasm'})</script>\
        <noscript><p>Non</p></noscript><p id=coquille>…</p>";
    const WRITTEN: &str = "<!doctype html>\n<html lang=\"fr\">\n<head>\n<title>K</title>\n\
        <meta name=\"viewport\" content=\"width=device-width\" />\n<style>a{}</style>\n\
        <script type=\"module\">import init from \"/app-1.js\"; init(\"/app-1_bg.wasm\");</script>\n\
        </head>\n<body>\n<noscript>Non</noscript>\n<p id=\"coquille\">…</p>\n</body>\n</html>\n";

    #[test]
    fn a_page_takes_the_place_of_the_shell() {
        for (entry, language) in [(MINIFIED, "lang=en>"), (WRITTEN, "lang=\"en\">")] {
            let template = Template::read(entry).unwrap();
            let metadata = Metadata {
                head: "<title>Une</title>".into(),
                structured_data: "<script type=\"application/ld+json\">{}</script>".into(),
            };
            let html = template.document("en", &metadata, Some("b{}"), "<main>…</main>", "{}");
            assert!(html.contains(
                "<body><main>…</main><script type=\"application/ld+json\">{}</script>\
                 <script type=\"application/json\""
            ));
            assert!(html.contains("</style><style>b{}</style>"), "{html}");
            assert_eq!(html.matches("<title>").count(), 1, "{html}");
            assert_eq!(html.matches("<body>").count(), 1, "{html}");
            assert!(html.contains(language), "{html}");
            for gone in ["noscript", "preload", "type=module", "coquille"] {
                assert!(!html.contains(gone), "{gone} in {html}");
            }
            assert!(html.contains("\"/app-1.js\"") && html.contains("\"/app-1_bg.wasm\""));
        }
    }

    #[test]
    fn data_cannot_end_its_element() {
        let template = Template::read(MINIFIED).unwrap();
        let html = template.document(
            "fr",
            &Metadata::default(),
            None,
            "",
            r#"{"a":"</script><script>alert(1)"}"#,
        );
        assert!(
            html.contains(r#"{"a":"\u003c/script>\u003cscript>alert(1)"}"#),
            "{html}"
        );
    }

    #[test]
    fn a_document_without_a_page_says_that_one_comes() {
        let template = Template::read(MINIFIED).unwrap();
        let html = template.shell("en", "<title>K</title>", "Loading <…");
        assert!(html.contains("lang=en"), "{html}");
        assert!(
            html.contains(
                "<p id=\"coquille\" class=\"notice loading\" role=\"status\">Loading &lt;…</p>"
            ),
            "{html}"
        );
        assert!(html.contains(&template.starter) && html.contains("<title>K</title>"));
        assert!(!html.contains("application/json"), "{html}");
        let page = template.document("en", &Metadata::default(), None, "", "{}");
        let rest = |html: &str| {
            html.split("<script>")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            rest(&html).last(),
            rest(&page).last(),
            "it starts like a page"
        );
    }

    #[test]
    fn every_inline_element_has_its_hash() {
        let template = Template::read(MINIFIED).unwrap();
        let theme = "sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8=";
        assert_eq!(template.script_hashes.len(), 2);
        assert_eq!(template.style_hash, ContentSecurity::hash("a{}"));
        assert_eq!(
            ContentSecurity::hash(&template.starter),
            template.script_hashes[1]
        );
        assert_eq!(template.script_hashes[0], theme);
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(Template::read(""), Err(TemplateFault::Viewport));
        let without_shell = MINIFIED.replace("id=coquille", "");
        assert_eq!(Template::read(&without_shell), Err(TemplateFault::Shell));
        let without_start = MINIFIED.replace("type=module", "");
        assert_eq!(Template::read(&without_start), Err(TemplateFault::Start));
    }
}
