//! Which notice is due.

/// Something the reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// There is no network; the page may be a copy of this age.
    Offline {
        /// When the page came from the network.
        copy: Option<String>,
        /// The device keeps what is read.
        keeps: bool,
    },
    /// The page is a copy of this age, though there is a network.
    Copy(String),
    /// A newer version waits.
    NewVersion {
        /// The reader is writing: it is only told.
        writing: bool,
    },
    /// The network has come back.
    Back,
}

/// What is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Situation {
    /// There is a network.
    pub(super) online: bool,
    /// It has just come back.
    pub(super) back: bool,
    /// When the page came from the network, where it is a copy.
    pub(super) copy: Option<String>,
    /// A newer version waits.
    pub(super) newer: bool,
    /// The reader is writing.
    pub(super) writing: bool,
    /// The device keeps what is read.
    pub(super) keeps: bool,
}

impl Situation {
    /// The notice that is due, if the reader has not closed it.
    pub(super) fn notice(&self, closed: &[Notice]) -> Option<Notice> {
        let copy = self.copy.clone();
        let due = if self.online {
            let newer = self.newer.then_some(Notice::NewVersion {
                writing: self.writing,
            });
            let back = self.back.then_some(Notice::Back);
            [copy.map(Notice::Copy), newer, back]
        } else {
            let keeps = self.keeps;
            [Some(Notice::Offline { copy, keeps }), None, None]
        };
        due.into_iter()
            .flatten()
            .find(|notice| !closed.contains(notice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy() -> Option<String> {
        Some("2026-11-30T10:12:00Z".into())
    }

    #[test]
    fn without_a_network_nothing_else_is_told() {
        let situation = Situation {
            copy: copy(),
            newer: true,
            ..Situation::default()
        };
        let told = situation.notice(&[]);
        let offline = Notice::Offline {
            copy: copy(),
            keeps: false,
        };
        assert_eq!(told, Some(offline));
        let closed = told.as_slice();
        assert_eq!(situation.notice(closed), None);
    }

    #[test]
    fn what_is_closed_makes_room_for_the_next() {
        let mut situation = Situation {
            online: true,
            back: true,
            copy: copy(),
            newer: true,
            writing: true,
            keeps: true,
        };
        let mut closed = Vec::new();
        let mut told = Vec::new();
        while let Some(notice) = situation.notice(&closed) {
            told.push(notice.clone());
            closed.push(notice);
        }
        let later = Notice::NewVersion { writing: true };
        assert_eq!(
            told,
            [
                Notice::Copy("2026-11-30T10:12:00Z".into()),
                later,
                Notice::Back
            ]
        );
        // Said again, with its button, once the reader has done.
        situation.writing = false;
        let now = Notice::NewVersion { writing: false };
        assert_eq!(situation.notice(&closed), Some(now));
    }

    #[test]
    fn nothing_is_told_of_a_page_that_came_as_it_should() {
        let situation = Situation {
            online: true,
            ..Situation::default()
        };
        assert_eq!(situation.notice(&[]), None);
    }
}
