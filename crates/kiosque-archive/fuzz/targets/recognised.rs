#![no_main]

kiosque_archive_fuzz::fuzz!(None);
