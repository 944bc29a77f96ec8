//! The program as a shell sees it: its standard output, its standard error and its exit status.

#![cfg(test)]

#[path = "../support/servers.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod servers;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod bench;

use std::process::{Command, Output, Stdio};

struct Ran {
    status: i32,
    out: String,
    err: String,
}

/// Runs the program in an empty folder, with these variables alone.
fn baton(words: &[&str], variables: &[(&str, &str)]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.args(words).current_dir(folder.path()).env_clear().envs(variables.iter().copied()).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

#[test]
fn config_goes_to_standard_output_with_secrets_masked() {
    let ran = baton(
        &["config", "--listen", "127.0.0.1:9"],
        &[("BATON_DATABASE_URL", "postgres://baton:hunter2@db/baton"), ("BATON_LOG", "debug")],
    );
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let line = |key: &str| ran.out.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    assert!(line("database_url").contains("postgres://baton:***@db/baton  BATON_DATABASE_URL"));
    assert!(line("listen").contains("127.0.0.1:9 ") && line("listen").contains("--listen"));
    assert!(line("log ").contains("debug"));
    assert!(!ran.out.contains("hunter2"));
}

#[test]
fn a_bad_value_says_where_it_is_and_what_to_do() {
    let ran = baton(&["serve"], &[("BATON_LISTEN", "everywhere")]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: BATON_LISTEN: `listen` does not accept this value\nhelp: expected an IP address and a port\n"
    );
}

#[test]
fn a_file_that_was_named_and_is_missing_says_so() {
    let ran = baton(&["config", "--config", "other.toml"], &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("error: cannot read other.toml: No such file"), "{}", ran.err);
}

#[test]
fn help_and_version_go_to_standard_output() {
    for words in [&["--help"][..], &["serve", "--help"], &["admin", "token", "--help"]] {
        let ran = baton(words, &[]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{words:?}");
        assert!(ran.out.contains("--database-url"), "{words:?}");
    }
    assert_eq!(baton(&["--version"], &[]).out, concat!("baton ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_wrong_call_exits_with_two() {
    for words in [&[][..], &["sing"], &["admin", "create"], &["serve", "--loud"]] {
        let ran = baton(words, &[]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(!ran.err.is_empty(), "{words:?}");
    }
}

#[test]
fn an_empty_password_is_refused_before_anything_is_touched() {
    let ran = baton(&["admin", "create", "--email", "a@example.com", "--name", "Ann"], &[]);
    assert_eq!(ran.err, "error: the password is too short\nhelp: give at least 8 characters\n");
    assert_eq!(ran.status, 2);
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = baton(&["completions", shell], &[]);
        assert_eq!(ran.status, 0, "{shell}");
        assert!(ran.out.contains("baton"), "{shell}");
    }
}
