use std::{os::unix::ffi::OsStringExt, path::PathBuf};

use super::*;

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn with(text: &str) -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(files.path(), text).unwrap();
        files
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    fn flags(&self, values: &[(&'static str, &str)]) -> Flags {
        let values = values.iter().map(|&(name, text)| (name, text.to_owned())).collect();
        Flags { file: Some(self.path()), values }
    }
}

fn nothing(_: &str) -> Option<OsString> {
    None
}

fn origin(loaded: &Loaded, name: &str) -> Origin {
    let place = KEYS.iter().position(|key| key.name == name).unwrap();
    loaded.origins[place].clone()
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_defaults() {
    let files = Files::with("# ours\nlog = \"warn\"\nlisten = \"127.0.0.1:1\"\ndata_dir = \"file\"\n");
    let variables = |name: &str| match name {
        "BATON_LISTEN" => Some("127.0.0.1:2".into()),
        "BATON_DATA_DIR" => Some("environment".into()),
        "BATON_LOG" => Some("".into()),
        _ => None,
    };
    let loaded = load(&files.flags(&[("data_dir", "flag")]), &variables).unwrap();

    assert_eq!(loaded.config.storage.data_dir, PathBuf::from("flag"));
    assert_eq!(origin(&loaded, "data_dir"), Origin::Flag("data-dir"));
    assert_eq!(loaded.config.server.listen.port(), 2);
    assert_eq!(origin(&loaded, "listen"), Origin::Variable("BATON_LISTEN"));
    assert_eq!(loaded.config.telemetry.log, "warn");
    assert_eq!(origin(&loaded, "log"), Origin::File { path: files.path(), line: 2 });
    assert_eq!(origin(&loaded, "log_format"), Origin::Default);
}

#[test]
fn a_switch_is_a_word_or_a_toml_boolean() {
    for text in ["webhook_allow_private = true", "webhook_allow_private = \"true\""] {
        assert!(load(&Files::with(text).flags(&[]), &nothing).unwrap().config.webhooks.allow_private, "{text}");
    }
}

#[test]
fn a_number_is_a_toml_integer_or_a_text() {
    for text in ["limit_connections = 2_000", "limit_connections = \"2000\""] {
        assert_eq!(load(&Files::with(text).flags(&[]), &nothing).unwrap().config.limits.connections, 2000, "{text}");
    }
    for text in ["limit_connections = -1", "limit_connections = 1.5", "limit_connections = 0x10"] {
        let error = load(&Files::with(text).flags(&[]), &nothing).unwrap_err();
        assert_eq!(error.help(), "expected a whole number from 1 to 1000000", "{text}");
    }
}

#[test]
fn a_key_that_does_not_exist_is_an_error_that_names_its_line() {
    for text in ["\n\nlisen = \"127.0.0.1:1\"", "\n\n[server]\nlisten = \"127.0.0.1:1\""] {
        match load(&Files::with(text).flags(&[]), &nothing).unwrap_err() {
            error @ ConfigError::UnknownKey { line: 3, .. } => assert!(error.help().contains("listen, ")),
            error => panic!("{error}"),
        }
    }
}

#[test]
fn a_file_that_is_not_toml_is_an_error_that_names_its_line() {
    for text in ["log = \"info\"\nlisten 8080\n", "log = \"info\"\nlog = \"warn\"\n"] {
        let error = load(&Files::with(text).flags(&[]), &nothing).unwrap_err();
        assert!(matches!(error, ConfigError::Syntax { line: 2, .. }), "{error}");
    }
}

#[test]
fn a_bad_value_is_traced_to_where_it_was_set_and_not_repeated() {
    let files = Files::with("database_url = \"mysql://root:hunter2@db\"");
    let error = load(&files.flags(&[]), &nothing).unwrap_err();
    assert_eq!(error.to_string(), format!("{}:1: `database_url` does not accept this value", files.path().display()));
    assert_eq!(error.help(), "expected sqlite://… or postgres://…");

    let error = load(&files.flags(&[("database_url", "hunter2")]), &nothing).unwrap_err();
    assert_eq!(error.to_string(), "--database-url: `database_url` does not accept this value");

    let error = load(&Files::with("listen = 8080").flags(&[]), &nothing).unwrap_err();
    assert!(error.to_string().ends_with("baton.toml:1: `listen` does not accept this value"), "{error}");
}

#[test]
fn a_variable_that_is_not_unicode_is_an_error() {
    let variables = |name: &str| (name == "BATON_LOG").then(|| OsString::from_vec(vec![0xff]));
    let error = load(&Files::with("").flags(&[]), &variables).unwrap_err();
    assert!(matches!(error, ConfigError::Value { key: "log", origin: Origin::Variable("BATON_LOG"), .. }));
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let missing = Flags { file: Some("/nonexistent/baton.toml".into()), ..Flags::default() };
    assert!(matches!(load(&missing, &nothing), Err(ConfigError::Unreadable { .. })));
}
