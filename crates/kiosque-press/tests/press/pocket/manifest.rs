//! The web app manifest, held against its schema and the specification, and the icons it names.

use image::GenericImageView;
use serde_json::{Value, json};

use super::Printed;
use crate::voices::with_settings;
use crate::{newsroom, write_article};

const SCHEMA: &str = include_str!("../schemas/web-manifest.json");

/// A manifest with everything in it.
fn full() -> (tempfile::TempDir, Printed) {
    let folder = with_settings(
        "[pocket]\nshort_name = \"L'essai\"\nicon = \"marque.png\"\n\
         [[pocket.screenshots]]\nfile = \"mobile.png\"\nlabel = \"La une\"\n\
         [[pocket.screenshots]]\nfile = \"bureau.png\"\nlabel = \"Un fil\"\nwide = true\n\
         [[sections]]\nslug = \"vide\"\nname = \"Vide\"",
    );
    let media = folder.path().join("media");
    let paint = |width, height| {
        image::RgbImage::from_fn(width, height, |x, y| {
            let inside = x > width / 8 && y > height / 8 && x < width * 7 / 8 && y < height * 7 / 8;
            image::Rgb(if inside { [200, 30, 40] } else { [10, 20, 30] })
        })
    };
    paint(600, 600).save(media.join("marque.png")).unwrap();
    paint(390, 844).save(media.join("mobile.png")).unwrap();
    paint(1280, 800).save(media.join("bureau.png")).unwrap();
    write_article(folder.path(), "concert-2", 30, "", "Texte.");
    let printed = Printed::of(folder.path());
    (folder, printed)
}

/// The members that the schema is too old for, taken out of a manifest.
fn newer(manifest: &mut Value) -> Value {
    let mut newer = json!({});
    for name in ["display_override", "color_scheme_dark"] {
        newer[name] = manifest.as_object_mut().unwrap().remove(name).unwrap();
    }
    let shots = manifest
        .get_mut("screenshots")
        .and_then(Value::as_array_mut);
    let shots = shots.into_iter().flatten().map(|shot| {
        let shot = shot.as_object_mut().unwrap();
        json!([shot.remove("form_factor"), shot.remove("label")])
    });
    newer["screenshots"] = shots.collect();
    newer
}

#[test]
fn the_manifest_is_sound() {
    let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let minimal = Printed::of(newsroom("minimal").path());
    for printed in [minimal, full().1] {
        let mut manifest = printed.json("manifest.webmanifest");
        let newer = newer(&mut manifest);
        let faults: Vec<_> = schema
            .iter_errors(&manifest)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:#?} in {manifest:#}");
        // https://www.w3.org/TR/appmanifest/: display modes; two colours, each a CSS colour.
        assert_eq!(
            newer["display_override"],
            json!(["standalone", "minimal-ui"])
        );
        assert_eq!(
            newer["color_scheme_dark"],
            json!({ "theme_color": "#14161a", "background_color": "#14161a" })
        );
    }
    // The schema refuses what it should.
    for wrong in [
        json!({ "icons": [{ "sizes": "192x192" }] }),
        json!({ "display": "small" }),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn the_manifest_says_what_the_newsroom_says() {
    let (_folder, printed) = full();
    let mut manifest = printed.json("manifest.webmanifest");
    assert_eq!(
        newer(&mut manifest)["screenshots"],
        json!([["narrow", "La une"], ["wide", "Un fil"]])
    );
    for (name, value) in [
        ("id", json!("/")),
        ("name", json!("Le Petit Kiosque")),
        ("short_name", json!("L’essai")),
        ("description", json!("Un journal d’essai.")),
        ("lang", json!("fr")),
        ("dir", json!("ltr")),
        ("start_url", json!("/")),
        ("scope", json!("/")),
        ("display", json!("standalone")),
        ("theme_color", json!("#fbf9f5")),
        ("background_color", json!("#fbf9f5")),
        ("categories", json!(["news"])),
        // The section without articles is no shortcut.
        (
            "shortcuts",
            json!([{ "name": "Ville", "url": "/ville/" }, { "name": "Culture", "url": "/culture/" }]),
        ),
        (
            "share_target",
            json!({ "action": "/lectures/", "method": "GET",
                    "enctype": "application/x-www-form-urlencoded",
                    "params": { "title": "title", "text": "text", "url": "url" } }),
        ),
    ] {
        assert_eq!(manifest[name], value, "{name}");
    }
    let shots = manifest["screenshots"].as_array().unwrap();
    for (shot, sizes) in shots.iter().zip(["390x844", "1280x800"]) {
        assert_eq!(
            (&shot["sizes"], &shot["type"]),
            (&json!(sizes), &json!("image/webp"))
        );
        let path = shot["src"].as_str().unwrap().strip_prefix('/').unwrap();
        assert!(printed.0.contains_key(path), "{path}");
    }
    assert!(
        !printed
            .0
            .keys()
            .any(|path| path.starts_with("media/marque"))
    );
}

#[test]
fn every_icon_is_as_large_as_it_says() {
    for printed in [Printed::of(newsroom("minimal").path()), full().1] {
        let manifest = printed.json("manifest.webmanifest");
        let icons = manifest["icons"].as_array().unwrap();
        let named: Vec<_> = icons
            .iter()
            .map(|icon| format!("{} {}", icon["purpose"], icon["sizes"]).replace('"', ""))
            .collect();
        assert_eq!(
            named,
            [
                "any 192x192",
                "any 512x512",
                "maskable 192x192",
                "maskable 512x512",
                "monochrome 512x512"
            ]
        );
        for icon in icons {
            let path = icon["src"].as_str().unwrap().strip_prefix('/').unwrap();
            let picture = image::load_from_memory(&printed.0[path]).unwrap();
            let sizes = format!("{0}x{1}", picture.width(), picture.height());
            assert_eq!(icon["sizes"], sizes, "{path}");
        }
        let touch = image::load_from_memory(&printed.0["icons/apple-touch-icon.png"]).unwrap();
        assert_eq!(touch.dimensions(), (180, 180));
        assert!(
            !touch.color().has_alpha(),
            "opaque: what is not would be black"
        );
    }
    let (_folder, printed) = full();
    let icon = image::load_from_memory(&printed.0["icons/icon-192.png"]).unwrap();
    assert_eq!(
        icon.get_pixel(96, 96).0,
        [200, 30, 40, 255],
        "the newsroom's own mark"
    );
}
