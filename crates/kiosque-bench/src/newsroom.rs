//! A newsroom of any size, the same at each run: as Kiosque reads it, and as Hugo does.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fastrand::Rng;

use crate::prose::{headline, paragraph, place, sentence};

const SEED: u64 = 0x4b69_6f73;
/// Articles of every list page.
pub const ARTICLES_PER_PAGE: usize = 20;
/// One article in as many has a drawing.
const DRAWN: usize = 50;
const TAGS: usize = 200;
/// Sections: their slugs and names.
pub const SECTIONS: [(&str, &str); 8] = [
    ("ville", "Ville"),
    ("economie", "Économie"),
    ("culture", "Culture"),
    ("sport", "Sport"),
    ("justice", "Justice"),
    ("sciences", "Sciences"),
    ("environnement", "Environnement"),
    ("opinions", "Opinions"),
];
/// Authors: their slugs.
const AUTHORS: [&str; 12] = [
    "redaction",
    "ville",
    "economie",
    "culture",
    "sport",
    "justice",
    "sciences",
    "campagne",
    "littoral",
    "nuit",
    "lecteurs",
    "archives",
];
/// Where the site would be.
pub const BASE_URL: &str = "https://journal.example";
/// Its name.
pub const NAME: &str = "Le Journal d’essai";

/// Who reads a newsroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// `kiosque build`.
    Kiosque,
    /// `hugo`.
    Hugo,
}

/// One generated article.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Article {
    number: usize,
    title: String,
    section: &'static str,
    author: &'static str,
    tags: Vec<String>,
    published: String,
    standfirst: String,
    /// Markdown; [`LINK`] stands before the number of an article that it links to.
    body: Vec<String>,
}

/// Stands for the beginning of a link's address until the reader is known.
const LINK: &str = "\u{1}";

impl Article {
    fn generate(number: usize) -> Self {
        let mut rng = Rng::with_seed(SEED.wrapping_add(number as u64));
        let mut body = Vec::new();
        for part in 0..3 {
            if part > 0 {
                body.push(format!("## {}", headline(&mut rng)));
            }
            body.push(paragraph(&mut rng, 55));
            body.push(paragraph(&mut rng, 45));
        }
        body.push(format!("> {}", sentence(&mut rng)));
        let list: Vec<_> = (0..3)
            .map(|_| format!("- {}", sentence(&mut rng)))
            .collect();
        body.push(list.join("\n"));
        for _ in 0..rng.usize(..3) {
            let other = rng.usize(..=number);
            let words = place(&mut rng);
            body.push(format!(
                "À lire aussi, sur {words}, [notre enquête]({LINK}{other})."
            ));
        }
        let day = number / 24;
        Self {
            number,
            title: headline(&mut rng),
            section: section_of(number),
            author: AUTHORS
                .get(rng.usize(..AUTHORS.len()))
                .copied()
                .unwrap_or("redaction"),
            tags: tags(&mut rng),
            published: format!(
                "{}-{:02}-{:02}T{:02}:{:02}:00+01:00",
                2008 + day / 336,
                1 + day % 336 / 28,
                1 + day % 28,
                number % 24,
                rng.u8(..60)
            ),
            standfirst: sentence(&mut rng),
            body,
        }
    }

    fn is_drawn(&self) -> bool {
        self.number.is_multiple_of(DRAWN)
    }

    fn markdown(&self, reader: Reader) -> String {
        let tags: Vec<_> = self.tags.iter().map(|tag| format!("{tag:?}")).collect();
        let mut text = format!(
            "+++\ntitle = \"{}\"\nslug = \"{}\"\nauthors = [\"{}\"]\ntags = [{}]\n",
            self.title,
            slug(self.number),
            self.author,
            tags.join(", ")
        );
        let drawing = format!("dessin-{}.svg", self.number);
        // Writing to a string cannot fail.
        let _ = match reader {
            Reader::Kiosque => writeln!(
                text,
                "section = \"{}\"\npublished = {}\nstandfirst = \"{}\"",
                self.section, self.published, self.standfirst
            ),
            Reader::Hugo => writeln!(
                text,
                "date = {}\ndescription = \"{}\"",
                self.published, self.standfirst
            ),
        };
        if self.is_drawn() {
            let _ = match reader {
                Reader::Kiosque => writeln!(
                    text,
                    "\n[hero]\nsrc = \"{drawing}\"\nalt = \"Un dessin d’essai\""
                ),
                Reader::Hugo => writeln!(text, "hero = \"/media/{drawing}\""),
            };
        }
        text.push_str("+++\n");
        for block in &self.body {
            let _ = writeln!(text, "\n{}", with_links(block, reader));
        }
        text
    }
}

fn with_links(block: &str, reader: Reader) -> String {
    let mut parts = block.split(LINK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(')').unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let number: usize = number.parse().unwrap_or_default();
        let _ = match reader {
            Reader::Kiosque => write!(text, "article:{}", slug(number)),
            Reader::Hugo => write!(text, "/{}/{}/", section_of(number), slug(number)),
        };
        text.push_str(rest);
    }
    text
}

fn section_of(number: usize) -> &'static str {
    let sections = SECTIONS.len();
    // Not in turns: lists of neighbours would all be of one kind.
    SECTIONS
        .get(number * 7 / 3 % sections)
        .map_or("ville", |section| section.0)
}

fn slug(number: usize) -> String {
    format!("article-{number}")
}

fn tags(rng: &mut Rng) -> Vec<String> {
    let mut tags: Vec<_> = (0..rng.usize(2..5))
        // Some subjects come back often, most seldom.
        .map(|_| format!("Sujet {}", 1 + rng.usize(..TAGS) * rng.usize(..TAGS) / TAGS))
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

fn drawing(number: usize) -> String {
    let mut rng = Rng::with_seed(SEED ^ number as u64);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1000\" \
         viewBox=\"0 0 1600 1000\"><rect width=\"1600\" height=\"1000\" fill=\"#e8e2d4\"/>",
    );
    for _ in 0..12 {
        let (x, y, r) = (rng.u32(..1600), rng.u32(..1000), rng.u32(20..220));
        let colour = rng.u32(..0x0100_0000);
        let _ = write!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"#{colour:06x}\" opacity=\".6\"/>"
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Where an article's file is.
fn place_of(folder: &Path, reader: Reader, number: usize) -> PathBuf {
    let name = format!("{}.md", slug(number));
    match reader {
        // A folder of a hundred thousand files is nobody's.
        Reader::Kiosque => folder
            .join("articles")
            .join(format!("{:03}", number / 1000))
            .join(name),
        Reader::Hugo => folder.join("content").join(section_of(number)).join(name),
    }
}

/// Writes a newsroom of so many articles; for Hugo, all but its configuration and layouts.
pub fn write(folder: &Path, reader: Reader, articles: usize) -> io::Result<()> {
    let media = match reader {
        Reader::Kiosque => folder.join("media"),
        Reader::Hugo => folder.join("static").join("media"),
    };
    fs::create_dir_all(&media)?;
    for number in 0..articles {
        let article = Article::generate(number);
        write_file(&place_of(folder, reader, number), &article.markdown(reader))?;
        if article.is_drawn() {
            write_file(
                &media.join(format!("dessin-{number}.svg")),
                &drawing(number),
            )?;
        }
    }
    if reader == Reader::Kiosque {
        write_file(&folder.join("site.toml"), &settings())?;
    }
    Ok(())
}

/// Adds a paragraph to an article in the middle of a newsroom of so many.
pub fn change_one(folder: &Path, reader: Reader, articles: usize) -> io::Result<()> {
    let file = place_of(folder, reader, articles / 2);
    let text = fs::read_to_string(&file)?;
    fs::write(
        file,
        format!("{text}\nUn paragraphe de plus, écrit après coup.\n"),
    )
}

fn write_file(file: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(file, text)
}

fn settings() -> String {
    let mut text = format!(
        "name = \"{NAME}\"\ntagline = \"Des articles que personne n’a écrits\"\nlanguage = \"fr\"\n\
         time_zone = \"Europe/Paris\"\nbase_url = \"{BASE_URL}\"\n\
         description = \"Une rédaction engendrée pour mesurer la presse.\"\n\
         articles_per_page = {ARTICLES_PER_PAGE}\n"
    );
    for (slug, name) in SECTIONS {
        let _ = write!(
            text,
            "\n[[sections]]\nslug = \"{slug}\"\nname = \"{name}\"\n"
        );
    }
    for slug in AUTHORS {
        let _ = write!(
            text,
            "\n[[authors]]\nslug = \"{slug}\"\nname = \"Service {slug}\"\ncollective = true\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_the_same_at_each_run_and_unlike_the_next() {
        assert_eq!(Article::generate(7), Article::generate(7));
        assert_ne!(Article::generate(7).body, Article::generate(8).body);
    }

    #[test]
    fn articles_have_some_four_hundred_words() {
        for number in 0..40 {
            let words = Article::generate(number)
                .body
                .join(" ")
                .split_whitespace()
                .count();
            assert!((350..520).contains(&words), "{number}: {words}");
        }
    }

    #[test]
    fn both_readers_get_the_same_words() {
        let prose = |reader| {
            let text = Article::generate(50).markdown(reader);
            let body = text.rsplit("+++").next().unwrap_or_default().to_owned();
            let lines = body.lines().filter(|line| !line.contains("À lire aussi"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(prose(Reader::Kiosque), prose(Reader::Hugo));
    }

    #[test]
    fn links_are_the_readers_own() {
        let block = format!("[a]({LINK}3) et [b]({LINK}12).");
        assert_eq!(
            with_links(&block, Reader::Kiosque),
            "[a](article:article-3) et [b](article:article-12)."
        );
        let hugo = with_links(&block, Reader::Hugo);
        assert!(
            hugo.contains(&format!("[a](/{}/article-3/)", section_of(3))),
            "{hugo}"
        );
    }

    #[test]
    fn days_exist_and_go_on() {
        let dates: Vec<_> = [0, 1, 9_999, 99_999]
            .map(|number| Article::generate(number).published)
            .into();
        assert!(dates.is_sorted(), "{dates:?}");
        assert_eq!(dates[0].get(..13), Some("2008-01-01T00"));
        assert!(dates[3].as_str() < "2021", "{dates:?}");
    }
}
