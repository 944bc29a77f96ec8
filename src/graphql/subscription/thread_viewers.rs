use async_graphql::{Context, ID, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::Stream;

use super::watch::{ASK_EVERY, Leave};
use crate::{
    graphql::{
        access,
        context::Reach,
        error::{self, forbidden, not_found, store},
        object::person::User,
    },
    inbox::Viewer,
    protocol::{Forbidden, Tasks},
};

/// Somebody who looks at a thread.
#[derive(SimpleObject)]
pub struct ThreadViewer {
    /// Who it is.
    user: User,
    /// Since when.
    since: DateTime<Utc>,
}

#[derive(Default)]
pub struct ThreadViewersSubscription;

#[Subscription]
impl ThreadViewersSubscription {
    /// Who else looks at the thread: all of them, at first and whenever somebody comes or goes. The calling person looks
    /// at it for as long as they follow this, and is not named. For people with the MESSAGING or MODERATE task. Those who
    /// look through another server of the same database are not seen.
    async fn thread_viewers(
        &self,
        ctx: &Context<'_>,
        thread_id: ID,
    ) -> Result<impl Stream<Item = Result<Vec<ThreadViewer>>>> {
        let user = access::person(ctx)?.clone();
        let id = access::thread_id(&thread_id)?;
        let page = access::page_of(ctx, id).await?;
        let thread = ctx.engine().thread(page, id).await.map_err(|it| error::engine(&it))?;
        let thread = thread.ok_or_else(|| not_found("the thread"))?;
        access::may_read_messages(ctx, page, [&thread.state.customer]).await?;
        let (services, session) = (ctx.services().clone(), ctx.session()?.clone());
        let mut viewing = services.inbox.look(id, &user);
        Ok(async_stream::try_stream! {
            let mut leave = Leave::default();
            let mut told: Option<Vec<Viewer>> = None;
            loop {
                let others = viewing.others();
                if told.as_ref() != Some(&others) {
                    let mut viewers = Vec::with_capacity(others.len());
                    for it in &others {
                        if let Some(user) = services.directory.user(&it.user).await.map_err(|it| store(&it))? {
                            viewers.push(ThreadViewer { user: User(user), since: it.since.to_datetime() });
                        }
                    }
                    yield viewers;
                    told = Some(others);
                }
                tokio::select! {
                    () = viewing.changed() => {}
                    () = services.clock.sleep_until(services.clock.now() + ASK_EVERY) => {}
                }
                let (view, _) = leave.renewed(&services, &session, page, services.clock.now()).await?;
                let power = services.directory.power(&view, &user).await.map_err(|it| store(&it))?;
                if !power.tasks.intersects(Tasks::MESSAGING | Tasks::MODERATE) {
                    Err(forbidden(Forbidden::NeedsMessagingTask))?;
                }
            }
        })
    }
}
