//! SQLite for tests: a file in a temporary folder.

use tempfile::TempDir;

/// The URL of a database that does not exist yet, and the folder that it will be in as long as this is held.
pub fn database() -> (String, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    (format!("sqlite://{}/baton.db", folder.path().display()), folder)
}
