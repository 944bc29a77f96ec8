//! Webhooks: where apps hear of events, and how far each has heard.

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
-- The secret before the one in use; it signs beside it until that moment.
ALTER TABLE apps ADD COLUMN previous_secret TEXT;
ALTER TABLE apps ADD COLUMN previous_secret_until BIGINT;

-- An app's endpoint. Disabled: by whom or what, since when. 'failing_since' is its first failure after its last
-- success; it is no configuration, and changes without a new revision.
CREATE TABLE webhooks (
    app_id BIGINT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    verified_at BIGINT NOT NULL,
    disabled_at BIGINT,
    disabled_reason TEXT,
    failing_since BIGINT
);

-- How far a subscription's webhook is: whatever lies at or before the position was delivered, is no business of the
-- app's, or lies in a thread that is parked. It begins where the log ended when the app subscribed.
CREATE TABLE webhook_cursors (
    page_id BIGINT NOT NULL,
    app_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (page_id, app_id)
) {clustered};
INSERT INTO webhook_cursors (page_id, app_id, position)
    SELECT page_id, app_id, (SELECT COALESCE(MAX(position), 0) FROM events) FROM subscriptions;

-- The cursors of one app, for a new endpoint.
CREATE INDEX webhook_cursors_app ON webhook_cursors (app_id, page_id);

-- Threads in which a delivery failed, each with a cursor of its own: what lies behind it in the thread, up to the
-- subscription's cursor, waits for it. 'failed' counts tries of the next event.
CREATE TABLE webhook_parked (
    page_id BIGINT NOT NULL,
    app_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    failed INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (page_id, app_id, thread_id)
) {clustered};

-- What became of events that were sent: written after the fact, for people to look at, kept for 30 days.
-- 'channel' and 'fields' are how the app heard it, from which its body can be made again; 'attempts' is JSON. The rows
-- do not stand in the primary key's index: SQLite would take that one for every list, and walk over all of an app's.
CREATE TABLE webhook_deliveries (
    app_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    fields INTEGER NOT NULL,
    occurred_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    next_at BIGINT,
    attempts TEXT NOT NULL,
    PRIMARY KEY (app_id, position)
);

-- An app's deliveries of one thread.
CREATE INDEX webhook_deliveries_thread ON webhook_deliveries (app_id, thread_id, position);

-- An app's deliveries of one kind of event.
CREATE INDEX webhook_deliveries_kind ON webhook_deliveries (app_id, kind, position);

-- The few that are not delivered.
CREATE INDEX webhook_deliveries_open ON webhook_deliveries (app_id, status, position) WHERE status <> 'DELIVERED';

-- Who sends for which part of the subscriptions, and until when nobody else does. Servers renew what they hold.
CREATE TABLE webhook_shards (
    id INTEGER NOT NULL PRIMARY KEY,
    held_by TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
INSERT INTO webhook_shards (id, held_by, held_until)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 63) SELECT i, '', 0 FROM n;

-- The servers that take part, so that each knows its fair share.
CREATE TABLE webhook_servers (
    id TEXT NOT NULL PRIMARY KEY,
    seen_at BIGINT NOT NULL
);

-- Redeliveries of many events that somebody asked for: from where to where in the log, and how far they are.
CREATE TABLE webhook_redeliveries (
    id TEXT NOT NULL PRIMARY KEY,
    app_id BIGINT NOT NULL,
    only_failed BOOLEAN NOT NULL,
    first_position BIGINT NOT NULL,
    position BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);

-- Those that still run.
CREATE INDEX webhook_redeliveries_running ON webhook_redeliveries (id) WHERE finished_at IS NULL;
";
