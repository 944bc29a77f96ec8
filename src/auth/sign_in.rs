//! Signing in: a person shows that they are who they say, and gets a token that their browser keeps in a cookie.

use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{Auth, Issued, OpenIdError, password, session::Session, token::SignError};
use crate::{
    client::Client,
    directory::{Editor, NewUser, Problem, Refused, SignedInBy},
    id::UserId,
    store::{Author, SignInStep, StoreError, UserRecord},
    time::Seconds,
};

/// Attempts under one name before there is a pause between them.
const FREE_BY_NAME: u32 = 5;
/// The same from one address, behind which there may be a whole company.
const FREE_BY_ADDRESS: u32 = 50;

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Which of them is wrong is not said: it would tell who has an account.
    #[error("the address or the password is wrong")]
    Wrong,
    #[error("the code is wrong; the server printed it when it started")]
    WrongCode,
    #[error("the code is wrong, or has been used; wait for the next one")]
    WrongSecondFactor,
    #[error("the sign-in has waited too long; begin again")]
    NoTicket,
    #[error("the invitation has been used or is too old; ask for a new one")]
    NoInvitation,
    #[error("nobody here goes with this account; ask an administrator for an invitation")]
    NoAccount,
    #[error(transparent)]
    OpenId(#[from] OpenIdError),
    #[error("too many attempts; wait {} s and try again", .0.0)]
    TooMany(Seconds),
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error(transparent)]
    Hash(#[from] password::HashError),
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

/// What came of a first step that was right.
pub enum SignIn {
    /// It was the only one.
    Done(Issued),
    /// The code of the second factor is wanted too, with this ticket: it is good for ten minutes, and once.
    NeedsCode(String),
}

/// The code that makes the first administrator, by its digest; `None` while there is none.
#[derive(Default)]
pub(super) struct FirstCode(Mutex<Option<[u8; 32]>>);

impl FirstCode {
    fn set(&self, code: Option<&str>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = code.map(digest);
    }

    fn is(&self, code: &str) -> bool {
        let expected = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        expected.is_some_and(|it| it == digest(code))
    }
}

impl Auth {
    /// Signs a person in by their password; a second factor is wanted of whoever has one.
    ///
    /// # Errors
    ///
    /// Wrong, or too many attempts; the database failed.
    pub async fn sign_in(&self, email: &str, given: &str, client: &Client) -> Result<SignIn, SignInError> {
        let name = email.trim().to_lowercase();
        self.throttle(&name, client)?;
        let (user, hash) = self.directory.credentials(&name).await?.unzip();
        // What is no password is not hashed: that would be a way to keep the server busy.
        let is_right = password::is_allowed(given) && self.passwords.verify(given, hash.flatten()).await?;
        match user.filter(|_| is_right) {
            Some(user) => {
                self.throttle.forgive(&name);
                self.begin(&user.id, SignedInBy::Password, client).await
            }
            None => Err(SignInError::Wrong),
        }
    }

    /// Begins the session of somebody who has shown who they are, or asks them for their second factor.
    pub(super) async fn begin(&self, user: &UserId, by: SignedInBy, client: &Client) -> Result<SignIn, SignInError> {
        if self.confirmed(user).await?.is_none() {
            return self.begin_session(user, by, client).await.map(SignIn::Done);
        }
        let step = SignInStep::SecondFactor { user: user.clone() };
        Ok(SignIn::NeedsCode(self.directory.begin_step(&step).await?))
    }

    /// Signs a browser out.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn sign_out(&self, session: &Session, client: &Client) -> Result<(), SignInError> {
        match (session.token(), session.person()) {
            (Some(token), Some(user)) => {
                let editor = self.directory.by(session.author(client));
                Ok(editor.end_session(user, &token.id).await?)
            }
            _ => Ok(()),
        }
    }

    /// Whether no administrator can sign in yet.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn lacks_administrator(&self) -> Result<bool, SignInError> {
        Ok(self.directory.lacks_administrator().await?)
    }

    /// The code that makes the first administrator, anew; `None` if an administrator can sign in already.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn first_code(&self) -> Result<Option<String>, StoreError> {
        let code = if self.directory.lacks_administrator().await? { Some(self.ids.code()) } else { None };
        self.first.set(code.as_deref());
        Ok(code)
    }

    /// Makes the first administrator and signs them in.
    ///
    /// # Errors
    ///
    /// The code is wrong; INVALID values; somebody else was first.
    pub async fn create_first_admin(
        &self,
        code: &str,
        new: NewUser,
        given: &str,
        client: &Client,
    ) -> Result<Issued, SignInError> {
        self.throttle("the first administrator", client)?;
        if !self.first.is(&code.trim().to_uppercase()) {
            return Err(SignInError::WrongCode);
        }
        let hash = self.hash("password", given).await?;
        let editor = self.directory.by(Author::visitor(client.clone()));
        let user = editor.create_first_admin(new, &hash).await?;
        self.first.set(None);
        self.begin_session(&user.id, SignedInBy::FirstCode, client).await
    }

    /// Whom an invitation is for.
    ///
    /// # Errors
    ///
    /// The invitation is no good.
    pub async fn invited(&self, invitation: &str, client: &Client) -> Result<Arc<UserRecord>, SignInError> {
        self.throttle_address(client)?;
        self.directory.invited(invitation).await?.ok_or(SignInError::NoInvitation)
    }

    /// Gives an invited person the password that they chose, and signs them in.
    ///
    /// # Errors
    ///
    /// The invitation is no good; the password is none.
    pub async fn accept_invitation(
        &self,
        invitation: &str,
        given: &str,
        client: &Client,
    ) -> Result<Issued, SignInError> {
        self.throttle_address(client)?;
        let hash = self.hash("password", given).await?;
        let editor = self.directory.by(Author::visitor(client.clone()));
        let user = editor.accept_invitation(invitation, &hash).await.map_err(|problem| match problem {
            Problem::NotFound(_) => SignInError::NoInvitation,
            problem => problem.into(),
        })?;
        self.begin_session(&user, SignedInBy::Invitation, client).await
    }

    /// Gives a person another password; whoever is signed in as them elsewhere is signed out.
    ///
    /// # Errors
    ///
    /// The current password is wrong; the new one is none.
    pub async fn change_password(
        &self,
        editor: &Editor,
        user: &UserId,
        current: &str,
        given: &str,
    ) -> Result<(), SignInError> {
        self.check_password(user, current).await?;
        let hash = self.hash("newPassword", given).await?;
        Ok(editor.set_password(user, &hash).await?)
    }

    /// That somebody who is signed in is still who they were: their password, once more.
    ///
    /// # Errors
    ///
    /// Wrong, or too many attempts.
    pub(super) async fn check_password(&self, user: &UserId, given: &str) -> Result<(), SignInError> {
        let name = user.as_str();
        self.throttle.attempt(name, FREE_BY_NAME, self.clock.now()).map_err(SignInError::TooMany)?;
        let Some(person) = self.directory.user(user).await? else { return Err(SignInError::Wrong) };
        let stored = self.directory.credentials(&person.email).await?.and_then(|it| it.1);
        if !password::is_allowed(given) || !self.passwords.verify(given, stored).await? {
            return Err(SignInError::Wrong);
        }
        self.throttle.forgive(name);
        Ok(())
    }

    /// The hash of a password that somebody chose.
    ///
    /// # Errors
    ///
    /// INVALID: too short or too long.
    pub async fn hash(&self, field: &'static str, given: &str) -> Result<String, SignInError> {
        if !password::is_allowed(given) {
            let problem = format!("at least {} characters, at most {} bytes", password::SHORTEST, password::LONGEST);
            return Err(Problem::from(Refused::Invalid { field, problem }).into());
        }
        Ok(self.passwords.hash(given).await?)
    }

    async fn begin_session(&self, user: &UserId, by: SignedInBy, client: &Client) -> Result<Issued, SignInError> {
        let editor = self.directory.by(Author::person(user.clone(), client.clone()));
        let record = editor.begin_session(user, by).await?;
        Ok(Issued { text: self.keys.sign(&record)?, record })
    }

    fn throttle(&self, name: &str, client: &Client) -> Result<(), SignInError> {
        self.throttle_address(client)?;
        self.throttle.attempt(name, FREE_BY_NAME, self.clock.now()).map_err(SignInError::TooMany)
    }

    pub(super) fn throttle_address(&self, client: &Client) -> Result<(), SignInError> {
        let Some(address) = client.address() else { return Ok(()) };
        let address = address.to_string();
        self.throttle.attempt(&address, FREE_BY_ADDRESS, self.clock.now()).map_err(SignInError::TooMany)
    }
}

fn digest(code: &str) -> [u8; 32] {
    Sha256::digest(code.as_bytes()).into()
}
