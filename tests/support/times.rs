//! Where the time of a run went: a suite that is long is run seldom.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many of the longest are told.
const TOLD: usize = 12;

/// How long each test was played.
#[derive(Debug, Default)]
pub struct Times(Mutex<Vec<(Duration, String)>>);

impl Times {
    /// Notes how long a test was played, waiting for its browser left out.
    pub fn note(&self, name: String, time: Duration) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.push((time, name));
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.sort_unstable();
        let whole: Duration = times.iter().map(|(time, _)| *time).sum();
        write!(f, "Played for {} s, the longest:", whole.as_secs())?;
        for (time, name) in times.iter().rev().take(TOLD) {
            write!(f, "\n{:>5} s  {name}", time.as_secs())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_are_told_first() {
        let times = Times::default();
        for (name, seconds) in [("a", 2), ("b", 30), ("c", 4)] {
            times.note(name.into(), Duration::from_secs(seconds));
        }
        let told = "Played for 36 s, the longest:\n   30 s  b\n    4 s  c\n    2 s  a";
        assert_eq!(times.to_string(), told);
    }
}
