//! What the tests need to run a WordPress of their own.
//!
//! MariaDB keeps its data, not SQLite, although that asks for a database server: it is what
//! newsrooms have, column lengths and all, it comes from the same place as WordPress, and SQLite's
//! plugin for WordPress comes from elsewhere and has to be patched for Debian's version.

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::failure::Failure;
use crate::services::Found;
use crate::{debian, process, report};

/// Names a WordPress of the developer's own, or leaves its tests out.
const VARIABLE: &str = "KIOSQUE_WORDPRESS";
const NONE: &str = "none";

/// WordPress as Debian has it.
const FOLDER: &str = "/usr/share/wordpress";

/// The database's programs without the service that `mariadb-server` would start. PHP's own server
/// serves; php-cgi is there so that apt does not choose Apache for what WordPress depends on.
const DEBIAN: &[&str] = &[
    "wordpress",
    "wordpress-l10n",
    "php",
    "php-cgi",
    "php-cli",
    "php-mbstring",
    "php-mysql",
    "php-xml",
    "mariadb-server-core",
];

const PROGRAMS: &[&str] = &["php", "mariadbd", "mariadb-install-db"];

/// Looks for WordPress and what it runs on, and installs them where that needs nobody's leave.
pub fn ensure(cache: &Cache) -> Result<Found<PathBuf>, Failure> {
    let label = "WordPress, PHP, MariaDB";
    let asked = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
    if asked.as_deref().is_some_and(|value| value == NONE) {
        return Ok(Found::Missing(format!("{VARIABLE} is `{NONE}`")));
    }
    let folder = asked.as_ref().map_or_else(|| FOLDER.into(), PathBuf::from);
    // The tests run elsewhere.
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let mut lacks = lacks(&folder, is_there);
    if lacks.is_empty() {
        report::present(label);
        return Ok(Found::Ready(folder));
    }
    if asked.is_some() {
        return Err(Failure::new(format!(
            "{VARIABLE} is {}, and there is no {}.",
            folder.display(),
            lacks.join(", no ")
        )));
    }
    if debian::can_install() {
        debian::install(label, DEBIAN, cache)?;
        lacks = self::lacks(&folder, is_there);
        if lacks.is_empty() {
            return Ok(Found::Ready(folder));
        }
    }
    Ok(Found::Missing(format!(
        "there is no {} (Debian: `apt-get install {}`; elsewhere {VARIABLE} names the folder of a \
         WordPress, with {} on PATH)",
        lacks.join(", no "),
        DEBIAN.join(" "),
        PROGRAMS.join(", ")
    )))
}

fn lacks(folder: &Path, is_there: impl Fn(&Path) -> bool) -> Vec<String> {
    let loader = folder.join("wp-load.php");
    let mut lacks = Vec::new();
    if !is_there(&loader) {
        lacks.push(loader.display().to_string());
    }
    let absent = PROGRAMS.iter().filter(|program| {
        // Servers are not on everyone's PATH.
        !is_there(Path::new(program)) && !is_there(&Path::new("/usr/sbin").join(program))
    });
    lacks.extend(absent.map(|program| (*program).to_owned()));
    lacks
}

/// Whether a path is a file, or a bare name a program on PATH.
fn is_there(path: &Path) -> bool {
    path.is_file()
        || (path.components().count() == 1
            && path
                .to_str()
                .is_some_and(|name| process::find(name).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_lacking_is_named() {
        let folder = Path::new("/w");
        assert_eq!(
            lacks(folder, |_| false),
            ["/w/wp-load.php", "php", "mariadbd", "mariadb-install-db"]
        );
        assert!(lacks(folder, |_| true).is_empty());
        let server = |path: &Path| path != Path::new("mariadbd");
        assert!(lacks(folder, server).is_empty(), "it may be in /usr/sbin");
    }
}
