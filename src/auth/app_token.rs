//! What shows that somebody knows an app's secret: the app's own token `{app id}|{app secret}`, and the proof that
//! clients of the Graph API send beside a token (`appsecret_proof`).

use std::sync::Arc;

use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    hmac::{self, HMAC_SHA256},
};

use super::{Auth, Denied};
use crate::{directory::is_past, id::AppId, store::AppRecord, time::Timestamp};

impl Auth {
    /// The app of this id, if this is its secret.
    ///
    /// # Errors
    ///
    /// It is not, or there is no such app; which of the two is not told.
    pub async fn admit_app(&self, id: &str, secret: &str) -> Result<Arc<AppRecord>, Denied> {
        let Ok(id) = id.parse::<AppId>() else { return Err(Denied::App) };
        let app = self.directory.app(id).await?.ok_or(Denied::App)?;
        let is_known =
            secrets(&app, self.clock.now()).any(|it| verify_slices_are_equal(it.as_bytes(), secret.as_bytes()).is_ok());
        if is_known { Ok(app) } else { Err(Denied::App) }
    }

    /// Whether `proof` is the hexadecimal HMAC-SHA256 of `token` under the app's secret.
    pub fn is_proven(&self, app: &AppRecord, token: &str, proof: &str) -> bool {
        let Ok(proof) = hex::decode(proof) else { return false };
        secrets(app, self.clock.now()).any(|secret| {
            let key = hmac::Key::new(HMAC_SHA256, secret.as_bytes());
            hmac::verify(&key, token.as_bytes(), &proof).is_ok()
        })
    }
}

/// The secret in use and, while it is being replaced, the one before.
fn secrets(app: &AppRecord, now: Timestamp) -> impl Iterator<Item = &str> {
    let previous = app.previous_secret.as_ref().filter(|(_, until)| !is_past(Some(*until), now));
    [Some(app.secret.as_str()), previous.map(|(secret, _)| secret.as_str())].into_iter().flatten()
}
