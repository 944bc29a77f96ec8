//! Why a server does not start: the exit status, what went wrong, and what to do about it.

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt, path::Path, process::Command};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::servers::process::baton;

/// What a command said and how it ended.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Ran {
    /// The last two lines: `error: …` and `help: …`, with the folder's name left out.
    #[track_caller]
    pub fn failure(&self, folder: &Path) -> (String, String) {
        let text = self.err.replace(&folder.display().to_string(), "FOLDER");
        let mut lines = text.lines().rev();
        let (help, error) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let error = error.strip_prefix("error: ").unwrap_or_else(|| panic!("no error in {text}"));
        let help = help.strip_prefix("help: ").unwrap_or_else(|| panic!("no help in {text}"));
        (error.to_owned(), help.to_owned())
    }
}

struct Place {
    folder: TempDir,
    url: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/baton.db", folder.path().display());
        Self { folder, url }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn serve(&self, words: &[&str]) -> Command {
        baton(&[&["serve"], words].concat(), &self.url, self.path())
    }

    #[track_caller]
    fn refused(&self, status: i32, command: &mut Command) -> (String, String) {
        let ran = ran(command);
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{}", ran.err);
        ran.failure(self.path())
    }

    async fn sql(&self, sql: &str) {
        assert!(ran(&mut baton(&["migrate"], &self.url, self.path())).status == 0);
        let database = Database::connect(&self.url).await.unwrap();
        database.execute_unprepared(sql).await.unwrap();
        database.close().await.unwrap();
    }
}

#[test]
fn postgres_that_cannot_be_reached() {
    let place = Place::new();
    let url = "postgres://baton:hunter2@127.0.0.1:1/baton";
    let (error, help) = place.refused(1, &mut baton(&["serve"], url, place.path()));
    let expected = "cannot use the database postgres://baton:***@127.0.0.1:1/baton: the database is unavailable: ";
    assert!(error.starts_with(expected), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    assert!(help.starts_with("check that the server runs and BATON_DATABASE_URL names it"), "{help}");
}

#[test]
fn a_database_of_another_kind() {
    let place = Place::new();
    let (error, help) = place.refused(2, &mut baton(&["serve"], "mysql://localhost/baton", place.path()));
    assert_eq!(error, "BATON_DATABASE_URL: `database_url` does not accept this value");
    assert_eq!(help, "expected sqlite://… or postgres://…");
}

#[test]
fn a_data_folder_that_cannot_be_made() {
    let place = Place::new();
    fs::write(place.path().join("file"), "").unwrap();
    let mut serve = place.serve(&[]);
    serve.env("BATON_DATA_DIR", place.path().join("file/data")).env_remove("BATON_DATABASE_URL");
    let (error, help) = place.refused(1, &mut serve);
    assert_eq!(error, "cannot make the data folder FOLDER/file/data: Not a directory (os error 20)");
    assert_eq!(help, "give this user the right to write there, or set BATON_DATA_DIR");
}

#[test]
fn a_port_in_use() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let (error, help) = place.refused(1, place.serve(&[]).env("BATON_LISTEN", address.to_string()));
    assert!(error.starts_with(&format!("cannot listen on {address}: Address already in use")), "{error}");
    assert_eq!(help, "end the program that listens there, or set BATON_LISTEN to another port");
}

#[tokio::test]
async fn a_database_newer_than_the_program() {
    let place = Place::new();
    place.sql("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)").await;
    for words in [&["serve"][..], &["serve", "--no-migrate"], &["migrate"], &["admin", "token"]] {
        let (error, help) = place.refused(1, &mut baton(words, &place.url, place.path()));
        assert_eq!(error, "the database belongs to a newer version of Baton", "{words:?}");
        assert_eq!(help, "run the version of Baton that migrated it, or a later one", "{words:?}");
    }
}

#[tokio::test]
async fn a_database_behind_the_program_that_may_not_be_migrated() {
    let place = Place::new();
    place.sql("DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)").await;
    let (error, help) = place.refused(1, &mut place.serve(&["--no-migrate"]));
    assert_eq!(error, "the database lacks 1 migration");
    assert_eq!(help, "run `baton migrate`, or start without --no-migrate");
}

#[test]
fn a_key_that_others_may_read() {
    let place = Place::new();
    fs::create_dir(place.path().join("data")).unwrap();
    let key = place.path().join("data/jwt-key.pem");
    fs::write(&key, "anything").unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let (error, help) = place.refused(1, &mut place.serve(&[]));
    assert_eq!(error, "the signing key FOLDER/data/jwt-key.pem is open to other users of this machine (mode 0644)");
    assert!(help.starts_with("`chmod 600 FOLDER/data/jwt-key.pem`"), "{help}");
}

#[test]
fn a_key_that_is_none() {
    let place = Place::new();
    fs::create_dir(place.path().join("data")).unwrap();
    let key = place.path().join("data/jwt-key.pem");
    fs::write(&key, "anything").unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let (error, help) = place.refused(1, &mut place.serve(&[]));
    assert_eq!(error, "FOLDER/data/jwt-key.pem holds no Ed25519 private key in PKCS#8 PEM");
    assert!(help.starts_with("make one with `openssl genpkey"), "{help}");
}

#[test]
fn a_list_of_documents_that_is_none() {
    let place = Place::new();
    let list = place.path().join("documents.json");
    let mut serve = place.serve(&[]);
    serve.env("BATON_TRUSTED_DOCUMENTS", &list);
    let (error, help) = place.refused(1, &mut serve);
    assert!(error.starts_with("cannot read FOLDER/documents.json: No such file"), "{error}");
    assert!(help.contains("BATON_TRUSTED_DOCUMENTS"), "{help}");

    fs::write(&list, "{}").unwrap();
    let (error, help) = place.refused(1, &mut serve);
    assert_eq!(error, "FOLDER/documents.json has no documents");
    assert!(help.starts_with("a folder holds .graphql and .json files"), "{help}");
}

#[test]
fn a_file_that_is_no_database() {
    let place = Place::new();
    let text = "Dear diary, ".repeat(1_000);
    fs::write(place.path().join("baton.db"), &text).unwrap();
    let (error, help) = place.refused(1, &mut place.serve(&[]));
    assert!(error.starts_with("cannot use the database sqlite://FOLDER/baton.db: "), "{error}");
    assert!(error.contains("file is not a database"), "{error}");
    assert!(help.contains("BATON_DATABASE_URL"), "{help}");
    assert_eq!(fs::read_to_string(place.path().join("baton.db")).unwrap(), text, "the file is as it was");
}
