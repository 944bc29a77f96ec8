use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject, connection::Connection};

use super::{
    app::App,
    enums::{EntryPointSource, MenuLevel, PageTask, Platform, ReleasePolicy, ThreadOrder, WebhookField},
    event::{self, ThreadEvent},
    menu::PersistentMenu,
    participant::{Inbox, load_app},
    person::PageMember,
    routing::{ReferralInput, RoutingPreview},
    saved_reply::SavedReply,
    thread::{Said, Thread},
    thread_counts::ThreadCounts,
};
use crate::{
    directory::PageView,
    engine::{self, ThreadQuery},
    graphql::{
        access,
        at_hand::Lean,
        connection::{Arguments, connection},
        context::Reach,
        cursor::{Cursor, EventKey, ThreadPlace},
        error,
        input::ThreadFilter,
    },
    id::{AppId, CustomerId, SavedReplyId},
    protocol::{self, Fields, Tasks},
    store::{
        EntryPointRecord, EventRecord, Slice, ThreadRecord,
        threads::{ThreadCursor, ThreadOrder as StoredOrder},
    },
};

/// A Facebook Page, an Instagram professional account or a web chat: what customers write to.
#[derive(Clone)]
pub struct Page(pub Arc<PageView>);

/// How control of a page's threads behaves.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct PageSettings {
    /// Seconds without activity after which a controlled thread goes idle. 86400 unless set.
    idle_timeout: i64,
    /// What becomes of a thread that its owner releases.
    on_release: ReleasePolicy,
    /// Whether replies are held to the 24-hour messaging window (7 days with the human-agent tag).
    enforce_messaging_window: bool,
}

/// A Facebook Page, an Instagram professional account or a web chat: what customers write to.
#[Object]
impl Page {
    /// Decimal digits below 2^53, as on the Graph API.
    async fn id(&self) -> ID {
        self.0.record.id.to_string().into()
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.record.name
    }

    /// Where its customers write.
    async fn platform(&self) -> Platform {
        self.0.record.platform.into()
    }

    /// The inbox that people answer from. It takes part in threads like an app, and is never the
    /// primary receiver.
    async fn inbox(&self) -> Inbox {
        Inbox::of(self.0.record.platform)
    }

    /// The app that idle threads go to when the customer writes.
    async fn primary_receiver(&self, ctx: &Context<'_>) -> Result<Option<App>> {
        match self.0.record.primary_receiver {
            Some(app) => load_app(ctx, app).await.map(Some),
            None => Ok(None),
        }
    }

    /// How control of its threads behaves.
    async fn settings(&self) -> PageSettings {
        let settings = self.0.record.settings;
        PageSettings {
            idle_timeout: settings.idle_timeout.0,
            on_release: settings.on_release.into(),
            enforce_messaging_window: settings.enforce_messaging_window,
        }
    }

    /// The apps subscribed to the page.
    async fn subscriptions(
        &self,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<AppId>, PageSubscription>> {
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<AppId>()?;
        let rows = self.0.rules.subscribers.iter().map(|(app, it)| (*app, (*app, it.fields)));
        Ok(connection(slice.of(rows), |(app, fields)| (app, PageSubscription { page: self.clone(), app, fields })))
    }

    /// Where conversations can begin, and which app they then go to.
    async fn entry_points(&self) -> Vec<EntryPoint> {
        self.0.entry_points.iter().cloned().map(EntryPoint).collect()
    }

    /// The page-level persistent menu.
    async fn persistent_menu(&self) -> Option<PersistentMenu> {
        self.0.rules.menu.clone().map(|menu| PersistentMenu { level: MenuLevel::Page, menu })
    }

    /// The people who have tasks on the page. For people with the MANAGE task.
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<PageMember>> {
        let power = match ctx.session()?.person() {
            Some(user) => access::power(ctx, &self.0, user).await?,
            None => return Err(error::forbidden("only people see the page's members")),
        };
        if !power.tasks.contains(Tasks::MANAGE) {
            return Err(error::forbidden("this needs the task MANAGE on the page"));
        }
        let members = self.0.members.iter();
        let mut members: Vec<_> =
            members.map(|(user, tasks)| PageMember { user: user.clone(), tasks: *tasks }).collect();
        members.sort_by(|a, b| a.user.cmp(&b.user));
        Ok(members)
    }

    /// Texts that the page's people answer with again and again, the oldest first. For people with the MESSAGING,
    /// MODERATE or MANAGE task.
    async fn saved_replies(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<SavedReplyId>, SavedReply>> {
        access::may_reply(ctx, &self.0).await?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<SavedReplyId>()?;
        let found = ctx.directory().saved_replies(self.0.record.id, &slice).await;
        Ok(connection(found.map_err(|it| error::problem(&it))?, |it| (it.id, it.into())))
    }

    /// What the calling person may do on the page; empty for apps and channels.
    async fn viewer_tasks(&self, ctx: &Context<'_>) -> Result<Vec<PageTask>> {
        match ctx.session()?.person() {
            Some(user) => Ok(PageTask::list(access::power(ctx, &self.0, user).await?.tasks)),
            None => Ok(Vec::new()),
        }
    }

    /// How many threads there are, by who controls them. For people.
    async fn thread_counts(&self, ctx: &Context<'_>) -> Result<ThreadCounts> {
        access::person(ctx)?;
        let counts = ctx.engine().thread_counts(self.0.record.id).await.map_err(|it| error::engine(&it))?;
        ThreadCounts::load(ctx, self.0.record.platform, counts).await
    }

    /// What would become of a message that a customer writes now or, with `referral`, of their coming through that ad or
    /// link. A dry run: nothing happens. Without `customerId`, of somebody who has never written and is no app's tester. For
    /// people.
    async fn routing(
        &self,
        ctx: &Context<'_>,
        customer_id: Option<ID>,
        referral: Option<ReferralInput>,
    ) -> Result<Option<RoutingPreview>> {
        access::person(ctx)?;
        let customer = match customer_id {
            Some(id) => id.parse().map_err(|_| error::bad_input("`customerId` is 1 to 128 visible characters"))?,
            None => CustomerId::nobody(),
        };
        if let Some(referral) = &referral {
            engine::referral_key(&referral.key).map_err(|it| error::bad_input(it.to_string()))?;
        }
        let found = ctx.engine().thread_of(self.0.record.id, &customer).await.map_err(|it| error::engine(&it))?;
        let now = ctx.services().clock.now();
        let thread = found.map_or_else(|| protocol::Thread::new(customer, now), |it| it.state);
        let preview = protocol::preview(&thread, &self.0.rules, referral.map(Into::into), now);
        let preview = preview.map_err(|it| error::problem(&it.into()))?;
        // Nullable, so that what is asked wrongly takes nothing else of the page along.
        Ok(Some(RoutingPreview { platform: self.0.record.platform, before: thread.owner(), preview }))
    }

    /// All that happened on the page, in order. For people; apps have `appEvents`.
    async fn events(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor<EventKey>, ThreadEvent>> {
        access::person(ctx)?;
        let slice = Arguments { first, after, last, before }.slice::<EventKey>()?;
        let position = |it: EventKey| it.position;
        let slice = Slice { after: slice.after.map(position), before: slice.before.map(position), limit: slice.limit };
        let found = ctx.engine().events_on(self.0.record.id, &slice).await.map_err(|it| error::store(&it))?;
        let key = |it: &EventRecord| EventKey { position: it.position, sequence: it.sequence };
        Ok(connection(found, |it| (key(&it), event::shown(Arc::new(it), None))))
    }

    /// The page's threads; an app that is not reviewed sees its testers'.
    #[expect(clippy::too_many_arguments, reason = "a filtered Relay connection takes as many")]
    async fn threads(
        &self,
        ctx: &Context<'_>,
        filter: Option<ThreadFilter>,
        order_by: Option<ThreadOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Lean<Connection<Cursor<ThreadPlace>, Lean<Thread>>>> {
        let order: StoredOrder = order_by.unwrap_or(ThreadOrder::LastActivityDesc).into();
        let slice = Arguments { first, after, last, before }.slice::<ThreadPlace>()?.in_order(order)?;
        let Some(filter) = filter.unwrap_or_default().parse(&self.0)? else {
            return Ok(Lean(Connection::new(false, false)));
        };
        let visible_to = access::visible_customers(ctx, &self.0)?;
        let query = ThreadQuery { visible_to, filter, order, slice };
        let found = ctx.engine().threads(self.0.record.id, &query).await.map_err(|it| error::engine(&it))?;
        let said = Said::of(ctx, self.0.record.id, &found.rows).await;
        let place = |it: &ThreadRecord| ThreadPlace { order, cursor: ThreadCursor::of(it, order) };
        let thread = |it: ThreadRecord| (place(&it), Lean(Thread::in_list(it, said.clone())));
        Ok(Lean(connection(found, thread)))
    }

    /// The thread of one customer; null for an app that is not reviewed, if the customer is none of its
    /// testers.
    async fn thread(&self, ctx: &Context<'_>, customer_id: ID) -> Result<Option<Thread>> {
        let Ok(customer) = customer_id.parse() else { return Ok(None) };
        if !access::knows_of(ctx, &self.0, &customer)? {
            return Ok(None);
        }
        let found = ctx.engine().thread_of(self.0.record.id, &customer).await;
        Ok(found.map_err(|it| error::engine(&it))?.map(Thread::of))
    }
}

/// An app's part in a page.
pub struct PageSubscription {
    page: Page,
    app: AppId,
    fields: Fields,
}

/// An app's part in a page.
#[Object]
impl PageSubscription {
    /// Who takes part.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// Where.
    async fn page(&self) -> Page {
        self.page.clone()
    }

    /// Whether idle threads go to this app when the customer writes.
    async fn is_primary_receiver(&self) -> bool {
        self.page.0.record.primary_receiver == Some(self.app)
    }

    /// Which events reach it.
    async fn fields(&self) -> Vec<WebhookField> {
        WebhookField::list(self.fields)
    }
}

/// Sends the threads that begin at an entry point to one app.
pub struct EntryPoint(EntryPointRecord);

/// Sends the threads that begin at an entry point to one app.
#[Object]
impl EntryPoint {
    /// What `deleteEntryPoint` takes.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// How customers come in.
    async fn source(&self) -> EntryPointSource {
        self.0.source.into()
    }

    /// The ad's id, or the ref parameter of the link.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Who gets the threads that begin here.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.0.app).await
    }
}
