//! `POST /{page}/messages`: the Send API.

mod content;
mod reuse;
mod sent;

use serde_json::{Value, json};

use crate::{
    graph_api::{
        call::{Answer, OnPage},
        error::GraphError,
        input::{one_of, text_of},
    },
    id::CustomerId,
    protocol::{self, Action, Command, MessageTag, Send, SendSurvey, decide},
    store::ThreadRecord,
};

use content::Written;

const SENDER_ACTIONS: [&str; 5] = ["typing_on", "typing_off", "mark_seen", "react", "unreact"];

/// `recipient` with a `message` or a `sender_action`; `messaging_type`, `tag`, `thread_control`, `notification_type`,
/// `persona_id`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    sent::check(on.params)?;
    let customer = on.recipient()?;
    let message = on.params.structured("message")?;
    match (message, on.params.word("sender_action", &SENDER_ACTIONS)?) {
        (Some(_), Some(_)) => {
            Err(GraphError::invalid_as(2_018_014, "Cannot send both message and state at the same time."))
        }
        (None, None) => Err(GraphError::missing("message")),
        (None, Some(_)) => act(on, &customer).await,
        (Some(message), None) => send(on, &customer, &message).await,
    }
}

/// Signs like "typing" reach nobody's screen through Baton, but only whoever may send may give them.
async fn act(on: &OnPage<'_>, customer: &CustomerId) -> Answer {
    let thread = on.thread_of(customer).await?;
    let caller = on.caller().await?;
    protocol::permit(&thread.state, &on.page.rules, &caller, Action::Send, on.services.clock.now())
        .map_err(|it| GraphError::of_sending(it.into()))?;
    Ok(json!({"recipient_id": customer}))
}

async fn send(on: &OnPage<'_>, customer: &CustomerId, message: &Value) -> Answer {
    let tag = tag(on)?;
    let Written { mut content, is_survey } = content::read(message)?;
    reuse::fill_in(on, &mut content.attachments).await?;
    let is_reusable = reuse::is_wanted(&content.attachments);
    let after = after(on)?;
    let thread = on.thread_of(customer).await?;
    if let Some(after) = &after {
        foresee(on, &thread, after).await?;
    }
    let id = on.services.engine.message_id();
    let command = if is_survey {
        Command::SendSurvey(SendSurvey { message: id, content, key_used_at: None })
    } else {
        Command::Send(Send { message: id, content, tag, expected_epoch: None, key_used_at: None })
    };
    let outcome = on.command(thread.id, command).await.map_err(GraphError::of_sending)?;
    if let Some(after) = after {
        on.command(thread.id, after).await?;
    }
    let id = outcome.message.map(|it| it.id);
    let mut sent = json!({"recipient_id": customer, "message_id": id});
    if is_reusable {
        sent["attachment_id"] = json!(id);
    }
    Ok(sent)
}

/// What lets a message be sent although the rules are against it. Meta has retired its other tags.
fn tag(on: &OnPage<'_>) -> Result<Option<MessageTag>, GraphError> {
    let tag = on.params.word("tag", &["HUMAN_AGENT", "CUSTOMER_FEEDBACK"])?;
    Ok((tag == Some("HUMAN_AGENT")).then_some(MessageTag::HumanAgent))
}

/// What becomes of control once the message is sent: the parameter `thread_control`.
fn after(on: &OnPage<'_>) -> Result<Option<Command>, GraphError> {
    let Some(control) = on.params.structured("thread_control")? else { return Ok(None) };
    let text = |name: &str| control.get(name).and_then(text_of);
    // Without a type it is a release.
    let kind = text("control_type").unwrap_or_else(|| "release".to_owned());
    if one_of("thread_control[control_type]", &kind, &["pass", "release"])? == "release" {
        return Ok(Some(Command::Release { expected_epoch: None }));
    }
    let target = text("app_id").map_or_else(|| on.default_target(), |id| on.target(&id));
    Ok(Some(Command::Pass { target, metadata: text("metadata"), expected_epoch: None }))
}

/// Refuses a message whose `thread_control` would be refused after it: half of a call is worse than none.
async fn foresee(on: &OnPage<'_>, thread: &ThreadRecord, after: &Command) -> Result<(), GraphError> {
    let caller = on.caller().await?;
    decide(&thread.state, &on.page.rules, &caller, after, on.services.clock.now())?;
    Ok(())
}
