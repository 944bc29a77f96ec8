//! A subscription, over server-sent events.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::server::{Answer, TestServer};

/// How long a test waits for what should come at once.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Events {
    response: reqwest::Response,
    unread: String,
}

impl Events {
    pub async fn open(server: &TestServer, token: &str, document: &str) -> Self {
        let mut request = reqwest::Client::new()
            .post(server.url())
            .json(&json!({"query": document}))
            .header("accept", "text/event-stream");
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        Self { response: request.send().await.unwrap(), unread: String::new() }
    }

    /// The next result; `None` once the stream is complete.
    pub async fn next(&mut self) -> Option<Answer> {
        timeout(PATIENCE, self.read()).await.expect("an event in time")
    }

    async fn read(&mut self) -> Option<Answer> {
        loop {
            while let Some((event, rest)) = self.unread.split_once("\n\n") {
                let found = event.lines().find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
                self.unread = rest.to_owned();
                if let Some(data) = found {
                    let body: Value = serde_json::from_str(&data).unwrap();
                    let errors = body["errors"].as_array().cloned().unwrap_or_default();
                    let data = body.get("data").cloned().unwrap_or_default();
                    return Some(Answer { status: self.response.status().as_u16(), data, errors });
                }
            }
            let bytes = self.response.chunk().await.unwrap()?;
            self.unread.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
}
