//! `kiosque serve`: the editor's server.
//!
//! The site is printed into a folder that lives as long as the server. Each change of the content
//! prints what it touches and tells the open pages, by Server-Sent Events, to load again. A change
//! the press refuses leaves the last good site and is told in the terminal and in the browser.

mod answer;
mod events;
mod newsroom;
mod site;
mod watching;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use kiosque_catalogue::editor::{CommandWords, command_words};
use kiosque_model::Language;
use kiosque_press::discussions::Manner;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::app::App;
use super::arguments::Serve;
use super::comments;
use super::telling::Ending;
use newsroom::Newsroom;

/// Serves the site until it is told to stop.
pub fn run(serve: &Serve, language: Language) -> Ending {
    let found = comments::manner(true, false, language)
        .and_then(|manner| Ok((App::find(&serve.app, language)?, manner)));
    let (app, manner) = match found {
        Ok(found) => found,
        Err(ending) => return ending,
    };
    match start(serve, app, manner, language) {
        Ok(()) => Ending::new(language),
        Err(sentence) => Ending::failure(sentence, language),
    }
}

fn start(serve: &Serve, app: App, manner: Manner, language: Language) -> Result<(), String> {
    let words = command_words(language);
    let system = |error: io::Error| error.to_string();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(system)?;
    let address = SocketAddr::new(serve.address, serve.port);
    // First of all, so that a port that is taken is told before anything is printed.
    let listener = runtime
        .block_on(TcpListener::bind(address))
        .map_err(|error| not_bound(words, address, &error))?;
    let out = TempDir::with_prefix("kiosque-").map_err(system)?;
    let mut newsroom = Newsroom::new(serve, app, manner, out.path(), language);
    let changes = watching::watch(&serve.folder.content)
        .map_err(|error| (words.not_watched)(&error.to_string()))?;
    let (tell, told) = watch::channel(Arc::new(newsroom.print()));
    let url = format!("http://{}/", listener.local_addr().unwrap_or(address));
    anstream::println!("{}", (words.serving)(&url));
    if serve.open {
        // The address is on the screen: a system without a browser needs no more.
        let _ = open::that_detached(&url);
    }
    std::thread::spawn(move || {
        while changes.next() {
            // The server has ended, and with it everyone who would be told.
            if tell.send(Arc::new(newsroom.print())).is_err() {
                break;
            }
        }
    });
    let router = site::router(out.path(), told);
    runtime.block_on(async {
        tokio::select! {
            served = axum::serve(listener, router).into_future() => served.map_err(system),
            () = stop() => Ok(()),
        }
    })?;
    // Pages that still listen for changes are not waited for.
    runtime.shutdown_background();
    drop(out);
    Ok(())
}

fn not_bound(words: &CommandWords, address: SocketAddr, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::AddrInUse {
        (words.port_taken)(&address.ip().to_string(), address.port())
    } else {
        (words.no_address)(&address.to_string(), &error.to_string())
    }
}

/// Waits for Ctrl-C, or for the system to ask the same.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut interrupt), Ok(mut terminate)) = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
        ) {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
