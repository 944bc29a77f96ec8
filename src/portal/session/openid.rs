//! The way to an OpenID provider and back.
//!
//! The browser leaves with a cookie of its own that lasts for the round trip. It is `SameSite=Lax`: it comes along when the
//! provider, a foreign page, sends the browser back. What is brought back counts only with it.

use poem::{
    Request, Response,
    http::{HeaderValue, StatusCode, header},
};
use serde_json::json;
use url::form_urlencoded;

use super::{Refusal, SessionEndpoint, answer};
use crate::{
    auth::{Return, SignIn},
    client::Client,
};

/// Where the provider sends the browser back to, below the public URL.
pub const CALLBACK: &str = "/session/openid/callback";

/// Where somebody who is not signed in lands; what follows `#` stays in the browser.
const SIGN_IN: &str = "/sign-in";

impl SessionEndpoint {
    /// Tells the page where to go.
    pub(super) async fn depart(&self, client: &Client) -> Result<Response, Refusal> {
        let departure = self.auth.depart(&self.redirect, client).await?;
        let mut response = answer(StatusCode::OK, &json!({ "url": departure.url }));
        let cookie = self.cookie.underway(&departure.ticket).ok_or(Refusal::Cookie)?;
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        Ok(response)
    }

    /// Takes whoever comes back into the portal, or to the sign-in page with what is still wanted or what is wrong.
    pub(super) async fn come_back(&self, request: &Request) -> Response {
        let client: Client = request.extensions().get().cloned().unwrap_or_default();
        let mut response = match self.arrive(request, &client).await {
            Ok(SignIn::Done(issued)) => {
                let mut response = to("/");
                if let Some(cookie) = self.cookie.holding(&issued.text) {
                    response.headers_mut().insert(header::SET_COOKIE, cookie);
                }
                response
            }
            Ok(SignIn::NeedsCode(ticket)) => to(&format!("{SIGN_IN}#ticket={ticket}")),
            Err(refusal) => {
                let (_, code) = refusal.code();
                // Says to the log what it has to say.
                let _ = refusal.message(code);
                to(&format!("{SIGN_IN}#refused={code}"))
            }
        };
        if let Some(cookie) = self.cookie.arrived() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    async fn arrive(&self, request: &Request, client: &Client) -> Result<SignIn, Refusal> {
        let query = request.uri().query().unwrap_or_default();
        let parameter = |name: &str| {
            form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let ticket = self.cookie.departed(request.headers());
        let (Some(ticket), Some(state), Some(code)) = (ticket, parameter("state"), parameter("code")) else {
            // Whoever said no at the provider comes back without a code.
            return Err(Refusal::SignIn(crate::auth::SignInError::NoTicket));
        };
        let back = Return { ticket, state: &state, code: &code };
        Ok(self.auth.come_back(back, &self.redirect, client).await?)
    }
}

fn to(place: &str) -> Response {
    let place = HeaderValue::try_from(place).unwrap_or_else(|_| HeaderValue::from_static(SIGN_IN));
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, place)
        .header(header::CACHE_CONTROL, "no-store")
        .finish()
}
