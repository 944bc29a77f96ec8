//! Webhooks: what deliveries failed for, and redeliveries that somebody called off.

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
-- What the last try of a delivery failed for, in a word: the status that was answered, or why there was no answer.
ALTER TABLE webhook_deliveries ADD COLUMN cause TEXT;
UPDATE webhook_deliveries SET cause = SUBSTR(COALESCE(
    attempts{json} -> {last} ->> 'error',
    attempts{json} -> {last} ->> 'status'
), 1, 200) WHERE status <> 'DELIVERED';

-- An app's deliveries that have used up their tries, with what they failed for: the rows hold all tries, and are long.
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (app_id, position, cause, occurred_at)
    WHERE status = 'FAILED';

-- Repeats what failed for this cause alone.
ALTER TABLE webhook_redeliveries ADD COLUMN cause TEXT;

-- When somebody called it off.
ALTER TABLE webhook_redeliveries ADD COLUMN cancelled_at BIGINT;
";
