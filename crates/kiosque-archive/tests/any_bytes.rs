//! Any bytes are posts or a clear error: never a panic, never a span that cuts a character, never
//! a link to anything but the web.
//!
//! The same damage at each run: `PROPTEST_RNG_SEED=7 PROPTEST_CASES=50000` looks further. The
//! fuzz targets beside this crate start from the same fixtures and check the same promises.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "any_bytes/mutation.rs"]
mod mutation;
#[path = "any_bytes/sound.rs"]
mod sound;

use std::fs;
use std::path::{Path, PathBuf};

use kiosque_archive::Format;
use mutation::{Choices, mutate};
use proptest::collection::vec;
use proptest::prelude::{any, prop_oneof};
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use sound::check;

fn runner() -> TestRunner {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 1500;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(4);
    }
    TestRunner::new(config)
}

/// The synthetic fixtures of every format.
fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files = Vec::new();
    for folder in ["x", "bluesky", "mastodon", "embed", "written", "found"] {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of fixtures");
        files.extend(entries.map(|entry| entry.expect("a fixture").path()));
    }
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).expect("a fixture");
            (path, bytes)
        })
        .collect()
}

/// Every format by force, and recognition.
fn formats() -> impl Strategy<Value = Option<Format>> {
    let forced = (0..Format::ALL.len()).prop_map(|index| Format::ALL.get(index).copied());
    prop_oneof![1 => Just(None), 1 => forced]
}

#[test]
fn every_fixture_keeps_the_promises_in_every_format() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 10, "{}", fixtures.len());
    for (path, bytes) in fixtures {
        println!("{}", path.display());
        check(&bytes, None);
        for format in Format::ALL {
            check(&bytes, Some(format));
        }
    }
}

#[test]
fn fixtures_may_be_damaged_in_any_way() {
    let fixtures = fixtures();
    let cases = (0..fixtures.len(), any::<u64>(), 1..6_usize, formats());
    let damaged = |index: usize, seed, times| {
        let mut choices = Choices::new(seed);
        let (path, whole) = &fixtures[index];
        let bytes = (0..times).fold(whole.clone(), |bytes, _| mutate(&bytes, &mut choices));
        (path, bytes)
    };
    let outcome = runner().run(&cases, |(index, seed, times, format)| {
        check(&damaged(index, seed, times).1, format);
        Ok(())
    });
    match outcome {
        Err(TestError::Fail(reason, (index, seed, times, format))) => {
            let (path, bytes) = damaged(index, seed, times);
            let text = String::from_utf8_lossy(&bytes);
            panic!("{reason}\n{} as {format:?}\n{text}", path.display());
        }
        outcome => outcome.unwrap_or_else(|failure| panic!("{failure}")),
    }
}

#[test]
fn bytes_may_be_anything() {
    let pieces = prop_oneof![
        vec(any::<u8>(), 0..40),
        Just(b"window.YTD.tweets.part0 = ".to_vec()),
        Just(b"{\"data\":{\"tweet\":{\"legacy\":".to_vec()),
        Just(b"[[posts]]\nurl = \"https://x.com/a/status/1\"\n".to_vec()),
        Just(b"<blockquote class=\"twitter-tweet\"><p>".to_vec()),
        Just(b"]}".to_vec()),
    ];
    let cases = (vec(pieces, 0..6), formats());
    let outcome = runner().run(&cases, |(pieces, format)| {
        check(&pieces.concat(), format);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
