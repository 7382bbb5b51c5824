//! Browser entry: mounts the app into the empty shell that Trunk serves.

use kiosque_app::app::App;
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    kiosque_app::app::leave_the_shell();
    mount_to_body(App);
}
