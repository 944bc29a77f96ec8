use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject, Value};

use super::{customer::Customer, webhook::WebhookEndpoint};
use crate::{
    graphql::{
        access,
        at_hand::{Asked, AtHand, text},
        context::Reach,
        error,
    },
    store::AppRecord,
};

/// A program that takes part in the threads of the pages it is subscribed to.
#[derive(Clone)]
pub struct App(pub Arc<AppRecord>);

/// What App Review has granted. An app without `live` reaches only its testers' threads.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct AppReview {
    /// Whether the app reaches every customer, and not its testers alone.
    live: bool,
    /// Whether the app may answer as a human agent, whoever is owner.
    human_agent: bool,
}

/// A program that takes part in the threads of the pages it is subscribed to.
#[Object]
impl App {
    /// Decimal digits below 2^53, as on the Graph API.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What App Review has granted.
    async fn review(&self) -> AppReview {
        AppReview { live: self.0.live, human_agent: self.0.human_agent }
    }

    /// Null while none is set.
    async fn webhook(&self) -> Option<WebhookEndpoint> {
        self.0.webhook.as_ref().map(|it| WebhookEndpoint::of(self.0.id, it))
    }

    /// Customers who have a role on the app: all that an app that is not yet reviewed can reach.
    /// For administrators and the app itself.
    async fn testers(&self, ctx: &Context<'_>) -> Result<Vec<Customer>> {
        access::own_app(ctx, self.0.id).await?;
        let testers = ctx.directory().testers(self.0.id).await.map_err(|it| error::problem(&it))?;
        Ok(testers.into_iter().map(Customer::from).collect())
    }
}

impl AtHand for App {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "id" => Some(text(self.0.id.to_string())),
            "name" => Some(text(&*self.0.name)),
            _ => None,
        }
    }
}
