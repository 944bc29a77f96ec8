//! What no client should send, and what it is told: a typed error, and nothing has changed.

mod anywhere;
mod ids;
mod numbers;
mod requests;
mod texts;
mod tokens;

use serde_json::{Value, json};

use crate::{
    shop::{Shop, codes},
    support::server::Answer,
};

impl Answer {
    /// What the answer refuses with: the code of its first error, or else of its payload's first refusal.
    fn refusal(&self) -> String {
        if !self.code().is_empty() {
            return self.code().to_owned();
        }
        let payload = self.data.as_object().and_then(|it| it.values().next()).unwrap_or(&Value::Null);
        codes(payload).first().copied().unwrap_or_default().to_owned()
    }
}

impl Shop {
    /// All that there is: the page's configuration, and its threads with their whole logs.
    async fn everything(&self) -> Value {
        let document =
            "query($page: ID!) { page(id: $page) { name primaryReceiver { id } settings { idleTimeout onRelease }
            subscriptions { nodes { app { id testers { id } } fields } } members { user { id } tasks }
            threads { nodes { id customer { id name } control { state epoch expiresAt } requests { app { id } metadata }
                events(first: 100) { nodes { __typename sequence cursor } } messages { nodes { id text } } } } }
            pages { nodes { id } } apps { nodes { id } } }";
        self.server.send(&self.server.admin, document, json!({"page": self.page})).await.ok()
    }
}
