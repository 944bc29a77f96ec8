use async_graphql::{Context, Result, SimpleObject, Subscription};
use futures_util::{Stream, StreamExt, future::ready};

use super::{
    shared::{Likeness, Shared, share},
    watch::{Seen, position, watch},
};
use crate::{
    feed::Scope,
    graphql::{
        access,
        cursor::{Cursor, EventKey},
        error::not_found,
        object::{
            enums::AppChannel,
            event::{ThreadEvent, shown},
        },
    },
    id::AppId,
    protocol::audience::{Told, hears},
};

/// An event as an app hears it.
#[derive(SimpleObject)]
pub struct AppEvent {
    /// Where to go on from: pass it back as `after`.
    cursor: String,
    /// Why the app hears it.
    channel: AppChannel,
    /// What happened.
    event: ThreadEvent,
}

#[derive(Default)]
pub struct AppEventsSubscription;

#[Subscription]
impl AppEventsSubscription {
    /// The calling app's own feed on the token's page: what its webhook gets, for apps that would rather
    /// hold a connection.
    async fn app_events(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<Shared<AppEvent>>>> {
        let caller = access::as_app(ctx)?;
        let (page, app) = (caller.page, caller.app);
        let events = async {
            access::visible_page(ctx, page).await?.ok_or_else(|| not_found("the page"))?;
            let seen = watch(ctx, Scope { page, thread: None }, position(after.as_ref())?).await?;
            Ok(seen.filter_map(move |it| ready(it.map(|it| heard(it, app)).transpose())))
        };
        Box::pin(share(ctx, events)).await
    }
}

/// `protocol.md`: *What apps hear*.
fn heard(seen: Seen, app: AppId) -> Option<(Likeness, AppEvent)> {
    let record = seen.record;
    let told = Told { event: &record.event, owner: record.owner, customer: &record.customer };
    let heard = hears(told, &seen.page.rules, app)?;
    let cursor = Cursor(EventKey { position: record.position, sequence: record.sequence }).encode();
    let event = shown(record, None);
    Some((seen.likeness, AppEvent { cursor, channel: heard.channel.into(), event }))
}
