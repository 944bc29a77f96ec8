//! A client that sends what it is told, and shows what came back.

use serde_json::{Value, json};

use crate::shop::{App, Shop};

/// What a request came to.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Shop {
    pub fn graph(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    /// `POST /v21.0/me/{edge}` with a JSON body, the token in the query.
    pub async fn graph_post(&self, app: &App, edge: &str, body: Value) -> Reply {
        let url = self.graph(&format!("/v21.0/me/{edge}?access_token={}", app.token));
        reply(client().post(url).json(&body)).await
    }

    /// `GET /v21.0/{path}`, the token in the header.
    pub async fn graph_get(&self, app: &App, path: &str) -> Reply {
        reply(client().get(self.graph(&format!("/v21.0/{path}"))).bearer_auth(&app.token)).await
    }

    /// A verb of thread control on the thread of this customer.
    pub async fn graph_control(&self, app: &App, verb: &str, customer: &str, more: Value) -> Reply {
        let mut body = json!({"recipient": {"id": customer}});
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        self.graph_post(app, verb, body).await
    }

    /// Who owns the thread of this customer, as this app is told.
    pub async fn graph_owner(&self, app: &App, customer: &str) -> Value {
        self.graph_get(app, &format!("me/thread_owner?recipient={customer}")).await.ok()
    }
}

pub fn client() -> reqwest::Client {
    reqwest::Client::new()
}

pub async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Reply { status, headers, body: answer.json().await.unwrap() }
}

impl Reply {
    /// The body, where nothing was refused.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// That it was refused in the envelope, under this code and subcode; gives the message.
    #[track_caller]
    pub fn refused(&self, code: u16, subcode: Option<u32>) -> &str {
        let error = &self.body["error"];
        assert_eq!(self.status, 400, "{}", self.body);
        assert_eq!(
            (&error["code"], error.get("error_subcode")),
            (&json!(code), subcode.map(Value::from).as_ref()),
            "{error}"
        );
        let kind = if subcode == Some(33) { "GraphMethodException" } else { "OAuthException" };
        assert_eq!(error["type"], kind, "{error}");
        assert!(error["fbtrace_id"].as_str().is_some_and(|it| it.len() == 23), "{error}");
        let known = ["message", "type", "code", "error_subcode", "fbtrace_id"];
        assert!(error.as_object().unwrap().keys().all(|it| known.contains(&it.as_str())), "{error}");
        assert_eq!(self.body.as_object().unwrap().len(), 1);
        error["message"].as_str().unwrap()
    }
}
