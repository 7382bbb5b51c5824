//! Where the tools are kept: outside the checkout, so that a fresh clone finds them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The cache folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache(PathBuf);

impl Cache {
    /// The cache folder that the environment asks for.
    pub fn from_environment() -> Result<Self, Failure> {
        Self::choose(|name| std::env::var_os(name), cfg!(target_os = "macos"))
    }

    /// `KIOSQUE_CACHE`, else `kiosque` in the user's cache folder.
    fn choose(variable: impl Fn(&str) -> Option<OsString>, macos: bool) -> Result<Self, Failure> {
        // An empty variable means unset, and a relative XDG folder must be ignored: both are the
        // XDG specification's words.
        let folder = |name: &str| {
            variable(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        if let Some(own) = folder("KIOSQUE_CACHE") {
            return std::path::absolute(&own).map(Self).map_err(|error| {
                Failure::new(format!("KIOSQUE_CACHE is no folder name: {error}."))
            });
        }
        if let Some(xdg) = folder("XDG_CACHE_HOME").filter(|path| path.is_absolute()) {
            return Ok(Self(xdg.join("kiosque")));
        }
        let Some(home) = folder("HOME") else {
            return Err(Failure::new(
                "Neither KIOSQUE_CACHE nor HOME is set: set KIOSQUE_CACHE to a folder for the tools.",
            ));
        };
        let user = if macos { "Library/Caches" } else { ".cache" };
        Ok(Self(home.join(user).join("kiosque")))
    }

    /// The folder of one tool at one version.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.0.join("tools").join(format!("{name}-{version}"))
    }

    /// Where a tool is assembled before it takes its place.
    fn partial(&self, name: &str, version: &str) -> PathBuf {
        let process = std::process::id();
        self.0
            .join("partial")
            .join(format!("{name}-{version}.{process}"))
    }

    /// Has `fill` assemble a tool beside its place and moves it there whole, so that what an
    /// interruption leaves is never taken for the tool. `file` is what proves that it is there.
    pub fn assemble(
        &self,
        name: &str,
        version: &str,
        file: &Path,
        fill: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let partial = self.partial(name, version);
        let place = self.tool(name, version);
        let outcome = fs::create_dir_all(&partial)
            .map_err(|error| Failure::new(format!("Cannot make {}: {error}.", partial.display())))
            .and_then(|()| fill(&partial))
            .and_then(|()| {
                if partial.join(file).exists() {
                    move_in_place(&partial, &place)
                } else {
                    Err(Failure::new(format!(
                        "{name} {version} was installed without {}.",
                        file.display()
                    )))
                }
            });
        // What is left of a failure, or of a place that another run filled first, is of no use.
        let _ = fs::remove_dir_all(&partial);
        outcome
    }

    /// Where cargo compiles a tool; kept when interrupted, so that the next try goes on from there.
    pub fn build(&self, name: &str, version: &str) -> PathBuf {
        self.0.join("build").join(format!("{name}-{version}"))
    }

    /// What an installation said.
    pub fn log(&self, name: &str) -> PathBuf {
        self.0.join("logs").join(format!("{name}.log"))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

fn move_in_place(partial: &Path, place: &Path) -> Result<(), Failure> {
    if let Some(parent) = place.parent() {
        let _ = fs::create_dir_all(parent);
    }
    // A place without the tool's file is what an earlier way of installing left.
    let _ = fs::remove_dir_all(place);
    fs::rename(partial, place)
        .map_err(|error| Failure::new(format!("Cannot make {}: {error}.", place.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(variables: &[(&str, &str)], macos: bool) -> Option<PathBuf> {
        let value = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        };
        Cache::choose(value, macos).ok().map(|cache| cache.0)
    }

    #[test]
    fn its_own_variable_comes_first_then_xdg_then_home() {
        let all = [
            ("KIOSQUE_CACHE", "/own"),
            ("XDG_CACHE_HOME", "/xdg"),
            ("HOME", "/home/a"),
        ];
        assert_eq!(chosen(&all, false), Some("/own".into()));
        assert_eq!(chosen(&all[1..], false), Some("/xdg/kiosque".into()));
        assert_eq!(
            chosen(&all[2..], false),
            Some("/home/a/.cache/kiosque".into())
        );
        assert_eq!(
            chosen(&all[2..], true),
            Some("/home/a/Library/Caches/kiosque".into())
        );
        assert_eq!(chosen(&[], false), None);
    }

    #[test]
    fn empty_and_relative_folders_are_not_taken() {
        let unusable = [
            ("KIOSQUE_CACHE", ""),
            ("XDG_CACHE_HOME", "here"),
            ("HOME", "/home/a"),
        ];
        assert_eq!(
            chosen(&unusable, false),
            Some("/home/a/.cache/kiosque".into())
        );
    }

    #[test]
    fn each_version_of_a_tool_has_its_own_folder() {
        let cache = Cache("/c".into());
        assert_eq!(
            cache.tool("trunk", "0.21.14"),
            PathBuf::from("/c/tools/trunk-0.21.14")
        );
    }

    #[test]
    fn a_tool_takes_its_place_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("kiosque-place-{}", std::process::id()));
        let cache = Cache(folder.clone());
        let file = Path::new("bin/tool");
        let write = |folder: &Path, text: &str| {
            fs::create_dir_all(folder.join("bin")).expect("a folder");
            fs::write(folder.join("bin/tool"), text).expect("a file");
        };
        let refused = cache.assemble("a", "1", file, |_| Ok(()));
        assert!(refused.is_err_and(|failure| failure.to_string().contains("bin/tool")));
        assert!(!cache.tool("a", "1").exists());
        for text in ["first", "second"] {
            let outcome = cache.assemble("a", "1", file, |partial| {
                write(partial, text);
                Ok(())
            });
            assert_eq!(outcome, Ok(()));
            let kept = fs::read_to_string(cache.tool("a", "1").join(file));
            assert_eq!(kept.ok().as_deref(), Some(text));
        }
        let left = fs::read_dir(folder.join("partial")).map(Iterator::count);
        assert_eq!(left.ok(), Some(0));
        let _ = fs::remove_dir_all(&folder);
    }
}
