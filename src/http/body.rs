//! Request bodies, within their bytes and their time.

use std::{pin::pin, time::Duration};

use futures_util::StreamExt;
use poem::Body;

use super::Limits;

/// How many times the limit is read of a body that is over it.
const DISCARDED_BODIES: usize = 8;

/// Why a body was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("The body has more than {most} bytes.")]
    TooLong {
        most: usize,
        /// As far as it was counted.
        length: usize,
    },
    #[error("The body did not arrive in time.")]
    TooSlow(Duration),
    #[error("The body broke off.")]
    BrokenOff,
}

/// Reads a whole body.
///
/// # Errors
///
/// It is too long, too slow, or not whole.
pub async fn read(body: Body, limits: &Limits) -> Result<Vec<u8>, BodyError> {
    tokio::time::timeout(limits.body_time, collect(body, limits.body_bytes))
        .await
        .unwrap_or(Err(BodyError::TooSlow(limits.body_time)))
}

/// Keeps at most `most` bytes, whatever length the body announced.
///
/// Of a longer one, the rest is taken and thrown away up to [`DISCARDED_BODIES`] times as much: many clients read no answer
/// before they have sent everything, and would see a broken connection instead of the refusal.
async fn collect(body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut chunks = pin!(body.into_bytes_stream());
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BodyError::BrokenOff)?;
        length = length.saturating_add(chunk.len());
        if length <= most {
            bytes.extend_from_slice(&chunk);
        } else if length > most.saturating_mul(DISCARDED_BODIES) {
            break;
        }
    }
    if length > most { Err(BodyError::TooLong { most, length }) } else { Ok(bytes) }
}
