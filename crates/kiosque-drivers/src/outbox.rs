//! What readers sent and what no service has confirmed yet.
//!
//! A [`Letter`] is written down before anything is sent, and crossed out only when its service has
//! confirmed it or its writer gives it up. Between the two stands a small machine without I/O: given
//! what happened and the clock, it says what comes next. Whoever runs it must see to it that a single
//! sender runs at a time, and that each step is written down before the next begins: a letter found
//! as [`State::Sending`] by a sender is one whose sender died, and nobody knows whether it arrived.

use kiosque_model::field_rules::Field;
use kiosque_model::{CommentService, NewsletterService};
use serde::{Deserialize, Serialize};

use crate::comments::{Outcome, Submission, Thread};
use crate::newsletter;

/// Milliseconds since 1970, by the device's clock, which may jump.
pub type Instant = u64;

/// A message of a reader's to a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its name on this device, of no other letter.
    pub id: String,
    /// Permalink of the page it was written on.
    pub page: String,
    /// Title of that page.
    pub title: String,
    /// When it was written.
    pub written: Instant,
    /// What is sent, and where.
    pub matter: Matter,
    /// Where it stands.
    pub state: State,
    /// How often it was sent.
    #[serde(default)]
    pub attempts: u32,
    /// Not to be sent or looked for before.
    #[serde(default)]
    pub not_before: Instant,
}

/// What a letter says, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// A comment.
    Comment(CommentMatter),
    /// A subscription to the newsletter.
    Subscription {
        /// Its service.
        service: NewsletterService,
        /// The subscriber's address.
        email: String,
    },
}

/// A comment on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentMatter {
    /// Who keeps it.
    pub service: CommentService,
    /// The thread's name there.
    pub thread: String,
    /// The comment, as typed.
    pub text: String,
    /// The writer's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The writer's e-mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The writer's site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// The comment it answers, and that one's writer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<(u64, String)>,
    /// The highest number of a comment that the page knew when this one was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
}

impl CommentMatter {
    /// The thread it is for.
    pub fn thread(&self) -> Thread<'_> {
        Thread {
            service: &self.service,
            name: &self.thread,
        }
    }

    /// As it is sent; `title` is the article's.
    pub fn submission(&self, title: &str) -> Submission {
        Submission {
            text: self.text.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            website: self.website.clone(),
            parent: self.parent.as_ref().map(|(id, _)| *id),
            title: title.to_owned(),
        }
    }
}

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is to be sent. The service has not taken it.
    Waiting,
    /// It waits because the service wants a pause. The service has not taken it.
    Paused,
    /// It is being sent.
    Sending,
    /// It was sent and no answer came: it is to be looked for.
    Unclear,
    /// It needs its writer: sent again as it is, it would be refused again, or come twice.
    Stuck(Obstacle),
}

/// What keeps a letter from being sent without its writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// See [`Outcome::Duplicate`].
    Duplicate,
    /// See [`Outcome::Enough`].
    Enough,
    /// See [`Outcome::OwnComment`].
    OwnComment,
    /// See [`Outcome::Closed`].
    Closed,
    /// See [`Outcome::LoginRequired`].
    LoginRequired,
    /// See [`Outcome::Unwelcome`].
    Unwelcome,
    /// See [`Outcome::Refused`], without a field.
    Refused,
    /// The text is refused.
    RefusedText,
    /// The name is refused.
    RefusedName,
    /// The e-mail address is refused.
    RefusedEmail,
    /// The site's address is refused.
    RefusedWebsite,
    /// See [`Outcome::Failed`].
    Failed,
    /// It may be there, unseen, because the newsroom looks first.
    PerhapsThere,
}

impl Obstacle {
    /// The obstacle of a refused field.
    pub const fn refused(field: Option<Field>) -> Self {
        match field {
            None => Self::Refused,
            Some(Field::Text) => Self::RefusedText,
            Some(Field::Name) => Self::RefusedName,
            Some(Field::Email) => Self::RefusedEmail,
            Some(Field::Website) => Self::RefusedWebsite,
        }
    }
}

/// What a sender has to do for a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send it. `again` says that it was sent before and may be there.
    Send {
        /// Whether it may be there.
        again: bool,
    },
    /// Its sender died over it: write down that no answer came.
    Settle,
    /// Look whether it is there.
    Look,
    /// Nothing before so many milliseconds have gone by.
    Wait(u64),
    /// Nothing, before its writer says what.
    Nothing,
}

/// The first pause after a failure. In this time a service that was reached ends what it began:
/// to look earlier could miss a comment that is being written down.
const FIRST_PAUSE: u64 = 2_000;

/// The longest pause between attempts.
const LONGEST_PAUSE: u64 = 300_000;

impl Letter {
    /// What comes next. `now` is the device's clock: where it jumped back, a pause that would last
    /// longer than any pause is over.
    pub fn step(&self, now: Instant) -> Step {
        let left = self.not_before.saturating_sub(now);
        if left > 0 && left <= LONGEST_PAUSE + longest_service_pause(self) {
            return match self.state {
                State::Stuck(_) => Step::Nothing,
                _ => Step::Wait(left),
            };
        }
        match self.state {
            State::Waiting | State::Paused => Step::Send {
                again: self.may_be_there(),
            },
            State::Sending => Step::Settle,
            State::Unclear => Step::Look,
            State::Stuck(_) => Step::Nothing,
        }
    }

    /// Whether an attempt went unanswered after which nothing showed that the letter is not there.
    fn may_be_there(&self) -> bool {
        self.attempts > 0 && self.state == State::Waiting
    }

    /// Marks it as being sent. To be written down before it is.
    pub fn sending(&mut self) {
        self.state = State::Sending;
        self.attempts = self.attempts.saturating_add(1);
    }

    /// No answer came, or none of the service's.
    pub fn unanswered(&mut self, now: Instant) {
        self.state = State::Unclear;
        self.pause(now);
    }

    /// It was looked for and is not there: it is to be sent again.
    pub fn is_not_there(&mut self) {
        self.state = State::Waiting;
        self.not_before = 0;
    }

    /// It could not be looked for.
    pub fn could_not_look(&mut self, now: Instant) {
        self.attempts = self.attempts.saturating_add(1);
        self.unanswered(now);
    }

    /// It may be there, and only its writer can say what to do.
    pub fn may_be_unseen(&mut self) {
        self.state = State::Stuck(Obstacle::PerhapsThere);
    }

    /// The service wants a pause.
    pub fn wait(&mut self, seconds: u32, now: Instant) {
        self.state = State::Paused;
        self.not_before = now.saturating_add(u64::from(seconds) * 1_000);
    }

    /// The writer wants it sent now. What may be there already is looked for first, unless that is
    /// what the writer was asked.
    pub fn send_now(&mut self, now: Instant) {
        match self.state {
            State::Stuck(_) | State::Paused => {
                self.state = State::Waiting;
                self.attempts = 0;
                self.not_before = 0;
            }
            State::Waiting => self.not_before = 0,
            State::Sending | State::Unclear => self.hurry(now),
        }
    }

    /// The network may be back: no need to wait any longer, but for what is not over so soon.
    pub fn hurry(&mut self, now: Instant) {
        if matches!(self.state, State::Waiting | State::Unclear) {
            self.not_before = self.not_before.min(now.saturating_add(FIRST_PAUSE));
        }
    }

    /// What became of a comment. True where it is done, and the letter to be crossed out.
    pub fn comment_came_to(&mut self, outcome: &Outcome, now: Instant) -> bool {
        let obstacle = match outcome {
            Outcome::Published(_) | Outcome::Held(_) => return true,
            Outcome::TooFast { wait } => {
                self.wait(*wait, now);
                return false;
            }
            Outcome::Unclear => {
                self.unanswered(now);
                return false;
            }
            Outcome::Duplicate => Obstacle::Duplicate,
            Outcome::Enough => Obstacle::Enough,
            Outcome::OwnComment => Obstacle::OwnComment,
            Outcome::Closed => Obstacle::Closed,
            Outcome::LoginRequired => Obstacle::LoginRequired,
            Outcome::Unwelcome => Obstacle::Unwelcome,
            Outcome::Refused(field) => Obstacle::refused(*field),
            Outcome::Failed => Obstacle::Failed,
        };
        self.state = State::Stuck(obstacle);
        false
    }

    /// What became of a subscription. True where it is done, and the letter to be crossed out.
    pub fn subscription_came_to(&mut self, outcome: newsletter::Outcome, now: Instant) -> bool {
        use newsletter::Outcome;
        let obstacle = match outcome {
            Outcome::Subscribed | Outcome::Confirm => return true,
            Outcome::TooFast { wait } => {
                self.wait(wait, now);
                return false;
            }
            Outcome::Unclear => {
                self.unanswered(now);
                return false;
            }
            Outcome::Refused => Obstacle::RefusedEmail,
            Outcome::Closed => Obstacle::Closed,
            Outcome::Failed => Obstacle::Failed,
        };
        self.state = State::Stuck(obstacle);
        false
    }

    fn pause(&mut self, now: Instant) {
        let doublings = self.attempts.saturating_sub(1).min(8);
        let pause = (FIRST_PAUSE << doublings).min(LONGEST_PAUSE);
        self.not_before = now.saturating_add(pause);
    }
}

/// The longest pause that a letter's service ever asks for, in milliseconds.
fn longest_service_pause(letter: &Letter) -> u64 {
    match letter.matter {
        Matter::Comment(_) => 60_000,
        Matter::Subscription { .. } => 600_000,
    }
}

#[cfg(test)]
mod tests;
