//! Signing in with an account at an OpenID provider: authorization code flow with PKCE (RFC 7636), `state` and `nonce`.
//!
//! The provider is the operator's choice and is believed in what it vouches for: its ID tokens are checked by signature,
//! issuer, audience, time and nonce, and of an address it must say that it has verified it.

mod http;

use std::sync::{Mutex, PoisonError};

use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims},
};
use sha2::{Digest, Sha256};

use self::http::Http;
use super::{
    Auth,
    sign_in::{SignIn, SignInError},
};
use crate::{
    client::Client,
    directory::{Account, SignedInBy},
    store::{Author, SignInStep},
    time::{Seconds, Timestamp},
};

/// How long what the provider says of itself, its keys too, is believed before it is asked again.
const BELIEVED: Seconds = Seconds(600);

/// The provider that people may sign in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenIdSettings {
    /// `https://…`; `http://…` on this machine alone.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// What people call it.
    pub name: String,
    /// Of whose addresses people are made who are not known here.
    pub domains: Vec<String>,
}

/// The provider, asked when it is needed.
pub(super) struct OpenId {
    settings: OpenIdSettings,
    http: Http,
    metadata: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

/// Where to send the browser, and what it has to bring back.
pub struct Departure {
    pub url: String,
    /// For a cookie: it ties the provider's answer to this browser.
    pub ticket: String,
}

/// What the provider sent the browser back with.
pub struct Return<'a> {
    pub ticket: &'a str,
    pub state: &'a str,
    pub code: &'a str,
}

/// Why the provider was of no use; the log says it, and the visitor hears that there is something.
#[derive(Debug, thiserror::Error)]
pub enum OpenIdError {
    #[error("no OpenID provider is configured")]
    NotConfigured,
    #[error("the configuration is wrong: {0}")]
    Configuration(String),
    #[error("the provider does not say what it is: {0}")]
    Discovery(String),
    #[error("the provider gave no token: {0}")]
    Exchange(String),
    #[error("the provider's token is none for this sign-in: {0}")]
    Token(String),
}

type Provider =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl OpenId {
    pub fn new(settings: OpenIdSettings) -> Self {
        Self { settings, http: Http::default(), metadata: Mutex::new(None) }
    }

    async fn provider(&self, redirect: &str, now: Timestamp) -> Result<Provider, OpenIdError> {
        let redirect = RedirectUrl::new(redirect.to_owned());
        let redirect = redirect.map_err(|error| OpenIdError::Configuration(error.to_string()))?;
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let metadata = self.metadata(now).await?;
        Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
    }

    async fn metadata(&self, now: Timestamp) -> Result<CoreProviderMetadata, OpenIdError> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, metadata)) = known
            && now < at + BELIEVED
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone());
        let issuer = issuer.map_err(|error| OpenIdError::Configuration(error.to_string()))?;
        let send = self.http.sender();
        let metadata = CoreProviderMetadata::discover_async(issuer, &send).await;
        let metadata = metadata.map_err(|error| OpenIdError::Discovery(http::chain(&error)))?;
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, metadata.clone()));
        Ok(metadata)
    }

    /// Trades the code for the account that the provider vouches for.
    async fn account(
        &self,
        provider: &Provider,
        code: &str,
        verifier: String,
        nonce: String,
        now: Timestamp,
    ) -> Result<Account, OpenIdError> {
        let send = self.http.sender();
        let exchange = provider.exchange_code(AuthorizationCode::new(code.to_owned()));
        let exchange = exchange.map_err(|error| OpenIdError::Discovery(error.to_string()))?;
        let response = exchange.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request_async(&send).await;
        let response = response.map_err(|error| OpenIdError::Exchange(http::chain(&error)))?;

        let wrong = |error: &dyn std::error::Error| OpenIdError::Token(http::chain(error));
        let token = response.id_token().ok_or_else(|| OpenIdError::Token("there is no ID token".to_owned()))?;
        let checks = provider.id_token_verifier().set_time_fn(move || now.to_datetime());
        let claims = token.claims(&checks, &Nonce::new(nonce)).map_err(|error| wrong(&error))?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|error| wrong(&error))?;
            let key = token.signing_key(&checks).map_err(|error| wrong(&error))?;
            let actual = AccessTokenHash::from_token(response.access_token(), algorithm, key);
            if actual.map_err(|error| wrong(&error))? != *expected {
                return Err(OpenIdError::Token("the access token belongs to another ID token".to_owned()));
            }
        }
        let name = |it: Option<&openidconnect::LocalizedClaim<openidconnect::EndUserName>>| {
            it.and_then(|it| it.get(None)).map(|it| it.to_string())
        };
        let mut account = Account {
            issuer: self.settings.issuer.clone(),
            subject: claims.subject().to_string(),
            email: claims.email().filter(|_| claims.email_verified() == Some(true)).map(|it| it.to_string()),
            name: name(claims.name()),
        };
        // Many providers tell no more in the token than who it is, and the rest to who asks with it.
        if account.email.is_none()
            && let Ok(request) = provider.user_info(response.access_token().clone(), Some(claims.subject().clone()))
        {
            let told: Result<CoreUserInfoClaims, _> = request.request_async(&send).await;
            let told = told.map_err(|error| OpenIdError::Exchange(http::chain(&error)))?;
            account.email = told.email().filter(|_| told.email_verified() == Some(true)).map(|it| it.to_string());
            account.name = account.name.or_else(|| name(told.name()));
        }
        Ok(account)
    }
}

impl Auth {
    /// What people call the provider that they may sign in with, if there is one.
    pub fn openid_name(&self) -> Option<&str> {
        self.openid.as_ref().map(|it| it.settings.name.as_str())
    }

    /// Begins a sign-in at the provider, which sends the browser back to `redirect`.
    ///
    /// # Errors
    ///
    /// There is no provider, or it does not answer; too many attempts.
    pub async fn depart(&self, redirect: &str, client: &Client) -> Result<Departure, SignInError> {
        self.throttle_address(client)?;
        let openid = self.openid.as_ref().ok_or(OpenIdError::NotConfigured)?;
        let provider = openid.provider(redirect, self.clock.now()).await?;
        let [state, nonce, verifier] = [(); 3].map(|()| self.ids.secret());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let (csrf, once) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let (url, _, _) = provider
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || csrf, || once)
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let step = SignInStep::OpenId { state, nonce, verifier };
        Ok(Departure { url: url.into(), ticket: self.directory.begin_step(&step).await? })
    }

    /// Signs in whoever comes back from the provider.
    ///
    /// # Errors
    ///
    /// The sign-in was not begun with this browser, or too long ago; the provider vouches for nobody; nobody here has the
    /// account.
    pub async fn come_back(&self, back: Return<'_>, redirect: &str, client: &Client) -> Result<SignIn, SignInError> {
        self.throttle_address(client)?;
        let openid = self.openid.as_ref().ok_or(OpenIdError::NotConfigured)?;
        let step = self.directory.take_step(back.ticket).await?;
        let Some(SignInStep::OpenId { state, nonce, verifier }) = step else { return Err(SignInError::NoTicket) };
        // Compared by digest, which takes as long wherever they differ.
        if Sha256::digest(&state) != Sha256::digest(back.state) {
            return Err(SignInError::NoTicket);
        }
        let now = self.clock.now();
        let provider = openid.provider(redirect, now).await?;
        let account = openid.account(&provider, back.code, verifier, nonce, now).await?;
        let editor = self.directory.by(Author::visitor(client.clone()));
        let user = editor.owner_of(&account, &openid.settings.domains).await?.ok_or(SignInError::NoAccount)?;
        self.begin(&user, SignedInBy::OpenId, client).await
    }
}
