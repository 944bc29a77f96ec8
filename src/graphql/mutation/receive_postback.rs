use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    engine::{Tapped, Touch},
    graphql::{
        access,
        at_hand::Lean,
        context::Reach,
        object::enums::MenuLevel,
        payload::{Payload, ReceivePayload, of_outcome},
        user_error::UserError,
    },
};

/// Either the payload of a button of `messageId`, or of a menu item.
#[derive(InputObject)]
pub struct ReceivePostbackInput {
    /// The page's id.
    page_id: ID,
    /// The channel's own id of the customer: 1 to 128 visible characters.
    customer_id: ID,
    /// 1 to 1,000 characters.
    payload: String,
    /// What the customer saw on what was tapped.
    title: Option<String>,
    /// The message whose button was tapped.
    message_id: Option<ID>,
    /// The menu whose item was tapped.
    menu: Option<MenuLevel>,
    /// 1 to 128 visible characters; the same one is taken in once.
    external_id: String,
}

#[derive(Default)]
pub struct ReceivePostback;

#[Object]
impl ReceivePostback {
    /// The customer tapped: control goes to the app that created what was tapped, whoever is owner
    /// (`postback_to_creator`, `menu_to_creator`, `creator_gone`).
    async fn receive_postback(&self, ctx: &Context<'_>, input: ReceivePostbackInput) -> Result<Lean<ReceivePayload>> {
        let page = access::channel_page(ctx, &input.page_id)?;
        let on = match (input.message_id, input.menu) {
            (Some(message), None) => Tapped::Button { message: message.parse().ok() },
            (None, Some(level)) => Tapped::Menu(level.into()),
            _ => {
                let problem = "name the message whose button was tapped, or the menu, and not both";
                return Ok(Lean::refused(UserError::invalid("messageId", problem)));
            }
        };
        match Touch::read(page, &input.customer_id, &input.external_id) {
            Ok(touch) => of_outcome(ctx.engine().tap(touch, input.payload, input.title, on).await),
            Err(field) => Ok(Lean::refused(UserError::invalid(field, "1 to 128 visible characters"))),
        }
    }
}
