//! What Baton is compared with: the same calls as a competent developer writes them who begins today, with poem, async-graphql and sea-orm,
//! entities and a dataloader, and one transaction for each change of control.
//!
//! It is flattered where it can be: it believes every token, asks nobody's permission, keeps no requests, menus or surveys,
//! and never lets a thread time out.

mod entity;
mod loader;
mod mutation;
mod query;

use std::{io::Write as _, sync::Arc};

use async_graphql::{EmptySubscription, Schema, dataloader::DataLoader};
use poem::{
    EndpointExt, IntoResponse, Response, Route, Server,
    error::BadRequest,
    http::HeaderMap,
    listener::{Acceptor, Listener, TcpListener},
    post,
    web::{Data, Json},
};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr, TransactionOptions, sqlx};

use self::{loader::Loads, mutation::Mutation, query::Query};

type Plain = Schema<Query, Mutation, EmptySubscription>;

/// The app that calls; the token says so.
struct Caller(i64);

/// What the server does with the cheapest query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cheapest {
    /// What it does with all.
    Executed,
    /// A constant, without a look at it: what is left is what HTTP costs.
    Constant,
}

const ASKED: &[u8] = b"{ __typename }";
const CONSTANT: &str = r#"{"data":{"__typename":"Query"}}"#;

/// The database: SQLite takes one writer at a time, so its writers wait for one connection of their own.
struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Db {
    /// SQLite has to know from the beginning that a transaction writes, or two of them lock each other out.
    fn transaction(&self) -> TransactionOptions {
        let is_sqlite = self.write.get_database_backend() == DbBackend::Sqlite;
        let mode = is_sqlite.then_some(sea_orm::SqliteTransactionMode::Immediate);
        TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }
    }
}

/// Serves the database at `url` on a port that the system chooses, and says which as Baton does.
#[tokio::main]
pub async fn serve(url: &str, cheapest: Cheapest) {
    let db = Arc::new(open(url).await.expect("open the database"));
    let loads = DataLoader::new(Loads(db.clone()), tokio::spawn);
    let schema = Schema::build(Query, Mutation, EmptySubscription).data(db).data(loads).finish();
    let ready = poem::get(poem::endpoint::make_sync(|_| "ready\n"));
    let app = Route::new().at("/graphql", post(graphql)).at("/readyz", ready).data(schema).data(cheapest);
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("listen");
    let address = acceptor.local_addr().remove(0);
    let address = address.as_socket_addr().expect("an address");
    let line = serde_json::json!({"message": "listening", "address": address.to_string()});
    writeln!(std::io::stderr(), "{line}").expect("a line");
    Server::new_with_acceptor(acceptor).run(app).await.expect("serve");
}

#[poem::handler]
async fn graphql(
    schema: Data<&Plain>,
    cheapest: Data<&Cheapest>,
    headers: &HeaderMap,
    body: Vec<u8>,
) -> poem::Result<Response> {
    if *cheapest.0 == Cheapest::Constant && body.windows(ASKED.len()).any(|it| it == ASKED) {
        return Ok(CONSTANT.with_content_type("application/json").into_response());
    }
    let request: async_graphql::Request = serde_json::from_slice(&body).map_err(BadRequest)?;
    let token = headers.get("authorization").and_then(|it| it.to_str().ok());
    let caller = token.and_then(|it| it.rsplit('-').next()?.parse().ok()).unwrap_or_default();
    Ok(Json(schema.execute(request.data(Caller(caller))).await).into_response())
}

async fn open(url: &str) -> Result<Db, DbErr> {
    let pool = |connections| {
        let mut options = ConnectOptions::new(url);
        options.max_connections(connections).test_before_acquire(false).sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|it| {
            use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            it.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
        });
        Database::connect(options)
    };
    let write = pool(if url.starts_with("sqlite") { 1 } else { 16 }).await?;
    let db = Db { read: if url.starts_with("sqlite") { pool(8).await? } else { write.clone() }, write };
    entity::create(&db.write).await?;
    Ok(db)
}
