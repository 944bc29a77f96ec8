//! `/session`: who is signed in with this browser. These are the only addresses that set the cookie; everything else that
//! the portal does goes over the GraphQL API.
//!
//! Bodies are JSON in both directions. A request must carry the portal's header, which no foreign page can set. Only where
//! an OpenID provider sends the browser back it cannot (`session/openid.rs`).

mod openid;

use std::sync::Arc;

use poem::{
    Body, Endpoint, Request, Response, Route,
    http::{Method, StatusCode, header},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{cookie::SessionCookie, guard::PORTAL};
use crate::{
    auth::{Auth, Issued, SignIn, SignInError},
    client::Client,
    directory::{NewUser, Problem, Refused},
};

/// Bytes of a body: a name, an address and a password.
const MOST_BYTES: usize = 8 * 1024;

/// The addresses of this file.
pub fn routes(routes: Route, auth: Arc<Auth>, cookie: Arc<SessionCookie>, public_url: &str) -> Route {
    let redirect: Arc<str> = format!("{}{}", public_url.trim_end_matches('/'), openid::CALLBACK).into();
    let at = |work: Work| SessionEndpoint {
        auth: Arc::clone(&auth),
        cookie: Arc::clone(&cookie),
        redirect: Arc::clone(&redirect),
        work,
    };
    routes
        .at("/session", at(Work::Session))
        .at("/session/code", at(Work::Code))
        .at("/session/first", at(Work::First))
        .at("/session/invitation", at(Work::Invitation))
        .at("/session/openid", at(Work::OpenId))
        .at(openid::CALLBACK, at(Work::OpenIdCallback))
}

#[derive(Clone, Copy)]
enum Work {
    /// `GET` says who is signed in, `POST` signs in, `DELETE` signs out.
    Session,
    /// `POST` takes the code of the second factor, and signs in.
    Code,
    /// `POST` makes the first administrator.
    First,
    /// `POST` accepts an invitation; without a password it only says whom it is for.
    Invitation,
    /// `POST` tells where to sign in with the OpenID provider,
    OpenId,
    /// which sends the browser back here.
    OpenIdCallback,
}

#[derive(Deserialize)]
struct Password {
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct Code {
    ticket: String,
    code: String,
}

#[derive(Deserialize)]
struct First {
    code: String,
    name: String,
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct Invitation {
    invitation: String,
    password: Option<String>,
}

struct SessionEndpoint {
    auth: Arc<Auth>,
    cookie: Arc<SessionCookie>,
    /// Where an OpenID provider sends browsers back to.
    redirect: Arc<str>,
    work: Work,
}

impl Endpoint for SessionEndpoint {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        if matches!(self.work, Work::OpenIdCallback) {
            return Ok(self.come_back(&request).await);
        }
        if !request.headers().contains_key(PORTAL) {
            return Ok(answer(
                StatusCode::FORBIDDEN,
                &json!({ "code": "FOREIGN", "message": "Only the portal asks this." }),
            ));
        }
        let body = request.take_body();
        Ok(self.work(&request, body).await.unwrap_or_else(|refusal| refusal.response()))
    }
}

impl SessionEndpoint {
    async fn work(&self, request: &Request, body: Body) -> Result<Response, Refusal> {
        let client = request.extensions().get().cloned().unwrap_or_default();
        let client: &Client = &client;
        let token = self.cookie.token(request.headers());
        match (self.work, request.method()) {
            (Work::Session, &Method::GET) => self.tell(token).await,
            (Work::Session, &Method::DELETE) => self.end(token, client).await,
            (Work::Session, &Method::POST) => {
                let given: Password = read(body).await?;
                self.proceed(self.auth.sign_in(&given.email, &given.password, client).await?)
            }
            (Work::Code, &Method::POST) => {
                let given: Code = read(body).await?;
                self.begin(self.auth.sign_in_with_code(&given.ticket, &given.code, client).await?)
            }
            (Work::First, &Method::POST) => {
                let given: First = read(body).await?;
                let new = NewUser { name: given.name, email: given.email, is_admin: true };
                self.begin(self.auth.create_first_admin(&given.code, new, &given.password, client).await?)
            }
            (Work::Invitation, &Method::POST) => {
                let given: Invitation = read(body).await?;
                match given.password {
                    Some(password) => {
                        self.begin(self.auth.accept_invitation(&given.invitation, &password, client).await?)
                    }
                    None => {
                        let user = self.auth.invited(&given.invitation, client).await?;
                        Ok(answer(StatusCode::OK, &json!({ "name": user.name, "email": user.email })))
                    }
                }
            }
            (Work::OpenId, &Method::POST) => self.depart(client).await,
            _ => Err(Refusal::Method),
        }
    }

    async fn tell(&self, token: Option<&str>) -> Result<Response, Refusal> {
        let signed_in = token.is_some() && self.auth.admit(token).await.is_ok();
        let needs_first = !signed_in && self.auth.lacks_administrator().await?;
        let mut state = json!({ "signedIn": signed_in, "needsFirstAdministrator": needs_first });
        if let Some(name) = self.auth.openid_name() {
            state["openId"] = name.into();
        }
        Ok(answer(StatusCode::OK, &state))
    }

    /// Signs in, or asks for the code of the second factor.
    fn proceed(&self, sign_in: SignIn) -> Result<Response, Refusal> {
        match sign_in {
            SignIn::Done(issued) => self.begin(issued),
            SignIn::NeedsCode(ticket) => Ok(answer(StatusCode::OK, &json!({ "signedIn": false, "ticket": ticket }))),
        }
    }

    fn begin(&self, issued: Issued) -> Result<Response, Refusal> {
        let cookie = self.cookie.holding(&issued.text).ok_or(Refusal::Cookie)?;
        let mut response = answer(StatusCode::OK, &json!({ "signedIn": true }));
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        Ok(response)
    }

    async fn end(&self, token: Option<&str>, client: &Client) -> Result<Response, Refusal> {
        if let Ok(session) = self.auth.admit(token).await {
            self.auth.sign_out(&session, client).await?;
        }
        let mut response = answer(StatusCode::OK, &json!({ "signedIn": false }));
        response.headers_mut().insert(header::SET_COOKIE, self.cookie.forgotten().ok_or(Refusal::Cookie)?);
        Ok(response)
    }
}

enum Refusal {
    Body(&'static str),
    Method,
    Cookie,
    SignIn(SignInError),
}

impl From<SignInError> for Refusal {
    fn from(error: SignInError) -> Self {
        Self::SignIn(error)
    }
}

impl Refusal {
    fn response(&self) -> Response {
        let (status, code) = self.code();
        let mut body = json!({ "code": code, "message": self.message(code) });
        if let Self::SignIn(SignInError::TooMany(wait)) = self {
            body["retryAfter"] = wait.0.into();
        }
        if let Self::SignIn(SignInError::Problem(Problem::Refused(
            Refused::Invalid { field, .. } | Refused::Conflict { field, .. },
        ))) = self
        {
            body["field"] = (*field).into();
        }
        answer(status, &body)
    }

    fn code(&self) -> (StatusCode, &'static str) {
        use SignInError::{NoAccount, NoInvitation, NoTicket, OpenId, TooMany, Wrong, WrongCode, WrongSecondFactor};

        match self {
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "INVALID"),
            Self::SignIn(Wrong) => (StatusCode::UNAUTHORIZED, "WRONG"),
            Self::SignIn(WrongCode | WrongSecondFactor) => (StatusCode::UNAUTHORIZED, "WRONG_CODE"),
            Self::SignIn(NoTicket) => (StatusCode::UNAUTHORIZED, "NO_TICKET"),
            Self::SignIn(NoInvitation) => (StatusCode::NOT_FOUND, "NO_INVITATION"),
            Self::SignIn(TooMany(_)) => (StatusCode::TOO_MANY_REQUESTS, "TOO_MANY"),
            Self::SignIn(SignInError::Problem(Problem::Refused(Refused::Conflict { .. }))) => {
                (StatusCode::CONFLICT, "CONFLICT")
            }
            Self::Body(_) | Self::SignIn(SignInError::Problem(Problem::Refused(_))) => {
                (StatusCode::BAD_REQUEST, "INVALID")
            }
            Self::SignIn(NoAccount) => (StatusCode::FORBIDDEN, "NO_ACCOUNT"),
            Self::SignIn(OpenId(_)) => (StatusCode::BAD_GATEWAY, "PROVIDER"),
            Self::Cookie | Self::SignIn(_) => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"),
        }
    }

    /// What failed inside is logged and not told.
    fn message(&self, code: &str) -> String {
        match self {
            Self::Body(why) => (*why).to_owned(),
            Self::Method => "This address does not take this method.".to_owned(),
            Self::SignIn(SignInError::OpenId(error)) => {
                tracing::warn!(error = error as &dyn std::error::Error, "could not sign somebody in by OpenID");
                "The provider could not be used; the server's log says why.".to_owned()
            }
            Self::SignIn(error) if code != "INTERNAL" => error.to_string(),
            Self::SignIn(error) => {
                tracing::error!(error = error as &dyn std::error::Error, "could not sign somebody in");
                "The server failed to answer this.".to_owned()
            }
            Self::Cookie => "The server failed to answer this.".to_owned(),
        }
    }
}

async fn read<T: DeserializeOwned>(body: Body) -> Result<T, Refusal> {
    let bytes =
        body.into_bytes_limit(MOST_BYTES).await.map_err(|_| Refusal::Body("The body is too long or broke off."))?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Body("The body is not what this address takes."))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body.to_string())
}
