//! Changes of the content folder.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor's program saves in several steps: what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(60);
/// A folder that never rests is printed all the same.
const LONGEST: Duration = Duration::from_millis(600);
/// How often a folder is looked through that the system cannot watch.
const POLL: Duration = Duration::from_secs(1);

/// A folder being watched.
pub struct Changes {
    changed: Receiver<()>,
    /// Watches as long as it lives.
    _watcher: Box<dyn Watcher + Send>,
}

/// Watches a folder and everything below it.
pub fn watch(folder: &Path) -> notify::Result<Changes> {
    let (tell, changed) = channel();
    let watcher: Box<dyn Watcher + Send> = match by_system(folder, tell.clone()) {
        Ok(watcher) => Box::new(watcher),
        // Too many folders for the system, or a file system that tells nothing.
        Err(_) => Box::new(by_looking(folder, tell)?),
    };
    Ok(Changes {
        changed,
        _watcher: watcher,
    })
}

fn by_system(folder: &Path, tell: Sender<()>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = RecommendedWatcher::new(heard(tell), Config::default())?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

fn by_looking(folder: &Path, tell: Sender<()>) -> notify::Result<PollWatcher> {
    let mut watcher = PollWatcher::new(heard(tell), Config::default().with_poll_interval(POLL))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

fn heard(tell: Sender<()>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        // Reading the folder is an event too, and the press reads it at each change.
        let read = matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(_)));
        if !read {
            // Nobody listens any more once the server has ended.
            let _ = tell.send(());
        }
    }
}

impl Changes {
    /// Waits for the next change, and for the calm after it. `false` when there will be none.
    pub fn next(&self) -> bool {
        if self.changed.recv().is_err() {
            return false;
        }
        let first = Instant::now();
        while first.elapsed() < LONGEST {
            match self.changed.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_in_several_steps_is_one_change() {
        let folder = tempfile::TempDir::new().unwrap();
        let inner = folder.path().join("articles");
        std::fs::create_dir(&inner).unwrap();
        let changes = watch(folder.path()).unwrap();
        std::fs::write(inner.join("a.md~"), "un").unwrap();
        std::fs::rename(inner.join("a.md~"), inner.join("a.md")).unwrap();
        assert!(changes.next());
        std::fs::read(inner.join("a.md")).unwrap();
        assert!(changes.changed.recv_timeout(4 * QUIET).is_err());
    }
}
