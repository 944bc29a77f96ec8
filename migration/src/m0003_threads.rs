//! Threads: each with its whole state in one row, and what makes lists of them quick.

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
-- The row is all that the protocol knows of a thread, so that a decision loads one row.
-- 'owner' is 0 while idle, -1 for the inbox, else an app's id; 'expires_at' is 2^63 - 1 while idle: with no
-- NULLs, one index holds and orders both kinds. 'queue', 'held' and 'menu' are JSON; NULL is the common, empty case.
CREATE TABLE threads (
    id {number},
    page_id BIGINT NOT NULL,
    customer_id TEXT {bytewise} NOT NULL,
    customer_name TEXT,
    customer_locale TEXT,
    owner BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    since BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    queue TEXT,
    held TEXT,
    menu TEXT,
    -- Who set 'menu': for the apps that leave.
    menu_app BIGINT,
    is_done BOOLEAN NOT NULL,
    last_activity_at BIGINT NOT NULL,
    last_customer_message_at BIGINT,
    last_customer_action_at BIGINT,
    sequence BIGINT NOT NULL
);

-- A customer has one thread on a page, and is looked up by name with everything that arrives.
CREATE UNIQUE INDEX threads_customer ON threads (page_id, customer_id);

-- A page's threads by last activity: the default list.
CREATE INDEX threads_activity ON threads (page_id, last_activity_at, id);

-- The same of one owner: an app's threads, the inbox's folder (-1), the idle ones (0).
CREATE INDEX threads_owner ON threads (page_id, owner, last_activity_at, id);

-- The same of those that anybody controls, which may be few among many idle ones.
CREATE INDEX threads_controlled ON threads (page_id, last_activity_at, id) WHERE owner <> 0;

-- The same of those marked done, and of those not: either kind may be rare.
CREATE INDEX threads_done ON threads (page_id, is_done, last_activity_at, id);

-- A page's threads by the end of control; idle ones last.
CREATE INDEX threads_expiry ON threads (page_id, expires_at, id);

-- Whose time is up, on any page, and when the next one's is: for the sweeper. Idle threads are not in it.
CREATE INDEX threads_due ON threads (expires_at, id) WHERE owner <> 0;

-- The few threads with a menu of their own, by who set it.
CREATE INDEX threads_menu ON threads (page_id, menu_app, id) WHERE menu_app IS NOT NULL;

-- A copy of who waits in 'queue', kept in the same transaction, so that an app's waiting threads are found by index.
CREATE TABLE waiting_apps (
    page_id BIGINT NOT NULL,
    app_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    PRIMARY KEY (page_id, app_id, thread_id)
) {clustered};

-- Replaces the copy of one thread.
CREATE INDEX waiting_apps_thread ON waiting_apps (thread_id);

-- What search finds a thread by: beginnings of the customer's name and id, in lower case.
-- A search is a range of terms, hence the bytewise order.
CREATE TABLE customer_terms (
    page_id BIGINT NOT NULL,
    term TEXT {bytewise} NOT NULL,
    thread_id BIGINT NOT NULL,
    PRIMARY KEY (page_id, term, thread_id)
) {clustered};
";
