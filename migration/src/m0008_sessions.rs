//! Sessions: which tokens are browsers that somebody signed in with.

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
-- A signed-in browser holds a person's token in a cookie; this row tells it from tokens made for scripts.
-- Rows go when the session is ended; the token's own row stays and says that it was revoked.
CREATE TABLE sessions (
    token_id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    user_agent TEXT NOT NULL
);

-- The sessions of one person, to be listed and to be ended all at once.
CREATE INDEX sessions_user ON sessions (user_id);

-- An invitation is used, and then all of that person's are void.
CREATE INDEX invitations_user ON invitations (user_id);
";
