//! Where apps hear of events, what became of what was sent there, and what is sent again.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::{
    app::App,
    control::int,
    enums::{AppChannel, DisabledReason, ThreadEventType, WebhookDeliveryStatus},
    page::Page,
    participant::load_app,
    thread::Thread,
};
use crate::{
    graphql::{access, context::Reach, error, loader::ThreadKey},
    id::AppId,
    store::{FailureRecord, RedeliveryRecord, WebhookRecord},
    webhooks::{Delivery, attempt::Attempt},
};

/// Where an app hears of events.
#[derive(SimpleObject, Clone, Debug)]
#[graphql(complex)]
pub struct WebhookEndpoint {
    #[graphql(skip)]
    app: AppId,
    /// Where events are posted.
    url: String,
    /// When it last answered the challenge.
    verified_at: Option<DateTime<Utc>>,
    /// Whether events are sent to it.
    enabled: bool,
    /// Since when nothing is sent to it; `enableWebhook` ends that.
    disabled_at: Option<DateTime<Utc>>,
    /// Why nothing is sent to it.
    disabled_reason: Option<DisabledReason>,
}

impl WebhookEndpoint {
    pub fn of(app: AppId, it: &WebhookRecord) -> Self {
        Self {
            app,
            url: it.url.clone(),
            verified_at: Some(it.verified_at.to_datetime()),
            enabled: it.disabled.is_none(),
            disabled_at: it.disabled.map(|(at, _)| at.to_datetime()),
            disabled_reason: it.disabled.map(|(_, reason)| reason.into()),
        }
    }
}

/// Where an app hears of events.
#[ComplexObject]
impl WebhookEndpoint {
    /// What became of the events of the last 24 hours: of the app's newest 1,000 at most. For administrators, and for the app
    /// itself, which is told of its token's page alone.
    #[graphql(name = "last24Hours")]
    async fn last_24_hours(&self, ctx: &Context<'_>) -> Result<Option<WebhookTally>> {
        let (app, page) = access::deliveries(ctx, &self.app.to_string().into()).await?;
        let tally = ctx.webhooks().last_day(app, page).await.map_err(|it| error::problem(&it))?;
        let (delivered, waiting, failed) = (int(tally.delivered), int(tally.waiting), int(tally.failed));
        // Nullable, so that who may not know it learns the rest of the endpoint.
        Ok(Some(WebhookTally { delivered, waiting, failed }))
    }
}

/// How many of some events there are by what has become of them.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct WebhookTally {
    /// The receiver took them.
    delivered: i32,
    /// They failed, and will be tried again.
    waiting: i32,
    /// They have used up their tries.
    failed: i32,
}

/// Events of an app that have used up their tries, and failed for the same cause.
pub struct WebhookFailure {
    pub app: AppId,
    pub record: FailureRecord,
}

/// Events of an app that have used up their tries, and failed for the same cause the last time.
#[Object]
impl WebhookFailure {
    /// Whose webhook it is.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// The HTTP status that was answered or, if there was no whole answer, why not. `redeliverSince` takes it.
    async fn cause(&self) -> &str {
        &self.record.cause
    }

    /// The same as a number, if it is a status.
    async fn status_code(&self) -> Option<i32> {
        self.record.cause.parse().ok()
    }

    /// How many events.
    async fn count(&self) -> i32 {
        int(self.record.count)
    }

    /// When the first of them happened.
    async fn first_at(&self) -> DateTime<Utc> {
        self.record.first_at.to_datetime()
    }

    /// When the last of them happened.
    async fn last_at(&self) -> DateTime<Utc> {
        self.record.last_at.to_datetime()
    }
}

/// One try to deliver an event.
#[derive(SimpleObject, Clone, Debug)]
pub struct WebhookAttempt {
    /// When it began.
    at: DateTime<Utc>,
    /// Where the event was posted.
    url: String,
    /// Milliseconds until the answer was read, or nothing came of it.
    latency: i32,
    /// Whether the receiver took 5 seconds or longer. It is shown, and not punished.
    slow: bool,
    /// Whether the receiver took the event.
    succeeded: bool,
    /// The answer's HTTP status; null if there was no answer.
    status_code: Option<i32>,
    /// Why there was no answer, or none that was whole.
    error: Option<String>,
    /// The headers that Baton set on the request, a line each.
    request_head: String,
    /// The answer's headers, a line each, up to 2,048 characters; control characters are escaped.
    response_head: String,
    /// How the answer's body begins: at most 1,024 bytes, what is no text escaped.
    response_body: String,
    /// Whether somebody asked for it, and not the schedule.
    manual: bool,
}

impl From<Attempt> for WebhookAttempt {
    fn from(it: Attempt) -> Self {
        Self {
            at: it.at.to_datetime(),
            latency: i32::try_from(it.millis).unwrap_or(i32::MAX),
            slow: it.is_slow(),
            succeeded: it.verdict() == crate::webhooks::attempt::Verdict::Delivered,
            status_code: it.status.map(i32::from),
            url: it.url,
            error: it.error,
            request_head: it.request_head,
            response_head: it.head,
            response_body: it.body,
            manual: it.by_hand,
        }
    }
}

/// An event that was sent to an app's webhook. Kept for 30 days.
#[derive(Clone)]
pub struct WebhookDelivery(pub Delivery);

/// An event that was sent to an app's webhook. Kept for 30 days.
#[Object]
impl WebhookDelivery {
    /// The `webhook-id` that it was sent under, every time.
    async fn id(&self) -> ID {
        self.0.name().to_string().into()
    }

    /// Whose webhook it is.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.0.record.app).await
    }

    /// Where the event happened.
    async fn page(&self, ctx: &Context<'_>) -> Result<Page> {
        access::must_see(ctx, &self.0.record.page.to_string().into()).await.map(Page)
    }

    /// The thread of the event.
    async fn thread(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        let Some(thread) = self.0.record.thread else { return Ok(None) };
        Thread::load(ctx, ThreadKey(self.0.record.page, thread)).await.map(Some)
    }

    /// What happened.
    async fn event_type(&self) -> Option<ThreadEventType> {
        ThreadEventType::of(&self.0.record.kind)
    }

    /// Why the app hears it.
    async fn channel(&self) -> AppChannel {
        self.0.record.heard.channel.into()
    }

    /// When it happened.
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.record.occurred_at.to_datetime()
    }

    /// What has become of it.
    async fn status(&self) -> WebhookDeliveryStatus {
        self.0.record.status.into()
    }

    /// When it is tried again; null unless it waits for that.
    async fn next_try_at(&self) -> Option<DateTime<Utc>> {
        self.0.record.next_at.map(crate::time::Timestamp::to_datetime)
    }

    /// Oldest first; of more than 20, the last ones.
    async fn attempts(&self) -> Vec<WebhookAttempt> {
        self.0.attempts.iter().cloned().map(Into::into).collect()
    }

    /// What is posted, byte for byte.
    async fn request_body(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        ctx.webhooks().body_of(&self.0).await.map_err(|it| error::problem(&it))
    }
}

/// Many events that are sent to an app again, because somebody asked for it.
pub struct WebhookRedelivery(pub RedeliveryRecord);

/// Many events that are sent to an app again, because somebody asked for it.
#[Object]
impl WebhookRedelivery {
    /// What `webhookRedelivery` takes.
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    /// Whose webhook it is.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.0.app).await
    }

    /// Whether it repeats those events alone that had used up their tries.
    async fn only_failed(&self) -> bool {
        self.0.only_failed
    }

    /// Of those, it repeats the ones that failed for this; null if for any.
    async fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// How much of the log it has gone through, from 0 to 1.
    async fn progress(&self) -> f64 {
        let all = self.0.last.0 - self.0.first.0;
        let done = self.0.position.0 - self.0.first.0;
        let count = |it: i64| u32::try_from(it).map_or(f64::from(u32::MAX), f64::from);
        let is_through = self.0.finished_at.is_some() && self.0.cancelled_at.is_none();
        if is_through || all <= 0 { 1.0 } else { (count(done) / count(all)).clamp(0.0, 1.0) }
    }

    /// Events that the receiver took.
    async fn delivered(&self) -> i32 {
        int(self.0.delivered)
    }

    /// Events that it did not take.
    async fn failed(&self) -> i32 {
        int(self.0.failed)
    }

    /// When somebody asked for it.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at.to_datetime()
    }

    /// Null while it runs.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at.map(crate::time::Timestamp::to_datetime)
    }

    /// When somebody called it off; null if nobody did.
    async fn cancelled_at(&self) -> Option<DateTime<Utc>> {
        self.0.cancelled_at.map(crate::time::Timestamp::to_datetime)
    }
}
