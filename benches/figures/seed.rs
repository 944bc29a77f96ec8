//! Many threads, made of a few: the database copies all rows of the threads that are there, with ids, names and times of
//! their own. It reads which columns there are, and so serves Baton's tables and the plain server's alike.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

/// Tables with rows of single threads; `threads` itself comes last, for the others are counted by it.
const TABLES: [&str; 5] = ["events", "messages", "customer_terms", "waiting_apps", "threads"];

/// In milliseconds.
const TWO_WEEKS: u64 = 14 * 86_400_000;

/// Makes `factor` times as many threads of those that are there. No server may run on the database meanwhile.
#[tokio::main(flavor = "current_thread")]
pub async fn multiply(url: &str, factor: u64) {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("open the database");
    let run = async |sql: &str| db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    if db.get_database_backend() == DbBackend::Sqlite {
        // Whatever goes wrong now, all is thrown away; the server chooses its own journal again.
        run("PRAGMA journal_mode = OFF").await;
        run("PRAGMA synchronous = OFF").await;
        run("PRAGMA cache_size = -524288").await;
    }
    // Copies are strewn over two weeks, of which what is there is the beginning: neighbours in the list are then no
    // neighbours in the file.
    run(&format!("UPDATE threads SET last_activity_at = last_activity_at - {TWO_WEEKS}")).await;
    let span = number(&db, "SELECT max(id) - min(id) + 1 FROM threads").await;
    for table in TABLES {
        let columns = columns(&db, table).await;
        if columns.is_empty() {
            continue;
        }
        let values: Vec<_> = columns.iter().map(|it| value(table, it, span)).collect();
        let (names, values) = (columns.join(", "), values.join(", "));
        run(&format!(
            "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {factor} - 1)
             INSERT INTO {table} ({names}) SELECT {values} FROM copies CROSS JOIN {table}"
        ))
        .await;
    }
    if db.get_database_backend() == DbBackend::Postgres {
        run("VACUUM ANALYZE").await;
    }
    db.close().await.expect("close");
}

/// What stands in a column of the `n`th copy.
fn value(table: &str, column: &str, span: i64) -> String {
    match (table, column) {
        ("threads", "id") | (_, "thread_id") => format!("{column} + n * {span}"),
        (_, "id" | "customer_id" | "external_id") | ("threads", "last_message_id") => format!("{column} || '-' || n"),
        ("threads", "last_activity_at") => format!("{column} + (id / 64 % 9973 * 7919 + n * 104729) % {TWO_WEEKS}"),
        _ => column.to_owned(),
    }
}

/// A table's columns but for the one that the database counts itself.
async fn columns(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'position'"),
        _ => format!(
            "SELECT column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = '{table}' AND column_name <> 'position'"
        ),
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("columns");
    rows.iter().map(|it| it.try_get_by_index(0).expect("a name")).collect()
}

async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a number");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

/// Runs statements on a database.
#[tokio::main(flavor = "current_thread")]
pub async fn run(url: &str, sql: &str) {
    let db = Database::connect(url).await.expect("open the database");
    db.execute_unprepared(sql).await.expect("statements");
    db.close().await.expect("close");
}
