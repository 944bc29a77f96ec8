//! People, their tasks on pages, and the tokens that speak for them.

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
-- People who sign in. The email is stored in lower case. No password hash: invited, but has not chosen one.
CREATE TABLE users (
    id TEXT {bytewise} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    password_hash TEXT,
    created_at BIGINT NOT NULL
);

-- Signing in looks people up by email, and one address is one person.
CREATE UNIQUE INDEX users_email ON users (email);

-- Administrators are few; they are listed when the last one must not be lost.
CREATE INDEX users_admins ON users (id) WHERE is_admin;

-- The bits of a person's tasks on a page.
CREATE TABLE page_members (
    page_id BIGINT NOT NULL,
    user_id TEXT {bytewise} NOT NULL,
    tasks INTEGER NOT NULL,
    PRIMARY KEY (page_id, user_id)
) {clustered};

-- The pages of one person; the primary key serves the people of one page.
CREATE INDEX page_members_user ON page_members (user_id, page_id);

-- Issued tokens. The secret part is a signature and is stored nowhere; a token is good while its row says so.
CREATE TABLE tokens (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    page_id BIGINT,
    app_id BIGINT,
    user_id TEXT,
    permissions INTEGER NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);
";
