//! X, formerly Twitter: what its formats share.

pub mod text;
