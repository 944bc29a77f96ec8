//! Configuration: pages, apps, and which app takes part where.

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
-- What customers write to. 'menu' is the page-level persistent menu, as JSON.
CREATE TABLE pages (
    id {number},
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    idle_timeout BIGINT NOT NULL,
    on_release TEXT NOT NULL,
    enforce_messaging_window BOOLEAN NOT NULL,
    primary_receiver BIGINT,
    menu TEXT,
    created_at BIGINT NOT NULL
);

-- Programs that take part. 'live' and 'human_agent' are what review has granted.
CREATE TABLE apps (
    id {number},
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    live BOOLEAN NOT NULL,
    human_agent BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- Customers with a role on an app: all that it reaches until it is live.
CREATE TABLE app_testers (
    app_id BIGINT NOT NULL,
    customer_id TEXT {bytewise} NOT NULL,
    PRIMARY KEY (app_id, customer_id)
) {clustered};

-- Which app takes part on which page, and the bits of what it asked to hear.
CREATE TABLE subscriptions (
    page_id BIGINT NOT NULL,
    app_id BIGINT NOT NULL,
    fields INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (page_id, app_id)
) {clustered};

-- The pages of one app; the primary key serves the apps of one page.
CREATE INDEX subscriptions_app ON subscriptions (app_id, page_id);

-- Which app the threads that begin at an ad or a link go to.
CREATE TABLE entry_points (
    id {number},
    page_id BIGINT NOT NULL,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    app_id BIGINT NOT NULL
);

-- A place to begin leads to one app. Setting it again replaces the app.
CREATE UNIQUE INDEX entry_points_key ON entry_points (page_id, source, key);

-- One row that counts changes of configuration: servers compare it to know whether their cache is stale.
CREATE TABLE revision (
    id INTEGER NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO revision (id, value) VALUES (1, 0);
";
