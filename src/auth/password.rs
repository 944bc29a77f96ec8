//! Passwords, as argon2id hashes with the library's parameters, which are OWASP's.

use std::sync::{Arc, OnceLock};

use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{PasswordHash, SaltString},
};
use tokio::sync::Semaphore;

use crate::entropy::SharedEntropy;

/// Fewer characters can be guessed.
pub const SHORTEST: usize = 8;
/// In bytes: more is no password, and hashing it would cost.
pub const LONGEST: usize = 1_024;

/// Hashes that are worked on at a time: each takes 19 MiB and a core for some ten milliseconds.
const AT_A_TIME: usize = 2;

/// A password could not be hashed: the library refused, or the process is stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashError;

/// Hashes and checks passwords, off the threads that serve requests.
pub struct Passwords {
    entropy: SharedEntropy,
    room: Arc<Semaphore>,
    /// Stands in for the hash of people who have none, so that they take as long to be refused.
    nobody: OnceLock<String>,
}

impl Passwords {
    pub fn new(entropy: SharedEntropy) -> Self {
        Self { entropy, room: Arc::new(Semaphore::new(AT_A_TIME)), nobody: OnceLock::new() }
    }

    /// # Errors
    ///
    /// See [`HashError`].
    pub async fn hash(&self, password: &str) -> Result<String, HashError> {
        let (password, salt) = (password.to_owned(), self.salt());
        self.work(move || hash(&password, &salt)).await?
    }

    /// Whether the password is the one that was hashed. Without a hash it is not, after the same time.
    ///
    /// # Errors
    ///
    /// See [`HashError`].
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool, HashError> {
        let is_somebody = stored.is_some();
        let stored = match stored {
            Some(stored) => stored,
            None => self.of_nobody().await?,
        };
        let password = password.to_owned();
        let matches = move || {
            PasswordHash::new(&stored)
                .is_ok_and(|it| Argon2::default().verify_password(password.as_bytes(), &it).is_ok())
        };
        Ok(self.work(matches).await? && is_somebody)
    }

    async fn of_nobody(&self) -> Result<String, HashError> {
        if let Some(made) = self.nobody.get() {
            return Ok(made.clone());
        }
        let made = self.hash("nobody's").await?;
        Ok(self.nobody.get_or_init(|| made).clone())
    }

    fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        salt
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
        let permit = Arc::clone(&self.room).acquire_owned().await.map_err(|_| HashError)?;
        let worked = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        worked.await.map_err(|_| HashError)
    }
}

/// Whether a text can be a password.
pub fn is_allowed(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST
}

fn hash(password: &str, salt: &[u8]) -> Result<String, HashError> {
    let salt = SaltString::encode_b64(salt).map_err(|_| HashError)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(|_| HashError)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    #[tokio::test]
    async fn a_password_matches_its_hash_alone() {
        let passwords = Passwords::new(Arc::new(SystemEntropy));
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(passwords.verify("correct horse", Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct hors", Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("nobody's", None).await.unwrap());
        assert!(!passwords.verify("x", Some("no hash".to_owned())).await.unwrap());
        assert_ne!(passwords.hash("correct horse").await.unwrap(), hash, "each has a salt of its own");
    }

    #[test]
    fn passwords_have_8_characters_to_1024_bytes() {
        for (length, allowed) in [(7, false), (8, true), (1_024, true), (1_025, false)] {
            assert_eq!(is_allowed(&"x".repeat(length)), allowed, "{length}");
        }
        assert!(is_allowed(&"ä".repeat(8)));
    }
}
