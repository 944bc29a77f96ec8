//! Schema as SQL, with words for the few places where the two databases differ.

use sea_orm_migration::prelude::{ConnectionTrait, DbErr, SchemaManager, sea_orm::DbBackend};

/// Runs statements in which
///
/// - `{number}` is a primary key that we count (on SQLite it is the row's own address, and needs no index),
/// - `{identity}` is a primary key that the database counts up and never uses again,
/// - `{bytewise}` after TEXT sorts by bytes, whatever the database's language (SQLite always does),
/// - `{clustered}` after a table keeps its rows in the primary key's index (Postgres cannot),
/// - `{json}` after a column of JSON in TEXT lets `->` and `->>` take it apart,
/// - `{last}` after `->` is the last element of an array.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let [number, identity, bytewise, clustered, json, last] = match manager.get_database_backend() {
        DbBackend::Postgres => [
            "BIGINT PRIMARY KEY",
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "COLLATE \"C\"",
            "",
            "::json",
            "-1",
        ],
        _ => ["INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", "", "WITHOUT ROWID", "", "'$[#-1]'"],
    };
    let sql = sql
        .replace("{number}", number)
        .replace("{identity}", identity)
        .replace("{bytewise}", bytewise)
        .replace("{clustered}", clustered)
        .replace("{json}", json)
        .replace("{last}", last);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}
