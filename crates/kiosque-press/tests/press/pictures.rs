//! Pictures as they are published, and the images of shared addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use image::{DynamicImage, GenericImageView, ImageEncoder, ImageFormat, Rgb, RgbImage};
use kiosque_catalogue::editor::Problem;
use kiosque_model::picture::srcset;
use kiosque_model::{PageBody, Picture};
use kiosque_press::cache::Cache;
use kiosque_press::content::Content;
use kiosque_press::edition::{Edition, Options, compile as compile_edition};
use kiosque_press::media::{self, MediaFolder};
use kiosque_press::share_image;
use moxcms::ColorProfile;
use tempfile::TempDir;

use crate::{article, compile, edition, newsroom, write_article};

const HERO: &str = "[hero]\nsrc = \"photo.jpg\"\nalt = \"Le port\"";

/// A photograph of a kind: its left half red, its right half blue, with fine detail.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let detail = u8::try_from((x * 31 + y * 17) % 24).unwrap();
        if x < width / 2 {
            Rgb([200 + detail, 20, 20])
        } else {
            Rgb([20, 20, 200 + detail])
        }
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(picture)
        .unwrap();
    bytes
}

/// The same JPEG with Exif that says how it was held and where it was taken.
fn from_a_camera(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // An ASCII field with the place.
    let place = b"43.2951N 5.3736E\0";
    exif.extend([0x01, 0x0e, 0, 2, 0, 0, 0, 17, 0, 0, 0, 38, 0, 0, 0, 0]);
    exif.extend(place);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

fn with_hero(photo: &[u8]) -> TempDir {
    let folder = newsroom("minimal");
    fs::write(folder.path().join("media/photo.jpg"), photo).unwrap();
    write_article(folder.path(), "photo", 20, HERO, "Un mot.");
    folder
}

fn hero(edition: &Edition) -> Picture {
    let article = article(edition, "ville/photo/page.json");
    article.hero.as_ref().unwrap().picture.clone()
}

/// Every media file, made.
fn made(edition: &Edition, folder: &dyn MediaFolder, cache: &Cache) -> BTreeMap<String, Vec<u8>> {
    media::files(edition, folder, cache)
        .into_iter()
        .map(|file| (file.path, (file.make)().unwrap()))
        .collect()
}

fn made_from(folder: &Path) -> (Picture, BTreeMap<String, Vec<u8>>) {
    let edition = edition(folder, false);
    let content = Content::read(folder).unwrap();
    let files = made(&edition, content.media.as_ref(), &Cache::none());
    (hero(&edition), files)
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

fn is_about(found: Rgb<u8>, wanted: [u8; 3], tolerance: u8) -> bool {
    let pairs = found.0.into_iter().zip(wanted);
    pairs
        .into_iter()
        .all(|(found, wanted)| found.abs_diff(wanted) <= tolerance)
}

#[test]
fn a_photograph_is_published_at_the_widths_of_the_layout() {
    let folder = with_hero(&from_a_camera(&jpeg(&photograph(2100, 1400)), 1));
    let (picture, files) = made_from(folder.path());
    assert_eq!(picture.widths, [320, 480, 640, 960, 1280, 1920]);
    assert_eq!((picture.width, picture.height), (1280, 853));
    let candidates = srcset(&picture.src, &picture.widths).unwrap();
    for candidate in candidates.split(", ") {
        let (url, width) = candidate.split_once(' ').unwrap();
        let bytes = &files[url.trim_start_matches('/')];
        assert_eq!(image::guess_format(bytes).unwrap(), ImageFormat::WebP);
        let shown = decoded(bytes);
        assert_eq!(format!("{}w", shown.width()), width);
        assert_eq!(shown.height(), (shown.width() * 1400 + 1050) / 2100);
    }
    let readable = &files[picture.src.trim_start_matches('/')];
    assert_eq!(image::guess_format(readable).unwrap(), ImageFormat::Jpeg);
    assert_eq!(decoded(readable).dimensions(), (1280, 853));
}

#[test]
fn what_the_camera_wrote_and_the_original_stay_in_the_newsroom() {
    let original = from_a_camera(&jpeg(&photograph(700, 400)), 1);
    let folder = with_hero(&original);
    let (_, files) = made_from(folder.path());
    assert!(!files.is_empty());
    for (name, bytes) in files {
        assert_ne!(bytes, original, "{name}");
        for trace in [&b"43.2951N"[..], b"Exif"] {
            let found = bytes.windows(trace.len()).any(|window| window == trace);
            assert!(!found, "{name} says {}", String::from_utf8_lossy(trace));
        }
    }
}

#[test]
fn a_photograph_held_upright_is_upright_everywhere() {
    // Orientation 6: the picture's left is its top.
    let folder = with_hero(&from_a_camera(&jpeg(&photograph(800, 500)), 6));
    let (picture, files) = made_from(folder.path());
    assert_eq!((picture.width, picture.height), (500, 800));
    for (name, bytes) in files.iter().filter(|(name, _)| name.contains("photo.")) {
        let shown = decoded(bytes).into_rgb8();
        assert!(shown.height() > shown.width(), "{name}");
        let middle = shown.width() / 2;
        let (top, bottom) = (
            shown.get_pixel(middle, shown.height() / 8),
            shown.get_pixel(middle, shown.height() * 7 / 8),
        );
        assert!(is_about(*top, [212, 20, 20], 24), "{name}: {top:?}");
        assert!(is_about(*bottom, [20, 20, 212], 24), "{name}: {bottom:?}");
    }
}

/// What a colour of Display P3 is in sRGB, by the two standards' primaries and their common curve.
fn srgb_of_p3(colour: [u8; 3]) -> [u8; 3] {
    let linear = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    });
    let matrix = [
        [1.224_94, -0.224_94, 0.0],
        [-0.042_06, 1.042_06, 0.0],
        [-0.019_64, -0.078_64, 1.098_27],
    ];
    matrix.map(|row| {
        let value: f64 = row.iter().zip(linear).map(|(a, b)| a * b).sum();
        let value = if value <= 0.003_130_8 {
            value * 12.92
        } else {
            1.055 * value.powf(1.0 / 2.4) - 0.055
        };
        (value * 255.0).round() as u8
    })
}

#[test]
fn colours_of_a_wide_profile_do_not_shift() {
    let colour = [190, 110, 70];
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    encoder.set_icc_profile(profile).unwrap();
    let flat = RgbImage::from_pixel(400, 300, Rgb(colour));
    encoder
        .write_image(&flat, 400, 300, image::ExtendedColorType::Rgb8)
        .unwrap();
    let folder = with_hero(&png);
    let (picture, files) = made_from(folder.path());
    assert!(picture.src.ends_with("-400.png"), "{}", picture.src);
    let wanted = srgb_of_p3(colour);
    assert!(!is_about(Rgb(colour), wanted, 6), "a shift would not show");
    let exact = decoded(&files[picture.src.trim_start_matches('/')]).into_rgb8();
    assert!(is_about(*exact.get_pixel(200, 150), wanted, 1));
    let webp = files.iter().find(|(name, _)| name.ends_with("-400.webp"));
    let lossy = decoded(webp.unwrap().1).into_rgb8();
    assert!(is_about(*lossy.get_pixel(200, 150), wanted, 4));
}

/// A folder that counts how often it is read.
struct Counted<'a> {
    folder: &'a dyn MediaFolder,
    reads: AtomicUsize,
}

impl MediaFolder for Counted<'_> {
    fn names(&self) -> Vec<String> {
        self.folder.names()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.folder.read(name)
    }
}

#[test]
fn a_second_build_takes_everything_from_the_cache() {
    let folder = with_hero(&jpeg(&photograph(900, 600)));
    let kept = TempDir::new().unwrap();
    let content = || {
        let content = Content::read(folder.path()).unwrap();
        content.with_cache(Cache::at(kept.path()))
    };
    let options = Options {
        drafts: false,
        now: "2014-12-02T00:00:00Z".parse().unwrap(),
    };
    let photographs = |content: &Content| {
        let edition = compile_edition(content, options).edition.unwrap();
        let counted = Counted {
            folder: content.media.as_ref(),
            reads: AtomicUsize::new(0),
        };
        let files: BTreeMap<String, Vec<u8>> = media::files(&edition, &counted, &content.cache)
            .into_iter()
            .filter(|file| file.path.contains("photo."))
            .map(|file| (file.path, (file.make)().unwrap()))
            .collect();
        (files, counted.reads.into_inner())
    };
    let (first, reads) = photographs(&content());
    assert_eq!(first.len(), 5, "{:?}", first.keys());
    assert_eq!(reads, 1, "a picture is decoded once for all its files");
    let (second, reads) = photographs(&content());
    assert_eq!(second, first);
    assert_eq!(reads, 0);
}

#[test]
fn without_a_cache_a_picture_is_still_decoded_once() {
    let folder = with_hero(&jpeg(&photograph(900, 600)));
    let edition = edition(folder.path(), false);
    let content = Content::read(folder.path()).unwrap();
    let counted = Counted {
        folder: content.media.as_ref(),
        reads: AtomicUsize::new(0),
    };
    let cache = Cache::none();
    let files = media::files(&edition, &counted, &cache);
    let mut sizes = BTreeSet::new();
    for file in files.iter().filter(|file| file.path.contains("photo.")) {
        sizes.insert((file.make)().unwrap().len());
    }
    assert_eq!(sizes.len(), 5);
    assert_eq!(counted.reads.load(Ordering::Relaxed), 1);
}

#[test]
fn a_picture_exchanged_during_the_build_is_not_published_under_its_old_name() {
    let folder = with_hero(&jpeg(&photograph(900, 600)));
    let edition = edition(folder.path(), false);
    let path = folder.path().join("media/photo.jpg");
    fs::write(path, jpeg(&photograph(400, 300))).unwrap();
    let content = Content::read(folder.path()).unwrap();
    let cache = Cache::none();
    for file in media::files(&edition, content.media.as_ref(), &cache) {
        let outcome = (file.make)();
        assert_eq!(outcome.is_err(), file.path.contains("photo."), "{file:?}");
    }
}

#[test]
fn a_picture_that_explodes_is_an_error_at_the_line_that_shows_it() {
    // A PNG header that claims 60,000 by 60,000 pixels, its checksum right.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0]);
    let crc = !png[12..].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    });
    png.extend(crc.to_be_bytes());
    let folder = with_hero(&png);
    let outcome = compile(folder.path(), false);
    assert!(outcome.edition.is_none());
    let found = outcome.diagnostics.first().unwrap();
    assert_eq!(found.file, "articles/photo.md");
    assert_eq!(
        found.problem,
        Problem::PictureTooLarge {
            file: "photo.jpg".into()
        }
    );
}

/// Every share image, made.
fn shared(edition: &Edition, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let content = Content::read(folder).unwrap();
    share_image::files(edition, content.media.as_ref(), &Cache::none())
        .into_iter()
        .map(|file| (file.path, (file.make)().unwrap()))
        .collect()
}

#[test]
fn every_page_has_a_share_image_of_the_size_networks_show() {
    let folder = with_hero(&jpeg(&photograph(900, 600)));
    write_article(folder.path(), "sans", 21, "", "Un mot.");
    let edition = edition(folder.path(), false);
    let files = shared(&edition, folder.path());
    let mut used = BTreeSet::new();
    for page in edition.pages.values() {
        let Some(image) = share_image::of(&edition, page) else {
            assert!(matches!(page.body, PageBody::NotFound | PageBody::Offline));
            continue;
        };
        let path = image.url.strip_prefix(&edition.site.absolute("/")).unwrap();
        let bytes = &files[path];
        let format = image::guess_format(bytes).unwrap();
        assert_eq!(format.to_mime_type(), image.mime, "{path}");
        assert_eq!(decoded(bytes).dimensions(), (1200, 630), "{path}");
        assert!(bytes.len() < 150_000, "{path}: {} bytes", bytes.len());
        assert!(image.alt.starts_with(&edition.site.name), "{}", image.alt);
        let is_site = path.starts_with("media/partage/site.");
        assert_eq!(
            is_site,
            !matches!(page.body, PageBody::Article(_)),
            "{path}"
        );
        used.insert(path.to_owned());
    }
    let made: BTreeSet<String> = files.into_keys().collect();
    assert_eq!(
        used, made,
        "an image nobody uses, or one image for two articles"
    );
}

#[test]
fn a_share_image_shows_the_words_and_the_picture() {
    let folder = with_hero(&jpeg(&photograph(900, 600)));
    write_article(folder.path(), "sans", 21, "", "Un mot.");
    let edition = edition(folder.path(), false);
    let files = shared(&edition, folder.path());
    let drawn = |slug: &str| {
        let found = files.iter().find(|(path, _)| path.contains(slug));
        decoded(found.unwrap().1).into_rgb8()
    };
    let dark = |image: &RgbImage, left: u32, width: u32| {
        let headline = image.view(left, 200, width, 350);
        headline
            .pixels()
            .filter(|(_, _, pixel)| pixel.0.iter().all(|channel| *channel < 80))
            .count()
    };
    let (beside, alone) = (drawn("/photo."), drawn("/sans."));
    assert!(dark(&beside, 0, 640) > 1000 && dark(&alone, 0, 640) > 1000);
    // The picture's halves, in the part that is its own.
    assert!(is_about(*beside.get_pixel(750, 400), [212, 20, 20], 30));
    assert!(is_about(*beside.get_pixel(1150, 400), [20, 20, 212], 30));
    assert_eq!(*alone.get_pixel(1190, 620), Rgb([0xfb, 0xf9, 0xf5]));
}

#[test]
fn a_headline_that_cannot_be_drawn_is_shared_with_the_newspaper_s_image() {
    let folder = newsroom("minimal");
    let page_of = |title: &str| {
        write_article(folder.path(), "autre", 20, "", "Un mot.");
        let path = folder.path().join("articles/autre.md");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("autre", title, 1)).unwrap();
        let edition = edition(folder.path(), false);
        let page = edition.pages.get("ville/autre/page.json").unwrap();
        share_image::of(&edition, page).unwrap().url
    };
    for (title, own) in [
        ("Sécheresse", true),
        ("Aix 🎨 en quatre dessins", true),
        ("أخبار مرسيليا اليوم", false),
        ("马赛新闻", false),
    ] {
        assert_eq!(page_of(title).contains("/autre."), own, "{title}");
    }
    assert_ne!(page_of("Sécheresse"), page_of("Sécheresses"));
}
