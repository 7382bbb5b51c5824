//! What a service is asked while a site is printed, and what came of it.
//!
//! Isso is asked how many comments each thread has, then for the threads that have some. WordPress
//! is asked for the comments of its whole site, a hundred at a time. Nothing here does I/O.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;

use kiosque_catalogue::editor::ServiceFault;
use kiosque_drivers::printed::{self, COUNTED_AT_ONCE};
use kiosque_drivers::{Answer, Request, Sort, Thread};
use kiosque_model::Moment;
use kiosque_model::discussion::{Comment, CommentDriver, CommentService};

use super::kept::{Kept, KeptThread};

/// Questions asked at once: these services are small, and readers use them meanwhile.
const AT_ONCE: usize = 4;
/// Threads that may go wrong before the others are not asked for any more.
const PATIENCE: usize = 5;
/// Comments on a page of WordPress's.
const PAGE: usize = 100;

/// How a service is asked.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// Carries a question.
    pub ask: &'a (dyn Fn(&Request) -> Result<Answer, ServiceFault> + Sync),
    /// The instant of the build, in whole seconds since 1970.
    pub now: i64,
    /// Called with what is done, and all there is to do.
    pub asked: &'a (dyn Fn(usize, usize) + Sync),
}

/// What is known after a service was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// What it told, and what it told before of the threads that it did not tell now.
    pub kept: Kept,
    /// What it did not tell.
    pub shortfall: Option<Shortfall>,
}

/// What a service did not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// Why.
    pub fault: ServiceFault,
    /// How many threads.
    pub unread: usize,
    /// When the oldest of what is known of them was told; none where nothing is known.
    pub oldest: Option<i64>,
}

/// What a service told now.
#[derive(Default)]
struct Told {
    threads: BTreeMap<String, KeptThread>,
    fault: Option<ServiceFault>,
}

/// Asks for the comments of threads.
pub fn gather(
    service: &CommentService,
    threads: &[String],
    mut before: Kept,
    asker: Asker<'_>,
) -> Gathered {
    let mut told = match service.driver {
        CommentDriver::Isso => by_thread(service, threads, &before, asker),
        CommentDriver::WordPress => of_the_site(service, threads, asker),
    };
    let mut kept = Kept::default();
    let (mut unread, mut oldest) = (0, None);
    for name in threads {
        if let Some(thread) = told.threads.remove(name) {
            kept.threads.insert(name.clone(), thread);
            continue;
        }
        unread += 1;
        if let Some(thread) = before.threads.remove(name) {
            oldest = Some(oldest.map_or(thread.asked, |asked: i64| asked.min(thread.asked)));
            kept.threads.insert(name.clone(), thread);
        }
    }
    let shortfall = told.fault.map(|fault| Shortfall {
        fault,
        unread,
        oldest,
    });
    Gathered { kept, shortfall }
}

/// Counts the comments of every thread, then reads the threads that have some, those first that
/// were read longest ago: where time is short, each has its turn.
fn by_thread(
    service: &CommentService,
    threads: &[String],
    before: &Kept,
    asker: Asker<'_>,
) -> Told {
    let counts = match counts(service, threads, asker) {
        Ok(counts) => counts,
        Err(fault) => {
            return Told {
                fault: Some(fault),
                ..Told::default()
            };
        }
    };
    let mut told = Told::default();
    let mut work: Vec<(&String, u32)> = Vec::new();
    for (name, count) in threads.iter().zip(counts) {
        if count == 0 {
            let nothing = KeptThread {
                asked: asker.now,
                ..KeptThread::default()
            };
            told.threads.insert(name.clone(), nothing);
        } else {
            work.push((name, count));
        }
    }
    work.sort_by_key(|(name, _)| before.threads.get(*name).map(|thread| thread.asked));
    let (read, fault) = side_by_side(work, PATIENCE, asker, &|(name, count)| {
        let thread = Thread {
            service,
            name: name.as_str(),
        };
        Ok(((*name).clone(), read_thread(thread, *count, asker)?))
    });
    told.threads.extend(read);
    told.fault = fault;
    told
}

fn counts(
    service: &CommentService,
    threads: &[String],
    asker: Asker<'_>,
) -> Result<Vec<u32>, ServiceFault> {
    let mut counts = Vec::with_capacity(threads.len());
    for some in threads.chunks(COUNTED_AT_ONCE) {
        let names: Vec<&str> = some.iter().map(String::as_str).collect();
        let Some(request) = printed::counts(service, &names) else {
            continue;
        };
        let answer = (asker.ask)(&request)?;
        let told = printed::read_counts(&answer, names.len());
        counts.extend(told.map_err(|_| unreadable(&answer))?);
    }
    Ok(counts)
}

fn read_thread(
    thread: Thread<'_>,
    count: u32,
    asker: Asker<'_>,
) -> Result<KeptThread, ServiceFault> {
    let mut comments: Vec<Comment> = Vec::new();
    let mut known = BTreeSet::new();
    let mut from = 0;
    loop {
        let answer = (asker.ask)(&thread.list(Sort::Oldest, from))?;
        let page = thread.read_list(&answer, from, &unworded);
        let page = page.map_err(|_| unreadable(&answer))?;
        let before = comments.len();
        let new = page.comments.into_iter();
        comments.extend(new.filter(|comment| known.insert(comment.id)));
        match page.next {
            // An older Isso gives the same page again and again.
            Some(next) if next > from && comments.len() > before => from = next,
            _ => break,
        }
    }
    let shown = comments.iter().filter(|comment| !comment.deleted).count();
    Ok(KeptThread {
        asked: asker.now,
        total: u32::try_from(shown).unwrap_or(u32::MAX).max(count),
        comments,
    })
}

/// Reads the comments of a whole site. A page that is not told leaves nobody knows which thread
/// incomplete: then none is told.
fn of_the_site(service: &CommentService, threads: &[String], asker: Asker<'_>) -> Told {
    match all_pages(service, asker) {
        Ok(comments) => Told {
            threads: sorted_out(threads, comments, asker.now),
            fault: None,
        },
        Err(fault) => Told {
            fault: Some(fault),
            ..Told::default()
        },
    }
}

fn all_pages(
    service: &CommentService,
    asker: Asker<'_>,
) -> Result<Vec<(u64, Comment)>, ServiceFault> {
    let page = |from: u32| {
        // There is always one to ask for: this service lists its whole site.
        let request = printed::page(service, from).ok_or(ServiceFault::Unreadable)?;
        let answer = (asker.ask)(&request)?;
        let page = printed::read_page(&answer, from, &unworded);
        Ok((from, page.map_err(|_| unreadable(&answer))?))
    };
    let (_, first) = page(0)?;
    let mut comments = first.comments;
    let Some(next) = first.next else {
        return Ok(comments);
    };
    let froms: Vec<u32> = (next..first.total).step_by(PAGE).collect();
    let (mut pages, fault) = side_by_side(froms, 1, asker, &|from| page(*from));
    if let Some(fault) = fault {
        return Err(fault);
    }
    pages.sort_by_key(|(from, _)| *from);
    let mut more = pages.last().map_or(Some(next), |(_, page)| page.next);
    for (_, page) in pages {
        comments.extend(page.comments);
    }
    // Where the service does not tell how many there are, and where some came meanwhile.
    while let Some(from) = more {
        let (_, page) = page(from)?;
        more = page
            .next
            .filter(|next| *next > from && !page.comments.is_empty());
        comments.extend(page.comments);
    }
    Ok(comments)
}

/// Comments of a whole site, by thread. A thread without comments is one too.
fn sorted_out(
    threads: &[String],
    comments: Vec<(u64, Comment)>,
    now: i64,
) -> BTreeMap<String, KeptThread> {
    let mut by_post: BTreeMap<String, BTreeMap<u64, Comment>> = threads
        .iter()
        .map(|name| (name.clone(), BTreeMap::new()))
        .collect();
    for (post, comment) in comments {
        if let Some(thread) = by_post.get_mut(&post.to_string()) {
            thread.insert(comment.id, comment);
        }
    }
    by_post
        .into_iter()
        .map(|(name, comments)| {
            let thread = KeptThread {
                asked: now,
                total: u32::try_from(comments.len()).unwrap_or(u32::MAX),
                comments: with_answers(comments),
            };
            (name, thread)
        })
        .collect()
}

/// Comments from the oldest on, each followed by its answers. Answers to what is not there stand
/// like first comments.
fn with_answers(mut comments: BTreeMap<u64, Comment>) -> Vec<Comment> {
    let mut order: Vec<(i64, u64)> = comments
        .values()
        .map(|comment| (comment.created, comment.id))
        .collect();
    order.sort_unstable();
    let mut answers: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut firsts = Vec::new();
    for (_, id) in &order {
        let parent = comments.get(id).and_then(|comment| comment.parent);
        match parent.filter(|parent| comments.contains_key(parent)) {
            Some(parent) => answers.entry(parent).or_default().push(*id),
            None => firsts.push(*id),
        }
    }
    let mut sorted = Vec::with_capacity(comments.len());
    let mut next: Vec<u64> = firsts.into_iter().rev().collect();
    while let Some(id) = next.pop() {
        sorted.extend(comments.remove(&id));
        next.extend(answers.remove(&id).into_iter().flatten().rev());
    }
    // Comments that answer each other in a circle.
    sorted.extend(order.iter().filter_map(|(_, id)| comments.remove(id)));
    sorted
}

/// Does pieces of work side by side, until none is left or `most` went wrong. What came of them is
/// in no order; the first that went wrong says why.
fn side_by_side<W: Send, T: Send>(
    work: Vec<W>,
    most: usize,
    asker: Asker<'_>,
    one: &(dyn Fn(&W) -> Result<T, ServiceFault> + Sync),
) -> (Vec<T>, Option<ServiceFault>) {
    let all = work.len();
    let queue = Mutex::new(VecDeque::from(work));
    let done = Mutex::new((Vec::new(), Vec::new()));
    let worker = || {
        loop {
            let piece = queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let Some(piece) = piece else { return };
            let came = one(&piece);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            match came {
                Ok(result) => done.0.push(result),
                Err(fault) => done.1.push(fault),
            }
            (asker.asked)(done.0.len() + done.1.len(), all);
            if done.1.len() >= most {
                queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(all) {
            scope.spawn(worker);
        }
    });
    let (results, faults) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    (results, faults.into_iter().next())
}

/// What is wrong with an answer that no driver can read.
fn unreadable(answer: &Answer) -> ServiceFault {
    match answer.status {
        200..=299 => ServiceFault::Unreadable,
        status => ServiceFault::Status(status),
    }
}

/// Hours are worded when comments are printed.
fn unworded(_: i64) -> Moment {
    Moment::default()
}

#[cfg(test)]
mod tests;
