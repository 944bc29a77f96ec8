//! Every mutation of the schema either leaves an entry in the audit log, or stands among those that change nothing that
//! the log is about, with the reason.

use std::collections::BTreeSet;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use serde_json::{Value, json};

use crate::{
    calls::{CALLS, document},
    scene::{Scene, in_both_scenes},
};

/// Mutations without an entry of their own. This list only shrinks.
const EXEMPT: &[(&str, &str)] = &[
    ("passThreadControl", "an app's: stands in the thread's log with its cause"),
    ("takeThreadControl", "an app's: stands in the thread's log with its cause"),
    ("requestThreadControl", "an app's: stands in the thread's log with its cause"),
    ("withdrawThreadControlRequest", "an app's: stands in the thread's log with its cause"),
    ("releaseThreadControl", "an app's: stands in the thread's log with its cause"),
    ("extendThreadControl", "an app's: stands in the thread's log with its cause"),
    ("passThreadMetadata", "an app's: stands in the thread's log with its cause"),
    ("sendMessage", "an app's: stands in the thread's log with its cause"),
    ("sendSurvey", "an app's: stands in the thread's log with its cause"),
    ("setUserMenu", "an app's: stands in the thread's log with its cause"),
    ("deleteUserMenu", "an app's: stands in the thread's log with its cause"),
    ("receiveMessage", "a customer's: stands in the thread's log"),
    ("receivePostback", "a customer's: stands in the thread's log"),
    ("receiveReferral", "a customer's: stands in the thread's log"),
    ("receiveFeedback", "a customer's: stands in the thread's log"),
    ("markThreadRead", "changes what its person is shown, and nothing for anybody else"),
    ("redeliver", "stands in the delivery's log as an attempt that somebody asked for"),
    ("sendTestEvent", "changes nothing"),
];

/// Mutations that need more than a call of the access table to go well; their own tests look for their entries
/// (`tests/portal/second_factor.rs`, `tests/portal/sessions.rs`, `tests/webhooks/setting.rs`).
const ELSEWHERE: &[&str] = &[
    "changePassword",
    "beginSecondFactor",
    "confirmSecondFactor",
    "renewRecoveryCodes",
    "disableSecondFactor",
    "resetSecondFactor",
    "enableWebhook",
    "redeliverSince",
    "cancelRedelivery",
];

/// Who calls what administrators may not.
fn caller(mutation: &str) -> &'static str {
    match mutation {
        "setPageMenu" | "deletePageMenu" => "app",
        _ => "admin",
    }
}

in_both_scenes!(every_mutation_that_changes_something_leaves_an_entry, a_refused_mutation_leaves_none);

async fn every_mutation_that_changes_something_leaves_an_entry(scene: Scene) {
    let mut silent = Vec::new();
    for mutation in mutations() {
        let name = mutation.as_str();
        if EXEMPT.iter().any(|it| it.0 == name) || ELSEWHERE.contains(&name) {
            continue;
        }
        let call = CALLS.iter().find(|it| it.0 == name).unwrap_or_else(|| panic!("nothing calls {name}"));
        if name == "deletePageMenu" {
            let menu = scene.fill("pageId: <page> items: [{title: \"A\" payload: \"A\"}]").await;
            scene.mutate(scene.token("app"), "setPageMenu", &menu, "menu { level }").await;
        }
        // What the call needs is made first: its entries are not the call's.
        let call = scene.fill(&document(name, call.1)).await;
        let before = newest(&scene).await;
        let outcome = scene.call(&scene.server, scene.token(caller(name)), &call).await;
        assert_eq!(outcome, "ok", "{name}");
        let after = newest(&scene).await;
        if after["id"] == before["id"] {
            silent.push(mutation);
            continue;
        }
        assert_eq!(after["address"], "127.0.0.1", "{name}: {after}");
        assert!(after["requestId"].as_str().is_some_and(|it| !it.is_empty()), "{name}: {after}");
        assert!(!after["actor"]["tokenId"].is_null(), "{name}: {after}");
        assert!(!after["before"].is_null() || !after["after"].is_null(), "{name} says nothing: {after}");
    }
    assert!(silent.is_empty(), "no entry in the audit log of {silent:?}");
}

async fn a_refused_mutation_leaves_none(scene: Scene) {
    let call =
        scene.fill("mutation { updatePageSettings(input: {pageId: <page> name: \" \"}) { userErrors { code } } }");
    let call = call.await;
    let before = newest(&scene).await;
    assert_eq!(scene.call(&scene.server, scene.token("admin"), &call).await, "INVALID");
    assert_eq!(scene.call(&scene.server, scene.token("analyze"), &call).await, "403");
    assert_eq!(newest(&scene).await["id"], before["id"]);
}

#[test]
fn the_exceptions_are_mutations() {
    let mutations = mutations();
    for name in EXEMPT.iter().map(|it| it.0).chain(ELSEWHERE.iter().copied()) {
        assert!(mutations.contains(name), "{name} is no mutation: take it off the exceptions");
    }
}

async fn newest(scene: &Scene) -> Value {
    let query = "{ auditLog(first: 1) { nodes { id kind address requestId before after actor { tokenId } } } }";
    scene.server.send(&scene.server.admin, query, json!({})).await.ok()["auditLog"]["nodes"][0].take()
}

fn mutations() -> BTreeSet<String> {
    let schema = parse_schema(baton::app::schema()).expect("the schema parses");
    let mutation = schema.definitions.into_iter().find_map(|it| match it {
        TypeSystemDefinition::Type(it) if it.node.name.node == "Mutation" => match it.node.kind {
            TypeKind::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    });
    let fields = mutation.expect("there are mutations").fields;
    fields.into_iter().map(|field| field.node.name.node.to_string()).collect()
}
