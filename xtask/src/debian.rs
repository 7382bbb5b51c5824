//! Debian's packages, where they can be installed.

use std::path::Path;
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::{process, report};

/// Whether packages can be installed without asking anyone: Debian or a child of it, as root.
pub fn can_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && process::find("apt-get").is_some()
        && process::output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Whether dpkg counts every package as installed.
pub fn installed(packages: &[&str]) -> bool {
    packages.iter().all(|package| {
        process::output(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
            .is_some_and(|status| status == "install ok installed")
    })
}

/// Installs packages, their lists brought up to date first.
pub fn install(what: &str, packages: &[&str], cache: &Cache) -> Result<(), Failure> {
    report::step(what, "installing Debian's packages", || {
        process::run_logged(apt().arg("update"), &cache.log("apt-update"))?;
        process::run_logged(&mut install_command(packages), &cache.log("apt-install"))
    })
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn install_command(packages: &[&str]) -> Command {
    let mut command = apt();
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_never_asks() {
        let command = install_command(&["xvfb"]);
        assert_eq!(
            process::line(&command),
            "apt-get install --yes --no-install-recommends xvfb"
        );
        assert!(command.get_envs().any(|(key, value)| {
            key == "DEBIAN_FRONTEND" && value.is_some_and(|value| value == "noninteractive")
        }));
    }
}
