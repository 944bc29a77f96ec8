//! The rules of the house, as tests. A broken rule is reported as `file:line: what; what to do`.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/imports.rs"]
mod imports;
#[path = "tidy/links.rs"]
mod links;
#[path = "tidy/rooms.rs"]
mod rooms;
#[path = "tidy/rules.rs"]
mod rules;

use files::{File, code, files};

/// The most lines a source file may have; about a hundred is a good file.
const MOST_LINES: usize = 400;
/// The most lines a decision may have.
const MOST_DECISION_LINES: usize = 20;

fn check(problems: &[String]) {
    assert!(problems.is_empty(), "\n\n{}\n", problems.join("\n"));
}

fn rust(folders: &[&str]) -> impl Iterator<Item = File> {
    files(folders).into_iter().filter(|file| file.has_extension(&["rs"]))
}

#[test]
fn modules_lean_only_on_what_their_row_allows() {
    let problems: Vec<_> = rust(&["src"]).flat_map(|file| imports::problems(&file)).collect();
    check(&problems);
}

#[test]
fn files_are_small() {
    let mut problems = Vec::new();
    for file in files(&["."]).iter().filter(|file| file.has_extension(&["rs", "ts", "tsx"])) {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            problems.push(file.at(lines, &format!("more than {MOST_LINES} lines; split it by what it is about")));
        }
    }
    check(&problems);
}

#[test]
fn a_module_stands_beside_its_folder() {
    let inside = rust(&["src", "migration"]).filter(|file| file.path.ends_with("mod.rs"));
    let problems: Vec<_> = inside.map(|file| file.at(1, "rename it to the folder's name, beside the folder")).collect();
    check(&problems);
}

#[test]
fn nothing_is_unfinished_or_switched_off() {
    let banned = [
        ("todo!", "finish it, or leave it out"),
        ("unimplemented!", "finish it, or leave it out"),
        ("dbg!", "log it with `tracing`, or take it out"),
        ("#[ignore", "a test runs, or goes"),
        ("#[allow(", "use `#[expect(…, reason = \"…\")]`"),
        ("#![allow(", "use `#![expect(…, reason = \"…\")]`"),
    ];
    let mut problems = Vec::new();
    for file in rust(&["src", "migration", "tests"]) {
        for (number, line) in code(&file.text).lines().enumerate() {
            for (word, remedy) in banned {
                // `my_todo!` is another word.
                let found = line.match_indices(word).any(|(place, _)| !line[..place].ends_with(is_word));
                if found {
                    problems.push(file.at(number + 1, &format!("`{word}`; {remedy}")));
                }
            }
        }
    }
    check(&problems);
}

#[test]
fn every_exception_has_a_reason() {
    let mut problems = Vec::new();
    for file in rust(&["src", "migration", "tests"]) {
        let text = code(&file.text);
        for (place, _) in text.match_indices("[expect(") {
            let exception = text[place..].split(")]").next().unwrap_or_default();
            if !exception.contains("reason") {
                problems
                    .push(file.at(files::line(&text, place), "an exception without a reason; add `reason = \"…\"`"));
            }
        }
    }
    check(&problems);
}

#[test]
fn decisions_are_short_numbered_and_alike() {
    let mut problems = Vec::new();
    for (place, file) in files(&["docs/adr"]).iter().enumerate() {
        let number = format!("{:04}-", place + 1);
        if !file.name().starts_with(&number) {
            problems.push(file.at(1, &format!("rename it to begin with {number}: numbers follow one another")));
        }
        let lines = file.text.lines().count();
        if lines > MOST_DECISION_LINES {
            problems.push(file.at(lines, &format!("more than {MOST_DECISION_LINES} lines; say it shorter")));
        }
        for part in ["**Context.**", "**Decision.**", "**Consequences.**"] {
            if !file.text.contains(part) {
                problems.push(file.at(1, &format!("add the part that begins with {part}")));
            }
        }
    }
    check(&problems);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    // Each in two halves, so that this file passes.
    let homes = [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Use", "rs/")];
    let mut problems = Vec::new();
    for file in files(&["."]) {
        for (number, line) in file.text.lines().enumerate() {
            for home in homes.iter().filter(|home| starts_a_path(line, home)) {
                problems.push(file.at(number + 1, &format!("a path of one machine ({home}…); make it relative")));
            }
        }
    }
    check(&problems);
}

/// Whether the folder stands at the beginning of a path, not within a longer one or a URL.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(place, _)| !line[..place].ends_with(|before: char| is_word(before) || ".-/*~}".contains(before)))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
