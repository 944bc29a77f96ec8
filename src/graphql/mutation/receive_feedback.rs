use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    engine::Touch,
    graphql::{
        access,
        at_hand::Lean,
        context::Reach,
        object::enums::QuestionType,
        payload::{Payload, ReceivePayload, of_outcome},
        user_error::UserError,
    },
    protocol::Feedback,
};

/// What the customer answered to one question of a survey.
#[derive(InputObject)]
pub struct ReceiveFeedbackInput {
    /// The page's id.
    page_id: ID,
    /// The channel's own id of the customer: 1 to 128 visible characters.
    customer_id: ID,
    /// The survey that was answered.
    message_id: ID,
    /// The name that the survey gave the question: 1 to 80 letters, digits and underscores.
    question_id: String,
    /// What the question asked for.
    question_type: QuestionType,
    /// The score as text, or what the customer wrote: 1 to 2,000 characters.
    answer: String,
    /// What the customer wrote beside a score: at most 2,000 characters.
    follow_up: Option<String>,
    /// 1 to 128 visible characters; the same one is taken in once.
    external_id: String,
}

#[derive(Default)]
pub struct ReceiveFeedback;

#[Object]
impl ReceiveFeedback {
    /// The customer answered a survey: the app that sent it hears of it by MESSAGING_FEEDBACK. Control stays where it
    /// is, and so do the thread's time-out and messaging window.
    async fn receive_feedback(&self, ctx: &Context<'_>, input: ReceiveFeedbackInput) -> Result<Lean<ReceivePayload>> {
        let page = access::channel_page(ctx, &input.page_id)?;
        let Ok(survey) = input.message_id.parse() else {
            return Ok(Lean::refused(UserError::invalid("messageId", "that is no message's id")));
        };
        let feedback = Feedback {
            question: input.question_id,
            question_type: input.question_type.into(),
            answer: input.answer,
            follow_up: input.follow_up.filter(|it| !it.is_empty()),
        };
        match Touch::read(page, &input.customer_id, &input.external_id) {
            Ok(touch) => of_outcome(ctx.engine().feedback(touch, survey, feedback).await),
            Err(field) => Ok(Lean::refused(UserError::invalid(field, "1 to 128 visible characters"))),
        }
    }
}
