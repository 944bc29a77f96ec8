//! Webhooks: since when parked threads wait, and which endpoints are disabled.

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
-- When the event happened that a parked thread waits with: the age of what is not delivered.
ALTER TABLE webhook_parked ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
UPDATE webhook_parked SET since = COALESCE((
    SELECT MIN(occurred_at) FROM events
    WHERE events.position > webhook_parked.position
        AND events.thread_id = CASE webhook_parked.thread_id WHEN 0 THEN -webhook_parked.page_id ELSE webhook_parked.thread_id END
), next_at);

-- The few endpoints that are sent nothing.
CREATE INDEX webhooks_disabled ON webhooks (disabled_at, app_id) WHERE disabled_at IS NOT NULL;
";
