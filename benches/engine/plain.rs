//! What the batches are held against: a control change as one transaction of a few statements through sea-orm.

use std::time::Duration;

use baton::{id::ThreadId, time::Timestamp};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::NotSet,
    ConnectOptions, Database, DatabaseConnection, EntityTrait, QuerySelect, Set, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

mod thread {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "threads")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub page_id: i64,
        pub owner: i64,
        pub epoch: i64,
        pub since: i64,
        pub expires_at: i64,
        pub last_activity_at: i64,
        pub sequence: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "events")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub position: i64,
        pub page_id: i64,
        pub thread_id: i64,
        pub sequence: i64,
        pub occurred_at: i64,
        pub kind: String,
        pub owner: i64,
        pub payload: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// As good as its pool can be: on SQLite one connection, for writers that share one gain nothing but quarrels.
pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(if url.starts_with("sqlite") { 1 } else { 16 }).sqlx_logging(false);
    options.test_before_acquire(false).acquire_timeout(Duration::from_secs(120));
    options.map_sqlx_sqlite_opts(|it| it.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full));
    Database::connect(options).await.expect("connect")
}

/// Gives the thread to `owner`: locks its row, writes the state that follows, appends the event, commits.
pub async fn change(pool: &DatabaseConnection, thread: ThreadId, owner: i64, now: Timestamp) {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
    let tx = pool.begin_with_options(options).await.expect("begin");
    let found = thread::Entity::find_by_id(thread.get()).lock_exclusive().one(&tx).await.expect("load");
    let found = found.expect("a thread");
    let (sequence, epoch, previous) = (found.sequence + 1, found.epoch + 1, found.owner);
    let event = event::ActiveModel {
        position: NotSet,
        page_id: Set(found.page_id),
        thread_id: Set(found.id),
        sequence: Set(sequence),
        occurred_at: Set(now.millis()),
        kind: Set("ControlChanged".to_owned()),
        owner: Set(owner),
        payload: Set(format!(r#"{{"previous":{previous},"new":{owner},"reason":"TAKE","epoch":{epoch}}}"#)),
    };
    let mut state = thread::ActiveModel::from(found);
    state.owner = Set(owner);
    state.epoch = Set(epoch);
    state.since = Set(now.millis());
    state.expires_at = Set(if owner == 0 { i64::MAX } else { now.millis() + 86_400_000 });
    state.last_activity_at = Set(now.millis());
    state.sequence = Set(sequence);
    state.update(&tx).await.expect("state");
    event.insert(&tx).await.expect("event");
    tx.commit().await.expect("commit");
}
