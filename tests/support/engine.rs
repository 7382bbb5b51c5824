//! The browser engines, and what a session in one of them starts with.

use crate::Error;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium behind chromedriver.
    Chromium,
    /// Firefox behind geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser behind WebKitWebDriver, under Xvfb.
    WebKit,
}

impl Engine {
    /// Its name in the names of tests and in KIOSQUE_ENGINES.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engines that a value of KIOSQUE_ENGINES names; all of them where it is empty.
    ///
    /// # Errors
    ///
    /// Names the first word that is no engine.
    pub fn chosen(names: &str) -> Result<Vec<Self>, Error> {
        let all = [Self::Chromium, Self::Firefox, Self::WebKit];
        if names.trim().is_empty() {
            return Ok(all.into());
        }
        names
            .split(',')
            .map(str::trim)
            .map(|name| {
                all.into_iter()
                    .find(|engine| engine.name() == name)
                    .ok_or_else(|| format!("KIOSQUE_ENGINES names `{name}`, no engine").into())
            })
            .collect()
    }
}

/// What a browser keeps for a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Everything, on its disk.
    Lasting,
    /// Everything until its window is closed: a private one.
    Private,
    /// Nothing: its reader forbade it.
    Refused,
}

/// An engine, and what its reader asked of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The engine.
    pub engine: Engine,
    /// The system's theme is dark.
    pub dark: bool,
    /// The system asks for less motion.
    pub still: bool,
    /// The browser runs the pages' scripts.
    pub scripted: bool,
    /// What the browser keeps for the site.
    pub storage: Storage,
}

impl Setting {
    /// Chromium on a light system.
    pub const CHROMIUM: Self = Self {
        engine: Engine::Chromium,
        dark: false,
        still: false,
        scripted: true,
        storage: Storage::Lasting,
    };
    /// Firefox on a light system.
    pub const FIREFOX: Self = Self {
        engine: Engine::Firefox,
        ..Self::CHROMIUM
    };
    /// WebKit on a light system.
    pub const WEBKIT: Self = Self {
        engine: Engine::WebKit,
        ..Self::CHROMIUM
    };
    /// The three engines.
    pub const EVERYWHERE: &'static [Self] = &[Self::CHROMIUM, Self::FIREFOX, Self::WEBKIT];
    /// Chromium alone, for what is measured or emulated through its own protocol.
    pub const CHROMIUM_ONLY: &'static [Self] = &[Self::CHROMIUM];
    /// The three engines, told to run no script of any page.
    pub const WITHOUT_SCRIPT: &'static [Self] = &[
        Self {
            scripted: false,
            ..Self::CHROMIUM
        },
        Self {
            scripted: false,
            ..Self::FIREFOX
        },
        Self {
            scripted: false,
            ..Self::WEBKIT
        },
    ];
    /// Those of them whose style sheets know that no script runs. WebKit leaves out the scripts of
    /// pages alone, so that its driver's run, and says that script is there.
    pub const WITHOUT_SCRIPT_AND_AWARE: &'static [Self] = Self::WITHOUT_SCRIPT.split_at(2).0;
    /// A dark system, in the engines that can be told so.
    pub const ON_A_DARK_SYSTEM: &'static [Self] = &[
        Self {
            dark: true,
            ..Self::CHROMIUM
        },
        Self {
            dark: true,
            ..Self::FIREFOX
        },
    ];
    /// A system that asks for less motion, in the engines that can be told so.
    pub const WITH_LESS_MOTION: &'static [Self] = &[
        Self {
            still: true,
            ..Self::CHROMIUM
        },
        Self {
            still: true,
            ..Self::FIREFOX
        },
    ];
    /// The three engines, in private windows.
    pub const IN_PRIVATE: &'static [Self] = &[
        Self {
            storage: Storage::Private,
            ..Self::CHROMIUM
        },
        Self {
            storage: Storage::Private,
            ..Self::FIREFOX
        },
        Self {
            storage: Storage::Private,
            ..Self::WEBKIT
        },
    ];
    /// The engines that can be told to keep nothing for any site. WebKit's MiniBrowser cannot: it
    /// refuses cookies alone.
    pub const KEEPING_NOTHING: &'static [Self] = &[
        Self {
            storage: Storage::Refused,
            ..Self::CHROMIUM
        },
        Self {
            storage: Storage::Refused,
            ..Self::FIREFOX
        },
    ];
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn engines_are_read_from_a_list() {
        let chosen = |names| Engine::chosen(names).ok();
        assert_eq!(chosen("").map(|all| all.len()), Some(3));
        assert_eq!(
            chosen("webkit, chromium"),
            Some(vec![Engine::WebKit, Engine::Chromium])
        );
        assert_eq!(chosen("chromium,lynx"), None);
    }
}
