use async_graphql::{Context, ID, Result, Subscription};
use futures_util::{Stream, StreamExt, future::ready};

use super::{
    shared::{Shared, share},
    watch::{position, scope, watch},
};
use crate::{
    graphql::object::event::{ControlChanged, ThreadEvent, shown},
    protocol::EventKind,
};

#[derive(Default)]
pub struct ControlChangedSubscription;

#[Subscription]
impl ControlChangedSubscription {
    /// Every change of control on a page or on one of its threads. `after` replays what came since that
    /// cursor, then goes on live.
    async fn control_changed(
        &self,
        ctx: &Context<'_>,
        page_id: ID,
        thread_id: Option<ID>,
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<Shared<ControlChanged>>>> {
        let scope = Box::pin(scope(ctx, &page_id, thread_id.as_ref())).await?;
        let seen = Box::pin(watch(ctx, scope, position(after.as_ref())?)).await?;
        let changes = seen.filter_map(|it| {
            ready(match it {
                Ok(it) if it.record.event.kind() == EventKind::ControlChanged => match shown(it.record, None) {
                    ThreadEvent::ControlChanged(change) => Some(Ok((it.likeness, change))),
                    _ => None,
                },
                Ok(_) => None,
                Err(error) => Some(Err(error)),
            })
        });
        Ok(share(ctx, changes))
    }
}
