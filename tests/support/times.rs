//! Where the time of a run went: a suite that is long is run seldom.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many of the longest are told.
const TOLD: usize = 12;

/// How long each test was played, in which engine.
#[derive(Debug, Default)]
pub struct Times(Mutex<Vec<(Duration, &'static str, String)>>);

impl Times {
    /// Notes how long a test was played, waiting for its browser left out.
    pub fn note(&self, engine: &'static str, test: String, time: Duration) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.push((time, engine, test));
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.sort_unstable();
        let mut engines: BTreeMap<_, Duration> = BTreeMap::new();
        for (time, engine, _) in times.iter() {
            *engines.entry(engine).or_default() += *time;
        }
        let engines: Vec<_> = engines
            .into_iter()
            .map(|(engine, time)| format!("{} s in {engine}", time.as_secs()))
            .collect();
        write!(f, "Played for {}. The longest:", engines.join(", "))?;
        for (time, engine, test) in times.iter().rev().take(TOLD) {
            write!(f, "\n{:>5} s  {test}::{engine}", time.as_secs())?;
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
        for (test, engine, seconds) in [("a", "x", 2), ("b", "y", 30), ("c", "x", 4)] {
            times.note(engine, test.into(), Duration::from_secs(seconds));
        }
        let told = "Played for 6 s in x, 30 s in y. The longest:\n   30 s  b::y\n    4 s  c::x\n    2 s  a::x";
        assert_eq!(times.to_string(), told);
    }
}
