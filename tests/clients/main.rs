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
mod calls;
mod packages;
mod page;
mod shop;
mod stage;
mod story;
mod tls;

use bot::Script;

const NODE: Script = Script { program: "node", file: "", folder: ".", sets_its_webhook: false };

#[tokio::test]
async fn messaging_api_messenger() {
    story::tell(&Script { file: "messaging-api-messenger.js", sets_its_webhook: true, ..NODE }).await;
}

#[tokio::test]
async fn bottender() {
    story::tell(&Script { file: "server.js", folder: "bottender", ..NODE }).await;
}

#[tokio::test]
async fn facebook_nodejs_business_sdk() {
    story::tell(&Script { file: "facebook-nodejs-business-sdk.js", ..NODE }).await;
}

#[tokio::test]
async fn botbuilder_adapter_facebook() {
    story::tell(&Script { file: "botbuilder-adapter-facebook.js", ..NODE }).await;
}

#[tokio::test]
async fn facebook_business() {
    story::tell(&Script { program: "python3", file: "facebook_business_bot.py", ..NODE }).await;
}
