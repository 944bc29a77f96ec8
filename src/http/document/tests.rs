use std::{fmt::Write, time::Instant};

use super::*;

fn read(query: &str) -> Result<Document, DocumentError> {
    Document::read(query, None, &Variables::default(), &DocumentLimits::default())
}

fn over(query: &str) -> Option<(Measure, u32)> {
    match read(query) {
        Err(DocumentError::Over { measure, asked, .. }) => Some((measure, asked)),
        _ => None,
    }
}

/// `levels` fragments, each of which spreads the next one `width` times.
fn bomb(levels: usize, width: usize) -> String {
    let mut query = String::from("{...f0}");
    for level in 0..levels {
        let _ = write!(query, "fragment f{level} on Query{{{}}}", format!("...f{}", level + 1).repeat(width));
    }
    let _ = write!(query, "fragment f{levels} on Query{{__typename}}");
    query
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long this code takes")]
fn a_fragment_bomb_is_refused_at_once() {
    let (bomb, limits) = (bomb(7, 10), DocumentLimits::default());
    assert!(matches!(over(&bomb), Some((Measure::Selections, asked)) if asked > 10_000_000));

    // Parsing is linear, but its unoptimised code is slow: what is measured is the counting.
    let parsed = parser::parse_query(&bomb).unwrap();
    let best = (0..10).map(|_| {
        let start = Instant::now();
        assert!(lexer::check(&bomb, &limits).is_ok() && budget::check(&parsed, &limits).is_err());
        start.elapsed()
    });
    let best = best.min().unwrap();
    // 20 µs where the code is optimised; ten million selections, one by one, would take a second at the very least.
    assert!(best.as_millis() < 100, "took {best:?}");
}

#[test]
fn the_count_of_a_larger_bomb_saturates() {
    assert_eq!(over(&bomb(20, 10)), Some((Measure::Selections, u32::MAX)));
}

#[test]
fn fragments_are_counted_where_they_are_spread_and_where_nobody_spreads_them() {
    let limits = DocumentLimits { selections: 6, ..DocumentLimits::default() };
    let spread = "{...f ...f} fragment f on Query{a b}";
    assert!(Document::read(spread, None, &Variables::default(), &limits).is_ok());
    let unused = "{...f ...f} fragment f on Query{a b} fragment g on Query{a}";
    assert!(matches!(
        Document::read(unused, None, &Variables::default(), &limits),
        Err(DocumentError::Over { measure: Measure::Selections, most: 6, asked: 7 })
    ));
}

#[test]
fn a_fragment_that_spreads_itself_is_refused() {
    assert_eq!(
        read("{...a} fragment a on Query{...b} fragment b on Query{...a}").err(),
        Some(DocumentError::FragmentCycle)
    );
    assert_eq!(read("{x} fragment a on Query{...a ...a}").err(), Some(DocumentError::FragmentCycle));
}

#[test]
fn a_types_name_is_a_leaf() {
    let at = |query| match read(query).err() {
        Some(DocumentError::TypenameIsALeaf(at)) => Some((at.line, at.column)),
        _ => None,
    };
    assert_eq!(at("{ __typename { x } }"), Some((1, 3)));
    assert_eq!(at("{ a { ...f } } fragment f on A { name: __typename(x: 1) }"), Some((1, 34)));
    assert!(read("{ name: __typename @include(if: true) }").is_ok());
}

#[test]
fn a_long_chain_of_fragments_ends_with_the_depth() {
    assert!(matches!(over(&bomb(1_000, 1)), Some((Measure::Depth, 31))));
}

#[test]
fn a_fragment_counted_before_is_still_measured_where_it_is_spread() {
    let mut chain = String::from("fragment f0 on Query{x}");
    for level in 1..20 {
        let _ = write!(chain, "fragment f{level} on Query{{x{{...f{}}}}}", level - 1);
    }
    assert!(matches!(over(&format!("{{...f9 x{{x{{...f19}}}}}} {chain}")), Some((Measure::Depth, _))));
}

#[test]
fn aliases_directives_tokens_and_bytes_are_limited() {
    assert_eq!(over(&format!("{{{}}}", "a:__typename ".repeat(201))), Some((Measure::Aliases, 201)));
    assert_eq!(over(&format!("{{x {}}}", "@a ".repeat(201))), Some((Measure::Directives, 201)));
    assert_eq!(over(&format!("{{{}}}", "x ".repeat(10_000))), Some((Measure::Tokens, 10_001)));
    assert_eq!(over(&format!("{{x}}{}", " ".repeat(65_536))), Some((Measure::Bytes, 65_539)));
}

#[test]
fn brackets_of_any_kind_are_bounded_before_the_parser_descends() {
    for open in ["{", "[", "(", "{a(b:[", "query($a:["] {
        assert!(matches!(over(&open.repeat(9_000 / open.len())), Some((Measure::Nesting, 65))), "{open}");
    }
}

#[test]
fn brackets_in_strings_and_comments_do_not_count() {
    let brackets = "[".repeat(100);
    assert!(read(&format!("{{x(a:\"{brackets}\\\"{brackets}\")}}")).is_ok());
    assert!(read(&format!("{{x(a:\"\"\"{brackets}\\\"\"\"{brackets}\"\"\")}}")).is_ok());
    assert!(read(&format!("#{brackets}\n{{x}}")).is_ok());
}

#[test]
fn any_text_ends_in_an_answer() {
    for text in ["", "\"", "\"\\", "\"\"\"", "\"\"\"\\", "é{", "{x}\u{0}", "#", "...", "-", "}}}}{"] {
        assert!(read(text).is_err(), "{text:?}");
    }
}

#[test]
fn the_kind_is_that_of_the_operation_asked_for() {
    let both = "query Q{x} mutation M{y}";
    let kind = |name| {
        Document::read(both, name, &Variables::default(), &DocumentLimits::default()).map(|document| document.kind())
    };
    assert_eq!(kind(Some("Q")), Ok(OperationType::Query));
    assert_eq!(kind(Some("M")), Ok(OperationType::Mutation));
    assert_eq!(kind(None), Err(DocumentError::OperationNameMissing));
    assert_eq!(kind(Some("X")), Err(DocumentError::OperationUnknown));
}

#[test]
fn a_required_variable_must_be_given() {
    let refused = |query: &str, variables: serde_json::Value| {
        Document::read(query, None, &Variables::from_json(variables), &DocumentLimits::default()).err()
    };
    let missing = Some(DocumentError::VariableMissing("a".to_owned()));
    assert_eq!(refused("query($a: Int!) { x }", serde_json::json!({})), missing);
    assert_eq!(refused("query($a: Int! = 1) { x }", serde_json::json!({ "a": null })), missing);
    assert_eq!(refused("query($a: Int! = 1, $b: Int) { x }", serde_json::json!({})), None);
    assert_eq!(refused("query($a: [Int!]!) { x }", serde_json::json!({ "a": [] })), None);
}

#[test]
fn reading_the_schema_is_seen_through_aliases_and_fragments() {
    assert!(read("{a:__schema{types{name}}}").is_ok_and(|document| document.introspects()));
    assert!(read("{...f} fragment f on Query{__type(name:\"A\"){name}}").is_ok_and(|document| document.introspects()));
    assert!(read("{__typename}").is_ok_and(|document| !document.introspects()));
}

#[test]
fn an_error_does_not_repeat_the_document() {
    let error = read("{ secret(token: }").err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.starts_with("Syntax error: expected") && !error.contains("secret"), "{error}");
}
