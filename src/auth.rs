//! Who is calling. What they may do is looked up where it is asked, each time: a token names its
//! bearer and carries no power of its own.

mod app_token;
pub mod key;
mod openid;
pub mod password;
mod second_factor;
mod session;
mod sight;
mod sign_in;
mod throttle;
pub mod token;

use std::sync::Arc;

use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::{
    clock::SharedClock,
    directory::{Answer, Directory, Editor, is_past},
    entropy::{Ids, SharedEntropy},
    store::{StoreError, TokenRecord, TokenScope},
    time::Timestamp,
};

pub use key::KeyError;
pub use openid::{Departure, OpenIdError, OpenIdSettings, Return};
pub use second_factor::{Enrolment, SecondFactorError};
pub use session::{AppSession, Session};
pub use sight::{Sight, Unseen};
pub use sign_in::{SignIn, SignInError};
pub use token::{Keys, SignError, TokenError};

use self::{openid::OpenId, password::Passwords, sign_in::FirstCode, throttle::Throttle};

/// Tokens whose signature is remembered, so that a busy client's is checked once.
const VERIFIED: usize = 10_000;

/// Admits callers, and makes the tokens that they show.
pub struct Auth {
    keys: Keys,
    directory: Directory,
    clock: SharedClock,
    ids: Arc<Ids>,
    passwords: Passwords,
    throttle: Throttle,
    first: FirstCode,
    openid: Option<OpenId>,
    /// By digest: the tokens themselves are not kept.
    verified: Cache<[u8; 32], Arc<TokenRecord>>,
}

/// Why a caller is not admitted.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error("the token was revoked; ask for a new one")]
    Revoked,
    #[error("the token was not issued here; ask for a new one")]
    Unknown,
    #[error("there is no app with this id and secret")]
    App,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Auth {
    pub fn new(keys: Keys, directory: Directory, clock: SharedClock, entropy: SharedEntropy) -> Self {
        Self {
            keys,
            directory,
            clock,
            ids: Arc::new(Ids::shared(entropy.clone())),
            passwords: Passwords::new(entropy),
            throttle: Throttle::default(),
            first: FirstCode::default(),
            openid: None,
            verified: Cache::new(VERIFIED),
        }
    }

    /// The same, letting people sign in with accounts of an OpenID provider.
    #[must_use]
    pub fn with_openid(self, settings: Option<OpenIdSettings>) -> Self {
        Self { openid: settings.map(OpenId::new), ..self }
    }

    /// Who shows this token; without one, nobody in particular.
    ///
    /// # Errors
    ///
    /// `token_revoked`: expired, revoked, forged, or for somebody else.
    pub async fn admit(&self, token: Option<&str>) -> Result<Session, Denied> {
        let Some(token) = token else { return Ok(Session::Anonymous) };
        let record = self.verified(token)?;
        self.in_force(&record).await?;
        Ok(Session::Bearer(record))
    }

    /// Asks again whether a session that was admitted earlier still holds. It then does until the moment answered, if any,
    /// unless the configuration gets another revision.
    ///
    /// # Errors
    ///
    /// As [`Auth::admit`].
    pub async fn still_holds(&self, session: &Session) -> Result<Option<Timestamp>, Denied> {
        match session.token() {
            None => Ok(None),
            Some(record) => self.in_force(record).await,
        }
    }

    /// Issues a token and signs it: the only moment in which its text exists here.
    ///
    /// # Errors
    ///
    /// INVALID life; the database failed.
    pub async fn issue(
        &self,
        editor: &Editor,
        scope: TokenScope,
        expires_in: Option<i64>,
    ) -> Answer<Result<Issued, SignError>> {
        let record = editor.issue(scope, expires_in).await?;
        Ok(self.keys.sign(&record).map(|text| Issued { text, record }))
    }

    fn verified(&self, token: &str) -> Result<Arc<TokenRecord>, TokenError> {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some(record) = self.verified.get(&digest) {
            return Ok(record);
        }
        let record = Arc::new(self.keys.verify(token, self.clock.now())?);
        self.verified.insert(digest, record.clone());
        Ok(record)
    }

    /// Until when the token holds as things are.
    async fn in_force(&self, record: &TokenRecord) -> Result<Option<Timestamp>, Denied> {
        let now = self.clock.now();
        if let Some(at) = record.expires_at.filter(|at| *at <= now) {
            return Err(TokenError::Expired(at).into());
        }
        let issued = self.directory.token(&record.id).await?.ok_or(Denied::Unknown)?;
        if is_past(issued.revoked_at, now) {
            return Err(Denied::Revoked);
        }
        Ok(record.expires_at.into_iter().chain(issued.revoked_at).min())
    }
}

/// A new token.
pub struct Issued {
    /// What its bearer shows.
    pub text: String,
    pub record: TokenRecord,
}
