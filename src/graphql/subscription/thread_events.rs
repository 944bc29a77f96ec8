use async_graphql::{Context, ID, Result, Subscription};
use futures_util::{Stream, StreamExt};

use super::{
    shared::{Shared, share},
    watch::{position, scope, watch},
};
use crate::graphql::object::event::{ThreadEvent, shown};

#[derive(Default)]
pub struct ThreadEventsSubscription;

#[Subscription]
impl ThreadEventsSubscription {
    /// Everything that happens on a page or on one of its threads. `after` replays what came since that
    /// cursor, then goes on live.
    async fn thread_events(
        &self,
        ctx: &Context<'_>,
        page_id: ID,
        thread_id: Option<ID>,
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<Shared<ThreadEvent>>>> {
        let events = async {
            let scope = scope(ctx, &page_id, thread_id.as_ref()).await?;
            let seen = watch(ctx, scope, position(after.as_ref())?).await?;
            Ok(seen.map(|it| it.map(|it| (it.likeness, shown(it.record, None)))))
        };
        Box::pin(share(ctx, events)).await
    }
}
