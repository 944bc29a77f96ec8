//! Schema as SQL, with words for the few places where the two databases differ.

use sea_orm_migration::prelude::{ConnectionTrait, DbErr, SchemaManager, sea_orm::DbBackend};

/// Runs statements in which
///
/// - `{number}` is a primary key that we count (on SQLite it is the row's own address, and needs no index),
/// - `{identity}` is a primary key that the database counts up and never uses again,
/// - `{bytewise}` after TEXT sorts by bytes, whatever the database's language (SQLite always does),
/// - `{clustered}` after a table keeps its rows in the primary key's index (Postgres cannot).
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let [number, identity, bytewise, clustered] = match manager.get_database_backend() {
        DbBackend::Postgres => {
            ["BIGINT PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "COLLATE \"C\"", ""]
        }
        _ => ["INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", "", "WITHOUT ROWID"],
    };
    let sql = sql
        .replace("{number}", number)
        .replace("{identity}", identity)
        .replace("{bytewise}", bytewise)
        .replace("{clustered}", clustered);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}
