//! What the door asks of the rooms behind it.

use std::sync::Arc;

use crate::{
    auth::{Auth, Denied, Session},
    http::{self, Gate, Readiness},
    store::{SchemaState, Store},
};

/// Admits the bearers of tokens.
pub(super) struct TokenGate(pub Arc<Auth>);

impl Gate for TokenGate {
    type Session = Session;

    async fn admit(&self, token: Option<&str>) -> Result<Session, http::Denied> {
        self.0.admit(token).await.map_err(|denied| match denied {
            Denied::Store(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "could not look a token up");
                http::Denied::Unavailable("the database is unavailable; try again".to_owned())
            }
            denied => http::Denied::Unauthenticated(denied.to_string()),
        })
    }
}

/// Ready once the database answers and is at this program's version.
pub(super) struct StoreReady(pub Store);

impl Readiness for StoreReady {
    async fn ready(&self) -> Result<(), String> {
        match self.0.schema_state().await {
            Ok(SchemaState::Current) => Ok(()),
            Ok(SchemaState::Behind(missing)) => Err(format!("the database lacks {missing} migrations")),
            Ok(SchemaState::Newer) => Err("the database is newer than this program".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}
