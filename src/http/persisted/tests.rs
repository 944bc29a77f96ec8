use serde_json::json;

use super::*;

const QUERY: &str = "{ hello }";

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn params(query: Option<&str>, id: Option<&str>) -> Params {
    let extensions = id.map(|id| json!({ "persistedQuery": { "version": 1, "sha256Hash": id } }));
    Params::from_payload(json!({ "query": query, "extensions": extensions })).unwrap()
}

fn any(persisted_bytes: Option<usize>) -> Documents {
    Documents::new(&Limits { persisted_bytes, ..Limits::default() }).unwrap()
}

fn trusted() -> Documents {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), json!({ "relay-1": QUERY }).to_string()).unwrap();
    Documents::new(&Limits { trusted_documents: Some(folder.path().into()), ..Limits::default() }).unwrap()
}

/// The document that runs.
fn run(documents: &Documents, query: Option<&str>, id: Option<&str>) -> Result<String, PersistedError> {
    let mut params = params(query, id);
    if let Some(introduced) = documents.resolve(&mut params)? {
        documents.keep(introduced, &params.query);
    }
    Ok(params.query)
}

#[test]
fn a_document_is_known_by_its_hash_once_it_was_introduced() {
    let (documents, hash) = (any(Some(1 << 20)), hash(QUERY));
    assert_eq!(run(&documents, None, Some(&hash)), Err(PersistedError::NotFound));
    assert_eq!(run(&documents, Some(QUERY), Some(&hash)).as_deref(), Ok(QUERY));
    assert_eq!(run(&documents, None, Some(&hash)).as_deref(), Ok(QUERY));
    assert_eq!(run(&documents, None, Some(&hash.to_uppercase())).as_deref(), Ok(QUERY));
}

#[test]
fn nobody_can_put_a_document_in_anothers_place() {
    let (documents, hash) = (any(Some(1 << 20)), hash(QUERY));
    assert_eq!(run(&documents, Some("{ other }"), Some(&hash)), Err(PersistedError::HashMismatch));
    assert_eq!(run(&documents, None, Some(&hash)), Err(PersistedError::NotFound));
    for id in ["", "abc", "zz", &format!("{hash}00")] {
        assert_eq!(run(&documents, Some(QUERY), Some(id)), Err(PersistedError::Malformed), "{id}");
    }
}

#[test]
fn what_is_kept_is_bounded_in_bytes() {
    let documents = any(Some(100_000));
    for number in 0..1_000 {
        let text = format!("{{ hello }} # {number} {}", "x".repeat(1_000));
        run(&documents, Some(&text), Some(&hash(&text))).unwrap();
    }
    let Kind::Any(Some(kept)) = &documents.0 else { panic!("documents are kept") };
    assert!((1..=100).contains(&kept.len()) && kept.weight() <= 100_000, "{} kept", kept.len());
}

#[test]
fn without_room_for_any_clients_are_told_not_to_try() {
    assert_eq!(run(&any(None), None, Some(&hash(QUERY))), Err(PersistedError::NotSupported));
    assert_eq!(run(&any(None), Some(QUERY), None).as_deref(), Ok(QUERY));
}

#[test]
fn of_trusted_documents_the_id_the_hash_and_the_text_are_good_and_nothing_else_is() {
    let (documents, hash) = (trusted(), hash(QUERY));
    for (query, id) in [
        (None, Some("relay-1")),
        (None, Some(hash.as_str())),
        (Some(QUERY), None),
        (Some(QUERY), Some("relay-1")),
        (Some(QUERY), Some("unknown")),
    ] {
        assert_eq!(run(&documents, query, id).as_deref(), Ok(QUERY), "{query:?} {id:?}");
    }
    for (query, id, error) in [
        (Some("{hello}"), None, PersistedError::NotTrusted),
        (Some("{hello}"), Some("unknown"), PersistedError::NotTrusted),
        (Some("{hello}"), Some("relay-1"), PersistedError::HashMismatch),
        (None, Some("unknown"), PersistedError::NotInList),
    ] {
        assert_eq!(run(&documents, query, id), Err(error), "{query:?} {id:?}");
    }
}
