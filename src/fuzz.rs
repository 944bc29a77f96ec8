//! What the fuzz targets in `tests/fuzz` reach of this crate. Compiled for them and for tests alone.

pub use crate::{
    graph_api::fuzz::request,
    graphql::fuzz::cursor,
    http::{
        DocumentLimits,
        fuzz::{document, message, params},
    },
};

use std::{fmt::Display, str::FromStr};

use crate::id::{AppId, CustomerId, EntryPointId, ExternalId, MessageId, PageId, ThreadId, TokenId, UserId};

/// Reads an id as one of each kind.
///
/// # Panics
///
/// If one that was taken has another spelling than its own.
pub fn id(text: &str) {
    one::<PageId>(text);
    one::<AppId>(text);
    one::<ThreadId>(text);
    one::<EntryPointId>(text);
    one::<CustomerId>(text);
    one::<MessageId>(text);
    one::<UserId>(text);
    one::<TokenId>(text);
    one::<ExternalId>(text);
}

fn one<I: FromStr + Display>(text: &str) {
    if let Ok(id) = text.parse::<I>() {
        assert_eq!(id.to_string(), text, "an id has two spellings");
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// What fuzzing has found worth keeping holds without a fuzzer, too.
    fn corpus(target: &str, throw: impl Fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
        let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(!files.is_empty(), "the corpus of {target} is gone");
        for file in files {
            throw(&fs::read(file).unwrap());
        }
    }

    fn of_texts(throw: impl Fn(&str)) -> impl Fn(&[u8]) {
        move |bytes| std::str::from_utf8(bytes).into_iter().for_each(&throw)
    }

    #[test]
    fn the_corpus_of_documents_holds() {
        let limits = DocumentLimits::default();
        corpus("document", of_texts(|text| drop(document(text, &limits))));
    }

    #[test]
    fn the_corpus_of_messages_holds() {
        corpus("message", of_texts(message));
    }

    #[test]
    fn the_corpus_of_parameters_holds() {
        corpus("params", params);
    }

    #[test]
    fn the_corpus_of_cursors_holds() {
        corpus("cursor", of_texts(cursor));
    }

    #[test]
    fn the_corpus_of_graph_requests_holds() {
        corpus("request", request);
    }

    #[test]
    fn the_corpus_of_ids_holds() {
        corpus("id", of_texts(id));
    }
}
