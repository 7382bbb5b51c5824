//! Dates as embeds print them, and the moments that ids hold.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kiosque_catalogue::editor::{Loss, Refusal};

/// Beginnings of the months' names in the languages that newsrooms embed in.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "déc", "dez", "dic"],
];

/// What is known of a post's moment.
pub(super) struct Known<'a> {
    /// The moment that the id holds.
    pub id: Option<Timestamp>,
    /// An exact moment written in the markup.
    pub exact: Option<&'a str>,
    /// The date as printed.
    pub printed: Option<&'a str>,
}

impl Known<'_> {
    /// The moment. Where the day alone is known, its noon in UTC, and that is told.
    ///
    /// # Errors
    ///
    /// Where nothing says the day.
    pub fn moment(&self, losses: &mut Vec<Loss>) -> Result<Timestamp, Refusal> {
        let noon = self.printed.and_then(printed).and_then(|date| {
            let noon = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
            Some(noon.timestamp())
        });
        if let Some(exact) = self.exact.and_then(|exact| exact.parse::<Timestamp>().ok()) {
            // They agree within a second.
            if let Some(observed) = self.id
                && exact.duration_since(observed).abs() > SignedDuration::from_mins(1)
            {
                losses.push(Loss::Clock {
                    declared: exact.to_string(),
                    observed: observed.to_string(),
                });
            }
            return Ok(exact);
        }
        if let Some(moment) = self.id {
            // Printed in whatever zone the embedder's was: half a day around noon, and a day more.
            let apart = SignedDuration::from_hours(36);
            if let (Some(noon), Some(declared)) = (noon, self.printed)
                && moment.duration_since(noon).abs() > apart
            {
                losses.push(Loss::Clock {
                    declared: declared.to_owned(),
                    observed: moment.to_string(),
                });
            }
            return Ok(moment);
        }
        match (noon, self.printed) {
            (Some(noon), Some(printed)) => {
                losses.push(Loss::Hour {
                    printed: printed.to_owned(),
                });
                Ok(noon)
            }
            (_, Some(printed)) => Err(Refusal::WrongField {
                field: "date".into(),
                found: printed.to_owned(),
            }),
            _ => Err(Refusal::MissingField {
                field: "date".into(),
            }),
        }
    }
}

/// The moment in a key of Bluesky: 53 bits of microseconds above 10 bits, in a base 32 that sorts
/// (AT Protocol, "Timestamp Identifiers").
pub(super) fn of_tid(rkey: &str) -> Option<Timestamp> {
    if rkey.len() != 13 {
        return None;
    }
    let mut number: u64 = 0;
    for byte in rkey.bytes() {
        let digit = match byte {
            b'2'..=b'7' => byte - b'2',
            b'a'..=b'z' => byte - b'a' + 6,
            _ => return None,
        };
        number = number.checked_mul(32)?.checked_add(u64::from(digit))?;
    }
    let moment = Timestamp::from_microsecond(i64::try_from(number >> 10).ok()?).ok()?;
    // Any text of 13 such letters is a number: what is before the network is no moment.
    let first: Timestamp = "2022-11-01T00:00:00Z".parse().ok()?;
    (moment >= first).then_some(moment)
}

/// A piece of a printed date.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number(i16),
    Word(String),
    Other(char),
}

/// The day of a printed date.
pub(super) fn printed(text: &str) -> Option<Date> {
    if let Some(day) = text.trim().get(..10)
        && let Ok(date) = day.parse()
    {
        return Some(date);
    }
    let pieces = without_hours(pieces(text));
    let mut month = None;
    let mut numbers = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Word(word) => month = month.or_else(|| named_month(word)),
            Piece::Number(number) => {
                let counted = matches!(
                    pieces.get(at + 1),
                    Some(Piece::Word(word)) if word.starts_with(['月', '월'])
                );
                if counted {
                    month = month.or_else(|| i8::try_from(*number).ok());
                } else {
                    numbers.push(*number);
                }
            }
            Piece::Other(_) => {}
        }
    }
    let year = numbers
        .iter()
        .copied()
        .find(|number| (1900..2200).contains(number))?;
    let day = numbers
        .iter()
        .copied()
        .find(|number| (1..=31).contains(number))?;
    Date::new(year, month?, i8::try_from(day).ok()?).ok()
}

fn named_month(word: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for letter in text.chars() {
        match (pieces.last_mut(), letter.to_digit(10)) {
            (Some(Piece::Number(number)), Some(digit)) => {
                // A number too large for a date stays too large.
                *number = number
                    .saturating_mul(10)
                    .saturating_add(i16::try_from(digit).unwrap_or(0));
            }
            (_, Some(digit)) => pieces.push(Piece::Number(i16::try_from(digit).unwrap_or(0))),
            (Some(Piece::Word(word)), None) if letter.is_alphabetic() => {
                word.extend(letter.to_lowercase());
            }
            (_, None) if letter.is_alphabetic() => {
                pieces.push(Piece::Word(letter.to_lowercase().collect()));
            }
            _ => pieces.push(Piece::Other(letter)),
        }
    }
    pieces
}

/// Leaves out `14:43` and `14h43`.
fn without_hours(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let mark = match &piece {
            Piece::Other(letter) => *letter == ':',
            Piece::Word(word) => word == "h",
            Piece::Number(_) => false,
        };
        if mark {
            kept.pop_if(|before| matches!(before, Piece::Number(_)));
            pieces.next_if(|after| matches!(after, Piece::Number(_)));
        } else {
            kept.push(piece);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_languages_of_embeds() {
        for text in [
            "November 28, 2014",
            "Nov 28, 2014 at 17:45",
            "November 28, 2014 at 2:02 PM",
            "28 novembre 2014",
            "28 nov. 2014",
            "28 novembre 2014 à 14:43",
            "28 novembre 2014 à 14 h 43",
            "le 28 Novembre 2014",
            "14:43 · 28 nov. 2014",
            "28. November 2014",
            "28 de noviembre de 2014",
            "28 de novembro de 2014",
            "28 novembre 2014",
            "28 november 2014",
            "2014年11月28日 17:24",
            "11月 28, 2014",
            "11월 28, 2014",
            "2014년 11월 28일",
            "2014-11-28T03:12:44.000Z",
        ] {
            assert_eq!(printed(text), Date::new(2014, 11, 28).ok(), "{text}");
        }
        for (text, month) in [
            ("4 mai 2010", 5),
            ("4 juin 2010", 6),
            ("4 juillet 2010", 7),
            ("4 août 2010", 8),
            ("March 4, 2010", 3),
            ("4. März 2010", 3),
            ("4 maart 2010", 3),
            ("4 mei 2010", 5),
            ("4 gennaio 2010", 1),
            ("4 outubro 2010", 10),
            ("4 décembre 2010", 12),
        ] {
            assert_eq!(printed(text), Date::new(2010, month, 4).ok(), "{text}");
        }
        for bad in [
            "",
            "hier",
            "28 2014",
            "31 février 2014",
            "99999999999999",
            "novembre 2014",
        ] {
            assert_eq!(printed(bad), None, "{bad}");
        }
    }

    #[test]
    fn keys_hold_their_moment() {
        // The example of the specification, and its limits.
        let tid = of_tid("3jzfcijpj2z2a").map(|moment| moment.to_string());
        assert!(tid.is_some_and(|moment| moment.starts_with("2023-06-")));
        for bad in [
            "3jzfcijpj2z2",
            "3jzfcijpj2z21",
            "zzzzzzzzzzzzz",
            "2222222222222",
        ] {
            assert_eq!(of_tid(bad), None, "{bad}");
        }
    }
}
