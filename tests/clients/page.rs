//! The page about moving from Meta shows what the examples do.

use crate::packages::examples;

const PAGE: &str = include_str!("../../docs/migrate-from-meta.md");

#[test]
fn what_the_page_shows_is_in_the_examples() {
    let mut shown = 0;
    for block in PAGE.split("\n```").skip(1).step_by(2) {
        let (opening, code) = block.split_once('\n').unwrap();
        let (_, file) = opening.split_once(' ').expect("a block names its example");
        let example = std::fs::read_to_string(examples().join(file)).unwrap();
        assert!(example.contains(code), "{file} has no such lines:\n{code}");
        shown += 1;
    }
    assert!(shown >= 5, "the page shows {shown} blocks");
}
