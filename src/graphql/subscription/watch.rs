//! Following the log on behalf of a caller, for as long as the caller may.

use std::{pin::pin, sync::Arc};

use async_graphql::{Context, Error, ID, Result};
use futures_util::{Stream, StreamExt};

use crate::{
    auth::{Denied, Session},
    directory::PageView,
    feed::Scope,
    graphql::{
        access,
        context::{Reach, Services},
        cursor::{Cursor, EventKey},
        error::{Code, bad_input, forbidden, not_found, store},
    },
    id::PageId,
    protocol::Forbidden,
    store::{EventRecord, Position},
    time::Seconds,
};

/// How often a quiet stream asks whether its caller may still listen; a busy one asks at each event.
const ASK_EVERY: Seconds = Seconds(2);

/// An event, and the page as it was when the event was handed on.
pub struct Seen {
    pub record: Arc<EventRecord>,
    pub page: Arc<PageView>,
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
) -> Result<impl Stream<Item = Result<Seen>> + Send + use<>> {
    let services = ctx.services().clone();
    let session = ctx.session()?.clone();
    if let Some(from) = from
        && from > services.feed.end().await.map_err(|it| store(&it))?
    {
        // After a database was put back from a backup: to wait for that position would skip what comes until then.
        return Err(bad_input("the cursor is beyond the end of the log; read what there is and begin from there"));
    }
    let events = services.feed.follow(scope, from).await.map_err(|it| store(&it))?;
    Ok(guarded(services, session, scope.page, events))
}

fn guarded(
    services: Services,
    session: Session,
    page: PageId,
    events: impl Stream<Item = Result<Arc<EventRecord>, crate::store::StoreError>> + Send,
) -> impl Stream<Item = Result<Seen>> + Send {
    async_stream::try_stream! {
        let mut events = pin!(events);
        loop {
            let ask_at = services.clock.now() + ASK_EVERY;
            let next = tokio::select! {
                next = events.next() => Some(next),
                () = services.clock.sleep_until(ask_at) => None,
            };
            let view = still_sees(&services, &session, page).await?;
            match next {
                None => {}
                Some(None) => return,
                Some(Some(record)) => {
                    let record = record.map_err(|it| store(&it))?;
                    // `review_live`: an app without review hears of its testers alone.
                    if session.app().is_none_or(|it| view.rules.reaches(it.app, &record.customer)) {
                        yield Seen { record, page: view };
                    }
                }
            }
        }
    }
}

async fn still_sees(services: &Services, session: &Session, page: PageId) -> Result<Arc<PageView>, Error> {
    match services.auth.still_holds(session).await {
        Ok(()) => {}
        Err(Denied::Store(error)) => return Err(store(&error)),
        Err(denied) => return Err(Code::Unauthenticated.error(denied.to_string())),
    }
    let view = access::page_for(&services.directory, session, page).await?;
    view.ok_or_else(|| forbidden(Forbidden::NeedsAnyTask))
}
