//! The contract under glass: `schema.graphql` is what the program prints, and it keeps its own habits.

#![cfg(test)]

use std::{collections::BTreeMap, path::Path, process::Command};

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{FieldDefinition, TypeDefinition, TypeKind, TypeSystemDefinition},
    },
};

#[test]
fn the_committed_schema_is_what_the_program_prints() {
    let printed = Command::new(env!("CARGO_BIN_EXE_baton")).arg("schema").output().expect("the program runs");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    let printed = String::from_utf8(printed.stdout).expect("UTF-8");
    let first = committed.lines().zip(printed.lines()).find(|(old, new)| old != new);
    assert!(committed == printed, "schema.graphql is not what the code says: run `make schema`; first {first:?}");
}

/// Everything but connections, whose shape the Relay specification describes.
#[test]
fn everything_says_what_it_is() {
    let mut silent = Vec::new();
    for (name, it) in types() {
        if it.description.is_none() && !name.ends_with("Connection") {
            silent.push(name.clone());
        }
        let mut member = |member: &str, is_described: bool| {
            if !is_described {
                silent.push(format!("{name}.{member}"));
            }
        };
        for field in fields(&it.kind) {
            member(&field.node.name.node, field.node.description.is_some());
        }
        match &it.kind {
            TypeKind::InputObject(input) => {
                input.fields.iter().for_each(|it| member(&it.node.name.node, it.node.description.is_some()));
            }
            TypeKind::Enum(it) => {
                it.values.iter().for_each(|it| member(&it.node.value.node, it.node.description.is_some()));
            }
            _ => {}
        }
    }
    assert!(silent.is_empty(), "without a description: {}", silent.join(", "));
}

#[test]
fn lists_that_can_grow_are_relay_connections() {
    let types = types();
    let connections: Vec<&String> = types.keys().filter(|it| it.ends_with("Connection")).collect();
    assert!(!connections.is_empty());
    for connection in connections {
        let node = connection.trim_end_matches("Connection");
        let shape = |name: &str| shape(&types[name].kind);
        assert_eq!(
            shape(connection),
            BTreeMap::from([
                ("edges".to_owned(), format!("[{node}Edge!]!")),
                ("nodes".to_owned(), format!("[{node}!]!")),
                ("pageInfo".to_owned(), "PageInfo!".to_owned()),
            ])
        );
        assert_eq!(
            shape(&format!("{node}Edge")),
            BTreeMap::from([("cursor".to_owned(), "String!".to_owned()), ("node".to_owned(), format!("{node}!")),])
        );
    }
}

#[test]
fn every_field_that_gives_a_connection_is_paged_by_its_arguments() {
    for (name, it) in types() {
        for field in fields(&it.kind) {
            let field = &field.node;
            let arguments: Vec<String> =
                field.arguments.iter().map(|it| format!("{}: {}", it.node.name.node, it.node.ty.node)).collect();
            let has = |wanted: &str| arguments.iter().any(|it| it == wanted);
            let is_paged = has("first: Int") && has("after: String") && has("last: Int") == has("before: String");
            let gives_connection = field.ty.node.to_string().ends_with("Connection!");
            assert_eq!(gives_connection, is_paged, "{name}.{}({})", field.name.node, arguments.join(", "));
        }
    }
}

#[test]
fn every_mutation_takes_one_input_and_gives_a_payload() {
    let types = types();
    for mutation in fields(&types["Mutation"].kind) {
        let (name, mutation) = (&mutation.node.name.node, &mutation.node);
        let arguments: Vec<_> = mutation.arguments.iter().map(|it| it.node.name.node.as_str()).collect();
        assert_eq!(arguments, ["input"], "{name}");
        let input = mutation.arguments[0].node.ty.node.to_string();
        assert!(input.ends_with("Input!"), "{name} takes {input}");
        let payload = mutation.ty.node.to_string();
        assert!(payload.ends_with("Payload!"), "{name} gives {payload}");
        for (field, ty) in shape(&types[payload.trim_end_matches('!')].kind) {
            match field.as_str() {
                "userErrors" => assert_eq!(ty, "[UserError!]!", "{payload}"),
                "duplicate" => assert_eq!(ty, "Boolean!", "{payload}"),
                _ => assert!(!ty.ends_with('!'), "{payload} {field} must be null when the call is refused"),
            }
        }
        assert!(shape(&types[payload.trim_end_matches('!')].kind).contains_key("userErrors"), "{payload}");
    }
}

/// The types of the schema by name.
fn types() -> BTreeMap<String, TypeDefinition> {
    let schema = parse_schema(baton::app::schema()).expect("the schema parses");
    let mut types = BTreeMap::new();
    for definition in schema.definitions {
        if let TypeSystemDefinition::Type(it) = definition {
            types.insert(it.node.name.node.to_string(), it.node);
        }
    }
    types
}

fn fields(kind: &TypeKind) -> &[Positioned<FieldDefinition>] {
    match kind {
        TypeKind::Object(it) => &it.fields,
        TypeKind::Interface(it) => &it.fields,
        _ => &[],
    }
}

/// The fields of a type, and what each gives.
fn shape(kind: &TypeKind) -> BTreeMap<String, String> {
    fields(kind).iter().map(|it| (it.node.name.node.to_string(), it.node.ty.node.to_string())).collect()
}
