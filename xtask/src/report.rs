//! What the commands say while they work: one line a step, with its duration.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Says that `what` is already there.
pub fn present(what: &str) {
    println!("  {what:<28} present");
}

/// Says what is being done, does it, and ends the line with how long it took.
pub fn step<T>(
    what: &str,
    doing: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    print!("  {what:<28} {doing} … ");
    // A line that stays in the buffer would hide a compilation of minutes.
    let _ = std::io::stdout().flush();
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() {
        "done in"
    } else {
        "failed after"
    };
    println!("{verdict} {}", duration(start.elapsed()));
    outcome
}

/// A duration as people read it: `12 ms`, `3.4 s`, `7 min 28 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{} ms", time.as_millis()),
        1..=59 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_people_read_them() {
        let said: Vec<_> = [12, 3_440, 59_000, 448_000]
            .map(|ms| duration(Duration::from_millis(ms)))
            .into();
        assert_eq!(said, ["12 ms", "3.4 s", "59.0 s", "7 min 28 s"]);
    }
}
