//! What customers do beside writing: they tap, they come through ads and links, they answer surveys.

use super::{Actor, Engine, EngineError, Order, Outcome, Subject};
use crate::{
    id::{CustomerId, ExternalId, MessageId, PageId},
    protocol::{self, Command, Content, EntryPointSource, Feedback, MenuLevel, Refusal, Tap},
};

/// Characters of an entry point's key, as a referral names it.
const KEY: usize = 500;
/// Characters of the title of what was tapped.
const TITLE: usize = 200;
/// Characters of the name of a survey's question.
const QUESTION: usize = 80;
/// Characters of an answer, and of what a customer adds to it.
const ANSWER: usize = 2_000;

/// Who did it, on which page, under which name of the channel's.
#[derive(Clone, Debug)]
pub struct Touch {
    page: PageId,
    customer: CustomerId,
    external_id: ExternalId,
}

/// What was tapped, as the channel tells it.
#[derive(Clone, Debug)]
pub enum Tapped {
    /// A button of this message; `None` if no message can have that id.
    Button {
        message: Option<MessageId>,
    },
    Menu(MenuLevel),
}

impl Touch {
    /// # Errors
    ///
    /// The name of the argument that cannot be an id.
    pub fn read(page: PageId, customer: &str, external_id: &str) -> Result<Self, &'static str> {
        let customer = customer.parse().map_err(|_| "customerId")?;
        let external_id = external_id.parse().map_err(|_| "externalId")?;
        Ok(Self { page, customer, external_id })
    }

    fn order(self, command: Command) -> Order {
        Order {
            page: self.page,
            subject: Subject::Customer { id: self.customer, name: None },
            actor: Actor::Channel,
            command,
            content: None,
            idempotency_key: None,
            tapped: None,
            external_id: Some(self.external_id),
            sent_at: None,
        }
    }
}

impl Engine {
    /// The customer tapped, once.
    ///
    /// # Errors
    ///
    /// The page does not exist; a text breaks its limit; the database failed.
    pub async fn tap(
        &self,
        touch: Touch,
        payload: String,
        title: Option<String>,
        on: Tapped,
    ) -> Result<Outcome, EngineError> {
        within("payload", &payload, 1, *protocol::PAYLOAD.end())?;
        within("title", title.as_deref().unwrap_or_default(), 0, TITLE)?;
        // If nobody is there to get the tap, it counts as a message that says what the customer saw.
        let said = title.clone().filter(|it| !it.is_empty()).unwrap_or_else(|| payload.clone());
        let (on, tapped) = match on {
            Tapped::Button { message } => (protocol::Tapped::Button { sender: None }, message),
            Tapped::Menu(level) => (protocol::Tapped::Menu(level), None),
        };
        let tap = Command::Tap(Tap { message: self.message_id(), payload, title, on });
        let content = Some(Content { text: Some(said), ..Content::default() });
        self.submit(Order { content, tapped, ..touch.order(tap) }).await
    }

    /// The customer came through an ad or a link, once.
    ///
    /// # Errors
    ///
    /// The page does not exist; the key breaks its limit; the database failed.
    pub async fn refer(&self, touch: Touch, source: EntryPointSource, key: String) -> Result<Outcome, EngineError> {
        referral_key(&key)?;
        self.submit(touch.order(Command::Refer { source, key })).await
    }

    /// The customer answered a survey, once.
    ///
    /// # Errors
    ///
    /// The page does not exist; no such survey has reached the customer; a text breaks its limit; the database failed.
    pub async fn feedback(&self, touch: Touch, survey: MessageId, feedback: Feedback) -> Result<Outcome, EngineError> {
        within("questionId", &feedback.question, 1, QUESTION)?;
        if !feedback.question.chars().all(|it| it.is_ascii_alphanumeric() || it == '_') {
            let problem = "letters, digits and underscores are allowed".to_owned();
            return Err(Refusal::Invalid { field: "questionId", problem }.into());
        }
        within("answer", &feedback.answer, 1, ANSWER)?;
        within("followUp", feedback.follow_up.as_deref().unwrap_or_default(), 0, ANSWER)?;
        let answer = protocol::Answer { survey: survey.clone(), sender: None, feedback };
        self.submit(Order { tapped: Some(survey), ..touch.order(Command::Answer(answer)) }).await
    }
}

/// What an ad or a link may be called.
///
/// # Errors
///
/// It is empty, too long, or holds U+0000.
pub fn referral_key(key: &str) -> Result<(), Refusal> {
    within("key", key, 1, KEY)
}

fn within(field: &'static str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let given = text.chars().count();
    if text.contains('\0') {
        return Err(Refusal::Invalid { field, problem: "the character U+0000 is not allowed".to_owned() });
    }
    if (least..=most).contains(&given) {
        return Ok(());
    }
    let problem = format!("{least} to {most} characters are allowed, {given} were given");
    Err(Refusal::Invalid { field, problem })
}
