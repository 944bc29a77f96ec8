//! Webhooks: an app's deliveries of a thread are found by the thread's events.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, SCHEMA).await
    }
}

const SCHEMA: &str = r"
-- Threads come in no order: each batch of deliveries touched as many of its pages as it had rows.
DROP INDEX webhook_deliveries_thread;
";
