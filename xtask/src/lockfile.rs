//! Versions that Cargo.lock pins.

/// The version of `package` in the text of a Cargo.lock, if exactly one is locked.
pub fn version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut versions = lock.split("[[package]]").skip(1).filter_map(|entry| {
        (field(entry, "name")? == package)
            .then(|| field(entry, "version"))
            .flatten()
    });
    let only = versions.next()?;
    versions.next().is_none().then_some(only)
}

fn field<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]

[[package]]
name = "wasm-bindgen-macro"
version = "9.9.9"

[[package]]
name = "syn"
version = "1.0.0"

[[package]]
name = "syn"
version = "2.0.0"
"#;

    #[test]
    fn the_locked_version_is_read() {
        assert_eq!(version(LOCK, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn absent_and_ambiguous_packages_have_no_version() {
        assert_eq!(version(LOCK, "leptos"), None);
        assert_eq!(version(LOCK, "syn"), None);
    }
}
