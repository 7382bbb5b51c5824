//! The browsers, drivers and web servers of the tests.

use std::path::Path;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::{debian, process, report};

/// A browser engine that the suites can run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, which also runs the app's own browser tests.
    Chromium,
    /// Firefox; its driver is one of the cached tools.
    Firefox,
    /// WebKitGTK's MiniBrowser under Xvfb.
    WebKit,
}

/// Something a test needs on the machine, and Debian's package of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    what: &'static str,
    package: &'static str,
    engine: Option<Engine>,
    /// Any of these programs will do.
    programs: &'static [&'static str],
    /// Where there are no such programs, any of these paths will do; `*` stands for one name.
    paths: &'static [&'static str],
}

const NEEDS: &[Need] = &[
    Need {
        what: "Chromium",
        package: "chromium",
        engine: Some(Engine::Chromium),
        programs: &["chromium", "chromium-browser", "google-chrome"],
        paths: &[
            "/Applications/Google Chrome.app",
            "/Applications/Chromium.app",
        ],
    },
    Need {
        what: "chromedriver",
        package: "chromium-driver",
        engine: Some(Engine::Chromium),
        programs: &["chromedriver"],
        paths: &[],
    },
    Need {
        what: "Firefox",
        package: "firefox-esr",
        engine: Some(Engine::Firefox),
        programs: &["firefox-esr", "firefox"],
        paths: &["/Applications/Firefox.app"],
    },
    Need {
        what: "WebKitWebDriver",
        package: "webkit2gtk-driver",
        engine: Some(Engine::WebKit),
        programs: &["WebKitWebDriver"],
        paths: &[],
    },
    Need {
        what: "WebKitGTK's MiniBrowser",
        package: "webkit2gtk-driver",
        engine: Some(Engine::WebKit),
        programs: &[],
        paths: &[
            "/usr/lib/*/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/*/webkit2gtk-4.0/MiniBrowser",
            "/usr/lib/*/webkitgtk-6.0/MiniBrowser",
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
            "/usr/libexec/webkitgtk-6.0/MiniBrowser",
            "/usr/lib/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/webkitgtk-6.0/MiniBrowser",
        ],
    },
    Need {
        what: "Xvfb",
        package: "xvfb",
        engine: Some(Engine::WebKit),
        programs: &["Xvfb"],
        paths: &[],
    },
    Need {
        what: "nginx",
        package: "nginx-light",
        engine: None,
        programs: &["nginx"],
        paths: &["/usr/sbin/nginx"],
    },
    Need {
        what: "Caddy",
        package: "caddy",
        engine: None,
        programs: &["caddy"],
        paths: &[],
    },
    Need {
        what: "xmllint",
        package: "libxml2-utils",
        engine: None,
        programs: &["xmllint"],
        paths: &[],
    },
    Need {
        what: "a text font",
        package: "fonts-dejavu-core",
        engine: None,
        programs: &[],
        paths: &[
            "/usr/share/fonts/*/*",
            "/usr/share/fonts/*",
            "/System/Library/Fonts",
        ],
    },
];

/// The engines that KIOSQUE_ENGINES names, or all.
pub fn engines(asked: &str) -> Result<Vec<Engine>, Failure> {
    if asked.trim().is_empty() {
        return Ok(vec![Engine::Chromium, Engine::Firefox, Engine::WebKit]);
    }
    asked
        .split(',')
        .map(|name| match name.trim() {
            "chromium" => Ok(Engine::Chromium),
            "firefox" => Ok(Engine::Firefox),
            "webkit" => Ok(Engine::WebKit),
            other => Err(Failure::new(format!(
                "KIOSQUE_ENGINES names `{other}`; it may name chromium, firefox and webkit."
            ))),
        })
        .collect()
}

/// Makes sure that the browsers, their packaged drivers and the web servers are there.
pub fn ensure(engines: &[Engine], cache: &Cache) -> Result<(), Failure> {
    let label = "browsers, drivers and web servers";
    let absent = missing(engines, is_there);
    if absent.is_empty() {
        report::present(label);
        return Ok(());
    }
    if !debian::can_install() {
        return Err(Failure::new(sentence(&absent)));
    }
    debian::install(label, &packages(&absent), cache)?;
    let absent = missing(engines, is_there);
    if absent.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(sentence(&absent)))
    }
}

/// What the tests lack. Chromium is always needed: the app's own browser tests run in it.
fn missing(engines: &[Engine], is_there: impl Fn(&Need) -> bool) -> Vec<Need> {
    NEEDS
        .iter()
        .filter(|need| {
            need.engine
                .is_none_or(|engine| engine == Engine::Chromium || engines.contains(&engine))
        })
        .filter(|need| !is_there(need))
        .copied()
        .collect()
}

fn packages(needs: &[Need]) -> Vec<&'static str> {
    let mut packages: Vec<_> = needs.iter().map(|need| need.package).collect();
    packages.dedup();
    packages
}

fn sentence(absent: &[Need]) -> String {
    let names: Vec<_> = absent.iter().map(|need| need.what).collect();
    format!(
        "The tests lack {}: install them (Debian: `apt-get install {}`); or name the engines you \
         have in KIOSQUE_ENGINES, for example KIOSQUE_ENGINES=chromium,firefox.",
        names.join(", "),
        packages(absent).join(" ")
    )
}

fn is_there(need: &Need) -> bool {
    need.programs
        .iter()
        .any(|program| process::find(program).is_some())
        || need.paths.iter().any(|pattern| path_exists(pattern))
}

/// Whether some path matches a pattern in which `*` stands for one whole name.
fn path_exists(pattern: &str) -> bool {
    fn below(folder: &Path, names: &[&str]) -> bool {
        match names {
            [] => folder.exists(),
            ["*", rest @ ..] => std::fs::read_dir(folder).is_ok_and(|entries| {
                entries
                    .filter_map(Result::ok)
                    .any(|entry| below(&entry.path(), rest))
            }),
            [name, rest @ ..] => below(&folder.join(name), rest),
        }
    }
    let names: Vec<_> = pattern.trim_start_matches('/').split('/').collect();
    below(Path::new("/"), &names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Engine] = &[Engine::Chromium, Engine::Firefox, Engine::WebKit];

    #[test]
    fn a_fresh_machine_lacks_one_package_of_each() {
        assert_eq!(
            packages(&missing(ALL, |_| false)),
            [
                "chromium",
                "chromium-driver",
                "firefox-esr",
                "webkit2gtk-driver",
                "xvfb",
                "nginx-light",
                "caddy",
                "libxml2-utils",
                "fonts-dejavu-core"
            ]
        );
        assert!(missing(ALL, |_| true).is_empty());
    }

    #[test]
    fn engines_left_out_are_not_asked_for() {
        let absent = missing(&[Engine::Firefox], |_| false);
        assert_eq!(
            packages(&absent),
            [
                "chromium",
                "chromium-driver",
                "firefox-esr",
                "nginx-light",
                "caddy",
                "libxml2-utils",
                "fonts-dejavu-core"
            ]
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_package() {
        let sentence = sentence(&missing(ALL, |need| need.what != "Xvfb"));
        assert!(
            sentence.contains("lack Xvfb") && sentence.contains("install xvfb"),
            "{sentence}"
        );
    }

    #[test]
    fn engines_are_read_and_a_wrong_one_refused() {
        assert_eq!(engines(""), Ok(ALL.to_vec()));
        assert_eq!(
            engines("webkit, chromium"),
            Ok(vec![Engine::WebKit, Engine::Chromium])
        );
        assert!(engines("lynx").is_err());
    }

    #[test]
    fn a_star_stands_for_one_name() {
        let folder = std::env::temp_dir().join(format!("kiosque-star-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("one/two")).expect("a folder");
        let name = folder.display().to_string();
        assert!(path_exists(&format!("{name}/*/two")));
        assert!(!path_exists(&format!("{name}/*/three")));
        let _ = std::fs::remove_dir_all(&folder);
    }
}
