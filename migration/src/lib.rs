//! Baton's database schema: one for SQLite and Postgres.
//!
//! Conventions: times are milliseconds since 1970, sets are bits of an integer, structures are JSON in TEXT.
//! There are no foreign keys: pages, apps, people and threads are never deleted, and a check of each
//! event's thread would cost a look-up on the hot path to find what the engine has just loaded.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the macro of the migrations' trait gives `SchemaManager<'_>` another lifetime than the trait has"
)]

mod m0001_pages_and_apps;
mod m0002_people_and_tokens;
mod m0003_threads;
mod m0004_events_and_messages;
mod m0005_invitations;
mod m0006_webhooks;
mod m0008_sessions;
mod m0009_graph_properties;
mod m0010_audit;
mod m0011_sign_in;
mod m0012_webhook_waits;
mod m0013_working_inbox;
mod m0014_what_waits;
mod m0015_webhook_failures;
mod m0016_deliveries_by_event;
mod sql;

pub use sea_orm_migration::{IntoSchemaManagerConnection, MigratorTrait, SchemaManager};

use sea_orm_migration::{MigrationTrait, async_trait};

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_pages_and_apps::Migration),
            Box::new(m0002_people_and_tokens::Migration),
            Box::new(m0003_threads::Migration),
            Box::new(m0004_events_and_messages::Migration),
            Box::new(m0005_invitations::Migration),
            Box::new(m0006_webhooks::Migration),
            Box::new(m0008_sessions::Migration),
            Box::new(m0009_graph_properties::Migration),
            Box::new(m0010_audit::Migration),
            Box::new(m0011_sign_in::Migration),
            Box::new(m0012_webhook_waits::Migration),
            Box::new(m0013_working_inbox::Migration),
            Box::new(m0014_what_waits::Migration),
            Box::new(m0015_webhook_failures::Migration),
            Box::new(m0016_deliveries_by_event::Migration),
        ]
    }
}
