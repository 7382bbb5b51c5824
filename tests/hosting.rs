//! The printed site behind real web servers, set up as the press's own files say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::{Answer, Case, Error, Outcome, Scene, Setting, Site, WebServer, cases};

pub fn cases() -> Vec<Case> {
    cases!("hosting";
        Setting::CHROMIUM_ONLY => [
            nginx_serves_the_site_as_printed,
            caddy_serves_the_site_as_printed,
            a_page_keeps_to_its_policy_behind_nginx,
        ]
    )
}

const ONE_YEAR: &str = "public, max-age=31536000, immutable";

async fn nginx_serves_the_site_as_printed(scene: Scene) -> Outcome {
    let server = WebServer::nginx(scene.site.folder())?;
    Check::new(server, &scene.site)?.everything().await
}

async fn caddy_serves_the_site_as_printed(scene: Scene) -> Outcome {
    let server = WebServer::caddy(scene.site.folder())?;
    Check::new(server, &scene.site)?.everything().await
}

/// The browser applies the header, and the pages do nothing that it reports.
async fn a_page_keeps_to_its_policy_behind_nginx(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let server = WebServer::nginx(site.folder())?;
    let (report, _) = site.report()?;
    for url in ["/", &report.url, "/aucune/page/ici/"] {
        tab.load(&format!("{}{url}", server.origin())).await?;
        // Reports from before the observer was there are kept for it.
        let reports: Vec<String> = tab
            .promised(
                "new Promise(resolve => {
                    const told = [];
                    const observer = new ReportingObserver(
                        reports => told.push(...reports.map(({body}) =>
                            `${body.effectiveDirective} ${body.blockedURL}`)),
                        {types: ['csp-violation'], buffered: true});
                    observer.observe();
                    setTimeout(() => resolve(told), 500);
                })",
            )
            .await?;
        assert_eq!(reports, Vec::<String>::new(), "{url}");
        // The header is in force: what it forbids is refused.
        let refused: bool = tab
            .promised(
                "new Promise(resolve => {
                    addEventListener('securitypolicyviolation', () => resolve(true));
                    const picture = new Image();
                    picture.src = 'https://ailleurs.example/a.png';
                    setTimeout(() => resolve(false), 5000);
                })",
            )
            .await?;
        assert!(refused, "{url} may show pictures of anyone");
    }
    Ok(())
}

/// A server, and what the site says its answers carry.
struct Check<'a> {
    server: WebServer,
    site: &'a Site,
    /// Headers that every answer carries.
    always: Vec<(String, String)>,
}

impl<'a> Check<'a> {
    fn new(server: WebServer, site: &'a Site) -> Result<Self, Error> {
        let headers = fs::read_to_string(site.folder().join("_headers"))?;
        let always: Vec<_> = headers
            .lines()
            .skip_while(|line| *line != "/*")
            .skip(1)
            .map_while(|line| line.strip_prefix("  "))
            .filter_map(|line| line.split_once(": "))
            // Over plain http it has no sense; the configurations have it as a remark.
            .filter(|(name, _)| *name != "Strict-Transport-Security")
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert!(always.len() >= 5, "{headers}");
        Ok(Self {
            server,
            site,
            always,
        })
    }

    async fn everything(self) -> Outcome {
        self.pages().await?;
        self.spellings().await?;
        self.missing().await?;
        self.app().await?;
        self.pocket().await?;
        self.media().await?;
        self.feeds().await?;
        self.revalidation().await?;
        self.redirects().await
    }

    /// Asks, and checks the headers that every answer carries.
    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, Error> {
        let answer = self.server.get(path, headers).await?;
        for (name, value) in &self.always {
            assert_eq!(answer.header(name), *value, "{name} of {path}");
        }
        Ok(answer)
    }

    /// A file that is there, its type, and for how long it may be kept; compressed where the site
    /// has a copy.
    async fn serves(&self, path: &str, file: &Path, kind: &str, cache: &str) -> Outcome {
        let plain = self.get(path, &[]).await?;
        assert_eq!(plain.status, 200, "{path}");
        assert_eq!(plain.header("content-type"), kind, "{path}");
        assert_eq!(plain.header("cache-control"), cache, "{path}");
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        assert!(plain.body == fs::read(file)?, "{path} is not as printed");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let copy = file.with_file_name(format!("{name}.gz"));
        if copy.is_file() {
            let packed = self.get(path, &[("accept-encoding", "gzip")]).await?;
            assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
            assert_eq!(packed.header("content-type"), kind, "{path}");
            assert_eq!(packed.header("cache-control"), cache, "{path}");
            assert_eq!(packed.header("vary"), "Accept-Encoding", "{path}");
            assert!(packed.body == fs::read(copy)?, "{path} is packed anew");
        }
        Ok(())
    }

    fn file(&self, url: &str) -> std::path::PathBuf {
        let path = percent_decoded(url);
        self.site.folder().join(path.trim_start_matches('/'))
    }

    async fn pages(&self) -> Outcome {
        for page in self.site.pages() {
            let folder = self.file(&page.url);
            let html = folder.join("index.html");
            let name = html.with_file_name("index.html.gz");
            assert!(name.is_file(), "{} has no compressed copy", page.url);
            self.serves(&page.url, &html, "text/html; charset=utf-8", "no-cache")
                .await?;
            let json = format!("{}page.json", page.url);
            let file = folder.join("page.json");
            self.serves(&json, &file, "application/json", "no-cache")
                .await?;
        }
        Ok(())
    }

    /// Each page has one address; others of the same page lead there, and keep their question.
    async fn spellings(&self) -> Outcome {
        let pages = self.site.pages().iter().filter(|page| page.url != "/");
        for page in pages {
            let bare = page.url.trim_end_matches('/');
            let other = [
                (bare.to_owned(), page.url.clone()),
                (format!("{bare}?a=%20b"), format!("{}?a=%20b", page.url)),
                (format!("{}index.html", page.url), page.url.clone()),
            ];
            for (from, to) in other {
                let answer = self.get(&from, &[]).await?;
                assert_eq!(answer.status, 301, "{from}");
                assert_eq!(answer.header("location"), to, "{from}");
            }
            let upper = page.url.to_uppercase();
            if upper != page.url {
                assert_eq!(self.get(&upper, &[]).await?.status, 404, "{upper}");
            }
        }
        Ok(())
    }

    async fn missing(&self) -> Outcome {
        let shown = fs::read(self.site.folder().join("404.html"))?;
        for path in [
            "/aucune/page/ici/",
            "/aucune",
            "/media/",
            "/media/aucune.0123456789.svg",
            "/kiosque-app-0123456789abcdef.js",
            "/aucune/feed.xml",
            "/404.html",
            "/_headers",
            "/_redirects",
            "/.hosting/nginx.conf",
            "/.hosting/Caddyfile",
            "/.nojekyll",
            "/%0d%0aSet-Cookie:%20a=b",
        ] {
            let answer = self.get(path, &[]).await?;
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
            assert!(answer.body == shown, "{path} does not show 404.html");
        }
        let answer = self.get("//ailleurs.example/index.html", &[]).await?;
        let location = answer.header("location");
        assert!(!location.starts_with("//"), "{location}");
        Ok(())
    }

    async fn app(&self) -> Outcome {
        for (ending, kind) in [
            ("_bg.wasm", "application/wasm"),
            (".js", "text/javascript; charset=utf-8"),
        ] {
            let path = self.site.file_ending(ending)?;
            self.serves(&path, &self.file(&path), kind, ONE_YEAR)
                .await?;
        }
        Ok(())
    }

    /// What makes the site fit for a pocket is looked at before each use, the worker above all.
    async fn pocket(&self) -> Outcome {
        for (path, kind) in [
            ("/sw.js", "text/javascript; charset=utf-8"),
            ("/pocket.json", "application/json"),
            ("/shell.html", "text/html; charset=utf-8"),
            ("/manifest.webmanifest", "application/manifest+json"),
            ("/icons/icon-192.png", "image/png"),
        ] {
            self.serves(path, &self.file(path), kind, "no-cache")
                .await?;
        }
        let called_back = self.get("/sw-off", &[]).await?;
        assert_eq!(called_back.status, 404, "a worker is called back");
        Ok(())
    }

    async fn media(&self) -> Outcome {
        let mut kinds = BTreeSet::new();
        let mut files = Vec::new();
        files_below(&self.site.folder().join("media"), "/media", &mut files)?;
        // Folders are listed in any order; the same file of a kind is asked for every time.
        files.sort();
        for name in files {
            let Some((stem, ending)) = name.rsplit_once('.') else {
                continue;
            };
            let kind = match ending {
                "svg" => "image/svg+xml; charset=utf-8",
                "avif" => "image/avif",
                "webp" => "image/webp",
                "png" => "image/png",
                "jpg" => "image/jpeg",
                "mp4" => "video/mp4",
                "vtt" => "text/vtt",
                "gz" | "br" => continue,
                other => return Err(format!("{name}: what is {other}?").into()),
            };
            // What is kept for a year has its content's hash in its name.
            let hash = stem.rsplit_once('.').map_or("", |(_, hash)| hash);
            // A picture of another width is told by it, after the hash.
            let hash = hash.split('-').next().unwrap_or_default();
            assert!(
                hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{name} has no hash in its name"
            );
            if kinds.insert(kind) {
                self.serves(&name, &self.file(&name), kind, ONE_YEAR)
                    .await?;
            }
        }
        assert!(!kinds.is_empty(), "the demonstration site has no media");
        Ok(())
    }

    async fn feeds(&self) -> Outcome {
        for (path, kind) in [
            ("/feed.xml", "application/rss+xml; charset=utf-8"),
            ("/atom.xml", "application/atom+xml; charset=utf-8"),
            ("/feed.json", "application/feed+json; charset=utf-8"),
            ("/sitemap.xml", "application/xml; charset=utf-8"),
            ("/robots.txt", "text/plain; charset=utf-8"),
        ] {
            self.serves(path, &self.file(path), kind, "no-cache")
                .await?;
        }
        Ok(())
    }

    /// A page that did not change is not sent again.
    async fn revalidation(&self) -> Outcome {
        let tag = self.get("/", &[]).await?.header("etag");
        assert!(!tag.is_empty(), "the front page has no etag");
        let again = self.get("/", &[("if-none-match", &tag)]).await?;
        assert_eq!((again.status, again.body.len()), (304, 0));
        Ok(())
    }

    /// Every old address leads to a page at once, with and without its last slash, and the page
    /// that is printed there for other hosts leads to the same.
    async fn redirects(&self) -> Outcome {
        let text = fs::read_to_string(self.site.folder().join("_redirects"))?;
        let lines: Vec<Vec<&str>> = text
            .lines()
            .filter(|line| line.starts_with('/'))
            .map(|line| line.split(' ').collect())
            .collect();
        assert!(!lines.is_empty(), "the demonstration site has no redirect");
        for line in lines {
            let [from, to, "301"] = line[..] else {
                return Err(format!("{line:?} is no redirect").into());
            };
            let bare = from.trim_end_matches('/');
            for from in [bare.to_owned(), format!("{bare}/")] {
                let answer = self.get(&from, &[]).await?;
                assert_eq!(answer.status, 301, "{from}");
                assert_eq!(answer.header("location"), to, "{from}");
            }
            assert_eq!(self.get(to, &[]).await?.status, 200, "{to}");
            let file = self.file(from);
            let file = if file.is_file() {
                file
            } else {
                file.join("index.html")
            };
            let page = fs::read_to_string(file)?;
            assert!(page.contains(&format!("0; url={to}\"")), "{page}");
        }
        Ok(())
    }
}

/// The URLs of the files in a folder and its folders.
fn files_below(folder: &Path, url: &str, files: &mut Vec<String>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let url = format!("{url}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &url, files)?;
        } else {
            files.push(url);
        }
    }
    Ok(())
}

/// A URL's path as a file's.
fn percent_decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'%'));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
