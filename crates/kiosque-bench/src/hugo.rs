//! Hugo's side of the comparison: a configuration and layouts that print the kinds of page that
//! Kiosque prints: articles, the front page and lists in pages, feeds of every list, the sitemap.

use std::fs;
use std::path::Path;

use crate::Error;
use crate::newsroom::{ARTICLES_PER_PAGE, BASE_URL, NAME, SECTIONS};

const BASE: &str = r#"<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:description" content="{{ .Description }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">{{ end }}
</head>
<body>
<header><a href="/">{{ .Site.Title }}</a><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ .Site.Title }}</p></footer>
</body>
</html>
"#;

const ARTICLE: &str = r#"{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<p>{{ range (.GetTerms "authors") }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}<time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2/01/2006" }}</time></p>
{{ with .Params.hero }}<img src="{{ . }}" width="1600" height="1000" alt="Un dessin d’essai">{{ end }}
{{ .Content }}
<p>{{ range (.GetTerms "tags") }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "headline" .Title "datePublished" .Date "url" .Permalink | jsonify | safeJS }}</script>
</article>{{ end }}
"#;

const FEED: &str = r#"{{ printf "<?xml version=\"1.0\" encoding=\"utf-8\"?>" | safeHTML }}
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Site.Title }}</description>
{{ $pages := .RegularPages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}{{ if eq .Kind "term" }}{{ $pages = .Pages }}{{ end }}{{ range first 20 $pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><guid>{{ .Permalink }}</guid><description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
"#;

/// Adds what Hugo needs to a newsroom written for it.
pub fn set_up(source: &Path) -> Result<(), Error> {
    let list = list();
    let mut files = vec![
        ("hugo.toml".to_owned(), configuration()),
        ("layouts/_default/baseof.html".to_owned(), BASE.to_owned()),
        (
            "layouts/_default/single.html".to_owned(),
            ARTICLE.to_owned(),
        ),
        ("layouts/_default/rss.xml".to_owned(), FEED.to_owned()),
        ("layouts/_default/list.html".to_owned(), list.clone()),
        ("layouts/index.html".to_owned(), list),
    ];
    for (slug, name) in SECTIONS {
        let title = format!("+++\ntitle = \"{name}\"\n+++\n");
        files.push((format!("content/{slug}/_index.md"), title));
    }
    for (path, text) in files {
        let file = source.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, text)
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    Ok(())
}

fn configuration() -> String {
    format!(
        "baseURL = \"{BASE_URL}/\"\ntitle = \"{NAME}\"\nlanguageCode = \"fr\"\n\
         disableKinds = [\"taxonomy\"]\nignoreErrors = [\"error-disable-taxonomy\"]\n\n\
         [taxonomies]\ntag = \"tags\"\nauthor = \"authors\"\n"
    )
}

fn list() -> String {
    format!(
        r#"{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>
{{{{ $pages := .RegularPages }}}}{{{{ if .IsHome }}}}{{{{ $pages = .Site.RegularPages }}}}{{{{ end }}}}{{{{ if eq .Kind "term" }}}}{{{{ $pages = .Pages }}}}{{{{ end }}}}
{{{{ $list := .Paginate $pages {ARTICLES_PER_PAGE} }}}}{{{{ range $list.Pages }}}}<article><h2><a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a></h2><p>{{{{ .Description }}}}</p><time datetime="{{{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}}}">{{{{ .Date.Format "2/01/2006" }}}}</time></article>
{{{{ end }}}}
<nav>{{{{ if $list.HasPrev }}}}<a href="{{{{ $list.Prev.URL }}}}">Plus récents</a>{{{{ end }}}} {{{{ if $list.HasNext }}}}<a href="{{{{ $list.Next.URL }}}}">Plus anciens</a>{{{{ end }}}}</nav>{{{{ end }}}}
"#
    )
}
