mod said;

use std::sync::Arc;

use async_graphql::{
    Context, ContextBase, ID, Object, Pos, Result, SimpleObject, Value, connection::Connection, dataloader::DataLoader,
};
use chrono::{DateTime, Utc};

use super::{
    control::{ControlRequest, Permit, ThreadControl},
    customer::Customer,
    enums::{EntryPointSource, InboxFolder, MenuLevel, ThreadAction},
    event::{self, ThreadEvent},
    menu::PersistentMenu,
    message::Message,
    page::Page,
    participant::load_app,
};
use crate::{
    directory::PageView,
    graphql::{
        access,
        at_hand::{Asked, AtHand, Lean, maybe, scalar, text, word},
        connection::{Arguments, asks_for_more, connection},
        context::Reach,
        cursor::{Cursor, EventKey, MessageKey},
        error,
        loader::{EventsOf, MessagesOf, Part, Reads, ThreadKey, UnreadOf},
        user_error,
    },
    protocol::{self, Participant, Platform},
    store::{Found, MessageRecord, Slice, ThreadRecord},
};

pub use said::Said;

type Messages = Connection<Cursor<MessageKey>, Lean<Message>>;

/// An ad or a link that a customer came through.
#[derive(SimpleObject, Clone, Debug)]
pub struct Referral {
    /// How the customer came.
    source: EntryPointSource,
    /// The ad's id, or the ref parameter of the link.
    key: String,
}

/// One customer on one page; one of a list with what the list's threads say.
#[derive(Clone)]
pub struct Thread(pub Arc<ThreadRecord>, Option<Arc<Said>>);

impl Thread {
    pub fn of(record: ThreadRecord) -> Self {
        Self::in_list(record, None)
    }

    pub fn in_list(record: ThreadRecord, said: Option<Arc<Said>>) -> Self {
        Self(Arc::new(record), said)
    }

    pub fn state(&self) -> &protocol::Thread {
        &self.0.state
    }

    pub fn key(&self) -> ThreadKey {
        ThreadKey(self.0.page, self.0.id)
    }

    pub async fn load<T>(ctx: &ContextBase<'_, T>, key: ThreadKey) -> Result<Self> {
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::engine(&it))?;
        found.map(|it| Self(it, None)).ok_or_else(|| error::not_found("the thread"))
    }

    /// What was read beforehand for a field of the document.
    fn said(&self, field: Pos) -> Option<Lean<Messages>> {
        Some(Lean(messages(self.1.as_ref()?.by(field, self.0.id)?)))
    }

    pub async fn view(&self, ctx: &Context<'_>) -> Result<Arc<PageView>> {
        let page = ctx.directory().page(self.0.page).await.map_err(|it| error::store(&it))?;
        page.ok_or_else(|| error::not_found("the page"))
    }

    pub async fn platform(&self, ctx: &Context<'_>) -> Result<Platform> {
        Ok(self.view(ctx).await?.record.platform)
    }
}

/// A conversation between one customer and one page.
#[Object]
impl Thread {
    /// Decimal digits below 2^53, as on the Graph API.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What the customer writes to.
    async fn page(&self, ctx: &Context<'_>) -> Result<Page> {
        self.view(ctx).await.map(Page)
    }

    /// Who writes.
    async fn customer(&self) -> Customer {
        Customer::of(&self.0)
    }

    /// Who may answer now.
    async fn control(&self) -> Lean<ThreadControl> {
        Lean(ThreadControl(self.clone()))
    }

    /// Apps waiting for control, longest wait first.
    async fn requests(&self) -> Vec<ControlRequest> {
        let waiting = self.state().queue.iter().cloned();
        waiting.zip(1..).map(|(waiting, position)| ControlRequest { waiting, position }).collect()
    }

    /// Where people find it in the page's inbox.
    async fn folder(&self) -> InboxFolder {
        folder(self.state().owner())
    }

    /// Whether a person marked it done; the customer's next message ends that.
    async fn is_done(&self) -> bool {
        self.state().is_done
    }

    /// When the customer, the owner or the inbox last did something.
    async fn last_activity_at(&self) -> DateTime<Utc> {
        self.state().last_activity_at.to_datetime()
    }

    /// When the customer last wrote; null before the first message.
    async fn last_customer_message_at(&self) -> Option<DateTime<Utc>> {
        self.state().last_customer_message_at.map(|it| it.to_datetime())
    }

    /// Since when the customer waits for an answer: their first message or tap since the owner, the inbox or a human agent
    /// wrote, or a person marked the thread done. A survey by an app that has no control is no answer. Null while nobody
    /// waits.
    async fn unanswered_since(&self) -> Option<DateTime<Utc>> {
        self.state().unanswered_since.map(|it| it.to_datetime())
    }

    /// What the customer came through last; null if it was no ad and no link.
    async fn referral(&self) -> Option<Referral> {
        self.state().referral.clone().map(|it| Referral { source: it.source.into(), key: it.key })
    }

    /// The thread's own persistent menu, if an app has set one.
    async fn persistent_menu(&self) -> Option<PersistentMenu> {
        self.state().menu.clone().map(|menu| PersistentMenu { level: MenuLevel::User, menu })
    }

    /// How many of the customer's messages the calling person has not read (`markThreadRead`), counted up to 100; null
    /// for apps and channels.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let Some(user) = ctx.session()?.person() else { return Ok(None) };
        let key = UnreadOf(user.clone(), self.0.id);
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::store(&it))?;
        Ok(Some(found.unwrap_or_default()))
    }

    /// What was written, oldest first.
    async fn messages(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Lean<Messages>> {
        if let Some(said) = self.said(ctx.item.node.name.pos) {
            return Ok(said);
        }
        access::may_read_messages(ctx, self.0.page, [&self.state().customer]).await?;
        let key = MessagesOf(self.key(), part(ctx, Arguments { first, after, last, before })?);
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::store(&it))?;
        Ok(Lean(messages(found.unwrap_or_default())))
    }

    /// All that ever happened to the thread, in order, without gaps.
    async fn events(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor<EventKey>, ThreadEvent>> {
        access::may_look_into(ctx, self.0.page, [&self.state().customer]).await?;
        let slice = Arguments { first, after, last, before }.slice::<EventKey>()?;
        let sequence = |it: EventKey| it.sequence;
        let slice = Slice { after: slice.after.map(sequence), before: slice.before.map(sequence), limit: slice.limit };
        let key = EventsOf(self.key(), Part::new(&slice, asks_for_more(ctx)));
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::store(&it))?;
        let event = |it: crate::store::EventRecord| {
            let key = EventKey { position: it.position, sequence: it.sequence };
            (key, event::shown(Arc::new(it), Some(self.clone())))
        };
        Ok(connection(found.unwrap_or_default(), event))
    }

    /// Whether the caller could do this now, and if not, why.
    async fn can(&self, ctx: &Context<'_>, action: ThreadAction) -> Result<Permit> {
        let view = self.view(ctx).await?;
        let caller = access::caller(ctx, &view).await?;
        let now = ctx.services().clock.now();
        let action = action.into();
        let Err(refusal) = protocol::permit(self.state(), &view.rules, &caller, action, now) else {
            return Ok(Permit { allowed: true, reason: "nothing stands against it".to_owned(), ..Permit::default() });
        };
        let app = match refusal.app() {
            Some(app) => Some(load_app(ctx, app).await?),
            None => None,
        };
        let name = app.as_ref().map(|it| it.0.name.as_str());
        let rule = protocol::rule(action, &refusal);
        let reason = format!("{} (rule {rule})", refusal.in_words(name));
        Ok(Permit { allowed: false, code: user_error::code(&refusal), reason, rule: Some(rule) })
    }
}

/// Which of a thread's messages the field asks for.
fn part(ctx: &Context<'_>, arguments: Arguments) -> Result<Part> {
    let Slice { after, before, limit } = arguments.slice::<MessageKey>()?;
    let slice = Slice { after: after.map(|it| it.0), before: before.map(|it| it.0), limit };
    Ok(Part::new(&slice, asks_for_more(ctx)))
}

fn messages(found: Found<MessageRecord>) -> Messages {
    connection(found, |it: MessageRecord| (MessageKey(it.sequence), Lean(Message::of(it))))
}

impl AtHand for Thread {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        let state = self.state();
        Some(match asked.name() {
            "id" => text(self.0.id.to_string()),
            "customer" => return asked.object(&Customer::of(&self.0)),
            "folder" => word(&folder(state.owner())),
            "isDone" => scalar(&state.is_done),
            "lastActivityAt" => scalar(&state.last_activity_at.to_datetime()),
            "lastCustomerMessageAt" => maybe(state.last_customer_message_at.map(|it| it.to_datetime())),
            "unansweredSince" => maybe(state.unanswered_since.map(|it| it.to_datetime())),
            "control" => return asked.object(&ThreadControl(self.clone())),
            "messages" => return asked.object(&self.said(asked.place())?.0),
            _ => return None,
        })
    }
}

/// `folders`: MAIN exactly while the inbox is the owner.
pub fn folder(owner: Option<Participant>) -> InboxFolder {
    if owner == Some(Participant::Inbox) { InboxFolder::Main } else { InboxFolder::General }
}
