//! Thin glue over browser interfaces: one small file each, every failure an ordinary value.

pub mod clipboard;
pub mod connectivity;
pub mod elements;
pub mod instants;
pub mod locks;
pub mod motion;
pub mod nearness;
pub mod properties;
pub mod scroll;
pub mod share;
pub mod slices;
pub mod storage;
pub mod style_sheet;
pub mod timing;
pub mod worker;
