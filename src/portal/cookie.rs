//! The cookie that keeps a browser signed in. No script can read it, and no foreign page makes a browser send it.

use poem::http::{HeaderMap, HeaderValue, header};

use crate::directory::SESSION_LIFE;

/// How long a round trip to an OpenID provider may take, in seconds; as long as the server waits for it.
const ROUND_TRIP: i64 = 600;

/// The cookies' names and attributes, which follow from how browsers reach the server.
pub struct SessionCookie {
    name: &'static str,
    attributes: &'static str,
    /// Of a browser that is on its way to an OpenID provider and back, which is a foreign page.
    underway: &'static str,
    underway_attributes: &'static str,
}

impl SessionCookie {
    /// Over HTTPS the cookie is sent over HTTPS alone, and no neighbouring host can set it.
    pub fn of(public_url: &str) -> Self {
        if public_url.starts_with("https://") {
            Self {
                name: "__Host-baton",
                attributes: "Path=/; HttpOnly; SameSite=Strict; Secure",
                underway: "__Host-baton-openid",
                underway_attributes: "Path=/; HttpOnly; SameSite=Lax; Secure",
            }
        } else {
            Self {
                name: "baton",
                attributes: "Path=/; HttpOnly; SameSite=Strict",
                underway: "baton-openid",
                underway_attributes: "Path=/; HttpOnly; SameSite=Lax",
            }
        }
    }

    /// The token that the browser holds.
    pub fn token<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        find(headers, self.name)
    }

    /// What the browser left for an OpenID provider with.
    pub fn departed<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        find(headers, self.underway)
    }

    /// `Set-Cookie` for a browser that leaves for an OpenID provider.
    pub fn underway(&self, ticket: &str) -> Option<HeaderValue> {
        let (name, attributes) = (self.underway, self.underway_attributes);
        let mut value = HeaderValue::try_from(format!("{name}={ticket}; Max-Age={ROUND_TRIP}; {attributes}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `Set-Cookie` for one that is back.
    pub fn arrived(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("{}=; Max-Age=0; {}", self.underway, self.underway_attributes)).ok()
    }

    /// `Set-Cookie` for a new session.
    pub fn holding(&self, token: &str) -> Option<HeaderValue> {
        let (name, attributes) = (self.name, self.attributes);
        let mut value =
            HeaderValue::try_from(format!("{name}={token}; Max-Age={}; {attributes}", SESSION_LIFE.0)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `Set-Cookie` that makes the browser forget.
    pub fn forgotten(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("{}=; Max-Age=0; {}", self.name, self.attributes)).ok()
    }
}

fn find<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    cookies
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let cookie = SessionCookie::of("http://localhost:8080");
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))]);
            cookie.token(&headers).map(str::to_owned)
        };
        assert_eq!(read("a=b; baton=x.y-z; c=d").as_deref(), Some("x.y-z"));
        for none in ["", "baton=", "batons=x", "xbaton=x", "__Host-baton=x"] {
            assert_eq!(read(none), None, "{none:?}");
        }
    }

    #[test]
    fn over_https_the_cookie_belongs_to_the_host_alone() {
        let set = SessionCookie::of("https://baton.example").holding("x").unwrap();
        let set = set.to_str().unwrap();
        for part in ["__Host-baton=x;", "Path=/;", "HttpOnly", "SameSite=Strict", "Secure"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!SessionCookie::of("http://x").holding("x").unwrap().to_str().unwrap().contains("Secure"));
    }
}
