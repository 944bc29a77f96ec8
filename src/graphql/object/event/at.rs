//! Where and when an event happened, and who may know what about it.

use std::sync::Arc;

use async_graphql::{Context, Result};

use crate::{
    graphql::{
        access,
        context::Reach,
        cursor::{Cursor, EventKey},
        error,
        loader::{MessageOf, ThreadKey},
        object::{message::Message, participant::Participant, thread::Thread, thread_ref::ThreadRef},
    },
    id::{AppId, MessageId},
    protocol,
    store::EventRecord,
};

/// Where and when an event happened.
#[derive(Clone)]
pub struct At {
    pub(super) record: Arc<EventRecord>,
    /// The thread, if whoever shows the event has it already.
    pub(super) thread: Option<Thread>,
}

impl At {
    pub(super) fn cursor(&self) -> String {
        Cursor(EventKey { position: self.record.position, sequence: self.record.sequence }).encode()
    }

    pub(super) fn thread(&self) -> ThreadRef {
        match &self.thread {
            Some(thread) => ThreadRef::Loaded(thread.clone()),
            None => ThreadRef::Named(ThreadKey(self.record.page, self.record.thread)),
        }
    }

    /// What was written is for those who may read messages.
    pub(super) async fn message(&self, ctx: &Context<'_>, id: &MessageId) -> Result<Message> {
        access::may_read_messages(ctx, self.record.page, [&self.record.customer]).await?;
        Message::load(ctx, MessageOf(self.record.page, id.clone())).await
    }

    /// What a customer answered is for those who may read messages, and of the apps for the one that asked.
    pub(super) async fn is_told(&self, ctx: &Context<'_>, asker: AppId) -> Result<bool> {
        access::may_read_messages(ctx, self.record.page, [&self.record.customer]).await?;
        Ok(ctx.session()?.app().is_none_or(|it| it.app == asker))
    }

    pub(super) async fn participant(&self, ctx: &Context<'_>, who: protocol::Participant) -> Result<Participant> {
        let page = ctx.directory().page(self.record.page).await.map_err(|it| error::store(&it))?;
        let platform = page.ok_or_else(|| error::not_found("the page"))?.record.platform;
        Participant::load(ctx, platform, who).await
    }
}
