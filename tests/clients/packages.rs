//! The packages of the examples, where `scripts/setup.sh` has not installed them yet.

use std::{path::PathBuf, process::Command};

use tokio::sync::Mutex;

/// Where the examples are.
pub fn examples() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples").into()
}

/// Installs what a script of this program imports.
pub async fn install(program: &str) {
    static INSTALLING: Mutex<()> = Mutex::const_new(());
    let _one_at_a_time = INSTALLING.lock().await;
    let (folder, command) = match program {
        "node" => ("node_modules", "npm ci --no-audit --no-fund"),
        _ => ("python_modules", "python3 -m pip install --quiet --target python_modules -r requirements.txt"),
    };
    if examples().join(folder).exists() {
        return;
    }
    let mut words = command.split(' ');
    let mut command = Command::new(words.next().unwrap());
    command.args(words).current_dir(examples());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
    let output =
        output.unwrap_or_else(|error| panic!("this test needs npm and pip; `make setup` installs them: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
