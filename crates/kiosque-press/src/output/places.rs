//! Whether the files of a site can all stand in one folder.

use std::collections::HashSet;

use super::{OWN_PREFIX, Refusal, compressed};

/// Checks that every path stays in the folder and has its place for itself.
pub(super) fn check<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut taken = HashSet::new();
    for path in paths {
        if !is_sound(path) {
            return Err(Refusal::Misplaced(path.to_owned()));
        }
        if !taken.insert(path) {
            let path = path.to_owned();
            let other = path.clone();
            return Err(Refusal::Clash { path, other });
        }
    }
    for path in &taken {
        let copy = compressed::original_of(path).filter(|original| taken.contains(original));
        let folder = folders_of(path).find_map(|folder| {
            let file = taken.get(folder).copied();
            file.or_else(|| {
                compressed::original_of(folder).filter(|original| taken.contains(original))
            })
        });
        if let Some(other) = copy.or(folder) {
            return Err(Refusal::Clash {
                path: (*path).to_owned(),
                other: other.to_owned(),
            });
        }
    }
    Ok(())
}

/// Whether a path leads to a file below the folder that is not the press's own.
pub(super) fn is_sound(path: &str) -> bool {
    path.split('/').all(|part| {
        !matches!(part, "" | "." | "..")
            && !part.starts_with(OWN_PREFIX)
            && !part.chars().any(|c| c.is_control() || c == '\\')
    })
}

/// The folders above a file, outermost first.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_its_place_for_itself() {
        assert!(check(["a/page.json", "a/b/page.json", "a.html"].into_iter()).is_ok());
        for clash in [
            ["a/page.json", "a/page.json"],
            ["robots.txt", "robots.txt/index.html"],
            ["app.js", "app.js.br"],
            ["app.js", "app.js.gz/index.html"],
        ] {
            assert!(
                matches!(check(clash.into_iter()), Err(Refusal::Clash { .. })),
                "{clash:?}"
            );
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder_or_to_the_manifest() {
        for path in [
            "../a",
            "/a",
            "a//b",
            "a/../../b",
            "a\\b",
            "",
            "a\nb",
            ".kiosque-edition",
        ] {
            assert!(
                matches!(check([path].into_iter()), Err(Refusal::Misplaced(_))),
                "{path:?}"
            );
        }
        assert!(check(["été à Aix/index.html", ".well-known/a"].into_iter()).is_ok());
    }
}
