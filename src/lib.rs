//! The reader's app: pages, the components they are made of, and the browser services behind them.
//!
//! The same code runs in the browser (feature `browser`) and natively, where it prints HTML
//! (feature `ssr`). Nothing here knows the site's content or its permalinks: a [`Page`] comes in, a
//! page goes out.

#![recursion_limit = "256"]

#[cfg(not(erase_components))]
compile_error!(
    "the app is compiled with `--cfg erase_components` on every target, so that what the press \
     prints is what the app adopts; .cargo/config.toml sets it, and RUSTFLAGS would hide it"
);

pub mod app;
pub mod components;
pub mod markup;
pub mod navigation;
pub mod pages;
pub mod platform;
#[cfg(feature = "ssr")]
pub mod printing;
#[cfg(all(test, feature = "ssr"))]
mod rendering;
pub mod services;
pub mod words;

/// How the app holds a post: read, where it prints all of a page at once; as the text it came in,
/// where it shows one after the other.
#[cfg(feature = "ssr")]
pub type HeldPost = kiosque_model::TimelinePost;
/// How the app holds a post: read, where it prints all of a page at once; as the text it came in,
/// where it shows one after the other.
#[cfg(not(feature = "ssr"))]
pub type HeldPost = kiosque_model::UnreadPost;

/// A page as the app holds it.
pub type Page = kiosque_model::Page<HeldPost>;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
