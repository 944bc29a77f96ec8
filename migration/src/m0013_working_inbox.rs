//! What people work in the inbox with: replies at hand, and how far each has read.

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
-- Texts that the people of a page answer with again and again.
CREATE TABLE saved_replies (
    id {number},
    page_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    shortcut TEXT,
    updated_at BIGINT NOT NULL
);

-- A page's, by id.
CREATE INDEX saved_replies_page ON saved_replies (page_id, id);

-- A shortcut names one reply of a page.
CREATE UNIQUE INDEX saved_replies_shortcut ON saved_replies (page_id, shortcut) WHERE shortcut IS NOT NULL;

-- How far a person has read a thread: the sequence of the last event that they have seen.
CREATE TABLE read_marks (
    user_id TEXT {bytewise} NOT NULL,
    thread_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (user_id, thread_id)
) {clustered};
";
