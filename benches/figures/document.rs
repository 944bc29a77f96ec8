//! docs/benchmarks.md: its tables stand between marks, and are written anew.

use std::{fs, path::Path};

/// Replaces what stands between the marks of this name.
pub fn write(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks.md");
    let page = fs::read_to_string(&path).expect("docs/benchmarks.md");
    let (begin, end) = (format!("<!-- figures: {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let place = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = place.unwrap_or_else(|| panic!("docs/benchmarks.md has no place for {name}"));
    fs::write(&path, format!("{before}{begin}\n{text}\n{end}{after}")).expect("docs/benchmarks.md");
}

/// A table; the first row is its head.
pub fn table(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
        if place == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    text
}

/// Whether a target was reached, as a table shows it.
pub fn verdict(is_reached: bool) -> String {
    if is_reached { "reached" } else { "**missed**" }.to_owned()
}
