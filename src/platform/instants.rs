//! Instants in words, as the press words them, by the browser's own time-zone tables.

use js_sys::{Array, Date, Intl, Object, Reflect};
use kiosque_catalogue::editor::dates;
use kiosque_model::{Language, Moment};
use wasm_bindgen::JsValue;

use super::properties::property;

/// Now, in milliseconds since 1970, by the device's clock.
pub fn now() -> u64 {
    Date::now() as u64
}

/// An instant in a zone, given in seconds since 1970. A browser that does not know the zone tells it
/// in the device's own.
pub fn moment(language: Language, zone: &str, seconds: i64) -> Moment {
    let date = Date::new(&JsValue::from_f64(seconds as f64 * 1_000.0));
    let [year, month, day, hour, minute] = civil(zone, &date).unwrap_or_default();
    let byte = |number: i32| i8::try_from(number).unwrap_or_default();
    let day = dates::day(
        language,
        i16::try_from(year).unwrap_or_default(),
        byte(month),
        byte(day),
    );
    let hour = dates::hour(language, byte(hour), byte(minute));
    Moment {
        // Throws on what is no instant.
        iso: if date.get_time().is_nan() {
            String::new()
        } else {
            date.to_iso_string().into()
        },
        full: dates::day_and_hour(language, &day, &hour),
        date: day,
        hour,
    }
}

/// An instant in the device's zone, given as RFC 3339. Nothing where it is none.
pub fn worded(language: Language, instant: &str) -> Option<Moment> {
    let milliseconds = Date::parse(instant);
    (!milliseconds.is_nan()).then(|| moment(language, "", (milliseconds / 1_000.0) as i64))
}

/// Year, month, day, hour and minute in a zone.
fn civil(zone: &str, date: &Date) -> Option<[i32; 5]> {
    const PARTS: [&str; 5] = ["year", "month", "day", "hour", "minute"];
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    for part in PARTS {
        Reflect::set(&options, &part.into(), &"numeric".into()).ok()?;
    }
    Reflect::set(&options, &"hourCycle".into(), &"h23".into()).ok()?;
    // Throws where the zone is unknown: asked of a constructor by reflection, that is an error.
    let zoned = Object::assign(&Object::new(), &options);
    Reflect::set(&zoned, &"timeZone".into(), &zone.into()).ok()?;
    let format = constructed(&zoned).or_else(|| constructed(&options))?;
    let mut civil = [0; 5];
    for part in format.format_to_parts(date).iter() {
        let field = |name: &str| property(&part, name)?.as_string();
        let kind = field("type")?;
        if let Some(place) = PARTS.iter().position(|part| *part == kind) {
            civil[place] = field("value")?.parse().ok()?;
        }
    }
    Some(civil)
}

fn constructed(options: &Object) -> Option<Intl::DateTimeFormat> {
    use wasm_bindgen::JsCast;
    let intl = property(&js_sys::global(), "Intl")?;
    let constructor = property(&intl, "DateTimeFormat")?;
    let constructor: &js_sys::Function = constructor.dyn_ref()?;
    let arguments = Array::of2(&"en-u-nu-latn-ca-gregory".into(), options);
    let made: JsValue = Reflect::construct(constructor, &arguments).ok()?;
    made.dyn_into().ok()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn instants_are_worded_as_the_press_words_them() {
        // 2014-11-28T08:05:00Z, and midnight, which some formats call 24.
        let told = moment(Language::Fr, "Europe/Paris", 1_417_161_900);
        assert_eq!(told.full, "28\u{a0}novembre\u{a0}2014 à 9\u{a0}h\u{a0}05");
        assert_eq!(told.iso, "2014-11-28T08:05:00.000Z");
        let told = moment(Language::En, "Europe/Paris", 1_417_129_200);
        assert_eq!(told.full, "28\u{a0}November\u{a0}2014 at 0:00");
    }

    #[wasm_bindgen_test]
    fn an_unknown_zone_and_an_impossible_instant_are_no_panic() {
        assert!(moment(Language::Fr, "Mars/Olympus", 0).full.contains("19"));
        moment(Language::Fr, "Europe/Paris", i64::MAX);
    }
}
