//! Dates as the press prints them.
//!
//! Spaces inside a date or an hour are no-break (U+00A0), so that "9 h 05" never ends a line on "9".

use kiosque_model::Language;

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS_FR: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn name(names: &'static [&'static str], number: i8) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|number| names.get(number.checked_sub(1)?))
        .copied()
        .unwrap_or_default()
}

/// A day: "28 novembre 2014", "1er mars 2026". Months count from 1.
pub fn day(language: Language, year: i16, month: i8, day: i8) -> String {
    match language {
        Language::Fr => {
            let first = if day == 1 { "er" } else { "" };
            format!("{day}{first}\u{a0}{}\u{a0}{year}", name(&MONTHS_FR, month))
        }
        Language::En => format!("{day}\u{a0}{}\u{a0}{year}", name(&MONTHS_EN, month)),
    }
}

/// A worded day behind its weekday: "vendredi 28 novembre 2014". Weekdays count from Monday, 1. A line
/// may end after the weekday: the whole does not fit beside the masthead's tools on a phone.
pub fn with_weekday(language: Language, weekday: i8, day: &str) -> String {
    let weekday = match language {
        Language::Fr => name(&WEEKDAYS_FR, weekday),
        Language::En => name(&WEEKDAYS_EN, weekday),
    };
    format!("{weekday} {day}")
}

/// A time of day: "9 h 05", "9 h" on the hour; "9:05" in English.
pub fn hour(language: Language, hour: i8, minute: i8) -> String {
    match language {
        Language::Fr if minute == 0 => format!("{hour}\u{a0}h"),
        Language::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        Language::En => format!("{hour}:{minute:02}"),
    }
}

/// A worded day and a worded hour: "28 novembre 2014 à 9 h 05".
pub fn day_and_hour(language: Language, day: &str, hour: &str) -> String {
    match language {
        Language::Fr => format!("{day} à {hour}"),
        Language::En => format!("{day} at {hour}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_days_and_hours() {
        assert_eq!(day(Language::Fr, 2026, 3, 1), "1er\u{a0}mars\u{a0}2026");
        assert_eq!(
            day(Language::Fr, 2014, 11, 28),
            "28\u{a0}novembre\u{a0}2014"
        );
        assert_eq!(hour(Language::Fr, 9, 5), "9\u{a0}h\u{a0}05");
        assert_eq!(hour(Language::Fr, 0, 0), "0\u{a0}h");
        let day = day(Language::Fr, 2026, 12, 6);
        assert_eq!(
            with_weekday(Language::Fr, 7, &day),
            "dimanche 6\u{a0}décembre\u{a0}2026"
        );
    }

    #[test]
    fn english_days_and_hours() {
        let day = day(Language::En, 2014, 11, 1);
        assert_eq!(
            day_and_hour(Language::En, &day, &hour(Language::En, 21, 5)),
            "1\u{a0}November\u{a0}2014 at 21:05"
        );
        assert_eq!(with_weekday(Language::En, 1, "3 May"), "Monday 3 May");
    }
}
