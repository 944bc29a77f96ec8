use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    engine::Touch,
    graphql::{
        access,
        at_hand::Lean,
        context::Reach,
        object::enums::EntryPointSource,
        payload::{Payload, ReceivePayload, of_outcome},
        user_error::UserError,
    },
};

/// Where the customer came from.
#[derive(InputObject)]
pub struct ReceiveReferralInput {
    /// The page's id.
    page_id: ID,
    /// The channel's own id of the customer: 1 to 128 visible characters.
    customer_id: ID,
    /// Where it is: an ad or a link.
    source: EntryPointSource,
    /// The ad's id, or the ref parameter of the link: 1 to 500 characters.
    key: String,
    /// 1 to 128 visible characters; the same one is taken in once.
    external_id: String,
}

#[derive(Default)]
pub struct ReceiveReferral;

#[Object]
impl ReceiveReferral {
    /// The customer came through an ad or a link: an idle thread goes to the app of that entry point
    /// (`entry_point`).
    async fn receive_referral(&self, ctx: &Context<'_>, input: ReceiveReferralInput) -> Result<Lean<ReceivePayload>> {
        let page = access::channel_page(ctx, &input.page_id)?;
        match Touch::read(page, &input.customer_id, &input.external_id) {
            Ok(touch) => of_outcome(ctx.engine().refer(touch, input.source.into(), input.key).await),
            Err(field) => Ok(Lean::refused(UserError::invalid(field, "1 to 128 visible characters"))),
        }
    }
}
