//! Bots written for Meta, on libraries that are not ours, against the real program. Their scripts are the examples: they differ
//! from what talks to Meta by an address, and all live through the same story.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/servers.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod servers;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod bot;
mod packages;
mod stage;
mod story;
mod tls;

use bot::Script;

#[tokio::test]
async fn messaging_api_messenger() {
    story::tell(&Script { program: "node", file: "messaging-api-messenger.js", folder: "." }).await;
}

#[tokio::test]
async fn bottender() {
    story::tell(&Script { program: "node", file: "server.js", folder: "bottender" }).await;
}

#[tokio::test]
async fn facebook_nodejs_business_sdk() {
    story::tell(&Script { program: "node", file: "facebook-nodejs-business-sdk.js", folder: "." }).await;
}

#[tokio::test]
async fn botbuilder_adapter_facebook() {
    story::tell(&Script { program: "node", file: "botbuilder-adapter-facebook.js", folder: "." }).await;
}

#[tokio::test]
async fn facebook_business() {
    story::tell(&Script { program: "python3", file: "facebook_business_bot.py", folder: "." }).await;
}
