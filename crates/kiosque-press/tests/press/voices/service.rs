//! A service that plays what Isso and WordPress were recorded to answer, well or ill.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// What a service is like.
#[derive(Clone, Copy, PartialEq)]
pub enum Health {
    /// It tells this many comments of the visit.
    Well(u64),
    /// 500.
    Ill,
    /// A page, as a captive portal gives.
    Page,
    /// It sends to another address.
    Moved,
    /// It takes a question and says nothing.
    Silent,
    /// It tells nonsense.
    Nonsense,
}

/// A service that plays what Isso and WordPress were recorded to answer.
pub struct Service {
    address: SocketAddr,
    health: Arc<Mutex<Health>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    pub fn start(health: Health) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let service = Self {
            address: listener.local_addr().unwrap(),
            health: Arc::new(Mutex::new(health)),
            asked: Arc::default(),
        };
        let (health, asked) = (Arc::clone(&service.health), Arc::clone(&service.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (health, asked) = (*health.lock().unwrap(), Arc::clone(&asked));
                thread::spawn(move || answer(stream, health, &asked));
            }
        });
        service
    }

    pub fn is(&self, health: Health) {
        *self.health.lock().unwrap() = health;
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often it was asked since the last time.
    pub fn asked(&self) -> usize {
        std::mem::take(&mut *self.asked.lock().unwrap()).len()
    }
}

fn answer(mut stream: TcpStream, health: Health, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    let _ = reader.read_line(&mut first);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(target.clone());
    let json = |body: &Value, more: &str| {
        let body = body.to_string();
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        )
    };
    let end = "Content-Length: 0\r\nConnection: close\r\n\r\n";
    let text = match health {
        Health::Ill => format!("HTTP/1.1 500 No\r\n{end}"),
        Health::Moved => format!("HTTP/1.1 301 Moved\r\nLocation: /ailleurs\r\n{end}"),
        Health::Silent => {
            thread::sleep(Duration::from_secs(60));
            return;
        }
        Health::Page => "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\
                         <!doctype html><h1>Bienvenue</h1>"
            .to_owned(),
        Health::Nonsense => json(&json!({"comments": "none"}), ""),
        Health::Well(number) if target == "/count" => {
            let names: Vec<String> = serde_json::from_slice(&body).unwrap();
            let count = |name: &String| if name == "/ville/visite/" { number } else { 0 };
            json(&json!(names.iter().map(count).collect::<Vec<_>>()), "")
        }
        Health::Well(number) if target.starts_with("/?uri=") => json(&isso(&target, number), ""),
        Health::Well(number) => json(&wordpress(number), &format!("X-WP-Total: {number}\r\n")),
    };
    let _ = stream.write_all(text.as_bytes());
}

fn isso(target: &str, number: u64) -> Value {
    let visit = target.contains("ville") && target.contains("visite");
    let replies: Vec<Value> = (1..=if visit { number } else { 0 })
        .map(|id| {
            json!({
                "id": id, "parent": null, "created": 1417161900.5, "modified": null, "mode": 1,
                "text": "<p>Merci <b>beaucoup</b> &amp; <script>alert(1)</script></p>",
                "author": "Zoé &lt;b&gt;", "website": "javascript:alert(1)", "likes": 2,
                "dislikes": 0, "hash": "9896949bbdec", "total_replies": 0, "hidden_replies": 0,
                "replies": [],
            })
        })
        .collect();
    json!({"id": null, "total_replies": replies.len(), "hidden_replies": 0, "replies": replies})
}

fn wordpress(number: u64) -> Value {
    let comment = |id| {
        json!({
            "id": id, "post": 4, "parent": 0, "author_name": "Zoé", "author_url": "",
            "date_gmt": "2014-11-28T08:05:00", "content": {"rendered": "<p>Merci.</p>\n"},
            "status": "approved",
        })
    };
    (1..=number).map(comment).collect()
}
