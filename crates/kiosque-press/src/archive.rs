//! The newsroom's archive of posts: brought in, read again, taken down.
//!
//! What a network or an export gives becomes posts in [`kiosque_archive`]; here they get their
//! files, are stored, and stay. A post's file is never written before everything it names is there,
//! and never replaced by one that says less. Who may be asked stands in [`hosts`] alone.

pub mod address;
mod addresses;
pub mod asking;
mod copies;
mod export;
pub mod fates;
pub mod given;
pub mod hosts;
pub mod importing;
pub mod keeping;
mod kept;
mod merging;
pub mod placing;
pub mod post_files;
pub mod raws;
mod recognised;
mod silencing;
pub mod status;
pub mod store;
pub mod timeline;
mod token;
pub mod unread;
pub mod verifying;
pub mod withdrawing;

#[cfg(test)]
mod tests;
