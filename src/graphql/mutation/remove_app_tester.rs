use async_graphql::{Context, Object, Result};

use super::add_app_tester::AppTesterInput;
use crate::graphql::{
    access,
    context::Reach,
    payload::{AppPayload, Payload, of_answer},
    user_error::UserError,
};

#[derive(Default)]
pub struct RemoveAppTester;

#[Object]
impl RemoveAppTester {
    /// Administrators only.
    async fn remove_app_tester(&self, ctx: &Context<'_>, input: AppTesterInput) -> Result<AppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let Ok(customer) = input.customer_id.parse() else {
            return Ok(AppPayload::refused(UserError::invalid("customerId", "1 to 128 visible characters")));
        };
        of_answer(ctx.editor().remove_tester(app, &customer).await, AppPayload::from)
    }
}
