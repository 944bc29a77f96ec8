use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    payload::{AppPayload, Payload, of_answer},
    user_error::UserError,
};

/// An app, and a customer with a role on it.
#[derive(InputObject)]
pub struct AppTesterInput {
    /// The app's id.
    pub app_id: ID,
    /// The channel's own id of the customer: 1 to 128 visible characters.
    pub customer_id: ID,
}

#[derive(Default)]
pub struct AddAppTester;

#[Object]
impl AddAppTester {
    /// Administrators only: gives a customer a role on the app, which then reaches them before its review.
    async fn add_app_tester(&self, ctx: &Context<'_>, input: AppTesterInput) -> Result<AppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let Ok(customer) = input.customer_id.parse() else {
            return Ok(AppPayload::refused(UserError::invalid("customerId", "1 to 128 visible characters")));
        };
        of_answer(ctx.editor().add_tester(app, &customer).await, AppPayload::from)
    }
}
