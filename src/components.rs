//! What pages are made of: one file for each part, its CSS under the same name in `style/`.

pub mod announcer;
pub mod back_to_top;
pub mod badge;
pub mod block;
pub mod breadcrumb;
pub mod byline;
pub mod figure;
pub mod footer;
pub mod icon;
pub mod masthead;
pub mod neighbours;
pub mod pagination;
pub mod photo_viewer;
pub mod picture;
pub mod reading_progress;
pub mod related;
pub mod search_hit;
pub mod share;
pub mod sliced;
pub mod summary;
pub mod tags;
pub mod theme_toggle;
pub mod timeline;
pub mod when;
