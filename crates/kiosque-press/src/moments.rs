//! Instants in the site's zone and words.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};
use kiosque_catalogue::editor::dates;
use kiosque_model::{Language, Moment};

use crate::diagnostic::nearest;

/// The zone of a name in the bundled IANA database.
///
/// The database is bundled so that one content folder gives one edition on every machine.
///
/// # Errors
///
/// The nearest known name, if one is near, where there is no such zone.
pub fn zone(name: &str) -> Result<TimeZone, Option<String>> {
    let database = TimeZoneDatabase::bundled();
    database.get(name).map_err(|_| {
        let names: Vec<_> = database.available().map(|name| name.to_string()).collect();
        nearest(name, names.iter().map(String::as_str))
    })
}

/// How instants are worded: a zone and a language.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The language of the site.
    pub language: Language,
    /// The zone that days and hours are counted in.
    pub zone: TimeZone,
}

impl Wording {
    /// An instant in the zone.
    pub fn local(&self, instant: Timestamp) -> Zoned {
        instant.to_zoned(self.zone.clone())
    }

    /// An instant as pages show it.
    pub fn moment(&self, instant: Timestamp) -> Moment {
        let local = self.local(instant);
        let date = self.day(local.date());
        let hour = dates::hour(self.language, local.hour(), local.minute());
        Moment {
            iso: local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            full: dates::day_and_hour(self.language, &date, &hour),
            date,
            hour,
        }
    }

    /// An instant in whole seconds since 1970, as pages show it; one that no calendar has is 1970.
    pub fn seconds(&self, since: i64) -> Moment {
        self.moment(Timestamp::from_second(since).unwrap_or_default())
    }

    /// A day in words.
    pub fn day(&self, date: Date) -> String {
        dates::day(self.language, date.year(), date.month(), date.day())
    }

    /// The day of an instant with its weekday, as an edition is dated.
    pub fn edition(&self, instant: Timestamp) -> String {
        let date = self.local(instant).date();
        let weekday = date.weekday().to_monday_one_offset();
        dates::with_weekday(self.language, weekday, &self.day(date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(language: Language) -> Wording {
        Wording {
            language,
            zone: zone("Europe/Paris").unwrap(),
        }
    }

    #[test]
    fn instants_are_worded_where_the_site_is() {
        let moment = paris(Language::Fr).moment("2014-11-28T08:05:00Z".parse().unwrap());
        assert_eq!(moment.iso, "2014-11-28T09:05:00+01:00");
        assert_eq!(moment.full, "28\u{a0}novembre\u{a0}2014 à 9\u{a0}h\u{a0}05");
        let moment = paris(Language::En).moment("2026-07-31T22:30:00Z".parse().unwrap());
        assert_eq!(moment.full, "1\u{a0}August\u{a0}2026 at 0:30");
    }

    #[test]
    fn the_hour_lived_twice_keeps_its_offsets() {
        let wording = paris(Language::Fr);
        let summer = wording.moment("2026-10-25T00:30:00Z".parse().unwrap());
        let winter = wording.moment("2026-10-25T01:30:00Z".parse().unwrap());
        assert_eq!(summer.hour, winter.hour);
        assert_eq!(summer.iso, "2026-10-25T02:30:00+02:00");
        assert_eq!(winter.iso, "2026-10-25T02:30:00+01:00");
    }

    #[test]
    fn editions_carry_their_weekday() {
        let date = paris(Language::Fr).edition("2014-11-27T23:30:00Z".parse().unwrap());
        assert_eq!(date, "vendredi 28\u{a0}novembre\u{a0}2014");
    }

    #[test]
    fn unknown_zones_suggest_the_nearest() {
        assert_eq!(zone("Europe/Pari").err(), Some(Some("Europe/Paris".into())));
        assert_eq!(zone("Mars/Olympus").err(), Some(None));
    }
}
