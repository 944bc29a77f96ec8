//! The composition root: the only place that wires parts together.

use crate::{auth::KeyError, config::Config, time::Seconds};

/// Whether `serve` may bring the database up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    First,
    /// Refuse to start instead.
    Refuse,
}

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("`{0}` is not built yet")]
    NotBuilt(&'static str),
}

impl StartError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Key(error) => error.help(),
            Self::NotBuilt(_) => "use a later version".to_owned(),
        }
    }
}

/// Serves until a signal asks it to stop.
///
/// # Errors
///
/// The server cannot start.
pub async fn serve(_config: Config, _migrate: Migrate) -> Result<(), StartError> {
    Err(StartError::NotBuilt("serve"))
}

/// Brings the database up to date; answers how many migrations that took.
///
/// # Errors
///
/// The database cannot be reached, or is newer than this program.
pub async fn migrate(_config: Config) -> Result<usize, StartError> {
    Err(StartError::NotBuilt("migrate"))
}

/// Makes an administrator.
///
/// # Errors
///
/// The database cannot be reached, or somebody has the e-mail address already.
pub async fn admin_create(_config: Config, _email: String, _name: String, _password: String) -> Result<(), StartError> {
    Err(StartError::NotBuilt("admin create"))
}

/// An administrator's access token. Makes the first administrator if there is none.
///
/// # Errors
///
/// The database or the signing key cannot be used.
pub async fn admin_token(_config: Config, _expires_in: Option<Seconds>) -> Result<String, StartError> {
    Err(StartError::NotBuilt("admin token"))
}

/// The GraphQL schema in its own language.
pub fn schema() -> String {
    String::new()
}
