//! Who calls: the token, wherever the client put it, and the proof that may stand beside it.

use std::sync::Arc;

use poem::http::{HeaderMap, header};

use super::{Services, error::GraphError, input::Params};
use crate::{
    auth::Session,
    client::Client,
    id::AppId,
    store::{AppRecord, Author, Who},
};

/// Whoever showed a token.
#[derive(Clone)]
pub enum Bearer {
    /// Of an app on a page, of a person or of a channel.
    Session(Session),
    /// The app itself, by its secret: `{app id}|{app secret}`.
    App(Arc<AppRecord>),
}

/// What a request shows to say who it is from.
pub struct Shown {
    pub token: String,
    proof: Option<String>,
}

impl Shown {
    /// Takes the token out of the parameters, or reads it from the header `Authorization`.
    pub fn take(params: &mut Params, headers: &HeaderMap) -> Option<Self> {
        let proof = params.take("appsecret_proof");
        let token = params.take("access_token").filter(|it| !it.is_empty()).or_else(|| in_header(headers))?;
        Some(Self { token, proof })
    }

    /// # Errors
    ///
    /// The token is no good, or the proof proves nothing.
    pub async fn admit(&self, services: &Services) -> Result<Bearer, GraphError> {
        let auth = &services.auth;
        if let Some((id, secret)) = self.token.split_once('|') {
            // A proof adds nothing to the secret itself; some clients send one of another token beside it.
            return Ok(Bearer::App(auth.admit_app(id, secret).await?));
        }
        let session = auth.admit(Some(&self.token)).await?;
        if let Some(proof) = &self.proof {
            let app = session.app().ok_or_else(GraphError::unproven)?.app;
            let app = services.directory.app(app).await?.ok_or_else(GraphError::unproven)?;
            if !auth.is_proven(&app, &self.token, proof) {
                return Err(GraphError::unproven());
            }
        }
        Ok(Bearer::Session(session))
    }
}

impl Bearer {
    /// The app that the token is of.
    pub fn app(&self) -> Option<AppId> {
        match self {
            Self::Session(session) => session.app().map(|it| it.app),
            Self::App(app) => Some(app.id),
        }
    }

    /// Whom the audit log tells of.
    pub fn author(&self, client: &Client) -> Author {
        match self {
            Self::Session(session) => session.author(client),
            Self::App(app) => {
                Author { who: Who::App { app: app.id, asked_by: None }, token: None, client: client.clone() }
            }
        }
    }
}

/// `Authorization: Bearer …`, or `OAuth …` as Meta's older clients have it.
fn in_header(headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let is_known = ["bearer", "oauth"].iter().any(|it| scheme.eq_ignore_ascii_case(it));
    let token = token.trim();
    (is_known && !token.is_empty()).then(|| token.to_owned())
}
