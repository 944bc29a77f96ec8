//! Following the log on behalf of a caller, for as long as the caller may.

use std::sync::Arc;

use async_graphql::{Context, Error, ID, Result};
use futures_util::{Stream, StreamExt, stream::BoxStream};

use super::{audience::Audience, shared::Likeness};
use crate::{
    auth::{Denied, Session},
    directory::{PageView, is_past},
    feed::{News, Scope},
    graphql::{
        access,
        context::{Reach, Services},
        cursor::{Cursor, EventKey},
        error::{Code, bad_input, forbidden, not_found, store},
    },
    id::PageId,
    protocol::Forbidden,
    store::{EventRecord, Position, StoreError},
    time::{Seconds, Timestamp},
};

/// How often a quiet stream asks whether its caller may still listen; a busy one asks at each event.
pub const ASK_EVERY: Seconds = Seconds(2);

/// An event, and the page as it was when the event was handed on.
pub struct Seen {
    pub record: Arc<EventRecord>,
    pub page: Arc<PageView>,
    /// Who else is told the same of it.
    pub likeness: Likeness,
}

/// What the caller asked to follow, checked.
pub async fn scope(ctx: &Context<'_>, page: &ID, thread: Option<&ID>) -> Result<Scope> {
    let page = access::must_see(ctx, page).await?.record.id;
    if ctx.session()?.channel().is_some() {
        return Err(forbidden("a channel token brings messages in and follows nothing"));
    }
    let Some(thread) = thread else { return Ok(Scope { page, thread: None }) };
    let id = access::thread_id(thread)?;
    let found = ctx.engine().thread(page, id).await.map_err(|it| crate::graphql::error::engine(&it))?;
    found.map(|_| Scope { page, thread: Some(id) }).ok_or_else(|| not_found("the thread"))
}

/// The place that a cursor names.
pub fn position(after: Option<&String>) -> Result<Option<Position>> {
    after.map(|it| Cursor::<EventKey>::decode(it).map(|it| it.position)).transpose()
}

/// Events in order, from the position and then live. Ends with an error when the caller may listen no
/// more (`token_revoked`, `must_be_subscribed`, `tasks`), or when the log cannot be read.
pub async fn watch(
    ctx: &Context<'_>,
    scope: Scope,
    from: Option<Position>,
) -> Result<BoxStream<'static, Result<Seen>>> {
    let services = ctx.services().clone();
    let session = ctx.session()?.clone();
    if let Some(from) = from
        && from > services.feed.end().await.map_err(|it| store(&it))?
    {
        // After a database was put back from a backup: to wait for that position would skip what comes until then.
        return Err(bad_input("the cursor is beyond the end of the log; read what there is and begin from there"));
    }
    let audience = Audience::of(ctx)?;
    let events = services.feed.follow(scope, from).await.map_err(|it| store(&it))?;
    Ok(guarded(services, session, scope.page, audience, events.boxed()).boxed())
}

fn guarded(
    services: Services,
    session: Session,
    page: PageId,
    audience: Audience,
    mut events: BoxStream<'static, Result<News, StoreError>>,
) -> impl Stream<Item = Result<Seen>> + Send {
    async_stream::try_stream! {
        let mut leave = Leave::default();
        let mut ask = services.clock.sleep_until(services.clock.now() + ASK_EVERY);
        loop {
            // An event is asked about anyway, so a stream that always has one need not look at the clock.
            let next = tokio::select! {
                biased;
                next = events.next() => Some(next),
                () = &mut ask => None,
            };
            let now = services.clock.now();
            let (view, revision) = leave.renewed(&services, &session, page, now).await?;
            match next {
                None => ask = services.clock.sleep_until(now + ASK_EVERY),
                Some(None) => return,
                Some(Some(news)) => {
                    let News { record, newest } = news.map_err(|it| store(&it))?;
                    // `review_live`: an app without review hears of its testers alone.
                    if session.app().is_none_or(|it| view.rules.reaches(it.app, &record.customer)) {
                        let likeness = audience.likeness(record.position, newest, revision, now);
                        yield Seen { record, page: view, likeness };
                    }
                }
            }
        }
    }
}

/// That the caller may listen: it follows from the configuration, so it need not be found out again while that is the same.
#[derive(Default)]
pub struct Leave(Option<Known>);

struct Known {
    view: Arc<PageView>,
    /// Of the configuration that it follows from.
    revision: i64,
    /// When the caller's token ends.
    until: Option<Timestamp>,
}

impl Leave {
    /// The page as the caller sees it now, and the revision of the configuration that says so.
    pub async fn renewed(
        &mut self,
        services: &Services,
        session: &Session,
        page: PageId,
        now: Timestamp,
    ) -> Result<(Arc<PageView>, i64), Error> {
        // Read before everything that may depend on it: what is found out may be of a later revision, never of an earlier.
        let revision = services.directory.current().await.map_err(|it| store(&it))?.revision();
        if let Some(known) = &self.0
            && known.revision == revision
            && !is_past(known.until, now)
        {
            return Ok((known.view.clone(), revision));
        }
        // Boxed: it is seldom found out, and thousands of followers need not carry room for it.
        let known = Box::pin(Known::find(services, session, page, revision)).await?;
        let view = known.view.clone();
        self.0 = Some(known);
        Ok((view, revision))
    }
}

impl Known {
    async fn find(services: &Services, session: &Session, page: PageId, revision: i64) -> Result<Self, Error> {
        let until = match services.auth.still_holds(session).await {
            Ok(until) => until,
            Err(Denied::Store(error)) => return Err(store(&error)),
            Err(denied) => return Err(Code::Unauthenticated.error(denied.to_string())),
        };
        let view = access::page_for(&services.directory, session, page).await?;
        let view = view.ok_or_else(|| forbidden(Forbidden::NeedsAnyTask))?;
        Ok(Self { view, revision, until })
    }
}
