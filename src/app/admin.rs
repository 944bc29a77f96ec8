//! Administrators, from the command line: beside a running server or without one.

use std::sync::Arc;

use super::{Baton, Migrate, StartError, open};
use crate::{
    clock::SystemClock,
    config::Config,
    directory::NewUser,
    entropy::SystemEntropy,
    store::{Author, TokenScope},
    time::Seconds,
};

/// Makes an administrator.
///
/// # Errors
///
/// The database cannot be reached, or somebody has the e-mail address already.
pub async fn admin_create(config: Config, email: String, name: String, password: String) -> Result<(), StartError> {
    let baton = baton(&config).await?;
    let hash = baton.services.auth.hash("password", &password).await.map_err(|_| StartError::Password)?;
    let editor = baton.services.directory.by(Author::operator());
    editor.create_user(NewUser { name, email, is_admin: true }, Some(&hash)).await?;
    Ok(())
}

/// An administrator's access token. Makes the first administrator if there is none.
///
/// # Errors
///
/// The database or the signing key cannot be used.
pub async fn admin_token(config: Config, expires_in: Option<Seconds>) -> Result<String, StartError> {
    let baton = baton(&config).await?;
    let admin = baton.services.directory.first_admin().await?;
    let scope = TokenScope::User { user: admin.id.clone() };
    let editor = baton.services.directory.by(Author::operator());
    Ok(baton.services.auth.issue(&editor, scope, expires_in.map(|it| it.0)).await??.text)
}

async fn baton(config: &Config) -> Result<Baton, StartError> {
    let keys = open::keys(config)?;
    let store = open::open(config, Migrate::First).await?;
    Ok(Baton::new(store, keys, Arc::new(SystemClock), Arc::new(SystemEntropy)))
}
