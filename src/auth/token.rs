//! Tokens: JSON Web Tokens signed with EdDSA.
//!
//! A token says who speaks and nothing that may change: whether the app is still subscribed and which
//! tasks the person still has is looked up when it is used (docs/adr/0005).

mod claims;

use std::{collections::HashMap, path::Path};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};

use self::claims::{AUDIENCE, Claims, ISSUER};
use super::key::{KeyError, KeyFile};
use crate::{store::TokenRecord, time::Timestamp};

/// The longest text that is looked at, in bytes. Ours have fewer than 600.
pub const LONGEST_TOKEN: usize = 4_096;

/// Why a text is no token of ours. Safe to show to whoever sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("the access token is longer than {LONGEST_TOKEN} bytes")]
    TooLong,
    #[error("the access token is malformed")]
    Malformed,
    #[error("the access token is not signed with EdDSA")]
    Algorithm,
    #[error("the access token was signed with a key that is not in use here")]
    UnknownKey,
    #[error("the access token has a signature that does not match")]
    Signature,
    #[error("the access token was issued by or for another service")]
    Foreign,
    #[error("the access token has expired at {0}")]
    Expired(Timestamp),
}

/// A token cannot be signed: the claims or the key were refused.
#[derive(Debug, thiserror::Error)]
#[error("cannot sign the token")]
pub struct SignError(#[from] jsonwebtoken::errors::Error);

/// The keys in use: one signs, all verify.
pub struct Keys {
    signing: EncodingKey,
    header: Header,
    verifying: HashMap<String, DecodingKey>,
    validation: Validation,
}

impl Keys {
    /// Loads the signing key from `path`, making one if there is none; tokens that the key of the file
    /// `previous` signed are good too, so that a key can be replaced without a moment in which tokens fail.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, is open to others, or holds something else.
    pub fn load_or_create(path: &Path, previous: Option<&Path>) -> Result<Self, KeyError> {
        let current = KeyFile::load_or_create(path)?;
        let previous = previous.map(KeyFile::load).transpose()?;
        let kid = current.thumbprint();
        let verifying = [Some(&current), previous.as_ref()]
            .into_iter()
            .flatten()
            .map(|key| (key.thumbprint(), DecodingKey::from_ed_der(&key.public)))
            .collect();
        Ok(Self {
            signing: EncodingKey::from_ed_der(&current.pkcs8),
            header: Header { kid: Some(kid), ..Header::new(Algorithm::EdDSA) },
            verifying,
            validation: validation(),
        })
    }

    /// The token of a record. Its times are carried as whole seconds.
    ///
    /// # Errors
    ///
    /// The library refused to sign; with a key that loaded, it does not.
    pub fn sign(&self, record: &TokenRecord) -> Result<String, SignError> {
        Ok(encode(&self.header, &Claims::of(record), &self.signing)?)
    }

    /// What the token says, if it is one of ours and has not expired. Whether it was revoked is the
    /// store's to say: `revoked_at` is `None`.
    ///
    /// # Errors
    ///
    /// The first reason not to believe it.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<TokenRecord, TokenError> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenError::TooLong);
        }
        let header = decode_header(token).map_err(|_| TokenError::Malformed)?;
        if header.alg != Algorithm::EdDSA {
            return Err(TokenError::Algorithm);
        }
        // `crit` names extensions that must be understood (RFC 7515, 4.1.11), and none is.
        if header.crit.is_some() {
            return Err(TokenError::Malformed);
        }
        let key = header.kid.and_then(|kid| self.verifying.get(&kid)).ok_or(TokenError::UnknownKey)?;
        let claims = decode::<Claims>(token, key, &self.validation).map_err(|error| reason(&error))?.claims;
        let record = claims.into_record();
        match record.expires_at {
            Some(at) if at <= now => Err(TokenError::Expired(at)),
            _ => Ok(record),
        }
    }
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    // The library would read the machine's clock, and forgive a minute.
    validation.validate_exp = false;
    validation
}

fn reason(error: &jsonwebtoken::errors::Error) -> TokenError {
    use jsonwebtoken::errors::ErrorKind;

    match error.kind() {
        ErrorKind::InvalidSignature => TokenError::Signature,
        ErrorKind::InvalidAlgorithm => TokenError::Algorithm,
        ErrorKind::InvalidIssuer | ErrorKind::InvalidAudience => TokenError::Foreign,
        _ => TokenError::Malformed,
    }
}

#[cfg(test)]
mod tests;
