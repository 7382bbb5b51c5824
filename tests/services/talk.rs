//! A reader who talks to a service through its driver.

use kiosque_drivers::comments::Unreadable;
use kiosque_drivers::{Outcome as Came, Request, Sort, Submission, Thread, ThreadPage};
use kiosque_model::Moment;
use kiosque_model::discussion::{Comment, CommentDriver, CommentService};
use support::{Error, Isso, Reader, WordPress};

/// A reader in a thread.
pub struct Talk {
    service: CommentService,
    name: String,
    reader: Reader,
}

/// Words of no language: what instants are called is not the services' business.
pub fn wording(seconds: i64) -> Moment {
    let word = seconds.to_string();
    Moment {
        iso: word.clone(),
        full: word.clone(),
        date: word.clone(),
        hour: word,
    }
}

/// What anyone might write.
pub fn words(text: &str) -> Submission {
    Submission {
        text: text.to_owned(),
        name: "Inès Faure".into(),
        email: "ines@example.org".into(),
        website: String::new(),
        parent: None,
        title: "Un article".into(),
    }
}

/// The same as an answer.
pub fn answer(parent: u64, text: &str) -> Submission {
    Submission {
        parent: Some(parent),
        ..words(text)
    }
}

impl Talk {
    /// In a thread of Isso's.
    pub fn with_isso(isso: &Isso, thread: &str, reader: Reader) -> Self {
        Self::new(CommentDriver::Isso, isso.origin(), thread, reader)
    }

    /// Under a post of WordPress's.
    pub fn with_wordpress(wordpress: &WordPress, post: u64) -> Self {
        let post = post.to_string();
        Self::new(
            CommentDriver::WordPress,
            wordpress.origin(),
            &post,
            Reader::new(),
        )
    }

    /// Where a service is, and by which name the thread goes there.
    pub fn new(driver: CommentDriver, url: &str, name: &str, reader: Reader) -> Self {
        Self {
            service: CommentService {
                driver,
                url: url.to_owned(),
                name_required: true,
                email_required: true,
            },
            name: name.to_owned(),
            reader,
        }
    }

    /// The thread.
    pub fn thread(&self) -> Thread<'_> {
        Thread {
            service: &self.service,
            name: &self.name,
        }
    }

    /// The service.
    pub const fn service(&self) -> &CommentService {
        &self.service
    }

    /// Asks what a driver wants to know.
    pub async fn ask(&self, question: &Request) -> Result<kiosque_drivers::Answer, Error> {
        self.reader.ask(question).await
    }

    /// Asks what this driver must want to know.
    pub async fn ask_for(
        &self,
        question: Option<Request>,
    ) -> Result<kiosque_drivers::Answer, Error> {
        self.ask(&question.ok_or("the driver has nothing to ask")?)
            .await
    }

    /// Sends a comment.
    pub async fn send(&self, submission: &Submission) -> Result<Came, Error> {
        let answer = self.ask(&self.thread().submit(submission)).await?;
        Ok(self.thread().outcome(&answer, false, &wording))
    }

    /// Sends a comment that must be published.
    pub async fn publish(&self, submission: &Submission) -> Result<Comment, Error> {
        match self.send(submission).await? {
            Came::Published(comment) => Ok(*comment),
            other => Err(format!("not published: {other:?}").into()),
        }
    }

    /// A page of the thread.
    pub async fn page(&self, sort: Sort, from: u32) -> Result<ThreadPage, Error> {
        let answer = self.ask(&self.thread().list(sort, from)).await?;
        self.thread()
            .read_list(&answer, from, &wording)
            .map_err(|error| format!("{error:?}: {}", answer.body).into())
    }

    /// The whole thread, and in how many pages it came.
    pub async fn all(&self, sort: Sort) -> Result<(Vec<Comment>, usize), Error> {
        let (mut comments, mut pages, mut from) = (Vec::new(), 0, Some(0));
        while let Some(next) = from {
            let page = self.page(sort, next).await?;
            comments.extend(page.comments);
            from = page.next;
            pages += 1;
        }
        Ok((comments, pages))
    }

    /// The numbers of the thread's comments, each with what it answers.
    pub async fn places(&self) -> Result<Vec<(u64, Option<u64>)>, Error> {
        let (comments, _) = self.all(Sort::Oldest).await?;
        Ok(comments
            .iter()
            .map(|comment| (comment.id, comment.parent))
            .collect())
    }

    /// A comment of one's own, as only its writer may see it.
    pub async fn own(&self, id: u64) -> Result<Result<Option<Comment>, Unreadable>, Error> {
        let answer = self.ask_for(self.thread().own(id)).await?;
        Ok(self.thread().read_own(&answer, &wording))
    }
}
