//! Reads the paths that a file uses, in `use` lines and in the midst of code, and holds them against the table.

use std::fs;

use crate::{
    files::{File, code, line},
    is_word,
    rooms::{CONNECTIONS, OUTSIDE, PURE, ROOMS},
};

const TABLE: &str = "tests/tidy/rooms.rs";

/// What is wrong with the imports of a file below `src`.
pub fn problems(file: &File) -> Vec<String> {
    let path = file.path.strip_prefix("src").unwrap_or(&file.path).with_extension("");
    let path = path.to_string_lossy().into_owned();
    let room = path.split('/').next().unwrap_or_default();
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![file.at(1, &format!("the module `{room}` has no row in {TABLE}; add one"))];
    };
    let text = code(&file.text);
    let mut problems = Vec::new();
    for (place, used) in paths(&text, "crate") {
        let is_own = used.split("::").next() == Some(room);
        if !is_own && !allowed.iter().any(|it| is_covered(&used, it)) {
            let remedy = format!("`{room}` may use {allowed:?} of this crate; move what is needed, or see {TABLE}");
            problems.push(file.at(line(&text, place), &format!("`crate::{used}`; {remedy}")));
        }
    }
    for (place, _) in text.match_indices("super::super::") {
        problems.push(file.at(line(&text, place), "`super::super`; name the path from `crate`"));
    }
    // Only files beside lib.rs have the crate itself above them, and their inline modules are indented.
    if !path.contains('/') {
        for (place, _) in text.match_indices("\nuse super::") {
            problems.push(file.at(line(&text, place) + 1, "`super` is the crate here; write `crate::…`"));
        }
    }
    problems.extend(outside(file, &text, &path, room));
    problems
}

fn is_covered(used: &str, allowed: &str) -> bool {
    match allowed.strip_suffix("::Shape") {
        Some(room) => used.strip_prefix(room).and_then(|it| it.strip_prefix("::")).is_some_and(is_shape),
        None => allowed == "*" || begins(used, allowed, "::"),
    }
}

/// Types begin with a capital, modules and functions do not.
fn is_shape(path: &str) -> bool {
    let name = path.split("::").find(|name| name.starts_with(char::is_uppercase));
    name.is_some_and(|name| !CONNECTIONS.contains(&name))
}

fn outside(file: &File, text: &str, path: &str, room: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for dependency in dependencies() {
        let homes = OUTSIDE.iter().find(|(name, _)| *name == dependency).map(|(_, homes)| *homes);
        let pure = PURE.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        let remedy = match (homes, pure) {
            (_, Some(allowed)) if !allowed.contains(&dependency.as_str()) => {
                format!("`{room}` is pure and may use {allowed:?} from outside")
            }
            (Some(homes), None) if room != "app" && !homes.iter().any(|home| begins(path, home, "/")) => {
                format!("its place is {homes:?} below src; ask that module for what is needed")
            }
            _ => continue,
        };
        let alias = format!("use {dependency} as ");
        let renamed = text.match_indices(&alias).map(|(place, _)| place);
        for place in paths(text, &dependency).into_iter().map(|(place, _)| place).chain(renamed) {
            problems.push(file.at(line(text, place), &format!("the crate `{dependency}`; {remedy}")));
        }
    }
    problems
}

/// The names of the package's dependencies, as code spells them.
fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).and_then(|it| it.split("\n[").next()).unwrap();
    let names = section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.filter(|name| !name.starts_with('#')).map(|name| name.replace('-', "_")).collect()
}

fn begins(path: &str, with: &str, separator: &str) -> bool {
    path.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
}

/// Every path below `root::`, groups in braces taken apart, with the place of its root.
fn paths(text: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (place, _) in text.match_indices(&format!("{root}::")) {
        let before = &text[..place];
        if before.ends_with(|c: char| is_word(c) || c == ':') || is_in_group(before) {
            continue;
        }
        let mut below = Vec::new();
        tree(&text[place + root.len() + 2..], "", &mut below);
        found.extend(below.into_iter().map(|path| (place, path)));
    }
    found
}

/// Whether the text breaks off within the braces of a `use`, where names are another path's.
fn is_in_group(before: &str) -> bool {
    let statement = before.rsplit(';').next().unwrap_or_default();
    statement.rsplit_once("use ").is_some_and(|(_, used)| used.contains("::{"))
}

/// Reads one path, or a group of them; answers what is left of the text.
fn tree<'a>(text: &'a str, above: &str, found: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            match rest.chars().next() {
                Some(',') => rest = &rest[1..],
                Some('}') => return &rest[1..],
                // Something that is no group of paths: stop rather than guess.
                Some(c) if !(is_word(c) || c == '{' || c == '*') => return rest,
                None => return rest,
                Some(_) => rest = tree(rest, above, found),
            }
        }
    }
    let end = text.find(|c| !(is_word(c) || c == '*')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = if above.is_empty() { name.to_owned() } else { format!("{above}::{name}") };
    if let Some(below) = rest.strip_prefix("::") {
        return tree(below, &path, found);
    }
    found.push(path);
    // `as other` belongs to the path.
    match rest.trim_start().strip_prefix("as ") {
        Some(alias) => alias.trim_start_matches(is_word),
        None => rest,
    }
}

#[test]
fn groups_are_taken_apart() {
    let text =
        "use crate::{id::{PageId, self}, store::record::Token as T, time::*};\nfn f() -> crate::app::E { my_crate::x }";
    let found: Vec<_> = paths(text, "crate").into_iter().map(|(_, path)| path).collect();
    assert_eq!(found, ["id::PageId", "id::self", "store::record::Token", "time::*", "app::E"]);
}

/// Otherwise "downwards" would mean nothing.
#[test]
fn every_row_leans_on_rows_above_it_alone() {
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for it in allowed.iter().filter(|it| **it != "*") {
            let above = ROOMS[..place].iter().any(|(name, _)| Some(*name) == it.split("::").next());
            assert!(above, "`{room}` leans on `{it}`, whose row is not above its own in {TABLE}");
        }
    }
}

#[test]
fn an_import_across_the_table_is_found() {
    let complaints = |path: &str, text: &str| {
        let file = File { path: path.into(), text: text.to_owned() };
        problems(&file).len()
    };
    assert_eq!(
        complaints("src/protocol/decide.rs", "use crate::{id::PageId, time::Timestamp};\nuse serde::Serialize;"),
        0
    );
    assert_eq!(complaints("src/protocol/decide.rs", "use crate::{id::PageId, clock::Clock};"), 1);
    assert_eq!(complaints("src/protocol/decide.rs", "async fn f() { tokio::task::yield_now().await }"), 1);
    assert_eq!(complaints("src/auth/caller.rs", "use crate::store::TokenRecord;"), 0);
    assert_eq!(complaints("src/auth/caller.rs", "use crate::store::{Store, TokenRecord, tokens};"), 2);
    assert_eq!(complaints("src/engine.rs", "use sea_orm::DbErr;\nuse super::store;"), 2);
    assert_eq!(complaints("src/graphql/query/thread.rs", "use crate::store::threads; use sea_orm::EntityTrait;"), 2);
    assert_eq!(complaints("src/auth/token.rs", "use jsonwebtoken::decode; // use sea_orm::x"), 0);
    assert_eq!(complaints("src/auth/session.rs", "use super::super::id::PageId; use jsonwebtoken::decode;"), 2);
    assert_eq!(complaints("src/auth/key.rs", "use aws_lc_rs::{self, rand::SystemRandom};"), 0);
    assert_eq!(complaints("src/feed.rs", "use sea_orm as orm;"), 1);
    assert_eq!(complaints("src/attic.rs", ""), 1);
}
