//! What the rows of a list need, loaded at once.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{async_trait::async_trait, dataloader::Loader};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Db,
    entity::{app, message},
};

pub struct Loads(pub Arc<Db>);

#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AppId(pub i64);

/// The last message of a thread.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LastOf(pub i64);

#[async_trait]
impl Loader<AppId> for Loads {
    type Value = app::Model;
    type Error = Arc<DbErr>;

    async fn load(&self, keys: &[AppId]) -> Result<HashMap<AppId, app::Model>, Self::Error> {
        let ids = keys.iter().map(|it| it.0);
        let found = app::Entity::find().filter(app::Column::Id.is_in(ids)).all(&self.0.read).await?;
        Ok(found.into_iter().map(|it| (AppId(it.id), it)).collect())
    }
}

#[async_trait]
impl Loader<LastOf> for Loads {
    type Value = message::Model;
    type Error = Arc<DbErr>;

    async fn load(&self, keys: &[LastOf]) -> Result<HashMap<LastOf, message::Model>, Self::Error> {
        let ids = keys.iter().map(|it| it.0);
        let last = message::Entity::find()
            .select_only()
            .column(message::Column::ThreadId)
            .column_as(message::Column::Sequence.max(), "sequence")
            .filter(message::Column::ThreadId.is_in(ids))
            .group_by(message::Column::ThreadId)
            .into_query();
        let key = Expr::tuple([Expr::col(message::Column::ThreadId), Expr::col(message::Column::Sequence)]);
        let found = message::Entity::find().filter(key.in_subquery(last)).all(&self.0.read).await?;
        Ok(found.into_iter().map(|it| (LastOf(it.thread_id), it)).collect())
    }
}
