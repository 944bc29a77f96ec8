//! Pages, threads and their messages.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, Union, dataloader::DataLoader};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Db,
    entity::{app, message, page, thread},
    loader::{AppId, LastOf, Loads},
};

pub struct Query;

#[Object]
impl Query {
    async fn page(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Page>> {
        let db = ctx.data::<Arc<Db>>()?;
        Ok(page::Entity::find_by_id(id.parse::<i64>()?).one(&db.read).await?.map(Page))
    }

    async fn thread(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Thread>> {
        let db = ctx.data::<Arc<Db>>()?;
        Ok(thread::Entity::find_by_id(id.parse::<i64>()?).one(&db.read).await?.map(Thread))
    }
}

pub struct Page(pub page::Model);

#[Object]
impl Page {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn threads(&self, ctx: &Context<'_>, first: u64) -> Result<ThreadConnection> {
        let db = ctx.data::<Arc<Db>>()?;
        let mut rows = thread::Entity::find()
            .filter(thread::Column::PageId.eq(self.0.id))
            .order_by_desc(thread::Column::LastActivityAt)
            .order_by_desc(thread::Column::Id)
            .limit(first + 1)
            .all(&db.read)
            .await?;
        let has_next_page = rows.len() as u64 > first;
        rows.truncate(usize::try_from(first)?);
        let end_cursor = rows.last().map(|it| format!("{}:{}", it.last_activity_at, it.id));
        let page_info = PageInfo { has_next_page, end_cursor };
        Ok(ThreadConnection { nodes: rows.into_iter().map(Thread).collect(), page_info })
    }
}

#[derive(SimpleObject)]
struct ThreadConnection {
    nodes: Vec<Thread>,
    page_info: PageInfo,
}

#[derive(SimpleObject)]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

pub struct Thread(pub thread::Model);

#[Object]
impl Thread {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn customer(&self) -> Customer {
        Customer { id: self.0.customer_id.clone().into(), name: self.0.customer_name.clone() }
    }

    async fn last_activity_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0.last_activity_at)
    }

    async fn control(&self) -> ThreadControl {
        ThreadControl { owner: self.0.owner, epoch: self.0.epoch }
    }

    async fn messages(&self, ctx: &Context<'_>, #[graphql(name = "last")] _last: i32) -> Result<MessageConnection> {
        let found = ctx.data::<DataLoader<Loads>>()?.load_one(LastOf(self.0.id)).await?;
        Ok(MessageConnection { nodes: found.into_iter().map(Message).collect() })
    }
}

#[derive(SimpleObject)]
struct Customer {
    id: ID,
    name: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum ControlState {
    Idle,
    Controlled,
}

struct ThreadControl {
    owner: Option<i64>,
    epoch: i64,
}

#[Object]
impl ThreadControl {
    async fn state(&self) -> ControlState {
        if self.owner.is_some() { ControlState::Controlled } else { ControlState::Idle }
    }

    async fn epoch(&self) -> i64 {
        self.epoch
    }

    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        let Some(owner) = self.owner else { return Ok(None) };
        let found = ctx.data::<DataLoader<Loads>>()?.load_one(AppId(owner)).await?;
        Ok(found.map(|it| Participant::App(App(it))))
    }
}

#[derive(Union)]
enum Participant {
    App(App),
    Inbox(Inbox),
}

pub struct App(pub app::Model);

#[Object]
impl App {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn name(&self) -> &str {
        &self.0.name
    }
}

#[derive(SimpleObject)]
struct Inbox {
    id: ID,
    name: String,
}

#[derive(SimpleObject)]
struct MessageConnection {
    nodes: Vec<Message>,
}

struct Message(message::Model);

#[Object]
impl Message {
    async fn id(&self) -> ID {
        self.0.id.clone().into()
    }

    async fn text(&self) -> &str {
        &self.0.text
    }

    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0.sent_at)
    }
}
