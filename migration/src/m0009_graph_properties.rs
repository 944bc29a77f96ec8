//! What clients of the Graph API set and expect to read back, beyond what the rules need.

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
-- Properties of a page, a thread or an app ('kind' says of which the number is), as JSON in the client's own words.
-- A row is replaced as a whole; whoever reads a node reads all of its few rows.
CREATE TABLE graph_properties (
    kind TEXT NOT NULL,
    node BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, node, name)
) {clustered};
";
