//! The token that X's widget sends with a post's id.

/// Digits of base 36.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const RADIX: f64 = 36.0;

/// The token of a post: its id over 10^15, times π, written in base 36 as JavaScript writes a
/// number, without zeros and the point.
pub(super) fn of(id: &str) -> String {
    let number = id.parse::<f64>().unwrap_or_default() / 1e15 * std::f64::consts::PI;
    let (whole, fraction) = in_base_36(number);
    whole
        .into_iter()
        .chain(fraction)
        .filter(|digit| *digit != 0)
        .filter_map(|digit| DIGITS.get(usize::from(digit)).copied())
        .map(char::from)
        .collect()
}

/// The digits of a positive number before and after the point: as many after it as tell the number
/// from its neighbours, the last one rounded (ECMA-262, Number.prototype.toString, leaves the
/// algorithm open; this is what engines do).
fn in_base_36(number: f64) -> (Vec<u8>, Vec<u8>) {
    let mut fraction = number.fract();
    let mut whole = number.trunc();
    let mut delta = (0.5 * (number.next_up() - number)).max(f64::MIN_POSITIVE);
    let mut after: Vec<u8> = Vec::new();
    let mut carry = false;
    while fraction >= delta && !carry {
        fraction *= RADIX;
        delta *= RADIX;
        let digit = fraction.trunc();
        fraction -= digit;
        after.push(digit as u8);
        let odd = digit % 2.0 != 0.0;
        if (fraction > 0.5 || (fraction == 0.5 && odd)) && fraction + delta > 1.0 {
            carry = true;
        }
    }
    while carry {
        match after.pop() {
            Some(digit) if digit + 1 < 36 => {
                after.push(digit + 1);
                carry = false;
            }
            Some(_) => {}
            None => {
                whole += 1.0;
                carry = false;
            }
        }
    }
    let mut before = Vec::new();
    while whole >= 1.0 {
        before.push((whole % RADIX) as u8);
        whole = (whole / RADIX).trunc();
    }
    before.reverse();
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_that_a_browser_computes() {
        // Computed by `((Number(id) / 1e15) * Math.PI).toString(36).replace(/(0+|\.)/g, '')`.
        for (id, token) in [
            ("20", "6dq1a2xwd93"),
            ("538242208583651329", "1ayxrcipe61"),
            ("1234567890123456789", "2zqic77uqyk"),
            ("1500000000000000000", "3mwe49oefy"),
            ("999999999999999999", "2f9lc2ug9mm"),
        ] {
            assert_eq!(of(id), token, "{id}");
        }
    }
}
