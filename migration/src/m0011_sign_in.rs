//! Second factors, accounts at an OpenID provider, and sign-ins that are half done.

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
-- A person's time-based one-time passwords. The secret is needed in the clear: codes are computed from it. Asked for at
-- sign-in once it is confirmed. A code's time step is used once: `last_step` only rises.
CREATE TABLE second_factors (
    user_id TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

-- Codes for who has lost their device, by their digests. A row goes when its code is used.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (user_id, digest)
);

-- Which account at which OpenID provider is whose.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

-- The accounts of one person.
CREATE INDEX identities_user ON identities (user_id);

-- Sign-ins that wait for their second step, by the digest of what the browser holds. A row is used once.
CREATE TABLE sign_in_steps (
    digest TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Those that nobody came back for.
CREATE INDEX sign_in_steps_expiry ON sign_in_steps (expires_at);
";
