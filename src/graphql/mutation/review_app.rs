use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::ReviewChange,
    graphql::{
        access,
        context::Reach,
        payload::{AppPayload, of_answer},
    },
};

/// The input of `reviewApp`.
#[derive(InputObject)]
pub struct ReviewAppInput {
    /// The app's id.
    app_id: ID,
    /// Whether the app reaches every customer, and not its testers alone.
    live: Option<bool>,
    /// Whether the app may answer as a human agent.
    human_agent: Option<bool>,
}

#[derive(Default)]
pub struct ReviewApp;

#[Object]
impl ReviewApp {
    /// Administrators only: what App Review grants. What is left out stays.
    async fn review_app(&self, ctx: &Context<'_>, input: ReviewAppInput) -> Result<AppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let change = ReviewChange { live: input.live, human_agent: input.human_agent };
        of_answer(ctx.editor().review_app(app, change).await, AppPayload::from)
    }
}
