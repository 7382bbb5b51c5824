//! A server of plain HTTP that stands in for a network's hosts.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is answered to a path.
#[derive(Clone)]
pub enum Reply {
    Bytes(&'static str, Vec<u8>),
    Status(u16),
    /// Another status than 200, with words.
    Refused(u16, Vec<u8>),
    Redirect(String),
    /// A body that never ends, with or without a length that says so.
    Endless(Option<u64>),
    /// A body that breaks off.
    Cut,
}

pub struct Server {
    pub address: SocketAddr,
    replies: Arc<Mutex<BTreeMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            replies: Arc::default(),
            asked: Arc::default(),
        };
        let (replies, asked) = (Arc::clone(&server.replies), Arc::clone(&server.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (replies, asked) = (Arc::clone(&replies), Arc::clone(&asked));
                thread::spawn(move || answer(stream, &replies, &asked));
            }
        });
        server
    }

    /// `path` is the host's name and then the path on it.
    pub fn reply(&self, path: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
    }

    pub fn picture(&self, path: &str, shade: u8) {
        self.reply(path, Reply::Bytes("image/png", png(shade)));
    }

    /// The paths asked for, their queries left out.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(
    mut stream: TcpStream,
    replies: &Mutex<BTreeMap<String, Reply>>,
    asked: &Mutex<Vec<String>>,
) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    while lines
        .next()
        .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
    {}
    let target = first.split(' ').nth(1).unwrap_or_default();
    let path = target.trim_start_matches('/');
    let path = path.split('?').next().unwrap_or_default().to_owned();
    asked.lock().unwrap().push(path.clone());
    let reply = replies.lock().unwrap().get(&path).cloned();
    let _ = write_reply(&mut stream, reply.unwrap_or(Reply::Status(404)));
}

fn write_reply(stream: &mut TcpStream, reply: Reply) -> std::io::Result<()> {
    let end = "Connection: close\r\n\r\n";
    match reply {
        Reply::Bytes(mime, bytes) => {
            let length = bytes.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\n{end}"
            )?;
            stream.write_all(&bytes)
        }
        Reply::Status(status) => {
            write!(stream, "HTTP/1.1 {status} No\r\nContent-Length: 0\r\n{end}")
        }
        Reply::Refused(status, bytes) => {
            let length = bytes.len();
            write!(
                stream,
                "HTTP/1.1 {status} No\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{end}"
            )?;
            stream.write_all(&bytes)
        }
        Reply::Redirect(to) => write!(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n{end}"
        ),
        Reply::Endless(length) => {
            let length = length.map(|length| format!("Content-Length: {length}\r\n"));
            let length = length.unwrap_or_default();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n{length}{end}"
            )?;
            let block = vec![0xff; 1 << 16];
            loop {
                stream.write_all(&block)?;
            }
        }
        Reply::Cut => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5000\r\n{end}"
            )?;
            stream.write_all(&png(1))
        }
    }
}

/// A picture of 4 by 3 pixels in one shade of grey.
pub fn png(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(4, 3, image::Luma([shade]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
