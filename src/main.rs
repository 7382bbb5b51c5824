//! Browser entry: mounts the app into the empty shell that Trunk serves.

use kiosque_app::app::App;
use leptos::prelude::*;

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    mount_to_body(App);
}
