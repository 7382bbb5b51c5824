//! The app's code by crate, as twiggy weighs its functions.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::table::{kilobytes, table};

/// Crates that the table shows.
const SHOWN: usize = 15;

/// What the app is made of before wasm-opt, largest first.
#[derive(Debug, Serialize)]
pub struct Weights {
    /// Functions, data and tables; names and descriptions for wasm-bindgen left out.
    bytes: u64,
    crates: Vec<Weight>,
}

/// What one crate weighs.
#[derive(Debug, Serialize)]
struct Weight {
    name: String,
    bytes: u64,
    functions: u64,
}

/// One item of twiggy's list.
#[derive(Debug, Deserialize)]
struct Item {
    name: String,
    shallow_size: u64,
}

/// Weighs a wasm file whose functions have their names.
pub fn measure(twiggy: &Path, wasm: &Path) -> Result<Weights, Error> {
    let output = Command::new(twiggy)
        .args(["top", "-n", "1000000", "-f", "json"])
        .arg(wasm)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{} cannot be started: {error}", twiggy.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("twiggy cannot read {}: {said}", wasm.display()).into());
    }
    let items: Vec<Item> = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("twiggy's list cannot be read: {error}"))?;
    if !items.iter().any(|item| item.name.contains("::")) {
        return Err(format!(
            "the functions of {} have no names: it was stripped",
            wasm.display()
        )
        .into());
    }
    Ok(weigh(&items))
}

fn weigh(items: &[Item]) -> Weights {
    let mut crates = BTreeMap::<&str, (u64, u64)>::new();
    for item in items {
        if let Some(name) = owner(&item.name) {
            let (bytes, functions) = crates.entry(name).or_default();
            *bytes += item.shallow_size;
            *functions += 1;
        }
    }
    let mut crates: Vec<_> = crates
        .into_iter()
        .map(|(name, (bytes, functions))| Weight {
            name: name.to_owned(),
            bytes,
            functions,
        })
        .collect();
    crates.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Weights {
        bytes: crates.iter().map(|weight| weight.bytes).sum(),
        crates,
    }
}

/// Whose an item is; none where wasm-bindgen takes it out of the file.
fn owner(item: &str) -> Option<&str> {
    let taken_out = item.starts_with("custom section")
        || item.ends_with("subsection")
        || item.contains("__wbindgen_describe")
        || item.contains("WasmDescribe");
    if taken_out {
        return None;
    }
    if item.starts_with("data segment") || item.starts_with("data[") {
        return Some("data");
    }
    let wasm = ["import ", "export ", "type[", "elem[", "global[", "table["];
    if wasm.iter().any(|start| item.starts_with(start)) {
        return Some("wasm's own tables");
    }
    Some(match crate_of(item) {
        Some("core" | "alloc" | "std" | "compiler_builtins" | "dlmalloc" | "hashbrown") => {
            "std, core, alloc"
        }
        Some(name) => name,
        None => "others",
    })
}

/// The crate that wrote a function: that of its type, of its trait where the type is any.
fn crate_of(function: &str) -> Option<&str> {
    let mut rest = function;
    loop {
        rest = rest.trim_start_matches(['<', '&', '*', '(', '[', ' ']);
        let before = rest;
        for word in ["mut ", "const ", "dyn ", "impl "] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        if rest.len() == before.len() {
            break;
        }
    }
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    // The newer mangling puts a crate's hash behind its name.
    let hashed = after
        .strip_prefix('[')
        .and_then(|after| after.split_once(']'))
        .filter(|(hash, _)| hash.chars().all(|c| c.is_ascii_hexdigit()));
    let after = hashed.map_or(after, |(_, after)| after);
    if after.starts_with("::") && !name.is_empty() {
        return Some(name);
    }
    let (_, of_trait) = rest.split_once(" as ")?;
    crate_of(of_trait)
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self
            .crates
            .iter()
            .take(SHOWN)
            .map(|weight| {
                #[expect(clippy::cast_precision_loss, reason = "one digit is shown")]
                let share = 100.0 * weight.bytes as f64 / self.bytes.max(1) as f64;
                vec![
                    weight.name.clone(),
                    kilobytes(weight.bytes),
                    format!("{share:.1} %"),
                    weight.functions.to_string(),
                ]
            })
            .collect();
        let title = format!(
            "The app by crate, before wasm-opt ({})",
            kilobytes(self.bytes)
        );
        f.write_str(&table(&title, &["", "bytes", "share", "functions"], &rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_the_crates_that_wrote_it() {
        for (function, name) in [
            ("leptos_router::location::State::new::h16", "leptos_router"),
            (
                "<tachys::html::HtmlElement<E,At> as tachys::view::Render>::build::hb5",
                "tachys",
            ),
            ("<T as serde_core::de::Expected>::fmt::h6", "serde_core"),
            (
                "<&mut serde_json::de::D<R> as serde_core::de::Deserializer>::d",
                "serde_json",
            ),
            ("<[T] as core::fmt::Debug>::fmt", "std, core, alloc"),
            (
                "core[c5930c85a12de822]::panicking::panic",
                "std, core, alloc",
            ),
            (
                "<core[c5930c85a12de822]::str::S as core[c5930c85a12de822]::str::P>::next",
                "std, core, alloc",
            ),
            ("data segment \".rodata\"", "data"),
            (
                "import __wbindgen_placeholder__::__wbg_a",
                "wasm's own tables",
            ),
            ("__rust_alloc", "others"),
        ] {
            assert_eq!(owner(function), Some(name), "{function}");
        }
    }

    #[test]
    fn what_wasm_bindgen_takes_out_is_not_weighed() {
        for item in [
            "\"function names\" subsection",
            "custom section '__wasm_bindgen_unstable'",
            "export \"__wbindgen_describe___wbg_4\"",
            "<&T as wasm_bindgen::describe::WasmDescribe>::describe::h41",
        ] {
            assert_eq!(owner(item), None, "{item}");
        }
    }

    #[test]
    fn the_heaviest_comes_first() {
        let item = |name: &str, shallow_size| Item {
            name: name.to_owned(),
            shallow_size,
        };
        let weights = weigh(&[item("a::f", 2), item("b::f", 5), item("a::g", 4)]);
        let names: Vec<_> = weights.crates.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!((weights.bytes, weights.crates[0].functions), (11, 2));
    }
}
