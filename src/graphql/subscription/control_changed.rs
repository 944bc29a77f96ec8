use async_graphql::{Context, ID, Result, Subscription};
use futures_util::{Stream, StreamExt, future::ready};

use super::{
    shared::{Likeness, Shared, share},
    watch::{Seen, position, scope, watch},
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
        let changes = async {
            let scope = scope(ctx, &page_id, thread_id.as_ref()).await?;
            let seen = watch(ctx, scope, position(after.as_ref())?).await?;
            Ok(seen.filter_map(|it| ready(it.map(change).transpose())))
        };
        Box::pin(share(ctx, changes)).await
    }
}

fn change(seen: Seen) -> Option<(Likeness, ControlChanged)> {
    if seen.record.event.kind() != EventKind::ControlChanged {
        return None;
    }
    match shown(seen.record, None) {
        ThreadEvent::ControlChanged(change) => Some((seen.likeness, change)),
        _ => None,
    }
}
