//! A newsroom of two articles, one with a timeline of many posts of every kind, one with few of the
//! same; the same at each run.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use fastrand::Rng;
use serde_json::{Value, json};

use crate::Error;
use crate::prose::{headline, paragraph, pick, place, sentence};

const SEED: u64 = 0x7469_6d65;
/// Pictures that posts share.
const PICTURES: usize = 8;
const WIDTH: u16 = 1280;
const HEIGHT: u16 = 960;
/// Handle, name and network of people whom nobody knows.
const PEOPLE: [(&str, &str, &str); 8] = [
    ("camille_demo", "Camille Démo 🌊", "x"),
    ("essai.exemple.example", "Service d’essai", "bluesky"),
    ("rive@exemple.example", "Rive & Co", "mastodon"),
    ("port_demo", "Le Port (essai)", "x"),
    ("noor.exemple.example", "نور للتجربة", "bluesky"),
    ("marche@exemple.example", "Marché d’essai", "mastodon"),
    ("tram_demo", "Tram 🚋 démo", "x"),
    ("mairie.exemple.example", "Mairie d’exemple", "bluesky"),
];
const TAGS: [&str; 5] = ["Essai", "Vitesse", "ÀlaUne", "Démonstration", "Mesure"];

/// Permalink of the article.
pub const LONG: &str = "/ville/la-journee/";
/// Permalink of the one beside it, which has the first few posts alone.
pub const SHORT: &str = "/ville/la-matinee/";
const FEW: usize = 4;

/// Writes the newsroom with so many posts.
pub fn write(folder: &Path, posts: usize) -> Result<(), Error> {
    for name in ["articles", "posts", "timelines", "media"] {
        fs::create_dir_all(folder.join(name))?;
    }
    for number in 0..PICTURES {
        let file = folder.join("media").join(picture(number));
        jpeg_encoder::Encoder::new_file(&file, 80)
            .and_then(|encoder| {
                let pixels = pixels(number);
                encoder.encode(&pixels, WIDTH, HEIGHT, jpeg_encoder::ColorType::Rgb)
            })
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    for number in 0..posts {
        let text = serde_json::to_vec_pretty(&post(number))?;
        fs::write(folder.join("posts").join(format!("{number:04}.json")), text)?;
    }
    fs::write(folder.join("timelines/journee.toml"), timeline(posts))?;
    fs::write(folder.join("timelines/matinee.toml"), timeline(FEW))?;
    write_words(folder)?;
    Ok(())
}

fn write_words(folder: &Path) -> io::Result<()> {
    let mut rng = Rng::with_seed(SEED);
    let [standfirst, ending] = [sentence(&mut rng), paragraph(&mut rng, 60)];
    let opening = [paragraph(&mut rng, 80), paragraph(&mut rng, 60)].join("\n\n");
    for (name, title, hour) in [
        ("journee", "La journée, message par message", 20),
        ("matinee", "La matinée, message par message", 13),
    ] {
        let article = format!(
            "+++\ntitle = \"{title}\"\nslug = \"la-{name}\"\nsection = \"ville\"\n\
             authors = [\"redaction\"]\npublished = 2026-03-02T{hour}:00:00+01:00\n\
             standfirst = \"{standfirst}\"\n+++\n\n{opening}\n\n\
             ::: fil src=\"{name}\"\n:::\n\n{ending}\n"
        );
        fs::write(folder.join(format!("articles/la-{name}.md")), article)?;
    }
    let settings = "name = \"Le Journal d’essai\"\ntagline = \"Une journée que personne n’a vécue\"\n\
         language = \"fr\"\ntime_zone = \"Europe/Paris\"\nbase_url = \"https://journal.example\"\n\
         description = \"Une rédaction engendrée pour mesurer un long fil.\"\n\n\
         [[sections]]\nslug = \"ville\"\nname = \"Ville\"\n\n\
         [[authors]]\nslug = \"redaction\"\nname = \"La rédaction\"\ncollective = true\n";
    fs::write(folder.join("site.toml"), settings)
}

/// Two sections, of the morning and the afternoon; a key post and a note now and then.
fn timeline(posts: usize) -> String {
    let mut rng = Rng::with_seed(SEED ^ 1);
    let mut text = String::from(
        "schema = 1\ntitle = \"La journée, message par message\"\nday = 2026-03-02\n\
         tz = \"Europe/Paris\"\n",
    );
    let halves = [
        ("matin", "Le matin à Marseille", 0..posts / 2),
        (
            "apres-midi",
            "L’après-midi à Aix-en-Provence",
            posts / 2..posts,
        ),
    ];
    for (id, title, numbers) in halves {
        let _ = writeln!(text, "\n[[sections]]\nid = \"{id}\"\ntitle = \"{title}\"");
        for number in numbers {
            let _ = writeln!(
                text,
                "\n[[sections.entries]]\npost_id = \"{}\"",
                id_of(number)
            );
            if number % 20 == 7 {
                let _ = writeln!(text, "key = true\nnote = \"{}\"", headline(&mut rng));
            }
        }
    }
    text
}

fn id_of(number: usize) -> String {
    format!("9000000000000{number:05}")
}

/// A post; its number decides its kind, so that a timeline has as many of each.
fn post(number: usize) -> Value {
    let mut rng = Rng::with_seed(SEED.wrapping_add(number as u64));
    let mut text = Text::default();
    text.say(&sentence(&mut rng));
    let mut post = json!({});
    match number % 10 {
        0 => {
            text.say(&sentence(&mut rng));
            text.mention("port_demo");
            text.tag(pick(&mut rng, &TAGS));
            text.link(&mut rng);
        }
        1 => post["media"] = photos(&mut rng, 1),
        2 => {
            text.tag(pick(&mut rng, &TAGS));
            post["media"] = photos(&mut rng, 4);
        }
        3 => {
            post["quote"] = json!({ "post": bare(number + 1, &mut rng, quoted(number)) });
        }
        4 => post["poll"] = poll(&mut rng),
        5 => post["card"] = card(&mut rng),
        6 => {
            post["reply_to"] = json!({ "handle": "camille_demo", "id": id_of(number / 2) });
            text.mention("camille_demo");
        }
        7 => {
            text.say(&paragraph(&mut rng, 40));
            text.tag(pick(&mut rng, &TAGS));
            text.tag(pick(&mut rng, &TAGS));
        }
        8 => {
            text.link(&mut rng);
            post["media"] = photos(&mut rng, 2);
        }
        _ => {
            post["counts"] = json!({ "replies": 3, "reposts": 12, "likes": 340,
                "captured_at": "2026-03-03T08:00:00Z" });
            text.say("مرحبا بكم جميعا 🎈");
        }
    }
    let mut whole = bare(number, &mut rng, text);
    if let (Value::Object(whole), Value::Object(more)) = (&mut whole, post) {
        whole.extend(more);
    }
    whole["provenance"] = json!({ "importer": "manual", "importer_version": "1",
        "format": "kiosque-post/1", "capture_method": "generated for a benchmark",
        "licence_note": "Generated text" });
    whole
}

fn quoted(number: usize) -> Text {
    let mut rng = Rng::with_seed(SEED ^ number as u64);
    let mut text = Text::default();
    text.say(&sentence(&mut rng));
    text.tag(pick(&mut rng, &TAGS));
    text
}

/// What every post has.
fn bare(number: usize, rng: &mut Rng, text: Text) -> Value {
    let person = number * 5 + number / 8;
    let (handle, name, network) =
        PEOPLE
            .get(person % PEOPLE.len())
            .copied()
            .unwrap_or(("camille_demo", "Camille Démo", "x"));
    let minute = 7 * 60 + number * 3;
    json!({
        "schema": 1, "source": network, "id": id_of(number),
        "url": format!("https://exemple.example/{handle}/{number}"),
        "author": {
            "id": (person % PEOPLE.len()).to_string(), "name": name, "handle": handle,
            "avatar": photo(rng, person % PICTURES),
            "profile_url": format!("https://exemple.example/{handle}"),
        },
        "created_at": format!("2026-03-02T{:02}:{:02}:00Z", minute / 60, minute % 60),
        "archived_at": "2026-03-03T08:00:00Z", "lang": "fr",
        "text": text.words, "spans": text.spans,
    })
}

fn photos(rng: &mut Rng, count: usize) -> Value {
    (0..count)
        .map(|_| {
            let number = rng.usize(..PICTURES);
            photo(rng, number)
        })
        .collect()
}

fn photo(rng: &mut Rng, number: usize) -> Value {
    json!({ "kind": "photo", "file": picture(number), "width": WIDTH, "height": HEIGHT,
        "alt": sentence(rng) })
}

fn poll(rng: &mut Rng) -> Value {
    let options: Value = (0..4)
        .map(|_| json!({ "label": place(rng), "votes": rng.u32(..900) }))
        .collect();
    json!({ "options": options, "final": true })
}

fn card(rng: &mut Rng) -> Value {
    json!({ "url": "https://exemple.example/enquete", "title": headline(rng),
        "description": sentence(rng), "domain": "exemple.example" })
}

/// A text and its spans, put together.
#[derive(Debug, Default)]
struct Text {
    words: String,
    spans: Vec<Value>,
}

impl Text {
    fn say(&mut self, words: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    fn mark(&mut self, words: &str, kind: Value) {
        self.say(words);
        let end = self.words.len();
        self.spans
            .push(json!({ "start": end - words.len(), "end": end, "kind": kind }));
    }

    fn mention(&mut self, handle: &str) {
        let href = format!("https://exemple.example/{handle}");
        let kind = json!({ "mention": { "handle": handle, "href": href } });
        self.mark(&format!("@{handle}"), kind);
    }

    fn tag(&mut self, tag: &str) {
        let kind = json!({ "hashtag": { "tag": tag, "href": "https://exemple.example/tag" } });
        self.mark(&format!("#{tag}"), kind);
    }

    fn link(&mut self, rng: &mut Rng) {
        let number = rng.u32(..9_000);
        let kind = json!({ "link": { "href": format!("https://exemple.example/enquete/{number}"),
            "display": format!("exemple.example/enquete/{number}") } });
        self.mark(&format!("https://t.example/{number}"), kind);
    }
}

fn picture(number: usize) -> String {
    format!("essai-{number}.jpg")
}

/// Clouds of colour: what compresses neither like a photograph of snow nor like noise.
fn pixels(number: usize) -> Vec<u8> {
    let shift = u32::try_from(number * 37).unwrap_or_default();
    let mut rng = Rng::with_seed(SEED ^ u64::from(shift));
    let mut pixels = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT) * 3);
    for y in 0..u32::from(HEIGHT) {
        for x in 0..u32::from(WIDTH) {
            let waves = [x + y / 2 + shift, x / 3 + y, (x * y / 977) + shift * 2];
            for wave in waves {
                let low = u8::try_from(wave % 223).unwrap_or_default();
                pixels.push(low.saturating_add(rng.u8(..12)));
            }
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use kiosque_model::Post;

    use super::*;

    #[test]
    fn posts_are_sound_and_of_every_kind() {
        let posts: Vec<Post> = (0..20)
            .map(|number| serde_json::from_value(post(number)).unwrap())
            .collect();
        for post in &posts {
            assert_eq!(post.span_faults(), [], "{}", post.text);
        }
        let has = |of: fn(&Post) -> bool| posts.iter().filter(|post| of(post)).count();
        assert_eq!(has(|post| post.media.len() == 4), 2);
        assert_eq!(has(|post| post.poll.is_some()), 2);
        assert_eq!(has(|post| post.card.is_some()), 2);
        assert_eq!(has(|post| post.quote.is_some()), 2);
        assert!(has(|post| !post.spans.is_empty()) >= 10);
        assert_eq!(post(3), post(3));
    }
}
