use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        context::Reach,
        input::{ButtonInput, content},
        mutation::keyed_command,
        payload::{SendMessagePayload, of_outcome},
    },
    protocol::{self, Command},
};

/// What to ask the customer.
#[derive(InputObject)]
pub struct SendSurveyInput {
    /// The thread's id.
    thread_id: ID,
    /// 1 to 2,000 characters.
    text: String,
    /// At most 13.
    buttons: Option<Vec<ButtonInput>>,
    /// The same key sends once, within a day: the first survey comes back.
    idempotency_key: Option<String>,
}

#[derive(Default)]
pub struct SendSurvey;

#[Object]
impl SendSurvey {
    /// A survey for the customer: delivered at once on an idle thread or by its owner, else held until the thread
    /// is idle (`survey_waits`).
    async fn send_survey(&self, ctx: &Context<'_>, input: SendSurveyInput) -> Result<Lean<SendMessagePayload>> {
        let survey = Command::SendSurvey(protocol::SendSurvey {
            message: ctx.engine().message_id(),
            content: content(Some(input.text), None, input.buttons),
            key_used_at: None,
        });
        of_outcome(keyed_command(ctx, &input.thread_id, survey, input.idempotency_key).await?)
    }
}
