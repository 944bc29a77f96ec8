//! The log of events, and the messages that it speaks of.

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
-- What happened, in the order of commits: only appended to. 'owner' is who controls the thread after it,
-- coded as in threads; 'payload' is the event as JSON; 'external_id' is the channel's own id of what caused it.
CREATE TABLE events (
    position {identity},
    page_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    owner BIGINT NOT NULL,
    payload TEXT NOT NULL,
    external_id TEXT
);

-- The fence. Whoever decides on a state writes the number after it; of two writers that decided on the same state
-- one fails here, whatever locks there are or are not, and decides again. It also reads a thread's log in order.
CREATE UNIQUE INDEX events_thread_sequence ON events (thread_id, sequence);

-- A page takes in each of its channel's events once. Most events have no such id.
CREATE UNIQUE INDEX events_external_id ON events (page_id, external_id) WHERE external_id IS NOT NULL;

-- A page's feed, from a position on.
CREATE INDEX events_page ON events (page_id, position);

-- What was said. 'sender' is 0 for the customer, -1 for the inbox, else an app's id; 'sequence' is the event that
-- brought the message into its thread. 'attachments' and 'buttons' are JSON; NULL is none.
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    page_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    sender BIGINT NOT NULL,
    text TEXT,
    attachments TEXT,
    buttons TEXT,
    tag TEXT,
    is_survey BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    idempotency_key TEXT
);

-- A thread's messages in order. An event brings one message, which makes the sequence a cursor.
CREATE UNIQUE INDEX messages_thread_sequence ON messages (thread_id, sequence);

-- Whether a sender has used a key in a thread before. Not unique: after a day a key may come again.
CREATE INDEX messages_key ON messages (thread_id, sender, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The few surveys that wait, by app: for the apps that leave.
CREATE INDEX messages_held ON messages (page_id, sender, thread_id) WHERE status = 'HELD';
";
