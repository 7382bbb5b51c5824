//! Content in, site out.
pub mod diagnostic;
pub mod fields;
pub mod moments;
pub mod permalink;
pub mod source;
pub mod typography;
