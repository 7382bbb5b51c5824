//! Numbers as readers write them.

use kiosque_model::Language;

/// A whole number with its thousands apart: `12 345`, `12,345`.
pub fn grouped(language: Language, number: u64) -> String {
    let apart = match language {
        Language::Fr => '\u{202f}',
        Language::En => ',',
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(apart);
        }
        text.push(digit);
    }
    text
}

/// A count as a reader takes it in: whole up to 9,999, above that in thousands, millions or
/// thousands of millions with at most three digits and one decimal. The unit is chosen after rounding:
/// 999,999 is one million, not a thousand thousands.
pub fn compact(language: Language, number: u64) -> String {
    if number < 10_000 {
        return grouped(language, number);
    }
    let (units, point, space) = match language {
        Language::Fr => (["k", "M", "Md"], ',', "\u{a0}"),
        Language::En => (["k", "M", "B"], '.', ""),
    };
    let mut size = 1_000_u64;
    let mut shown = (String::new(), "");
    for unit in units {
        // Halves are rounded up; nothing here can overflow 128 bits.
        let rounded = |parts: u128| {
            let size = u128::from(size);
            (u128::from(number) * parts + size / 2) / size
        };
        let (tenths, whole) = (rounded(10), rounded(1));
        let text = if tenths >= 1_000 {
            grouped(language, u64::try_from(whole).unwrap_or(u64::MAX))
        } else if tenths % 10 == 0 {
            (tenths / 10).to_string()
        } else {
            format!("{}{point}{}", tenths / 10, tenths % 10)
        };
        shown = (text, unit);
        if whole < 1_000 {
            break;
        }
        size *= 1_000;
    }
    format!("{}{space}{}", shown.0, shown.1)
}

/// A length of time: `12 s`, `1 min 24 s`, `1 h 02 min`. The unit symbols are the same everywhere.
pub fn duration(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000 + u64::from(milliseconds % 1_000 >= 500);
    // What is shorter than half a second lasts some time all the same.
    let seconds = seconds.max(u64::from(milliseconds > 0));
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    match (hours, minutes, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}\u{a0}s"),
        (0, minutes, 0) => format!("{minutes}\u{a0}min"),
        (0, minutes, seconds) => format!("{minutes}\u{a0}min {seconds:02}\u{a0}s"),
        (hours, minutes, _) => format!("{hours}\u{a0}h {minutes:02}\u{a0}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let french: Vec<_> = [0, 999, 1_000, 1_234_567, u64::MAX]
            .map(|number| grouped(Language::Fr, number).replace('\u{202f}', " "))
            .into();
        let most = "18 446 744 073 709 551 615";
        assert_eq!(french, ["0", "999", "1 000", "1 234 567", most]);
        assert_eq!(grouped(Language::En, 40_000), "40,000");
    }

    #[test]
    fn a_count_is_rounded_before_its_unit_is_chosen() {
        let cases = [
            (9_999, "9\u{202f}999", "9,999"),
            (10_000, "10\u{a0}k", "10k"),
            (12_349, "12,3\u{a0}k", "12.3k"),
            (12_350, "12,4\u{a0}k", "12.4k"),
            (99_949, "99,9\u{a0}k", "99.9k"),
            (99_950, "100\u{a0}k", "100k"),
            (999_499, "999\u{a0}k", "999k"),
            (999_500, "1\u{a0}M", "1M"),
            (999_999, "1\u{a0}M", "1M"),
            (1_250_000, "1,3\u{a0}M", "1.3M"),
            (999_999_999, "1\u{a0}Md", "1B"),
            (
                u64::MAX,
                "18\u{202f}446\u{202f}744\u{202f}074\u{a0}Md",
                "18,446,744,074B",
            ),
        ];
        for (number, french, english) in cases {
            assert_eq!(compact(Language::Fr, number), french, "{number}");
            assert_eq!(compact(Language::En, number), english, "{number}");
        }
    }

    #[test]
    fn lengths_of_time_name_their_units() {
        let cases = [
            (0, "0 s"),
            (200, "1 s"),
            (3_000, "3 s"),
            (59_600, "1 min"),
            (84_200, "1 min 24 s"),
            (3_605_000, "1 h 00 min"),
            (u64::MAX, "5124095576030 h 25 min"),
        ];
        for (milliseconds, expected) in cases {
            let shown = duration(milliseconds).replace('\u{a0}', " ");
            assert_eq!(shown, expected, "{milliseconds}");
        }
    }
}
