//! What people choose conversations by: who waits for an answer, and what the customer came through.

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
-- The customer's first message or tap that nobody has answered.
ALTER TABLE threads ADD COLUMN unanswered_since BIGINT;

-- The ad or link that the customer came through last.
ALTER TABLE threads ADD COLUMN referral_source TEXT;
ALTER TABLE threads ADD COLUMN referral_key TEXT;

-- What the log says of threads that there are: where the customer acted last, since the last answer or mark. Of surveys
-- only one by whoever had control is an answer.
UPDATE threads SET unanswered_since = (
    SELECT MIN(occurred_at) FROM events
    WHERE events.thread_id = threads.id AND events.kind IN ('MessageReceived', 'PostbackReceived')
        AND events.sequence > COALESCE((
            SELECT MAX(answer.sequence) FROM events AS answer
            LEFT JOIN messages ON messages.thread_id = answer.thread_id AND messages.sequence = answer.sequence
            WHERE answer.thread_id = threads.id AND (
                answer.kind = 'FolderChanged'
                OR answer.kind = 'MessageSent' AND (NOT messages.is_survey OR messages.sender = answer.owner)
            )
        ), 0)
) WHERE last_customer_action_at = last_activity_at AND NOT is_done;
UPDATE threads SET referral_source = came.source, referral_key = came.key FROM (
    SELECT thread_id, payload{json} ->> 'source' AS source, payload{json} ->> 'key' AS key FROM events
    WHERE kind = 'ReferralReceived' AND sequence = (
        SELECT MAX(sequence) FROM events AS later
        WHERE later.thread_id = events.thread_id AND later.kind = 'ReferralReceived'
    )
) AS came WHERE came.thread_id = threads.id;

-- A page's threads by last activity, of those that wait for an answer. They are few; the others are found on the way.
CREATE INDEX threads_unanswered ON threads (page_id, last_activity_at, id) WHERE unanswered_since IS NOT NULL;

-- The same of those that came through one ad or link.
CREATE INDEX threads_referral ON threads (page_id, referral_source, referral_key, last_activity_at, id)
    WHERE referral_key IS NOT NULL;
";
