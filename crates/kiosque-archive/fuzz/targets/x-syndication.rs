#![no_main]

use kiosque_archive_fuzz::{Format, fuzz};

fuzz!(Some(Format::XSyndication));
