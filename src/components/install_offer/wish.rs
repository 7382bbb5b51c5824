//! What the device remembers of a reader and the offer to install.

/// Three months, in milliseconds.
const REFUSED_FOR_MS: u64 = 92 * 24 * 3_600 * 1_000;

/// What the reader wishes, as far as anybody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// Nothing was read yet.
    #[default]
    Unknown,
    /// This article was read, and nothing offered yet.
    Read(String),
    /// They said no, at this instant: milliseconds since 1970.
    Refused(u64),
    /// The site is installed.
    Done,
}

impl Wish {
    /// Reads what was kept; what is no wish is none.
    pub(super) fn read(kept: &str) -> Self {
        match kept.split_once(' ') {
            Some(("read", url)) => Self::Read(url.to_owned()),
            Some(("no", at)) => at.parse().map_or(Self::Unknown, Self::Refused),
            None if kept == "done" => Self::Done,
            _ => Self::Unknown,
        }
    }

    /// The wish as it is kept.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Read(url) => format!("read {url}"),
            Self::Refused(at) => format!("no {at}"),
            Self::Done => "done".to_owned(),
        }
    }

    /// Whether nothing may be offered now. A refusal of the future is one of a clock that was wrong.
    pub(super) fn forbids(&self, now: u64) -> bool {
        match self {
            Self::Unknown | Self::Read(_) => false,
            Self::Refused(at) => *at > now || now - at < REFUSED_FOR_MS,
            Self::Done => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_read_as_it_was_written() {
        for wish in [
            Wish::Unknown,
            Wish::Read("/a/b c/".into()),
            Wish::Refused(1_796_000_000_000),
            Wish::Done,
        ] {
            assert_eq!(Wish::read(&wish.written()), wish);
        }
        for nothing in ["", "no", "no soon", "maybe 3", "no -1"] {
            assert_eq!(Wish::read(nothing), Wish::Unknown, "{nothing}");
        }
    }

    #[test]
    fn a_no_holds_three_months() {
        let day = 24 * 3_600 * 1_000;
        let refused = Wish::Refused(10 * day);
        assert!(refused.forbids(10 * day) && refused.forbids(101 * day));
        assert!(!refused.forbids(102 * day));
        assert!(refused.forbids(day), "the clock was wrong");
        assert!(Wish::Done.forbids(u64::MAX) && !Wish::Unknown.forbids(0));
    }
}
