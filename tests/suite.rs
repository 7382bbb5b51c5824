//! The end-to-end suites, one file a feature.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::ExitCode;

mod accessibility;
mod back_to_top;
mod budgets;
mod comfort;
mod comments;
mod engines;
mod hosting;
mod hydration;
mod keyboard;
mod live;
mod live_reload;
mod navigation;
mod newsletter;
mod photo_viewer;
mod pocket;
mod pocket_app;
mod policy;
mod printed;
mod reading;
mod search;
mod theme;
mod timeline_tools;
mod timelines;
mod without_script;

fn main() -> ExitCode {
    let suites = [
        engines::cases(),
        reading::cases(),
        timelines::cases(),
        timeline_tools::cases(),
        photo_viewer::cases(),
        navigation::cases(),
        keyboard::cases(),
        theme::cases(),
        comfort::cases(),
        live::cases(),
        back_to_top::cases(),
        accessibility::cases(),
        search::cases(),
        hosting::cases(),
        hydration::cases(),
        pocket::cases(),
        pocket_app::cases(),
        policy::cases(),
        comments::cases(),
        newsletter::cases(),
        without_script::cases(),
        printed::cases(),
        budgets::cases(),
        live_reload::cases(),
    ];
    support::run(suites.into_iter().flatten().collect())
}
