use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    error,
    object::thread::Thread,
    payload::{MarkThreadReadPayload, Payload},
    user_error::UserError,
};

/// The input of `markThreadRead`.
#[derive(InputObject)]
pub struct MarkThreadReadInput {
    /// The thread's id.
    thread_id: ID,
    /// The sequence of the last event that the person has seen; the thread's last one when left out. A lower one than
    /// before makes what came after it unread again.
    sequence: Option<i64>,
}

#[derive(Default)]
pub struct MarkThreadRead;

#[Object]
impl MarkThreadRead {
    /// How far the calling person has read the thread. For people with the MESSAGING or MODERATE task.
    async fn mark_thread_read(&self, ctx: &Context<'_>, input: MarkThreadReadInput) -> Result<MarkThreadReadPayload> {
        let user = access::person(ctx)?;
        let id = access::thread_id(&input.thread_id)?;
        let page = access::page_of(ctx, id).await?;
        let thread = ctx.engine().thread(page, id).await.map_err(|it| error::engine(&it))?;
        let thread = thread.ok_or_else(|| error::not_found("the thread"))?;
        access::may_read_messages(ctx, page, [&thread.state.customer]).await?;
        let sequence = input.sequence.unwrap_or(thread.state.sequence);
        if !(0..=thread.state.sequence).contains(&sequence) {
            let problem = format!("0 to {}, the sequence of the thread's last event", thread.state.sequence);
            return Ok(MarkThreadReadPayload::refused(UserError::invalid("sequence", problem)));
        }
        ctx.inbox().mark_read(user, id, sequence).await.map_err(|it| error::store(&it))?;
        Ok(MarkThreadReadPayload { thread: Some(Thread::of(thread)), user_errors: Vec::new() })
    }
}
