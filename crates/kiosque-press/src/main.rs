//! The `kiosque` command.

fn main() {}
