//! Documents that clients name by a hash instead of sending them, and documents that are the only ones to run.
//!
//! *Automatic persisted queries*, as Apollo's clients speak them: a client sends the SHA-256 of its document alone
//! (`extensions.persistedQuery`), is told `PERSISTED_QUERY_NOT_FOUND` the first time, sends both, and is believed from then
//! on. What is kept is bounded in bytes, and the hash is checked: nobody can put a document in another's place.
//!
//! *Trusted documents*: an operator names a list made when the clients were built. Its documents run, by their id or by
//! their text to the letter, and nothing else does.

mod manifest;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::ServerError;
use quick_cache::{Weighter, sync::Cache};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    Limits,
    answer::{Code, coded},
    params::Params,
};

pub use manifest::ManifestError;

/// The extension of a request that names its document.
pub const EXTENSION: &str = "persistedQuery";

/// About how long a document is, for the cache to begin with.
const USUAL_BYTES: usize = 1024;

/// What a kept document takes beside its text.
const ENTRY_BYTES: u64 = 128;

type Hash = [u8; 32];

/// The documents that may run, and those that are known by a name.
pub struct Documents(Kind);

enum Kind {
    /// All may run. Those that were sent with their hash are kept, if any are.
    Any(Option<Cache<Hash, Arc<str>, Bytes>>),
    Trusted(Trusted),
}

#[derive(Debug, Default)]
struct Trusted {
    by_id: HashMap<String, Arc<str>>,
    texts: HashSet<Arc<str>>,
}

/// A document that was sent with its hash, to be kept once it has proved sound.
#[derive(Debug, PartialEq, Eq)]
pub struct Introduced(Hash);

/// Why there is no document to run. The texts of the first three and all codes are those that clients know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersistedError {
    #[error("PersistedQueryNotFound")]
    NotFound,
    #[error("PersistedQueryNotSupported")]
    NotSupported,
    #[error("provided sha does not match query")]
    HashMismatch,
    #[error("extensions.persistedQuery is not {{\"version\": 1, \"sha256Hash\": …}}.")]
    Malformed,
    #[error("No trusted document has this id.")]
    NotInList,
    #[error("Only trusted documents run here, and this is none of them.")]
    NotTrusted,
}

impl Documents {
    /// What `limits` allow; reads the list of trusted documents if there is one.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or is none.
    pub fn new(limits: &Limits) -> Result<Self, ManifestError> {
        let Some(path) = &limits.trusted_documents else {
            let kept = limits.persisted_bytes;
            return Ok(Self(Kind::Any(kept.map(|most| Cache::with_weighter(most / USUAL_BYTES, most as u64, Bytes)))));
        };
        let mut trusted = Trusted::default();
        for document in manifest::read(path)? {
            let text: Arc<str> = document.text.into();
            trusted.by_id.insert(hex::encode(Sha256::digest(text.as_bytes())), Arc::clone(&text));
            if let Some(id) = document.id {
                trusted.by_id.insert(id, Arc::clone(&text));
            }
            trusted.texts.insert(text);
        }
        tracing::info!(documents = trusted.texts.len(), path = %path.display(), "only trusted documents run");
        Ok(Self(Kind::Trusted(trusted)))
    }

    /// Puts the document that `params` name in its place, if it was left out.
    ///
    /// # Errors
    ///
    /// See [`PersistedError`].
    pub fn resolve(&self, params: &mut Params) -> Result<Option<Introduced>, PersistedError> {
        let id = params.extension(EXTENSION).map(id).transpose()?;
        match &self.0 {
            Kind::Trusted(trusted) => {
                if let Some(text) = trusted.find(id, &params.query)? {
                    params.query = text.to_string();
                }
            }
            Kind::Any(kept) => {
                let Some(id) = id else { return Ok(None) };
                let kept = kept.as_ref().ok_or(PersistedError::NotSupported)?;
                let mut hash = Hash::default();
                hex::decode_to_slice(id, &mut hash).map_err(|_| PersistedError::Malformed)?;
                if !params.query.is_empty() {
                    let is_its_hash = Sha256::digest(params.query.as_bytes()).as_slice() == hash;
                    return if is_its_hash { Ok(Some(Introduced(hash))) } else { Err(PersistedError::HashMismatch) };
                }
                params.query = kept.get(&hash).ok_or(PersistedError::NotFound)?.to_string();
            }
        }
        Ok(None)
    }

    /// Keeps a document that was introduced and has been read without complaint.
    pub fn keep(&self, Introduced(hash): Introduced, document: &str) {
        if let Kind::Any(Some(kept)) = &self.0 {
            kept.insert(hash, document.into());
        }
    }
}

impl Trusted {
    /// The document to run in place of `query`; `None` if that is one of the list itself.
    fn find(&self, id: Option<&str>, query: &str) -> Result<Option<&Arc<str>>, PersistedError> {
        match id {
            // Even a client that sends both is content with the document that it named.
            Some(id) => match self.by_id.get(id) {
                Some(text) if query.is_empty() || **text == *query => Ok(Some(text)),
                Some(_) => Err(PersistedError::HashMismatch),
                None if query.is_empty() => Err(PersistedError::NotInList),
                None => self.find(None, query),
            },
            None if self.texts.contains(query) => Ok(None),
            None => Err(PersistedError::NotTrusted),
        }
    }
}

/// The hash, or whatever else an operator's list has for an id.
fn id(extension: &Value) -> Result<&str, PersistedError> {
    let is_known = extension.get("version").and_then(Value::as_u64) == Some(1);
    extension.get("sha256Hash").and_then(Value::as_str).filter(|_| is_known).ok_or(PersistedError::Malformed)
}

impl From<PersistedError> for ServerError {
    fn from(error: PersistedError) -> Self {
        let code = match error {
            PersistedError::NotFound => Code::PersistedQueryNotFound,
            PersistedError::NotSupported => Code::PersistedQueryNotSupported,
            PersistedError::HashMismatch => Code::PersistedQueryHashMismatch,
            PersistedError::Malformed => Code::BadUserInput,
            PersistedError::NotInList => Code::PersistedQueryNotInList,
            PersistedError::NotTrusted => Code::QueryNotInSafelist,
        };
        coded(error.to_string(), code)
    }
}

/// What a kept document weighs.
#[derive(Debug, Clone)]
struct Bytes;

impl Weighter<Hash, Arc<str>> for Bytes {
    fn weight(&self, _: &Hash, document: &Arc<str>) -> u64 {
        ENTRY_BYTES + document.len() as u64
    }
}

#[cfg(test)]
mod tests;
