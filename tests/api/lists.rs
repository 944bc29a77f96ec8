//! Lists: filters, orders, pages of them, and what they cost.

mod arguments;
mod configuration;
mod cost;
mod events;
mod said;
mod threads;

use serde_json::{Value, json};

use crate::shop::Shop;

impl Shop {
    /// The page's threads: arguments as they stand in the brackets.
    async fn threads(&self, arguments: &str) -> Value {
        let document = format!(
            "query($page: ID!) {{ page(id: $page) {{ threads({arguments}) {{
                nodes {{ id customer {{ id }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }}"
        );
        let mut data = self.server.send(&self.server.admin, &document, json!({"page": self.page})).await.ok();
        data["page"]["threads"].take()
    }
}

/// Whose threads these are.
fn customers(threads: &Value) -> Vec<&str> {
    threads["nodes"].as_array().unwrap().iter().filter_map(|it| it["customer"]["id"].as_str()).collect()
}

/// Whether the list goes on, and whether something came before.
fn goes_on(list: &Value) -> (bool, bool) {
    (list["pageInfo"]["hasNextPage"] == true, list["pageInfo"]["hasPreviousPage"] == true)
}
