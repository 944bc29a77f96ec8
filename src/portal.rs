//! The portal: the web pages of Baton, and how a browser is signed in.
//!
//! The pages are a program of their own (folder `frontend`) that talks to the public GraphQL API. This room serves its
//! files (`portal/assets.rs`), keeps who is signed in in a cookie (`portal/session.rs`), and lets that cookie stand for a
//! token at `/graphql` where no foreign page can have sent it (`portal/guard.rs`).

mod assets;
mod cookie;
mod guard;
mod session;

use std::sync::Arc;

use poem::{IntoEndpoint, Route};

use crate::auth::Auth;

use self::{assets::Assets, cookie::SessionCookie};

pub use guard::Guarded;

/// The addresses of the portal beside those of `routes`, whose `/graphql` then knows signed-in browsers.
///
/// `public_url` is where browsers find the server: cookies and origins follow from it.
pub fn mount(routes: Route, auth: Arc<Auth>, public_url: &str) -> Guarded<Route> {
    let cookie = Arc::new(SessionCookie::of(public_url));
    let routes = session::routes(routes, auth, Arc::clone(&cookie), public_url).at("/*path", Assets).at("/", Assets);
    Guarded::new(routes.into_endpoint(), cookie, public_url)
}
