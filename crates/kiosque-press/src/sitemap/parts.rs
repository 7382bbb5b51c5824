//! The sitemap, cut where the protocol's limits ask for it.

use std::io;

use crate::site_file::{Fingerprint, SiteFile};
use crate::xml::Document;

use super::{Address, NAMESPACE, SITEMAP, instant};

/// What one file may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Addresses.
    urls: usize,
    /// Bytes, before compression.
    bytes: usize,
}

impl Limits {
    /// Those of sitemaps.org: 50,000 addresses and 50 MB (52,428,800 bytes).
    pub(super) const PROTOCOL: Self = Self {
        urls: 50_000,
        bytes: 52_428_800,
    };
}

/// Bytes around the addresses of a file: declaration, root element, line ends; with room to spare.
const FRAME: usize = 512;
/// Bytes of markup around an address and its date, the date included; with room to spare.
const ENTRY: usize = 128;
/// The longest that escaping makes a byte: `&quot;`.
const ESCAPED: usize = 6;

/// One plain sitemap where it fits, else an index and its parts.
pub(super) fn files<'a>(addresses: Vec<Address>, limits: Limits, root: &str) -> Vec<SiteFile<'a>> {
    let mut parts = cut(addresses, limits);
    if parts.len() < 2 {
        return vec![urlset(SITEMAP.to_owned(), parts.pop().unwrap_or_default())];
    }
    let named: Vec<(String, Vec<Address>)> = parts
        .into_iter()
        .enumerate()
        .map(|(index, part)| (format!("sitemap-{}.xml", index + 1), part))
        .collect();
    let indexed: Vec<Address> = named
        .iter()
        .map(|(name, part)| Address {
            url: format!("{root}{name}"),
            changed: part
                .iter()
                .filter_map(|address| address.changed.clone())
                .max_by_key(|iso| instant(iso)),
        })
        .collect();
    let index = made(SITEMAP.to_owned(), "sitemapindex", "sitemap", indexed);
    let parts = named.into_iter().map(|(name, part)| urlset(name, part));
    std::iter::once(index).chain(parts).collect()
}

/// Addresses in as many runs as the limits ask for, in their order.
fn cut(addresses: Vec<Address>, limits: Limits) -> Vec<Vec<Address>> {
    let mut parts: Vec<Vec<Address>> = Vec::new();
    let mut bytes = 0;
    for address in addresses {
        // An upper bound: to know the exact size one would have to write the file.
        let size = ENTRY + address.url.len() * ESCAPED;
        match parts.last_mut() {
            Some(part) if part.len() < limits.urls && bytes + size <= limits.bytes => {
                part.push(address);
                bytes += size;
            }
            _ => {
                parts.push(vec![address]);
                bytes = FRAME + size;
            }
        }
    }
    parts
}

fn urlset<'a>(path: String, addresses: Vec<Address>) -> SiteFile<'a> {
    made(path, "urlset", "url", addresses)
}

fn made<'a>(
    path: String,
    root: &'static str,
    element: &'static str,
    addresses: Vec<Address>,
) -> SiteFile<'a> {
    let parts: Vec<&str> = [root]
        .into_iter()
        .chain(addresses.iter().flat_map(|address| {
            let changed = address.changed.as_deref().unwrap_or_default();
            [address.url.as_str(), changed]
        }))
        .collect();
    let fingerprint = Fingerprint::of(&parts);
    SiteFile::made(path, fingerprint, move || print(root, element, &addresses))
}

fn print(root: &str, element: &str, addresses: &[Address]) -> io::Result<Vec<u8>> {
    let mut xml = Document::new()?;
    xml.open(root, &[("xmlns", NAMESPACE)])?;
    for address in addresses {
        xml.open(element, &[])?;
        xml.text("loc", &address.url)?;
        if let Some(changed) = &address.changed {
            xml.text("lastmod", changed)?;
        }
        xml.close(element)?;
    }
    xml.close(root)?;
    Ok(xml.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(count: usize) -> Vec<Address> {
        let address = |number| Address {
            url: format!("https://a.fr/{number}/?a='1'&b=\"2\""),
            changed: Some(format!("20{number:02}-01-01T00:00:00+01:00")),
        };
        (10..10 + count).map(address).collect()
    }

    fn printed(files: &[SiteFile<'_>]) -> Vec<(String, String)> {
        files
            .iter()
            .map(|file| {
                let text = String::from_utf8((file.make)().unwrap()).unwrap();
                (file.path.clone(), text)
            })
            .collect()
    }

    #[test]
    fn what_fits_is_one_file() {
        for count in [0, 1, 3] {
            let limits = Limits {
                urls: 3,
                ..Limits::PROTOCOL
            };
            let files = printed(&files(addresses(count), limits, "https://a.fr/"));
            assert_eq!(files.len(), 1);
            assert_eq!(files[0].0, "sitemap.xml");
            assert_eq!(files[0].1.matches("<loc>").count(), count);
            assert!(files[0].1.contains("<urlset"));
        }
    }

    #[test]
    fn more_addresses_than_fit_are_cut_into_parts_and_none_is_lost() {
        let limits = Limits {
            urls: 3,
            ..Limits::PROTOCOL
        };
        let files = printed(&files(addresses(7), limits, "https://a.fr/"));
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "sitemap.xml",
                "sitemap-1.xml",
                "sitemap-2.xml",
                "sitemap-3.xml"
            ]
        );
        let index = &files[0].1;
        assert!(
            index.contains("<sitemapindex")
                && index.contains("<loc>https://a.fr/sitemap-3.xml</loc>")
        );
        assert!(index.contains("<lastmod>2012-01-01T00:00:00+01:00</lastmod>"));
        let counts: Vec<_> = files[1..]
            .iter()
            .map(|(_, part)| part.matches("<loc>").count())
            .collect();
        assert_eq!(counts, [3, 3, 1]);
    }

    #[test]
    fn no_part_is_larger_than_its_limit() {
        let limits = Limits {
            urls: 1000,
            bytes: 2000,
        };
        let files = printed(&files(addresses(30), limits, "https://a.fr/"));
        assert!(files.len() > 3);
        let total: usize = files[1..]
            .iter()
            .map(|(_, part)| part.matches("<loc>").count())
            .sum();
        assert_eq!(total, 30);
        for (name, part) in &files[1..] {
            assert!(part.len() <= limits.bytes, "{name}: {} bytes", part.len());
        }
    }

    #[test]
    fn the_protocols_own_limit_is_kept() {
        let many: Vec<Address> = (0..50_001)
            .map(|number| Address {
                url: format!("https://a.fr/{number}/"),
                changed: None,
            })
            .collect();
        let files = files(many, Limits::PROTOCOL, "https://a.fr/");
        assert_eq!(files.len(), 3);
    }

    #[test]
    fn a_fingerprint_changes_with_an_address_or_its_date() {
        let of = |addresses| {
            files(addresses, Limits::PROTOCOL, "/")[0]
                .fingerprint
                .clone()
        };
        let mut later = addresses(2);
        assert_eq!(of(addresses(2)), of(later.clone()));
        later[1].changed = None;
        assert_ne!(of(addresses(2)), of(later));
    }
}
