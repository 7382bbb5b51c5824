//! Comments, whichever program keeps them.

use kiosque_model::discussion::{CommentDriver, CommentService, Votes};
use kiosque_model::field_rules::Field;
use kiosque_model::{Comment, Discussion, Moment};
use serde::de::DeserializeOwned;

use crate::exchange::{Answer, Request};
use crate::{isso, wordpress};

/// A thread of comments: the service and the thread's name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread<'a> {
    /// The service.
    pub service: &'a CommentService,
    /// The thread's name there.
    pub name: &'a str,
}

impl<'a> From<&'a Discussion> for Thread<'a> {
    fn from(discussion: &'a Discussion) -> Self {
        Self {
            service: &discussion.service,
            name: &discussion.thread,
        }
    }
}

/// The order of a thread's first comments; answers always stand in theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As they came.
    #[default]
    Oldest,
    /// The last first.
    Newest,
    /// Those that readers like best first, where readers vote.
    Best,
}

/// A comment to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// The comment, as typed.
    pub text: String,
    /// The writer's name.
    pub name: String,
    /// The writer's e-mail address.
    pub email: String,
    /// The writer's site, with its scheme.
    pub website: String,
    /// The comment it answers.
    pub parent: Option<u64>,
    /// The headline of the article.
    pub title: String,
}

/// What became of a comment that was sent, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everyone sees it.
    Published(Box<Comment>),
    /// The newsroom looks at it first. Its number, where the service told one.
    Held(Option<u64>),
    /// The same words by the same writer are there already.
    Duplicate,
    /// Not now. It may be sent again after so many seconds.
    TooFast {
        /// Seconds.
        wait: u32,
    },
    /// This reader has written as often under this article as the service allows.
    Enough,
    /// The reader's own comment cannot be answered as long as it can be changed.
    OwnComment,
    /// Nobody can write here, or no longer.
    Closed,
    /// Only who has an account can write.
    LoginRequired,
    /// The service takes it for what it never shows: a forbidden word, mostly.
    Unwelcome,
    /// The service refuses what a field holds, and says which if it can.
    Refused(Option<Field>),
    /// It was not taken, for a reason that only the newsroom can mend.
    Failed,
    /// Nobody knows whether it was taken: no answer of the service's came.
    Unclear,
}

/// Comments of a thread, as many as were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThreadPage {
    /// Comments in the order asked for, answers after what they answer where both are here.
    pub comments: Vec<Comment>,
    /// All published comments of the thread, answers included. Isso counts those that were taken
    /// back with them and tells them only on their page: in a thread of several pages, those of
    /// other pages are counted.
    pub total: u32,
    /// Where to go on, if there is more.
    pub next: Option<u32>,
    /// What the service says it wants of writers; `None` where it says nothing.
    pub wants: Option<Wants>,
}

/// What a service wants of writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wants {
    /// Their name.
    pub name: bool,
    /// Their e-mail address.
    pub email: bool,
}

/// Why a thread cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The service answered that it has a problem of its own, or something else answered.
    Unexpected,
    /// The service does not show this thread.
    Forbidden,
}

/// How instants are worded: seconds since 1970 to words.
pub type Wording<'a> = &'a dyn Fn(i64) -> Moment;

/// Reads an answer to a question that changes nothing.
pub(crate) fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Unreadable> {
    match answer.status {
        200..=299 => answer.json().ok_or(Unreadable::Unexpected),
        401 | 403 => Err(Unreadable::Forbidden),
        _ => Err(Unreadable::Unexpected),
    }
}

/// Keeps the first of comments that share a number, which names their place in the page.
pub(crate) fn keep_one_of_each(comments: &mut Vec<Comment>) {
    let mut known = Vec::with_capacity(comments.len());
    comments.retain(|comment| match known.binary_search(&comment.id) {
        Ok(_) => false,
        Err(place) => {
            known.insert(place, comment.id);
            true
        }
    });
}

impl Thread<'_> {
    /// Asks for comments, from the beginning or from [`ThreadPage::next`] on.
    pub fn list(&self, sort: Sort, from: u32) -> Request {
        match self.service.driver {
            CommentDriver::Isso => isso::list(self, sort, from),
            CommentDriver::WordPress => wordpress::list(self, sort, from),
        }
    }

    /// Reads what [`list`](Self::list) asked for.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read_list(
        &self,
        answer: &Answer,
        from: u32,
        wording: Wording<'_>,
    ) -> Result<ThreadPage, Unreadable> {
        match self.service.driver {
            CommentDriver::Isso => isso::read_list(answer, from, wording),
            CommentDriver::WordPress => wordpress::read_list(answer, from, wording),
        }
    }

    /// Sends a comment.
    pub fn submit(&self, submission: &Submission) -> Request {
        match self.service.driver {
            CommentDriver::Isso => isso::submit(self, submission),
            CommentDriver::WordPress => wordpress::submit(self, submission),
        }
    }

    /// What became of a comment. `again` says that it was sent before and no answer came: then the
    /// service has it where it says that it has it already.
    pub fn outcome(&self, answer: &Answer, again: bool, wording: Wording<'_>) -> Outcome {
        match self.service.driver {
            CommentDriver::Isso => isso::outcome(answer, wording),
            CommentDriver::WordPress => wordpress::outcome(answer, again, wording),
        }
    }

    /// Looks whether a comment to which no answer came is there; `None` where the service itself
    /// refuses to take a comment twice.
    pub fn look_for(&self) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::look_for(self)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads what [`look_for`](Self::look_for) asked for: the number of the comment, if it is there.
    /// `after` is the highest number known before it was sent; of several that are alike, the oldest
    /// after it is meant.
    ///
    /// # Errors
    ///
    /// [`Unreadable`]: then nobody knows.
    pub fn is_there(
        &self,
        answer: &Answer,
        submission: &Submission,
        after: Option<u64>,
    ) -> Result<Option<u64>, Unreadable> {
        match self.service.driver {
            CommentDriver::Isso => isso::is_there(answer, submission, after),
            CommentDriver::WordPress => Ok(None),
        }
    }

    /// Asks whether the service shows comments only after the newsroom has seen them; `None` where
    /// it does not tell.
    pub fn ask_moderation(&self) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::ask_moderation(self)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads what [`ask_moderation`](Self::ask_moderation) asked.
    ///
    /// # Errors
    ///
    /// [`Unreadable`]: then nobody knows.
    pub fn is_moderated(&self, answer: &Answer) -> Result<bool, Unreadable> {
        match self.service.driver {
            CommentDriver::Isso => isso::is_moderated(answer),
            CommentDriver::WordPress => Ok(false),
        }
    }

    /// Asks for a comment of the reader's own that others may not see yet; `None` where the service
    /// never shows one.
    pub fn own(&self, id: u64) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::own(self, id)),
            CommentDriver::WordPress => None,
        }
    }

    /// Asks for the comment as it was written, not as HTML, so that its writer can change it.
    pub fn source(&self, id: u64) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::source(self, id)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads what [`source`](Self::source) asked for.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read_source(&self, answer: &Answer) -> Result<String, Unreadable> {
        isso::read_source(answer)
    }

    /// Changes a comment of the reader's own; `None` where the service has no such thing.
    pub fn edit(&self, id: u64, submission: &Submission) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::edit(self, id, submission)),
            CommentDriver::WordPress => None,
        }
    }

    /// Takes a comment of the reader's own back; `None` where the service has no such thing.
    pub fn delete(&self, id: u64) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::delete(self, id)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads one comment: what [`own`](Self::own), [`edit`](Self::edit) and [`delete`](Self::delete)
    /// answer. `None` where it is gone.
    ///
    /// # Errors
    ///
    /// [`Unreadable::Forbidden`] where it is not the reader's own, or no longer.
    pub fn read_own(
        &self,
        answer: &Answer,
        wording: Wording<'_>,
    ) -> Result<Option<Comment>, Unreadable> {
        isso::read_own(answer, wording)
    }

    /// Votes for a comment, or against it; `None` where nobody votes.
    pub fn vote(&self, id: u64, against: bool) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::vote(self, id, against)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads the votes after one's own; `None` where the comment is gone.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read_votes(&self, answer: &Answer) -> Result<Option<Votes>, Unreadable> {
        isso::read_votes(answer)
    }

    /// Asks how a comment would look; `None` where it is known without asking.
    pub fn preview(&self, text: &str) -> Option<Request> {
        match self.service.driver {
            CommentDriver::Isso => Some(isso::preview(self, text)),
            CommentDriver::WordPress => None,
        }
    }

    /// Reads the HTML that [`preview`](Self::preview) asked for.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read_preview(&self, answer: &Answer) -> Result<String, Unreadable> {
        isso::read_preview(answer)
    }

    /// The HTML of a comment where the service need not be asked for it.
    pub fn written(&self, text: &str) -> String {
        wordpress::written(text)
    }
}
