//! The comment services that tests talk to.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::isso::{self, Isso};
use crate::wordpress;

/// A service that is not everywhere to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// It is there.
    Ready(T),
    /// It is not, for this reason.
    Missing(String),
}

impl<T> Found<T> {
    fn reason(&self) -> Option<&str> {
        match self {
            Self::Ready(_) => None,
            Self::Missing(reason) => Some(reason),
        }
    }
}

/// The services, or why there is none.
pub struct Services {
    isso: Found<Isso>,
    wordpress: Found<PathBuf>,
}

impl Services {
    /// Makes sure that they are there where they can be.
    pub fn ensure(cache: &Cache) -> Result<Self, Failure> {
        let services = Self {
            isso: isso::ensure(cache)?,
            wordpress: wordpress::ensure(cache)?,
        };
        for (name, reason) in services.missing() {
            println!("  {name:<28} left out: {reason}");
        }
        Ok(services)
    }

    /// Services of which one is missing.
    #[cfg(test)]
    pub fn for_tests() -> Self {
        Self {
            isso: Found::Missing("no Python".into()),
            wordpress: Found::Ready("/wordpress".into()),
        }
    }

    /// What the tests are told.
    pub fn environment(&self) -> [(&'static str, OsString); 2] {
        [
            match &self.isso {
                Found::Ready(isso) => ("KIOSQUE_ISSO", isso.program().into()),
                Found::Missing(reason) => ("KIOSQUE_ISSO_MISSING", reason.into()),
            },
            match &self.wordpress {
                Found::Ready(folder) => ("KIOSQUE_WORDPRESS", folder.into()),
                Found::Missing(reason) => ("KIOSQUE_WORDPRESS_MISSING", reason.into()),
            },
        ]
    }

    /// Each that is missing, and why.
    pub fn missing(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("Isso", self.isso.reason()),
            ("WordPress", self.wordpress.reason()),
        ]
        .into_iter()
        .filter_map(|(name, reason)| Some((name, reason?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_where_a_service_is_or_why_there_is_none() {
        let services = Services::for_tests();
        assert_eq!(
            services.environment(),
            [
                ("KIOSQUE_ISSO_MISSING", "no Python".into()),
                ("KIOSQUE_WORDPRESS", "/wordpress".into())
            ]
        );
        let missing: Vec<_> = services.missing().collect();
        assert_eq!(missing, [("Isso", "no Python")]);
    }
}
