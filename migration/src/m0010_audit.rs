//! The audit log: who changed the configuration or acted in an inbox, from where, before and after.

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
-- One row a change, written in the transaction of the change itself. Ids rise in the order of commits. No row is ever
-- changed; rows go when they are older than the operator keeps them.
CREATE TABLE audit (
    id {identity},
    occurred_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    user_id TEXT,
    app_id BIGINT,
    token_id TEXT,
    address TEXT,
    user_agent TEXT NOT NULL,
    request_id TEXT NOT NULL,
    page_id BIGINT,
    object TEXT NOT NULL,
    object_id TEXT NOT NULL,
    was TEXT,
    became TEXT
);

-- The log is read from its end, by what it is about; the primary key serves it unfiltered.
CREATE INDEX audit_page ON audit (page_id, id);
CREATE INDEX audit_kind ON audit (kind, id);
CREATE INDEX audit_user ON audit (user_id, id);
CREATE INDEX audit_app ON audit (app_id, id);
CREATE INDEX audit_object ON audit (object_id, id);

-- Where a time begins in the log, and what is too old to be kept.
CREATE INDEX audit_time ON audit (occurred_at);
";
