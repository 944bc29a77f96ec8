//! The project's files, and the code of a Rust file without its comments and texts.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that are not written by hand.
const SKIPPED: [&str; 9] =
    [".git", "target", "node_modules", "python_modules", "data", "dist", "gen", "snapshots", "test-results"];

/// A text file of the project.
pub struct File {
    /// From the root of the project.
    pub path: PathBuf,
    pub text: String,
}

impl File {
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path.extension().is_some_and(|it| extensions.iter().any(|extension| it == *extension))
    }

    /// A problem with a place that editors can jump to.
    pub fn at(&self, line: usize, problem: &str) -> String {
        format!("{}:{line}: {problem}", self.path.display())
    }
}

/// Every text file below the folders, in order of their paths. A folder that is not there has none.
pub fn files(folders: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        collect(root, &root.join(folder), &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
        if path.is_dir() {
            if !is_skipped {
                collect(root, &path, found);
            }
        } else if let (false, Ok(text)) = (is_skipped, fs::read_to_string(&path)) {
            let path = path.strip_prefix(root).unwrap().components().collect();
            found.push(File { path, text });
        }
    }
}

/// The number of the line that a place in the text is on, from 1.
pub fn line(text: &str, place: usize) -> usize {
    1 + text[..place].matches('\n').count()
}

/// The text with blanks in place of comments and of what stands in quotes; lines stay where they are.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut place = 0;
    while place < chars.len() {
        let end = end_of_blank(&chars, place);
        if end == place {
            kept.push(chars[place]);
            place += 1;
        } else {
            kept.extend(chars[place..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            place = end;
        }
    }
    kept
}

/// Where the comment, text or character that begins here ends; `start` itself if none does.
fn end_of_blank(chars: &[char], start: usize) -> usize {
    let rest = &chars[start..];
    let length = match rest {
        ['/', '/', ..] => rest.iter().position(|&c| c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => after(rest, 2, &['*', '/']),
        ['r', '"' | '#', ..] if start == 0 || !(chars[start - 1].is_alphanumeric() || chars[start - 1] == '_') => {
            let hashes = rest[1..].iter().take_while(|&&c| c == '#').count();
            if rest.get(1 + hashes) == Some(&'"') {
                let mut close = vec!['"'];
                close.resize(1 + hashes, '#');
                after(rest, 2 + hashes, &close)
            } else {
                0
            }
        }
        ['"', ..] => quoted(rest, '"'),
        // A lifetime has no second quote.
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
        _ => 0,
    };
    start + length
}

fn after(rest: &[char], from: usize, close: &[char]) -> usize {
    rest[from..].windows(close.len()).position(|it| it == close).map_or(rest.len(), |at| from + at + close.len())
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut place = 1;
    while place < rest.len() && rest[place] != quote {
        place += if rest[place] == '\\' { 2 } else { 1 };
    }
    (place + 1).min(rest.len())
}

#[test]
fn comments_and_texts_are_blanked() {
    let text = "a // b\n/* c\n */ d(\"e \\\" f\", r#\"g \" h\"#, 'i', '\\'', &'j k)";
    assert_eq!(code(text).split_whitespace().collect::<Vec<_>>(), ["a", "d(", ",", ",", ",", ",", "&'j", "k)"]);
    assert_eq!(code(text).lines().count(), text.lines().count());
}
