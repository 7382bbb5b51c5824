use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use tempfile::TempDir;

use super::*;

/// A picture in which every pixel differs: the worst case for a placeholder.
fn gradient(width: u32, height: u32) -> DynamicImage {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).unwrap();
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([
            shade(x, width),
            shade(y, height),
            shade((x * 7 + y * 13) % 256, 256),
        ])
    })
    .into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose Exif says to turn it by a quarter.
fn turned_jpeg(picture: &DynamicImage) -> Vec<u8> {
    let jpeg = encoded(picture, ImageFormat::Jpeg);
    let tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, tiff, &jpeg[2..]].concat()
}

fn publish(name: &str, bytes: Vec<u8>) -> Result<PublishedMedia, Problem> {
    let folder = BTreeMap::from([(name.to_owned(), bytes)]);
    MediaShelf::new(&folder).publish(name, MediaUse::Picture)
}

fn svg(inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 320 180\">{inside}<rect width=\"200\" height=\"90\" fill=\"#246\"/></svg>"
    )
    .into_bytes()
}

#[test]
fn pictures_are_measured_and_named_by_format_and_content() {
    let picture = gradient(64, 36);
    for (format, extension) in [
        (ImageFormat::Png, "png"),
        (ImageFormat::Jpeg, "jpg"),
        (ImageFormat::WebP, "jpg"),
        (ImageFormat::Gif, "png"),
    ] {
        let media = publish("2014/Vieux Port.bin", encoded(&picture, format)).unwrap();
        assert_eq!((media.width, media.height), (64, 36), "{format:?}");
        assert_eq!(media.widths, [64]);
        assert!(
            media.file.starts_with("media/vieux-port."),
            "{}",
            media.file
        );
        assert!(
            media.file.ends_with(&format!("-64.{extension}")),
            "{}",
            media.file
        );
        let placeholder = media.placeholder.unwrap();
        assert!(
            placeholder.len() <= 400,
            "{format:?}: {} bytes",
            placeholder.len()
        );
        assert!(placeholder.starts_with("data:image/webp;base64,"));
    }
    let one = publish("a.png", encoded(&picture, ImageFormat::Png)).unwrap();
    let other = publish("a.png", encoded(&gradient(65, 36), ImageFormat::Png)).unwrap();
    assert_ne!(one.file, other.file);
}

#[test]
fn a_turned_photograph_is_measured_upright() {
    let media = publish("p.jpg", turned_jpeg(&gradient(64, 36))).unwrap();
    assert_eq!((media.width, media.height), (36, 64));
}

#[test]
fn what_moves_is_published_as_it_is() {
    let mut gif = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut gif);
        for shade in [20, 200] {
            let image = RgbaImage::from_pixel(40, 20, Rgba([shade, 0, 0, 255]));
            encoder.encode_frame(Frame::new(image)).unwrap();
        }
    }
    let media = publish("a.gif", gif.clone()).unwrap();
    assert!(!media.derived && media.widths.is_empty());
    assert_eq!(media.bytes, Some(gif.len() as u64));
    assert!(media.file.ends_with(".gif"), "{}", media.file);

    let still = encoded(&gradient(40, 20), ImageFormat::Gif);
    assert!(publish("a.gif", still).unwrap().derived);
}

#[test]
fn each_use_has_its_files() {
    let folder = BTreeMap::from([(
        "a.jpg".to_owned(),
        encoded(&gradient(700, 400), ImageFormat::Jpeg),
    )]);
    let shelf = MediaShelf::new(&folder);
    for (used_as, end, widths) in [
        (MediaUse::Picture, "-700.jpg", &[320, 480, 700][..]),
        (MediaUse::Portrait, "-320.jpg", &[160, 320, 480]),
        (MediaUse::Avatar, "-144.webp", &[]),
        (MediaUse::Poster, "-700.webp", &[]),
        (MediaUse::Screenshot, "-700.webp", &[]),
    ] {
        let media = shelf.publish("a.jpg", used_as).unwrap();
        assert!(media.file.ends_with(end), "{used_as:?}: {}", media.file);
        assert_eq!(media.widths, widths, "{used_as:?}");
    }
    assert_eq!(shelf.published().len(), 4);
}

#[test]
fn what_was_measured_once_is_not_decoded_again() {
    let cache = TempDir::new().unwrap();
    let bytes = encoded(&gradient(64, 36), ImageFormat::Jpeg);
    let folder = BTreeMap::from([("a.jpg".to_owned(), bytes.clone())]);
    let measured = |cache: &Cache| {
        let shelf = MediaShelf::new(&folder).with_cache(cache);
        shelf.publish("a.jpg", MediaUse::Picture).unwrap()
    };
    let first = measured(&Cache::at(cache.path()));
    assert_eq!(first, measured(&Cache::at(cache.path())));
    // What the cache says is believed: the file is not opened again.
    let key = Fingerprint::of(&["measured", MEASURES, &first.digest]);
    let kept = Cache::at(cache.path()).get(&key).unwrap();
    let other = String::from_utf8(kept).unwrap().replace("64", "63");
    Cache::at(cache.path()).put(&key, other.as_bytes());
    assert_eq!(measured(&Cache::at(cache.path())).width, 63);
    // What it says and nobody understands is measured again.
    Cache::at(cache.path()).put(&key, b"{}");
    assert_eq!(measured(&Cache::at(cache.path())), first);
}

#[test]
fn a_jpeg_that_the_decoder_gets_wrong_is_refused_and_its_like_are_not() {
    let picture = gradient(200, 120).into_rgb8();
    for (progressive, optimised, sampling, sound) in [
        (false, true, SamplingFactor::F_2_2, false),
        (false, true, SamplingFactor::F_1_1, true),
        (false, false, SamplingFactor::F_2_2, true),
        (true, true, SamplingFactor::F_2_2, true),
    ] {
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 90);
        encoder.set_progressive(progressive);
        encoder.set_optimized_huffman_tables(optimised);
        encoder.set_sampling_factor(sampling);
        encoder.encode(&picture, 200, 120, ColorType::Rgb).unwrap();
        let found = raster::pixels_of("a.jpg", &jpeg);
        assert_eq!(
            found.is_ok(),
            sound,
            "{progressive} {optimised} {sampling:?}"
        );
        if let Ok(pixels) = found {
            let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) < 70;
            let same = pixels
                .bytes
                .iter()
                .zip(picture.as_raw())
                .filter(|pair| near(*pair));
            assert!(same.count() * 20 > pixels.bytes.len() * 19);
        }
    }
}

#[test]
fn transparent_pictures_keep_a_transparent_placeholder() {
    let clear = RgbaImage::from_pixel(40, 20, Rgba([10, 20, 30, 0]));
    let media = publish("a.png", encoded(&clear.into(), ImageFormat::Png)).unwrap();
    let base64 = media.placeholder.unwrap();
    let bytes = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        base64.trim_start_matches("data:image/webp;base64,"),
    )
    .unwrap();
    let small = image::load_from_memory(&bytes).unwrap().to_rgba8();
    assert_eq!(small.get_pixel(0, 0).0[3], 0);
}

#[test]
fn what_is_not_a_picture_is_refused() {
    let png = encoded(&gradient(64, 36), ImageFormat::Png);
    for bytes in [
        b"hello".to_vec(),
        Vec::new(),
        png[..png.len() / 2].to_vec(),
        b"<html>".to_vec(),
    ] {
        let found = publish("a.png", bytes);
        assert!(
            matches!(found, Err(Problem::NotAPicture { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // A PNG header that claims 60,000 by 60,000 pixels.
    let mut png = encoded(&gradient(4, 4), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    assert_eq!(
        publish("a.png", png),
        Err(Problem::PictureTooLarge {
            file: "a.png".into()
        })
    );
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}

#[test]
fn drawings_are_measured_by_their_view_box() {
    let media = publish("port.svg", svg("<a href=\"#x\"/>")).unwrap();
    assert_eq!((media.width, media.height), (320, 180));
    assert!(media.placeholder.is_some_and(|uri| uri.len() <= 400));
}

#[test]
fn drawings_that_do_more_than_draw_are_refused() {
    for inside in [
        "<script>alert(1)</script>",
        "<g onload=\"alert(1)\"/>",
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>",
        "<image href=\"https://x.example/a.png\"/>",
        "<use xlink:href=\"other.svg#a\"/>",
        "<a href=\"javascript:alert(1)\"/>",
        "<image href=\"data:image/svg+xml;base64,PHN2Zz4=\"/>",
        "<style>@import 'https://x.example/a.css';</style>",
        "<rect fill=\"url(https://x.example/a.svg#b)\"/>",
        "<set attributeName=\"xlink:href\" to=\"javascript:1\"/>",
    ] {
        let found = publish("a.svg", svg(inside));
        assert!(
            matches!(found, Err(Problem::SvgUnsafe { .. })),
            "{inside}: {found:?}"
        );
    }
    let inner = svg("<linearGradient id=\"g\"/><rect fill=\"url(#g)\"/><use href=\"#g\"/>");
    assert!(publish("a.svg", inner).is_ok());
}

#[test]
fn a_drawing_that_unfolds_without_end_is_refused() {
    let mut inside = String::from("<rect id=\"u0\" width=\"9\" height=\"9\"/>");
    for level in 1..12 {
        let uses = format!("<use href=\"#u{}\"/>", level - 1).repeat(10);
        inside.push_str(&format!("<g id=\"u{level}\">{uses}</g>"));
    }
    let found = publish("a.svg", svg(&inside));
    assert!(
        matches!(found, Err(Problem::NotAPicture { .. })),
        "{found:?}"
    );
    let entities: String = (1..12)
        .map(|level| {
            let again = format!("&e{};", level - 1).repeat(10);
            format!("<!ENTITY e{level} \"{again}\">")
        })
        .collect();
    let bomb = format!(
        "<!DOCTYPE svg [<!ENTITY e0 \"x\">{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&e11;</text></svg>"
    );
    let found = publish("a.svg", bomb.into_bytes());
    assert!(
        matches!(found, Err(Problem::NotAPicture { .. })),
        "{found:?}"
    );
}

#[test]
fn paths_stay_below_the_media_folder() {
    for name in [
        "../site.toml",
        "/etc/passwd",
        "a/../../b",
        "a\\b",
        "C:/a",
        "",
    ] {
        let found = publish(name, Vec::new());
        assert_eq!(found, Err(Problem::MediaPath { file: name.into() }));
    }
}

#[test]
fn only_what_was_asked_for_is_published() {
    let folder = BTreeMap::from([
        ("a.svg".to_owned(), svg("")),
        ("b.svg".to_owned(), svg("<g/>")),
    ]);
    let shelf = MediaShelf::new(&folder);
    shelf.publish("a.svg", MediaUse::Picture).unwrap();
    let missing = shelf.publish("c.svg", MediaUse::Picture);
    assert!(matches!(
        missing,
        Err(Problem::MediaMissing {
            suggestion: Some(_),
            ..
        })
    ));
    let sources: Vec<_> = shelf
        .published()
        .into_values()
        .map(|media| media.source)
        .collect();
    assert_eq!(sources, ["a.svg"]);
}

#[test]
fn other_media_are_told_by_their_bytes() {
    let folder = BTreeMap::from([
        ("a.mp4".to_owned(), b"\0\0\0\x18ftypisom".to_vec()),
        ("b.mp4".to_owned(), b"<html><script>".to_vec()),
        ("c.vtt".to_owned(), b"WEBVTT\n".to_vec()),
    ]);
    let shelf = MediaShelf::new(&folder);
    assert!(
        shelf
            .publish("a.mp4", MediaUse::Video)
            .unwrap()
            .file
            .ends_with(".mp4")
    );
    assert!(shelf.publish("c.vtt", MediaUse::Captions).is_ok());
    let found = shelf.publish("b.mp4", MediaUse::Video);
    assert!(matches!(found, Err(Problem::MediaKind { .. })), "{found:?}");
}
