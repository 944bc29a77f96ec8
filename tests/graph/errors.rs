//! One table says what every refusal is called: the code's, GraphQL's and the documentation's.

use baton::refusals::Code;

const SCHEMA: &str = include_str!("../../schema.graphql");
const PAGE: &str = include_str!("../../docs/graph-api.md");

/// The members of `UserErrorCode`, as the schema has them.
fn user_error_codes() -> Vec<&'static str> {
    let members = SCHEMA.split("enum UserErrorCode {").nth(1).unwrap().split('}').next().unwrap();
    let is_name = |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_uppercase() || it == b'_');
    members.lines().map(str::trim).filter(is_name).collect()
}

#[test]
fn every_user_error_code_has_its_row() {
    let codes = user_error_codes();
    assert!(codes.contains(&"NOT_THREAD_OWNER") && codes.len() >= 13, "{codes:?}");
    for code in codes {
        assert!(Code::ALL.iter().any(|it| it.name() == code), "{code} has no row in src/refusals.rs");
    }
}

#[test]
fn the_documentation_has_the_table() {
    for code in Code::ALL {
        let graph = code.graph();
        let subcode = graph.subcode.map_or_else(|| "–".to_owned(), |it| it.to_string());
        let row = format!("| `{}` | {} | {} | {subcode} |", code.name(), graph.status, graph.code);
        assert!(PAGE.contains(&row), "docs/graph-api.md lacks the row {row}");
    }
}
