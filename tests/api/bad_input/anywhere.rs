//! Nonsense in every argument there is: refused with a code of its own, never as the server's fault, and
//! without a trace in the log. The arguments are read from the schema, so that none is forgotten.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, InputValueDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use serde_json::{Value, json};

use crate::{
    shop::{Shop, in_both_shops},
    support::server::Answer,
};

in_both_shops!(
    nonsense_in_any_field_of_a_mutation_is_refused_and_leaves_no_trace,
    nonsense_in_any_argument_of_a_query_is_refused,
);

/// What may be said of a client's mistake.
const CLIENTS: [&str; 5] = ["BAD_USER_INPUT", "NOT_FOUND", "RATE_LIMITED", "FORBIDDEN", "UNAUTHENTICATED"];

async fn nonsense_in_any_field_of_a_mutation_is_refused_and_leaves_no_trace(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let types = types();
    let TypeKind::Object(mutations) = &types["Mutation"].kind else { panic!("no mutations") };
    for mutation in &mutations.fields {
        let name = mutation.node.name.node.as_str();
        let input = mutation.node.arguments[0].node.ty.node.to_string();
        let document = format!("mutation($input: {input}) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}");
        let TypeKind::InputObject(input) = &types[input.trim_end_matches('!')].kind else { panic!("{input}") };
        let fields: Vec<&InputValueDefinition> = input.fields.iter().map(|it| &it.node).collect();
        let sound: BTreeMap<&str, Value> = fields
            .iter()
            .filter(|it| !it.ty.node.nullable)
            .map(|it| (it.name.node.as_str(), sensible(&shop, &thread, it, &types)))
            .collect();
        let token = speaker(&shop, &fields);
        for field in fields.iter().map(|it| it.name.node.as_str()) {
            let before = trace(&shop, &thread).await;
            let mut all_refused = true;
            for (count, nonsense) in nonsense().into_iter().enumerate() {
                let mut input = sound.clone();
                if let Some(id) = input.get_mut("externalId") {
                    *id = json!(format!("{field}-{count}"));
                }
                input.insert(field, nonsense.clone());
                let answer = shop.server.send(token, &document, json!({"input": input})).await;
                all_refused &= is_refused(&answer, name, &format!("{name} {field}: {}", brief(&nonsense)));
            }
            // Some nonsense is sense in an optional text.
            assert!(!all_refused || trace(&shop, &thread).await == before, "{name} {field} left a trace");
        }
    }
}

async fn nonsense_in_any_argument_of_a_query_is_refused(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let at = |ty: &str, inner: &str| format!("query($it: {ty}) {{ {inner} }}");
    let on_page = |ty: &str, inner: &str| at(ty, &format!("page(id: {:?}) {{ {inner} }}", shop.page));
    let on_thread = |ty: &str, inner: &str| at(ty, &format!("thread(id: {thread:?}) {{ {inner} }}"));
    let mut documents = vec![
        at("ID!", "page(id: $it) { id }"),
        at("ID!", "app(id: $it) { id }"),
        at("ID!", "thread(id: $it) { id }"),
        on_page("ID!", "thread(customerId: $it) { id }"),
        on_page("ThreadOrder", "threads(orderBy: $it) { nodes { id } }"),
        on_page("ThreadFilter", "threads(filter: $it) { nodes { id } }"),
        on_thread("ThreadAction!", "can(action: $it) { allowed }"),
    ];
    for (argument, ty) in [("first", "Int"), ("after", "String"), ("last", "Int"), ("before", "String")] {
        let is_forward = argument == "first" || argument == "after";
        documents.extend(is_forward.then(|| at(ty, &format!("pages({argument}: $it) {{ nodes {{ id }} }}"))));
        documents.extend(is_forward.then(|| at(ty, &format!("apps({argument}: $it) {{ nodes {{ id }} }}"))));
        documents.extend(
            is_forward.then(|| on_page(ty, &format!("subscriptions({argument}: $it) {{ nodes {{ fields }} }}"))),
        );
        documents.push(on_page(ty, &format!("threads({argument}: $it) {{ nodes {{ id }} }}")));
        documents.push(on_thread(ty, &format!("messages({argument}: $it) {{ nodes {{ id }} }}")));
        documents.push(on_thread(ty, &format!("events({argument}: $it) {{ nodes {{ cursor }} }}")));
    }
    for (field, ty) in [("ownerId", "ID"), ("requestedById", "ID"), ("customerId", "ID"), ("search", "String")] {
        documents.push(on_page(ty, &format!("threads(filter: {{{field}: $it}}) {{ nodes {{ id }} }}")));
    }
    for document in documents {
        for nonsense in nonsense() {
            let answer = shop.server.send(&shop.server.admin, &document, json!({"it": nonsense})).await;
            is_refused(&answer, "", &format!("{document} {}", brief(&nonsense)));
        }
    }
}

/// Wrong types, numbers where ids stand, huge numbers, control characters, and too much of everything.
fn nonsense() -> Vec<Value> {
    vec![
        json!(true),
        json!({}),
        json!([null]),
        json!(1.5),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("a\u{0}b"),
        json!("\u{7}\u{1b}[2J"),
        json!("-1"),
        json!("9007199254740992"),
        json!("1; DROP TABLE threads"),
        json!("%_\\'\""),
        json!("ZTotMTotMQ"),
        json!("é".repeat(5_000)),
        json!(["\u{0}"]),
    ]
}

/// Whether the client was refused; the server itself must not have failed.
#[track_caller]
fn is_refused(answer: &Answer, name: &str, what: &str) -> bool {
    assert!(answer.status < 500, "{what}: status {}", answer.status);
    for error in &answer.errors {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        assert!(CLIENTS.contains(&code), "{what}: {error}");
    }
    let is_refused = answer.data[name]["userErrors"].as_array().is_some_and(|it| !it.is_empty());
    is_refused || !answer.errors.is_empty()
}

/// All that ever happened to the thread.
async fn trace(shop: &Shop, thread: &str) -> Value {
    let query =
        format!("{{ thread(id: {thread:?}) {{ control {{ epoch }} events(last: 1) {{ nodes {{ sequence }} }} }} }}");
    shop.server.send(&shop.server.admin, &query, json!({})).await.ok()
}

/// The token of a caller that may do what takes these fields.
fn speaker<'a>(shop: &'a Shop, fields: &[&InputValueDefinition]) -> &'a str {
    let has = |name: &str| fields.iter().any(|it| it.name.node == name);
    match (has("externalId"), has("threadId")) {
        (true, _) => &shop.channel,
        (_, true) => &shop.bot.token,
        _ => &shop.server.admin,
    }
}

/// A value that the field takes.
fn sensible(
    shop: &Shop,
    thread: &str,
    field: &InputValueDefinition,
    types: &BTreeMap<String, TypeDefinition>,
) -> Value {
    match field.name.node.as_str() {
        "threadId" => json!(thread),
        "pageId" => json!(shop.page),
        "appId" | "targetId" | "targetAppId" => json!(shop.desk.id),
        "email" => json!("ada@example.org"),
        _ => plain(&field.ty.node, types),
    }
}

fn plain(ty: &Type, types: &BTreeMap<String, TypeDefinition>) -> Value {
    match &ty.base {
        BaseType::List(inner) => json!([plain(inner, types)]),
        BaseType::Named(name) => match (name.as_str(), types.get(name.as_str()).map(|it| &it.kind)) {
            (_, Some(TypeKind::Enum(it))) => json!(it.values[0].node.value.node),
            ("Int", _) => json!(60),
            ("Boolean", _) => json!(true),
            _ => json!("ada"),
        },
    }
}

fn types() -> BTreeMap<String, TypeDefinition> {
    let schema = parse_schema(baton::app::schema()).expect("the schema parses");
    let types = schema.definitions.into_iter().filter_map(|it| match it {
        TypeSystemDefinition::Type(it) => Some((it.node.name.node.to_string(), it.node)),
        _ => None,
    });
    types.collect()
}

fn brief(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}
