//! Damage: what exports become on their way, and what nobody ever wrote.

use serde_json::{Map, Number, Value};

/// Choices that follow from one number, so that a failure comes again.
pub struct Choices(u64);

impl Choices {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below another (SplitMix64); 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or_default()
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// Words that bite: other units, other directions, other schemes, other types.
const WORDS: [&str; 25] = [
    "",
    " ",
    "0",
    "-1",
    "18446744073709551616",
    "👩\u{200d}🚀",
    "e\u{301}",
    "\u{202e}abc\u{202c}",
    "\u{feff}",
    "\u{0}",
    "\r\n",
    "&amp;lt;",
    "<p>a<br>b</p><script>c</script>",
    "<a href=\"javascript:alert(1)\">a</a>",
    "javascript:alert(1)",
    "https://",
    "https://[",
    "https://exemple.example/\u{202e}",
    "http://exemple.example:99999/",
    "//exemple.example/a",
    "..",
    "../../a",
    "did:plc:",
    "Wed Oct 10 20:19:24 +0000 2018",
    "9999-12-31T23:59:60Z",
];

/// Damages an input of any kind once.
pub fn mutate(bytes: &[u8], choices: &mut Choices) -> Vec<u8> {
    if choices.below(3) > 0
        && let Ok(text) = std::str::from_utf8(bytes)
        && let Some((front, mut value)) = json(text)
    {
        mutate_value(&mut value, choices);
        return format!("{front}{value}").into_bytes();
    }
    mutate_bytes(bytes, choices)
}

/// JSON, with the name that an archive assigns it to.
fn json(text: &str) -> Option<(&str, Value)> {
    let start = match text.strip_prefix("window.") {
        Some(_) => text.find('=')? + 1,
        None => 0,
    };
    let (front, rest) = text.split_at_checked(start)?;
    Some((front, serde_json::from_str(rest).ok()?))
}

fn mutate_bytes(bytes: &[u8], choices: &mut Choices) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = choices.below(bytes.len());
    let end = (at + 1 + choices.below(40)).min(bytes.len());
    match choices.below(6) {
        0 => bytes.truncate(at),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << choices.below(8);
            }
        }
        2 => drop(bytes.drain(at..end)),
        3 => {
            let again = bytes.get(at..end).unwrap_or_default().to_vec();
            let place = choices.below(bytes.len());
            bytes.splice(place..place, again);
        }
        4 => {
            let word = choices.of(&WORDS).map_or("", |word| *word);
            bytes.splice(at..end.min(at + 1), word.bytes());
        }
        _ => {
            let word = choices.of(&WORDS).map_or("", |word| *word);
            bytes.splice(at..at, word.bytes());
        }
    }
    bytes
}

/// Damages one value, or shifts every index.
fn mutate_value(value: &mut Value, choices: &mut Choices) {
    if choices.below(12) == 0 {
        let by = [-1, 1, 2, 1000][choices.below(4)];
        shift(value, by);
        return;
    }
    let size = count(value);
    let donor = nth(value, &mut choices.below(size)).map(|part| part.clone());
    let Some(part) = nth(value, &mut choices.below(size)) else {
        return;
    };
    match choices.below(5) {
        0 => match part {
            Value::Object(entries) => {
                let keys: Vec<String> = entries.keys().cloned().collect();
                if let Some(key) = choices.of(&keys) {
                    entries.remove(key);
                }
            }
            Value::Array(list) if !list.is_empty() => {
                list.remove(choices.below(list.len()));
            }
            part => *part = Value::Null,
        },
        1 => *part = donor.unwrap_or_default(),
        2 => match part {
            Value::String(words) => damage(words, choices),
            Value::Array(list) => {
                let again = list.clone();
                list.extend(again);
            }
            part => *part = literal(choices),
        },
        _ => *part = literal(choices),
    }
}

fn literal(choices: &mut Choices) -> Value {
    match choices.below(9) {
        0 => Value::Null,
        1 => Value::Object(Map::new()),
        2 => Value::Array(Vec::new()),
        3 => true.into(),
        4 => (choices.below(300)).into(),
        5 => u64::MAX.into(),
        6 => i64::MIN.into(),
        7 => Number::from_f64(1.5e300).map_or(Value::Null, Value::Number),
        _ => choices.of(&WORDS).map_or("", |word| *word).into(),
    }
}

fn damage(words: &mut String, choices: &mut Choices) {
    let mut characters: Vec<char> = words.chars().collect();
    let at = choices.below(characters.len());
    match choices.below(3) {
        0 => characters.truncate(at),
        1 => drop(characters.drain(..at)),
        _ => {
            let word = choices.of(&WORDS).map_or("", |word| *word);
            characters.splice(at..at, word.chars());
        }
    }
    *words = characters.into_iter().collect();
}

/// Moves every index of a text, also where it was written as a string.
fn shift(value: &mut Value, by: i64) {
    match value {
        Value::Number(number) => {
            if let Some(index) = number.as_i64().filter(|index| (0..5000).contains(index)) {
                *value = (index + by).into();
            }
        }
        Value::String(words) if words.len() < 5 => {
            if let Ok(index) = words.parse::<i64>() {
                *words = (index + by).to_string();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|part| shift(part, by)),
        Value::Object(entries) => entries.values_mut().for_each(|part| shift(part, by)),
        _ => {}
    }
}

/// How many values there are in one, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// One of the values in a value, counted from the outside in.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|part| nth(part, left)),
        Value::Object(entries) => entries.values_mut().find_map(|part| nth(part, left)),
        _ => None,
    }
}
