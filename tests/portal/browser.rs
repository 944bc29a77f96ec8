//! A browser as far as cookies go.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::server::TestServer;

pub const PASSWORD: &str = "correct horse";

/// A browser with at most one cookie, on one server.
pub struct Browser<'a> {
    server: &'a TestServer,
    http: reqwest::Client,
    pub cookie: Option<String>,
}

impl<'a> Browser<'a> {
    pub fn new(server: &'a TestServer) -> Self {
        Self { server, http: reqwest::Client::new(), cookie: None }
    }

    /// Signed in as the first administrator, whom it makes.
    pub async fn first(server: &'a TestServer) -> Self {
        let mut browser = Self::new(server);
        let code = server.first_code.clone().unwrap();
        let first = json!({ "code": code, "name": "Ada", "email": "ada@example.org", "password": PASSWORD });
        assert_eq!(browser.session(Method::POST, "/session/first", first).await.0, StatusCode::OK);
        browser
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.http.get(format!("http://{}{path}", self.server.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// Asks one of the addresses of `/session`, as the portal does, and keeps the cookie that comes back.
    pub async fn session(&mut self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let mut request = self.http.request(method, format!("http://{}{path}", self.server.address));
        request =
            request.header("x-baton-portal", "1").header("content-type", "application/json").body(body.to_string());
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.send().await.unwrap();
        if let Some(set) = response.headers().get("set-cookie") {
            let set = set.to_str().unwrap();
            assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
            let pair = set.split(';').next().unwrap().to_owned();
            self.cookie = (!pair.ends_with('=')).then_some(pair);
        }
        (response.status(), response.json().await.unwrap())
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> (StatusCode, Value) {
        self.session(Method::POST, "/session", json!({ "email": email, "password": password })).await
    }

    /// Asks the API with nothing but the cookie, and these headers.
    pub async fn ask(&self, document: &str, headers: &[(&str, &str)]) -> Value {
        let mut request = self.http.post(self.server.url()).header("content-type", "application/json");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(json!({ "query": document }).to_string()).send().await.unwrap().json().await.unwrap()
    }

    /// The name of whoever the API takes the portal's requests for; null for nobody.
    pub async fn name(&self) -> Value {
        self.ask("{ viewer { user { name } } }", &[("x-baton-portal", "1")]).await["data"]["viewer"]["user"]["name"]
            .take()
    }
}
