//! What the fuzz targets share: damage to what an input says as well as to its bytes, and the
//! promises that the archive keeps whatever it is given.

#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;
#[path = "../../tests/any_bytes/sound.rs"]
mod sound;

pub use kiosque_archive::Format;
pub use libfuzzer_sys;
pub use sound::check;

use mutation::{Choices, mutate};

/// Damages an input in place and gives its new length: half of the time as JSON, because flipped
/// bytes of JSON are seldom JSON.
pub fn damage(data: &mut [u8], size: usize, largest: usize, seed: u32) -> usize {
    if seed % 2 == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, largest);
    }
    let damaged = mutate(
        data.get(..size).unwrap_or_default(),
        &mut Choices::new(seed.into()),
    );
    let length = damaged.len().min(largest);
    match (data.get_mut(..length), damaged.get(..length)) {
        (Some(place), Some(damaged)) => {
            place.copy_from_slice(damaged);
            length
        }
        _ => size,
    }
}

/// A target: one format by force, or the one recognised.
#[macro_export]
macro_rules! fuzz {
    ($format:expr) => {
        use $crate::libfuzzer_sys::{fuzz_mutator, fuzz_target};

        fuzz_mutator!(|data: &mut [u8], size: usize, largest: usize, seed: u32| {
            $crate::damage(data, size, largest, seed)
        });

        fuzz_target!(|bytes: &[u8]| $crate::check(bytes, $format));
    };
}
