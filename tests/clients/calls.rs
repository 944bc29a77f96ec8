//! What else clients call: each method that Baton offers, with what the client makes of the answer, in a snapshot.

use std::process::Command;

use insta::assert_snapshot;

use crate::{
    packages::{examples, install},
    shop::{CUSTOMER, Shop},
};

#[tokio::test]
async fn every_call_of_messaging_api_messenger() {
    assert_snapshot!(run("node", "messaging-api-messenger.js").await);
}

#[tokio::test]
async fn every_call_of_facebook_business() {
    assert_snapshot!(run("python3", "business_sdk.py").await);
}

/// What the script says. What differs from run to run it leaves out.
async fn run(program: &str, script: &str) -> String {
    install(program).await;
    let shop = Shop::open().await;
    shop.scene.writes(CUSTOMER, "hello").await;
    let mut command = Command::new(program);
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/calls/").to_owned() + script);
    command.current_dir(examples()).envs(shop.environment()).envs([("NO_PROXY", "*"), ("no_proxy", "*")]);
    command.envs([("NODE_PATH", "node_modules"), ("PYTHONPATH", "python_modules"), ("PYTHONDONTWRITEBYTECODE", "1")]);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    said.replace(&shop.scene.page, "PAGE").replace(&shop.scene.bot.id, "BOT").replace(&shop.scene.desk.id, "DESK")
}
