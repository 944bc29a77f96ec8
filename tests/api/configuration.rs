//! Pages, apps, people and tokens: what each change does, and what it refuses.

mod apps;
mod pages;
mod people;
mod review;
mod subscriptions;
mod tokens;

use serde_json::Value;

use crate::shop::Shop;

impl Shop {
    /// One mutation of the configuration, asked by an administrator: its payload, whatever it says.
    async fn configures(&self, operation: &str, input: &str, selection: &str) -> Value {
        let document =
            format!("mutation {{ {operation}(input: {{{input}}}) {{ {selection} userErrors {{ code field }} }} }}");
        let mut data = self.server.send(&self.server.admin, &document, Value::Null).await.ok();
        data[operation].take()
    }

    /// The code with which the same is not even answered.
    async fn fails_to_configure(&self, operation: &str, input: &str) -> String {
        let document = format!("mutation {{ {operation}(input: {{{input}}}) {{ userErrors {{ code }} }} }}");
        self.server.send(&self.server.admin, &document, Value::Null).await.code().to_owned()
    }
}
