//! How long from one question to the next.

/// The longest a page goes without being asked for where no answer comes, in milliseconds; the site's
/// own pace where that is slower.
const SLOWEST_MS: u32 = 600_000;

/// A pace, and how many questions in a row had no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    pace_ms: u32,
    failures: u32,
}

impl Cadence {
    /// A pace in seconds; 0 is taken for 1.
    pub const fn new(pace: u32) -> Self {
        let pace = if pace == 0 { 1 } else { pace };
        Self {
            pace_ms: pace.saturating_mul(1_000),
            failures: 0,
        }
    }

    /// The cadence after a question.
    #[must_use]
    pub const fn after(self, answered: bool) -> Self {
        let failures = if answered {
            0
        } else {
            self.failures.saturating_add(1)
        };
        Self { failures, ..self }
    }

    /// How long until the next question, in milliseconds: twice as long after each that had no answer.
    /// `chance`, from 0 to 1, brings it forward by up to a quarter then, so that a server that comes
    /// back is not asked by everyone at once.
    pub fn wait(self, chance: f64) -> u32 {
        if self.failures == 0 {
            return self.pace_ms;
        }
        let slowest = SLOWEST_MS.max(self.pace_ms);
        let longer = 2_u32
            .checked_pow(self.failures)
            .and_then(|times| self.pace_ms.checked_mul(times));
        let wait = f64::from(longer.unwrap_or(slowest).min(slowest));
        (wait * (1.0 - chance.clamp(0.0, 1.0) / 4.0)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_failures(pace: u32, failures: u32) -> Cadence {
        (0..failures).fold(Cadence::new(pace), |cadence, _| cadence.after(false))
    }

    #[test]
    fn the_pace_is_kept_while_answers_come() {
        let cadence = Cadence::new(30);
        assert_eq!(cadence.wait(0.9), 30_000);
        assert_eq!(cadence.after(true), cadence);
        assert_eq!(Cadence::new(0).wait(0.0), 1_000);
    }

    #[test]
    fn silence_doubles_the_wait_up_to_ten_minutes() {
        let waits: Vec<_> = (1..=6)
            .map(|failures| after_failures(30, failures).wait(0.0))
            .collect();
        assert_eq!(waits, [60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
        assert_eq!(after_failures(30, 60).wait(0.0), 600_000);
        assert_eq!(after_failures(u32::MAX, 3).wait(0.0), u32::MAX);
        assert_eq!(
            after_failures(1_200, 1).wait(0.0),
            1_200_000,
            "never faster than the pace"
        );
    }

    #[test]
    fn chance_brings_a_wait_forward_by_a_quarter_at_most() {
        let cadence = after_failures(30, 1);
        assert_eq!(cadence.wait(1.0), 45_000);
        assert_eq!(cadence.wait(0.5), 52_500);
    }

    #[test]
    fn an_answer_brings_the_pace_back() {
        assert_eq!(after_failures(30, 5).after(true).wait(0.5), 30_000);
    }
}
