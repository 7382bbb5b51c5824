//! A day that a newsroom covers: an article with a timeline that grows.

use std::fs;
use std::time::Duration;

use serde_json::json;
use support::{ARTICLE, Error, Newsroom, Outcome, Scene, Server, Tab, path_of_json};

/// A newsroom that covers a day, and the server of what it printed.
pub struct Day {
    pub newsroom: Newsroom,
    pub server: Server,
    posts: Vec<Post>,
    prose: String,
    live: &'static str,
    settings: String,
}

/// A post of the day.
#[derive(Clone)]
pub struct Post {
    id: String,
    hour: String,
    text: String,
    state: serde_json::Value,
}

impl Post {
    /// The post of a number, at so many minutes past nine.
    pub fn new(number: u32) -> Self {
        Self {
            id: format!("{}", 538_265_071_734_751_000_u64 + u64::from(number)),
            hour: format!("{:02}:{:02}", 8 + number / 60, number % 60),
            text: format!("Message {number}. {}", "Le marché se remplit. ".repeat(12)),
            state: json!("live_snapshot"),
        }
    }

    fn json(&self) -> String {
        json!({
            "schema": 1, "source": "x", "id": self.id,
            "url": format!("https://x.com/redaction/status/{}", self.id),
            "author": { "id": "1", "name": "La rédaction", "handle": "redaction",
                "profile_url": "https://x.com/redaction" },
            "created_at": format!("2026-01-15T{}:00Z", self.hour),
            "archived_at": "2026-01-15T17:00:00Z",
            "lang": "fr", "text": self.text, "state": self.state,
            "provenance": { "importer": "manual", "importer_version": "1",
                "format": "kiosque-post/1", "capture_method": "a test", "licence_note": "" },
        })
        .to_string()
    }
}

/// What a newsroom says in `site.toml` of its pace: the fastest there is.
const PACE: &str = "[live]\npace = 10\n";

impl Day {
    /// Begins with so many posts, printed and served.
    pub async fn begin(scene: &Scene, posts: u32, settings: &str) -> Result<Self, Error> {
        let settings = format!("{PACE}\n{settings}");
        let newsroom = Newsroom::make(scene.site.bundle(), &settings, "")?;
        let day = Self {
            posts: (1..=posts).map(Post::new).collect(),
            prose: "Le marché a rouvert ce matin.".into(),
            live: "live = true",
            settings,
            server: newsroom.print().await?,
            newsroom,
        };
        day.print()?;
        Ok(day)
    }

    /// Adds the next post, and prints.
    pub fn goes_on(&mut self) -> Result<String, Error> {
        let number = u32::try_from(self.posts.len())? + 1;
        let post = Post::new(number);
        let id = post.id.clone();
        self.posts.push(post);
        self.print()?;
        Ok(id)
    }

    /// Gives the post of a number other words, and prints.
    pub fn corrects(&mut self, number: usize, text: &str) -> Outcome {
        self.posts[number - 1].text = text.into();
        self.print()
    }

    /// Withdraws the post of a number.
    pub fn withdraws(&mut self, number: usize) {
        self.posts[number - 1].state = json!({ "withdrawn": {
            "date": "2026-01-15", "public_reason": "Une erreur sur la personne." } });
    }

    /// Begins the article with other words.
    pub fn writes(&mut self, prose: &str) {
        self.prose = prose.into();
    }

    /// Ends the coverage, and prints.
    pub fn ends(&mut self) -> Outcome {
        self.live = "live = false";
        self.print()
    }

    /// Says something else in `site.toml`, and prints.
    pub fn set(&mut self, settings: &str) -> Outcome {
        self.settings = format!("{PACE}\n{settings}");
        self.print()
    }

    fn print(&self) -> Outcome {
        // Dates of files are told in whole seconds: what is printed again is to be newer.
        std::thread::sleep(Duration::from_millis(1_100));
        self.newsroom
            .set("https://journal.example", &self.settings)?;
        let mut timeline = String::from("schema = 1\ntitle = \"Au marché\"\nday = 2026-01-15\n");
        for post in &self.posts {
            self.newsroom
                .write_file(&format!("posts/{}.json", post.id), &post.json())?;
            timeline.push_str(&format!("\n[[entries]]\npost_id = \"{}\"\n", post.id));
        }
        self.newsroom
            .write_file("timelines/marche.toml", &timeline)?;
        let article = format!(
            "+++\ntitle = \"Le marché\"\nslug = \"le-marche\"\nsection = \"ville\"\n\
             authors = [\"redaction\"]\npublished = 2026-01-15T08:30:00+01:00\n{}\n+++\n\n{}\n\n\
             ::: fil src=\"marche\"\n:::\n\n{}\n",
            self.live,
            self.prose,
            "Un paragraphe qui suit le fil.\n\n".repeat(12),
        );
        self.newsroom
            .write_file("articles/le-marche.md", &article)?;
        self.newsroom.print_once()?;
        self.server.read_headers_again()?;
        self.hasten()
    }

    /// Makes a second of ten: no newsroom may ask for as much.
    fn hasten(&self) -> Outcome {
        let folder = self.newsroom.site().join(ARTICLE.trim_matches('/'));
        for file in ["page.json", "index.html"] {
            let file = folder.join(file);
            let text = fs::read_to_string(&file)?;
            let fast = text.replace("\"pace\":10", "\"pace\":1");
            if fast != text {
                fs::write(&file, fast)?;
            }
        }
        Ok(())
    }

    /// Opens the article, and keeps a record of what its page asks for from then on.
    pub async fn open(&self, tab: &Tab) -> Outcome {
        tab.load(&format!("{}{ARTICLE}", self.server.origin()))
            .await?;
        tab.until_page(ARTICLE).await?;
        tab.run(RECORD).await
    }

    /// How often the article's data was asked for.
    pub fn questions(&self) -> usize {
        self.server.count(&path_of_json(ARTICLE))
    }
}

/// Keeps the status of every answer to `fetch`, and when it was asked for.
const RECORD: &str = "
    window.answers = [];
    const own = window.fetch;
    window.fetch = async (...question) => {
        const at = performance.now();
        const answer = await own.apply(window, question);
        window.answers.push({ status: answer.status, at });
        return answer;
    };";
