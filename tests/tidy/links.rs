//! Links between the project's pages lead somewhere.

use std::path::Path;

use super::{check, files::files};

#[test]
fn links_lead_to_files_and_headings_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut problems = Vec::new();
    for file in files(&["."]).iter().filter(|file| file.has_extension(&["md"])) {
        for (number, line) in file.text.lines().enumerate() {
            for target in line.split("](").skip(1).filter_map(|it| it.split(')').next()) {
                let (path, heading) = target.split_once('#').unwrap_or((target, ""));
                if path.contains("://") {
                    continue;
                }
                let here = root.join(&file.path);
                let there = if path.is_empty() { here } else { here.parent().unwrap_or(root).join(path) };
                let text = std::fs::read_to_string(&there).unwrap_or_default();
                if !there.exists()
                    || !(heading.is_empty() || text.lines().any(|it| anchor(it) == Some(heading.to_owned())))
                {
                    problems.push(file.at(number + 1, &format!("{target} is not there; mend the link")));
                }
            }
        }
    }
    check(&problems);
}

/// The anchor that a heading gets: its words in lower case, joined by dashes.
fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    Some(kept.collect::<String>().to_lowercase().replace(' ', "-"))
}
