//! Places that the device keeps for its reader: a list for each kind, each place under a name.

use crate::platform::storage;

/// Where a reader was in an article, by permalink.
pub const READING: &str = "kiosque.places";
/// The furthest post that was read of a timeline, by permalink and fragment.
pub const TIMELINES: &str = "kiosque.read";

/// How many places of a kind are kept. The one that was changed least recently goes first.
const KEPT_AT_MOST: usize = 50;

type Places = Vec<(String, String)>;

/// The place kept under a name.
pub fn get(list: &str, name: &str) -> Option<String> {
    let place = read(list).into_iter().find(|(kept, _)| kept == name);
    place.map(|(_, place)| place)
}

/// Keeps a place under a name, in the place of the one before.
pub fn keep(list: &str, name: &str, place: String) {
    write(list, &with(read(list), name, Some(place)));
}

/// Forgets the place under a name.
pub fn forget(list: &str, name: &str) {
    let places = read(list);
    if places.iter().any(|(kept, _)| kept == name) {
        write(list, &with(places, name, None));
    }
}

fn read(list: &str) -> Places {
    let written = storage::get(list).unwrap_or_default();
    // What another version wrote is no loss.
    serde_json::from_str(&written).unwrap_or_default()
}

fn write(list: &str, places: &Places) {
    if let Ok(written) = serde_json::to_string(places) {
        storage::set(list, &written);
    }
}

fn with(mut places: Places, name: &str, place: Option<String>) -> Places {
    places.retain(|(kept, _)| kept != name);
    if let Some(place) = place {
        places.push((name.to_owned(), place));
    }
    let too_many = places.len().saturating_sub(KEPT_AT_MOST);
    places.drain(..too_many);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(places: &Places) -> Vec<&str> {
        places.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn the_one_changed_least_recently_goes_first() {
        let mut places = Places::new();
        for number in 0..KEPT_AT_MOST {
            places = with(places, &format!("/{number}/"), Some("a".into()));
        }
        places = with(places, "/0/", Some("b".into()));
        places = with(places, "/new/", Some("c".into()));
        assert_eq!(places.len(), KEPT_AT_MOST);
        assert!(!names(&places).contains(&"/1/"));
        assert_eq!(places[KEPT_AT_MOST - 2], ("/0/".into(), "b".into()));
    }

    #[test]
    fn what_is_forgotten_is_gone() {
        let places = with(Places::new(), "/a/", Some("1".into()));
        let places = with(places, "/b/", Some("2".into()));
        assert_eq!(names(&with(places, "/a/", None)), ["/b/"]);
    }
}
