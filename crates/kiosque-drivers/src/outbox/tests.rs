use kiosque_model::{Comment, CommentDriver};

use super::*;

fn letter(driver: CommentDriver) -> Letter {
    Letter {
        id: "a".into(),
        page: "/a/".into(),
        title: "A".into(),
        written: 0,
        matter: Matter::Comment(CommentMatter {
            service: CommentService {
                driver,
                url: "/isso".into(),
                name_required: true,
                email_required: true,
            },
            thread: "/a/".into(),
            text: "Bonjour".into(),
            name: "Zoé".into(),
            email: "zoe@example.org".into(),
            website: String::new(),
            parent: None,
            after: None,
        }),
        state: State::Waiting,
        attempts: 0,
        not_before: 0,
    }
}

fn published() -> Outcome {
    Outcome::Published(Box::new(Comment {
        id: 1,
        ..Comment::default()
    }))
}

#[test]
fn a_letter_is_sent_and_crossed_out_when_it_is_confirmed() {
    let mut letter = letter(CommentDriver::Isso);
    assert_eq!(letter.step(0), Step::Send { again: false });
    letter.sending();
    assert!(letter.comment_came_to(&published(), 10));
    letter.sending();
    assert!(letter.comment_came_to(&Outcome::Held(None), 10));
}

#[test]
fn what_went_unanswered_is_looked_for_before_it_is_sent_again() {
    let mut letter = letter(CommentDriver::Isso);
    letter.sending();
    letter.unanswered(1_000);
    assert_eq!(letter.step(1_000), Step::Wait(FIRST_PAUSE));
    assert_eq!(letter.step(1_000 + FIRST_PAUSE), Step::Look);
    letter.is_not_there();
    assert_eq!(letter.step(1_000), Step::Send { again: true });
}

#[test]
fn a_letter_whose_sender_died_is_looked_for() {
    let mut letter = letter(CommentDriver::WordPress);
    letter.sending();
    assert_eq!(letter.step(5), Step::Settle);
    letter.unanswered(5);
    assert_eq!(letter.step(5), Step::Wait(FIRST_PAUSE));
}

#[test]
fn pauses_grow_and_end_somewhere() {
    let mut letter = letter(CommentDriver::Isso);
    let mut pauses = Vec::new();
    for _ in 0..12 {
        letter.sending();
        letter.unanswered(0);
        pauses.push(letter.not_before);
    }
    assert_eq!(pauses[..4], [2_000, 4_000, 8_000, 16_000]);
    assert_eq!(pauses[11], LONGEST_PAUSE);
}

#[test]
fn a_clock_that_jumps_back_holds_nothing_up() {
    let mut letter = letter(CommentDriver::Isso);
    letter.sending();
    letter.unanswered(5_000_000_000_000);
    assert_eq!(letter.step(1_000), Step::Look);
}

#[test]
fn what_the_service_refuses_waits_for_its_writer() {
    for outcome in [
        Outcome::Duplicate,
        Outcome::Enough,
        Outcome::OwnComment,
        Outcome::Closed,
        Outcome::LoginRequired,
        Outcome::Unwelcome,
        Outcome::Refused(Some(Field::Email)),
        Outcome::Failed,
    ] {
        let mut letter = letter(CommentDriver::WordPress);
        letter.sending();
        assert!(!letter.comment_came_to(&outcome, 0), "{outcome:?}");
        assert_eq!(letter.step(u64::MAX), Step::Nothing, "{outcome:?}");
        letter.send_now(0);
        assert_eq!(letter.step(0), Step::Send { again: false }, "{outcome:?}");
    }
}

#[test]
fn a_pause_that_the_service_wants_is_kept_even_in_a_hurry() {
    let mut letter = letter(CommentDriver::WordPress);
    letter.sending();
    assert!(!letter.comment_came_to(&Outcome::TooFast { wait: 15 }, 1_000));
    letter.hurry(1_000);
    assert_eq!(letter.step(1_000), Step::Wait(15_000));
    assert_eq!(letter.step(16_000), Step::Send { again: false });
}

#[test]
fn haste_never_looks_before_the_service_can_be_done() {
    let mut letter = letter(CommentDriver::Isso);
    for _ in 0..5 {
        letter.sending();
    }
    letter.unanswered(0);
    letter.hurry(10_000);
    assert_eq!(letter.step(10_000), Step::Wait(FIRST_PAUSE));
}

#[test]
fn a_letter_survives_its_storage() {
    let mut letter = letter(CommentDriver::Isso);
    letter.state = State::Stuck(Obstacle::RefusedEmail);
    let stored = serde_json::to_string(&letter).expect("plain data");
    assert_eq!(
        serde_json::from_str::<Letter>(&stored).expect("the same"),
        letter
    );
}

/// A small generator, so that a failure can be played again from its seed (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn of(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Plays a letter against a service that takes or loses it as chance has it, and whose answers come
/// or not; the sender may die after any step. Returns how often the service has it.
fn played(driver: CommentDriver, chance: &mut Chance) -> u32 {
    let mut letter = letter(driver);
    let (mut there, mut now) = (0_u32, 1_000_u64);
    for _ in 0..200 {
        // What is written down is all that a next sender knows.
        let stored = serde_json::to_string(&letter).expect("plain data");
        letter = serde_json::from_str(&stored).expect("the same");
        match letter.step(now) {
            Step::Wait(left) => now += left,
            Step::Nothing => panic!("stuck: {letter:?}"),
            Step::Settle => letter.unanswered(now),
            Step::Send { again } => {
                letter.sending();
                let arrives = chance.of(3) > 0;
                let answered = chance.of(3) > 0;
                let dies = chance.of(8) == 0;
                let twice = there > 0 && driver == CommentDriver::WordPress;
                if arrives && !twice {
                    there += 1;
                }
                if dies {
                    continue;
                }
                let outcome = match (arrives && answered, twice, again) {
                    (false, ..) => Outcome::Unclear,
                    (true, true, true) => Outcome::Held(None),
                    (true, true, false) => Outcome::Duplicate,
                    (true, false, _) => published(),
                };
                if letter.comment_came_to(&outcome, now) {
                    return there;
                }
            }
            Step::Look => match driver {
                CommentDriver::WordPress => letter.is_not_there(),
                CommentDriver::Isso if chance.of(3) == 0 => letter.could_not_look(now),
                CommentDriver::Isso if there > 0 => return there,
                CommentDriver::Isso => letter.is_not_there(),
            },
        }
    }
    panic!("never done: {letter:?}");
}

#[test]
fn whatever_fails_nothing_is_lost_and_nothing_comes_twice() {
    for driver in [CommentDriver::Isso, CommentDriver::WordPress] {
        for seed in 1..=5_000 {
            let mut chance = Chance(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
            assert_eq!(played(driver, &mut chance), 1, "{driver:?}, seed {seed}");
        }
    }
}
