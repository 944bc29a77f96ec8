//! Lists of trusted documents, as the tools that build clients write them.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use async_graphql::parser;
use serde::Deserialize;

/// A document that may run.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    /// What clients call it, if the list gives it a name beside its hash.
    pub id: Option<String>,
    pub text: String,
}

/// Why there is no list of trusted documents.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    #[error("cannot read {path}")]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path} is no manifest of documents")]
    NoManifest {
        path: PathBuf,
        #[source]
        source: serde_json::Error,
    },
    #[error("{path} has a document that is not GraphQL")]
    NoDocument {
        path: PathBuf,
        #[source]
        source: parser::Error,
    },
    #[error("{path} has no documents")]
    Empty { path: PathBuf },
}

impl ManifestError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "let this user read it, or set BATON_TRUSTED_DOCUMENTS to another path",
            Self::NoManifest { .. } => {
                "write {\"id\": \"document\", …}, or a manifest of the format apollo-persisted-query-manifest, version 1"
            }
            Self::NoDocument { .. } => "build the list again with the clients' own tools",
            Self::Empty { .. } => {
                "a folder holds .graphql and .json files; without trusted documents nothing could run"
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    Apollo {
        #[serde(rename = "format")]
        _format: ApolloFormat,
        operations: Vec<Operation>,
    },
    /// Relay's, and the code generator's.
    ById(HashMap<String, String>),
}

#[derive(Deserialize)]
enum ApolloFormat {
    #[serde(rename = "apollo-persisted-query-manifest")]
    Known,
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

/// All documents of a manifest, of a document's file, or of a folder of both.
pub fn read(path: &Path) -> Result<Vec<Listed>, ManifestError> {
    let unreadable = |source| ManifestError::Unreadable { path: path.into(), source };
    let mut listed = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(unreadable)? {
            listed.extend(file(&entry.map_err(unreadable)?.path())?);
        }
    } else {
        listed = file(path)?;
    }
    if listed.is_empty() { Err(ManifestError::Empty { path: path.into() }) } else { Ok(listed) }
}

/// The documents of one file; none if its ending is of another kind.
fn file(path: &Path) -> Result<Vec<Listed>, ManifestError> {
    let read = || fs::read_to_string(path).map_err(|source| ManifestError::Unreadable { path: path.into(), source });
    let listed = match path.extension().and_then(|it| it.to_str()) {
        Some("json") => match serde_json::from_str(&read()?) {
            Ok(Manifest::Apollo { operations, .. }) => {
                operations.into_iter().map(|it| Listed { id: Some(it.id), text: it.body }).collect()
            }
            Ok(Manifest::ById(map)) => map.into_iter().map(|(id, text)| Listed { id: Some(id), text }).collect(),
            Err(source) => return Err(ManifestError::NoManifest { path: path.into(), source }),
        },
        Some("graphql" | "gql") => vec![Listed { id: None, text: read()? }],
        _ => Vec::new(),
    };
    for Listed { text, .. } in &listed {
        parser::parse_query(text).map_err(|source| ManifestError::NoDocument { path: path.into(), source })?;
    }
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_file(name: &str, text: &str) -> Result<Vec<Listed>, ManifestError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let alone = read(&path);
        let in_folder = read(folder.path());
        assert_eq!(alone.as_ref().ok(), in_folder.as_ref().ok());
        alone
    }

    #[test]
    fn the_manifests_of_apollo_and_relay_and_plain_documents_are_read() {
        let listed = |id: Option<&str>| [Listed { id: id.map(str::to_owned), text: "{ a }".to_owned() }];
        let apollo = r#"{"format": "apollo-persisted-query-manifest", "version": 1,
                         "operations": [{"id": "x", "name": "A", "type": "query", "body": "{ a }"}]}"#;
        assert_eq!(read_file("a.json", apollo).unwrap(), listed(Some("x")));
        assert_eq!(read_file("a.json", r#"{"x": "{ a }"}"#).unwrap(), listed(Some("x")));
        assert_eq!(read_file("a.graphql", "{ a }").unwrap(), listed(None));
    }

    #[test]
    fn what_is_no_list_says_what_is_wrong_and_what_to_do() {
        for (name, text, says) in [
            ("a.json", "{", "is no manifest"),
            ("a.json", "[]", "is no manifest"),
            ("a.json", r#"{"format": "other", "operations": []}"#, "is no manifest"),
            ("a.json", "{}", "has no documents"),
            ("a.json", r#"{"x": "{ a"}"#, "is not GraphQL"),
            ("a.graphql", "", "is not GraphQL"),
            ("a.txt", "{ a }", "has no documents"),
        ] {
            let error = read_file(name, text).unwrap_err();
            assert!(error.to_string().contains(says) && !error.help().is_empty(), "{error}");
        }
        assert!(matches!(read(Path::new("/nonexistent.json")), Err(ManifestError::Unreadable { .. })));
    }
}
