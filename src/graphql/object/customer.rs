use async_graphql::{ID, SimpleObject, Value};

use crate::{
    graphql::at_hand::{Asked, AtHand, maybe, scalar},
    id::CustomerId,
    store::ThreadRecord,
};

/// Whoever writes to a page.
#[derive(SimpleObject, Clone, Debug)]
pub struct Customer {
    /// The channel's own id.
    id: ID,
    /// As the channel tells it; null while it does not.
    name: Option<String>,
    /// As the channel tells it; null while it does not.
    locale: Option<String>,
}

impl Customer {
    pub fn of(thread: &ThreadRecord) -> Self {
        Self {
            id: thread.state.customer.as_str().into(),
            name: thread.customer_name.clone(),
            locale: thread.customer_locale.clone(),
        }
    }
}

/// Of a tester, an app knows the id alone.
impl From<CustomerId> for Customer {
    fn from(id: CustomerId) -> Self {
        Self { id: id.as_str().into(), name: None, locale: None }
    }
}

impl AtHand for Customer {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        Some(match asked.name() {
            "id" => scalar(&self.id),
            "name" => maybe(self.name.clone()),
            "locale" => maybe(self.locale.clone()),
            _ => return None,
        })
    }
}
