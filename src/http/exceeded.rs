//! A limit that a caller went beyond: an error that names it, and says what is allowed and what was asked.

use async_graphql::ServerError;

use super::answer::{Code, coded};

/// A limit of [`Limits`](super::Limits) that was exceeded. Those of documents are [`DocumentError::Over`](super::DocumentError::Over).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded {
    /// What is limited, with its unit.
    pub limit: &'static str,
    pub most: u64,
    /// Counting may stop once it is past the limit: what was counted until then. `None` where nothing was counted.
    pub asked: Option<u64>,
}

impl Exceeded {
    pub fn new(limit: &'static str, most: usize, asked: usize) -> Self {
        Self { limit, most: most as u64, asked: Some(asked as u64) }
    }

    /// Something that took longer than it may.
    pub fn time(limit: &'static str, most: std::time::Duration) -> Self {
        Self { limit, most: most.as_secs(), asked: None }
    }

    /// The error that says so in `message`.
    pub fn error(self, message: impl Into<String>, code: Code) -> ServerError {
        let mut error = coded(message, code);
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("limit", self.limit);
        extensions.set("most", self.most);
        if let Some(asked) = self.asked {
            extensions.set("asked", asked);
        }
        error
    }
}
